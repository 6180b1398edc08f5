"""Whether a measure fits a person: what forbids it, what has them ask first, and what speaks for it.

In: a measure of the pack, a `Profile`, and what the pack knows (`Shelf`). Out: a `Fit`, in ids. Nothing is weighed here: what
is forbidden stays so, however much speaks for it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from nattero.knowledge.exercises import Exercise, Programme
from nattero.knowledge.facts import Facts, meets
from nattero.knowledge.foods import Care, Food, Nutrient, rich_in
from nattero.knowledge.measures import Measure, meant_for
from nattero.knowledge.medicines import Advice, Interaction, read_interactions
from nattero.knowledge.pack import Pack
from nattero.knowledge.steps import Factor
from nattero.plan.profile import Profile
from nattero.plan.programme import Tailored, best, tailored

NEEDS_A_LIST = frozenset({"supplement"})
"""Kinds that nobody is offered whose medicines are not all known."""
FOODS = 5
"""Foods that are named with a mineral."""
Obstacle = Literal["danger", "people", "never", "programme", "medicines"]


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


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a measure is not for somebody, or is to be asked about first: of what kind, and the answers, limits or medicines."""

    kind: Obstacle
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How a measure fits a person. `acts_on`: what may play a part for them; `worth`: its `when` holds, or it has none.

    `foods`: of a mineral, some that hold much of it and of which this person need not take care.
    """

    measure: Measure
    forbidden: tuple[Reason, ...] = ()
    ask_first: tuple[Reason, ...] = ()
    acts_on: tuple[str, ...] = ()
    worth: bool = True
    tailored: Tailored | None = None
    foods: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """Minutes a day it takes this person."""
        return self.tailored.minutes if self.tailored else self.measure.minutes


def fit(measure: Measure, profile: Profile, shelf: Shelf, own: str | None = None) -> Fit:
    """Give how a measure fits a person; `own`: the programme they do of it, which goes first where it is allowed.

    Of what is meant for others nothing more is asked.
    """
    if not meant_for(measure, profile.people):
        return Fit(measure, forbidden=(Reason("people", tuple(sorted(profile.people))),), worth=False)
    forbidden = tuple(_forbidden(measure, profile, shelf))
    if forbidden:
        return Fit(measure, forbidden=forbidden, worth=_worth(measure, profile))
    rows = [shelf.programmes[name] for name in measure.programmes]
    mine = next((row for row in rows if row.id == own), None)
    held = profile.limits.all
    made = (tailored(mine, held, shelf.exercises) if mine else None) or best(rows, held, shelf.exercises)
    mineral = mineral_of(measure, shelf)
    foods = tuple(foods_for(mineral, profile, shelf)) if mineral else ()
    empty = bool(rows and made is None) or bool(mineral and not foods)
    return Fit(
        measure,
        forbidden=(Reason("programme", tuple(sorted(held))),) if empty else (),
        ask_first=tuple(_ask_first(measure, profile, shelf)),
        acts_on=tuple(name for name in measure.factors if contributes(shelf.factors[name], profile)),
        worth=_worth(measure, profile),
        tailored=made,
        foods=foods,
    )


def _worth(measure: Measure, profile: Profile) -> bool:
    """Tell whether there is a reason to do a measure; against falls what nobody has denied is one too."""
    believed = profile.guarded if measure.kind == "safety" else profile.known
    return measure.when is None or meets(measure.when, believed) is not None


def mineral_of(measure: Measure, shelf: Shelf) -> Nutrient | None:
    """Give the mineral that a measure about food is about: the one whose claims name its own first claim."""
    if measure.kind != "food":
        return None
    return next((row for row in shelf.nutrients.values() if row.daily and measure.claims[0] in row.claims), None)


def foods_for(mineral: Nutrient, profile: Profile, shelf: Shelf) -> Iterator[str]:
    """Give some foods that hold much of a mineral and of which this person need not take care, the richest first."""
    free = (food.id for food in rich_in(shelf.foods.values(), mineral) if not _careful(food, profile, shelf))
    yield from islice(free, FOODS)


def _careful(food: Food, profile: Profile, shelf: Shelf) -> bool:
    """Tell whether a person should leave a food, or ask about it first."""
    rows = [shelf.cares[name] for name in food.care]
    return any(
        _met((*row.never, *row.ask_first), profile.guarded)
        or _together(row.advice, profile, shelf, "not-on-your-own", "ask-first")
        for row in rows
    )


def contributes(factor: Factor, profile: Profile) -> bool:
    """Tell whether something may play a part for this person; what nothing supports, or is contradicted, does not."""
    if factor.evidence in {"none", "contradicted"}:
        return False
    return (factor.medicines and profile.linked) or bool(factor.when and meets(factor.when, profile.known) is not None)


def _forbidden(measure: Measure, profile: Profile, shelf: Shelf) -> Iterable[Reason]:
    if profile.stopped:
        yield Reason("danger", tuple(sign.id for sign in profile.danger))
    met = _met(measure.never, profile.guarded)
    if met:
        yield Reason("never", met)
    taken = _together(measure.advice, profile, shelf, "not-on-your-own")
    if taken:
        yield Reason("medicines", taken)


def _ask_first(measure: Measure, profile: Profile, shelf: Shelf) -> Iterable[Reason]:
    met = _met(measure.ask_first, profile.guarded)
    if met:
        yield Reason("never", met)
    taken = _together(measure.advice, profile, shelf, "ask-first", "hours-apart")
    if taken:
        yield Reason("medicines", taken)
    if (measure.kind in NEEDS_A_LIST and not profile.clear) or (measure.advice and profile.unclear):
        yield Reason("medicines", ("medicines",))


def _met(lines: Iterable[str], known: Facts) -> tuple[str, ...]:
    """Give the answers and limits that make any of several findings hold."""
    found: dict[str, None] = {}
    for line in lines:
        met = meets(line, known)
        if met is not None:
            found |= dict.fromkeys(met or (line,))
    return tuple(found)


def _together(about: Collection[Advice], profile: Profile, shelf: Shelf, *cautions: str) -> tuple[str, ...]:
    """Give the medicines and conditions with which some advice does not go; a blood thinner nobody named may be any."""
    found: dict[str, None] = {}
    for row in shelf.interactions.values():
        if row.advice in about and row.caution in cautions:
            found |= dict.fromkeys(name for name in row.medicines if name in profile.medicines)
            found |= dict.fromkeys(name for name, kind in profile.kinds.items() if kind in row.kinds)
            if "vitamin-k-antagonist" in row.kinds and "blood_thinners" in profile.limits.all:
                found["blood_thinners"] = None
            found |= dict.fromkeys(name for name in row.conditions if True in profile.guarded.get(name, ()))
    return tuple(found)
