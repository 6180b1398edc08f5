"""What people try against cramps, and what trials of it found: one frozen struct for each kind of row.

In: rows of interventions.yaml and trials.yaml. Out: validated values, and the effect of a result where its numbers allow
one. Differences in numbers of cramps are brought to one week, so that trials that counted longer can stand side by side.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import msgspec

from nattero.knowledge.effects import RATIOS, Effect, Measure, mean_difference, published, risk_ratio
from nattero.knowledge.model import Certainty, Id, Row

Per = Literal["night", "week", "2-weeks", "4-weeks"]
Design = Literal["parallel", "crossover", "factorial", "n-of-1", "within-person", "not-randomised", "trial", "review"]
Result = Literal["benefit", "none", "unclear", "waiting"]
RemedyVerdict = Literal["helps", "may-help", "unknown", "no-help", "unsafe"]
Kind = Literal["movement", "supplement", "medicine", "device", "habit", "food", "care"]
WhyNot = Literal["unsafe", "prescriber", "team", "at-once", "no-effect", "ask-midwife"]
Place = Literal["NL", "NO", "ID", "GB", "US", "DE", "BE", "NZ", "EU", "world"]
WEEKS: Mapping[Per, float] = {"night": 1 / 7, "week": 1.0, "2-weeks": 2.0, "4-weeks": 4.0}
"""How many weeks the cramps of a result were counted over."""


class Arm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one arm of a trial reported; `change` and `percent` are against the start, `difference` between the arms."""

    mean: float | None = None
    sd: Annotated[float, msgspec.Meta(gt=0)] | None = None
    median: float | None = None
    change: float | None = None
    difference: float | None = None
    percent: float | None = None
    events: Annotated[int, msgspec.Meta(ge=0)] | None = None
    n: Annotated[int, msgspec.Meta(ge=1)] | None = None


class Printed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An effect as a paper printed it, with its 95 % interval."""

    measure: Measure
    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low < self.value < self.high:
            raise ValueError("`value` must lie between `low` and `high`")


class TrialResult(Row, frozen=True, kw_only=True):
    """One result of one trial or review.

    `printed` is used as the effect; `published` is only held against the one worked out from the arms. `k` is the number
    of trials of a review. What may not be drawn for a reason of its design says `plotted: false`.
    """

    source: Id
    arm: Id
    against: Id
    people: Id
    design: Design
    n: Annotated[int, msgspec.Meta(ge=1)] | None = None
    k: Annotated[int, msgspec.Meta(ge=1)] | None = None
    weeks: Annotated[float, msgspec.Meta(gt=0)] | None = None
    outcome: Id
    per: Per | None = None
    better: Literal["lower", "higher"]
    treated: Arm | None = None
    control: Arm | None = None
    printed: Printed | None = None
    published: Printed | None = None
    plotted: bool = True
    pool: Id | None = None
    result: Result
    cautions: tuple[Id, ...] = ()

    def __post_init__(self) -> None:
        if (self.design == "review") != (self.k is not None):
            raise ValueError("A review, and only a review, says of how many trials in `k`")
        if self.pool and effect_of(self) is None:
            raise ValueError("A result of a `pool` needs an effect")


class Sourced(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something said of an intervention (a harm, or who must not) and the source that says it."""

    id: Id
    source: Id


class Guide(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a guideline of some place says; words: guide.<intervention>.<source>."""

    place: Place
    source: Id


class SelfTest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How long to keep a diary without it, and then with it, before judging."""

    before: Annotated[int, msgspec.Meta(ge=7, le=90)]
    during: Annotated[int, msgspec.Meta(ge=7, le=90)]


class Intervention(Row, frozen=True, kw_only=True):
    """Something people try: for whom, whether it helps, how sure that is, what says so, what harm it can do."""

    kind: Kind
    verdict: RemedyVerdict
    certainty: Certainty
    people: tuple[Id, ...]
    claims: tuple[Id, ...]
    trials: tuple[Id, ...] = ()
    reviews: tuple[Id, ...] = ()
    guides: tuple[Guide, ...] = ()
    harms: tuple[Sourced, ...] = ()
    never: tuple[Sourced, ...] = ()
    test: SelfTest | None = None
    why_not: WhyNot | None = None

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("An intervention needs at least one of `claims`")
        if (self.test is None) == (self.why_not is None):
            raise ValueError("An intervention says either how to `test` it or `why_not`")
        if self.test and self.verdict == "unsafe":
            raise ValueError("What is unsafe is nothing to `test`")

    @property
    def sources(self) -> tuple[Id, ...]:
        """The sources named by the row itself, each once, without those of its claims and trials."""
        rows: tuple[Guide | Sourced, ...] = (*self.guides, *self.harms, *self.never)
        return tuple(dict.fromkeys((*self.reviews, *(row.source for row in rows))))


def texts_of(row: Intervention | TrialResult) -> Iterator[str]:
    """The keys of the texts that a row needs."""
    if isinstance(row, TrialResult):
        yield from (f"arm.{row.arm}", f"arm.{row.against}", f"people.{row.people}", f"outcome.{row.outcome}")
        yield from (f"caution.{name}" for name in row.cautions)
        return
    yield from (f"remedy.{row.id}", f"remedy.{row.id}.answer", f"remedy.{row.id}.what", f"remedy.{row.id}.found")
    yield from (f"people.{name}" for name in row.people)
    yield from (f"guide.{row.id}.{guide.source}" for guide in row.guides)
    yield from (f"harm.{harm.id}" for harm in row.harms)
    yield from (f"never.{never.id}" for never in row.never)


def effect_of(row: TrialResult) -> Effect | None:
    """The effect of a result, in cramps a week where cramps were counted; None where its numbers do not give one."""
    if not row.plotted:
        return None
    if row.printed:
        return weekly(published(row.id, row.printed.measure, row.printed.value, row.printed.low, row.printed.high), row)
    if row.treated is None or row.control is None:
        return None
    one, other = row.treated, row.control
    if one.mean is not None and one.sd and one.n and other.mean is not None and other.sd and other.n:
        return weekly(mean_difference(row.id, ((one.mean, one.sd, one.n), (other.mean, other.sd, other.n))), row)
    if one.events is not None and one.n and other.events is not None and other.n:
        return risk_ratio(row.id, (one.events, one.n), (other.events, other.n))
    return None


def weekly(effect: Effect, row: TrialResult) -> Effect:
    """A difference counted over nights or weeks, brought to one week; ratios and what is not counted stay."""
    if row.per is None or effect.measure in RATIOS:
        return effect
    weeks = WEEKS[row.per]
    return Effect(effect.label, effect.measure, effect.value / weeks, effect.variance / weeks**2)


def seen(row: TrialResult) -> tuple[float, float, float] | None:
    """The effect as people read it, with its interval; a printed interval stays as lopsided as it was printed."""
    effect = effect_of(row)
    if effect is None:
        return None
    if row.printed is None:
        return effect.estimate, *effect.interval
    weeks = WEEKS[row.per] if row.per and row.printed.measure not in RATIOS else 1.0
    return row.printed.value / weeks, row.printed.low / weeks, row.printed.high / weeks
