"""Whatever the answers, nobody is harmed and nobody is left without an instruction."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.model import MOMENTARY, Muscle, Step
from nattero.relief.procedure import forbids, procedure
from nattero.relief.situation import CONDITIONS as QUESTIONS
from nattero.relief.situation import Situation, conditions
from tests.relief.strategies import CONDITIONS, MUSCLES, STEPS, situations, step, step_sets

AFTER = {"bed": ["bed", "standing", "after"], "water": ["water", "after"]}


@given(situations(), step_sets())
def test_the_first_instruction_can_be_done_where_the_person_is_and_waits_for_no_answer(
    situation: Situation, steps: list[Step]
) -> None:
    first = procedure(situation, steps)[0]
    assert first.step.place == situation.place
    assert not first.asks
    assert "stand" not in first.step.needs or situation.stand is True


@given(situations(), step_sets())
def test_nobody_stands_who_did_not_say_they_can_or_is_unsteady_or_has_numb_feet(
    situation: Situation, steps: list[Step]
) -> None:
    standing = [one for one in procedure(situation, steps) if one.step.place == "standing" or "stand" in one.step.needs]
    if situation.stand is not True or situation.place == "water":
        assert not [one for one in standing if one.step.place == "standing"]
    if {"unsteady", "numb_feet"} & situation.conditions:
        assert not [one for one in standing if one.step.place == "standing"]
    assert not standing or situation.stand is True


@given(situations(), step_sets())
def test_no_step_is_given_that_a_known_condition_forbids(situation: Situation, steps: list[Step]) -> None:
    assert all(situation.conditions.isdisjoint(one.step.never) for one in procedure(situation, steps))


@given(situations(), step_sets())
def test_a_step_asks_exactly_what_is_unknown_about_it(situation: Situation, steps: list[Step]) -> None:
    for one in procedure(situation, steps):
        unknown = forbids(one.step) & situation.unknown
        # Whether the leg may hold a clot the danger signs ask from the first moment: no step waits for that alone.
        assert set(one.asks) == {QUESTIONS[each][0] for each in unknown if unknown != {"clot_sign"}}
        assert len(one.asks) == len(set(one.asks))


@given(situations(), step_sets())
def test_answering_yes_to_a_condition_only_takes_steps_away(situation: Situation, steps: list[Step]) -> None:
    before = {one.step.id for one in procedure(situation, steps)}
    for condition in CONDITIONS:
        worse = replace(
            situation, conditions=situation.conditions | {condition}, unknown=situation.unknown - {condition}
        )
        after = {one.step.id for one in procedure(worse, steps)}
        assert after <= before
        assert all(condition not in one.step.never for one in procedure(worse, steps))


@given(situations(), step_sets(), st.integers())
def test_the_order_does_not_depend_on_the_order_of_the_file(situation: Situation, steps: list[Step], seed: int) -> None:
    shuffled = random.Random(seed).sample(steps, len(steps))
    assert procedure(situation, shuffled) == procedure(situation, steps)


@given(situations(), step_sets())
def test_places_come_in_their_order_and_aftercare_last(situation: Situation, steps: list[Step]) -> None:
    places = [one.step.place for one in procedure(situation, steps)]
    ranks = [AFTER[situation.place].index(place) for place in places]
    assert ranks == sorted(ranks)


@given(situations(), step_sets())
def test_a_helpers_steps_need_a_helper_and_every_step_is_for_the_muscle(
    situation: Situation, steps: list[Step]
) -> None:
    for one in procedure(situation, steps):
        assert situation.helper or not one.step.helper
        assert situation.muscle in one.step.muscles
        assert situation.reach or "reach" not in one.step.needs


@given(situations().filter(lambda s: s.place == "bed"))
def test_with_a_helper_and_all_answered_the_helper_starts(situation: Situation) -> None:
    known = replace(situation, helper=True, conditions=frozenset(), unknown=frozenset())
    has_helper_step = any(one.helper and known.muscle in one.muscles for one in STEPS)
    assert procedure(known, STEPS)[0].step.helper is has_helper_step


@given(situations().filter(lambda s: s.place == "bed"))
def test_with_a_helper_nobody_is_told_to_take_hold_of_their_own_leg(situation: Situation) -> None:
    helped = [one.step for one in procedure(replace(situation, helper=True), STEPS)]
    assert [step.id for step in helped if "reach" in step.needs] == []
    assert any(step.helper for step in helped) == ("clot_sign" not in situation.conditions)


@given(situations())
def test_a_leg_that_may_hold_a_clot_is_neither_stretched_nor_stood_on_nor_rubbed_nor_warmed(
    situation: Situation,
) -> None:
    held, unknown = situation.conditions | MOMENTARY, situation.unknown - MOMENTARY
    left = [one.step.id for one in procedure(replace(situation, conditions=held, unknown=unknown), STEPS)]
    # Whoever has a cramp in water must get out of it first.
    in_bed = ["breathe", "after-raise"]
    assert left == in_bed if situation.place == "bed" else {"water-float", "water-out"} <= set(left)


def test_who_can_reach_pulls_the_toes_and_who_cannot_gets_the_towel() -> None:
    able = [one.step.id for one in procedure(Situation(unknown=frozenset()), STEPS)]
    unable = [one.step.id for one in procedure(Situation(reach=False, unknown=frozenset()), STEPS)]
    assert able[0] == "calf-pull"
    assert "calf-towel" not in able
    assert unable[0] == "calf-flex"
    assert "calf-towel" in unable
    assert "calf-pull" not in unable


def test_rubbing_asks_about_clots_thinners_and_veins_in_one_go() -> None:
    asks = {one.step.id: one.asks for one in procedure(Situation(), STEPS)}
    assert asks["calf-rub"] == ("clot_sign", "blood_thinners", "varicose_veins")


def test_a_step_that_waits_goes_behind_one_that_does_not() -> None:
    steps = [step("pull", "bed", order=1, never=("numb_feet",)), step("flex", "bed", order=2)]
    assert [one.step.id for one in procedure(Situation(), steps)] == ["flex", "pull"]
    assert [one.step.id for one in procedure(Situation(unknown=frozenset()), steps)] == ["pull", "flex"]


def test_where_every_step_waits_the_first_one_asks_rather_than_aftercare_coming_first() -> None:
    steps = [step("pull", "bed", never=("numb_feet",)), step("pillow", "after")]
    assert [one.step.id for one in procedure(Situation(), steps)] == ["pull", "pillow"]


@pytest.mark.parametrize(
    ("answers", "held"),
    [
        ({"steady": "no"}, "unsteady"),
        ({"steady": False}, "unsteady"),
        ({"steady": "unsure"}, "unsteady"),
        ({"feet_feel": "no"}, "numb_feet"),
        ({"pregnant": True}, "pregnant"),
        ({"for_whom": "child"}, "child"),
        ({"varicose_veins": "yes"}, "varicose_veins"),
        ({"blood_thinners": True}, "blood_thinners"),
        ({"clot_sign": 3}, "clot_sign"),
    ],
)
def test_an_answer_that_does_not_rule_a_condition_out_counts_as_the_condition(
    answers: dict[str, object], held: str
) -> None:
    known, unknown = conditions(answers)
    assert known == {held}
    assert unknown == set(CONDITIONS) - {held}


def test_reassuring_answers_rule_conditions_out_and_no_answer_leaves_them_open() -> None:
    calm = {"steady": "yes", "feet_feel": True, "pregnant": "no", "for_whom": "me", "clot_sign": False}
    known, unknown = conditions({**calm, "varicose_veins": None})
    assert known == set()
    assert unknown == {"varicose_veins", "blood_thinners"}


def test_a_condition_is_never_both_known_and_unknown() -> None:
    with pytest.raises(ValueError, match="never both"):
        Situation(conditions=frozenset({"child"}))


@pytest.mark.parametrize("muscle", MUSCLES)
@pytest.mark.parametrize("reach", [True, False])
def test_before_anybody_is_asked_to_sit_up_on_the_edge_there_is_something_to_do_lying(
    muscle: Muscle, reach: bool
) -> None:
    situation = Situation(muscle=muscle, reach=reach, stand=None, unknown=frozenset(CONDITIONS))
    shown = [one.step for one in procedure(situation, STEPS) if one.step.place == "bed"]
    edge = [place for place, step in enumerate(shown) if "sit-first" in step.claims]
    assert 0 not in edge
