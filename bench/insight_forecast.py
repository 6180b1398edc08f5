"""Forecasts on nights that nobody has seen yet: a simulated history in, a row for each of its last four weeks out."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nattero.insight.findings import Forecast
from nattero.insight.forecast import features, forecast, foretell
from nattero.insight.history import History
from nattero.insight.regressors import told

AHEAD = 28
TONIGHT = {"x0": 1.0}  # that it is known of tonight; each past night has its own


def foretold(history: History) -> NDArray[np.float64]:
    """Whether it is shown after the nights before, then for each night: foretold, usual, last week's share, and what came."""
    before = cut(history, len(history) - AHEAD)
    shown = isinstance(forecast(before, TONIGHT), Forecast)
    seen = told(history)
    past = foretell(seen, features(history, seen, TONIGHT, 1))
    came = (seen.cramps > 0).astype(float)
    week = np.array([came[night - 7 : night].mean() for night in range(len(came) - AHEAD, len(came))])
    rows = (past.foretold[-AHEAD:], past.usual[-AHEAD:], week, past.came[-AHEAD:])
    return np.column_stack([np.full(AHEAD, float(shown)), *rows])


def cut(history: History, nights: int) -> History:
    """The first nights of a history."""
    return replace(
        history,
        recorded=history.recorded[:nights],
        open=history.open[:nights],
        count=history.count[:nights],
        exposures={name: values[:nights] for name, values in history.exposures.items()},
    )
