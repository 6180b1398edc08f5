"""Supplements: upper levels are ordered, each says who set it, and the most cautious is known."""

from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.facts import facts, meets
from nattero.knowledge.supplements import Supplement, UpperLevel, lowest
from tests import packed

PACK = packed.pack()
SUPPLEMENTS = list(PACK.supplements.values())
LEVEL: dict[str, Any] = {"who": "adults", "place": "EU", "amount": 250, "counts": "supplements", "source": "nhs"}
ROW: dict[str, Any] = {"id": "a", "unit": "mg", "levels": [LEVEL], "claims": ["stretch"], "sources": ["nhs"]}


def by_authority(one: Supplement) -> dict[tuple[str, str], list[UpperLevel]]:
    found: dict[tuple[str, str], list[UpperLevel]] = {}
    for level in one.levels:
        found.setdefault((level.place, level.source), []).append(level)
    return found


@pytest.mark.parametrize("one", SUPPLEMENTS, ids=lambda one: one.id)
def test_children_never_may_have_more_than_older_ones_or_adults(one: Supplement) -> None:
    for levels in by_authority(one).values():
        children = sorted((level for level in levels if level.who == "children"), key=lambda level: level.least or 0)
        adults = [level.amount for level in levels if level.who == "adults"]
        for younger, older in pairwise(children):
            assert younger.amount <= older.amount
            assert younger.most is not None
            assert older.least is not None
            assert younger.most < older.least
        assert all(level.amount <= min(adults) for level in levels if adults)


@pytest.mark.parametrize("one", SUPPLEMENTS, ids=lambda one: one.id)
def test_every_upper_level_is_that_of_an_authority_or_a_review(one: Supplement) -> None:
    assert {PACK.sources[level.source].kind for level in one.levels} <= {"guideline", "review"}
    assert one.levels or one.id in {"potassium", "vitamin-k2"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("magnesium", "kidney_disease"),
        ("potassium", "kidney_disease"),
        ("potassium", "heart_failure"),
        ("calcium", "dialysis"),
        ("vitamin-k2", "blood_thinners"),
        ("sodium", "heart_failure"),
    ],
)
def test_who_must_not_take_a_supplement_is_known(name: str, said: str) -> None:
    known = facts({said: True}, None, "female", None)
    assert any(meets(line, known) is not None for line in PACK.supplements[name].never)


@pytest.mark.parametrize("age", [3, 70])
def test_potassium_is_not_for_older_people_and_nothing_is_for_children_unasked(age: int) -> None:
    known = facts({}, age, "male", None)
    for one in SUPPLEMENTS:
        lines = (*one.never, *(one.ask_first if age < 18 else ()))
        wanted = age < 18 or one.id == "potassium"
        assert not wanted or any(meets(line, known) is not None for line in lines), one.id


def test_authorities_that_disagree_are_all_named_and_the_most_cautious_is_known() -> None:
    magnesium = PACK.supplements["magnesium"]
    assert {level.amount for level in magnesium.levels if level.who == "adults"} == {250, 350}
    least = lowest(magnesium, "adults")
    assert least is not None
    assert least.amount == 250
    assert lowest(PACK.supplements["potassium"], "adults") is None


@given(st.lists(st.floats(0.1, 5000), min_size=1, max_size=6))
def test_the_most_cautious_level_is_below_none(amounts: list[float]) -> None:
    one = msgspec.convert({**ROW, "levels": [{**LEVEL, "amount": amount} for amount in amounts]}, Supplement)
    least = lowest(one, "adults")
    assert least is not None
    assert least.amount == min(amounts)
    assert lowest(one, "pregnant") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": None},
        {"levels": []},
        {"claims": []},
        {"sources": []},
        {"never": ["weak kidneys"]},
        {"levels": [{**LEVEL, "who": "children"}]},
        {"levels": [{**LEVEL, "least": 1, "most": 3}]},
        {"levels": [{**LEVEL, "who": "children", "least": 7, "most": 3}]},
        {"levels": [{**LEVEL, "amount": 0}]},
    ],
)
def test_a_limit_that_could_mislead_cannot_be_built(changes: dict[str, object]) -> None:
    assert msgspec.convert(ROW, Supplement).authorities == ("nhs",)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**ROW, **changes}, Supplement)
