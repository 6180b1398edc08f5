"""What to ask next: danger first, then what tells most about the advice; nothing that could no longer change it.

In: what is known so far. Out: a screen of at most eight features, or none when it is enough. After the safety block the
questions are those from whose answers most is to be expected (`prospects`). An answer of None is "I don't know" and is
not asked again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nattero.checkup.case import Answer
from nattero.checkup.gathering import PERSON
from nattero.checkup.prospects import Prospects, allowed, most_telling, worths
from nattero.checkup.weighing import Weighed
from nattero.knowledge.facts import is_child, is_childbearing_age
from nattero.knowledge.model import Urgency

SCREEN = 8
A_FEW = 3  # danger signs that may stay unknown before nothing is called harmless; judged
ENOUGH = 72  # items asked; after nine screens people answer anything to be done (and a doctor would have decided)
WORTH_ASKING = 0.02
TEEN = 13  # years
PREGNANT = ("preg_headache_vision", "preg_upper_belly", "preg_face_hands", "fit_in_pregnancy")
CHILD = ("child_limp", "child_one_spot", "pale_bruise", "night_bone_pain", "child_day_pain")
SAFETY = (
    "breathless_chest",
    "swelling_one_leg",
    "red_warm",
    "sudden_cold_pale",
    "sudden_weakness",
    "weakness",
    "bladder_bowel",
    "saddle_numb",
    "lost_consciousness",
    "stroke_signs",
    "dark_urine",
    "longer_10min",
    "confusion",
    "fever",
    "foot_wounds",
    "cancer_active",
)
"""Asked of everybody before anything else: the signs that need help today, those that night leg trouble hides most."""
HARMLESS: frozenset[Urgency] = frozenset({"routine", "self-care"})
"""What nothing may be called while a danger sign is still to be asked for."""


@dataclass(frozen=True)
class Person:
    """Of whom questions are asked, and what they were asked already."""

    age: float | None
    sex: str
    expecting: bool
    asked: frozenset[str]


def first_screen(person: Person) -> list[str]:
    """Give what is left of who the person is and of the safety block, a screen of it; empty when there is nothing."""
    return [name for name in _first(person) if name not in person.asked][:SCREEN]


def asks_for_danger(screen: Iterable[str]) -> bool:
    """Tell whether a screen still asks for a danger sign, so that nothing may be called harmless before it is answered."""
    return not {*SAFETY, *PREGNANT, *CHILD}.isdisjoint(screen)


def unsure(answers: Mapping[str, Answer]) -> list[str]:
    """Give the danger signs of which this person said that they do not know."""
    return [name for name in (*PREGNANT, *SAFETY, *CHILD) if name in answers and answers[name] is None]


def next_screen(
    person: Person, ahead: Prospects, weighed: Weighed, urgency: Urgency, unmet: Mapping[str, int]
) -> list[str]:
    """Give the features to ask after the safety block, the most telling first; empty when it is enough."""
    if len(person.asked) >= ENOUGH:
        return []
    least = WORTH_ASKING * (1 + 3 * len(person.asked) / ENOUGH)
    open_ = allowed(ahead, kinds_of(person), person.asked)
    return most_telling(ahead, worths(ahead, weighed, urgency, unmet), open_, least, SCREEN)


def _first(person: Person) -> list[str]:
    """Give who the person is and the safety block, for such a person."""
    if {"age", "sex"} - person.asked:
        return ["age", "sex"]
    woman = person.sex != "male" and is_childbearing_age(person.age)
    who = [*PERSON] if woman else ["age", "sex"]
    if is_child(person.age):
        return [*who, *(name for name in SAFETY if name not in {"foot_wounds", "cancer_active"}), *CHILD]
    return [*who, *(PREGNANT if person.expecting else ()), *SAFETY]


def kinds_of(person: Person) -> list[str]:
    """Give the kinds of people this person is one of."""
    age = person.age
    kinds = {
        "all": True,
        "female": person.sex != "male" and (age is None or age >= 10),
        "pregnant": person.expecting,
        "child": is_child(age),
        "adult": not is_child(age),
        "grown": age is None or age >= TEEN,
        "young": age is None or age < 45,
    }
    return [kind for kind, is_one in kinds.items() if is_one]
