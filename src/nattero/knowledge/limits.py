"""What a person must not do follows from what they said: which limits hold, why, and which are only assumed.

In: rows of `limits`, what is known of a person (`knowledge.facts`), their answers to questions, their medicines, and the
limits they named or denied themselves. Out: `Limits`. What is unknown is read cautiously, so a limit may be assumed until
somebody denies it; a denial lifts nothing that an answer says. Where the two meet they are asked back.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

import msgspec

from nattero.knowledge.exercises import IMPLIES, Limit, widened
from nattero.knowledge.facts import Facts, meets
from nattero.knowledge.finding import conditions
from nattero.knowledge.model import Id, Row, Text

LIMITS: tuple[Limit, ...] = get_args(Limit)
ANYBODY = "anybody"
SAID = "said"
"""The reason of a limit that a person named themselves."""


class LimitRule(Row, frozen=True, kw_only=True):
    """When a limit holds: findings, medicines and answers that say it; when it is assumed; what denies it.

    `sign`: the danger sign it is, when a person says the limit itself.
    """

    when: tuple[Text, ...] = ()
    medicines: tuple[Id, ...] = ()
    answers: dict[Id, tuple[Text, ...]] = msgspec.field(default_factory=dict)
    assumed: Text | None = None
    denied: dict[Id, tuple[Text, ...]] = msgspec.field(default_factory=dict)
    unless: tuple[Text, ...] = ()
    sign: Id | None = None

    def __post_init__(self) -> None:
        if self.id not in LIMITS:
            raise ValueError(f"{self.id} is no limit; `id` is one of {', '.join(LIMITS)}")
        for line in self.findings:
            conditions(line)

    @property
    def limit(self) -> Limit:
        """The limit it is about."""
        return next(limit for limit in LIMITS if limit == self.id)

    def said_itself(self, because: Collection[str]) -> bool:
        """Tell whether a limit that holds was said as such, by name or by its question, and does not only follow."""
        return not {SAID, *self.answers}.isdisjoint(because)

    @property
    def findings(self) -> tuple[str, ...]:
        """Its lines that are findings."""
        taken = () if self.assumed in {None, ANYBODY} else (str(self.assumed),)
        return (*self.when, *taken, *self.unless)


FILES: dict[str, type[msgspec.Struct]] = {"limits": LimitRule}
"""The file that says what limits a person."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person told: facts for findings, answers as text (`yes`, `no`, a value), medicines, limits of their own."""

    known: Facts = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    medicines: frozenset[str] = frozenset()
    limits: Mapping[Limit, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Torn:
    """A limit that was denied and that something else says: to be asked back. `against` are the answers that say it."""

    limit: Limit
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What limits a person: what holds, with the answers behind each; what is only assumed; what is to be asked back."""

    because: Mapping[Limit, tuple[str, ...]] = field(default_factory=dict)
    assumed: frozenset[Limit] = frozenset()
    torn: tuple[Torn, ...] = ()

    @property
    def all(self) -> frozenset[Limit]:
        """Every limit that counts."""
        return frozenset(self.because) | self.assumed


def limits_of(rules: Iterable[LimitRule], told: Told) -> Limits:
    """Give what limits a person."""
    rows = tuple(rules)
    because = _with_implied({row.limit: why for row in rows if (why := _said(row, told))})
    denied = _denied(rows, told, because)
    taken = {row.limit for row in rows if row.limit not in denied and _assumed(row, told)}
    torn = tuple(Torn(limit, because[limit]) for limit in LIMITS if limit in denied and _clash(limit, because, told))
    return Limits(because, widened(taken) - set(because), torn)


def _said(row: LimitRule, told: Told) -> tuple[str, ...]:
    """Give the answers that say a limit; none where nothing does."""
    found: dict[str, None] = {}
    for line in row.when:
        met = meets(line, told.known)
        if met is not None:
            found |= dict.fromkeys(met or (line,))
    found |= dict.fromkeys(name for name, values in row.answers.items() if told.answers.get(name) in values)
    found |= dict.fromkeys(name for name in row.medicines if name in told.medicines)
    if told.limits.get(row.limit) is True:
        found[SAID] = None
    return tuple(found)


def _denied(rows: Iterable[LimitRule], told: Told, because: Collection[Limit]) -> frozenset[Limit]:
    """Give the limits that were denied, by name or by an answer, and those that would bring one of these with them.

    A denial that an answer contradicts lifts nothing, so nothing that would bring it either.
    """
    found = {limit for limit, holds in told.limits.items() if not holds}
    found |= {row.limit for row in rows if any(told.answers.get(name) in values for name, values in row.denied.items())}
    return frozenset(found | set(_bringing(found - set(because))))


def _bringing(denied: Collection[Limit]) -> Iterator[Limit]:
    """Give the limits that imply a denied one: who is not unsteady is not unable to stand."""
    yield from (limit for limit, brings in IMPLIES.items() if not brings.isdisjoint(denied))


def _assumed(row: LimitRule, told: Told) -> bool:
    """Tell whether a limit is taken for granted of a person."""
    if row.assumed is None or any(meets(line, told.known) is not None for line in row.unless):
        return False
    return row.assumed == ANYBODY or meets(row.assumed, told.known) is not None


def _clash(limit: Limit, because: Mapping[Limit, tuple[str, ...]], told: Told) -> bool:
    """Tell whether a denied limit holds all the same; to name it oneself after an older answer denied it is no clash."""
    return limit in because and (because[limit] != (SAID,) or told.limits.get(limit) is False)


def _with_implied(because: Mapping[Limit, tuple[str, ...]]) -> dict[Limit, tuple[str, ...]]:
    """Give the limits with those they imply, whose reason is the limit that implies them."""
    found = dict(because)
    for limit in because:
        for implied in sorted(IMPLIES.get(limit, ())):
            found.setdefault(implied, (limit,))
    return found
