"""The programme that a person does: the best of several that is allowed for them, with what stands in for what is not.

In: programmes, the best first, a person's limits, the exercise bank. Out: a `Tailored` programme with its turns, how long it
takes, and what was exchanged for which reason; or None where their limits leave nothing safe.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from nattero.knowledge.exercises import MAY_FALL, Exercise, Limit, Programme, allowed, widened
from nattero.plan.session import Turn, arranged, phases, total

FIRM: frozenset[Limit] = MAY_FALL | {"numb_feet", "dizzy"}
"""With one of these nobody stands firmly."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exercise that is not done, what is done instead, and the limits that forbid it."""

    exercise: str
    instead: str
    because: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Tailored:
    """A programme as one person does it: its turns in order, what was exchanged, and seconds a session takes."""

    programme: str
    turns: tuple[Turn, ...]
    exchanged: tuple[Exchange, ...]
    seconds: int

    @property
    def minutes(self) -> int:
        """How long it takes, in whole minutes."""
        return -(-self.seconds // 60)


def tailored(programme: Programme, limits: Collection[Limit], bank: Mapping[str, Exercise]) -> Tailored | None:
    """Give a programme for a person; None where it is only for who stands firmly, or nothing stands in for a part of it."""
    held = widened(limits)
    if programme.steady and held & FIRM:
        return None
    done = arranged(programme.parts, held, bank)
    if not done.possible:
        return None
    exchanged = tuple(
        Exchange(turn.given, turn.exercise.id, tuple(sorted(held & set(bank[turn.given].never))))
        for turn in done.turns
        if turn.given != turn.exercise.id
    )
    return Tailored(programme.id, done.turns, exchanged, total(phases(done.turns)))


def best(programmes: Iterable[Programme], limits: Collection[Limit], bank: Mapping[str, Exercise]) -> Tailored | None:
    """Give the first programme of which nothing needs to be exchanged, else the first that can be done with exchanges."""
    rows = tuple(programmes)
    whole = (row for row in rows if all(allowed(bank[name], limits) for name in row.exercises))
    found = (made for row in (*whole, *rows) if (made := tailored(row, limits, bank)))
    return next(found, None)
