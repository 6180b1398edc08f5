"""How likely a block's counts are: what the Gaussian stand-in says, and what it misses.

In: blocks and their fitted fields. Out: the log probability of each block's counts. The Gaussian part is the variational bound; every
night then gets its own correction to all orders by quadrature, and every two nights up to some distance theirs to second order (third
and fourth cumulants of the counts' log likelihood, Wick-ordered, so that no lower terms remain; compare Shun and McCullagh 1995, J R
Stat Soc B 57:749-760).
"""

import numpy as np

from nattero.trials.field import Blocks, Fitted, chain_precision
from nattero.trials.quadrature import Array, hermite

NODES = 9
LAGS = 5


def evidence(blocks: Blocks, fitted: Fitted) -> Array:
    """The log probability of the counts of each block."""
    own, third, fourth = _nightly(blocks, fitted)
    return np.asarray(_gain(blocks, fitted) + own + _constant(blocks) + _pairs(fitted, third, fourth))


def _gain(blocks: Blocks, fitted: Fitted) -> Array:
    """Half the log determinants of prior over posterior precision, less half the mean's squared distance from the prior."""
    night = fitted.night
    diagonal, off = chain_precision(blocks)
    distance = np.einsum("tb,tb,tb->b", diagonal, night, night) + 2 * off * np.einsum("tb,tb->b", night[1:], night[:-1])
    distance += (blocks.precision * fitted.coefficients**2).sum(axis=1)
    prior = -2 * len(night) * np.log(blocks.spread) - (len(night) - 1) * np.log1p(-(blocks.correlation**2))
    prior += np.log(blocks.precision).sum(axis=1)
    posterior = np.log(fitted.pivots).sum(axis=0) - np.linalg.slogdet(fitted.covariance)[1]
    return np.asarray(0.5 * (prior - distance - posterior))


def _nightly(blocks: Blocks, fitted: Fitted) -> tuple[Array, Array, Array]:
    """The log mean, summed over nights, of likelihood over its Gaussian stand-in; each night's mean third and fourth derivatives."""
    deviation = np.sqrt(fitted.variance)
    shifted = fitted.centre - np.log(blocks.size)
    total = (blocks.counts + blocks.size) * blocks.known
    half = 0.5 * fitted.weight * fitted.variance
    slope, third, fourth = (np.zeros_like(shifted) for _ in range(3))
    nodes, weights = hermite(NODES)
    quiet = np.empty(
        (len(nodes), *shifted.shape)
    )  # the log chance of a failure, as a negative binomial counts successes and failures
    for index, (node, weight) in enumerate(zip(nodes, weights, strict=True)):
        odds = np.minimum(-shifted - node * deviation, 500)
        unlikely = np.exp(odds)
        chance = 1 / (1 + unlikely)
        quiet[index] = odds - np.log1p(unlikely)
        bend = chance - chance * chance
        slope += weight * chance
        third += weight * (bend - 2 * bend * chance)
        fourth += weight * (bend - 6 * bend * bend)
    pull = (blocks.counts - total * slope) * deviation
    middle = quiet[len(nodes) // 2]
    mean = np.zeros_like(shifted)
    for node, weight, failed in zip(nodes, weights, quiet, strict=True):
        mean += weight * np.exp((blocks.counts * deviation - pull) * node + total * (failed - middle) + half * node**2)
    own = (blocks.counts * shifted + total * middle + np.log(mean)).sum(axis=0)
    return own, -total * third, -total * fourth


def _constant(blocks: Blocks) -> Array:
    """What the negative binomial holds besides the rate: log Gamma(y + r) - log Gamma(r) - log y!, as sums over whole counts."""
    counts = blocks.counts.astype(np.int64)
    steps = np.arange(max(int(counts.max()), 1))
    rising = np.log(blocks.size[:, None] + steps) - np.log(steps + 1.0)
    table = np.hstack([np.zeros((len(rising), 1)), np.cumsum(rising, axis=1)])
    return np.asarray(np.take_along_axis(table, counts.T, axis=1).sum(axis=1))


def _pairs(fitted: Fitted, third: Array, fourth: Array) -> Array:
    """Second-order terms of every two nights up to some distance: cubes and fourth powers of their covariance."""
    spread = np.empty(fitted.slopes.shape)
    np.matmul(fitted.slopes.transpose(1, 0, 2), fitted.covariance, out=spread.transpose(1, 0, 2))
    lean = np.ones_like(third)
    found = np.zeros(third.shape[1])
    for lag in range(1, min(LAGS, len(third) - 1) + 1):
        lean = lean[:-1] * -fitted.links[lag - 1 :]
        shared = lean * fitted.chain[lag:] + np.einsum("tbp,tbp->tb", spread[:-lag], fitted.slopes[lag:])
        cube = shared**3
        found += (third[:-lag] * third[lag:] * cube).sum(axis=0) / 6
        found += (fourth[:-lag] * fourth[lag:] * cube * shared).sum(axis=0) / 24
    return found
