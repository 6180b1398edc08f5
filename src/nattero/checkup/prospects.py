"""What each unanswered question is expected to tell: about the explanations, and about the urgency.

In: the table of weights, how urgent each explanation is, the danger signs, and what is known. Out: for each feature the
information its answer is expected to give (Lindley 1956, doi 10.1214/aoms/1177728069; in nats) and by how many steps it is
expected to move the urgency. All that does not depend on the person is worked out once.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nattero.checkup.urgency import CALLS, Caution
from nattero.checkup.weighing import LESS, TEMPER, Weighed
from nattero.checkup.weights import Array, Table
from nattero.knowledge.features import Feature
from nattero.knowledge.finding import conditions
from nattero.knowledge.model import URGENCIES, RedFlag, Urgency

LEAST = len(URGENCIES) - 1
_LEVELS = np.array([URGENCIES.index(urgency) for urgency in CALLS])
_CHANCES = np.array(list(CALLS.values()))
Places = npt.NDArray[np.int_]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Sign:
    """A danger sign taken apart: how urgent, and for each part the features a plain yes to one of which meets it."""

    id: str
    level: int
    parts: tuple[frozenset[str], ...]
    plain: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Prospects:
    """All that can be worked out beforehand.

    `chance`, `chance_log`: of every state, by explanation. `owner`: the feature of each state. `cluster`: of each feature.
    `at_least`: which explanations are at least as urgent as each urgency that can be called for. `asked_of`: by kind of
    person, which features are asked of them.
    """

    table: Table
    chance: Array
    chance_log: Array
    owner: Places
    cluster: Places
    place: Mapping[str, int]
    at_least: Array
    asked_of: Mapping[str, Mask]
    signs: tuple[Sign, ...]


def prospects(table: Table, caution: Caution, flags: Iterable[RedFlag], features: Mapping[str, Feature]) -> Prospects:
    """Give the prospects of a table."""
    references = [table.expectations.references[name] for name in table.features]
    owner = np.repeat(np.arange(len(references)), [len(reference.chances) for reference in references])
    chance = table.background[:, None] * np.exp(TEMPER * table.weights)
    total = np.zeros((len(references), len(table.names)))
    np.add.at(total, owner, chance)
    chance /= total[owner]
    clusters = {name: number for number, name in enumerate(dict.fromkeys(each.cluster for each in references))}
    kinds = sorted({kind for name in table.features for kind in features[name].asked_of})
    return Prospects(
        table=table,
        chance=chance,
        chance_log=chance * np.log(chance),
        owner=owner,
        cluster=np.array([clusters[each.cluster] for each in references]),
        place={name: place for place, name in enumerate(table.features)},
        at_least=caution.at_least,
        asked_of={kind: np.array([kind in features[name].asked_of for name in table.features]) for kind in kinds},
        signs=tuple(_sign(flag) for flag in flags if flag.urgency != "routine" or flag.alone),
    )


def _sign(flag: RedFlag) -> Sign:
    """Take a danger sign apart."""
    parts = conditions(flag.finding)
    return Sign(
        flag.id,
        URGENCIES.index(flag.urgency),
        tuple(frozenset(item.feature for item in part) for part in parts),
        tuple(frozenset(item.feature for item in part if not item.sign) for part in parts),
    )


def worths(known: Prospects, weighed: Weighed, urgency: Urgency, unmet: Mapping[str, int]) -> Array:
    """Give what each feature of the table is worth, in the table's order; less where its cluster has been answered."""
    now = weighed.probabilities
    after = known.chance @ np.hstack([now[:, None] * known.at_least, now[:, None]])
    predicted = after[:, -1]
    gained = known.chance_log @ now - predicted * np.log(predicted)
    called = after[:, :-1] >= _CHANCES * predicted[:, None]
    level = np.where(called.any(axis=1), _LEVELS[called.argmax(axis=1)], LEAST)
    for name, raised in unmet.items():
        if name in known.place:
            row = known.table.first[name]
            level[row] = min(level[row], raised)
    moved = predicted * np.abs(level - URGENCIES.index(urgency))
    factor = np.ones(len(known.place))  # by cluster; there are no more clusters than features
    factor[known.cluster[[known.place[name] for name in weighed.features]]] = LESS
    again = factor[known.cluster]
    telling = np.bincount(known.owner, weights=gained) * again + np.bincount(known.owner, weights=moved)
    return np.asarray(telling * again, dtype=float)


def most_telling(known: Prospects, worth: Array, allowed: Mask, least: float, most: int) -> list[str]:
    """Give the features worth most, `most` of them at most; of one cluster the second is worth half as much."""
    worth = np.where(allowed, worth, 0.0)
    chosen: list[str] = []
    while len(chosen) < most:
        best = int(worth.argmax())
        if worth[best] < least:
            break
        chosen.append(known.table.features[best])
        worth[known.cluster == known.cluster[best]] *= LESS
        worth[best] = 0.0
    return chosen


def allowed(known: Prospects, kinds: Collection[str], asked: Collection[str]) -> Mask:
    """Give which features are asked of such a person and have not been."""
    found = np.zeros(len(known.place), dtype=bool)
    for kind in kinds:
        if kind in known.asked_of:
            found |= known.asked_of[kind]
    found[[known.place[name] for name in asked if name in known.place]] = False
    return found


def almost(signs: Iterable[Sign], holds: frozenset[str], raised: frozenset[str]) -> dict[str, int]:
    """Give, for each feature whose yes would raise a sign now, the place of the most urgent one."""
    found: dict[str, int] = {}
    for sign in signs:
        if sign.id not in raised:
            for name in _missing(sign, holds):
                found[name] = min(found.get(name, LEAST), sign.level)
    return found


def _missing(sign: Sign, holds: frozenset[str]) -> frozenset[str]:
    """Give the features a yes to one of which meets every part of a sign that is not met."""
    left: frozenset[str] | None = None
    for part, plain in zip(sign.parts, sign.plain, strict=True):
        if holds.isdisjoint(part):
            left = plain if left is None else left & plain
            if not left:
                break
    return left or frozenset()
