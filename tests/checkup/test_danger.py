"""Danger signs over answers: more of them never lower the urgency, and what is unknown never raises one."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.checkup.danger import Raised, danger, worst
from nattero.knowledge.facts import Answer
from nattero.knowledge.finding import conditions, features
from nattero.knowledge.model import URGENCIES, RedFlag, Urgency
from tests import packed

FLAGS = tuple(packed.pack().red_flags.values())
NUMBERS = ["duration_min", "attacks_per_week", "onset_weeks", "gestation_weeks", "postpartum_weeks"]
SIGNS = sorted(set().union(*(features(flag.finding) for flag in FLAGS)) - {"age", "sex", "pregnant", *NUMBERS})
yes_or_no = st.sampled_from([True, False, None])
cases = st.builds(
    dict.__or__,
    st.dictionaries(st.sampled_from(SIGNS), yes_or_no, max_size=12),
    st.dictionaries(st.sampled_from(NUMBERS), st.none() | st.floats(0, 200), max_size=3),
)
people = st.tuples(st.none() | st.integers(0, 120), st.sampled_from(["female", "male", "other", "unknown"]), yes_or_no)
Person = tuple[int | None, str, bool | None]
MAN: Person = (50, "male", None)
WOMAN: Person = (30, "female", None)
CHILD: Person = (9, "female", False)


def raised(answers: Mapping[str, Answer], person: Person = MAN) -> list[Raised]:
    return danger(answers, *person, FLAGS)


def said(*signs: str, **others: Answer) -> dict[str, Answer]:
    return dict.fromkeys(signs, True) | others


def urgency(answers: Mapping[str, Answer], person: Person = MAN) -> Urgency:
    return worst(raised(answers, person))


@given(cases, people, st.sampled_from(SIGNS))
def test_one_more_danger_sign_never_lowers_the_urgency(answers: dict[str, Answer], person: Person, sign: str) -> None:
    before, after = urgency(answers, person), urgency(answers | {sign: True}, person)
    assert URGENCIES.index(after) <= URGENCIES.index(before)


@given(cases, people)
def test_saying_that_one_does_not_know_is_the_same_as_saying_nothing(
    answers: dict[str, Answer], person: Person
) -> None:
    known = {feature: value for feature, value in answers.items() if value is not None}
    unknown: dict[str, Answer] = dict.fromkeys([*SIGNS, *NUMBERS])
    assert raised(unknown | answers, person) == raised(known, person)


@given(st.dictionaries(st.sampled_from(SIGNS), st.sampled_from([False, None])), people)
def test_no_and_unknown_raise_nothing(answers: dict[str, Answer], person: Person) -> None:
    assert [sign for sign in raised(answers, person) if sign.why != ("age",)] == []


@given(cases, people)
def test_the_order_of_the_answers_does_not_matter(answers: dict[str, Answer], person: Person) -> None:
    turned = dict(sorted(answers.items(), reverse=True))
    assert {sign.id for sign in raised(turned, person)} == {sign.id for sign in raised(answers, person)}


@given(cases, people)
def test_the_most_urgent_comes_first_and_each_names_the_answers_behind_it(
    answers: dict[str, Answer], person: Person
) -> None:
    signs = raised(answers, person)
    order = [URGENCIES.index(sign.urgency) for sign in signs]
    assert order == sorted(order)
    assert all(sign.why and set(sign.why) <= {*answers, "age", "pregnant"} for sign in signs)


@pytest.mark.parametrize("flag", FLAGS, ids=[flag.id for flag in FLAGS])
def test_every_sign_can_be_raised(flag: RedFlag) -> None:
    answers: dict[str, Answer] = {}
    person = WOMAN
    for part in conditions(flag.finding):
        first = part[0]
        if first.feature in {"child", "maybe_child"}:
            person = CHILD
        elif first.feature == "age" and first.sign == "<":
            person = (int(first.value) - 1, "female", False)
        elif first.sign:
            answers[first.feature] = float(first.value) + (1 if first.sign == ">" else 0)
        elif first.feature not in {"childbearing", "second_half", "postpartum"}:
            answers[first.feature] = True
    assert flag.id in [sign.id for sign in raised(answers, person)]


@pytest.mark.parametrize(
    ("answers", "person", "expected"),
    [
        (said("breathless_chest"), MAN, "emergency"),
        (said("swelling_one_leg"), MAN, "urgent"),
        (said("swelling_one_leg", "pregnant"), WOMAN, "urgent"),
        (said("red_warm"), MAN, "urgent"),
        (said("calf_tender"), MAN, "self-care"),
        (said("calf_tender", postpartum_weeks=3), WOMAN, "urgent"),
        (said("calf_tender", postpartum_weeks=40), WOMAN, "self-care"),
        (said("palpitations"), MAN, "soon"),
        (said("palpitations", "kidney_disease"), MAN, "urgent"),
        (said("palpitations", "weakness"), MAN, "emergency"),
        (said("dialysis", "weakness"), MAN, "emergency"),
        (said("weakness"), MAN, "soon"),
        (said("weakness", "getting_worse", onset_weeks=2), MAN, "urgent"),
        (said("weakness", "getting_worse", onset_weeks=200), MAN, "soon"),
        (said("calf_tender", "constant_pain", onset_weeks=1), MAN, "urgent"),
        (said("calf_tender", "constant_pain", onset_weeks=52), MAN, "soon"),
        (said("child_limp", "fever"), CHILD, "urgent"),
        (said("thirst_urine"), CHILD, "urgent"),
        (said("thirst_urine"), MAN, "soon"),
        (said("pale_bruise"), CHILD, "urgent"),
        (said("pale_bruise"), MAN, "soon"),
        (said("pale_bruise"), (None, "unknown", None), "urgent"),
        (said("pale_bruise", "night_bone_pain"), MAN, "urgent"),
        (said("pale_bruise", "fever"), MAN, "urgent"),
        (said("fever"), MAN, "self-care"),
        (said("heat_sweat", "lost_consciousness"), MAN, "emergency"),
        (said("sleep_disruption", "intense_pain", "in_bed"), MAN, "routine"),
        (said(duration_min=12), MAN, "self-care"),
        (said("muscle_hard", duration_min=12), MAN, "urgent"),
        (said("muscle_hard", duration_min=10), MAN, "routine"),
        (said("hurt_leg"), MAN, "urgent"),
        (said("hurt_leg", "takes_thinner"), MAN, "emergency"),
        (said("thinner_bleed", "takes_thinner"), MAN, "emergency"),
        (said("thinner_bruise", "takes_thinner"), MAN, "urgent"),
        (said("thinner_bruise"), MAN, "self-care"),
        (said("inr_high", "takes_thinner"), MAN, "urgent"),
        (said("takes_thinner"), MAN, "self-care"),
        (said("head_blow", "takes_thinner"), MAN, "emergency"),
        (said("head_blow", "confusion"), MAN, "emergency"),
        (said("head_blow"), MAN, "self-care"),
        (said(), (9, "female", True), "urgent"),
        (said(), (12, "female", True), "urgent"),
        (said("takes_digoxin", "odd_vision"), MAN, "urgent"),
        (said("takes_digoxin", "feels_sick"), MAN, "urgent"),
        (said("odd_vision", "feels_sick", "light_headed"), MAN, "self-care"),
        (said("slow_pulse"), MAN, "urgent"),
        (said("takes_lithium", "coarse_shake"), MAN, "urgent"),
        (said("takes_lithium", "bulbar"), MAN, "emergency"),
        (said("takes_lithium"), MAN, "self-care"),
        (said("takes_metformin", "vomit_diarrhoea"), MAN, "urgent"),
        (said("takes_metformin"), MAN, "self-care"),
        (said("slow_pulse", "light_headed"), MAN, "emergency"),
    ],
)
def test_danger_is_as_urgent_as_its_company(answers: dict[str, Answer], person: Person, expected: Urgency) -> None:
    assert urgency(answers, person) == expected


@pytest.mark.parametrize(
    ("answers", "person"),
    [
        (said("preg_headache_vision"), (80, "male", True)),
        (said("preg_headache_vision", "pregnant"), (30, "female", False)),
        (said("preg_headache_vision", pregnant=False), (30, "female", False)),
        (said("preg_upper_belly"), (30, "female", True)),
        (said("preg_upper_belly", gestation_weeks=34), (30, "female", None)),
        (said("weakness", "sudden_weakness", weakness=False), MAN),
        (said(stroke_signs=True, sudden_weakness=False), MAN),
    ],
)
def test_where_answers_contradict_one_another_the_cautious_one_counts(
    answers: dict[str, Answer], person: Person
) -> None:
    assert urgency(answers, person) == "emergency"


def test_signs_of_pregnancy_are_nothing_in_a_man_who_is_not_pregnant() -> None:
    assert raised(said("preg_face_hands", "hyperemesis"), (50, "male", False)) == []


def test_a_question_about_a_child_makes_a_child_of_somebody_without_an_age() -> None:
    assert "child-pale" in [sign.id for sign in raised(said("pale_bruise", "child_day_pain"), (None, "unknown", None))]


def test_an_age_said_twice_and_differently_counts_as_both() -> None:
    assert "child-pale" in [sign.id for sign in raised(said("pale_bruise", age=9), (39, "female", None))]


def test_only_routine_signs_are_weighed_and_being_woken_is_no_advice_by_itself() -> None:
    signs = {sign.id: sign for sign in raised(said("sleep_disruption", "swelling_one_leg", "numb_tingling_feet"))}
    assert [name for name, sign in signs.items() if sign.weighed] == ["numb-tingling", "sleep-spoiled"]
    assert [name for name, sign in signs.items() if not sign.alone] == ["sleep-spoiled"]


def test_a_choice_can_raise_a_sign() -> None:
    flag = RedFlag(id="both", finding="side=both_together & sex=male", urgency="soon", claim="any")
    assert [sign.why for sign in danger({"side": "both_together"}, *MAN, [flag])] == [("side", "sex")]
    assert danger({"side": "one_leg_always_same"}, *MAN, [flag]) == []
    assert danger({"side": "both_together"}, *WOMAN, [flag]) == []


@pytest.mark.parametrize("finding", ["", "fever &", "not fever", "age<old", "Fever", "fever | red_warm"])
def test_a_finding_that_cannot_be_read_is_an_error(finding: str) -> None:
    with pytest.raises(ValueError, match=r"feature|convert"):
        conditions(finding)
