"""Which explanations fit, what speaks for and against each, and what would tell the first two apart.

In: the weighed answers of one person. Out: every explanation with its probability and a bar per answer, the most
probable first. Nothing here is a diagnosis: a probability says how well an explanation fits beside the others.
"""

from collections.abc import Collection

import msgspec
import numpy as np

from nattero.checkup.weighing import Answer, Weighed, softmax
from nattero.checkup.weights import Array
from nattero.knowledge.explanations import NOT_KNOWN

UNSUPPORTED = 1.4
"""Natural units taken from an explanation that only denials speak for: what is absent makes no diagnosis."""
WORTH_SHOWING = 0.1
"""Natural units; a smaller weight moves odds by less than a tenth."""
TELLING, TELLING_LEAST = 3, 0.5
ENOUGH_FOR = 0.5
"""Natural units that what was affirmed says for the most probable explanation at least, together, for it to fit well. Judged."""


class Bar(msgspec.Struct, frozen=True):
    """One answer and how much it weighs (natural logarithm of the odds it multiplies)."""

    feature: str
    answer: Answer
    weight: float


class Fit(msgspec.Struct, frozen=True):
    """One explanation: how probable beside the others, and the answers for and against it, the strongest first."""

    condition: str
    probability: float
    pro: tuple[Bar, ...]
    con: tuple[Bar, ...]


def explain(weighed: Weighed) -> list[Fit]:
    """Give every explanation, the most probable first; ties in the order of the pack."""
    probabilities = softmax(weighed.scores - UNSUPPORTED * _unsupported(weighed))
    order = np.argsort(-probabilities, kind="stable")
    bars = _bars(weighed)
    return [_fit(weighed.table.names[column], bars[column], float(probabilities[column])) for column in order.tolist()]


def fits_well(best: Fit) -> bool:
    """Tell whether enough speaks for the most probable explanation: being denied everything else is no reason to be the one."""
    return best.condition != NOT_KNOWN and spoken_for(best)


def spoken_for(fit: Fit) -> bool:
    """Tell whether what was affirmed says enough for an explanation."""
    return sum(bar.weight for bar in fit.pro if bar.answer is not False) >= ENOUGH_FOR


def _unsupported(weighed: Weighed) -> Array:
    """Give 1 for each explanation that only denials speak for; not knowing needs no support."""
    affirmed = np.array([answer is not False for answer in weighed.answers], dtype=bool)
    supported = (weighed.weights[affirmed] >= WORTH_SHOWING).any(axis=0)
    supported[weighed.table.place[NOT_KNOWN]] = True
    return np.asarray(~supported, dtype=float)


def _bars(weighed: Weighed) -> list[list[Bar]]:
    """Give, for each explanation, a bar for every answer and shift that is worth showing, the strongest first."""
    weights = np.vstack([weighed.weights, *(shift.weights for shift in weighed.shifts)])
    names = (*weighed.features, *(shift.what for shift in weighed.shifts))
    said = (*weighed.answers, *(shift.name for shift in weighed.shifts))
    strength = np.abs(weights)
    strongest = np.argsort(-strength, axis=0, kind="stable").T.tolist()
    worth = (strength >= WORTH_SHOWING).sum(axis=0).tolist()
    return [
        [Bar(names[row], said[row], column[row]) for row in rows[:most]]
        for column, rows, most in zip(weights.T.tolist(), strongest, worth, strict=True)
    ]


def _fit(condition: str, bars: list[Bar], probability: float) -> Fit:
    """Give one explanation with its bars for and against."""
    pro, con = (tuple(bar for bar in bars if (bar.weight > 0) is speaks_for) for speaks_for in (True, False))
    return Fit(condition, probability, pro, con)


def telling_apart(weighed: Weighed, first: str, second: str, asked: Collection[str]) -> list[str]:
    """Give up to three unanswered features, of those asked of such a person, whose answer would best tell two apart.

    What an answer is worth is Jeffreys' divergence between what the two explanations expect of it.
    """
    table = weighed.table
    one, other = table.weights[:, table.place[first]], table.weights[:, table.place[second]]
    here, there = np.exp(one) * table.background, np.exp(other) * table.background
    starts = list(table.first.values())
    worth = np.add.reduceat((here - there) * (one - other), starts)
    best = np.argsort(-worth, kind="stable").tolist()
    found = [table.features[place] for place in best if worth[place] > TELLING_LEAST]
    return [name for name in found if name in asked and name not in weighed.features][:TELLING]
