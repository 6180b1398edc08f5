"""The time line of a session: nothing is added to a dose unnamed, both legs get the same, and nobody is led into what is forbidden."""

from itertools import groupby
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.payloads import GivenPart
from nattero.knowledge.exercises import Dose, Exercise, Limit, Part, Programme, allowed, dose, seconds
from nattero.plan.session import (
    CHANGE,
    ELSEWHERE,
    NEXT,
    READY,
    Phase,
    Turn,
    arranged,
    instead,
    phases,
    total,
)
from tests import packed

PACK = packed.pack()
BANK = PACK.exercises
PREPARING, WORKING = {"ready", "next", "change"}, {"hold", "move"}  # what is no part of a dose, and what is
LONGEST = 900  # the longest that one repetition may be
any_limits = st.frozensets(st.sampled_from(get_args(Limit)), max_size=4)
any_programme = st.sampled_from(list(PACK.programmes.values()))
any_exercise = st.sampled_from(list(BANK.values()))
any_dose = st.builds(
    Dose,
    hold=st.integers(1, LONGEST),
    repetitions=st.integers(1, 30),
    sets=st.integers(1, 30),
    rest=st.integers(0, 120),
    times=st.just(1),
)
any_turns = st.lists(
    st.builds(lambda one, much: Turn(one, much, one.id), any_exercise, any_dose), min_size=1, max_size=4
)
any_part = st.builds(
    GivenPart,
    exercise=st.sampled_from(sorted(BANK)),
    hold=st.none() | st.integers(1, 60),
    rest=st.none() | st.integers(0, 60),
    agreed=st.booleans(),
)


def of_turn(line: tuple[Phase, ...], place: int) -> list[Phase]:
    return [phase for phase in line if phase.turn == place]


@given(any_turns)
def test_a_session_lasts_as_long_as_its_doses_and_the_preparation_that_is_named(turns: list[Turn]) -> None:
    line = phases(turns)
    preparation = sum(phase.seconds for phase in line if phase.doing in PREPARING)
    assert total(line) - preparation == sum(seconds(turn.exercise, turn.amount) for turn in turns)
    assert {phase.seconds for phase in line if phase.doing in PREPARING} <= {READY, NEXT, ELSEWHERE, *CHANGE.values()}


@given(any_turns)
def test_both_legs_work_as_often_and_as_long_as_each_other(turns: list[Turn]) -> None:
    line = phases(turns)
    for place, turn in enumerate(turns):
        left, right = (
            [
                (phase.seconds, phase.repetitions)
                for phase in of_turn(line, place)
                if phase.doing in WORKING and phase.leg == leg
            ]
            for leg in ("left", "right")
        )
        assert left == right
        assert bool(left) == (turn.exercise.sides == "each")


@given(any_turns)
def test_every_repetition_of_a_dose_is_done_and_in_order(turns: list[Turn]) -> None:
    line = phases(turns)
    assert [phase.turn for phase in line] == sorted(phase.turn for phase in line)
    for place, turn in enumerate(turns):
        own = of_turn(line, place)
        assert sum(phase.repetitions for phase in own) == turn.repetitions
        assert own[0].doing == ("next" if place else "ready")
        assert not any(phase.doing in {"next", "ready"} for phase in own[1:])


@given(any_turns)
def test_no_phase_is_empty_or_longer_than_the_longest_repetition(turns: list[Turn]) -> None:
    assert all(0 < phase.seconds <= LONGEST for phase in phases(turns))


@given(any_turns)
def test_a_leg_is_never_taken_for_the_other_without_time_to_change(turns: list[Turn]) -> None:
    line = phases(turns)
    for place, turn in enumerate(turns):
        legs = [(phase.doing in WORKING, phase) for phase in of_turn(line, place)[1:]]
        between = [
            sum(phase.seconds for _, phase in group)
            for works, group in groupby(legs, lambda pair: pair[0])
            if not works
        ]
        if turn.exercise.sides == "each":
            inside = between if legs[-1][0] else between[:-1]
            assert len(inside) == 2 * sum(works for works, _ in legs) // 2 - 1
            assert all(pause >= CHANGE[turn.exercise.position] for pause in inside)


@given(any_turns)
def test_nothing_is_said_that_there_are_no_words_for(turns: list[Turn]) -> None:
    cues = {"left", "right", "again", "rest", "change", "ready", "next"}
    said = {key for phase in phases(turns) for key in phase.says} - cues
    for key in said:
        assert PACK.text(key, "nb")


@given(any_programme, any_limits)
def test_nobody_is_led_into_an_exercise_that_is_forbidden_for_them(row: Programme, limits: frozenset[Limit]) -> None:
    found = arranged(row.parts, limits, BANK)
    assert all(allowed(turn.exercise, limits) for turn in found.turns)
    assert len({turn.exercise.id for turn in found.turns}) == len(found.turns)
    for name, why in found.refused.items():
        assert why
        assert not allowed(BANK[name], limits)


@given(any_programme)
def test_who_has_no_limits_does_every_programme_in_its_own_doses(row: Programme) -> None:
    found = arranged(row.parts, (), BANK)
    assert [turn.given for turn in found.turns] == list(row.exercises)
    assert [turn.amount for turn in found.turns] == [dose(BANK[part.exercise], part) for part in row.parts]
    assert found.possible


@given(st.lists(any_part, min_size=1, max_size=8), any_limits)
def test_what_a_giver_agreed_to_is_done_as_given_unless_the_leg_may_hold_a_clot(
    parts: list[GivenPart], limits: frozenset[Limit]
) -> None:
    found = arranged(parts, limits, BANK)
    done = {turn.exercise.id for turn in found.turns}
    for part in parts:
        if part.agreed and "clot_sign" not in limits:
            assert part.exercise in done
    if "clot_sign" in limits:
        assert all(allowed(turn.exercise, limits) for turn in found.turns)


@pytest.mark.parametrize("limit", ["clot_sign", "recent_surgery"])
def test_a_programme_for_the_legs_is_refused_where_somebody_has_to_look_at_the_leg_first(limit: Limit) -> None:
    for row in PACK.programmes.values():
        legs = any(BANK[name].muscles for name in row.exercises)
        assert arranged(row.parts, {limit}, BANK).possible != legs, row.id


def test_without_stand_ins_what_is_forbidden_is_refused_with_its_reason() -> None:
    found = arranged([Part("wall-stretch")], {"dizzy"}, BANK, around=False)
    assert not found.possible
    assert found.refused == {"wall-stretch": frozenset({"unsteady"})}


@given(any_exercise, any_limits)
def test_what_is_suggested_when_something_hurts_is_another_exercise_that_is_allowed(
    one: Exercise, limits: frozenset[Limit]
) -> None:
    other = instead(one, limits, BANK)
    assert other is None or (other is not one and allowed(other, limits))
    if other is not None:
        second = instead(one, limits, BANK, but={other.id})
        assert second is None or second.id not in {one.id, other.id}
