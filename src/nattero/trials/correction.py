"""How likely a block's counts are: what the Gaussian stand-in says, and what it misses.

In: blocks and their fitted fields. Out: the log probability of each block's counts. The Gaussian part is the variational bound; every
night then gets its own correction to all orders by quadrature, and every two nights up to some distance theirs to second order (third
and fourth cumulants of the counts' log likelihood, Wick-ordered, so that no lower terms remain; compare Shun and McCullagh 1995, J R
Stat Soc B 57:749-760).
"""

import numpy as np

from nattero.trials.field import STEEPEST, Blocks, Fitted, averaged
from nattero.trials.quadrature import Array, hermite

NODES = 9
LAGS = 5


def evidence(blocks: Blocks, fitted: Fitted) -> Array:
    """The log probability of the counts of each block, (trials, points)."""
    own, third, fourth = _nightly(blocks, fitted)
    return np.asarray(_gain(blocks, fitted) + own + _constant(blocks) + _pairs(fitted, third, fourth))


def _gain(blocks: Blocks, fitted: Fitted) -> Array:
    """Half the log determinants of prior over posterior precision, less half the mean's squared distance from the prior."""
    nights = blocks.counts.shape[-1]
    by_columns = np.matmul(fitted.coefficients, blocks.columns[:, :, 0].transpose(1, 0, 2))
    night = fitted.centre - blocks.offset - by_columns  # the chain's own part of the mean
    keep = blocks.correlation
    squares, ends = (night * night).sum(axis=2), night[:, :, 0] ** 2 + night[:, :, -1] ** 2
    distance = squares + keep**2 * (squares - ends) - 2 * keep * (night[:, :, 1:] * night[:, :, :-1]).sum(axis=2)
    distance /= blocks.spread**2 * (1 - keep**2)
    distance += (blocks.precision * fitted.coefficients**2).sum(axis=2)
    prior = -2 * nights * np.log(blocks.spread) - (nights - 1) * np.log1p(-(keep**2))
    prior += np.log(blocks.precision).sum(axis=2)
    posterior = fitted.chains.log_determinant - np.linalg.slogdet(fitted.covariance)[1]
    return np.asarray(0.5 * (prior - distance - posterior))


def _nightly(blocks: Blocks, fitted: Fitted) -> tuple[Array, Array, Array]:
    """The log mean, summed over nights, of likelihood over its Gaussian stand-in; each night's mean third and fourth derivatives."""
    nodes, weights = hermite(NODES)
    deviation = np.sqrt(fitted.variance)
    shifted = fitted.centre - np.log(blocks.size)[:, :, None]
    total = (blocks.counts + blocks.size[:, :, None]) * blocks.known
    quiet = np.multiply.outer(-nodes, deviation)
    quiet -= np.maximum(shifted, -STEEPEST)
    chance = np.exp(quiet)
    chance += 1
    quiet -= np.log(chance)  # the chance of a failure: a negative binomial counts successes and failures
    np.reciprocal(chance, out=chance)
    one = averaged(weights, chance)
    power = chance * chance
    two, three = averaged(weights, power), averaged(weights, chance * power)
    power *= power
    four = averaged(weights, power)
    middle = quiet[NODES // 2].copy()
    quiet -= middle
    quiet *= total
    quiet += np.multiply.outer(nodes, total * one * deviation)
    quiet += np.multiply.outer(0.5 * nodes**2, fitted.weight * fitted.variance)
    mean = averaged(weights, np.exp(quiet, out=quiet))
    own = (blocks.counts * shifted + total * middle + np.log(mean)).sum(axis=2)
    return own, -total * (one - 3 * two + 2 * three), -total * (one - 7 * two + 12 * three - 6 * four)


def _constant(blocks: Blocks) -> Array:
    """What the negative binomial holds besides the rate: log Gamma(y + r) - log Gamma(r) - log y!, as sums over whole counts."""
    counts = blocks.counts[:, 0]
    steps = np.arange(max(int(counts.max()), 1))
    reached = (counts[:, :, None] > steps).sum(axis=1)  # (trials, steps): nights with more cramps than this
    return np.asarray((reached[:, None] * (np.log(blocks.size[:, :, None] + steps) - np.log(steps + 1.0))).sum(axis=2))


def _pairs(fitted: Fitted, third: Array, fourth: Array) -> Array:
    """Second-order terms of every two nights up to some distance: cubes and fourth powers of their covariance."""
    nights = third.shape[2]
    lean = fitted.chain
    found = np.zeros(third.shape[:2])
    for lag in range(1, min(LAGS, nights - 1) + 1):
        lean = lean[:, :, 1:] * fitted.chains.links[:, :, : nights - lag]
        np.negative(lean, out=lean)
        shared = np.einsum("pnkt,pnkt->nkt", fitted.leaning[:, :, :, :-lag], fitted.slopes[:, :, :, lag:])
        shared += lean
        both = fourth[:, :, :-lag] * fourth[:, :, lag:]
        both *= shared
        both /= 4
        both += third[:, :, :-lag] * third[:, :, lag:]
        cube = shared * shared
        cube *= shared
        found += np.einsum("nkt,nkt->nk", both, cube) / 6
    return found
