"""The nights of many trials at once as Gaussian fields: the best Gaussian stand-in for each, and how likely its counts are.

In: counts, columns and hyperparameters of any number of blocks (a block is one trial at one setting). Out, for each block: mean and
variance of every night's log rate, and the log of the probability of all its counts.

Method: the variational Gaussian of a chain (Opper and Archambeau 2009, Neural Comput 21:786-792): a night's count enters by its mean
slope and mean curvature under the night's own marginal, found by Newton steps. The precision is tridiagonal (an AR(1) over nights)
bordered by a few dense columns, so a step costs one recursion along the nights and a small Schur complement. `correction.py` adds what
the stand-in misses.
"""

from typing import NamedTuple

import numpy as np

from nattero.trials.quadrature import Array, hermite

NODES = 5
LONGEST = 2.0  # no night moves further in one step: a log likelihood of counts is steep on one side only


class Blocks(NamedTuple):
    """What a set of blocks is made of; nights come first, so that a recursion works on whole rows."""

    counts: Array  # (nights, blocks); 0 where nothing was recorded
    known: Array  # (nights, blocks) of 0 and 1
    columns: Array  # (nights, blocks, columns)
    precision: Array  # (blocks, columns): of the columns' coefficients, whose prior mean is zero
    offset: Array  # (nights, blocks)
    size: Array  # (blocks): of the negative binomial
    spread: Array  # (blocks): marginal standard deviation of the night-to-night term
    correlation: Array  # (blocks): its correlation from one night to the next


class Fitted(NamedTuple):
    """The Gaussian stand-in of each block after the last step."""

    centre: Array  # (nights, blocks): mean log rate
    variance: Array  # (nights, blocks)
    moved: Array  # (blocks): by how much the last step still moved a night
    weight: Array  # (nights, blocks): precision that a night's count brings
    coefficients: Array  # (blocks, columns)
    covariance: Array  # (blocks, columns, columns)
    slopes: Array  # (nights, blocks, columns): how a night's log rate moves with the coefficients
    pivots: Array  # (nights, blocks) of the chain, factored from the first night on
    ahead: Array  # the same from the last night back
    links: Array  # (nights - 1, blocks): how a night leans on the one after it
    chain: Array  # (nights, blocks): variance of a night when the coefficients are known
    night: Array  # (nights, blocks): the chain's own part of the mean


def fit(blocks: Blocks, centre: Array, variance: Array, steps: int) -> Fitted:
    """Takes Newton steps (one or more) from a first guess of each night's mean and variance."""
    chain = chain_precision(blocks)
    fitted = _step(blocks, chain, centre, variance)
    for _ in range(steps - 1):
        centre = centre + (fitted.centre - centre) * np.minimum(1, LONGEST / fitted.moved)
        fitted = _step(blocks, chain, centre, fitted.variance)
    return fitted


def chain_precision(blocks: Blocks) -> tuple[Array, Array]:
    """Diagonal (nights, blocks) and off-diagonal (blocks) of the AR(1) precision."""
    scale = 1 / (blocks.spread**2 * (1 - blocks.correlation**2))
    diagonal = np.empty_like(blocks.counts)
    diagonal[:] = scale * (1 + blocks.correlation**2)
    diagonal[0] = diagonal[-1] = scale
    return diagonal, -scale * blocks.correlation


def _pull(blocks: Blocks, centre: Array, variance: Array) -> tuple[Array, Array]:
    """Mean slope and mean curvature of each night's log likelihood under its marginal."""
    deviation = np.sqrt(variance)
    shifted = np.log(blocks.size) - centre
    share, curve = np.zeros_like(shifted), np.zeros_like(shifted)
    for node, weight in zip(*hermite(NODES), strict=True):
        chance = 1 / (1 + np.exp(np.minimum(shifted - node * deviation, 500)))
        share += weight * chance
        curve += weight * (chance - chance * chance)
    total = (blocks.counts + blocks.size) * blocks.known
    return blocks.counts - total * share, total * curve


def _step(blocks: Blocks, prior: tuple[Array, Array], centre: Array, variance: Array) -> Fitted:
    """One Newton step: the chain is solved for all columns at once, then the small Schur complement."""
    diagonal, off = prior
    slope, weight = _pull(blocks, centre, variance)
    pivots, links, ahead = _factor(diagonal + weight, off)
    chain = 1 / (pivots + ahead - diagonal - weight)

    nights, count, width = blocks.columns.shape
    working = weight * (centre - blocks.offset) + slope
    right = np.empty((nights, count, width + 1))
    np.multiply(blocks.columns, weight[:, :, None], out=right[:, :, :width])
    right[:, :, width] = working
    weighted = right[:, :, :width].copy()
    substitute(right, pivots, ahead, off)
    alone = right[:, :, width].copy()
    slopes = np.subtract(blocks.columns, right[:, :, :width], out=np.empty(blocks.columns.shape))

    schur = np.matmul(weighted.transpose(1, 2, 0), slopes.transpose(1, 0, 2))
    index = np.arange(width)
    schur[:, index, index] += blocks.precision
    covariance = np.linalg.inv(schur)
    covariance = (covariance + covariance.transpose(0, 2, 1)) / 2
    pull = np.einsum("tbp,tb->bp", slopes, working)
    coefficients = np.matmul(covariance, pull[:, :, None])[:, :, 0]

    moved = blocks.offset + alone + np.einsum("tbp,bp->tb", slopes, coefficients)
    spread = weighted
    np.matmul(slopes.transpose(1, 0, 2), covariance, out=spread.transpose(1, 0, 2))
    return Fitted(
        moved,
        chain + np.einsum("tbp,tbp->tb", spread, slopes),
        np.abs(moved - centre).max(axis=0),
        weight,
        coefficients,
        covariance,
        slopes,
        pivots,
        ahead,
        links,
        chain,
        alone - np.einsum("tbp,bp->tb", right[:, :, :width], coefficients),
    )


def _factor(diagonal: Array, off: Array) -> tuple[Array, Array, Array]:
    """Pivots from the first night on, the multipliers between nights, and pivots from the last night back."""
    nights = len(diagonal)
    square = off * off
    both = np.concatenate([diagonal, diagonal[::-1]], axis=1)
    square = np.concatenate([square, square])
    for night in range(1, nights):
        both[night] -= square / both[night - 1]
    pivots, ahead = both[:, : len(off)], both[::-1, len(off) :]
    return pivots, off / pivots[:-1], ahead


def substitute(right: Array, pivots: Array, ahead: Array, off: Array) -> None:
    """Solves the factored chain for all right-hand sides (nights, blocks, sides), in place.

    From both ends to the middle and back (a twisted factorisation), both halves at once, so that there are half as many steps.
    """
    nights, count, sides = right.shape
    middle = nights // 2
    spare = nights - 2 * middle  # an odd night more in the second half: the first begins with a night of nothing
    work = np.zeros((nights - middle, 2 * count, sides))
    work[spare:, :count] = right[:middle]
    work[:, count:] = right[: middle - 1 : -1]
    scale = np.ones((nights - middle, 2 * count, 1))
    scale[spare:, :count, 0] = pivots[:middle]
    scale[:, count:, 0] = ahead[: middle - 1 : -1]
    links = np.concatenate([off, off])[:, None] / scale
    links[:spare, :count] = 0
    scratch = np.empty_like(work[0])
    for step in range(1, len(work)):
        np.multiply(links[step - 1], work[step - 1], out=scratch)
        np.subtract(work[step], scratch, out=work[step])
    work /= scale
    first, second = work[-1, :count].copy(), work[-1, count:].copy()
    one, other = links[-1, :count], links[-1, count:]
    share = 1 / (1 - one * other)
    work[-1, :count] = (first - one * second) * share
    work[-1, count:] = (second - other * first) * share
    for step in range(len(work) - 2, -1, -1):
        np.multiply(links[step], work[step + 1], out=scratch)
        np.subtract(work[step], scratch, out=work[step])
    right[:middle] = work[spare:, :count]
    right[: middle - 1 : -1] = work[:, count:]
