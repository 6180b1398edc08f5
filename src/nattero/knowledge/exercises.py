"""Exercises and programmes: one frozen struct for each kind of row, and what may stand in for what.

In: rows of `exercises`, `programmes` and `rejected_exercises`. Out: validated values. The rule on falls of the relief
steps is in the types: nothing that is done standing can be called safe at night, or lack a limit for who may fall.
"""

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

import msgspec

from nattero.knowledge.model import Id, Muscle, Population, Row

SeedExercise = Annotated[str, msgspec.Meta(pattern=r"\AE[0-9]{2}\Z")]
Seconds = Annotated[int, msgspec.Meta(ge=1, le=900)]
Pause = Annotated[int, msgspec.Meta(ge=0, le=120)]
Times = Annotated[int, msgspec.Meta(ge=1, le=30)]
Position = Literal["lying", "sitting", "standing", "wall", "floor"]
Kind = Literal["stretch", "strength", "mobility", "breathing", "relaxation", "balance"]
Equipment = Literal["chair", "wall", "bed", "pillow", "towel", "ball", "cloth", "stick", "foam-roller", "bicycle"]
Moment = Literal["morning", "day", "desk", "journey", "after-work", "evening", "bedtime"]
Limit = Literal[
    "cannot_stand_unaided", "unsteady", "dizzy", "numb_feet", "foot_wound", "diabetes", "clot_sign", "recent_surgery",
    "knee_replacement", "hip_replacement", "back_pain", "weak_bones", "pregnant", "third_trimester", "child_alone",
    "glaucoma", "artery_disease", "heart_failure", "heart_disease", "varicose_veins", "blood_thinners", "cannot_reach",
]  # fmt: skip

IMPLIES: Mapping[Limit, frozenset[Limit]] = {
    "third_trimester": frozenset({"pregnant"}),
    "cannot_stand_unaided": frozenset({"unsteady"}),
    "dizzy": frozenset({"unsteady"}),
    "heart_failure": frozenset({"heart_disease"}),
}
"""What else holds for a person who has a limit."""
ASK_FIRST: frozenset[Limit] = frozenset({"clot_sign", "recent_surgery"})
"""Limits for which no leg exercise stands in for another: somebody looks at the leg first."""
UPRIGHT: frozenset[Position] = frozenset({"standing", "wall"})
MAY_FALL: frozenset[Limit] = frozenset({"cannot_stand_unaided", "unsteady"})
LIMITS_OF: Mapping[Population, frozenset[Limit]] = {
    "pregnant": frozenset({"pregnant", "third_trimester"}),
    "older": frozenset({"unsteady"}),
    "children": frozenset({"child_alone"}),
}
"""What a programme for these people has to keep to for all of them, unless it says that it is for who stands firmly."""


class Dose(msgspec.Struct, frozen=True):
    """How much: seconds that one repetition lasts, how often, how many rounds, seconds of rest between, times a day."""

    hold: int
    repetitions: int
    sets: int
    rest: int
    times: int


class Exercise(Row, frozen=True, kw_only=True):
    """One exercise, once: how it is done and how much, for which muscles, who must not, and what is done instead.

    `hold` is what one repetition lasts, held or moved. `sides` each: one leg after the other, the same for both.
    `shoes`: done in shoes, so numb feet are no reason against it. `answers` are the exercises of the originals.
    """

    answers: tuple[SeedExercise, ...] = ()
    position: Position
    equipment: tuple[Equipment, ...] = ()
    hold: Seconds
    repetitions: Times
    sets: Times = 1
    rest: Pause = 0
    times: Times = 1
    sides: Literal["each", "both", "none"]
    muscles: tuple[Muscle, ...] = ()
    kind: Kind
    never: tuple[Limit, ...] = ()
    instead: tuple[Id, ...] = ()
    night_safe: bool = False
    shoes: bool = False
    claims: tuple[Id, ...]
    pose: Id

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("An exercise needs at least one of `claims`")
        if self.id in self.instead:
            raise ValueError("An exercise cannot stand in for itself in `instead`")
        if self.position in UPRIGHT:
            needed = MAY_FALL if self.shoes else MAY_FALL | {"numb_feet"}
            if not needed <= set(self.never):
                raise ValueError(f"What is done standing is `never` for {', '.join(sorted(needed))}")
            if self.night_safe:
                raise ValueError("Nothing that is done standing is `night_safe`")
        if self.muscles and not set(self.never) >= ASK_FIRST:
            raise ValueError(f"An exercise of the legs is `never` for {', '.join(sorted(ASK_FIRST))}")


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise of a programme, and the doses in which it differs from the bank."""

    exercise: Id
    hold: Seconds | None = None
    repetitions: Times | None = None
    sets: Times | None = None
    rest: Pause | None = None
    times: Times | None = None


class Programme(Row, frozen=True, kw_only=True):
    """Exercises in order, for whom and when; `limits` are those that everybody it is for may have.

    `tested` trial: this programme, in this dose, was tried against cramps; alike: something very like it was.
    `steady`: only for who stands firmly. `answers` are originals that name a programme rather than an exercise.
    """

    answers: tuple[SeedExercise, ...] = ()
    people: tuple[Population, ...]
    moment: Moment
    limits: tuple[Limit, ...] = ()
    steady: bool = False
    tested: Literal["trial", "alike", "untested"]
    parts: tuple[Part, ...]
    claims: tuple[Id, ...]

    @property
    def exercises(self) -> tuple[str, ...]:
        """The ids of its exercises, in order."""
        return tuple(part.exercise for part in self.parts)

    def __post_init__(self) -> None:
        if not (self.claims and self.parts and self.people):
            raise ValueError("A programme needs at least one of each of `claims`, `parts` and `people`")
        for people in self.people:
            missing = LIMITS_OF.get(people, frozenset()) - set(self.limits)
            if missing and not (people == "older" and self.steady):
                raise ValueError(f"A programme for {people} has {', '.join(sorted(missing))} in its `limits`")


class RejectedExercise(Row, frozen=True, kw_only=True):
    """Exercises of the originals that are no exercise of ours; the claim says why."""

    answers: tuple[SeedExercise, ...]
    claim: Id


FILES: dict[str, type[msgspec.Struct]] = {
    "exercises": Exercise,
    "programmes": Programme,
    "rejected_exercises": RejectedExercise,
}
"""What the files hold that say what to do by day and before bed."""

REFERENCES = (
    ("exercises", "instead", "exercises"),
    ("exercises", "claims", "claims"),
    ("exercises", "pose", "poses"),
    ("programmes", "exercises", "exercises"),
    ("programmes", "claims", "claims"),
    ("rejected_exercises", "claim", "claims"),
)
"""Which of their fields hold ids of which other file."""

FORMS = {
    "exercises": ("exercise.{id}.title", "exercise.{id}.how", "exercise.{id}.say"),
    "programmes": ("programme.{id}.title", "programme.{id}.for", "programme.{id}.why"),
}
"""The texts each row must have."""


def widened(limits: Collection[Limit]) -> frozenset[Limit]:
    """Give the limits of a person with all that they imply."""
    return frozenset(limits).union(*(IMPLIES.get(limit, frozenset()) for limit in limits))


def allowed(exercise: Exercise, limits: Collection[Limit]) -> bool:
    """Give whether nothing about a person forbids an exercise."""
    return not widened(limits) & set(exercise.never)


def substitute(exercise: Exercise, limits: Collection[Limit], bank: Mapping[str, Exercise]) -> Exercise | None:
    """Give the exercise itself where it is allowed, else the first that may stand in for it, or None where none may."""
    if allowed(exercise, limits):
        return exercise
    return next((bank[other] for other in exercise.instead if allowed(bank[other], limits)), None)


def dose(exercise: Exercise, part: Part | None = None) -> Dose:
    """Give how much of an exercise is done, in a programme where its part is named."""

    def taken(name: str) -> int:
        own: int | None = getattr(part, name, None)
        return getattr(exercise, name) if own is None else own

    return Dose(*(taken(name) for name in ("hold", "repetitions", "sets", "rest", "times")))


def seconds(exercise: Exercise, amount: Dose) -> int:
    """Give how long an exercise takes once. Of two legs one rests while the other works, so a rest may cost nothing."""
    once = amount.hold + amount.rest
    if exercise.sides == "each":
        once = 2 * amount.hold + max(amount.rest - amount.hold, 0)
    return amount.sets * amount.repetitions * once
