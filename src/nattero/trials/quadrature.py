"""Fixed points to average over: Gauss-Hermite nodes for one night, a small even lattice for what is unknown about all nights.

Nothing here is drawn by chance: the same trial gives the same digits everywhere. Lattice: additive recurrence with the plastic constants
(Niederreiter 1992, Random Number Generation and Quasi-Monte Carlo Methods, chapter 5; constants of Roberts 2018), mirrored and then made
exactly standard (mean 0, covariance I), so that linear and quadratic functions are averaged without error.
"""

from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@cache
def hermite(points: int) -> tuple[Array, Array]:
    """Nodes and weights whose weighted sum is the mean over a standard normal variable."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(points)
    return nodes, weights / weights.sum()


@cache
def lattice(points: int, dimensions: int) -> Array:
    """An even number of points (points, dimensions), standard normal as a set; an odd number has one at the centre."""
    half = points // 2
    ratio = 1.5
    for _ in range(60):
        ratio = (1 + ratio) ** (1 / (dimensions + 1))
    steps = ratio ** -np.arange(1.0, dimensions + 1)
    uniform = (0.5 + np.arange(1, half + 1)[:, None] * steps) % 1.0
    normal = np.vectorize(NormalDist().inv_cdf)(np.clip(uniform, 0.005, 0.995))
    both = np.vstack([normal, -normal])
    root = np.linalg.cholesky(both.T @ both / points)
    whole = np.linalg.solve(root, both.T).T
    return np.vstack([np.zeros((points % 2, dimensions)), whole])
