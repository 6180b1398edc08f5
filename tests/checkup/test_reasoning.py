"""The parts of the reasoning one by one: weights add up, clusters are held back, danger ends questions, reasons are given."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.checkup.case import Answer, Case
from nattero.checkup.consult import consult
from nattero.checkup.contradictions import contradictions, read_contradictions
from nattero.checkup.criteria import criteria
from nattero.checkup.reasons import why_asked
from nattero.checkup.told import told
from nattero.checkup.urgency import both_ways
from nattero.checkup.weighing import Weighed, held_back, weigh
from nattero.knowledge.explanations import NOT_KNOWN
from nattero.knowledge.rows import PackError
from tests.checkup.cases import CRAMP, DANGER, checked
from tests.packed import desk

WOMAN = Case(age=31, sex="female")


def weighed(**answers: Answer) -> Weighed:
    table = desk().table
    return weigh(table, table.log_prior(50, "male", False, False), answers)


def probability(found: Weighed, name: str) -> float:
    return float(found.probabilities[found.table.place[name]])


def test_an_answer_weighs_the_logarithm_of_how_much_commoner_it_is_with_an_explanation() -> None:
    table = desk().table
    expected = table.expectations.explanations["rls"].yes["urge_to_move"]
    background = table.expectations.references["urge_to_move"].yes or 0
    row = table.row("urge_to_move", True)
    assert row is not None
    assert table.weights[row, table.place["rls"]] == pytest.approx(np.log(expected / background))


@pytest.mark.parametrize(("answer", "step"), [(0.5, 0), (1, 0), (2, 1), (10, 2), (11, 3), (1440, 4)])
def test_a_number_falls_in_its_step(answer: float, step: int) -> None:
    assert desk().table.row("duration_min", answer) == desk().table.first["duration_min"] + step


@pytest.mark.parametrize(
    ("feature", "answer"), [("muscle_hard", None), ("duration_min", True), ("side", "?"), ("age", 3)]
)
def test_what_is_no_answer_weighs_nothing(feature: str, answer: Answer) -> None:
    assert desk().table.row(feature, answer) is None


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=6), st.floats(0, 5))
def test_one_more_answer_for_an_explanation_never_counts_against_it(weights: list[float], more: float) -> None:
    before = held_back(np.array(weights)[:, None]).sum()
    after = held_back(np.array([*weights, more])[:, None]).sum()
    assert after >= before - 1e-9


def test_of_answers_that_go_together_the_second_counts_half() -> None:
    assert held_back(np.array([[2.0], [4.0], [-2.0]])).ravel().tolist() == [1.0, 4.0, -2.0]


def test_priors_know_age_sex_and_pregnancy() -> None:
    table = desk().table
    child, woman = table.log_prior(6, "male", False, False), table.log_prior(30, "female", True, False)
    assert child[table.place["growing_pains"]] > child[table.place["nocturnal_leg_cramps"]]
    assert woman[table.place["pregnancy_leg_cramps"]] > woman[table.place["nocturnal_leg_cramps"]]


def test_the_less_is_known_the_likelier_that_too_little_is_known() -> None:
    assert probability(weighed(), NOT_KNOWN) > probability(weighed(muscle_hard=True), NOT_KNOWN)
    assert probability(weighed(**CRAMP), NOT_KNOWN) < 0.05


def test_answers_that_make_no_one_picture_are_not_explained() -> None:
    odd = ("weakness", "wasting", "urge_to_move", "swelling_one_leg", "bladder_bowel", "jaw_stiff", "kicks_asleep")
    assert probability(weighed(**CRAMP, **dict.fromkeys(odd, True)), NOT_KNOWN) > 0.3


@pytest.mark.parametrize("count", [0, 3, 6, 9])
def test_each_reading_leaves_out_some_danger_signs_and_many_are_read_at_their_worst(count: int) -> None:
    careful, careless = both_ways(weighed(**CRAMP, **dict.fromkeys(DANGER[:count], True)), desk().caution)
    assert careful.shape == careless.shape
    assert len(careful) == (2**count if count <= 6 else 1)


def test_criteria_are_met_not_met_or_unknown() -> None:
    found = {(each.set, each.place): each.met for each in criteria({"muscle_hard": True, "in_bed": False})}
    assert (found["icsd", "A"], found["icsd", "B"], found["icsd", "C"]) == ("met", "not_met", "unknown")


@pytest.mark.parametrize(
    ("answers", "met"),
    [
        ({"duration_min": 2.0}, "met"),
        ({"duration_min": 30.0}, "not_met"),
        ({"longer_10min": True}, "not_met"),
        ({}, "unknown"),
    ],
)
def test_a_cramp_lasts_ten_minutes_at_most(answers: dict[str, Answer], met: str) -> None:
    assert next(each.met for each in criteria(answers) if each.feature == "duration_min") == met


@pytest.mark.parametrize(
    ("answers", "met"),
    [
        ({"loc_thigh_hamstring": False}, "met"),
        ({"loc_thigh_hamstring": True}, "not_met"),
        ({"loc_thigh_hamstring": True, "loc_calf_foot": True}, "met"),
    ],
)
def test_a_cramp_is_seldom_in_the_thigh_alone(answers: dict[str, Answer], met: str) -> None:
    assert next(each.met for each in criteria(answers) if each.feature == "loc_thigh_hamstring") == met


def test_a_question_has_its_reasons() -> None:
    found = checked(Case(age=60, sex="male", answers={"in_bed": True}))
    swollen, hard = (why_asked(name, found.weighed, desk()) for name in ("swelling_one_leg", "muscle_hard"))
    assert swollen.signs == ("one-leg-swollen",)
    assert hard.pro[0] == "nocturnal_leg_cramps"
    assert "rls" in hard.con
    assert why_asked("age", found.weighed, desk()).pro == ()


def test_a_pregnant_womans_safety_block_asks_about_her_pregnancy() -> None:
    asked = checked(replace(WOMAN, pregnant=True)).next_question
    assert "preg_headache_vision" in asked
    assert "preg_headache_vision" not in checked(replace(WOMAN, pregnant=False)).next_question


def test_a_child_is_asked_what_concerns_children() -> None:
    case, asked = Case(age=7, sex="male", pregnant=None), set[str]()
    for _ in range(6):
        wanted = checked(case).next_question
        asked |= set(wanted)
        case = replace(case, answers={**case.answers, **dict.fromkeys(wanted)})
    assert "child_limp" in asked
    assert not {"rest_pain_foot", "relief_sit_bend", "menopause"} & asked


def test_frequent_cramps_that_spoil_sleep_are_worth_an_appointment_and_in_pregnancy_they_pass() -> None:
    often = {**CRAMP, "attacks_per_week": 6}
    assert checked(Case(age=60, sex="male", answers=often)).urgency == "routine"
    assert checked(replace(WOMAN, pregnant=True, answers=often)).urgency == "self-care"
    assert checked(Case(age=60, sex="male", answers={**CRAMP, "quality_impact": 8})).urgency == "routine"


def test_medicines_speak_for_and_against_explanations() -> None:
    sore = {"muscle_tender_weak": True, "trouble_stairs": True, "loc_thigh_hamstring": True}
    case = Case(age=66, sex="male", answers=sore)
    chances = {
        listed: next(
            fit.probability
            for fit in consult(replace(case, medicines=(listed,)), desk(), count=False).explanations
            if fit.condition == "statin_myopathy"
        )
        for listed in ("simvastatin 40 mg", "paracetamol")
    }
    assert chances["simvastatin 40 mg"] > 0.3 > chances["paracetamol"]


def test_a_medicine_answers_what_it_is_taken_for() -> None:
    found = checked(replace(WOMAN, answers=CRAMP, medicines=("metformin 500",)))
    assert found.answers["diabetes"] is True
    assert "diabetes" in {each.id for each in found.around.contributors}


def test_ones_own_words_tell_age_and_sex_where_nobody_else_did() -> None:
    found = checked(Case(text="I am a 71 year old man and wake with a cramp in my calf."))
    assert found.case.age == 71


def test_people_like_you_are_from_sixteen_on() -> None:
    grown = checked(replace(WOMAN, answers={"smoking": True, "diabetes": False}, pregnant=False)).around.peers
    assert grown is not None
    assert 0 < grown.p_frequent < grown.p_any < 1
    assert checked(replace(WOMAN, age=12)).around.peers is None


def test_what_does_not_go_together_is_warned_of() -> None:
    case = replace(WOMAN, age=70, answers={**CRAMP, "kidney_disease": True}, medicines=("spironolactone",))
    found = told(checked(case), desk())
    assert found["warnings"]
    assert found["tests"]


@pytest.mark.parametrize(
    "row", ["{id: a, one: in_bed}", "{id: a, one: in bed !, other: fever}", "{id: a, one: x, other: y, z: 1}"]
)
def test_a_broken_contradiction_is_refused(row: str, tmp_path: Path) -> None:
    (tmp_path / "contradictions.yaml").write_text(f"- {row}\n", encoding="utf-8")
    with pytest.raises(PackError, match="contradictions"):
        read_contradictions(tmp_path)


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({"duration_min": 30, "longer_10min": False}, {"not-ten-minutes-but-long"}),
        ({"duration_min": 2, "longer_10min": True}, {"ten-minutes-but-short"}),
        ({"painless": True, "intense_pain": True}, {"painless-but-intense"}),
        ({"in_bed": False, "kicks_asleep": True}, {"not-in-bed-but-asleep"}),
        ({"postpartum_weeks": 4}, {"man-given-birth"}),
        ({"painless": True, "intense_pain": False}, set()),
        ({"painless": None, "intense_pain": True}, set()),
    ],
)
def test_the_pack_knows_what_contradicts(answers: dict[str, Answer], named: set[str]) -> None:
    found = contradictions(Case(age=50, sex="male", answers=answers), desk().contradictions)
    assert {pair.id for pair in found} == named
