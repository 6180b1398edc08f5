"""What the nights of a trial tell of the log rate ratio by each of some nights: a design and a truth in, variances out, nothing simulated.

The estimate is the best linear one (generalized least squares) for somebody who thinks of how nights differ what the analysis will think
when the trial is over (`believed.py`), and takes a level and weekdays for possible. A night's count differs from what its arm makes of it
by chance (one over the mean), by its own scatter, and by what it shares with its neighbours, relative to the mean:
exp(spread^2 correlation^|gap|) - 1; of the product of the last two a part counts (`grown`). All is averaged over orders drawn as the trial
would draw them.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nattero.trials import model
from nattero.trials.believed import believed, grown
from nattero.trials.quadrature import Array
from nattero.trials.simulate import SEASON, Truth, counting, exposure, orders

ORDERS = 8
NEVER = 1e-6  # what counts for nothing, where nothing cannot be divided by


class Information(NamedTuple):
    """What is known by each of some nights.

    `cramps`: how many would tell as much in two equal arms of no effect, if chance were all; `beyond`: the variance of the log rate ratio
    that is not chance, as the analysis sees it; `apart`, `together`: covariances over the nights (nights, nights) of what is not chance in
    truth, in the log rate ratio and in the log of the mean rate.
    """

    cramps: Array
    beyond: Array
    apart: Array
    together: Array


def information(truth: Truth, washout: int, at: Sequence[int], rng: np.random.Generator) -> Information:
    """Give what the first nights tell, by each of these."""
    arm = orders(truth, ORDERS, rng)
    exposed = exposure(arm, np.full_like(arm, truth.adherence), truth.carry_over)
    there = np.maximum(counting(arm, truth.block, washout) * (1 - truth.missing), NEVER)
    kept = max(1 - truth.zeros, NEVER)
    chance = 7 / (truth.rate * np.exp(truth.spread**2 / 2) * (1 + truth.ratio) / 2 * kept)
    recorded = float(there.mean())
    own = (truth.scatter**2 + (1 - kept) / kept) * grown(truth.spread**2)
    alike = _alike(truth.nights, truth.spread**2, truth.correlation)
    changing = alike + _course(truth)
    seen = changing + _doubted(exposed, np.log(truth.ratio)) + own / recorded * np.eye(truth.nights)
    thought = believed(seen, chance, recorded)
    by = (np.arange(truth.nights) < np.array(at)[:, None]).astype(float)
    possible = _alike(truth.nights, thought.spread, thought.correlation) + _possible(truth.nights, thought.drift)
    weight, variance = _estimate(possible, (chance + thought.scatter * grown(thought.spread)) / there, exposed, by)
    by_chance = chance * (weight**2 / there[:, None]).sum(axis=2).mean(axis=0)
    level = by * there[:, None]
    level /= level.sum(axis=2, keepdims=True)
    return Information(
        4 * np.divide(1, by_chance, out=np.zeros_like(by_chance), where=by_chance > 0),
        np.maximum(variance - by_chance, 0),
        _covariance(weight, changing, own / there),
        _covariance(level, alike, own / there),
    )


def _estimate(shared: Array, own: Array, exposed: Array, by: Array) -> tuple[Array, Array]:
    """What each night weighs in the estimate by each of some nights, (orders, looks, nights), and the estimate's variance, (looks)."""
    root = np.linalg.inv(np.linalg.cholesky(shared + own[:, :, None] * np.eye(own.shape[1])))
    half = np.matmul(root, exposed[:, :, None])[:, None, :, 0] * by
    told = np.maximum((half**2).sum(axis=2).mean(axis=0), NEVER)
    return np.matmul(half, root) / told[:, None], 1 / told


def _covariance(weight: Array, shared: Array, own: Array) -> Array:
    """How weighted sums vary together, (looks, looks)."""
    across = weight.transpose(0, 2, 1)
    return np.asarray(
        (np.matmul(np.matmul(weight, shared), across) + np.matmul(weight * own[:, None], across)).mean(axis=0)
    )


def _alike(nights: int, spread: float, correlation: float) -> Array:
    """How nights vary together because neighbours are alike, relative to their means; `spread` is a variance."""
    night = np.arange(nights)
    return np.asarray(np.expm1(spread * correlation ** np.abs(night[:, None] - night)))


def _doubted(exposed: Array, effect: float) -> Array:
    """How nights vary together because of half the effect: whoever is half in doubt of it takes that much for scatter."""
    half = (exposed - exposed.mean(axis=1, keepdims=True)) * effect / 2
    return np.asarray(half.T @ half / len(half))


def _possible(nights: int, drift: float) -> Array:
    """How nights vary together by what the analysis takes for possible besides: a level, weekdays and a drift (a variance a week)."""
    night = np.arange(nights)
    weekdays = model.WEEKDAY_SD**2 * ((night[:, None] - night) % 7 == 0)
    return np.asarray(model.RATE_SD**2 + weekdays + drift / 7 * np.minimum(night[:, None], night))


def _course(truth: Truth) -> Array:
    """How nights vary together because the rate changes slowly or once: trend, walk, step, season and weeks of their own."""
    night = np.arange(truth.nights)
    early = np.minimum(night[:, None], night)
    line = (night / (truth.nights - 1) - 0.5) * truth.trend * truth.spread
    wave = truth.season**2 / 2 * np.cos(2 * np.pi * (night[:, None] - night) / SEASON)
    week = (night + truth.into_week) // 7
    weeks = truth.weeks**2 * (week[:, None] == week)
    return np.asarray(np.outer(line, line) + (truth.walk**2 / 7 + truth.step**2 / truth.nights) * early + wave + weeks)
