"""The pages of guided sessions: what fits this person, what is asked first, what is not begun, and what the script plays."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nattero.knowledge.exercises import UPRIGHT
from nattero.web.site import Site
from tests import packed
from tests.web import pages_of, small

PACK = packed.pack()
FIGURE = 15_000  # bytes a figure may weigh
FIRM = {"steady": "yes", "feet_feel": "yes", "pregnant": "no"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    yield made
    made.journal.close()


def listed(site: Site) -> dict[str, str]:
    """The list of programmes by the headings that they stand under."""
    page = small.client_of(site).get("/session").text
    parts = re.split(r'<h2 class="later" id="(\w+)">', page)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def line_in(page: str) -> dict[str, Any] | None:
    """What the script of a session's page plays; None where nothing is begun."""
    found = re.search(r'<script type="application/json" id="session-data">(.*?)</script>', page)
    return json.loads(found[1]) if found else None


def played(site: Site, path: str) -> dict[str, Any] | None:
    """What the session at an address plays."""
    return line_in(small.client_of(site).get(path).text)


def told(site: Site, **answers: str) -> None:
    site.journal.append([small.entry("answers", {"answers": answers})])


def given(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "at": "2026-11-20T10:00:00Z",
        "first": "2026-11-20",
        "given": {"title": "For your calves", "by": "Anna", "parts": parts},
    }


def test_nobody_is_led_into_standing_before_saying_that_they_stand_firmly(site: Site) -> None:
    assert 'href="/session/evening-stretch"' in listed(site)["ask"]
    assert played(site, "/session/evening-stretch") is None
    told(site, **FIRM)
    assert 'href="/session/evening-stretch"' in listed(site)["ready"]
    line = played(site, "/session/evening-stretch")
    assert line is not None
    assert [turn["exercise"] for turn in line["turns"]] == ["wall-stretch", "hamstring-stand"]


def test_who_is_unsteady_reads_why_not_and_may_do_it_sitting(site: Site) -> None:
    told(site, steady="no")
    assert "unsteady on the feet" in listed(site)["no"]
    assert played(site, "/session/evening-stretch") is None
    line = played(site, "/session/evening-stretch?sit=yes")
    assert line is not None
    assert not any(PACK.exercises[turn["exercise"]].position in UPRIGHT for turn in line["turns"])


def test_with_a_leg_that_may_hold_a_clot_only_breathing_is_begun(site: Site) -> None:
    told(site, clot_sign="yes", **FIRM)
    begun = [name for name in PACK.programmes if played(site, f"/session/{name}")]
    assert begun == ["breathing-and-rest"]
    client = small.client_of(site)
    assert all(
        ("First have this looked at" in client.get(f"/session/{name}").text) == (name not in begun)
        for name in PACK.programmes
    )


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_every_session_is_a_whole_page_with_light_figures_and_words_for_what_it_says(site: Site, lang: str) -> None:
    told(site, **FIRM, varicose_veins="no", blood_thinners="no")
    client = small.client_of(site, lang)
    for name in PACK.programmes:
        page = client.get(f"/session/{name}").text
        read_as = pages_of.Page(page)
        assert read_as.headings.count("h1") == 1
        assert read_as.forbidden == []
        assert len(set(read_as.ids)) == len(read_as.ids)
        assert all(len(drawn.encode()) < FIGURE for drawn in re.findall(r"<svg.*?</svg>", page, re.DOTALL))
        line = line_in(page)
        assert line is not None
        for row in [line, *line["instead"].values()]:
            assert all(line["says"][place] for phase in row["phases"] for place in phase[5])
            assert all(f'data-exercise="{turn["exercise"]}"' in page for turn in row["turns"])


def test_a_programme_of_a_physiotherapist_is_played_in_its_own_doses(site: Site) -> None:
    site.journal.append([small.entry("plan", given([{"exercise": "toes-up", "hold": 7, "repetitions": 2, "rest": 0}]))])
    assert "For your calves" in listed(site)["planned"]
    line = played(site, "/session/given")
    assert line is not None
    assert [phase[2] for phase in line["phases"] if phase[0] in {"hold", "move"}] == [14, 14]


def test_without_a_given_programme_there_is_no_such_page(site: Site) -> None:
    assert small.client_of(site).get("/session/given").status_code == 404
    assert small.client_of(site).get("/session/marathon").status_code == 404


def done(at: str, programme: str = "before-bed", **more: Any) -> dict[str, Any]:
    steps = [{"exercise": "toes-up", "of": 6, "done": 6}, {"exercise": "legs-up", "of": 1}]
    return {"at": at, "programme": programme, "steps": steps, "seconds": 240, **more}


def test_a_session_stands_in_the_diary_under_its_day_and_can_be_deleted_and_brought_back(site: Site) -> None:
    session = small.entry("session", done("2026-11-20T21:10:00Z", ended="stopped"))
    site.journal.append([session])
    client = small.client_of(site)
    for address in ("/diary?month=2026-11", "/diary/night/2026-11-20"):
        assert "In bed, before you sleep" in client.get(address).text
        assert "22:10, 4 minutes, stopped earlier" in client.get(address).text
    assert "In bed" not in client.get("/diary/night/2026-11-19").text
    form = pages_of.Page(client.get("/diary/night/2026-11-20").text).form("retraction")
    client.post("/entries", data=dict(form.pairs()))
    assert "In bed" not in client.get("/diary/night/2026-11-20").text
    back = pages_of.Page(client.get("/diary?month=2026-11").text).form("session")
    client.post("/entries", data=dict(back.pairs()))
    assert "22:10, 4 minutes, stopped earlier" in client.get("/diary/night/2026-11-20").text


@pytest.mark.parametrize(
    ("at", "filled"),
    [
        ("2026-11-21T20:30:00Z", True),
        ("2026-11-22T01:00:00Z", True),
        ("2026-11-21T08:00:00Z", False),
        ("2026-11-20T20:30:00Z", False),
    ],
)
def test_an_evening_s_session_fills_in_that_one_stretched_and_the_person_has_the_last_word(
    site: Site, at: str, filled: bool
) -> None:
    site.journal.append([small.entry("session", done(at))])
    client = small.client_of(site)

    def ticked() -> list[str]:
        fields = pages_of.Page(client.get("/checkin?date=2026-11-21").text).form("night", -1).fields
        return [value for name, value, on in fields if name == "exposures.stretched:bool" and on]

    assert ticked() == (["true"] if filled else [])
    said = {"date": "2026-11-21", "cramps": 1, "exposures": {"stretched": False}}
    site.journal.append([small.entry("night", said)])
    assert ticked() == ["false"]


def test_a_session_in_which_nothing_was_stretched_fills_in_nothing(site: Site) -> None:
    steps = [{"exercise": "toes-up", "of": 6}, {"exercise": "belly-breath", "of": 8, "done": 8}]
    payload = {"at": "2026-11-21T20:30:00Z", "programme": "calm-round", "steps": steps, "seconds": 60}
    site.journal.append([small.entry("session", payload)])
    page = small.client_of(site).get("/checkin?date=2026-11-21").text
    assert not re.search(r'name="exposures.stretched:bool" value="true" checked', page)
