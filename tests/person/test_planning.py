"""What a plan is made from: settings, the latest check-up, medicines, the plan that stands, and what the diary shows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero import pen
from nattero.checkup.desk import Desk
from nattero.diary.entry import Entry, write
from nattero.diary.payloads import Answers, CheckUp, Cramp, Ended, Measure, Note, Plan
from nattero.knowledge.limits import LIMITS
from nattero.person import person
from nattero.person.planning import Outlook, Own, ahead, going, outlook
from nattero.plan.shelf import shelf_of
from tests import packed

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ZONE = "Europe/Amsterdam"
PACK = packed.pack()
DESK = packed.desk()
SHELF = shelf_of(PACK)


def entry(kind: str, payload: Any, ago: int = 0) -> Entry:
    return pen.draft(kind, write(payload), at=NOW - timedelta(hours=ago), zone=ZONE, device="test")


def check(ago: int = 1, medicines: tuple[str, ...] = (), **answers: Any) -> Entry:
    return entry("checkup", CheckUp(at=NOW, answers=answers, medicines=list(medicines)), ago)


def plan(**fields: Any) -> Entry:
    return entry("plan", Plan(at=NOW, first=date(2026, 11, 1), **fields))


def seen(*entries: Entry, own: Own | None = None, zone: str = ZONE) -> Outlook:
    return outlook(person(entries, "me", NOW, zone), PACK, lambda: DESK, "en", own or Own())


def no_desk() -> Desk:
    raise AssertionError("nobody did a check-up")


def test_without_a_check_up_no_desk_is_opened() -> None:
    found = outlook(person((), "me", NOW, ZONE), PACK, no_desk, "en")
    assert found.planned is None
    assert found.profile.people == {"adults"}


def test_medicines_as_typed_limit_a_person() -> None:
    limits = seen(check(medicines=("Marevan 2,5 mg",))).profile.limits
    assert limits.because["blood_thinners"] == ("warfarin",)


def test_a_medicine_that_is_not_recognised_has_a_person_ask_first() -> None:
    profile = seen(check(medicines=("Qwxyzol forte",), strict_diet=True, age=50)).profile
    assert profile.unclear
    waiting = {
        each.fit.measure.id
        for each in ahead(seen(check(medicines=("Qwxyzol forte",), strict_diet=True)), SHELF).left
        if each.why == "ask-first"
    }
    assert "potassium-food" in waiting


def test_the_latest_check_up_counts_and_an_earlier_one_no_longer() -> None:
    found = seen(check(48, swelling_one_leg=True), check(1, swelling_one_leg=False))
    assert not found.profile.danger
    assert seen(check(48, swelling_one_leg=False), check(1, swelling_one_leg=True)).profile.stopped


def test_settings_and_the_plan_s_own_limits_count_together() -> None:
    settings = entry("answers", Answers(answers={"steady": "yes", "feet_feel": True}))
    found = seen(settings, plan(limits={"back_pain": True})).profile.limits
    assert "unsteady" not in found.all
    assert "numb_feet" not in found.all
    assert found.because["back_pain"] == ("said",)


def test_what_a_newer_nattero_calls_a_limit_is_left_alone() -> None:
    found = seen(plan(limits={"left_handed": True}, measures=[Measure(id="hovering")]))
    assert set(found.profile.limits.all) <= set(LIMITS)
    assert going(person((), "me", NOW, ZONE), found, SHELF) is not None


def test_what_was_ended_is_not_proposed_again() -> None:
    found = seen(plan(ended=[Ended(id="evening-stretch", date=date(2026, 11, 2), why="no-help")]))
    assert "evening-stretch" not in [each.id for each in ahead(found, SHELF).chosen]


def test_a_danger_sign_touched_this_week_stands_before_the_plan() -> None:
    cramp = entry("cramp", Cramp(at=NOW - timedelta(hours=8), danger=["one-leg-swollen"]))
    assert seen(cramp).profile.stopped
    assert ahead(seen(cramp), SHELF).chosen == ()
    long_ago = entry("cramp", Cramp(at=NOW - timedelta(days=12), danger=["one-leg-swollen"]))
    assert not seen(long_ago).profile.stopped


STEADY = entry("answers", Answers(answers={"steady": "yes", "feet_feel": "yes", "can_stand": "yes"}), 400)


def test_what_one_writes_limits_a_plan_as_an_answer_would_until_it_is_answered_with_no() -> None:
    note = entry("note", Note(at=NOW - timedelta(days=3), text="This week I was dizzy and nearly fell"), 72)
    limits = seen(STEADY, note).profile.limits
    asked = seen(STEADY, check(light_headed=True)).profile.limits
    assert {"dizzy", "unsteady"} <= set(limits.because)
    assert limits.because["dizzy"] == asked.because["dizzy"] == ("light_headed",)
    assert "dizzy" not in seen(STEADY, note, check(light_headed=False)).profile.limits.all
    old = entry("note", Note(at=NOW - timedelta(days=40), text="I was dizzy"), 40 * 24)
    assert "dizzy" not in seen(STEADY, old).profile.limits.all


@pytest.mark.parametrize(
    ("said", "falls"),
    [
        ("I fell twice this week", True),
        ("Deze week twee keer gevallen", True),
        ("Falt to ganger denne uken", True),
        ("Minggu ini jatuh dua kali", True),
        ("Twee keer in slaap gevallen", False),
        ("Drie keer kramp, het viel mee", False),
        ("Falt i søvn igjen", False),
        ("Saya jatuh tertidur lagi", False),
        ("I have not fallen again", False),
    ],
)
def test_falling_again_and_again_is_to_be_unsteady(said: str, falls: bool) -> None:
    limits = seen(STEADY, entry("note", Note(at=NOW, text=said))).profile.limits
    assert ("unsteady" in limits.because) is falls


def test_what_one_writes_speaks_for_nothing_in_a_plan() -> None:
    note = entry("note", Note(at=NOW, text="Jeg får dialyse tre ganger i uken."))
    profile = seen(note).profile
    assert profile.guarded["dialysis"] == (True,)
    assert "dialysis" not in profile.known
    drinking = next(each for each in ahead(seen(note), SHELF).left if each.fit.measure.id == "drink-by-day")
    assert drinking.fit.forbidden


def test_answers_that_cannot_both_be_right_are_asked_back() -> None:
    assert "pregnant-man" in {each.id for each in seen(check(sex="male", pregnant=True)).ask_back}
    own = Own(age=80, sex="male", limits={"pregnant": True})
    assert {"pregnant-man", "pregnant-old"} <= {each.id for each in seen(own=own).ask_back}
    for age, back in ((90, "pregnant-old"), (9, "pregnant-child")):
        own = Own(age=age, limits={"third_trimester": True})
        assert back in {each.id for each in seen(own=own).ask_back}


@given(st.sampled_from(["Asia/Jakarta", "America/Los_Angeles", "Pacific/Kiritimati", "Etc/UTC"]))
def test_somewhere_else_the_same_plan_stands_and_counts_in_days_of_that_place(zone: str) -> None:
    made = plan(measures=[Measure(id="evening-stretch", programme="evening-stretch-sitting", time="21:30")])
    who = person((made,), "me", NOW, zone)
    found = outlook(who, PACK, no_desk, "en")
    assert found.planned is not None
    progress = going(who, found, SHELF)
    assert progress is not None
    assert progress.doing[0].days in {20, 21, 22}
