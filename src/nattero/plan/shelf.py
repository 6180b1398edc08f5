"""What the pack knows that plans are made of, in one value.

In: a `Pack`. Out: a `Shelf`, which also holds what does not go together with our own advice.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nattero.knowledge.exercises import Exercise, Programme
from nattero.knowledge.foods import Care, Food, Nutrient
from nattero.knowledge.measures import Measure
from nattero.knowledge.medicines import Interaction, read_interactions
from nattero.knowledge.pack import Pack
from nattero.knowledge.steps import Factor


@dataclass(frozen=True)
class Shelf:
    """What the pack knows that plans are made of."""

    measures: Mapping[str, Measure]
    programmes: Mapping[str, Programme]
    exercises: Mapping[str, Exercise]
    factors: Mapping[str, Factor]
    interactions: Mapping[str, Interaction]
    foods: Mapping[str, Food]
    nutrients: Mapping[str, Nutrient]
    cares: Mapping[str, Care]


def shelf_of(pack: Pack) -> Shelf:
    """Give the shelf of a pack; PackError where what does not go together cannot be read."""
    return Shelf(
        measures=pack.measures,
        programmes=pack.programmes,
        exercises=pack.exercises,
        factors=pack.factors,
        interactions=read_interactions(pack.root),
        foods=pack.foods,
        nutrients=pack.nutrients,
        cares=pack.cares,
    )
