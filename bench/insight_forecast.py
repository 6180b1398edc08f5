"""Forecasts on nights that nobody has seen yet: a history in, a row for each of its last four weeks out; and how good they were."""

import numpy as np
from numpy.typing import NDArray

from nattero.insight.forecast import features, foretell, skill
from nattero.insight.history import History
from nattero.insight.regressors import told

AHEAD = 28
TONIGHT = {"x0": 1.0}  # that it is known of tonight; each past night has its own
TENTHS = 10
LEAST = 3000  # nights, for a tenth of fewer says nothing
Numbers = NDArray[np.float64]


def foretold(history: History) -> Numbers:
    """Whether it is shown after the nights before, then for each night: foretold, usual, last week's share, and what came."""
    seen = told(history)
    past = foretell(seen, features(history, seen, TONIGHT, 1))
    shown = skill(*(part[:-AHEAD] for part in (past.foretold, past.usual, past.came))).clear
    came = (seen.cramps > 0).astype(float)
    week = np.array([came[night - 7 : night].mean() for night in range(len(came) - AHEAD, len(came))])
    rows = (past.foretold[-AHEAD:], past.usual[-AHEAD:], week, past.came[-AHEAD:])
    return np.column_stack([np.full(AHEAD, float(shown)), *rows])


def reliability(nights: Numbers) -> str:
    """The largest gap, in points, between foretold and observed in a tenth, with its standard error (nights of one person as one)."""
    if len(nights) < LEAST:
        return "-"
    person = np.repeat(np.arange(len(nights) // AHEAD), AHEAD)
    found = []
    for part in np.array_split(nights[:, 1].argsort(), TENTHS):
        off = nights[part, 1] - nights[part, 4]
        error = np.sqrt((np.bincount(person[part], off) ** 2).sum()) / len(part)
        found.append((100 * abs(off.mean()), 100 * error))
    gap, error = max(found)
    return f"{gap:.1f} (± {error:.1f})"


def saved(nights: Numbers, column: int) -> str:
    """The share of the Brier score of the usual share that a forecast saves."""
    if len(nights) < LEAST:
        return "-"
    usual, other = (((nights[:, k] - nights[:, 4]) ** 2).mean() for k in (2, column))
    return f"{100 * (1 - other / usual):.1f} %"
