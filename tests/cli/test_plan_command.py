"""`nattero plan`: a careful plan from nothing, the same as JSON and as a calendar, and clear answers to what cannot be."""

import pytest
from icalendar import Calendar

from tests.cli.conftest import Typed


def test_an_empty_diary_gives_a_careful_plan(typed: Typed) -> None:
    came = typed("plan")
    assert came.code == 0
    assert "Stretch before bed" in came.out
    assert "The evening stretch, sitting" in came.out
    assert "Magnesium tablets" in came.out.split("No use, or not safe")[1]


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_the_same_plan_is_told_in_four_languages(typed: Typed, lang: str) -> None:
    came = typed("plan", "--json", "--lang", lang)
    assert [each["id"] for each in came.json["measures"]] == [
        each["id"] for each in typed("plan", "--json").json["measures"]
    ]
    assert typed("plan", "--lang", lang).code == 0


def test_a_plan_is_at_most_three_things(typed: Typed) -> None:
    assert 1 <= len(typed("plan", "--json", "--age", "78").json["measures"]) <= 3


def test_who_is_said_to_stand_firmly_gets_the_stretch_of_the_trial(typed: Typed) -> None:
    firm = ("--limit", "unsteady=no", "--limit", "numb_feet=no")
    made = typed("plan", "--json", "--age", "70", *firm).json["measures"]
    assert "evening-stretch" in [each["programme"] for each in made]


def test_no_minutes_a_day_leave_only_what_takes_none(typed: Typed) -> None:
    came = typed("plan", "--json", "--minutes", "0").json
    assert came["minutes"] == 0
    assert all(each["minutes"] == 0 for each in came["measures"])


def test_a_plan_for_a_three_year_old_is_a_game(typed: Typed) -> None:
    assert "foot-game" in [each["id"] for each in typed("plan", "--json", "--age", "3").json["measures"]]


def test_a_pregnant_man_of_eighty_is_asked_which_is_right(typed: Typed) -> None:
    came = typed("plan", "--json", "--age", "80", "--sex", "male", "--limit", "pregnant")
    assert {"pregnant-man", "pregnant-old"} <= {each["id"] for each in came.json["ask_back"]}
    assert "pregnant" in {each["id"] for each in came.json["limits"]}
    assert "cannot all be right" in typed("plan", "--age", "80", "--sex", "male", "--limit", "pregnant").out


def test_contradicting_limits_are_asked_back_and_the_careful_one_counts(typed: Typed) -> None:
    came = typed("plan", "--json", "--limit", "dizzy", "--limit", "unsteady=no").json
    assert came["ask_back"] == [{"id": "unsteady", "features": ["unsteady", "dizzy"]}]
    assert "unsteady" in {each["id"] for each in came["limits"]}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--limit", "sleepy"), ("--limit", "cannot_stand_unaided")),
        (("--limit", "unsteady", "--limit", "unsteady=no"), ("--limit", "unsteady")),
        (("--minutes", "-1"), ("--minutes", "0-120")),
        (("--minutes", "many"), ("--minutes", "0-120")),
        (("--age", "300"), ("--age", "0-120")),
        (("--sex", "yes"), ("--sex", "female")),
    ],
)
def test_what_cannot_be_ends_with_a_sentence_that_names_the_field(
    typed: Typed, words: tuple[str, ...], names: tuple[str, ...]
) -> None:
    came = typed("plan", *words)
    assert came.code == 2
    assert all(name in came.err for name in names)
    assert came.out == ""


def test_the_plan_of_an_empty_diary_is_a_calendar_too_and_stays_the_same(typed: Typed) -> None:
    first, second = typed("plan", "--ics"), typed("plan", "--ics")
    assert first.code == 0
    assert first.out == second.out
    events = Calendar.from_ical(first.out).walk("VEVENT")
    measures = typed("plan", "--json").json["measures"]
    assert len(events) == sum(
        each["when"] == each["time"] for each in measures
    )  # what is done once is not called daily


def test_the_plan_that_stands_is_one_plan_as_text_and_as_calendar_also_when_there_is_no_time_today(
    typed: Typed,
) -> None:
    typed("demo")
    told = typed("plan", "--json").json
    assert told["stands"]
    assert [(each["id"], each["time"]) for each in told["measures"]] == [("evening-stretch", "21:30")]
    events = Calendar.from_ical(typed("plan", "--ics").out).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [f"Nattero: {told['measures'][0]['title']}"]
    none = typed("plan", "--minutes", "0", "--json").json
    assert none["measures"] == []
    assert {"id": "evening-stretch", "not": "minutes"}.items() <= none["left"][0].items()
    assert Calendar.from_ical(typed("plan", "--minutes", "0", "--ics").out).walk("VEVENT") == []
