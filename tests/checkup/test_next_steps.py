"""What comes next: no test without a reason, danger to watch for always, special paths where they belong."""

from collections.abc import Sequence
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.checkup.next_steps import ALWAYS_WATCH, MOST_SPECIALTIES, MOST_TESTS, NextSteps, Standing, next_steps
from nattero.knowledge.conditions import Condition
from nattero.knowledge.facts import Answer, facts
from nattero.knowledge.finding import features
from nattero.knowledge.model import Urgency
from tests import packed

PACK = packed.pack()
MIMICS = tuple(row for row in PACK.conditions.values() if row.role != "index")
WHENS = [
    *(row.when for row in PACK.tests.values()),
    *(row.when for row in PACK.paths.values()),
    *(row.when for row in PACK.advice.values()),
]
ASKED = sorted(set().union(*(features(when) for when in WHENS if when)) - {"age", "sex", "pregnant"})
URGENCIES = get_args(Urgency)
answers = st.dictionaries(st.sampled_from(ASKED), st.sampled_from([True, False, None]), max_size=12)
likely = st.lists(st.sampled_from(MIMICS), max_size=4)
ways = st.sets(st.sampled_from(["salt-loss", "muscle", "unknown", "hormone"]))


def steps(
    urgency: Urgency, *said: str, age: float = 50, likely: Sequence[Condition] = (), ways: Sequence[str] = ()
) -> NextSteps:
    known = facts(dict.fromkeys(said, True), age, "female", None)
    return next_steps(Standing(known, urgency, (), likely, ways), PACK)


@given(answers, st.sampled_from(URGENCIES), likely, ways, st.sets(st.sampled_from(sorted(PACK.red_flags))))
def test_everybody_is_told_what_to_come_back_for_and_nothing_twice(
    said: dict[str, Answer], urgency: Urgency, likely: list[Condition], ways: set[str], raised: set[str]
) -> None:
    found = next_steps(Standing(facts(said, 50, "female", None), urgency, raised, likely, ways), PACK)
    assert set(ALWAYS_WATCH) <= set(found.watch_for) | raised
    assert raised.isdisjoint(found.watch_for)
    for ids in (found.see, found.meanwhile, found.wait, found.watch_for, [test.id for test in found.tests]):
        assert len(set(ids)) == len(ids)


@given(answers, st.sampled_from(URGENCIES), likely, ways)
def test_every_test_has_a_reason_and_there_are_few(
    said: dict[str, Answer], urgency: Urgency, likely: list[Condition], ways: set[str]
) -> None:
    found = next_steps(Standing(facts(said, 50, "female", None), urgency, (), likely, ways), PACK)
    assert len(found.tests) <= MOST_TESTS
    assert len(found.see) <= MOST_SPECIALTIES
    assert all(test.why for test in found.tests)


@given(answers, likely, ways)
def test_uncomplicated_cramps_need_no_test(said: dict[str, Answer], likely: list[Condition], ways: set[str]) -> None:
    found = next_steps(Standing(facts(said, 50, "female", None), "self-care", (), likely, ways), PACK)
    assert found.tests == []
    assert "no-tests" in found.wait


@given(answers, likely)
def test_in_an_emergency_there_is_nothing_to_try_or_to_test_first(
    said: dict[str, Answer], likely: list[Condition]
) -> None:
    found = next_steps(Standing(facts(said, 50, "female", None), "emergency", (), likely), PACK)
    assert (found.tests, found.see, found.meanwhile, found.wait) == ([], ["emergency-department"], [], [])


@given(answers, st.sampled_from(URGENCIES), likely, ways)
def test_blood_that_was_normal_lately_is_not_drawn_again_without_a_new_sign(
    said: dict[str, Answer], urgency: Urgency, likely: list[Condition], ways: set[str]
) -> None:
    known = facts(said | {"prior_workup": True}, 50, "female", None)
    found = next_steps(Standing(known, "routine", (), likely, ways), PACK)
    assert all(PACK.tests[test.id].kind != "blood" for test in found.tests)


@pytest.mark.parametrize(
    ("said", "path", "first", "sign"),
    [
        ("pregnant", "pregnancy", "midwife", "pregnant-headache"),
        ("dialysis", "dialysis", "dialysis-team", "dialysis-weak"),
        ("liver_disease", "cirrhosis", "hepatologist", "liver-confused"),
        ("cancer_treatment", "cancer", "oncologist", "cancer-treatment-fever"),
        ("swimming", "athlete", "gp", "drank-too-much"),
    ],
)
def test_a_special_path_names_its_own_people_and_dangers_first(said: str, path: str, first: str, sign: str) -> None:
    found = steps("routine", said)
    assert found.paths == [path]
    assert found.see[0] == first
    assert sign in found.watch_for


def test_for_a_child_a_parent_answers_and_watches_for_a_limp() -> None:
    found = steps("self-care", age=9)
    assert found.paths == ["child"]
    assert found.watch_for[0] == "child-limps"


def test_a_medicine_that_changes_salts_gives_a_reason_for_a_test_and_for_a_talk() -> None:
    found = {test.id: test.why for test in steps("routine", ways=["salt-loss"]).tests}
    assert found["electrolytes"] == ("medicines",)
    assert found["medication-review"] == ("medicines",)


def test_the_likeliest_condition_brings_its_tests_and_doctors_after_the_gp() -> None:
    found = steps("soon", likely=[PACK.conditions["pad_claudication"]])
    assert found.see[0] == "gp"
    assert "ankle-brachial-index" in [test.id for test in found.tests]


def test_a_leg_that_may_hold_a_clot_is_not_rubbed() -> None:
    assert "do-not-rub" in steps("urgent", "swelling_one_leg").meanwhile
    assert "stretch-at-once" not in steps("urgent", "swelling_one_leg").meanwhile


def test_every_step_can_be_said_in_every_language() -> None:
    for lang in ("en", "nl", "nb", "id"):
        for name, table in (("test", PACK.tests), ("specialty", PACK.specialties), ("advice", PACK.advice)):
            assert all(PACK.text(f"{name}.{row}", lang) for row in table)
        assert all(PACK.text(f"path.{row}.text", lang) for row in PACK.paths)


def test_what_is_no_cramp_is_not_stretched() -> None:
    known = facts({}, 60, "female", None)
    for cramp in (True, False):
        steps = next_steps(Standing(known=known, urgency="routine", cramp=cramp), PACK)
        assert ("stretch-at-once" in steps.meanwhile) is cramp
        assert "keep-diary" in steps.meanwhile


@given(likely)
def test_in_pregnancy_no_test_is_named_that_says_nothing_then(likely: list[Condition]) -> None:
    known = facts({"swelling_one_leg": True}, 31, "female", True)
    wanted = [each.id for each in next_steps(Standing(known, "urgent", (), likely), PACK).tests]
    assert not {"d-dimer", "wells-score"} & set(wanted)
    assert "leg-ultrasound" in {each.id for each in next_steps(Standing(known, "urgent"), PACK).tests}
