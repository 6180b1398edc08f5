"""Whether a measure fits a person: what forbids it, what has them ask first, and what speaks for it.

In: a measure of the pack, a `Profile`, and what the pack knows (`Shelf`). Out: a `Fit`, in ids. Nothing is weighed here: what
is forbidden stays so, however much speaks for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from nattero.knowledge.exercises import Exercise, Programme
from nattero.knowledge.facts import Facts, meets
from nattero.knowledge.measures import Measure, meant_for
from nattero.knowledge.medicines import Interaction, read_interactions
from nattero.knowledge.pack import Pack
from nattero.knowledge.steps import Factor
from nattero.plan.profile import Profile
from nattero.plan.programme import Tailored, best, tailored

NEEDS_A_LIST = frozenset({"supplement"})
"""Kinds that nobody is offered whose medicines are not all known."""
Obstacle = Literal["danger", "people", "never", "programme", "medicines"]


@dataclass(frozen=True)
class Shelf:
    """What the pack knows that plans are made of."""

    measures: Mapping[str, Measure]
    programmes: Mapping[str, Programme]
    exercises: Mapping[str, Exercise]
    factors: Mapping[str, Factor]
    interactions: Mapping[str, Interaction]


def shelf_of(pack: Pack) -> Shelf:
    """Give the shelf of a pack; PackError where what does not go together cannot be read."""
    return Shelf(
        measures=pack.measures,
        programmes=pack.programmes,
        exercises=pack.exercises,
        factors=pack.factors,
        interactions=read_interactions(pack.root),
    )


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a measure is not for somebody, or is to be asked about first: of what kind, and the answers, limits or medicines."""

    kind: Obstacle
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How a measure fits a person. `acts_on`: what may play a part for them; `worth`: its `when` holds, or it has none."""

    measure: Measure
    forbidden: tuple[Reason, ...] = ()
    ask_first: tuple[Reason, ...] = ()
    acts_on: tuple[str, ...] = ()
    worth: bool = True
    tailored: Tailored | None = None

    @property
    def free(self) -> bool:
        """Whether nothing speaks against it and nobody is to be asked."""
        return not (self.forbidden or self.ask_first)

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
    rows = [shelf.programmes[name] for name in measure.programmes]
    held = profile.limits.all
    mine = next((row for row in rows if row.id == own), None)
    made = (tailored(mine, held, shelf.exercises) if mine else None) or best(rows, held, shelf.exercises)
    return Fit(
        measure,
        forbidden=tuple(_forbidden(measure, profile, shelf, impossible=bool(rows) and made is None)),
        ask_first=tuple(_ask_first(measure, profile, shelf)),
        acts_on=tuple(name for name in measure.factors if contributes(shelf.factors[name], profile)),
        worth=measure.when is None or meets(measure.when, _believed(measure, profile)) is not None,
        tailored=made,
    )


def _believed(measure: Measure, profile: Profile) -> Facts:
    """Give what counts as a reason for a measure: what was said; against falls also what nobody has denied."""
    return profile.guarded if measure.kind == "safety" else profile.known


def contributes(factor: Factor, profile: Profile) -> bool:
    """Tell whether something may play a part for this person; what nothing supports, or is contradicted, does not."""
    if factor.evidence in {"none", "contradicted"}:
        return False
    return (factor.medicines and profile.linked) or bool(factor.when and meets(factor.when, profile.known) is not None)


def _forbidden(measure: Measure, profile: Profile, shelf: Shelf, *, impossible: bool) -> Iterable[Reason]:
    if profile.stopped:
        yield Reason("danger", tuple(sign.id for sign in profile.danger))
    met = _met(measure.never, profile.guarded)
    if met:
        yield Reason("never", met)
    if impossible:
        yield Reason("programme", tuple(sorted(profile.limits.all)))
    taken = _together(measure, profile, shelf, "not-on-your-own")
    if taken:
        yield Reason("medicines", taken)


def _ask_first(measure: Measure, profile: Profile, shelf: Shelf) -> Iterable[Reason]:
    met = _met(measure.ask_first, profile.guarded)
    if met:
        yield Reason("never", met)
    taken = _together(measure, profile, shelf, "ask-first", "hours-apart")
    if taken:
        yield Reason("medicines", taken)
    if measure.kind in NEEDS_A_LIST and not profile.clear:
        yield Reason("medicines")


def _met(lines: Iterable[str], known: Facts) -> tuple[str, ...]:
    """Give the answers and limits that make any of several findings hold."""
    found: dict[str, None] = {}
    for line in lines:
        met = meets(line, known)
        if met is not None:
            found |= dict.fromkeys(met or (line,))
    return tuple(found)


def _together(measure: Measure, profile: Profile, shelf: Shelf, *cautions: str) -> tuple[str, ...]:
    """Give the medicines and conditions with which the advice of a measure does not go."""
    found: dict[str, None] = {}
    for row in shelf.interactions.values():
        if row.advice in measure.advice and row.caution in cautions:
            found |= dict.fromkeys(name for name in row.medicines if name in profile.medicines)
            found |= dict.fromkeys(name for name, kind in profile.kinds.items() if kind in row.kinds)
            found |= dict.fromkeys(name for name in row.conditions if True in profile.guarded.get(name, ()))
    return tuple(found)
