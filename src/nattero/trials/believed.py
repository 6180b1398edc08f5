"""How the analysis will think that nights differ, once it has seen them: what is true in, what it makes of it on average out.

It is told neither how much nights scatter nor how alike neighbours are nor how fast the rate drifts: it has priors (`model.py`) and
learns. Its posterior is reckoned on a grid of possibilities, from those priors and the expected Gaussian log likelihood of the nights'
spectrum (Whittle 1953, Arkiv for Matematik 2:423-434).
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from nattero.trials import model
from nattero.trials.model import Hyper
from nattero.trials.quadrature import Array

POINTS = (13, 13, 3, 3)  # of the grid in scatter, spread, correlation and drift
REACH = (2.4, 2.4, 1.8, 1.2)  # of the grid, in prior deviations
ACROSS = 0.4  # of scatter times what neighbours share: all for who weighs counts, nothing for who weighs logs (set with `reckoning.KNOWN`)


class Believed(NamedTuple):
    """Squares of scatter, spread and drift (the last per week), and the correlation, on average over what is thought possible."""

    scatter: float
    spread: float
    correlation: float
    drift: float


def believed(seen: Array, chance: float, recorded: float) -> Believed:
    """Give what is thought of nights that vary together like this, relative to their means, (nights, nights).

    `chance`: the variance of one night that is only chance; `recorded`: the share of nights there are.
    """
    nights = len(seen)
    turn = np.exp(2j * np.pi * np.arange(1, nights // 2 + 1) / nights)
    power = np.real(np.diagonal(np.fft.ifft(np.fft.fft(seen, axis=0), axis=1)))[1 : nights // 2 + 1] + chance / recorded
    hyper, logs = _grid()
    scatter, spread, correlation, drift = (each[:, None] for each in hyper)
    alike = np.expm1(spread) * (1 - correlation**2) / np.abs(1 - correlation * turn) ** 2
    thought = (chance + scatter * grown(spread)) / recorded + alike + drift / 7 / np.abs(1 - turn) ** 2
    logs = logs - (np.log(thought) + power / thought).sum(axis=1)
    weight = np.exp(logs - logs.max())
    return Believed(*(float(each @ weight / weight.sum()) for each in hyper))


def grown(spread: Array | float) -> Array:
    """By how much a night's own scatter grows because it multiplies what the night shares with its neighbours (a variance)."""
    return np.asarray(1 + ACROSS * np.expm1(spread))


@cache
def _grid() -> tuple[tuple[Array, ...], Array]:
    """Everything on the grid: squares and correlation as in `Believed`, and the log of the prior."""
    axes = [np.linspace(-reach, reach, points) for points, reach in zip(POINTS, REACH, strict=True)]
    z = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(axes))
    hyper: Hyper = model.hyper(z)
    return (1 / hyper.size, hyper.spread**2, hyper.correlation, hyper.drift**2), -0.5 * (z**2).sum(axis=1)
