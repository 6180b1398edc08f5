"""Food: every food of the web articles is answered, every number has its source, and who should take care is told."""

from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.check import check
from nattero.knowledge.facts import facts, meets
from nattero.knowledge.foods import Care, Food, Nutrient, amount, holds_much, rich_in, rounded, said_in_vain
from tests import packed
from tests.knowledge.packs import write_pack

PACK = packed.pack()
FOODS = list(PACK.foods.values())
MINERALS = [row for row in PACK.nutrients.values() if row.daily is not None]
ROW: dict[str, Any] = {
    "id": "a", "kind": "eat", "portion": 50, "per_100g": {"magnesium": 200}, "source": "nhs", "entry": "1",
    "claims": ["stretch"],
}  # fmt: skip
NUTRIENTS = "- {id: potassium, daily: 2000, source: nhs, claims: [stretch]}\n"
CARES = "- {id: kidneys, never: [swollen], claims: [stretch]}\n"
POTATO = (
    "- {id: potato, kind: eat, portion: 200, per_100g: {potassium: 500}, source: nhs, entry: '1', care: [kidneys],"
    " claims: [stretch]}\n"
)


def food(**changes: object) -> Food:
    return msgspec.convert({**ROW, **changes}, Food)


def test_each_food_of_the_articles_is_answered_in_exactly_one_place() -> None:
    answers = Counter(answer for row in FOODS for answer in row.answers)
    assert answers == Counter(f"F{number:02d}" for number in range(1, 60))


@pytest.mark.parametrize("one", FOODS, ids=lambda one: one.id)
def test_every_number_has_its_source_and_its_place_there(one: Food) -> None:
    assert bool(one.per_100g) == bool(one.entry)
    assert one.source is None or PACK.sources[one.source].kind == "standard"
    assert all(0 <= held <= 40_000 for held in one.per_100g.values())


@pytest.mark.parametrize(
    ("name", "nutrient", "grams", "expected"),
    [
        ("pumpkin-seeds", "magnesium", 28.35, 156),
        ("almonds", "magnesium", 28.35, 80),
        ("peanuts", "magnesium", 36, 63),
    ],
)
def test_amounts_are_near_those_of_the_american_institutes_of_health(
    name: str, nutrient: str, grams: float, expected: float
) -> None:
    """Of their fact sheet on magnesium for professionals; kinds and roasting differ a little."""
    assert PACK.foods[name].per_100g[nutrient] * grams / 100 == pytest.approx(expected, rel=0.1)


def test_bananas_hold_potassium_and_little_magnesium() -> None:
    banana = PACK.foods["banana"]
    assert holds_much(banana, PACK.nutrients["potassium"])
    assert banana in said_in_vain(FOODS, PACK.nutrients["magnesium"])


@pytest.mark.parametrize("nutrient", MINERALS, ids=lambda one: one.id)
def test_the_richest_food_stands_first_and_none_is_both_rich_and_named_in_vain(nutrient: Nutrient) -> None:
    rich, vain = rich_in(FOODS, nutrient), said_in_vain(FOODS, nutrient)
    held = [amount(row, nutrient.id) or 0 for row in rich]
    assert held == sorted(held, reverse=True)
    assert nutrient.daily is not None
    assert len(held) >= 8
    assert min(held) >= nutrient.daily / 10 > max(amount(row, nutrient.id) or 0 for row in vain)
    assert not {row.kind for row in rich} & {"less", "folk", "idea"}


@given(st.floats(0.1, 500), st.floats(0, 2000))
def test_twice_the_portion_holds_twice_as_much(grams: float, held: float) -> None:
    small = food(portion=grams / 2, per_100g={"magnesium": held})
    large = food(portion=grams, per_100g={"magnesium": held})
    one, other = amount(small, "magnesium"), amount(large, "magnesium")
    assert one is not None
    assert other == pytest.approx(2 * one)
    assert amount(large, "iron") is None


@given(st.floats(0, 3000))
def test_an_amount_is_never_rounded_by_more_than_half_its_step(milligrams: float) -> None:
    step = 1 if milligrams < 10 else 5 if milligrams < 100 else 10
    assert abs(rounded(milligrams) - milligrams) <= step / 2
    assert rounded(milligrams) <= rounded(milligrams + step)


@pytest.mark.parametrize(
    ("care", "answers", "age"),
    [
        ("kidneys", {"kidney_disease": True}, None),
        ("kidneys", {"dialysis": True}, None),
        ("salt", {"heart_failure": True}, None),
        ("liver", {"pregnant": True}, None),
        ("fish-liver-oil", {"pregnant": True}, None),
        ("herbs", {"pregnant": True}, None),
        ("alcohol", {"pregnant": True}, None),
        ("honey", {}, 0.5),
        ("whole-nuts", {}, 3),
        ("herbs", {}, 9),
        ("alcohol", {}, 15),
    ],
)
def test_who_must_leave_a_food_is_known(care: str, answers: dict[str, bool], age: float | None) -> None:
    known = facts(answers, age, "female", None)
    assert any(meets(line, known) is not None for line in PACK.cares[care].never)
    assert any(care in row.care for row in FOODS)


@pytest.mark.parametrize(
    ("name", "care"),
    [
        ("liver", "liver"),
        ("honey", "honey"),
        ("milk-with-honey", "honey"),
        ("salted-fish", "salt"),
        ("pickle-juice", "salt"),
        ("fish-oil-capsules", "fish-liver-oil"),
        ("alcohol", "alcohol"),
        ("almonds", "whole-nuts"),
        ("spinach", "greens"),
        ("water", "fluids"),
    ],
)
def test_a_food_that_can_harm_somebody_says_whom(name: str, care: str) -> None:
    assert care in PACK.foods[name].care


@pytest.mark.parametrize(
    "changes",
    [
        {"source": None},
        {"entry": None},
        {"portion": None},
        {"per_100g": {}},
        {"per_100g": {"magnesium": -1}},
        {"claims": []},
        {"answers": ["F1"]},
        {"portion": 0},
    ],
)
def test_a_number_without_its_source_cannot_be_built(changes: dict[str, object]) -> None:
    assert food().nutrients == ("magnesium",)
    with pytest.raises(msgspec.ValidationError):
        food(**changes)


@pytest.mark.parametrize("row", [{}, {"daily": 1, "at_most": 2}])
def test_a_nutrient_says_what_a_day_is_counted_with_in_one_way(row: dict[str, int]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": "a", "source": "nhs", "claims": ["stretch"], **row}, Nutrient)


@pytest.mark.parametrize("row", [{"never": ["swollen"]}, {"claims": ["a"]}, {"claims": ["a"], "never": ["a b"]}])
def test_a_care_says_for_whom_and_why(row: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": "a", "claims": [], **row}, Care)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"foods": POTATO.replace(" care: [kidneys],", "")}, "a portion holds much potassium, and kidneys is not"),
        ({"cares": CARES.replace("swollen", "thirsty")}, "thirsty is neither in features.yaml"),
        ({"foods": POTATO.replace("{potassium", "{gold")}, "gold is not in nutrients.yaml"),
    ],
)
def test_the_check_names_food_that_warns_nobody(tmp_path: Path, changes: dict[str, str], problem: str) -> None:
    given = {"nutrients": NUTRIENTS, "cares": CARES, "foods": POTATO, **changes}
    assert any(problem in str(finding) for finding in check(write_pack(tmp_path, **given)))
    assert not any("much potassium" in str(f) for f in check(write_pack(tmp_path, **{**given, "foods": POTATO})))
