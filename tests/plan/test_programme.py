"""Programmes for one person: the best that is allowed, with what stands in, or none where nothing safe is left."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.payloads import Plan
from nattero.knowledge.exercises import UPRIGHT, Limit, allowed
from nattero.knowledge.limits import LIMITS
from nattero.plan.adjust import easier
from nattero.plan.changes import exchanged, put_in, taken, taken_out
from nattero.plan.fit import fit
from nattero.plan.planner import propose
from nattero.plan.profile import Said, profile_of
from nattero.plan.programme import best, tailored
from nattero.plan.shelf import shelf_of
from tests.plan.people import PACK

SHELF = shelf_of(PACK)
limits = st.frozensets(st.sampled_from(LIMITS), max_size=5)
programmes = st.sampled_from(sorted(PACK.programmes))
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@given(programmes, limits)
def test_whatever_a_programme_becomes_nothing_in_it_is_forbidden(name: str, held: frozenset[Limit]) -> None:
    made = tailored(PACK.programmes[name], held, PACK.exercises)
    if made is not None:
        assert all(allowed(turn.exercise, held) for turn in made.turns)
        assert made.seconds > 0
        assert 60 * (made.minutes - 1) < made.seconds <= 60 * made.minutes


@given(programmes, limits)
def test_each_exchange_says_what_forbade_the_exercise(name: str, held: frozenset[Limit]) -> None:
    made = tailored(PACK.programmes[name], held, PACK.exercises)
    for one in made.exchanged if made else ():
        assert one.because
        assert set(one.because) <= set(PACK.exercises[one.exercise].never)
        assert one.exercise != one.instead


@given(limits)
def test_what_is_for_who_stands_firmly_is_nothing_for_who_may_fall(held: frozenset[Limit]) -> None:
    steady = [row for row in PACK.programmes.values() if row.steady]
    for row in steady:
        assert tailored(row, held | {"unsteady"}, PACK.exercises) is None


def test_with_a_clot_sign_no_programme_of_the_legs_is_left() -> None:
    stretches = [PACK.programmes[name] for name in PACK.measures["evening-stretch"].programmes]
    assert best(stretches, ["clot_sign"], PACK.exercises) is None


def test_a_programme_that_needs_no_exchange_goes_before_a_better_one_that_does() -> None:
    rows = [PACK.programmes[name] for name in ("evening-stretch", "evening-stretch-sitting", "three-minutes")]
    made = best(rows, ["back_pain", "unsteady"], PACK.exercises)
    assert made is not None
    assert made.programme == "three-minutes"
    assert made.exchanged == ()
    assert not {turn.exercise.position for turn in made.turns} & UPRIGHT


def test_easier_is_the_next_programme_of_the_same_measure_and_after_the_last_there_is_none() -> None:
    firm = profile_of(
        Said(settings={"steady": "yes", "feet_feel": "yes"}), PACK.limits.values(), PACK.red_flags.values()
    )
    row, own = PACK.measures["evening-stretch"], "evening-stretch"
    went = [own]
    while (made := easier(fit(row, firm, SHELF, own), SHELF, firm)) is not None:
        own = made.programme
        went.append(own)
    assert went == list(row.programmes)
    assert easier(fit(PACK.measures["loose-bedclothes"], firm, SHELF), SHELF, firm) is None


def test_changes_of_a_plan_keep_what_they_do_not_change() -> None:
    found = propose(profile_of(Said(), PACK.limits.values(), PACK.red_flags.values()), SHELF)
    first = Plan(at=NOW, first=TODAY, minutes=9, limits={"back_pain": True}, checkin="07:30")
    plan = taken(found.chosen, NOW, TODAY, first)
    assert (plan.minutes, plan.limits, plan.checkin) == (9, {"back_pain": True}, "07:30")
    one = plan.measures[0]
    out = taken_out(plan, one.id, "too-hard", NOW, TODAY)
    assert [each.id for each in out.ended] == [one.id]
    again = put_in(out, next(choice for choice in found.chosen if choice.id == one.id), NOW, TODAY)
    assert again.ended == []
    assert {each.id for each in again.measures} == {each.id for each in plan.measures}
    assert put_in(again, found.chosen[0], NOW, TODAY) is again
    other = exchanged(again, "evening-stretch", "before-bed", NOW)
    assert {each.id: each.programme for each in other.measures}["evening-stretch"] == "before-bed"
    assert len(other.measures) == len(again.measures)
