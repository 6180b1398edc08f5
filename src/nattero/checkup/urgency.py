"""How urgent it is: danger first and never outvoted, then what explanations call for, then the ordinary thresholds.

In: the signs that are raised, the weighed answers, how urgent each condition is. Out: one urgency. What the explanations
call for is the chance that something of at least that urgency lies behind it. So that one more danger sign can never
reassure, an answer to a danger sign counts only one way here: a yes may raise an urgent explanation and lower a harmless
one, a no the reverse. (The ranking people see knows no such caution.)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from nattero.checkup.danger import Raised
from nattero.checkup.redflags import ORDER
from nattero.checkup.weighing import Weighed
from nattero.checkup.weights import Array
from nattero.knowledge.model import Urgency

CALLS: Mapping[Urgency, float] = {"emergency": 0.6, "urgent": 0.3, "soon": 0.4, "routine": 0.5}
"""The chance from which on an urgency is called for. Judged: a same-day doctor accepts two false alarms for one clot."""
NEVER_OUTVOTED = frozenset({"emergency", "urgent", "soon"})


@dataclass(frozen=True)
class Caution:
    """How urgent each explanation is when suspected (0 the most), in the order of the table, and the danger signs."""

    levels: tuple[int, ...]
    danger: frozenset[str]


def caution(names: Iterable[str], urgencies: Mapping[str, Urgency], danger: frozenset[str]) -> Caution:
    """Give the caution for a table's explanations."""
    return Caution(tuple(ORDER.index(urgencies[name]) for name in names), danger)


def most_urgent(found: Iterable[Urgency]) -> Urgency:
    """Give the greatest of several urgencies; `self-care` of none."""
    return min(found, key=ORDER.index, default="self-care")


def called_for(weighed: Weighed, caution: Caution) -> Urgency:
    """Give the urgency that the explanations call for by their chances."""
    careful, careless = one_way(weighed, caution)
    levels = np.array(caution.levels)
    top = float(max(careful.max(), careless.max()))
    for level, urgency in enumerate(ORDER[:-1]):
        serious = float(np.exp(careful[levels <= level] - top).sum())
        others = float(np.exp(careless[levels > level] - top).sum())
        if serious / (serious + others) >= CALLS[urgency]:
            return urgency
    return "self-care"


def one_way(weighed: Weighed, caution: Caution) -> tuple[Array, Array]:
    """Give the scores with danger signs only ever adding (for what is urgent) and only ever taking away (for what is not)."""
    more, less = np.maximum(weighed.weights, 0), np.minimum(weighed.weights, 0)
    yes = np.array([name in caution.danger and answer is True for name, answer in _said(weighed)], dtype=bool)
    no = np.array([name in caution.danger and answer is False for name, answer in _said(weighed)], dtype=bool)
    plain = ~(yes | no)
    base = weighed.log_prior + weighed.weights[plain].sum(axis=0)
    return base + more[yes].sum(axis=0) + less[no].sum(axis=0), base + less[yes].sum(axis=0) + more[no].sum(axis=0)


def _said(weighed: Weighed) -> list[tuple[str, object]]:
    return list(zip(weighed.features, weighed.answers, strict=True))


def ordinary(raised: Iterable[Raised], burden: bool) -> Urgency:
    """Give what the ordinary thresholds call for: one that stands alone, or one that does not, with a heavy burden."""
    found = [sign for sign in raised if sign.urgency == "routine"]
    return "routine" if any(sign.alone or burden for sign in found) else "self-care"


def is_heavy(answers: Mapping[str, object]) -> bool:
    """Tell whether cramps weigh on a life: nearly every night, fear of the night, or days that are spoilt."""
    often, spoilt = answers.get("attacks_per_week"), answers.get("quality_impact")
    return (
        (_is_number(often) and float(str(often)) >= 5)
        or (_is_number(spoilt) and float(str(spoilt)) >= 6)
        or answers.get("fear_of_sleep") is True
    )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
