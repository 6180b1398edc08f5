"""The chance of a clear answer without simulating: a design and a truth in, shares of trials that are clear by each look out.

What the nights tell of the log rate ratio is its Fisher information: a night's log rate is a level, a weekday, a random walk, an AR(1)
over nights and its own counting noise, all Gaussian to second order, under orders drawn as the trial would draw them. From look to look
the estimate is then a random walk in information (Jennison and Turnbull 2000, Group Sequential Methods, chapter 3), and the rule of
`decision.py` is applied to it at every look. Four constants were set so that the shares are those of whole simulated analyses; how near
they come on others is in `docs/trials.md`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nattero.trials import model
from nattero.trials.decision import LOG_SAME, Rule
from nattero.trials.prior import Prior
from nattero.trials.quadrature import Array
from nattero.trials.simulate import Truth, counting, exposure, orders

Said = NDArray[np.bool_]
ORDERS = 16  # orders of nights that the information is averaged over
WALKS = 8192
SEED = 20261122
ERROR = 0.02  # standard deviation from whole simulations (docs/trials.md)
UNKNOWN, BY_NIGHTS, BY_CRAMPS = 0.08, 5.6, 1.15
"""Log of the posterior's variance over that of somebody who knew scatter, correlation and drift; it falls with nights and with cramps."""
FEW = 2.5  # the estimate's variance over what the posterior thinks of it: the log of that, over the number of cramps


def reckon(truth: Truth, washout: int, prior: Prior, rule: Rule, at: Sequence[int]) -> tuple[Array, Array]:
    """Give the shares of trials that are clear, and that found a benefit, by each of these looks."""
    rng = np.random.default_rng(SEED)
    best = information(truth, washout, rng)[np.array(at) - 1]
    recorded = _recorded(truth, washout, at, rng)
    nights = np.maximum(recorded.mean(axis=0), 1)
    cramps = truth.rate / 7 * np.exp(truth.spread**2 / 2) * np.sqrt(truth.ratio) * nights + 1
    lost = np.exp(UNKNOWN + BY_NIGHTS / nights + BY_CRAMPS / cramps)
    told = np.broadcast_to(best / lost, recorded.shape)
    estimate = np.log(truth.ratio) + np.sqrt(lost * np.exp(FEW / cramps)) * _walk(best, rng)
    alone = np.array([rule.after(look, truth.nights).alone for look in at])
    helps, harms, same = _said(estimate, told, prior, rule, alone)
    clear = (recorded >= rule.least) & (helps | harms | same)
    first = np.where(clear.any(axis=1), clear.argmax(axis=1), len(at))
    useful = helps[np.arange(WALKS), np.minimum(first, len(at) - 1)]
    by = first[:, None] <= np.arange(len(at))
    return by.mean(axis=0), (by & useful[:, None]).mean(axis=0)


def information(truth: Truth, washout: int, rng: np.random.Generator) -> Array:
    """Give what the first nights tell of the log rate ratio, (nights), as one over the variance of the best estimate."""
    arm = orders(truth, ORDERS, rng)
    exposed = exposure(arm, np.full_like(arm, truth.adherence), truth.carry_over)
    there = np.maximum(counting(arm, truth.block, washout) * (1 - truth.missing), 1e-6)
    mean = truth.rate / 7 * np.exp(truth.spread**2 / 2) * truth.ratio**exposed
    night = np.arange(truth.nights)
    alike = night[:, None] % 7 == night % 7
    shared = (
        model.RATE_SD**2
        + model.WEEKDAY_SD**2 * (alike - 1 / 7)
        + np.exp(2 * model.DRIFT) / 7 * np.minimum(night[:, None], night)
        + truth.spread**2 * truth.correlation ** np.abs(night[:, None] - night)
    )
    own = (1 / mean + truth.scatter**2) / there
    from scipy.linalg import solve_triangular  # slow to import

    told = np.zeros(truth.nights)
    for one, noise in zip(exposed, own, strict=True):
        root = np.linalg.cholesky(shared + np.diag(noise))
        told += np.cumsum(solve_triangular(root, one, lower=True) ** 2)
    return told / ORDERS


def _walk(best: Array, rng: np.random.Generator) -> Array:
    """How far the best estimate is off at every look, (walks, looks)."""
    steps = np.diff(best, prepend=0.0)
    half = rng.normal(size=(WALKS // 2, len(best)))
    return np.asarray(np.cumsum(np.sqrt(steps) * np.concatenate([half, -half]), axis=1) / best)


def _recorded(truth: Truth, washout: int, at: Sequence[int], rng: np.random.Generator) -> Array:
    """How many nights count by every look, (walks, looks)."""
    arm = orders(truth, ORDERS, rng)
    open_ = np.cumsum(counting(arm, truth.block, washout), axis=1)[:, np.array(at) - 1].mean(axis=0)
    steps = np.diff(np.round(open_), prepend=0).astype(int)
    return np.asarray(np.cumsum(rng.binomial(steps, 1 - truth.missing, (WALKS, len(at))), axis=1))


def _said(estimate: Array, told: Array, prior: Prior, rule: Rule, limit: Array) -> tuple[Said, Said, Said]:
    """Whether it helps, harms, makes no difference, by the rule, (walks, looks) each; `limit` is what the nights alone must reach."""
    from scipy.special import ndtr  # slow to import

    alone = ndtr(-estimate * np.sqrt(told))
    whole = told + prior.sd**-2
    mean = (told * estimate + prior.mean / prior.sd**2) / whole
    better, upper, lower = (ndtr((value - mean) * np.sqrt(whole)) for value in (0.0, LOG_SAME[1], LOG_SAME[0]))
    helps = (better >= rule.better) & (alone >= limit)
    harms = (1 - better >= rule.better) & (1 - alone >= limit)
    return helps, harms, upper - lower >= rule.same
