"""The check-in without script: one tap when quiet, never fewer than was logged, nothing unsaid by a correction."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from nattero.diary.night import Closed, Missing, Open
from nattero.web.site import Site
from tests.web import small
from tests.web.pages_of import Form, Page


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    yield made
    made.journal.close()


def page(site: Site, address: str = "/checkin", lang: str = "en") -> Page:
    return Page(small.client_of(site, lang).get(address).text)


def post(site: Site, form: Form, **chosen: str) -> int:
    named = {name.replace("__", ".").replace("_as_", ":"): value for name, value in chosen.items()}
    answer = small.client_of(site).post(form.action, data=dict(form.pairs(named)), follow_redirects=False)
    return int(answer.status_code)


def last(site: Site) -> Missing | Open | Closed:
    return site.person().nights(small.LAST_NIGHT, small.LAST_NIGHT)[0]


def test_a_quiet_night_is_one_tap(site: Site) -> None:
    assert post(site, page(site).form("night"), cramps_as_button="0") == 303
    night = last(site)
    assert isinstance(night, Closed)
    assert (night.count, night.exposures, night.note) == (0, {}, None)


def test_what_was_filled_in_below_is_kept_when_the_night_was_quiet(site: Site) -> None:
    chosen = {"cramps_as_button": "0", "exposures__alcohol_as_count": "2", "note_as_text": "tea late"}
    assert post(site, page(site).form("night"), **chosen, cramps_as_int="3") == 303
    night = last(site)
    assert isinstance(night, Closed)
    assert (night.count, night.exposures, night.note) == (0, {"alcohol": 2}, "tea late")


def test_danger_in_a_note_is_said_on_the_page_it_was_written_on_and_wherever_one_goes_next(site: Site) -> None:
    note = "My left calf is swollen, red and warm, and I am short of breath."
    assert post(site, page(site).form("night"), cramps_as_int="1", note_as_text=note) == 303
    client = small.client_of(site)
    for goes in ["/checkin", "/", "/plan", "/trial", f"/diary/night/{small.LAST_NIGHT}"]:
        assert note in client.get(goes).text, goes
    first = client.get("/relief/open").text
    assert site.pack.say("flag.breathless-chest.sign", "en", "other") in first
    assert first.split("<details>")[0].strip() in client.get("/relief").text


def test_danger_can_be_written_without_counting_the_cramps_and_the_night_stays_untold(site: Site) -> None:
    note = "My left calf is swollen, red and warm, and I am short of breath."
    assert post(site, page(site).form("night"), note_as_text=note, exposures__alcohol_as_count="1") == 303
    shown = small.client_of(site).get("/checkin").text
    assert f"<q>{note}</q>" in shown
    assert "You can still say how many cramps it was." in shown
    night = last(site)
    assert isinstance(night, Missing)
    assert (night.note, night.exposures) == (note, {"alcohol": 1})
    assert post(site, page(site, "/").form("night")) == 303
    night = last(site)
    assert isinstance(night, Closed)
    assert (night.count, night.note, night.exposures) == (0, note, {"alcohol": 1})
    assert len([entry for entry in site.person().entries if entry.kind == "night"]) == 1


def test_a_night_told_in_two_tabs_says_so_until_one_number_is_chosen(site: Site) -> None:
    first, second = (page(site).form("night") for _ in range(2))
    assert post(site, first, cramps_as_int="3") == 303
    assert post(site, second, cramps_as_int="1") == 303
    client = small.client_of(site)
    assert "This night was told more than once: 3, 1." in client.get("/checkin").text
    assert post(site, page(site).form("night"), cramps_as_int="3") == 303
    assert "told more than once" not in client.get("/checkin").text
    night = last(site)
    assert isinstance(night, Closed)
    assert night.count == 3


def test_saving_nothing_asks_how_many(site: Site) -> None:
    assert post(site, page(site).form("night")) == 422


def test_cramps_soreness_and_the_day_are_told_together(site: Site) -> None:
    form = page(site).form("night")
    chosen = {
        "cramps_as_int": "2",
        "sore_as_bool": "true",
        "exposures__alcohol_as_count": "1,5",
        "note_as_text": " ok\r\nso ",
    }
    assert post(site, form, **chosen) == 303
    night = last(site)
    assert isinstance(night, Closed)
    assert (night.said, night.sore, night.exposures, night.note) == (2, True, {"alcohol": 1.5}, "ok\nso")


def test_what_was_not_answered_is_not_invented(site: Site) -> None:
    assert post(site, page(site).form("night"), cramps_as_int="1") == 303
    night = last(site)
    assert isinstance(night, Closed)
    assert (night.sore, night.exposures, night.note) == (None, {}, None)


def test_no_cramp_is_not_offered_and_fewer_cannot_be_chosen_once_cramps_were_logged(site: Site) -> None:
    site.journal.append([small.cramp("2026-11-21T23:30"), small.cramp("2026-11-22T03:10")])
    shown = page(site)
    counts = [value for name, value, _ in shown.form("night").fields if name == "cramps:int"]
    assert counts[0] == "2"
    assert [value for name, value, on in shown.form("night").fields if name == "cramps:int" and on] == ["2"]


def test_a_correction_keeps_what_the_form_does_not_show(site: Site) -> None:
    site.journal.append(
        [small.night(small.LAST_NIGHT, 1, exposures={"heat": True, "alcohol": 2, "from-the-future": "x"})]
    )
    assert post(site, page(site).form("night"), cramps_as_int="3") == 303
    night = last(site)
    assert isinstance(night, Closed)
    assert (night.said, night.exposures) == (3, {"heat": True, "alcohol": 2, "from-the-future": "x"})
    assert len([entry for entry in site.person().entries if entry.kind == "night"]) == 1


def test_making_a_night_quiet_afterwards_keeps_the_day_and_drops_the_soreness(site: Site) -> None:
    site.journal.append([small.night(small.LAST_NIGHT, 1, sore=True, exposures={"alcohol": 2})])
    assert post(site, page(site).form("night"), cramps_as_button="0") == 303
    night = last(site)
    assert isinstance(night, Closed)
    assert (night.count, night.sore, night.exposures) == (0, None, {"alcohol": 2})


def test_an_answer_can_be_taken_back(site: Site) -> None:
    site.journal.append([small.night(small.LAST_NIGHT, 1, sore=True, exposures={"stretched": True})])
    form = page(site).form("night")
    assert post(site, form, sore_as_bool="", exposures__stretched_as_bool="") == 303
    night = last(site)
    assert isinstance(night, Closed)
    assert (night.sore, night.exposures) == (None, {})


def test_more_than_eight_cramps_are_shown_in_a_field(site: Site) -> None:
    site.journal.append([small.night(small.LAST_NIGHT, 12)])
    fields = page(site).form("night").fields
    assert [value for name, value, _ in fields if name == "cramps:int"] == ["12"]


def test_the_person_chooses_what_to_note_about_the_day(site: Site) -> None:
    form = page(site).form("answers")
    pairs = [pair for pair in form.pairs() if pair != ("answers.exposure.alcohol:bool", "true")]
    pairs.append(("answers.exposure.heat:bool", "true"))
    text = "&".join(f"{name}={value}" for name, value in pairs)
    client = small.client_of(site)
    answer = client.post(
        "/entries", content=text, headers={"content-type": "application/x-www-form-urlencoded"}, follow_redirects=False
    )
    assert answer.status_code == 303
    names = {name for name, _, _ in page(site).form("night").fields}
    assert "exposures.heat:bool" in names
    assert "exposures.alcohol:count" not in names


def test_the_mother_of_a_child_is_not_asked_for_glasses_of_alcohol(site: Site) -> None:
    site.journal.append([small.entry("answers", {"answers": {"for_whom": "child"}})])
    asked = {name for name, _, _ in page(site).form("night").fields}
    assert "exposures.alcohol:count" not in asked
    assert "exposures.exercise:bool" in asked


@pytest.mark.parametrize("day", ["banana", "9999-99-99", "2026-11-23", "1899-12-31", "0001-01-01"])
def test_a_night_that_cannot_be_told_is_a_friendly_404(site: Site, day: str) -> None:
    answer = small.client_of(site).get(f"/checkin?date={day}")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text


def test_missing_nights_can_be_filled_in_from_the_strip(site: Site) -> None:
    links = page(site).links
    days = [(small.LAST_NIGHT - timedelta(days=back)).isoformat() for back in range(14)]
    assert all(f"/checkin?date={day}" in links for day in days)
    assert post(site, page(site, f"/checkin?date={days[9]}").form("night"), cramps_as_button="0") == 303
    assert isinstance(site.person().nights(date.fromisoformat(days[9]), date.fromisoformat(days[9]))[0], Closed)
