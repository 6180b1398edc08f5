"""Whether a programme may be begun: never while something forbids it, never before what matters was asked."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.exercises import UPRIGHT, Limit, Programme, allowed
from nattero.knowledge.limits import Limits, Told, limits_of
from nattero.plan.offer import offer
from nattero.plan.programme import FIRM, tailored
from tests import packed

PACK = packed.pack()
BANK = PACK.exercises
some_limits = st.frozensets(st.sampled_from(get_args(Limit)), max_size=4)
any_programme = st.sampled_from(list(PACK.programmes.values()))
any_person = st.builds(
    lambda said, assumed: Limits(dict.fromkeys(sorted(said), ("said",)), assumed - said), some_limits, some_limits
)


@given(any_programme, any_person, st.booleans())
def test_what_may_be_begun_holds_nothing_that_is_or_may_be_forbidden(
    row: Programme, person: Limits, seated: bool
) -> None:
    found = offer(row.parts, person, BANK, row.steady, seated)
    if found.state == "ready":
        assert found.made.turns
        assert all(allowed(turn.exercise, person.all) for turn in found.made.turns)
        assert seated or not (row.steady and FIRM & person.all)


@given(any_programme, any_person)
def test_who_is_not_steady_today_is_led_into_nothing_upright(row: Programme, person: Limits) -> None:
    turns = offer(row.parts, person, BANK, row.steady, seated=True).made.turns
    assert not any(turn.exercise.position in UPRIGHT for turn in turns)


@given(any_programme, some_limits)
def test_who_told_everything_is_asked_nothing_more(row: Programme, said: frozenset[Limit]) -> None:
    found = offer(row.parts, Limits(dict.fromkeys(sorted(said), ("said",))), BANK, row.steady)
    assert found.state != "ask"
    assert not found.unsure


@given(any_programme, some_limits)
def test_the_planner_and_the_session_agree_on_what_a_person_may_do(row: Programme, said: frozenset[Limit]) -> None:
    found = offer(row.parts, Limits(dict.fromkeys(sorted(said), ("said",))), BANK, row.steady)
    planned = tailored(row, said, BANK)
    assert (found.state == "ready") == (planned is not None)
    if planned:
        assert planned.turns == found.made.turns


def test_the_evening_stretch_waits_until_somebody_says_that_they_stand_firmly() -> None:
    row = PACK.programmes["evening-stretch"]
    nobody_knows = limits_of(PACK.limits.values(), Told())
    assert offer(row.parts, nobody_knows, BANK, row.steady).state == "ask"
    assert offer(row.parts, nobody_knows, BANK, row.steady, seated=True).state == "ready"
    firm = limits_of(PACK.limits.values(), Told(answers={"steady": "yes", "feet_feel": "yes", "pregnant": "no"}))
    assert offer(row.parts, firm, BANK, row.steady).state == "ready"
    unsteady = limits_of(PACK.limits.values(), Told(answers={"steady": "no"}))
    assert offer(row.parts, unsteady, BANK, row.steady).because == {"unsteady"}
