"""Danger that is open: the same signs as stand before a plan, and what own words of the last days say, never older ones."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nattero import pen
from nattero.diary.entry import Entry, write
from nattero.diary.payloads import Answers, CheckUp, Cramp, NightCheck, Note
from nattero.person import person
from nattero.person.dangers import clot_first, open_danger, seen_not_freed
from nattero.person.open_sign import OpenSign
from nattero.person.planning import outlook
from nattero.person.sign_answers import ANSWER, looked_at
from nattero.person.written import denied, heard
from tests import packed

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ZONE = "Europe/Amsterdam"
PACK = packed.pack()
DESK = packed.desk()
COLD = "mijn been is opeens koud en wit en ik voel mijn voet niet"


def entry(kind: str, payload: Any, days: float = 0) -> Entry:
    return pen.draft(kind, write(payload), at=NOW - timedelta(days=days), zone=ZONE, device="test")


def found(*entries: Entry) -> list[OpenSign]:
    return open_danger(person(entries, "me", NOW, ZONE), PACK, lambda: DESK, "en")


@pytest.mark.parametrize("days", [0, 40])
def test_what_stands_before_a_plan_is_open_with_the_day_it_was_said(days: int) -> None:
    told = entry("checkup", CheckUp(at=NOW - timedelta(days=days), answers={"sudden_cold_pale": True}), days)
    who = person([told], "me", NOW, ZONE)
    standing = {sign.id for sign in outlook(who, PACK, lambda: DESK, "en").profile.danger}
    signs = found(told)
    assert standing
    assert {each.flag for each in signs} == standing
    assert all(each.said_on == (NOW - timedelta(days=days)).date() for each in signs)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("cramp", Cramp(at=NOW - timedelta(hours=3), note=COLD)),
        ("night", NightCheck(date=(NOW - timedelta(days=1)).date(), cramps=1, note=COLD)),
        ("note", Note(at=NOW - timedelta(hours=3), text=COLD)),
    ],
)
def test_own_words_of_the_last_days_are_heard_wherever_they_stand(kind: str, payload: Any) -> None:
    signs = found(entry(kind, payload))
    assert [(each.urgency, each.wrote) for each in signs] == [("emergency", COLD)]


def test_old_words_and_harmless_ones_raise_nothing() -> None:
    assert found(entry("note", Note(at=NOW - timedelta(days=30), text=COLD), 30)) == []
    assert found(entry("note", Note(at=NOW, text="slecht geslapen, veel kramp in de kuit"))) == []


def no_to(signs: list[OpenSign], days: float = 0, value: str | None = "no") -> Entry:
    return entry("answers", Answers(answers={f"{ANSWER}{each.flag}": value for each in signs}), days)


def test_a_sign_heard_in_own_words_can_be_answered_with_no_and_taken_back_and_is_heard_anew() -> None:
    first = entry("note", Note(at=NOW - timedelta(days=3), text=COLD), 3)
    signs = found(first)
    no = no_to(signs, 2)
    assert signs
    assert found(first, no) == []
    who = person((first, no), "me", NOW, ZONE)
    told = denied(who, PACK, lambda: DESK)
    assert [(each.flag, each.denied_on) for each in told] == [(signs[0].flag, (NOW - timedelta(days=2)).date())]
    assert [each.flag for each in found(first, no, no_to(signs, 1, None))] == [signs[0].flag]
    again = entry("note", Note(at=NOW - timedelta(days=1), text=COLD), 1)
    assert [each.wrote_on for each in found(first, no, again)] == [(NOW - timedelta(days=1)).date()]


def test_a_no_to_own_words_takes_nothing_back_that_was_said_in_the_check_up() -> None:
    told = entry("checkup", CheckUp(at=NOW - timedelta(days=1), answers={"sudden_cold_pale": True}), 1)
    signs = found(told)
    assert [each.flag for each in found(told, no_to(signs))] == [each.flag for each in signs]


@pytest.mark.parametrize(
    ("days", "answer", "open_"), [(1, False, False), (1, None, True), (1, True, True), (4, False, True)]
)
def test_a_check_up_after_the_words_that_answers_what_was_heard_with_no_settles_them(
    days: int, answer: bool | None, open_: bool
) -> None:
    note = entry("note", Note(at=NOW - timedelta(days=3), text=COLD), 3)
    why = [name for sign in heard(person((note,), "me", NOW, ZONE), PACK, lambda: DESK) for name in sign.why]
    answers: dict[str, Any] = dict.fromkeys(why, answer)
    told = entry("checkup", CheckUp(at=NOW - timedelta(days=days), answers=answers), days)
    assert bool(found(note, told)) is open_


def known(signs: list[OpenSign], days: float) -> list[Entry]:
    return [entry("answers", Answers({f"{ANSWER}{each.flag}": "known"}), days) for each in signs]


def test_an_appointment_is_settled_when_their_doctor_knows_and_is_asked_again_half_a_year_later() -> None:
    told = entry("checkup", CheckUp(at=NOW - timedelta(days=300), answers={"dialysis": True}), 300)
    signs = found(told)
    assert [each.urgency for each in signs] == ["soon"]
    assert found(told, *known(signs, 2)) == []
    assert found(told, *known(signs, 200)) == signs
    taken_back = entry("answers", Answers({f"{ANSWER}{signs[0].flag}": None}), 1)
    assert found(told, *known(signs, 2), taken_back) == signs


WALKING = "Mijn kuiten doen pijn bij lopen, na 200 meter moet ik stilstaan, dan gaat het over"


def noted(text: str, days: float) -> Entry:
    return entry("note", Note(at=NOW - timedelta(days=days), text=text), days)


@pytest.mark.parametrize("asked", [CheckUp(at=NOW, answers={"exertional": True, "relief_standing_still": True}), None])
def test_new_words_about_what_a_doctor_knows_of_are_news(asked: CheckUp | None) -> None:
    first = entry("checkup", asked, 6) if asked else noted(WALKING, 6)
    signs = found(first)
    assert [each.urgency for each in signs] == ["soon"]
    assert found(first, *known(signs, 4)) == []
    again = noted(WALKING, 2)
    assert [(each.flag, each.wrote) for each in found(first, *known(signs, 4), again)] == [(signs[0].flag, WALKING)]
    assert found(first, *known(signs, 1), again) == []


def test_an_illness_that_a_doctor_knows_of_is_no_news_when_it_is_named_again() -> None:
    signs = found(noted("Na de dialyse weer kramp", 5))
    assert [each.urgency for each in signs] == ["soon"]
    later = noted("Dialyse gehad, kramp in de nacht", 1)
    assert found(later, *known(signs, 3)) == []
    assert [each.flag for each in found(later)] == [signs[0].flag]


def test_that_cramps_get_worse_is_left_to_the_nights_to_show() -> None:
    assert found(noted("De krampen worden erger", 1)) == []


def nightly(count: int, first: int, last: int) -> list[Entry]:
    days = [(NOW - timedelta(days=back)).date() for back in range(last, first + 1)]
    return [entry("night", NightCheck(date=day, cramps=count)) for day in days]


def test_how_often_cramps_come_is_settled_when_a_doctor_knows_and_holds_up_no_plan() -> None:
    often = nightly(3, 12, 1)
    signs = found(*often)
    assert "several-a-day" in {each.flag for each in signs}
    settled = (*often, *known(signs, 4))
    assert found(*settled) == []
    assert outlook(person(settled, "me", NOW, ZONE), PACK, lambda: DESK, "en").profile.danger == ()
    assert {each.flag for each in found(*often, *known(signs, 200))} == {each.flag for each in signs}


def test_one_long_cramp_is_settled_only_as_far_as_it_was_before_that_was_said() -> None:
    before = [entry("cramp", Cramp(at=NOW - timedelta(days=back), seconds=60)) for back in range(9, 20)]
    long = [*before, entry("cramp", Cramp(at=NOW - timedelta(days=4), seconds=400))]
    signs = found(*long)
    assert [each.flag for each in signs] == ["longer-than-usual"]
    assert found(*long, *known(signs, 2)) == []
    again = entry("cramp", Cramp(at=NOW - timedelta(hours=6), seconds=400))
    assert [each.flag for each in found(*long, *known(signs, 2), again)] == ["longer-than-usual"]


THICK = "Mijn linkerkuit is dik, rood en warm"
LEG = CheckUp(at=NOW - timedelta(days=3), answers={"swelling_one_leg": True, "calf_tender": True})


def looked(signs: list[OpenSign], days: float, ago: int, *, go_on: bool = False) -> list[Entry]:
    """Each sign answered so many days ago: a doctor looked so many days before now."""
    value = looked_at((NOW - timedelta(days=ago)).date(), go_on=go_on)
    return [entry("answers", Answers({f"{ANSWER}{each.flag}": value}), days) for each in signs]


@pytest.mark.parametrize("flag", ["breathless-chest", "one-leg-swollen"])
def test_a_sign_touched_by_a_slip_is_answered_with_no_and_one_that_is_touched_again_stands(flag: str) -> None:
    slip = entry("cramp", Cramp(at=NOW - timedelta(days=2), danger=[flag]), 2)
    signs = found(slip)
    no = no_to(signs, 1)
    assert [each.flag for each in signs] == [flag]
    assert found(slip, no) == []
    assert found(slip, no, no_to(signs, 0.5, None)) == signs
    assert outlook(person((slip, no), "me", NOW, ZONE), PACK, lambda: DESK, "en").profile.danger == ()
    again = entry("cramp", Cramp(at=NOW - timedelta(hours=7), danger=[flag]), 0.2)
    assert [each.flag for each in found(slip, no, again)] == [flag]


@pytest.mark.parametrize("first", [noted(THICK, 3), entry("checkup", LEG, 3)])
def test_what_has_to_be_seen_today_is_settled_for_a_week_once_a_doctor_has_looked(first: Entry) -> None:
    signs = found(first)
    assert {each.urgency for each in signs} == {"urgent"}
    assert found(first, *known(signs, 1)) == signs
    assert found(first, *looked(signs, 1, 1)) == []
    assert found(first, *looked(signs, 1, 6)) == []
    assert found(first, *looked(signs, 1, 7)) == signs
    assert found(first, *looked(signs, 4, 4)) == signs  # said before it was told: that is news
    assert found(first, *looked(signs, 2, 20), *looked(signs, 1, 1)) == []
    gone = [entry("answers", Answers({f"{ANSWER}{each.flag}": None}), 0.5) for each in signs]
    assert found(first, *looked(signs, 1, 1), *gone) == signs


def test_a_second_look_a_week_after_the_first_counts_for_half_a_year() -> None:
    first = entry("checkup", CheckUp(at=NOW - timedelta(days=60), answers={"swelling_one_leg": True}), 60)
    signs = found(first)
    assert found(first, *looked(signs, 50, 50), *looked(signs, 43, 43)) == []
    assert found(first, *looked(signs, 50, 50), *looked(signs, 47, 47)) == signs


def test_new_words_or_a_new_check_up_raise_again_what_a_doctor_has_looked_at() -> None:
    first = noted(THICK, 3)
    signs = found(first)
    told = looked(signs, 2, 2)
    assert {each.flag for each in found(first, *told, noted(THICK, 1))} == {each.flag for each in signs}
    again = entry("checkup", CheckUp(at=NOW - timedelta(hours=2), answers={"swelling_one_leg": True}), 0.05)
    assert "one-leg-swollen" in {each.flag for each in found(first, *told, again)}


def test_what_held_a_leg_back_is_lifted_only_where_the_doctor_said_so() -> None:
    first = entry("checkup", LEG, 3)
    signs = found(first)
    held = {
        go_on: outlook(
            person((first, *looked(signs, 1, 1, go_on=go_on)), "me", NOW, ZONE), PACK, lambda: DESK, "en"
        ).profile
        for go_on in (False, True)
    }
    assert "clot_sign" in held[False].limits.because
    assert "swelling_one_leg" in held[False].guarded
    assert "swelling_one_leg" not in held[True].guarded
    assert all(profile.danger == () for profile in held.values())
    for go_on in (False, True):
        who = person((first, *looked(signs, 1, 1, go_on=go_on)), "me", NOW, ZONE)
        assert clot_first(seen_not_freed(who, PACK), PACK) is not go_on  # at relief the leg is left alone


def test_an_emergency_stands_whatever_is_said_of_a_doctor() -> None:
    told = entry("checkup", CheckUp(at=NOW, answers={"sudden_cold_pale": True}))
    signs = found(told)
    assert signs
    assert found(told, *known(signs, 0)) == signs
    assert found(told, *looked(signs, 0, 0, go_on=True)) == signs
