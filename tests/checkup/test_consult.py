"""What holds for every check-up: danger never reassures, not knowing changes nothing, and the numbers are probabilities."""

from dataclasses import replace
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.checkup.case import Answer, Case
from nattero.checkup.consult import consult
from nattero.checkup.explain import fits_well
from nattero.checkup.judging import screens
from nattero.checkup.told import told
from nattero.knowledge.model import URGENCIES, Urgency
from nattero.knowledge.words import LANGUAGES
from tests.checkup.cases import CRAMP, DANGER, cases, checked
from tests.packed import desk


def urgency_of(case: Case, **more: Answer) -> Urgency:
    return checked(replace(case, answers={**case.answers, **more})).urgency


def man(**answers: Answer) -> Case:
    return Case(age=50, sex="male", answers={**CRAMP, **answers})


@given(cases(), st.sampled_from(DANGER))
def test_one_more_danger_sign_never_lowers_the_urgency(case: Case, sign: str) -> None:
    before, after = urgency_of(case), urgency_of(case, **{sign: True})
    assert URGENCIES.index(after) <= URGENCIES.index(before)


@given(cases(), st.data())
def test_not_knowing_is_the_same_as_saying_nothing(case: Case, data: st.DataObject) -> None:
    left_out = {name: value for name, value in case.answers.items() if value is not None}
    name = data.draw(st.sampled_from(sorted(set(desk().pack.features) - set(left_out) - {"age", "sex", "pregnant"})))
    silent, unsure = checked(replace(case, answers=left_out)), checked(replace(case, answers={**left_out, name: None}))
    assert (unsure.urgency, unsure.raised) == (silent.urgency, silent.raised)
    assert unsure.explanations == silent.explanations


@given(cases(), st.randoms())
def test_the_order_of_answers_makes_no_difference(case: Case, random: Random) -> None:
    shuffled = list(case.answers.items())
    random.shuffle(shuffled)
    assert checked(replace(case, answers=dict(shuffled))) == checked(case)


@given(cases())
def test_probabilities_of_all_explanations_make_one(case: Case) -> None:
    found = checked(case)
    chances = [fit.probability for fit in found.explanations]
    assert len(chances) == len(desk().pack.conditions)
    assert sum(chances) == pytest.approx(1)
    assert chances == sorted(chances, reverse=True)
    assert min(chances) >= 0
    assert 0 <= found.is_cramp <= 1


@given(cases())
def test_the_result_is_the_same_in_four_languages(case: Case) -> None:
    results = [checked(replace(case, language=lang)) for lang in LANGUAGES]
    assert len({found.urgency for found in results}) == 1
    assert all(found.explanations == results[0].explanations for found in results)
    assert all(found.around == results[0].around for found in results)


@given(cases(), st.sampled_from(LANGUAGES))
def test_every_check_up_can_be_told(case: Case, lang: str) -> None:
    found = told(checked(replace(case, language=lang)), desk())
    assert msgspec.json.decode(msgspec.json.encode(found))["urgency"] in URGENCIES


@given(cases())
def test_a_danger_sign_is_never_outvoted(case: Case) -> None:
    found = checked(case)
    for sign in found.raised:
        assert sign.weighed or URGENCIES.index(found.urgency) <= URGENCIES.index(sign.urgency)


@given(cases())
def test_no_question_comes_twice_and_the_questions_end(case: Case) -> None:
    asked: set[str] = set()
    known = replace(case, answers={})
    for _ in range(30):
        wanted = checked(known).next_question
        assert asked.isdisjoint(wanted)
        assert len(wanted) <= 8
        if not wanted:
            break
        asked.update(wanted)
        known = replace(known, answers={**known.answers, **{name: case.answers.get(name) for name in wanted}})
    else:
        pytest.fail("the questions do not end")


def test_somebody_woken_by_plain_cramps_is_not_sent_to_a_doctor() -> None:
    found = checked(man(attacks_per_week=1, duration_min=1))
    assert found.urgency == "self-care"
    assert found.explanations[0].condition == "nocturnal_leg_cramps"
    assert found.is_cramp > 0.9
    assert not found.around.steps.tests


def test_knowing_nothing_says_that_too_little_is_known() -> None:
    found = checked(Case())
    assert found.explanations[0].condition == "insufficient_info"
    assert found.urgency == "routine"
    assert found.next_question


@given(cases(), st.sets(st.sampled_from(sorted(desk().pack.features))))
def test_nothing_fits_well_for_who_denies_everything(case: Case, denied: set[str]) -> None:
    answers = dict.fromkeys(denied - {"age", "sex", "pregnant"}, False)
    assert not fits_well(checked(Case(age=case.age, sex=case.sex, answers=answers)).explanations[0])


def test_what_several_answers_speak_for_fits_well() -> None:
    assert fits_well(checked(man()).explanations[0])


def test_a_danger_sign_ends_the_questions() -> None:
    assert not checked(man(breathless_chest=True)).next_question


def test_restless_legs_are_told_from_cramps() -> None:
    restless = {"urge_to_move": True, "creepy_feeling": True, "relief_moving": True, "evening_worse": True}
    found = checked(Case(age=51, sex="female", answers={**restless, "muscle_hard": False, "intense_pain": False}))
    assert found.explanations[0].condition == "rls"
    assert {bar.feature for bar in found.explanations[0].pro} >= set(restless)
    assert found.urgency == "routine"


def test_what_contradicts_itself_is_asked_back_and_the_cautious_reading_rules() -> None:
    found = checked(man(longer_10min=False, duration_min=30))
    assert [pair.id for pair in found.ask_back] == ["not-ten-minutes-but-long"]
    assert found.urgency == "urgent"


def test_a_pregnant_man_of_eighty_is_asked_back() -> None:
    found = checked(Case(age=80, sex="male", pregnant=True, answers=CRAMP))
    assert {pair.id for pair in found.ask_back} == {"pregnant-man", "pregnant-old"}


def test_words_that_tell_of_danger_count_even_when_the_answer_denies_it() -> None:
    case = replace(man(swelling_one_leg=False), text="My left calf is swollen and red since yesterday.")
    found = checked(case)
    assert found.urgency == "urgent"
    assert "heard-swelling_one_leg" in {pair.id for pair in found.ask_back}


def test_a_medicine_known_to_cause_cramps_is_worth_an_appointment() -> None:
    found = checked(replace(man(), medicines=("hydrochlorothiazide 25 mg",)))
    assert found.urgency == "routine"
    assert "medicines" in {each.id for each in found.around.contributors}


def test_a_case_says_how_many_screens_lead_to_its_advice() -> None:
    case = man(swelling_one_leg=False, weakness=False, duration_min=1)
    assert consult(case, desk()).asked_n == screens(case, desk()) > 0
