"""What to ask next: danger first, then what tells most about the advice; nothing that could no longer change it.

In: what is known so far. Out: a screen of at most eight features, or none when it is enough. After the safety block the
questions are those from whose answers most is to be expected (`prospects`). An answer of None is "I don't know" and is
not asked again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nattero.checkup.gathering import PERSON
from nattero.checkup.prospects import Prospects, worths
from nattero.checkup.weighing import LESS, Weighed
from nattero.knowledge.features import Feature
from nattero.knowledge.model import Urgency

SCREEN = 8
ENOUGH = 72  # items asked; after nine screens people answer anything to be done (and a doctor would have decided)
WORTH_ASKING = 0.02
PREGNANT = ("preg_headache_vision", "preg_upper_belly", "preg_face_hands", "fit_in_pregnancy")
CHILD = ("child_limp", "fever", "child_one_spot", "pale_bruise", "night_bone_pain", "child_day_pain")
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


@dataclass(frozen=True)
class Known:
    """All that the choice of a question rests on: the person, what was asked, what it weighs, how urgent it is so far."""

    age: float | None
    sex: str
    expecting: bool
    asked: frozenset[str]
    weighed: Weighed
    urgency: Urgency
    unmet: Mapping[str, int]


def next_screen(known: Known, features: Mapping[str, Feature], ahead: Prospects) -> list[str]:
    """Give the features to ask on the next screen, the most telling first; empty when it is enough."""
    open_ = [name for name in _first(known) if name not in known.asked]
    if open_:
        return open_[:SCREEN]
    if len(known.asked) >= ENOUGH:
        return []
    worth = {
        name: value
        for name, value in zip(
            ahead.table.features, worths(ahead, known.weighed, known.urgency, known.unmet).tolist(), strict=True
        )
        if value > WORTH_ASKING and name not in known.asked and _concerns(features[name], known)
    }
    return _most_telling(worth, WORTH_ASKING * (1 + 3 * len(known.asked) / ENOUGH), ahead)


def _first(known: Known) -> list[str]:
    """Give who the person is and the safety block, for such a person."""
    if {"age", "sex"} - known.asked:
        return list(PERSON)
    woman = known.sex != "male" and (known.age is None or 10 <= known.age <= 60)
    person = [*PERSON] if woman else ["age", "sex"]
    if known.age is not None and known.age < 18:
        return [*person, *(name for name in SAFETY if name not in {"foot_wounds", "cancer_active"}), *CHILD]
    return [*person, *(PREGNANT if known.expecting else ()), *SAFETY]


def _concerns(feature: Feature, known: Known) -> bool:
    """Tell whether a feature is asked of such a person."""
    age = known.age
    kinds = {
        "all": True,
        "female": known.sex != "male" and (age is None or age >= 10),
        "pregnant": known.expecting,
        "child": age is not None and age < 18,
        "adult": age is None or age >= 18,
        "young": age is None or age < 45,
    }
    return any(kinds.get(kind, False) for kind in feature.asked_of)


def _most_telling(worth: dict[str, float], least: float, ahead: Prospects) -> list[str]:
    """Give the features worth most, at most a screen of them; of one cluster the second is worth half as much."""
    chosen: list[str] = []
    clusters = {name: ahead.table.expectations.references[name].cluster for name in worth}
    while worth and len(chosen) < SCREEN:
        best = max(worth, key=worth.__getitem__)
        if worth.pop(best) < least:
            break
        chosen.append(best)
        for name in worth:
            if clusters[name] == clusters[best]:
                worth[name] *= LESS
    return chosen
