"""Night-to-night correlation, estimated and taken out: a series and its regressors in, innovations out.

The night's stabilised count is a level, regressors, an AR(1) of share `share` of the variance, and noise of its own: bad nights come in
rows, and what is seen of it is blurred by counting. Share and correlation are averaged over a lattice by their restricted likelihood
(Patterson and Thompson 1971, Biometrika 58:545-554), so that few nights lean on what is plausible instead of on zero. Innovations by
the Kalman filter (Harvey 1989, Forecasting, Structural Time Series Models and the Kalman Filter, chapter 3); missing nights are stepped
over.
"""

from itertools import product
from typing import NamedTuple

import numpy as np
from scipy.linalg import cho_solve_banded, cholesky_banded

from nattero.insight.history import Array, Mask

INDEPENDENT = 0.3  # prior chance that nights have nothing to do with one another
FARTHEST = 60  # nights: what is carried on further is too little to count


class Memory(NamedTuple):
    """How nights hang together: which share of the variance is carried on, and how much of it from night to night."""

    share: float
    correlation: float


LATTICE = (Memory(0.0, 0.0), *(Memory(*each) for each in product((0.1, 0.25, 0.45, 0.7), (0.3, 0.6, 0.8, 0.92, 0.97))))
LOG_PRIOR = np.log([INDEPENDENT, *[(1 - INDEPENDENT) / (len(LATTICE) - 1)] * (len(LATTICE) - 1)])


def solved(columns: Array, known: Mask, memory: Memory) -> tuple[Array, float]:
    """Columns (nights, columns) times the inverse of the nights' correlation, and the log of its determinant; 0 where not recorded."""
    precision = known / (1 - memory.share)
    even = columns * precision[:, None]
    log_det = -float(np.log(precision[known]).sum())
    if not memory.share:
        return even, log_det
    scale = 1 / (memory.share * (1 - memory.correlation**2))
    diagonal = np.full(len(known), scale * (1 + memory.correlation**2))
    diagonal[[0, -1]] = scale
    above = np.full(len(known), -scale * memory.correlation)
    factor = cholesky_banded(np.vstack([above, diagonal + precision]))
    chain = np.log(scale) * (len(known) - 1) - np.log(memory.share)  # log determinant of the chain's precision
    log_det += 2 * float(np.log(factor[1]).sum()) - float(chain)
    return even - precision[:, None] * cho_solve_banded((factor, False), even), log_det


def memory(series: Array, regressors: Array, known: Mask) -> Memory:
    """Estimate how nights hang together, regressors (nights, columns) allowed for."""
    columns = np.column_stack([regressors, series]) * known[:, None]
    likely = LOG_PRIOR + [_restricted(columns, known, point) for point in LATTICE]
    weight = np.exp(likely - likely.max())
    weight /= weight.sum()
    share, carried = weight @ np.array([(share, share * keep) for share, keep in LATTICE])
    return Memory(float(share), float(carried / share) if share > 0 else 0.0)


def _restricted(columns: Array, known: Mask, memory: Memory) -> float:
    """The restricted log likelihood of the last column given the others, at one point of the lattice."""
    right, log_det = solved(columns, known, memory)
    gram = columns.T @ right
    inside, cross = gram[:-1, :-1], gram[:-1, -1]
    inside = inside + 1e-9 * np.trace(inside) / len(inside) * np.eye(len(inside))
    rest = max(float(gram[-1, -1] - cross @ np.linalg.solve(inside, cross)), 1e-9)
    free = int(known.sum()) - len(inside)
    return -0.5 * float(log_det + float(np.linalg.slogdet(inside)[1]) + free * np.log(rest))


def innovations(columns: Array, known: Mask, memory: Memory) -> Array:
    """Each column (nights, columns) less what the nights before make of it, scaled alike; recorded nights only."""
    share, keep = memory
    fresh = share * (1 - keep**2)
    ahead, variance = np.zeros(columns.shape[1]), share
    found = np.empty((int(known.sum()), columns.shape[1]))
    place = 0
    for night, there in enumerate(known):
        ahead *= keep
        variance = keep**2 * variance + fresh if night else share
        if there:
            total = variance + 1 - share
            off = columns[night] - ahead
            found[place] = off / np.sqrt(total)
            place += 1
            ahead += (variance / total) * off
            variance *= 1 - variance / total
    return found


def inflation(columns: Array, memory: Memory) -> Array:
    """By how much correlation from night to night raises the variance of each column's coefficient (columns,), never under 1."""
    whole = np.maximum((columns**2).sum(axis=0), 1e-12)
    raised = np.ones(columns.shape[1])
    for lag in range(1, min(FARTHEST, len(columns) - 1) + 1):
        carried = memory.share * memory.correlation**lag
        raised += 2 * carried * (columns[lag:] * columns[:-lag]).sum(axis=0) / whole
    return np.maximum(raised, 1.0)
