"""What each unanswered question is expected to tell: about the explanations, and about the urgency.

In: the table of weights, the danger signs, and what is known. Out: for each feature the information its answer is
expected to give (Lindley 1956, doi 10.1214/aoms/1177728069; in nats) and by how many steps it is expected to move the
urgency. All that does not depend on the person is worked out once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nattero.checkup.redflags import ORDER
from nattero.checkup.urgency import CALLS, Caution
from nattero.checkup.weighing import LESS, TEMPER, Weighed
from nattero.checkup.weights import Array, Table
from nattero.knowledge.finding import conditions
from nattero.knowledge.model import RedFlag, Urgency

LEAST = len(ORDER) - 1
NEVER = 2.0  # a chance there is none of
Rows = npt.NDArray[np.int_]


@dataclass(frozen=True)
class Tables:
    """For every state of every feature, by explanation: its chance, chance times log chance, and what it multiplies."""

    chance: Array
    chance_log: Array
    factor: Array


@dataclass(frozen=True)
class Sign:
    """A danger sign taken apart: how urgent, and for each part the features a plain yes to one of which meets it."""

    id: str
    level: int
    parts: tuple[frozenset[str], ...]
    plain: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Prospects:
    """All that can be worked out beforehand; `fresh` for answers of a new cluster, `again` for one already answered."""

    table: Table
    owner: Rows
    yes_rows: Mapping[str, int]
    fresh: Tables
    again: Tables
    at_least: Array
    signs: tuple[Sign, ...]


def prospects(table: Table, caution: Caution, flags: Iterable[RedFlag]) -> Prospects:
    """Give the prospects of a table."""
    counts = [len(table.expectations.references[name].chances) for name in table.features]
    owner = np.repeat(np.arange(len(counts)), counts)
    yes_rows = {
        name: table.first[name] for name in table.features if table.expectations.references[name].yes is not None
    }
    levels = np.array(caution.levels)
    at_least = np.array([levels <= level for level in range(LEAST)], dtype=float).T
    made = [_tables(table, owner, factor) for factor in (1.0, LESS)]
    signs = tuple(_sign(flag) for flag in flags if flag.urgency != "routine" or flag.alone)
    return Prospects(table, owner, yes_rows, made[0], made[1], at_least, signs)


def _sign(flag: RedFlag) -> Sign:
    """Take a danger sign apart."""
    parts = conditions(flag.finding)
    return Sign(
        flag.id,
        ORDER.index(flag.urgency),
        tuple(frozenset(item.feature for item in part) for part in parts),
        tuple(frozenset(item.feature for item in part if not item.sign) for part in parts),
    )


def _tables(table: Table, owner: Rows, factor: float) -> Tables:
    """Work out one set of tables for weights held back by a factor."""
    weights = factor * TEMPER * table.weights
    chance = table.background[:, None] * np.exp(weights)
    total = np.zeros((len(table.features), len(table.names)))
    np.add.at(total, owner, chance)
    chance /= total[owner]
    return Tables(chance, chance * np.log(chance), np.exp(weights))


def worths(known: Prospects, weighed: Weighed, urgency: Urgency, unmet: Mapping[str, int]) -> Array:
    """Give what each feature of the table is worth, in the table's order."""
    table = known.table
    answered = {table.expectations.references[name].cluster for name in weighed.features}
    again = np.array([table.expectations.references[name].cluster in answered for name in table.features])[known.owner]
    now = weighed.probabilities
    fresh, held = known.fresh, known.again
    predicted = np.where(again, held.chance @ now, fresh.chance @ now)
    gained = np.where(again, held.chance_log @ now, fresh.chance_log @ now) - predicted * np.log(predicted)
    level = _levels(known, weighed, again)
    for name, raised in unmet.items():
        if name in known.yes_rows:
            row = known.yes_rows[name]
            level[row] = min(level[row], raised)
    moved = predicted * np.abs(level - ORDER.index(urgency))
    return np.asarray(np.bincount(known.owner, weights=gained + moved), dtype=float)


def _levels(known: Prospects, weighed: Weighed, again: Array) -> Array:
    """Give the place in the order of urgency that the explanations would call for after each state."""
    now = np.exp(weighed.scores - float(weighed.scores.max()))[:, None]
    both = np.hstack([now * known.at_least, now * (1 - known.at_least)])
    after = np.where(again[:, None], known.again.factor @ both, known.fresh.factor @ both)
    serious, others = after[:, :LEAST], after[:, LEAST:]
    called = serious / (serious + others) >= np.array([CALLS.get(urgency, NEVER) for urgency in ORDER[:LEAST]])
    return np.where(called.any(axis=1), called.argmax(axis=1), LEAST).astype(float)


def almost(signs: Iterable[Sign], holds: frozenset[str], raised: frozenset[str]) -> dict[str, int]:
    """Give, for each feature whose yes would raise a sign now, the place of the most urgent one."""
    found: dict[str, int] = {}
    for sign in signs:
        if sign.id in raised:
            continue
        missing = [plain for part, plain in zip(sign.parts, sign.plain, strict=True) if holds.isdisjoint(part)]
        for name in frozenset.intersection(*missing) if missing else ():
            found[name] = min(found.get(name, LEAST), sign.level)
    return found
