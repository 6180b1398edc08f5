"""What chance does to everything that is looked at: innovations in, how far each look stands out of what reordering them gives.

Innovations have lost their night-to-night correlation and their slow course, so their order means nothing where nothing is to be
found (Freedman and Lane 1983, J Bus Econ Stat 1:292-298; on prewhitened series: Locascio et al. 1997, Hum Brain Mapp 5:168-193).
What is reordered may be freed of what is looked for too, so that a strong trigger does not hide behind itself (ter Braak 1992, in Joeckel
et al., Bootstrapping and Related Techniques, 79-85).
All looks are taken at the same orders, so that the largest of a family can be compared with the largest by chance (Westfall and
Young 1993, Resampling-Based Multiple Testing). The orders are drawn from a seed made of the data: the same diary, the same answer.
"""

from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nattero.insight.history import Array

FEWEST, MOST, WORK = 499, 1999, 500_000
Orders = NDArray[np.int64]  # (nights, orders): which night stands where


def orders(rest: Array) -> Orders:
    """Draw the orders from a seed made of the innovations themselves."""
    draws = int(np.clip(WORK // max(len(rest), 1), FEWEST, MOST))
    seed = int.from_bytes(sha256(np.round(rest, 6).tobytes()).digest()[:8], "big")
    rng = np.random.default_rng(seed)
    return rng.random((draws, len(rest)), dtype=np.float32).argsort(axis=1).T


class Left(NamedTuple):
    """What is left of the series when a model is allowed for, and how many nights its scale is worth."""

    rest: Array
    free: float

    @property
    def scale(self) -> float:
        """Its deviation."""
        return float(np.sqrt(max(float(self.rest @ self.rest) / self.free, 1e-12)))


class Family(NamedTuple):
    """Looks of one kind: how many standard errors each stands from nothing (looks,), and the same by chance (looks, orders)."""

    seen: Array
    chance: Array


def family(looks: Array, rest: Array, left: Left, orders: Orders) -> Family:
    """Take looks (nights, looks), already freed of what is allowed for, at the series' rest, and at what is left of it reordered."""
    size = left.scale * np.sqrt(np.maximum((looks**2).sum(axis=0), 1e-12))
    shuffled = (left.rest * np.sqrt(len(rest) / left.free))[orders]
    return Family(looks.T @ rest / size, looks.T @ shuffled / size[:, None])


def stepped(found: Family) -> Array:
    """The chance, for each look, that the family's largest is as large by chance (step-down: the sure ones leave the comparison)."""
    size = np.abs(found.seen)
    order = np.argsort(-size)
    largest = np.maximum.accumulate(np.abs(found.chance)[order][::-1], axis=0)[::-1]
    chance = (1 + (largest >= size[order, None]).sum(axis=1)) / (1 + found.chance.shape[1])
    result = np.empty(len(size))
    result[order] = np.maximum.accumulate(chance)
    return result


def freed(columns: Array, of: Array, penalty: Array | None = None) -> Array:
    """Columns less what `of` explains of them; with a penalty on each of its coefficients, less what it plausibly explains."""
    gram = of.T @ of + np.diag(np.full(of.shape[1], 1e-9) if penalty is None else penalty)
    return columns - of @ np.linalg.solve(gram, of.T @ columns)
