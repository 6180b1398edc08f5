"""What to ask next: danger first, then what tells most about the advice; nothing that could no longer change it.

In: what is known so far. Out: a screen of at most eight features, or none when it is enough. After the safety block a
question is worth what its answer is expected to change of the urgency, and the information it is expected to give about
the explanations (Lindley 1956, doi 10.1214/aoms/1177728069). An answer of None is "I don't know" and is not asked again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from nattero.checkup.redflags import ORDER
from nattero.checkup.urgency import CALLS, Caution, one_way
from nattero.checkup.weighing import LESS, TEMPER, Weighed
from nattero.checkup.weights import Array, Table
from nattero.knowledge.features import Feature
from nattero.knowledge.finding import Condition as Part
from nattero.knowledge.finding import conditions
from nattero.knowledge.model import RedFlag, Urgency

SCREEN = 8
ENOUGH = 72  # items asked; after nine screens people answer anything to be done (and a doctor would have decided)
WORTH_ASKING = 0.02
PERSON = ("age", "sex", "pregnant")
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
    pregnant: bool
    postpartum: bool
    asked: frozenset[str]
    weighed: Weighed
    urgency: Urgency
    unmet: tuple[tuple[Urgency, frozenset[str]], ...]


def next_screen(known: Known, features: Mapping[str, Feature], caution: Caution) -> list[str]:
    """Give the features to ask on the next screen, the most telling first; empty when it is enough."""
    if known.urgency in {"emergency", "urgent"}:
        return []  # a danger sign ends the questions with its advice
    open_ = [name for name in _first(known) if name not in known.asked]
    if open_:
        return open_[:SCREEN]
    if len(known.asked) >= ENOUGH:
        return []
    return _most_telling(known, [name for name in features if _may_ask(known, features[name])], caution)


def _first(known: Known) -> list[str]:
    """Give who the person is and the safety block, for such a person."""
    if {"age", "sex"} - known.asked:
        return list(PERSON)
    woman = known.sex != "male" and (known.age is None or 10 <= known.age <= 60)
    person = [*PERSON] if woman else ["age", "sex"]
    if known.age is not None and known.age < 18:
        return [*person, *(name for name in SAFETY if name not in {"foot_wounds", "cancer_active"}), *CHILD]
    return [*person, *(PREGNANT if known.pregnant or known.postpartum else ()), *SAFETY]


def _may_ask(known: Known, feature: Feature) -> bool:
    """Tell whether a feature concerns this person and has not been asked."""
    if feature.id in known.asked or feature.id in PERSON or feature.id not in known.weighed.table.first:
        return False
    return any(concerns(kind, known) for kind in feature.asked_of)


def concerns(kind: str, known: Known) -> bool:
    """Tell whether a kind of person is this person."""
    age = known.age
    return {
        "all": True,
        "female": known.sex != "male" and (age is None or age >= 10),
        "pregnant": known.pregnant or known.postpartum,
        "child": age is not None and age < 18,
        "adult": age is None or age >= 18,
        "young": age is None or age < 45,
    }.get(kind, False)


def _most_telling(known: Known, candidates: list[str], caution: Caution) -> list[str]:
    """Give the candidates worth most, at most a screen of them; of one cluster the second is worth half as much."""
    if not candidates:
        return []
    worth = dict(zip(candidates, worths(known, candidates, caution).tolist(), strict=True))
    table, chosen = known.weighed.table, list[str]()
    least = WORTH_ASKING * (1 + len(known.asked) / ENOUGH * 3)
    while worth and len(chosen) < SCREEN:
        best = max(worth, key=worth.__getitem__)
        if worth.pop(best) < least:
            break
        chosen.append(best)
        cluster = table.expectations.references[best].cluster
        for name in worth:
            if table.expectations.references[name].cluster == cluster:
                worth[name] *= LESS
    return chosen


def worths(known: Known, candidates: list[str], caution: Caution) -> Array:
    """Give what each candidate is worth: the expected change of urgency, in steps, and the information in nats."""
    table, weighed = known.weighed.table, known.weighed
    rows = [row for name in candidates for row in states(table, name)]
    owner = np.repeat(np.arange(len(candidates)), [len(states(table, name)) for name in candidates])
    answered = {table.expectations.references[name].cluster for name in weighed.features}
    held = [LESS if table.expectations.references[name].cluster in answered else 1.0 for name in candidates]
    weights = TEMPER * table.weights[rows] * np.array(held)[owner][:, None]
    chances = table.background[rows][:, None] * np.exp(weights)
    total = np.zeros((len(candidates), len(table.names)))
    np.add.at(total, owner, chances)
    chances /= total[owner]
    now = weighed.probabilities
    predicted = chances @ now
    ratio = chances / predicted[:, None]
    gained = (chances * np.log(ratio)) @ now
    moved = predicted * _steps(known, candidates, rows, weights, caution)
    return np.asarray(np.bincount(owner, weights=gained + moved, minlength=len(candidates)), dtype=float)


def states(table: Table, name: str) -> range:
    """Give the rows of a feature's states."""
    begin = table.first[name]
    return range(begin, begin + len(table.expectations.references[name].chances))


def _steps(known: Known, candidates: list[str], rows: list[int], weights: Array, caution: Caution) -> Array:
    """Give by how many steps each state would change the urgency."""
    careful, careless = one_way(known.weighed, caution)
    table = known.weighed.table
    sign = _signs(table, candidates, caution)
    more, less = np.maximum(weights, 0), np.minimum(weights, 0)
    for_serious = np.where(sign[:, None] > 0, more, np.where(sign[:, None] < 0, less, weights))
    for_others = np.where(sign[:, None] > 0, less, np.where(sign[:, None] < 0, more, weights))
    levels = np.array(caution.levels)
    serious, others = np.exp(careful + for_serious - careful.max()), np.exp(careless + for_others - careful.max())
    found = np.full(len(rows), len(ORDER) - 1)
    for level in range(len(ORDER) - 2, -1, -1):
        worse = serious[:, levels <= level].sum(axis=1)
        found[worse / (worse + others[:, levels > level].sum(axis=1)) >= CALLS[ORDER[level]]] = level
    raised = _raised(known, candidates, table)
    found = np.minimum(found, raised)
    now = ORDER.index(known.urgency)
    return np.asarray(np.abs(np.minimum(found, len(ORDER) - 1) - now), dtype=float)


def _signs(table: Table, candidates: list[str], caution: Caution) -> Array:
    """Give 1 for the yes of a danger sign, -1 for its no, 0 for every other state."""
    sign: list[float] = []
    for name in candidates:
        several = len(states(table, name))
        sign += [1.0, -1.0] if name in caution.danger and several == 2 else [0.0] * several
    return np.array(sign)


def _raised(known: Known, candidates: list[str], table: Table) -> Array:
    """Give the place in the order of urgency that the yes of each candidate would raise by a danger sign."""
    found: list[int] = []
    for name in candidates:
        places = [ORDER.index(urgency) for urgency, features in known.unmet if name in features]
        least = min(places, default=len(ORDER) - 1)
        several = len(states(table, name))
        found += [least] + [len(ORDER) - 1] * (several - 1)
    return np.array(found, dtype=float)


def almost(
    flags: Iterable[RedFlag], holds: frozenset[str], raised: frozenset[str]
) -> tuple[tuple[Urgency, frozenset[str]], ...]:
    """Give, for each flag not raised, its urgency and the features any one of which would raise it now."""
    found: list[tuple[Urgency, frozenset[str]]] = []
    for flag in flags:
        if flag.id in raised or (flag.urgency == "routine" and not flag.alone):
            continue
        missing = [part for part in conditions(flag.finding) if not any(item.feature in holds for item in part)]
        common = frozenset.intersection(*(_plain(part) for part in missing)) if missing else frozenset()
        if common:
            found.append((flag.urgency, common))
    return tuple(found)


def _plain(part: tuple[Part, ...]) -> frozenset[str]:
    """Give the features of a part that a plain yes would meet."""
    return frozenset(item.feature for item in part if not item.sign)
