"""Nights that are made up by a known law: what every generator of diaries draws them from.

In: a log mean of every night, how they scatter, a source of chance. Out: counts, and the chain that makes nights alike.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
MOST_CRAMPS = 50  # the most a diary holds in one night
HIGHEST = 5.0  # log mean
NONE = 1e-6  # scatter that no count could show


def chain(shape: int | tuple[int, ...], correlation: float, rng: np.random.Generator) -> Array:
    """An AR(1) of mean 0 and deviation 1 along the last axis, which has always been running."""
    found = rng.normal(size=shape)
    found[..., 1:] *= np.sqrt(1 - correlation**2)
    for night in range(1, found.shape[-1]):
        found[..., night] += correlation * found[..., night - 1]
    return found


def counts(log_mean: Array, scatter: float, rng: np.random.Generator) -> Array:
    """Cramps of each night: negative binomial of size 1 / scatter^2 about their means, Poisson without scatter."""
    factor = rng.gamma(scatter**-2, scatter**2, log_mean.shape) if scatter > NONE else 1.0  # of mean 1
    return np.minimum(rng.poisson(np.exp(np.minimum(log_mean, HIGHEST)) * factor), MOST_CRAMPS).astype(float)
