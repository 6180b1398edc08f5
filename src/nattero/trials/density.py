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
    parts = _parts(part, grid)
    contrast = _curve(grid, parts.sum(axis=0))
    middle = grid[GRID // 2]
    weight, first, second = (parts @ np.vander(grid - middle, 3, increasing=True)).T
    centre = middle + first / weight
    wide = np.sqrt(np.maximum(second / weight - (first / weight) ** 2, 1e-12))
    between = level + slope * (centre - mean)
    return Told(
        contrast,
        contrast if (part.prior_mean, part.prior_sd) == (0.0, FLAT_SD) else _alone(part),
        _mixed(weight, between - centre / 2, np.hypot(rest, (slope - 0.5) * wide)),
        _mixed(weight, between + centre / 2, np.hypot(rest, (slope + 0.5) * wide)),
    )


def _alone(part: _Part) -> Curve:
    """The contrast under a flat prior."""
    flat = part._replace(prior_mean=0.0, prior_sd=FLAT_SD)
    grid = _grid(flat)
    return _curve(grid, _parts(flat, grid).sum(axis=0))


@cache
def _between() -> Array:
    """From values at HELD to values at TABLE: the polynomial through them."""
    scale = HELD[-1]
    return np.asarray(np.vander(TABLE / scale, len(HELD)) @ np.linalg.inv(np.vander(HELD / scale, len(HELD))))


def _parts(part: _Part, grid: Array) -> Array:
    """The density of every part (parts, grid), up to one factor."""
    found = _log_parts(part, grid)
    found -= found.max()
    return np.asarray(np.exp(found))


def _log_parts(part: _Part, grid: Array) -> Array:
    """The log density of every part (parts, grid), up to one constant.

    Counted in steps of the table: between two entries the factor is a straight line, and all the rest one parabola.
    """
    step, last = TABLE[1] - TABLE[0], len(TABLE) - 1
    wide, first = part.sd * step, part.mean + part.sd * TABLE[0]
    away = (first - part.working_mean) / part.working_sd
    bow = 0.5 * ((wide / part.working_sd) ** 2 - step**2)
    lean = away * wide / part.working_sd - TABLE[0] * step
    height = 0.5 * (away**2 - TABLE[0] ** 2) + np.log(part.weights / part.sd)
    rise = np.append(np.diff(part.factor), 0.0)
    start = part.factor - rise * np.arange(last + 1)

    place = np.multiply.outer(1 / wide, grid)
    place -= (first / wide)[:, None]
    # a straight line outward from the table's ends; no count speaks ever louder for an extreme
    below, above = np.maximum(rise[0] + lean + bow, 0), np.minimum(rise[-2] + lean + (2 * last - 1) * bow, 0)
    low, high = np.searchsorted(grid, (first.max(), (first + last * wide).min()))
    under, over = np.minimum(place[:, :low], 0), np.maximum(place[:, high:] - last, 0)
    place[:, :low] -= under
    place[:, high:] -= over
    entry = place.astype(np.intp)
    found: Array = rise.take(entry, mode="clip")
    found += bow[:, None] * place
    found += lean[:, None]
    found *= place
    found += start.take(entry, mode="clip")
    found += height[:, None]
    found[:, :low] += below[:, None] * under
    found[:, high:] += above[:, None] * over
    found -= 0.5 * ((grid - part.prior_mean) / part.prior_sd) ** 2
    return found


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
    away = np.multiply.outer(np.sqrt(0.5) / sd, grid)
    away -= (np.sqrt(0.5) * mean / sd)[:, None]
    away *= away
    return _curve(grid, (weights / sd) @ np.exp(np.negative(away, out=away), out=away))


def _curve(grid: Array, density: Array) -> Curve:
    """The curve of a density that need not add up to one."""
    below = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) * (grid[1] - grid[0]) / 2)])
    return Curve(grid, density / below[-1], below / below[-1])
