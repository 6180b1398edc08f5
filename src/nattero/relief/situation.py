"""The situation of a person with a cramp: where, which muscle, what they can do, and what must not be done to them.

In: the person's answers. Out: a `Situation`, with the conditions known to hold and those nobody has asked about yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from nattero.knowledge.model import Condition, Muscle

CONDITIONS: Mapping[Condition, tuple[str, tuple[str, ...]]] = {
    "clot_sign": ("clot_sign", ("no",)),
    "blood_thinners": ("blood_thinners", ("no",)),
    "varicose_veins": ("varicose_veins", ("no",)),
    "unsteady": ("steady", ("yes",)),
    "numb_feet": ("feet_feel", ("yes",)),
    "pregnant": ("pregnant", ("no",)),
    "child": ("for_whom", ("me", "other")),
}
"""The question that tells about each condition, in the order of asking, and the answers that rule the condition out.

Any other answer counts as the condition: who is not sure is treated with care.
"""

ALL_CONDITIONS: frozenset[Condition] = frozenset(get_args(Condition))


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a person is with which cramp. `stand` is True only when the person said that standing is safe."""

    muscle: Muscle = "calf"
    place: Literal["bed", "water"] = "bed"
    reach: bool = True
    stand: bool | None = None
    helper: bool = False
    conditions: frozenset[Condition] = frozenset()
    unknown: frozenset[Condition] = ALL_CONDITIONS

    def __post_init__(self) -> None:
        if self.conditions & self.unknown:
            raise ValueError("A condition is known or not asked yet, never both")


def conditions(answers: Mapping[str, object]) -> tuple[frozenset[Condition], frozenset[Condition]]:
    """Give the conditions that hold and those not asked yet, from answers by question id.

    "yes" and true are the same answer, as are "no" and false; None is no answer.
    """
    known: set[Condition] = set()
    unknown: set[Condition] = set()
    for condition, (question, ruled_out) in CONDITIONS.items():
        answer = answers.get(question)
        said = ("yes" if answer else "no") if isinstance(answer, bool) else answer
        if said is None:
            unknown.add(condition)
        elif said not in ruled_out:
            known.add(condition)
    return frozenset(known), frozenset(unknown)
