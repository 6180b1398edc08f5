"""The check-up as pages: every answer is kept at once, danger ends the questions, nothing is lost by going back."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.checkup.questions import SAFETY
from nattero.diary.checkups import changed, runs
from nattero.web.pages.checkup import LONGEST_LINE, MOST_LINES, lines_of
from nattero.web.site import Site
from tests.web import small

CRAMP = {
    "age": "74",
    "sex": "female",
    "intense_pain": "yes",
    "muscle_hard": "yes",
    "in_bed": "yes",
    "relief_stretch": "yes",
    "loc_calf_foot": "yes",
    "sudden_onset": "yes",
    "duration_min": "2",
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    yield made
    made.journal.close()


def shown_in(html: str) -> list[str]:
    """The questions of a screen; none on another page."""
    found = re.search(r'name="shown" value="([^"]*)"', html)
    return found[1].split() if found else []


def run_in(html: str) -> str:
    """The check-up a screen belongs to."""
    found = re.search(r'name="run" value="([^"]+)"', html)
    assert found
    return found[1]


def walk(site: Site, answers: Mapping[str, str], lang: str = "en") -> tuple[str, int]:
    """The result of a check-up in which everything else is denied, and how many screens led to it."""
    client = small.client_of(site, lang)
    page = client.post("/checkup", data={"text": "", "medicines": ""}).text
    screens = 0
    while shown := shown_in(page):
        said = {f"answer.{name}": answers[name] for name in shown if name in answers}
        page = client.post(
            "/checkup/ask", data={"run": run_in(page), "shown": " ".join(shown), "rest": "no", **said}
        ).text
        screens += 1
        assert screens < 20
    return page, screens


def test_a_plain_night_cramp_ends_in_something_one_can_do_oneself(site: Site) -> None:
    page, screens = walk(site, CRAMP)
    assert "You can deal with it yourself" in page
    assert "This fits: " in page
    assert screens <= 12
    (run,) = runs(site.person().entries)
    assert run.said.done
    assert run.said.answers["age"] == 74
    assert run.said.answers["fever"] is False


def test_danger_ends_the_questions_with_its_advice(site: Site) -> None:
    page, screens = walk(site, {**CRAMP, "breathless_chest": "yes"})
    assert screens == 2
    assert "<h1>Call now</h1>" in page
    assert 'href="tel:' in page
    assert page.index('href="tel:') < page.index("What fits")


def test_it_can_be_left_and_gone_on_with_and_nothing_is_asked_twice(site: Site) -> None:
    client = small.client_of(site, "en")
    first = client.post("/checkup", data={}).text
    data = {"run": run_in(first), "shown": " ".join(shown_in(first)), "answer.age": "60", "answer.sex": "male"}
    second = client.post("/checkup/ask", data=data).text
    assert "Go on" in client.get("/checkup").text
    again = client.get("/checkup/ask").text
    assert shown_in(again) == shown_in(second)
    assert not set(shown_in(again)) & {"age", "sex", "pregnant"}


def test_nothing_is_called_harmless_before_the_danger_signs_were_asked(site: Site) -> None:
    client = small.client_of(site, "en")
    first = client.post("/checkup", data={"text": "I have a cramp in my calf at night."}).text
    about = {"run": run_in(first), "shown": "age sex pregnant", "answer.age": "60", "answer.sex": "male"}
    client.post("/checkup/ask", data=about)
    page = client.get("/checkup/result").text
    assert "<h1>First the danger signs</h1>" in page
    assert "You can deal with it yourself" not in page
    assert "No visit" not in page


def test_nothing_is_called_harmless_by_who_knows_of_no_danger_sign(site: Site) -> None:
    known = {"age": 60, "sex": "male", "muscle_hard": True, "in_bed": True, "relief_stretch": True, "duration_min": 2}
    said = {"at": site.clock().isoformat(), "answers": {**known, **dict.fromkeys(SAFETY)}, "done": True}
    site.journal.append([small.entry("checkup", said, at=site.clock())])
    page = small.client_of(site, "en").get("/checkup/result").text
    assert "Too many danger signs are not known" in page
    assert "You can deal with it yourself" not in page


def test_who_denies_everything_is_told_that_nothing_fits_well_and_who_answers_nothing_that_nothing_fits_best(
    site: Site,
) -> None:
    page, _ = walk(site, {"age": "84", "sex": "female"})
    assert "<h1>Nothing fits well</h1>" in page
    assert "fits best" not in page
    said = {"at": site.clock().isoformat(), "answers": {"age": 84, "sex": "female"}, "done": True}
    site.journal.append([small.entry("checkup", said, at=site.clock())])
    assert "fits best" not in small.client_of(site, "en").get("/checkup/result").text


def test_a_new_check_up_begins_with_the_medicines_named_before(site: Site) -> None:
    client = small.client_of(site)

    def listed() -> list[str]:
        found = re.search(r'<textarea name="medicines"[^>]*>([^<]*)</textarea>', client.get("/checkup").text)
        assert found
        return found[1].split("\n") if found[1] else []

    assert listed() == []
    client.post("/checkup", data={"text": "I take amlodipine and a water tablet", "medicines": "Zocor 20 mg"})
    assert listed() == ["Zocor 20 mg", "amlodipine", "water tablet"]
    said = {"date": "2026-11-21", "exposures": {"medicine_change": "new: hydrochlorothiazide"}}
    site.journal.append([small.entry("night", said, small.MORNING + timedelta(seconds=1))])
    assert listed()[-1] == "hydrochlorothiazide"
    client.post("/checkup", data={"text": "", "medicines": "amlodipine"})
    assert listed()[0] == "amlodipine"
    assert "Zocor 20 mg" not in listed()


def test_no_screen_asks_for_the_same_twice(site: Site) -> None:
    client = small.client_of(site, "en")
    first = client.post("/checkup", data={}).text
    data = {"run": run_in(first), "shown": "age sex pregnant", "answer.age": "9", "answer.sex": "female"}
    page = client.post("/checkup/ask", data=data).text
    while "/checkup/ask" in page and shown_in(page):
        asked = shown_in(page)
        assert len(asked) == len(set(asked))
        page = client.post("/checkup/ask", data={"run": run_in(page), "shown": " ".join(asked)}).text


def test_going_back_in_the_browser_loses_nothing_said_since(site: Site) -> None:
    client = small.client_of(site, "en")
    first = client.post("/checkup", data={}).text
    about = {"run": run_in(first), "shown": "age sex pregnant", "answer.sex": "male"}
    second = client.post("/checkup/ask", data={**about, "answer.age": "60"}).text
    client.post("/checkup/ask", data={"run": run_in(second), "shown": "fever", "answer.fever": "no"})
    client.post("/checkup/ask", data={**about, "answer.age": "61"})
    (run,) = runs(site.person().entries)
    assert run.said.answers == {"age": 61, "sex": "male", "pregnant": None, "fever": False}


@pytest.mark.parametrize("age", ["-3", "430", "sixty", "1e9", "NaN"])
def test_an_age_that_cannot_be_is_asked_again_and_the_rest_is_kept(site: Site, age: str) -> None:
    client = small.client_of(site, "en")
    first = client.post("/checkup", data={}).text
    data = {"run": run_in(first), "shown": "age sex pregnant", "answer.age": age, "answer.sex": "female"}
    answer = client.post("/checkup/ask", data=data)
    assert answer.status_code == 422
    assert "Please give a number from 0 to 120." in answer.text
    assert re.search(r'value="female" checked', answer.text)
    (run,) = runs(site.person().entries)
    assert run.said.answers == {}


def test_an_answer_can_be_changed_afterwards_and_the_earlier_check_up_compared(site: Site) -> None:
    walk(site, CRAMP)
    page, _ = walk(site, {**CRAMP, "age": "75"})
    assert "Compared with" in page
    run = runs(site.person().entries)[-1]
    client = small.client_of(site, "en")
    asked = client.get("/checkup/ask?item=fever").text
    assert shown_in(asked) == ["fever"]
    data = {"run": run.id, "shown": "fever", "answer.fever": "yes", "again": "1"}
    assert "What your check-up says" in client.post("/checkup/ask", data=data).text
    assert runs(site.person().entries)[-1].said.answers["fever"] is True
    assert len(runs(site.person().entries)) == 2


def test_what_was_said_is_the_same_in_four_languages(site: Site) -> None:
    urgencies = set()
    for lang in ("nl", "nb", "id", "en"):
        page, screens = walk(site, CRAMP, lang)
        tag = re.search(r'<span class="tag ([a-z-]+)"', page)
        assert tag
        urgencies.add((tag[1], screens))
    assert len(urgencies) == 1


@pytest.mark.parametrize("address", ["/checkup/ask?item=nonsense", "/checkup/result?run=nonsense"])
def test_what_there_is_not_is_not_found(site: Site, address: str) -> None:
    walk(site, CRAMP)
    assert small.client_of(site, "en").get(address).status_code == 404


def test_a_check_up_that_is_gone_begins_anew(site: Site) -> None:
    client = small.client_of(site, "en")
    assert "Begin" in client.get("/checkup/ask").text
    assert "Begin" in client.get("/checkup/result").text
    assert "Begin" in client.post("/checkup/ask", data={"run": "none", "shown": "age"}).text


@given(st.text(max_size=400) | st.text(alphabet="ab\n ", max_size=3000))
def test_any_list_becomes_lines_that_an_entry_takes(text: str) -> None:
    lines = lines_of(text)
    assert len(lines) <= MOST_LINES
    assert all(line.strip() and len(line) <= LONGEST_LINE and "\n" not in line for line in lines)


answers = st.dictionaries(st.sampled_from("abcd"), st.none() | st.booleans() | st.integers(0, 3))


@given(answers, answers)
@settings(max_examples=50)
def test_changed_answers_are_those_that_both_gave_differently(
    before: dict[str, int | None], now: dict[str, int | None]
) -> None:
    assert set(changed(before, now)) == {
        name
        for name in before.keys() & now.keys()
        if None not in {before[name], now[name]} and before[name] != now[name]
    }
    assert changed(now, now) == []


def test_an_emergency_of_somebody_else_is_on_the_result_with_the_call(site: Site) -> None:
    client = small.client_of(site, "en")
    client.post("/checkup", data={"text": "My husband has chest pain, I only have cramp"})
    page = client.get("/checkup/result").text
    card = page.split('aria-labelledby="other-1"')[1].split("</section>")[0]
    assert "chest pain" in card
    assert "Help them do it" in card
    assert "tel:" in card
