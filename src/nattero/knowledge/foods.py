"""Foods by mineral: what a usual portion holds, and who should take care.

In: rows of `nutrients`, `cares` and `foods`. Out: validated values, and the foods that hold much of a mineral. Amounts are
those of a composition table, for 100 grams; what has no source has no number. Legal daily reference values are those of
Regulation (EU) No 1169/2011, annex XIII.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

import msgspec

from nattero.knowledge.finding import conditions, features
from nattero.knowledge.medicines import Advice
from nattero.knowledge.model import Id, Row, Text

SeedFood = Annotated[str, msgspec.Meta(pattern=r"\AF[0-9]{2}\Z")]
Milligrams = Annotated[float, msgspec.Meta(ge=0)]
Kind = Literal["eat", "drink", "less", "folk", "idea"]
MUCH = 0.1
"""The share of a day's reference that makes a portion worth naming: our own line, not an authority's."""


class Nutrient(Row, frozen=True, kw_only=True):
    """A mineral: the milligrams a day that labels count with (`daily`), or the most advised (`at_most`), and who says so."""

    daily: Annotated[int, msgspec.Meta(ge=1)] | None = None
    at_most: Annotated[int, msgspec.Meta(ge=1)] | None = None
    source: Id
    claims: tuple[Id, ...]

    def __post_init__(self) -> None:
        if (self.daily is None) == (self.at_most is None):
            raise ValueError("A nutrient says either how much `daily` or `at_most`")


class Care(Row, frozen=True, kw_only=True):
    """Who should leave a food (`never`) or ask first, as findings of which one is enough, and the `advice` it goes with."""

    never: tuple[Text, ...] = ()
    ask_first: tuple[Text, ...] = ()
    advice: tuple[Advice, ...] = ()
    claims: tuple[Id, ...]

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("A care needs at least one of `claims`")
        if not (self.never or self.ask_first or self.advice):
            raise ValueError("A care says for whom: `never`, `ask_first` or `advice`")
        for line in (*self.never, *self.ask_first):
            conditions(line)

    @property
    def asks(self) -> frozenset[str]:
        """The features and limits its lines speak of."""
        return frozenset(name for line in (*self.never, *self.ask_first) for name in features(line))


class Food(Row, frozen=True, kw_only=True):
    """A food, once: what 100 grams hold in milligrams, the grams of a usual portion, what pages name it for, who takes care.

    `entry` is its number in the table that `source` is. Of kind `idea` are ways of eating rather than foods. `answers` are
    the foods of the originals, `said` the minerals for which they name it.
    """

    answers: tuple[SeedFood, ...] = ()
    kind: Kind
    portion: Annotated[float, msgspec.Meta(gt=0, le=500)] | None = None
    per_100g: dict[Id, Milligrams] = msgspec.field(default_factory=dict)
    source: Id | None = None
    entry: Text | None = None
    said: tuple[Id, ...] = ()
    care: tuple[Id, ...] = ()
    claims: tuple[Id, ...]

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("A food needs at least one of `claims`")
        numbered = (bool(self.per_100g), self.portion is not None, bool(self.source), bool(self.entry))
        if len(set(numbered)) > 1:
            raise ValueError("Numbers of a food need all of `per_100g`, `portion`, `source` and `entry`")

    @property
    def nutrients(self) -> tuple[str, ...]:
        """The ids of the nutrients it has a number for."""
        return tuple(self.per_100g)


FILES: dict[str, type[msgspec.Struct]] = {"nutrients": Nutrient, "cares": Care, "foods": Food}
"""The files about food."""

REFERENCES = (
    ("nutrients", "source", "sources"),
    ("nutrients", "claims", "claims"),
    ("cares", "claims", "claims"),
    ("foods", "nutrients", "nutrients"),
    ("foods", "said", "nutrients"),
    ("foods", "source", "sources"),
    ("foods", "care", "cares"),
    ("foods", "claims", "claims"),
)
"""Which of their fields hold ids of which other file."""

FORMS = {"nutrients": ("nutrient.{id}",), "cares": ("care.{id}", "care.{id}.short")}
"""The texts each row must have; a food's portion has words where it has numbers."""


def texts_of_food(food: Food) -> Iterator[str]:
    """Give the keys of a food's texts."""
    yield f"food.{food.id}"
    if food.portion is not None:
        yield f"food.{food.id}.portion"


def amount(food: Food, nutrient: str) -> float | None:
    """Give the milligrams of a nutrient in a usual portion; None where no source gives a number."""
    held = food.per_100g.get(nutrient)
    return None if held is None or food.portion is None else held * food.portion / 100


def holds_much(food: Food, nutrient: Nutrient) -> bool:
    """Give whether a usual portion holds much of a nutrient: at least a tenth of a day's reference."""
    held = amount(food, nutrient.id)
    return held is not None and nutrient.daily is not None and held >= MUCH * nutrient.daily


def rich_in(foods: Iterable[Food], nutrient: Nutrient) -> list[Food]:
    """Give the foods to eat whose usual portion holds much of a nutrient, the richest first."""
    found = [food for food in foods if food.kind in {"eat", "drink"} and holds_much(food, nutrient)]
    return sorted(found, key=lambda food: (-(amount(food, nutrient.id) or 0), food.id))


def said_in_vain(foods: Iterable[Food], nutrient: Nutrient) -> list[Food]:
    """Give the foods that pages name for a nutrient, though a usual portion holds little of it, the richest first."""
    found = [food for food in foods if nutrient.id in food.said and food.per_100g and not holds_much(food, nutrient)]
    return sorted(found, key=lambda food: (-(amount(food, nutrient.id) or 0), food.id))


def rounded(milligrams: float) -> int:
    """Give an amount as it may honestly be said: to 5 mg, from 100 mg on to 10 mg; below 10 mg to whole ones."""
    step = 1 if milligrams < 10 else 5 if milligrams < 100 else 10
    return step * round(milligrams / step)
