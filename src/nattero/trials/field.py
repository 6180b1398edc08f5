"""The nights of many trials at once as Gaussian fields: the best Gaussian stand-in for each, and how likely its counts are.

In: counts, columns and hyperparameters of any number of blocks (a block is one trial at one setting). Out, for each block: mean and
variance of every night's log rate, and the log of the probability of all its counts.

Method: the variational Gaussian of a chain (Opper and Archambeau 2009, Neural Comput 21:786-792): a night's count enters by its mean
slope and mean curvature under the night's own marginal, found by Newton steps. The precision is tridiagonal (an AR(1) over nights,
`chain.py`) bordered by a few dense columns, so a step costs one sweep along the nights and a small Schur complement. `correction.py`
adds what the stand-in misses.
"""

from math import prod
from typing import NamedTuple

import numpy as np

from nattero.trials import chain
from nattero.trials.chain import Chains
from nattero.trials.quadrature import Array, hermite

NODES = 5
LONGEST = 2.0  # no night moves further in one step: a log likelihood of counts is steep on one side only
STEEPEST = 500.0  # beyond it, as log odds, nothing changes but that exp overflows


class Blocks(NamedTuple):
    """Trials at points. What all points of a trial share has 1 for `points`; nights come last, so that each pass runs along memory."""

    counts: Array  # (trials, 1, nights); 0 where nothing was recorded
    known: Array  # (trials, 1, nights) of 0 and 1
    columns: Array  # (columns, trials, 1, nights)
    precision: Array  # (trials, points, columns): of the columns' coefficients, whose prior mean is zero
    offset: Array  # (trials, 1 or points, nights)
    size: Array  # (trials, points): of the negative binomial
    spread: Array  # (trials, points): marginal standard deviation of the night-to-night term
    correlation: Array  # (trials, points): its correlation from one night to the next


class Fitted(NamedTuple):
    """The Gaussian stand-in of each block after the last step."""

    centre: Array  # (trials, points, nights): mean log rate
    variance: Array  # (trials, points, nights)
    moved: Array  # (trials, points): by how much the last step still moved a night
    weight: Array  # (trials, points, nights): precision that a night's count brings
    coefficients: Array  # (trials, points, columns)
    covariance: Array  # (trials, points, columns, columns)
    slopes: Array  # (columns, trials, points, nights): how a night's log rate moves with the coefficients
    leaning: Array  # the same shape: its covariance with them
    chains: Chains  # factors of the chain's precision, counts and all
    chain: Array  # (trials, points, nights): variance of a night when the coefficients are known


class _Frame(NamedTuple):
    """What stays the same from step to step."""

    diagonal: Array
    off: Array
    total: Array  # what a night's count and the size of the negative binomial make together
    pulled: Array  # (columns + 1, trials, points, nights): the chain's prior precision times the columns; last, what a step works with
    sides: Array  # room of the same shape
    spare: Array


def room(columns: int, trials: int, points: int, nights: int) -> Array:
    """Memory for `fit`, of so many points or fewer: to take it anew each time would cost more than what is done in it."""
    return np.empty(3 * (columns + 1) * trials * points * nights)


def fit(blocks: Blocks, centre: Array, variance: Array, steps: int, space: Array) -> Fitted:
    """Takes Newton steps (one or more) from a first guess of each night's mean and variance, (trials, 1 or points, nights).

    What it gives lies partly in `space`, and holds until that is used again.
    """
    trials, points = blocks.size.shape
    shape = (3, len(blocks.columns) + 1, trials, points, blocks.counts.shape[-1])
    sides, spare, pulled = space[: prod(shape)].reshape(shape)
    chain.pulled(blocks.spread, blocks.correlation, blocks.columns, out=pulled[:-1])
    frame = _Frame(
        *chain.precision(blocks.spread, blocks.correlation, shape[-1]),
        (blocks.counts + blocks.size[:, :, None]) * blocks.known,
        pulled,
        sides,
        spare,
    )
    fitted = _step(blocks, frame, centre, variance)
    for _ in range(steps - 1):
        stride = (LONGEST / np.maximum(fitted.moved, LONGEST))[:, :, None]
        centre = centre + (fitted.centre - centre) * stride
        fitted = _step(blocks, frame, centre, fitted.variance)
    return fitted


def _pull(blocks: Blocks, total: Array, centre: Array, variance: Array) -> tuple[Array, Array]:
    """Mean slope and mean curvature of each night's log likelihood under its marginal."""
    nodes, weights = hermite(NODES)
    shifted = np.minimum(np.log(blocks.size)[:, :, None] - centre, STEEPEST)
    chance = np.multiply.outer(-nodes, np.sqrt(variance)) + shifted
    np.exp(chance, out=chance)
    chance += 1
    np.reciprocal(chance, out=chance)
    share = averaged(weights, chance)
    chance *= chance
    curve = share - averaged(weights, chance)
    share *= total
    curve *= total
    return blocks.counts - share, curve


def averaged(weights: Array, values: Array) -> Array:
    """The weighted sum over the first axis."""
    return np.asarray(np.matmul(weights, values.reshape(len(weights), -1)).reshape(values.shape[1:]))


def _step(blocks: Blocks, frame: _Frame, centre: Array, variance: Array) -> Fitted:
    """One Newton step: the chain is solved for all columns at once, then the small Schur complement."""
    slope, weight = _pull(blocks, frame.total, centre, variance)
    chains, alone = chain.factor(frame.diagonal + weight, frame.off)
    working = weight * (centre - blocks.offset)
    working += slope

    width = len(blocks.columns)
    frame.pulled[width] = working
    np.copyto(frame.sides, frame.pulled)
    chain.solve(chains, frame.sides)
    slopes, mean = frame.sides[:width], frame.sides[width]

    weighted = np.multiply(slopes, weight, out=frame.spare[:width])
    schur = np.matmul(blocks.columns.transpose(1, 2, 0, 3), weighted.transpose(1, 2, 3, 0))
    index = np.arange(width)
    schur[:, :, index, index] += blocks.precision
    covariance = np.linalg.inv(schur)
    covariance = (covariance + covariance.swapaxes(2, 3)) / 2
    by_block = slopes.transpose(1, 2, 0, 3)
    pull = np.matmul(by_block, working[:, :, :, None])
    coefficients = np.matmul(covariance, pull)[:, :, :, 0]

    moved = np.matmul(coefficients[:, :, None], by_block)[:, :, 0]
    moved += mean
    moved += blocks.offset
    leaning = frame.spare[:width]
    np.matmul(covariance, by_block, out=leaning.transpose(1, 2, 0, 3))
    return Fitted(
        moved,
        alone + np.einsum("pnkt,pnkt->nkt", leaning, slopes),
        np.abs(moved - centre).max(axis=2),
        weight,
        coefficients,
        covariance,
        slopes,
        leaning,
        chains,
        alone,
    )
