"""What may play a part: the best supported first, folk beliefs labelled, nothing that nothing switched on."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.checkup.contributors import contributors
from nattero.knowledge.facts import Answer, facts
from nattero.knowledge.finding import features
from nattero.knowledge.steps import Evidence
from nattero.knowledge.words import LANGUAGES
from tests import packed

PACK = packed.pack()
FACTORS = tuple(PACK.factors.values())
ASKED = sorted(set().union(*(features(factor.when) for factor in FACTORS if factor.when)) - {"age", "sex", "pregnant"})
answers = st.dictionaries(st.sampled_from(ASKED), st.sampled_from([True, False, None]), max_size=12)
links = st.sets(st.sampled_from(["strong", "moderate", "weak", "none", "unconfirmed"]))


def found(said: dict[str, Answer], linked: set[str] | None = None, age: int = 40, **person: object) -> list[str]:
    known = facts(said, age, str(person.get("sex", "female")), person.get("pregnant") is True)
    return [each.id for each in contributors(known, linked or set(), FACTORS)]


@given(answers, links)
def test_better_evidence_never_stands_below_worse(said: dict[str, Answer], linked: set[str]) -> None:
    order = [
        get_args(Evidence).index(each.evidence)
        for each in contributors(facts(said, 70, "female", None), linked, FACTORS)
    ]
    assert order == sorted(order)


@given(answers, links)
def test_each_names_the_answers_that_switched_it_on(said: dict[str, Answer], linked: set[str]) -> None:
    for each in contributors(facts(said, 70, "female", None), linked, FACTORS):
        assert each.why
        assert all(name in {"age", "medicines"} or said[name] is True for name in each.why)


@given(answers)
def test_one_more_yes_takes_nothing_away(said: dict[str, Answer]) -> None:
    assert set(found(said)) <= set(found(said | dict.fromkeys(ASKED, True)))


def test_nothing_said_of_somebody_young_contributes_nothing() -> None:
    assert found({}) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"hard_exercise": True}, "muscle_fatigue"),
        ({"foot_pointed": True}, "posture"),
        ({"cold_exposure": True}, "cold"),
        ({"diabetes": True}, "diabetes"),
        ({"liver_disease": True}, "cirrhosis"),
        ({"dialysis": True}, "dialysis"),
        ({"swimming": True}, "swimming"),
        ({"new_medicine": True}, "medicines"),
        ({"pregnant": True}, "pregnancy"),
        ({"gestation_weeks": 12}, "pregnancy"),
    ],
)
def test_an_answer_switches_on_what_it_speaks_for(said: dict[str, Answer], expected: str) -> None:
    assert expected in found(said)


def test_age_contributes_from_sixty_on() -> None:
    assert "old_age" in found({}, age=60)
    assert "old_age" not in found({}, age=59)


@pytest.mark.parametrize(
    ("link", "strength"), [("strong", "moderate"), ("moderate", "moderate"), ("weak", "weak"), ("none", None)]
)
def test_a_medicine_contributes_as_strongly_as_its_link_is(link: str, strength: str | None) -> None:
    each = {one.id: one.strength for one in contributors(facts({}, 40, "female", None), {link}, FACTORS)}
    assert each.get("medicines") == strength


def test_folk_beliefs_are_labelled_and_come_last() -> None:
    known = facts({"cold_exposure": True, "bad_shoes": True, "diabetes": True}, 40, "female", None)
    assert [(each.id, each.folk) for each in contributors(known, (), FACTORS)] == [
        ("diabetes", False),
        ("shoes", True),
        ("cold", True),
    ]


def test_every_factor_can_be_told_in_every_language() -> None:
    for factor in FACTORS:
        parts = ("", ".what", ".whom") if factor.kind == "condition" else ("", ".why", ".do")
        for lang in LANGUAGES:
            assert all(PACK.text(f"{factor.kind}.{factor.id}{part}", lang) for part in parts)
