"""A session as a time line: every second of a programme in order, what is done in it, with which leg, and what is said.

In: the parts of a programme, a person's limits and the exercise bank. Out: the turns this person takes (an exercise or what
stands in for it, with its dose), and the phases of them all. Doses are those of the bank; what is added to them, and named,
is the time to get ready, to go on to the next exercise and to change legs.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from nattero.diary.payloads import GivenPart
from nattero.knowledge.exercises import (
    UPRIGHT,
    Dose,
    Exercise,
    Limit,
    Part,
    Position,
    allowed,
    dose,
    substitute,
    widened,
)
from nattero.plan.given import refused as refused_with

Doing = Literal["ready", "next", "hold", "move", "rest", "change"]
Leg = Literal["left", "right"]
LEGS: tuple[Leg, Leg] = ("left", "right")
READY, NEXT, ELSEWHERE = 15, 12, 20
"""Seconds before the first exercise, before another in the same position, and to get into another position."""
CHANGE: Mapping[Position, int] = {"lying": 3, "sitting": 3, "standing": 5, "wall": 5, "floor": 5}
"""Seconds to change legs: who stands must not have to hurry."""
BRIEF = 8
"""Repetitions of at most so many seconds without rest are one movement: nobody changes feet every three seconds."""
LONG_HOLD = 10


class Turn(msgspec.Struct, frozen=True):
    """One exercise of a session with its dose; `given` is the one that the programme names, another where this stands in."""

    exercise: Exercise
    amount: Dose
    given: str

    @property
    def repetitions(self) -> int:
        """How many repetitions there are in all, both legs counted."""
        legs = len(LEGS) if self.exercise.sides == "each" else 1
        return self.amount.sets * self.amount.repetitions * legs


class Arranged(msgspec.Struct, frozen=True):
    """What a person does of a programme, and what of it is forbidden for them without anything to stand in, with why."""

    turns: tuple[Turn, ...]
    refused: Mapping[str, frozenset[Limit]] = {}

    @property
    def possible(self) -> bool:
        """Whether it may be begun: every exercise is allowed, or something stands in for it."""
        return bool(self.turns) and not self.refused


class Phase(msgspec.Struct, frozen=True):
    """A stretch of time: what is done, in which turn, for how many seconds, with which leg, and how many repetitions it holds.

    `says` is said as it begins: keys of the pack's words, or the name of a cue (`left right again rest change ready next`).
    """

    doing: Doing
    turn: int
    seconds: int
    says: tuple[str, ...]
    leg: Leg | None = None
    repetitions: int = 0


def arranged(
    parts: Iterable[Part | GivenPart], limits: Collection[Limit], bank: Mapping[str, Exercise], around: bool = True
) -> Arranged:
    """Give what a person with these limits does of a programme. KeyError for an exercise that the bank does not have.

    What stands in for an exercise comes in its own dose, and only once, however many it stands in for. Without `around`
    nothing stands in: what is forbidden is refused. What its giver agreed to is done as given, where that may be at all.
    """
    listed = list(parts)
    there = {part.exercise for part in listed}
    first_asked = refused_with(limits)
    turns: list[Turn] = []
    refused: dict[str, frozenset[Limit]] = {}
    for part in listed:
        own = bank[part.exercise]
        agreed = isinstance(part, GivenPart) and part.agreed and not first_asked
        done = own if agreed else substitute(own, limits, bank)
        if done is None or not (around or done is own):
            refused[own.id] = widened(limits) & set(own.never)
        elif done is own:
            turns.append(Turn(own, dose(own, plain(part)), own.id))
        elif done.id not in there:
            there.add(done.id)
            turns.append(Turn(done, dose(done), own.id))
    return Arranged(tuple(turns), refused)


def plain(part: Part | GivenPart) -> Part:
    """Give a part with its doses only."""
    return Part(part.exercise, part.hold, part.repetitions, part.sets, part.rest, part.times)


def instead(
    exercise: Exercise, limits: Collection[Limit], bank: Mapping[str, Exercise], but: Collection[str] = ()
) -> Exercise | None:
    """Give what a person may do when an exercise hurts: the first of its stand-ins that is allowed and not named in `but`."""
    others = (bank[name] for name in exercise.instead if name not in but)
    return next((other for other in others if allowed(other, limits)), None)


def phases(turns: Iterable[Turn], first: Doing = "ready") -> tuple[Phase, ...]:
    """Give the time line of turns: to get ready, then each exercise, with the time to go on to the next one between."""
    listed = list(turns)
    made: list[Phase] = []
    for place, turn in enumerate(listed):
        before = listed[place - 1].exercise if place else None
        made += [begin(turn.exercise, place, before, first), *work(turn, place)]
    return tuple(made)


def begin(exercise: Exercise, place: int, before: Exercise | None, first: Doing) -> Phase:
    """Give the time before an exercise, in which it is named and explained; longer where another position is taken."""
    says = (f"exercise.{exercise.id}.title", f"exercise.{exercise.id}.how")
    if before is None:
        return Phase(first, place, READY, (first, *says))
    same = before.position == exercise.position or {before.position, exercise.position} <= UPRIGHT
    return Phase("next", place, NEXT if same else ELSEWHERE, ("next", *says))


def work(turn: Turn, place: int) -> Iterator[Phase]:
    """Give the phases of one exercise: one leg after the other, or both at once, with rest where the dose has it."""
    exercise, amount = turn.exercise, turn.amount
    brief = amount.hold <= BRIEF and not amount.rest
    bouts, each = (amount.sets, amount.repetitions) if brief else (amount.sets * amount.repetitions, 1)
    doing: Doing = "hold" if is_held(exercise, amount, brief) else "move"
    legs: tuple[Leg | None, ...] = LEGS if exercise.sides == "each" else (None,)
    rest = max(amount.rest - amount.hold, 0) if exercise.sides == "each" else amount.rest
    for bout in range(bouts):
        for leg in legs:
            named = (leg,) if leg else ("again",) if bout else ()
            says = named if bout else (*named, f"exercise.{exercise.id}.say")
            yield Phase(doing, place, amount.hold * each, says, leg, each)
            if leg == "left":
                yield Phase("change", place, CHANGE[exercise.position], ("change",), "right")
        last = bout == bouts - 1
        if rest:
            yield Phase("rest", place, rest, ("rest",), None if last or len(legs) == 1 else "left")
        if len(legs) > 1 and not last and rest < CHANGE[exercise.position]:
            yield Phase("change", place, CHANGE[exercise.position], ("change",), "left")


def is_held(exercise: Exercise, amount: Dose, brief: bool) -> bool:
    """Give whether a position is held for the seconds of a repetition, rather than something moved or walked."""
    if brief or exercise.sides == "none":
        return False
    return exercise.kind == "stretch" or (exercise.kind in {"strength", "balance"} and amount.hold >= LONG_HOLD)


def total(line: Iterable[Phase]) -> int:
    """Give the seconds of a time line."""
    return sum(phase.seconds for phase in line)
