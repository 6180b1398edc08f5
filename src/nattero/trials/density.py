"""What a posterior says: mixtures in, means, quantiles and probabilities out.

The working prior of the contrast is taken out of every part of the mixture, what is left (its likelihood) goes on as a straight line
beyond the values it was measured at, and the prior that was asked for is put in. All on an even grid where the density is;
probabilities by the trapezoid rule, quantiles by straight lines between the grid's points.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from nattero.trials.posterior import HELD, Mixture, Stack
from nattero.trials.prior import FLAT_SD
from nattero.trials.quadrature import Array

GRID, COARSE = 401, 151
REACH, PRIOR_REACH = (
    6.0,
    4.5,
)  # deviations on either side of every part, and of a prior that the counts say little against
DEEP = 18.0  # what is less likely by this factor, as a logarithm, is left out
TABLE = np.linspace(HELD[0], HELD[-1], 169)


class Numbers(NamedTuple):
    """A posterior in numbers, on its own scale."""

    mean: float
    sd: float
    median: float
    low: float
    high: float


class Curve(NamedTuple):
    """A density on an even grid, with its cumulative probability."""

    grid: Array
    density: Array
    below: Array

    def at_most(self, value: float) -> float:
        """The probability of this value or less."""
        return float(np.interp(value, self.grid, self.below, left=0.0, right=1.0))

    def numbers(self) -> Numbers:
        """Mean, standard deviation, median and 95 % limits."""
        step = self.grid[1] - self.grid[0]
        mean = float((self.grid * self.density).sum() * step)
        sd = float(np.sqrt(((self.grid - mean) ** 2 * self.density).sum() * step))
        median, low, high = (float(x) for x in np.interp([0.5, 0.025, 0.975], self.below, self.grid))
        return Numbers(mean, sd, median, low, high)


class Told(NamedTuple):
    """The contrast of one trial, and the log of the mean rates of both arms."""

    contrast: Curve
    alone: Curve  # the contrast by the counts alone, under a flat prior
    reference: Curve
    arm: Curve


class _Part(NamedTuple):
    """One trial's mixture and priors."""

    weights: Array
    mean: Array
    sd: Array
    factor: Array  # at TABLE
    prior_mean: float
    prior_sd: float
    working_sd: float
    working_mean: float


def read(mixture: Mixture, stack: Stack, trial: int) -> Told:
    """The curves of one trial of a mixture and the stack it was made from."""
    kept = mixture.weights[trial] > 1e-8
    weights, mean, sd, level, rest, slope = (
        part[trial][kept]
        for part in (mixture.weights, mixture.mean, mixture.sd, mixture.level, mixture.level_sd, mixture.level_slope)
    )
    priors = (float(part[trial]) for part in (stack.mean, stack.sd, stack.working_sd, stack.mean))
    part = _Part(weights, mean, sd, _between() @ mixture.bend[trial], *priors)
    grid = _grid(part)
    parts = np.exp(_log_parts(part, grid))
    flat = part._replace(prior_mean=0.0, prior_sd=FLAT_SD, working_mean=part.prior_mean)
    open_grid = _grid(flat)
    weight = parts.sum(axis=1)
    centre = parts @ grid / weight
    wide = np.sqrt(np.maximum((parts * (grid - centre[:, None]) ** 2).sum(axis=1) / weight, 1e-12))
    reference = level + slope * (centre - mean)
    return Told(
        _curve(grid, parts.sum(axis=0)),
        _curve(open_grid, np.exp(_log_parts(flat, open_grid)).sum(axis=0)),
        _mixed(weight, reference, np.hypot(rest, slope * wide)),
        _mixed(weight, reference + centre, np.hypot(rest, (1 + slope) * wide)),
    )


@cache
def _between() -> Array:
    """From values at HELD to values at TABLE: the polynomial through them."""
    scale = HELD[-1]
    return np.asarray(np.vander(TABLE / scale, len(HELD)) @ np.linalg.inv(np.vander(HELD / scale, len(HELD))))


def _log_parts(part: _Part, grid: Array) -> Array:
    """The log density of every part (parts, grid), up to one constant."""
    away = (grid - part.mean[:, None]) / part.sd[:, None]
    ends = np.clip(away, TABLE[0], TABLE[-1])
    likelihood = np.interp(ends, TABLE, part.factor) - 0.5 * ends**2 + _working(part, ends)
    step = TABLE[1] - TABLE[0]
    for end, inner, beyond in ((0, 1, away < TABLE[0]), (-1, -2, away > TABLE[-1])):
        pair = np.array([TABLE[end], TABLE[inner]])
        value = part.factor[[end, inner]] - 0.5 * pair**2 + _working(part, np.broadcast_to(pair, (len(part.mean), 2)))
        slope = np.minimum(
            (value[:, :1] - value[:, 1:]) / step, 0
        )  # outward; no count speaks ever louder for an extreme
        likelihood += np.where(beyond, np.abs(away - ends) * slope, 0.0)
    prior = -0.5 * ((grid - part.prior_mean) / part.prior_sd) ** 2
    found = np.log(part.weights / part.sd)[:, None] + likelihood + prior
    return np.asarray(found - found.max())


def _working(part: _Part, away: Array) -> Array:
    """Minus the log of the working prior, at deviations from each part's mean."""
    return 0.5 * ((part.mean[:, None] + part.sd[:, None] * away - part.working_mean) / part.working_sd) ** 2


def _grid(part: _Part) -> Array:
    """An even grid where the density is."""
    low, high = (part.mean - REACH * part.sd).min(), (part.mean + REACH * part.sd).max()
    if part.prior_sd > part.working_sd:
        reach = PRIOR_REACH * part.prior_sd
        low, high = min(low, part.prior_mean - reach), max(high, part.prior_mean + reach)
    coarse = np.linspace(low, high, COARSE)
    height = _log_parts(part, coarse).max(axis=0)
    there = np.flatnonzero(height > height.max() - DEEP)
    return np.linspace(coarse[max(there[0] - 1, 0)], coarse[min(there[-1] + 1, COARSE - 1)], GRID)


def _mixed(weights: Array, mean: Array, sd: Array) -> Curve:
    """A mixture of Gaussians."""
    grid = np.linspace((mean - REACH * sd).min(), (mean + REACH * sd).max(), GRID)
    return _curve(grid, (weights / sd) @ np.exp(-0.5 * ((grid - mean[:, None]) / sd[:, None]) ** 2))


def _curve(grid: Array, density: Array) -> Curve:
    """The curve of a density that need not add up to one."""
    below = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) * (grid[1] - grid[0]) / 2)])
    return Curve(grid, density / below[-1], below / below[-1])
