"""Two questions now and then: how one sleeps, and how much one dreads the night."""

from datetime import date, timedelta
from pathlib import Path

from nattero.diary.entry import read
from nattero.diary.payloads import Sleep
from nattero.diary.sleeping import AGAIN, is_due, ratings
from tests.web import pages_of, small


def test_the_two_questions_are_answered_corrected_and_taken_back_without_script(tmp_path: Path) -> None:
    site = small.site_in(tmp_path / "data")
    client = small.client_of(site)
    for well in ("4", "7"):
        form = pages_of.Page(client.get("/sleep").text).form("sleep")
        assert client.post("/entries", data=dict(form.pairs({"well:int": well}))).status_code == 200
    standing = small.client_of(site).get("/sleep").text
    assert "7 of 10" in standing
    assert "4 of 10" not in standing
    assert [read(entry) for entry in site.journal.entries()][-1] == Sleep(date=date(2026, 11, 22), well=7)
    form = pages_of.Page(standing).form("retraction")
    client.post("/entries", data=dict(form.pairs()))
    assert "of 10" not in client.get("/sleep").text
    site.journal.close()


def test_a_number_beyond_the_scale_and_no_answer_are_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    site = small.site_in(tmp_path / "data")
    client = small.client_of(site)
    form = pages_of.Page(client.get("/sleep").text).form("sleep")
    for said in ({"well:int": "11"}, {}):  # beyond the scale, and nothing at all
        assert client.post("/entries", data={**dict(form.pairs()), **said}).status_code == 422
    assert list(site.journal.entries()) == []
    site.journal.close()


def test_who_said_nothing_rated_nothing_and_nobody_is_asked_again_within_four_weeks() -> None:
    today = date(2026, 11, 22)
    said = ratings(
        [
            small.entry("sleep", {"date": (today - timedelta(days=3)).isoformat()}),
            small.entry("sleep", {"date": (today - AGAIN).isoformat(), "dread": 0}),
        ]
    )
    assert [rating.dread for _, rating in said] == [0]
    assert is_due(said, today)
    assert not is_due(said, today - timedelta(days=1))
