"""What others do with the nights of a trial on one person: the same arrays in, a two-sided p-value and a direction out.

Serial t-test: Tang and Landes 2020, PLoS One 15:e0228077 - here its core, a t-test whose standard error and degrees of freedom use the
lag-one correlation of the residuals of an AR(1). Randomisation test: the pairs of blocks are flipped in all ways (or 2,000 of them), as
they were drawn.
"""

import warnings
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy import stats

Array = NDArray[np.float64]
FLIPS = 2000
NAMES = (
    "Welch's t, nights",
    "Welch's t, blocks",
    "Wilcoxon, nights",
    "Poisson regression",
    "negative-binomial regression",
    "serial t-test",
    "randomisation test",
)


def p_values(
    arm: Array, cramps: Array, recorded: Array, block: int, rng: np.random.Generator
) -> dict[str, tuple[float, float]]:
    """For every rival its p-value and the sign of its effect (below 0: fewer cramps in the second arm); p = 1 where it cannot say."""
    kept = recorded > 0
    one, other = cramps[kept & (arm == 1)], cramps[kept & (arm == 0)]
    sign = float(np.sign(one.mean() - other.mean())) if len(one) and len(other) else 0.0
    tests: tuple[Callable[[], Any], ...] = (
        lambda: stats.ttest_ind(one, other, equal_var=False).pvalue,
        lambda: blocks(arm, cramps, kept, block),
        lambda: stats.mannwhitneyu(one, other).pvalue,
        lambda: regression(arm[kept], cramps[kept], overdispersed=False),
        lambda: regression(arm[kept], cramps[kept], overdispersed=True),
        lambda: serial(arm, cramps, kept),
        lambda: randomisation(arm, cramps, kept, block, rng),
    )
    found = {}
    for name, test in zip(NAMES, tests, strict=True):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                p = float(test())
            except (ValueError, ZeroDivisionError, FloatingPointError, np.linalg.LinAlgError):
                p = 1.0
        found[name] = (p if np.isfinite(p) else 1.0, sign)
    return found


def blocks(arm: Array, cramps: Array, kept: NDArray[np.bool_], block: int) -> float:
    """Welch's t-test on the means of blocks."""
    place = np.arange(len(arm)) // block
    means: dict[int, list[float]] = {0: [], 1: []}
    for number in range(place[-1] + 1):
        here = kept & (place == number)
        if here.any():
            means[int(arm[place == number][0])].append(float(cramps[here].mean()))
    return float(stats.ttest_ind(means[1], means[0], equal_var=False).pvalue)


def regression(arm: Array, cramps: Array, *, overdispersed: bool) -> float:
    """The Wald test of the arm in a Poisson or negative-binomial regression."""
    design = sm.add_constant(arm)
    if overdispersed:
        fitted = sm.NegativeBinomial(cramps, design).fit(disp=False, maxiter=100)
        return float(fitted.pvalues[1]) if fitted.mle_retvals["converged"] else 1.0
    return float(sm.GLM(cramps, design, family=sm.families.Poisson()).fit().pvalues[1])


def serial(arm: Array, cramps: Array, kept: NDArray[np.bool_]) -> float:
    """A t-test by generalised least squares with the residuals' own AR(1)."""
    at = np.flatnonzero(kept)
    design = np.column_stack([np.ones(len(at)), arm[at]])
    y = cramps[at]
    away = np.abs(at[:, None] - at)
    rho, inverse = 0.0, np.eye(len(at))
    normal, found, rest = least_squares(design, inverse, y)
    for _ in range(4):
        near = np.diff(at) == 1
        raw = (rest[1:] * rest[:-1])[near].mean() / (rest**2).mean()
        rho = float(np.clip(raw + (1 + 3 * max(raw, 0)) / len(at), 0, 0.95))  # bias of a short series' correlation
        inverse = np.linalg.inv(rho**away if rho else np.eye(len(at)))
        normal, found, rest = least_squares(design, inverse, y)
    variance = rest @ inverse @ rest / (len(at) - 2) * normal[1, 1]
    worth = max(len(at) * (1 - rho) / (1 + rho) - 2, 2)
    return float(2 * stats.t.sf(abs(found[1]) / np.sqrt(variance), worth))


def least_squares(design: Array, inverse: Array, y: Array) -> tuple[Array, Array, Array]:
    """Generalised least squares: the inverse of the normal matrix, the coefficients and the residuals."""
    normal = np.asarray(np.linalg.inv(design.T @ inverse @ design), dtype=np.float64)
    found = normal @ design.T @ inverse @ y
    return normal, found, y - design @ found


def randomisation(arm: Array, cramps: Array, kept: NDArray[np.bool_], block: int, rng: np.random.Generator) -> float:
    """How many of the orders that might have been drawn give a difference of means as large."""
    pair = np.arange(len(arm)) // (2 * block)
    count = int(pair[-1]) + 1
    flips = np.array(list(product([0, 1], repeat=count))) if count <= 11 else rng.integers(0, 2, (FLIPS, count))
    arms = np.abs(arm[None] - flips[:, pair])
    there = arms[:, kept]
    with np.errstate(all="ignore"):
        gap = there @ cramps[kept] / there.sum(axis=1) - (1 - there) @ cramps[kept] / (1 - there).sum(axis=1)
    real = abs(cramps[kept & (arm == 1)].mean() - cramps[kept & (arm == 0)].mean())
    exact = count <= 11
    return float(((np.abs(gap) >= real - 1e-9).sum() + (not exact)) / (len(flips) + (not exact)))
