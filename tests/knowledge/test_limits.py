"""Limits: what follows from what a person told; what nobody knows is read cautiously, and a denial lifts no answer."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.exercises import IMPLIES, UPRIGHT, Limit, allowed
from nattero.knowledge.facts import facts
from nattero.knowledge.limits import SAID, Limits, Told, limits_of
from tests import packed

PACK = packed.pack()
RULES = tuple(PACK.limits.values())
LIMITS = get_args(Limit)
YES_NO = sorted(name for name, row in PACK.features.items() if row.type == "yes_no")
answers = st.dictionaries(st.sampled_from(YES_NO), st.booleans(), max_size=8)
settings = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from(["yes", "no"])
        for name in ("steady", "feet_feel", "can_stand", "pregnant", "varicose_veins", "blood_thinners", "clot_sign")
    },
)
named = st.dictionaries(st.sampled_from(LIMITS), st.booleans(), max_size=6)
ages = st.none() | st.integers(0, 110)


def limits(
    said: dict[str, bool] | None = None,
    told: dict[str, str] | None = None,
    own: dict[Limit, bool] | None = None,
    age: int | None = None,
    medicines: frozenset[str] = frozenset(),
    sex: str = "unknown",
) -> Limits:
    return limits_of(RULES, Told(facts(said or {}, age, sex, None), told or {}, medicines, own or {}))


def test_every_limit_can_be_come_to_from_the_pack() -> None:
    assert {row.limit for row in RULES} == set(LIMITS)


def test_who_has_said_nothing_is_given_nothing_that_is_done_standing() -> None:
    cautious = limits().all
    standing = [each for each in PACK.exercises.values() if each.position in UPRIGHT]
    assert standing
    assert not any(allowed(each, cautious) for each in standing)


def test_who_stands_firmly_and_feels_their_feet_may_stand() -> None:
    firm = limits(told={"steady": "yes", "feet_feel": "yes"}, age=78).all
    assert allowed(PACK.exercises["wall-stretch"], firm)


@given(answers, settings, named, ages)
def test_a_denial_lifts_only_what_was_assumed_and_is_asked_back_where_an_answer_says_otherwise(
    said: dict[str, bool], told: dict[str, str], own: dict[Limit, bool], age: int | None
) -> None:
    before = limits(said, told, {name: holds for name, holds in own.items() if holds}, age)
    after = limits(said, told, own, age)
    assert after.because == before.because
    for limit, holds in own.items():
        if not holds and limit in before.because:
            assert limit in after.all
            assert limit in {each.limit for each in after.torn}


@given(answers, settings, named, ages, st.sampled_from(LIMITS))
def test_one_more_limit_that_a_person_names_only_adds(
    said: dict[str, bool], told: dict[str, str], own: dict[Limit, bool], age: int | None, more: Limit
) -> None:
    without = {name: holds for name, holds in own.items() if name != more}
    assert limits(said, told, without, age).all <= limits(said, told, {**without, more: True}, age).all | {more}
    assert more in limits(said, told, {**without, more: True}, age).because


@given(answers, st.sampled_from(YES_NO))
def test_one_more_yes_never_lifts_a_limit_that_an_answer_says(said: dict[str, bool], more: str) -> None:
    without = {name: value for name, value in said.items() if name != more}
    assert set(limits(without).because) <= set(limits({**without, more: True}).because)


@given(answers, settings, named, ages)
def test_what_is_implied_holds_too_and_nothing_is_both_said_and_assumed(
    said: dict[str, bool], told: dict[str, str], own: dict[Limit, bool], age: int | None
) -> None:
    found = limits(said, told, own, age)
    assert not set(found.because) & found.assumed
    for limit in found.all:
        assert IMPLIES.get(limit, frozenset()) <= found.all


@given(answers, settings, named, ages)
def test_the_order_of_what_was_said_changes_nothing(
    said: dict[str, bool], told: dict[str, str], own: dict[Limit, bool], age: int | None
) -> None:
    one = limits(said, told, own, age)
    other = limits(dict([*said.items()][::-1]), dict([*told.items()][::-1]), dict([*own.items()][::-1]), age)
    assert (one.all, {each.limit for each in one.torn}) == (other.all, {each.limit for each in other.torn})


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("swelling_one_leg", "clot_sign"),
        ("foot_wounds", "foot_wound"),
        ("unsteady_gait", "unsteady"),
        ("numb_tingling_feet", "numb_feet"),
        ("varicose", "varicose_veins"),
        ("diabetes", "diabetes"),
        ("child_limp", "child_alone"),
        ("pregnant", "third_trimester"),
        ("heart_disease", "heart_failure"),
    ],
)
def test_an_answer_of_the_check_up_brings_its_limit(said: str, limit: Limit) -> None:
    assert limit in limits({said: True}).all


def test_medicines_bring_limits_that_no_denial_lifts() -> None:
    found = limits(medicines=frozenset({"warfarin", "alendronic-acid"}), own={"blood_thinners": False})
    assert found.because["blood_thinners"] == ("warfarin",)
    assert found.because["weak_bones"] == ("alendronic-acid",)
    assert [each.limit for each in found.torn] == ["blood_thinners"]


def test_bones_are_taken_for_weak_in_old_age_until_somebody_says_otherwise() -> None:
    assert "weak_bones" in limits(age=80).assumed
    assert "weak_bones" not in limits(age=80, own={"weak_bones": False}).all
    assert "weak_bones" not in limits(age=60).all


def test_weeks_of_a_pregnancy_tell_whether_its_last_third_has_begun() -> None:
    def weeks(number: int) -> Limits:
        return limits_of(RULES, Told(facts({"gestation_weeks": number}, 30, "female", True)))

    assert "third_trimester" not in weeks(20).all
    assert "third_trimester" in weeks(30).because


def test_who_says_that_they_are_steady_is_not_assumed_to_need_help_to_stand() -> None:
    assert not {"unsteady", "cannot_stand_unaided", "dizzy"} & limits(own={"unsteady": False}).all


def test_to_name_a_limit_after_an_older_answer_denied_it_is_no_contradiction() -> None:
    found = limits(told={"steady": "yes"}, own={"unsteady": True})
    assert found.because["unsteady"] == (SAID,)
    assert found.torn == ()
