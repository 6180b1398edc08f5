"""The plan for one person: as few things as possible, each with why, how sure it is, and when it is judged.

In: a `Profile` and the pack's measures. Out: a `Proposal`: at most three measures for a first week, the rest with the reason
why not, what is no use, and what is asked back. A measure's weight is how good its evidence is, times how much it acts on
what plays a part for this person, by the effort it takes; these numbers are judged, not measured. What is forbidden is
never weighed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from nattero.knowledge.limits import Torn
from nattero.knowledge.measures import Evidence, Kind, Measure, Moment, meant_for
from nattero.knowledge.model import Certainty
from nattero.knowledge.steps import Strength
from nattero.plan.fit import Fit, fit
from nattero.plan.profile import Profile, Sign
from nattero.plan.shelf import Shelf

MOST = 3
"""Measures in a first week."""
MINUTES = 15
"""Minutes a day that are planned with where nobody said how many there are."""
MOST_MINUTES = 120
WORTH_ADDING = 0.3
"""A further measure weighs at least this part of the first: a plan of few things is a plan that is done."""
CLOCK: Mapping[Moment, str] = {
    "morning": "08:00",
    "day": "14:00",
    "dinner": "18:00",
    "evening": "20:30",
    "bedtime": "22:00",
    "night": "22:30",
}
"""The time of day that goes with a moment, until a person names their own."""
CHILD_CLOCK: Mapping[Moment, str] = {**CLOCK, "evening": "19:00", "bedtime": "19:00", "night": "19:00"}
"""The same for a child, who goes to bed earlier and has one hour for it all."""
EVIDENCE: Mapping[Evidence, float] = {"supported": 2, "uncertain": 1, "none": 0, "contradicted": 0}
CERTAINTY: Mapping[Certainty, float] = {"high": 4, "moderate": 3, "low": 2, "very-low": 1}
STRENGTH: Mapping[Strength, float] = {"strong": 1.5, "moderate": 1, "weak": 0.5, "none": 0}
BESIDE: Mapping[Kind, float] = {"safety": 0.4, "relief": 0.2}
"""What is not against the next cramp itself weighs less here, however well it is shown: it keeps from falls, or eases."""
TESTED: Mapping[str, float] = {"trial": 1.5, "alike": 1.25, "untested": 1}
"""A programme that was itself tried against cramps weighs more."""
EFFORT: Mapping[int, float] = {1: 1, 2: 1.25, 3: 1.75}
WhyNot = Literal["forbidden", "ask-first", "refused", "no-reason", "minutes", "same-kind", "later"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure of the plan: how it fits this person, when of the day, and its weight."""

    fit: Fit
    time: str
    weight: float

    @property
    def id(self) -> str:
        """Its id in the pack."""
        return self.fit.measure.id

    @property
    def reminder(self) -> str | None:
        """When a reminder of it may come; of what is done once, or when a cramp comes, there is none."""
        return None if self.fit.measure.once or self.fit.measure.kind == "relief" else self.time

    @property
    def programme(self) -> str | None:
        """The programme it is, where it is one."""
        return self.fit.tailored.programme if self.fit.tailored else None


@dataclass(frozen=True, slots=True)
class Left:
    """A measure that is not in the plan, and why."""

    fit: Fit
    why: WhyNot


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan as it is proposed. `first` are danger signs: they are said before anything else."""

    first: tuple[Sign, ...]
    chosen: tuple[Choice, ...]
    left: tuple[Left, ...]
    useless: tuple[Fit, ...]
    torn: tuple[Torn, ...]


def propose(profile: Profile, shelf: Shelf, kept: Collection[str] = ()) -> Proposal:
    """Give the plan that is proposed to a person; what they keep of their own choice comes first, unless it is forbidden."""
    rows = shelf.measures.values()
    offered = [fit(measure, profile, shelf) for measure in rows if measure.offered]
    heavy = {each.measure.id: weight(each, shelf) for each in offered}
    ranked = sorted(offered, key=lambda each: (each.measure.id not in kept, -heavy[each.measure.id], each.measure.id))
    chosen, left = _chosen(ranked, profile, heavy, kept)
    useless = tuple(Fit(row) for row in rows if not row.offered and meant_for(row, profile.people))
    return Proposal(profile.danger, in_order(chosen), left, useless, profile.limits.torn)


def in_order(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Give choices in the order of the day; what is against cramps first among those of one hour."""
    return tuple(sorted(choices, key=lambda each: (each.time, each.fit.measure.kind in BESIDE, -each.weight, each.id)))


def weight(each: Fit, shelf: Shelf) -> float:
    """Give how much a measure is worth to a person: evidence times what it acts on, by effort. 0 without good evidence."""
    measure = each.measure
    acts = max((STRENGTH[shelf.factors[name].strength] for name in each.acts_on), default=0)
    shown = EVIDENCE[measure.evidence] * CERTAINTY[measure.certainty] * BESIDE.get(measure.kind, 1)
    if each.tailored:
        shown *= TESTED[shelf.programmes[each.tailored.programme].tested]
    return shown * (1 + acts) / EFFORT[measure.effort]


def budget(profile: Profile) -> int:
    """Give the minutes a day there are."""
    return MINUTES if profile.minutes is None else profile.minutes


def group(each: Fit) -> tuple[str, bool]:
    """Give what a measure is one of: a plan holds one of each. Breathing and rest are not the same as exercising legs."""
    works = bool(each.tailored and any(turn.exercise.muscles for turn in each.tailored.turns))
    return each.measure.kind, works


def clock_of(measure: Measure, profile: Profile) -> str:
    """Give the time of day at which a measure stands in somebody's plan until they name their own."""
    return (CHILD_CLOCK if "children" in profile.people else CLOCK)[measure.moment]


def _chosen(
    ranked: Iterable[Fit], profile: Profile, weights: Mapping[str, float], kept: Collection[str]
) -> tuple[list[Choice], tuple[Left, ...]]:
    """Give the measures of the plan, and the others with why not, both by their weight."""
    chosen: list[Choice] = []
    left: list[Left] = []
    for each in ranked:
        heavy = weights[each.measure.id]
        why = why_not(each, heavy, chosen, profile)
        if why is None or (why != "forbidden" and each.measure.id in kept):
            chosen.append(Choice(each, clock_of(each.measure, profile), heavy))
        else:
            left.append(Left(each, why))
    return chosen, tuple(left)


def why_not(each: Fit, heavy: float, chosen: Sequence[Choice], profile: Profile) -> WhyNot | None:
    """Give why a measure does not join those that were chosen before it, or None where it does."""
    if each.forbidden:
        return "forbidden"
    if each.ask_first:
        return "ask-first"
    if each.measure.id in profile.refused:
        return "refused"
    if not each.worth:
        return "no-reason"
    if each.minutes + sum(other.fit.minutes for other in chosen) > budget(profile):
        return "minutes"
    if any(group(other.fit) == group(each) for other in chosen):
        return "same-kind"
    too_light = bool(chosen) and heavy < WORTH_ADDING * max(other.weight for other in chosen)
    return "later" if too_light or len(chosen) >= MOST else None
