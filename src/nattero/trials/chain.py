"""Chains of nights: an AR(1) over the nights of any number of blocks, and what one night's own information makes of it.

In: diagonals (blocks, nights) and one off-diagonal a block. Out: their factors, the variance of each night, solutions. All blocks are
one long tridiagonal system whose links from block to block are nothing, so that LAPACK (pttrf, pttrs: Anderson and others 1999, LAPACK
Users' Guide) works through them in one call.
"""

from typing import NamedTuple

import numpy as np

from nattero.trials.quadrature import Array


class Chains(NamedTuple):
    """Precisions of chains, factored from the first night on."""

    pivots: Array  # (..., nights)
    links: Array  # (..., nights): how a night leans on the one after it; the last night on none

    @property
    def log_determinant(self) -> Array:
        """Of each block's precision."""
        return np.asarray(np.log(self.pivots).sum(axis=-1))


def precision(spread: Array, correlation: Array, nights: int) -> tuple[Array, Array]:
    """Diagonal and off-diagonal (..., nights) of the AR(1) precision; the last night's off-diagonal is nothing."""
    scale = 1 / (spread**2 * (1 - correlation**2))
    diagonal = np.repeat((scale * (1 + correlation**2))[..., None], nights, axis=-1)
    diagonal[..., 0] = diagonal[..., -1] = scale
    off = np.repeat((-scale * correlation)[..., None], nights, axis=-1)
    off[..., -1] = 0
    return diagonal, off


def pulled(spread: Array, correlation: Array, columns: Array, out: Array) -> None:
    """The AR(1) precision times columns (columns, trials, 1, nights), into (columns, *blocks, nights).

    By each night's difference from its neighbours, so that nothing is lost where nights hang closely together.
    """
    scale = (1 / (spread**2 * (1 - correlation**2)))[..., None]
    keep = correlation[..., None]
    own = np.repeat(scale * (1 - keep) ** 2, columns.shape[-1], axis=-1)
    own[..., :1] = own[..., -1:] = scale * (1 - keep)
    steps = np.diff(columns, axis=-1)
    bends = np.zeros_like(columns)
    bends[..., :-1] -= steps
    bends[..., 1:] += steps
    np.multiply(scale * keep, bends, out=out)
    out += own * columns


def factor(diagonal: Array, off: Array) -> tuple[Chains, Array]:
    """The factors of chains, and each night's variance (the diagonal of their inverses)."""
    from scipy.linalg import lapack  # slow to import

    flat, links = diagonal.ravel(), off.ravel()[:-1]
    pivots, multipliers, _ = lapack.dpttrf(flat, links)
    ahead, _, _ = lapack.dpttrf(flat[::-1], links[::-1])
    variance = 1 / (pivots + ahead[::-1] - flat)
    shape = diagonal.shape
    return Chains(pivots.reshape(shape), np.append(multipliers, 0.0).reshape(shape)), variance.reshape(shape)


def solve(chains: Chains, right: Array) -> None:
    """Solves for all right-hand sides (sides, *blocks, nights), in place."""
    from scipy.linalg import lapack

    flat = right.reshape(len(right), -1)
    lapack.dpttrs(chains.pivots.ravel(), chains.links.ravel()[:-1], flat.T, overwrite_b=1)
