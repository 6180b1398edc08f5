"""The chance of a clear answer without simulating whole trials: a design and a truth in, shares of trials that are clear by each look out.

A trial is made as small as it can be: cramps with one arm and with the other, drawn by chance, as many as tell what its nights tell
(`information.py`), each arm's moved by what nights differ beyond chance. What these say against no effect is the signed root of the
likelihood ratio, corrected for few counts (Barndorff-Nielsen 1986, Biometrika 73:307-322), not the estimate over its standard error: a
halving leaves few cramps in one arm, so that it is known badly how large the effect is, and much better that there is one. Then the rule
of `decision.py` is applied at every look. Two constants (KNOWN, and `believed.ACROSS`) were set, on settings of their own; how near all
this comes to whole simulated analyses is in `docs/trials.md`. That a plan is dropped on bad nights (`dropped`) is left out.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nattero.trials.decision import LOG_SAME, Rule
from nattero.trials.hidden import as_told
from nattero.trials.information import ORDERS, information
from nattero.trials.prior import Prior
from nattero.trials.quadrature import Array
from nattero.trials.simulate import Truth, counting, orders

Said = NDArray[np.bool_]
TRIALS = 4096
SEED = 20261122
ERROR = 0.03  # standard deviation from whole simulations (docs/trials.md)
ENDS = 7  # nights on which people leave, instead of every night of the second half
KNOWN = 0.96
"""What the analysis knows of the log rate ratio, as a share of what is reckoned here: it averages over all that it thinks possible of how
nights differ, and here only its averages count. Set, with `believed.ACROSS`, on settings 0 to 23 and 200 to 243 of `bench/trial_chance.py`,
400 trials each, and the named cells of `bench/trials.py`; 0.95 and 0.97 say 0.4 points less and more."""
LEAST = 0.5  # cramps that an arm without any counts for
EQUAL = 0.05  # estimates so near to no effect need no root


def reckon(truth: Truth, washout: int, prior: Prior, rule: Rule, at: Sequence[int]) -> tuple[Array, Array]:
    """Give the shares of trials that are clear, and that found a benefit, by each of these looks."""
    rng = np.random.default_rng(SEED)
    truth = as_told(truth)
    ends = np.linspace(truth.nights // 2, truth.nights - 1, ENDS).astype(int) if truth.leaves else np.array([], int)
    nights = [int(night) for night in np.union1d(at, ends)]
    seen = np.searchsorted(nights, np.minimum(at, _last(truth, ends, rng)[:, None]))
    estimate, told, against, recorded = (
        np.take_along_axis(each, seen, axis=1)
        for each in (*_trials(truth, washout, nights, rng), _recorded(truth, washout, nights, rng))
    )
    limit = np.array([rule.after(look, truth.nights).alone for look in at])
    helps, harms, same = _said(estimate, told, prior, rule)
    helps, harms = helps & (against >= limit), harms & (1 - against >= limit)
    clear = (recorded >= rule.least) & (helps | harms | same)
    first = np.where(clear.any(axis=1), clear.argmax(axis=1), len(at))
    useful = helps[np.arange(TRIALS), np.minimum(first, len(at) - 1)]
    by = first[:, None] <= np.arange(len(at))
    return by.mean(axis=0), (by & useful[:, None]).mean(axis=0)


def _last(truth: Truth, ends: NDArray[np.int_], rng: np.random.Generator) -> NDArray[np.int_]:
    """How many nights each trial has before the person leaves."""
    stays = np.full(TRIALS, truth.nights)
    return np.where(rng.random(TRIALS) < truth.leaves, rng.choice(ends, TRIALS), stays) if len(ends) else stays


def _trials(truth: Truth, washout: int, nights: Sequence[int], rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """What every trial says by each of these nights, as in `_known`, (trials, nights) each."""
    known = information(truth, washout, nights, rng)
    share = truth.ratio / (1 + truth.ratio)
    apart, together = _drawn(known.apart, rng), _drawn(known.together, rng)
    middle = np.diagonal(known.together) / 2 + np.diagonal(known.apart) / 8
    steps = np.maximum(np.diff(known.cramps, prepend=0.0), 0)
    with_it, without = (
        np.maximum(np.cumsum(rng.poisson(steps * of, apart.shape), axis=1) * np.exp(together + lean - middle), LEAST)
        for of, lean in ((share, apart / 2), (1 - share, -apart / 2))
    )
    return _known(with_it, without, known.beyond)


def _known(with_it: Array, without: Array, beyond: Array) -> tuple[Array, Array, Array]:
    """The estimate from cramps with and without, one over its variance as no effect sees it, and the chance of fewer by them alone."""
    from scipy.special import ndtr  # slow to import

    both = with_it + without
    estimate = np.log(with_it / without)
    equal = np.abs(estimate) < EQUAL
    ratio = 2 * (with_it * np.log(2 * with_it / both) + without * np.log(2 * without / both))
    told = KNOWN / (np.where(equal, 4 / both, estimate**2 / np.where(equal, 1, ratio)) + beyond)
    root = np.abs(estimate) * np.sqrt(told)
    slope = 2 * np.abs(with_it - without) / both * np.sqrt(KNOWN) / (4 / both + beyond)
    score = slope * np.sqrt(both / (with_it * without) + beyond)
    far = np.where(equal, 1, root)
    root += np.log(np.where(equal, 1, score / far)) / far
    return estimate, told, ndtr(np.where(estimate < 0, root, -root))


def _drawn(covariance: Array, rng: np.random.Generator) -> Array:
    """Normal numbers of mean 0 with this covariance, (trials, nights), each with its mirror image."""
    half = rng.normal(size=(TRIALS // 2, len(covariance)))
    root = np.linalg.cholesky(covariance + 1e-9 * np.eye(len(covariance)))
    return np.asarray(np.concatenate([half, -half]) @ root.T)


def _recorded(truth: Truth, washout: int, nights: Sequence[int], rng: np.random.Generator) -> Array:
    """How many nights count by each of these, (trials, nights)."""
    arm = orders(truth, ORDERS, rng)
    open_ = np.cumsum(counting(arm, truth.block, washout), axis=1)[:, np.array(nights) - 1].mean(axis=0)
    steps = np.diff(np.round(open_), prepend=0).astype(int)
    return np.asarray(np.cumsum(rng.binomial(steps, 1 - truth.missing, (TRIALS, len(steps))), axis=1))


def _said(estimate: Array, told: Array, prior: Prior, rule: Rule) -> tuple[Said, Said, Said]:
    """Whether it helps, harms, makes no difference by the posterior, (trials, looks) each."""
    from scipy.special import ndtr  # slow to import

    whole = told + prior.sd**-2
    mean = (told * estimate + prior.mean / prior.sd**2) / whole
    better, upper, lower = (ndtr((value - mean) * np.sqrt(whole)) for value in (0.0, LOG_SAME[1], LOG_SAME[0]))
    return better >= rule.better, 1 - better >= rule.better, upper - lower >= rule.same
