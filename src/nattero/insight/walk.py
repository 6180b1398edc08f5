"""Counts of weeks smoothed: a log rate that wanders, and weeks that scatter more than chance alone would make them.

In: cramps and told nights of each week. Out: for each week the mean and the ends of the interval of its nightly rate.

    cramps of a week ~ negative binomial(mean nights * exp(f), size nights / scatter),  f a first-order random walk

How far f wanders in four weeks (`STEPS`) and the scatter (`SCATTERS`) are not known: every pair is fitted by Newton's method and they are
averaged by their Laplace marginal likelihoods (Rue, Martino and Chopin 2009, JRSS B 71:319-392). Wandering far is unlikely beforehand
(penalised complexity prior, Simpson et al. 2017, Statistical Science 32:1-28). Each week's rate is then the gamma variable with the
mean and variance found, exact for a constant rate; a week without told nights is known from its neighbours alone, and log-normal.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
WEEKS_OF_STEP = 4
STEPS = np.array(
    [0.01, 0.04, 0.08, 0.15, 0.25, 0.4, 0.65, 1.0]
)  # standard deviation of the log rate's change in four weeks
SCATTERS = np.array(
    [0.05, 0.3, 0.8, 1.6, 3.0, 6.0, 12.0]
)  # variance of a night's own factor, as if nights were independent
UNLIKELY, RARE = 0.05, 1.5  # the chance given beforehand that a step is larger than this
LEVEL_MEAN, LEVEL_SD = np.log(2 / 7), 2.0  # two cramps a week, give or take a factor of e^2
ROUNDS, LONGEST_STEP, ENOUGH = 60, 1.5, 1e-6


class Smoothed(NamedTuple):
    """A nightly rate for each week, the ends of its interval, and the scatter of weeks as a multiple of chance's."""

    rate: Array
    low: Array
    high: Array
    dispersion: float


class Grid(NamedTuple):
    """Every pair of a step (one week's, squared) and a scatter, with its prior weight on the log scale."""

    step: Array
    scatter: Array
    log_prior: Array


def grid() -> Grid:
    """The pairs that are averaged over."""
    step, scatter = (each.ravel() for each in np.meshgrid(STEPS, SCATTERS, indexing="ij"))
    decay = -np.log(UNLIKELY) / RARE
    # each grid value stands for its stretch of the log scale: density times value; the scatter's log is half-Cauchy
    log_prior = np.log(step) - decay * step + np.log(scatter / (1 + scatter**2))
    return Grid(step**2 / WEEKS_OF_STEP, scatter, log_prior)


def smooth(cramps: Array, nights: Array, tail: float) -> Smoothed:
    """Smooth the weeks; `tail` is the chance left beyond each end of the interval."""
    from scipy.special import gammaincinv, ndtri  # slow to import

    pairs = grid()
    field, weight, variance = fitted(cramps, nights, pairs)
    rate = np.exp(field)
    mean = rate @ weight
    spread = (rate**2 * (1 + variance)) @ weight - mean**2
    shape = mean**2 / spread
    low, high = (mean / shape * gammaincinv(shape, end) for end in (tail, 1 - tail))
    log_mean = field @ weight
    log_sd = np.sqrt((variance + field**2) @ weight - log_mean**2)
    untold = nights == 0
    reach = ndtri(1 - tail)
    low = np.where(untold, np.exp(log_mean - reach * log_sd), low)
    high = np.where(untold, np.exp(log_mean + reach * log_sd), high)
    middle = np.where(untold, np.exp(log_mean), mean)
    scatter = float((1 + cramps.sum() / nights.sum() * pairs.scatter) @ weight)
    return Smoothed(middle, low, high, scatter)


def fitted(cramps: Array, nights: Array, pairs: Grid) -> tuple[Array, Array, Array]:
    """The log rate (weeks, pairs), the weight of each pair, and the log rate's variance (weeks, pairs)."""
    weeks = len(cramps)
    prior, between = _precision(weeks, pairs.step)
    pull = np.zeros((weeks, 1))
    pull[[0, -1]] += LEVEL_MEAN / (2 * LEVEL_SD**2)
    size = nights[:, None] / pairs.scatter
    field = np.full((weeks, len(pairs.step)), np.log((cramps.sum() + 0.5) / (nights.sum() + 1)))
    for _ in range(ROUNDS):
        slope, curve = _likelihood_slopes(field, cramps, nights, size)
        gradient = slope + pull - _times(prior, between, field)
        step = _solve(prior + curve, between, gradient)
        field = field + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        if np.abs(step).max() < ENOUGH:
            break
    _, curve = _likelihood_slopes(field, cramps, nights, size)
    forward, backward = _pivots(prior + curve, between)
    prior_pivots, _ = _pivots(prior, between)
    evidence = _log_likelihood(field, cramps, nights, size) - 0.5 * np.log(forward).sum(0)
    evidence += 0.5 * np.log(prior_pivots).sum(0) - 0.5 * (field * _times(prior, between, field)).sum(0)
    evidence += (field * pull).sum(0) + pairs.log_prior
    weight = np.exp(evidence - evidence.max())
    return field, weight / weight.sum(), 1 / (forward + backward - prior - curve)


def _precision(weeks: int, step: Array) -> tuple[Array, Array]:
    """The diagonal of the walk's precision (weeks, pairs) and the entry beside it; half of the level's prior at each end."""
    inner = np.full((weeks, 1), 2.0)
    inner[0] -= 1
    inner[-1] -= 1
    diagonal = inner / step
    diagonal[[0, -1]] += 1 / (2 * LEVEL_SD**2)
    return diagonal, -1 / step


def _likelihood_slopes(field: Array, cramps: Array, nights: Array, size: Array) -> tuple[Array, Array]:
    """The log likelihood's first derivative by the log rate, and its second with the sign turned; no nights, no say."""
    mean = nights[:, None] * np.exp(field)
    told = size > 0
    both = np.where(told, size + mean, 1.0)
    slope = np.where(told, size * (cramps[:, None] - mean) / both, 0.0)
    curve = np.where(told, mean * size * (cramps[:, None] + size) / both**2, 0.0)
    return slope, curve


def _log_likelihood(field: Array, cramps: Array, nights: Array, size: Array) -> Array:
    """The log likelihood of each pair, up to what is the same for all."""
    from scipy.special import gammaln

    told = nights > 0
    count, size = cramps[told, None], size[told]
    mean = nights[told, None] * np.exp(field[told])
    parts = (
        gammaln(count + size)
        - gammaln(size)
        + size * np.log(size / (size + mean))
        + count * np.log(mean / (size + mean))
    )
    return np.asarray(parts.sum(0))


def _times(diagonal: Array, between: Array, field: Array) -> Array:
    """A tridiagonal matrix, the same beside its whole diagonal, times a vector, for every pair."""
    product = diagonal * field
    product[1:] += between * field[:-1]
    product[:-1] += between * field[1:]
    return product


def _solve(diagonal: Array, between: Array, right: Array) -> Array:
    """Thomas's algorithm for every pair at once."""
    pivots, values = diagonal.copy(), right.copy()
    for before, week in pairwise(range(len(values))):
        factor = between / pivots[before]
        pivots[week] -= factor * between
        values[week] -= factor * values[before]
    values[-1] /= pivots[-1]
    for week in range(len(values) - 2, -1, -1):
        values[week] = (values[week] - between * values[week + 1]) / pivots[week]
    return values


def _pivots(diagonal: Array, between: Array) -> tuple[Array, Array]:
    """The pivots of elimination from the first week on and from the last week back: with both, the inverse's diagonal is known."""
    forward, backward, square = diagonal.copy(), diagonal.copy(), between**2
    for before, week in pairwise(range(len(diagonal))):
        forward[week] -= square / forward[before]
        backward[-1 - week] -= square / backward[-1 - before]
    return forward, backward
