"""Which relief steps, in which order, for this person in this place.

In: a `Situation` and the pack's steps. Out: the steps in order, each with the questions to be answered before it.
Falls are the likeliest harm of the night: what can be done in bed comes first, and nobody is stood up who did not say
they can stand safely.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from nattero.knowledge.model import MOMENTARY, Condition, Step
from nattero.relief.situation import CONDITIONS, Situation

FALL_RISKS: frozenset[Condition] = frozenset({"unsteady", "numb_feet"})
"""What keeps a person from every standing step, whatever the step itself says."""

_PLACES = {"bed": ("bed", "standing", "after"), "water": ("water", "after")}


@dataclass(frozen=True, slots=True)
class Asked:
    """A step, and the ids of the questions (asked as one) to be answered before it; none: do it at once."""

    step: Step
    asks: tuple[str, ...] = ()


def procedure(situation: Situation, steps: Iterable[Step]) -> list[Asked]:
    """Give the steps for a situation in order: a helper's, then in bed (or in the water), standing, aftercare.

    A step a known condition forbids is left out; one that a condition not asked yet might forbid carries its
    questions. The first instruction never waits for an answer: the first step without a question goes to the front.
    """
    places = _PLACES[situation.place]
    fitting = sorted(
        (step for step in steps if fits(step, situation)), key=lambda s: (places.index(s.place), *_rank(s))
    )
    asked = [Asked(step, _asks(step, situation)) for step in fitting]
    front = next((one for one in asked if not one.asks and one.step.place == situation.place), None)
    return [front, *(one for one in asked if one is not front)] if front else asked


def fits(step: Step, situation: Situation) -> bool:
    """Tell whether a step may be given to this person here."""
    able = {"reach": situation.reach, "stand": situation.stand is True, "helper": situation.helper}
    return (
        situation.muscle in step.muscles
        and step.place in _PLACES[situation.place]
        and (situation.helper or not step.helper)
        and (situation.stand is True or step.place != "standing")
        and all(able[need] for need in step.needs)
        and not any(able[ability] for ability in step.unless)
        and forbids(step).isdisjoint(situation.conditions)
    )


def forbids(step: Step) -> frozenset[Condition]:
    """Give the conditions that take a step away."""
    return frozenset(step.never) | (FALL_RISKS if step.place == "standing" else frozenset())


def questions(step: Step) -> list[str]:
    """Give the questions a step depends on, in the order of asking."""
    return [question for condition, (question, _) in CONDITIONS.items() if condition in forbids(step)]


def _asks(step: Step, situation: Situation) -> tuple[str, ...]:
    """Give the questions that are still open before a step; none where only what is true of tonight is."""
    open_ = forbids(step) & situation.unknown
    if open_ <= MOMENTARY:
        return ()
    return tuple(question for condition, (question, _) in CONDITIONS.items() if condition in open_)


def _rank(step: Step) -> tuple[bool, int, str]:
    """Give what orders steps within one place: a helper's first, then their order; the id breaks ties."""
    return (not step.helper, step.order, step.id)
