"""Meta-analysis: effects of several trials in, what they say together out, in three ways that assume different things.

Fixed effect: inverse variance. Random effects: DerSimonian and Laird 1986 (Control Clin Trials 7:177-188); restricted maximum
likelihood (Viechtbauer 2005, J Educ Behav Stat 30:261-293), with Wald intervals and with those of Hartung and Knapp 2001 (Stat Med
20:3875-3889), never narrower than Wald's (Jackson et al. 2017, Stat Med 36:3923-3934). Bayesian: flat prior for the mean, half-normal
for the heterogeneity (Roever 2020, J Stat Softw 93(6)), integrated on a grid. Prediction interval: Higgins, Thompson and Spiegelhalter
2009 (J R Stat Soc A 172:137-159). I-squared: Higgins and Thompson 2002 (Stat Med 21:1539-1558).
"""

from collections.abc import Sequence
from math import sqrt

import msgspec
import numpy as np
from numpy.typing import NDArray

from nattero.knowledge.effects import RATIOS, Effect, Measure, Z, shown

Numbers = NDArray[np.float64]
HALF_NORMAL = {"rr": 0.5, "rate": 0.5}  # Roever et al. 2021, Res Synth Methods 12:448-474: for log ratios
GRID = 1200
REFINEMENTS = 8


class Pooled(msgspec.Struct, frozen=True):
    """A pooled effect on the scale people read, with its 95 % interval; `tau2` stays on the scale that was pooled."""

    method: str
    estimate: float
    low: float
    high: float
    tau2: float
    predicted: tuple[float, float] | None = None


class Left(msgspec.Struct, frozen=True):
    """The pooled effect without one trial."""

    without: str
    pooled: Pooled


class MetaAnalysis(msgspec.Struct, frozen=True):
    """Everything that pooling says of some trials."""

    measure: Measure
    k: int
    q: float
    i2: float
    fixed: Pooled
    dersimonian_laird: Pooled
    reml: Pooled
    hartung_knapp: Pooled
    bayes: Pooled
    prior_scale: float
    leave_one_out: tuple[Left, ...]


def pool(effects: Sequence[Effect], prior_scale: float | None = None) -> MetaAnalysis:
    """What trials say together. `prior_scale` is that of the half-normal prior for tau, on the scale that is pooled.

    Raises ValueError for no effects, or effects of different measures.
    """
    measure = one_measure(effects)
    values, variances = arrays(effects)
    scale = prior_scale if prior_scale is not None else default_scale(measure, variances)
    return MetaAnalysis(
        measure=measure,
        k=len(effects),
        q=(q := cochran_q(values, variances)),
        i2=max(0.0, (q - (len(effects) - 1)) / q) if q > 0 else 0.0,
        fixed=weighted("fixed", measure, values, variances, 0.0),
        dersimonian_laird=weighted("DerSimonian-Laird", measure, values, variances, tau2_dl(values, variances)),
        reml=weighted("REML", measure, values, variances, tau2_reml(values, variances)),
        hartung_knapp=hartung_knapp(measure, values, variances, tau2_reml(values, variances)),
        bayes=bayesian(measure, values, variances, scale),
        prior_scale=scale,
        leave_one_out=leave_one_out(effects) if len(effects) > 2 else (),
    )


def one_measure(effects: Sequence[Effect]) -> Measure:
    """The measure that all effects share."""
    measures = {effect.measure for effect in effects}
    if len(measures) != 1:
        raise ValueError("effects to pool need one measure" if measures else "there are no effects to pool")
    return measures.pop()


def arrays(effects: Sequence[Effect]) -> tuple[Numbers, Numbers]:
    """Values and variances, each of shape (k,)."""
    return np.array([effect.value for effect in effects]), np.array([effect.variance for effect in effects])


def default_scale(measure: str, variances: Numbers) -> float:
    """The prior's scale where none is given: 0.5 for log ratios; for differences a typical trial's standard deviation."""
    return HALF_NORMAL[measure] if measure in RATIOS else float(np.sqrt(np.median(variances)) * 2)


def cochran_q(values: Numbers, variances: Numbers) -> float:
    """Cochran's Q, the weighted squared distance from the fixed-effect mean."""
    mean, _ = combined(values, variances, 0.0)
    return float(np.sum((values - mean) ** 2 / variances))


def combined(values: Numbers, variances: Numbers, tau2: float) -> tuple[float, float]:
    """The inverse-variance mean and its variance for a given heterogeneity."""
    means, spreads, _ = profile(values, variances, np.array([tau2]))
    return float(means[0]), float(spreads[0])


def profile(values: Numbers, variances: Numbers, tau2: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """For each of m heterogeneity variances, shape (m,): the mean, its variance, and the restricted log-likelihood without its constant."""
    total = variances[None, :] + tau2[:, None]
    weights = 1 / total
    sums = weights.sum(axis=1)
    means = (weights @ values) / sums
    distance = (weights * (values[None, :] - means[:, None]) ** 2).sum(axis=1)
    return means, 1 / sums, -0.5 * (np.log(total).sum(axis=1) + np.log(sums) + distance)


def tau2_dl(values: Numbers, variances: Numbers) -> float:
    """DerSimonian and Laird's moment estimate of the heterogeneity variance, never below zero."""
    weights = 1 / variances
    c = np.sum(weights) - np.sum(weights**2) / np.sum(weights)
    return max(0.0, float((cochran_q(values, variances) - (len(values) - 1)) / c)) if c > 0 else 0.0


def tau2_reml(values: Numbers, variances: Numbers) -> float:
    """The heterogeneity variance of restricted maximum likelihood, never below zero.

    The restricted likelihood can have more than one top: each grid closes in around the best point of the one before.
    """
    if len(values) < 2:
        return 0.0
    high = 20 * float(np.var(values, ddof=1) + np.max(variances))
    grid = np.concatenate([[0.0], np.geomspace(high * 1e-7, high, GRID)])
    for _ in range(REFINEMENTS):
        best = int(np.argmax(profile(values, variances, grid)[2]))
        if best == 0 and grid[0] == 0:
            return 0.0
        grid = np.linspace(grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)], 101)
    return float(grid[len(grid) // 2])


def weighted(method: str, measure: str, values: Numbers, variances: Numbers, tau2: float) -> Pooled:
    """The pooled effect with a Wald interval, and where the next trial would lie."""
    mean, variance = combined(values, variances, tau2)
    half = Z * sqrt(variance)
    predicted = None if method == "fixed" else prediction(measure, mean, variance, tau2, len(values))
    return Pooled(
        method, shown(measure, mean), shown(measure, mean - half), shown(measure, mean + half), tau2, predicted
    )


def hartung_knapp(measure: str, values: Numbers, variances: Numbers, tau2: float) -> Pooled:
    """The random-effects mean with Hartung and Knapp's interval: t distribution, and the weighted spread actually seen."""
    from scipy.special import stdtrit

    mean, variance = combined(values, variances, tau2)
    k = len(values)
    if k < 2:
        return weighted("Hartung-Knapp", measure, values, variances, tau2)
    spread = float(np.sum((values - mean) ** 2 / (variances + tau2)) / (k - 1))
    half = float(stdtrit(k - 1, 0.975)) * sqrt(variance * max(1.0, spread))
    predicted = prediction(measure, mean, variance * max(1.0, spread), tau2, k)
    low, high = shown(measure, mean - half), shown(measure, mean + half)
    return Pooled("Hartung-Knapp", shown(measure, mean), low, high, tau2, predicted)


def prediction(measure: str, mean: float, variance: float, tau2: float, k: int) -> tuple[float, float] | None:
    """Where the effect of a new trial would lie with 95 % probability; None from fewer than three trials."""
    from scipy.special import stdtrit

    if k < 3:
        return None
    half = float(stdtrit(k - 2, 0.975)) * sqrt(variance + tau2)
    return shown(measure, mean - half), shown(measure, mean + half)


def bayesian(measure: str, values: Numbers, variances: Numbers, scale: float) -> Pooled:
    """The posterior median of the mean with its 95 % credible interval; tau has a half-normal prior of that scale."""
    top = max(5 * scale, 3 * float(np.std(values)) + scale)
    taus = (np.arange(GRID) + 0.5) * top / GRID
    means, variances_of_means, likelihood = profile(values, variances, taus**2)
    spreads = np.sqrt(variances_of_means)
    logs = likelihood - taus**2 / (2 * scale**2)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()

    here = [shown(measure, mixture_quantile(weights, means, spreads, p)) for p in (0.5, 0.025, 0.975)]
    ahead = np.sqrt(spreads**2 + taus**2)
    low, high = (shown(measure, mixture_quantile(weights, means, ahead, p)) for p in (0.025, 0.975))
    return Pooled("Bayes, half-normal", here[0], here[1], here[2], float(weights @ taus**2), (low, high))


def mixture_quantile(weights: Numbers, means: Numbers, spreads: Numbers, p: float) -> float:
    """The quantile of a mixture of normal distributions, by bisection."""
    from scipy.special import ndtr

    low, high = float((means - 12 * spreads).min()), float((means + 12 * spreads).max())
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if float(weights @ ndtr((middle - means) / spreads)) < p else (low, middle)
    return (low + high) / 2


def leave_one_out(effects: Sequence[Effect]) -> tuple[Left, ...]:
    """The random-effects result (REML, Hartung-Knapp) without each trial in turn."""
    left = []
    for place, effect in enumerate(effects):
        values, variances = arrays([*effects[:place], *effects[place + 1 :]])
        left.append(Left(effect.label, hartung_knapp(effect.measure, values, variances, tau2_reml(values, variances))))
    return tuple(left)
