"""How urgent it is: danger first and never outvoted, then what explanations call for, then the ordinary thresholds.

In: the signs that are raised, the weighed answers, how urgent each condition is. Out: one urgency. What the explanations
call for is the chance that something of at least that urgency lies behind it. So that one more danger sign can never
reassure, it is the greatest chance over all readings that leave out some of the danger signs said; and a no to a danger
sign may lower an urgent explanation and raise a harmless one, never the reverse. (The ranking people see knows no such
caution.)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nattero.checkup.danger import Raised
from nattero.checkup.weighing import Weighed, together
from nattero.checkup.weights import Array
from nattero.knowledge.explanations import NOT_KNOWN
from nattero.knowledge.model import URGENCIES, Urgency

CALLS: Mapping[Urgency, float] = {"urgent": 0.3, "soon": 0.4, "routine": 0.5}
"""The chance from which on an urgency is called for. Judged: a same-day doctor accepts two false alarms for one clot.

An emergency is called by its signs, never by a chance: what could be one calls for a doctor the same day.
"""
HALF_WORTH = 0.5
"""That too little is known counts half: somebody who told of a plain cramp and of nothing else needs no doctor for that."""
SPEAKS_FOR, UNSPOKEN_WORTH = 0.1, 0.25
"""What calls for an appointment, and no answer or medicine speaks for (natural units), counts a quarter: e^-1.4, as in `explain`."""
MOST_READINGS = 6
_SUBSETS = tuple(
    np.array([[row >> place & 1 for place in range(size)] for row in range(2**size)], dtype=float).reshape(
        2**size, size
    )
    for size in range(MOST_READINGS + 1)
)


@dataclass(frozen=True)
class Caution:
    """How urgent each explanation is when suspected (0 the most), in the order of the table, and the danger signs."""

    levels: tuple[int, ...]
    danger: frozenset[str]

    @cached_property
    def at_least(self) -> Array:
        """Which explanations (rows) are at least as urgent as each urgency that can be called for, of 0 and 1."""
        return np.array([[float(level <= URGENCIES.index(urgency)) for urgency in CALLS] for level in self.levels])


def caution(names: Iterable[str], urgencies: Mapping[str, Urgency], danger: frozenset[str]) -> Caution:
    """Give the caution for a table's explanations."""
    return Caution(tuple(URGENCIES.index(urgencies[name]) for name in names), danger)


def most_urgent(found: Iterable[Urgency]) -> Urgency:
    """Give the greatest of several urgencies; `self-care` of none."""
    return min(found, key=URGENCIES.index, default="self-care")


def called_for(weighed: Weighed, caution: Caution) -> Urgency:
    """Give the urgency that the explanations call for by their chances."""
    careful, careless = both_ways(weighed, caution)
    top = float(max(careful.max(), careless.max()))
    worth = _worth(weighed, caution)
    serious, others = worth * np.exp(careful - top), worth * np.exp(careless - top)
    worse = serious @ caution.at_least
    chances = (worse / (worse + others @ (1 - caution.at_least))).max(axis=0).tolist()
    return next(
        (urgency for urgency, chance in zip(CALLS, chances, strict=True) if chance >= CALLS[urgency]), "self-care"
    )


def _worth(weighed: Weighed, caution: Caution) -> Array:
    """Give how much each explanation's chance counts: less where too little is known, or nothing said speaks for an appointment.

    What only its prior makes probable calls for no appointment. One more yes only adds to what something speaks for,
    and the harmless always count in full, so that no danger sign can reassure.
    """
    affirmed = np.array([answer is not False for answer in weighed.answers], dtype=bool)
    speaks = np.vstack([weighed.raw[affirmed], *(shift.weights for shift in weighed.shifts)])
    spoken_for = (speaks >= SPEAKS_FOR).any(axis=0)
    ordinary_ones = np.array(caution.levels) == URGENCIES.index("routine")
    worth = np.where(ordinary_ones & ~spoken_for, UNSPOKEN_WORTH, 1.0)
    worth[weighed.table.place[NOT_KNOWN]] = HALF_WORTH
    return worth


def both_ways(weighed: Weighed, caution: Caution) -> tuple[Array, Array]:
    """Give the scores of what is urgent and of what is not, a row for each reading of the danger signs.

    A danger sign counts in full beside the others, so that each reading is the same with and without one more. Beyond
    six there is one reading, more cautious than any: all danger signs that raise the urgent, and none that raise the rest.
    """
    said = list(zip(weighed.features, weighed.answers, strict=True))
    yes = np.array([name in caution.danger and answer is True for name, answer in said], dtype=bool)
    no = np.array([name in caution.danger and answer is False for name, answer in said], dtype=bool)[~yes]
    held = together(
        weighed.table,
        [name for name, is_danger in zip(weighed.features, yes, strict=True) if not is_danger],
        weighed.raw[~yes],
    )
    base = weighed.log_prior + held[~no].sum(axis=0)
    careful, careless = base + np.minimum(held[no], 0).sum(axis=0), base + np.maximum(held[no], 0).sum(axis=0)
    signs = weighed.raw[yes]
    if len(signs) > MOST_READINGS:
        more, less = np.maximum(signs, 0).sum(axis=0), np.minimum(signs, 0).sum(axis=0)
        return (careful + more)[None, :], (careless + less)[None, :]
    readings = _SUBSETS[len(signs)] @ signs
    return careful + readings, careless + readings


def ordinary(raised: Iterable[Raised], burden: bool) -> Urgency:
    """Give what the ordinary thresholds call for: one that stands alone, or one that does not, with a heavy burden."""
    found = [sign for sign in raised if sign.urgency == "routine"]
    return "routine" if any(sign.alone or burden for sign in found) else "self-care"


def is_heavy(answers: Mapping[str, object], *, expecting: bool = False) -> bool:
    """Tell whether cramps weigh on a life: nearly every night, fear of the night, or days that are spoilt.

    In pregnancy they come often and pass with it: how often alone says nothing.
    """
    often, spoilt = answers.get("attacks_per_week"), answers.get("quality_impact")
    return (
        (not expecting and _is_number(often) and float(str(often)) >= 5)
        or (_is_number(spoilt) and float(str(spoilt)) >= 6)
        or answers.get("fear_of_sleep") is True
    )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
