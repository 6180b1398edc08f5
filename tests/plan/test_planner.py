"""The planner: nothing it plans is forbidden for the person it is planned for, it is little, and it fits their day."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.knowledge.exercises import LIMITS_OF, Limit
from nattero.knowledge.limits import LIMITS
from nattero.person.planning import Outlook
from nattero.plan.fit import Fit
from nattero.plan.narrowing import narrowing
from nattero.plan.planner import MINUTES, MOST, Proposal, propose
from nattero.plan.profile import Said, profile_of
from nattero.plan.shelf import shelf_of
from nattero.plans import Voice, told
from tests.plan.people import MEASURES, PACK, Drawn, drawn, faults

SHELF = shelf_of(PACK)
PEOPLE = 5000
people = st.integers(0, 2**32).map(lambda seed: drawn(random.Random(seed)))


def plan(said: Said, kept: tuple[str, ...] = ()) -> Proposal:
    return propose(profile_of(said, PACK.limits.values(), PACK.red_flags.values()), SHELF, kept)


def ids(found: Proposal) -> list[str]:
    return [choice.id for choice in found.chosen]


def wrong(found: Proposal, said: Said) -> dict[str, list[str]]:
    """What is forbidden in a plan, by measure."""
    foods = [name for choice in found.chosen for name in choice.fit.foods]
    return faults(said, {choice.id: exercises(choice.fit) for choice in found.chosen}, foods)


def exercises(fit: Fit) -> list[str]:
    return [turn.exercise.id for turn in fit.tailored.turns] if fit.tailored else []


def test_no_plan_of_five_thousand_people_holds_what_is_forbidden_for_them() -> None:
    rng = random.Random(20261122)
    planned: set[str] = set()
    for number in range(PEOPLE):
        person = drawn(rng)
        found = plan(person.said)
        assert wrong(found, person.said) == {}, (number, person.said)
        assert len(found.chosen) <= MOST
        minutes = MINUTES if person.said.minutes is None else person.said.minutes
        assert sum(choice.fit.minutes for choice in found.chosen) <= minutes
        assert all(sign.urgency == "soon" for sign in found.first) or not found.chosen
        planned |= set(ids(found))
    offered = {name for name, row in MEASURES.items() if row.get("offered") != "false"}
    assert len(planned) > len(offered) / 2, "the people drawn are too much alike to tell"


@given(people, st.lists(st.sampled_from(sorted(MEASURES)), max_size=4).map(tuple))
def test_what_a_person_puts_in_themselves_is_never_what_is_forbidden(person: Drawn, kept: tuple[str, ...]) -> None:
    found = plan(person.said, kept)
    bad = {
        name: [one for one in several if not one.startswith(("ask first", "it does not go"))]
        for name, several in wrong(found, person.said).items()
    }
    assert {name: several for name, several in bad.items() if several} == {}


@given(people, st.sampled_from(LIMITS))
def test_one_more_limit_forbids_more_and_allows_nothing_new(person: Drawn, more: Limit) -> None:
    without = replace(person.said, limits={name: value for name, value in person.said.limits.items() if name != more})
    with_it = replace(person.said, limits={**without.limits, more: True})
    before, after = plan(without), plan(with_it)
    assert forbidden(before) <= {each.fit.measure.id for each in after.left if each.fit.forbidden}
    assert wrong(after, with_it) == {}


def test_who_eats_by_a_strict_diet_is_named_foods_that_hold_much_and_none_they_should_leave() -> None:
    said = Said(
        age=40,
        sex="male",
        readings=({"strict_diet": True},),
        settings={"blood_thinners": "yes"},
        refused=frozenset({"evening-stretch", "night-light", "loose-bedclothes"}),
    )
    [choice] = [each for each in plan(said).chosen if each.fit.foods]
    assert not {"spinach", "kale"} & set(choice.fit.foods)
    assert len(choice.fit.foods) > 2


def forbidden(found: Proposal) -> set[str]:
    return {each.fit.measure.id for each in found.left if each.fit.forbidden and not is_for_others(each.fit)}


def is_for_others(fit: Fit) -> bool:
    return any(one.kind == "people" for one in fit.forbidden)


@given(people)
def test_the_order_in_which_a_person_answers_changes_nothing(person: Drawn) -> None:
    said = person.said
    turned = replace(
        said,
        readings=tuple(dict([*answers.items()][::-1]) for answers in said.readings[::-1]),
        settings=dict([*said.settings.items()][::-1]),
        limits=dict([*said.limits.items()][::-1]),
        kinds=dict([*said.kinds.items()][::-1]),
    )
    assert ids(plan(said)) == ids(plan(turned))


@given(people)
def test_a_plan_is_the_same_in_four_languages_but_for_its_words(person: Drawn) -> None:
    seen = Outlook(person.profile)
    found = propose(seen.profile, SHELF)
    said = [told(seen, found, Voice(PACK, lang)) for lang in ("en", "nl", "nb", "id")]
    assert len({repr(without_words(each)) for each in said}) == 1


TEXTS = {"title", "do", "why", "when", "sure", "name", "sign", "programme_title", "exercise", "instead"}


def without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_words(one) for name, one in value.items() if name not in TEXTS}
    return [without_words(one) for one in value] if isinstance(value, list) else value


@given(people)
def test_who_has_no_minutes_is_given_only_what_takes_none(person: Drawn) -> None:
    found = plan(replace(person.said, minutes=0))
    assert all(choice.fit.minutes == 0 for choice in found.chosen)


@given(people)
def test_what_can_kill_is_said_to_be_no_use_to_everybody_to_the_pregnant_and_to_children_too(person: Drawn) -> None:
    said = {each.measure.id for each in plan(person.said).useless}
    assert {"quinine", "tonic-water", "potassium-tablets", "other-medicines"} <= said


@given(people)
def test_each_measure_says_why_how_sure_and_when_it_is_judged(person: Drawn) -> None:
    found = plan(person.said)
    for each in told(Outlook(person.profile), found, Voice(PACK, "en"))["measures"]:
        assert each["why"]
        assert each["sure"]
        assert each["judged"] or MEASURES[each["id"]]["kind"] in {"safety", "relief"}
        assert each["time"]


def test_who_has_answered_nothing_is_given_a_careful_plan_with_the_evening_stretch_in_it() -> None:
    found = plan(Said())
    assert "evening-stretch" in ids(found)
    assert {choice.programme for choice in found.chosen} == {"evening-stretch-sitting", None}
    assert found.useless


def test_the_stretch_that_was_tried_is_in_the_plan_of_whoever_may_do_it_and_has_no_better_reason_for_three_things() -> (
    None
):
    for said in ({}, {"stress": True}, {"heavy_evening": True, "alcohol_heavy": True}, {"sedentary": True}):
        assert "evening-stretch" in ids(plan(Said(readings=(said,), age=70, sex="female")))


def test_who_stands_firmly_is_given_the_stretch_of_the_trial_in_its_own_dose() -> None:
    found = plan(Said(settings={"steady": "yes", "feet_feel": "yes"}, age=70))
    [stretch] = [choice for choice in found.chosen if choice.id == "evening-stretch"]
    assert stretch.programme == "evening-stretch"
    assert stretch.fit.tailored is not None
    assert [(turn.amount.hold, turn.amount.repetitions) for turn in stretch.fit.tailored.turns] == [(10, 3), (10, 3)]


@pytest.mark.parametrize("sign", ["swelling_one_leg", "red_warm", "foot_wounds", "breathless_chest", "cannot_stand"])
def test_a_danger_sign_for_today_is_said_first_and_nothing_is_planned(sign: str) -> None:
    found = plan(Said(readings=({sign: True},), age=60))
    assert found.first
    assert found.first[0].urgency in {"urgent", "emergency"}
    assert found.chosen == ()


@pytest.mark.parametrize("said", [Said(limits={"clot_sign": True}), Said(settings={"clot_sign": "yes"})])
def test_a_sign_of_a_clot_that_is_said_as_a_limit_is_said_first_and_nothing_is_planned(said: Said) -> None:
    found = plan(said)
    assert [(sign.id, sign.urgency) for sign in found.first] == [("one-leg-swollen", "urgent")]
    assert found.chosen == ()


def test_a_danger_sign_for_these_days_is_said_first_and_the_plan_goes_on() -> None:
    found = plan(Said(readings=({"liver_disease": True},), age=60))
    assert [sign.urgency for sign in found.first] == ["soon"]
    assert found.chosen


def test_a_plan_for_a_three_year_old_is_a_game_and_no_supplement() -> None:
    found = plan(Said(age=3))
    assert "foot-game" in ids(found)
    assert all({"children", "everyone"} & set(MEASURES[name]["people"]) for name in ids(found))


def test_a_pregnant_man_of_eighty_is_treated_as_pregnant_until_he_says_what_is_right() -> None:
    said = Said(age=80, sex="male", pregnant=True)
    found = plan(said)
    assert wrong(found, said) == {}
    assert all({"pregnant", "everyone"} & set(MEASURES[name]["people"]) for name in ids(found))


def test_limits_that_contradict_an_answer_are_asked_back_and_the_careful_one_counts() -> None:
    said = Said(readings=({"unsteady_gait": True},), limits={"unsteady": False})
    found = plan(said)
    assert [each.limit for each in found.torn] == ["unsteady"]
    assert wrong(found, said) == {}


def test_what_a_person_does_not_want_is_not_proposed_again() -> None:
    found = plan(Said(refused=frozenset({"evening-stretch"})))
    assert "evening-stretch" not in ids(found)
    assert {each.fit.measure.id: each.why for each in found.left}["evening-stretch"] == "refused"


def test_a_supplement_is_only_planned_for_who_told_all_their_medicines() -> None:
    made = {name: row for name, row in PACK.measures.items() if row.kind == "supplement" and row.offered}
    assert made == {}, "no supplement is offered today; should one be, who told no medicines must be asked first"


def test_a_child_is_in_bed_before_a_grown_up() -> None:
    child, adult = plan(Said(age=6)), plan(Said(age=40))
    assert child.chosen
    assert adult.chosen
    assert max(choice.time for choice in child.chosen) < "20:00" < max(choice.time for choice in adult.chosen)


@settings(max_examples=25)
@given(people, st.integers(2, 15), st.sampled_from(LIMITS))
def test_what_a_childs_plan_is_not_asked_about_changes_nothing_in_it(person: Drawn, age: int, limit: Limit) -> None:
    said = replace(person.said, age=age)
    asked = narrowing(profile_of(said, PACK.limits.values(), PACK.red_flags.values()), SHELF)
    yes, no = (plan(replace(said, limits={**said.limits, limit: answer})) for answer in (True, False))
    assert (
        limit in asked or limit in LIMITS_OF["pregnant"] or (yes.chosen, forbidden(yes)) == (no.chosen, forbidden(no))
    )


def test_a_child_is_asked_neither_about_pregnancy_nor_about_the_veins_and_blood_of_the_old_and_a_grown_up_is() -> None:
    for said, asked in ((Said(settings={"for_whom": "child"}), False), (Said(), True)):
        found = narrowing(profile_of(said, PACK.limits.values(), PACK.red_flags.values()), SHELF)
        assert {limit in found for limit in ("pregnant", "varicose_veins", "blood_thinners")} == {asked}
        assert "clot_sign" in found


def test_a_childs_evening_has_one_hour() -> None:
    assert len({choice.time for choice in plan(Said(age=10)).chosen}) == 1


def test_what_is_done_once_or_when_a_cramp_comes_has_no_reminder() -> None:
    silent = {"stretch-at-once", "loose-bedclothes", "night-light"}
    kept = plan(Said(age=70, minutes=60), kept=tuple(silent))
    assert silent <= {choice.id for choice in kept.chosen}
    for choice in kept.chosen:
        row = PACK.measures[choice.id]
        assert choice.reminder == (None if row.once or row.kind == "relief" else choice.time)
        assert not (choice.id in silent and choice.reminder)


def test_the_last_third_of_a_pregnancy_said_only_as_a_limit_counts_for_the_side_to_sleep_on() -> None:
    found = plan(Said(age=30, sex="female", limits={"third_trimester": True}))
    fits = [*(choice.fit for choice in found.chosen), *(left.fit for left in found.left)]
    assert {each.measure.id: each.worth for each in fits}["side-sleep"]
