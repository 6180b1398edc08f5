"""Whether a measure fits a person: what forbids it, what has them ask first, and what speaks for it.

In: a measure of the pack, a `Profile`, and what the pack knows (`Shelf`). Out: a `Fit`, in ids. Nothing is weighed here: what
is forbidden stays so, however much speaks for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from nattero.knowledge.facts import meets
from nattero.knowledge.measures import Measure, meant_for
from nattero.knowledge.steps import Factor
from nattero.plan.against import met, together
from nattero.plan.eating import foods_for, mineral_of
from nattero.plan.profile import Profile
from nattero.plan.programme import Tailored, best, tailored
from nattero.plan.shelf import Shelf

NEEDS_A_LIST = frozenset({"supplement"})
"""Kinds that nobody is offered whose medicines are not all known."""
Obstacle = Literal["danger", "people", "never", "programme", "medicines"]


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


def contributes(factor: Factor, profile: Profile) -> bool:
    """Tell whether something may play a part for this person; what nothing supports, or is contradicted, does not."""
    if factor.evidence in {"none", "contradicted"}:
        return False
    return (factor.medicines and profile.linked) or bool(factor.when and meets(factor.when, profile.known) is not None)


def _forbidden(measure: Measure, profile: Profile, shelf: Shelf) -> Iterable[Reason]:
    if profile.stopped:
        yield Reason("danger", tuple(sign.id for sign in profile.danger))
    found = met(measure.never, profile.guarded)
    if found:
        yield Reason("never", found)
    taken = together(measure.advice, profile, shelf, "not-on-your-own")
    if taken:
        yield Reason("medicines", taken)


def _ask_first(measure: Measure, profile: Profile, shelf: Shelf) -> Iterable[Reason]:
    found = met(measure.ask_first, profile.guarded)
    if found:
        yield Reason("never", found)
    taken = together(measure.advice, profile, shelf, "ask-first", "hours-apart")
    if taken:
        yield Reason("medicines", taken)
    if (measure.kind in NEEDS_A_LIST and not profile.clear) or (measure.advice and profile.unclear):
        yield Reason("medicines", ("medicines",))
