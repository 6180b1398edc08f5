"""Foods for one person: those that hold much of a mineral and of which they need not take care.

In: a measure about food, a `Profile`, the `Shelf`. Out: the mineral it is about, and ids of foods, the richest first.
"""

from collections.abc import Iterator
from itertools import islice

from nattero.knowledge.foods import Food, Nutrient, rich_in
from nattero.knowledge.measures import Measure
from nattero.plan.against import met, together
from nattero.plan.profile import Profile
from nattero.plan.shelf import Shelf

FOODS = 5
"""Foods that are named with a mineral."""


def mineral_of(measure: Measure, shelf: Shelf) -> Nutrient | None:
    """Give the mineral that a measure about food is about: the one whose claims name its own first claim."""
    if measure.kind != "food":
        return None
    return next((row for row in shelf.nutrients.values() if row.daily and measure.claims[0] in row.claims), None)


def foods_for(mineral: Nutrient, profile: Profile, shelf: Shelf) -> Iterator[str]:
    """Give some foods that hold much of a mineral and of which this person need not take care, the richest first."""
    free = (food.id for food in rich_in(shelf.foods.values(), mineral) if not careful(food, profile, shelf))
    yield from islice(free, FOODS)


def careful(food: Food, profile: Profile, shelf: Shelf) -> bool:
    """Tell whether a person should leave a food, or ask about it first."""
    rows = [shelf.cares[name] for name in food.care]
    return any(
        met((*row.never, *row.ask_first), profile.guarded)
        or together(row.advice, profile, shelf, "not-on-your-own", "ask-first")
        for row in rows
    )
