"""The trials of several people on the same thing, together: the average effect, how far people differ, and what it says of the next.

In: shared trials, each with its nights. Out: a `Together` for each thing that was tested against nothing. Every trial is worked out again
from its own nights; what it alone says of the log rate ratio is taken as a normal curve (its posterior under a wide prior, less that
prior). Random effects: a flat prior for the average, a half-normal one for the spread (Roever 2020, J Stat Softw 93(6)), on a grid. The
prior for somebody new doubts the average as `prior.py` does. That files come from different people cannot be seen in them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import exp

import msgspec
import numpy as np

from nattero.diary.payloads import Trial
from nattero.knowledge.pooling import mixture_quantile, profile
from nattero.trials.analysis import analyse
from nattero.trials.answering import series_of
from nattero.trials.decision import SUREST
from nattero.trials.prior import AVERAGE_SD, Prior
from nattero.trials.quadrature import Array
from nattero.trials.result import Ratio
from nattero.trials.series import Refused, RefusedError, Series

WIDE = Prior(
    "flat", 0.0, 1.5
)  # so wide that it hardly matters, and narrow enough that an arm without a cramp has a finite mean
SPREAD = (
    0.4  # scale of the half-normal prior of the spread of people; half of it lies below 0.27 (judged, as PERSON_SD is)
)
GRID, WIDEST = 400, 2.0
ENOUGH = 3  # people: of fewer nobody can tell how people differ, and only the prior is told, which doubts the average (judged)
LEAST = 1e-3  # precision of a trial that says nothing


class Said(msgspec.Struct, frozen=True):
    """What one trial says of one thing by itself: the log rate ratio as a normal curve."""

    what: str
    mean: float
    variance: float
    nights: int


class Effect(msgspec.Struct, frozen=True):
    """A rate ratio: mean and deviation of its logarithm, median and 95 % limits of itself, and the chance that it is below 1."""

    mean_log: float
    sd_log: float
    median: float
    lo: float
    hi: float
    p_better: float


class Thought(msgspec.Struct, frozen=True):
    """What somebody new may think beforehand: a normal prior of the log rate ratio, and how much of the average comes from the pool."""

    mean: float
    sd: float
    weight: float


class People(msgspec.Struct, frozen=True):
    """What several people's trials say of others: the average effect, the deviation of people round it, the next person's."""

    average: Effect
    spread: tuple[float, float, float]  # median and 95 % limits
    next: Effect


class Together(msgspec.Struct, frozen=True):
    """The trials of one thing: what they say of people, where there are enough, and the prior of somebody new."""

    what: str
    trials: int
    nights: int
    people: People | None
    prior: Thought


def said_by(trial: Trial) -> list[Said] | Refused:
    """Give what a trial says of each thing that it tested against nothing, or why it says nothing."""
    if trial.arms[0].measure or trial.arms[0].words:
        return []
    try:
        series = series_of(trial, trial.result.table if trial.result else [])
        names = {str(arm.id): arm.measure or (arm.words or "").strip().casefold() for arm in trial.arms}
        return alone(series, names, trial.design.half_life)
    except RefusedError as error:
        return error.refused


def alone(series: Series, names: Mapping[str, str], half_life: float = 0.0) -> list[Said]:
    """Give what the nights of one trial say by themselves of each arm: a posterior, less its wide prior. Raises RefusedError."""
    (found,) = analyse([series], WIDE, half_life)
    if isinstance(found, Refused):
        raise RefusedError(found.code, found.detail, found.row)
    return [_less_prior(names[one.arm], one.rate_ratio, found.diagnostics.used) for one in found.contrasts]


def _less_prior(what: str, ratio: Ratio, nights: int) -> Said:
    precision = max(ratio.sd_log**-2 - WIDE.sd**-2, LEAST)
    return Said(what, ratio.mean_log * ratio.sd_log**-2 / precision, 1 / precision, nights)


def together(said: Iterable[Said]) -> list[Together]:
    """Give each thing that was tested, with what all its trials say; the most trials first."""
    things: Mapping[str, list[Said]] = defaultdict(list)
    for each in said:
        things[each.what].append(each)
    return [_together(what, part) for what, part in sorted(things.items(), key=lambda item: (-len(item[1]), item[0]))]


def _together(what: str, said: list[Said]) -> Together:
    values, variances = np.array([each.mean for each in said]), np.array([each.variance for each in said])
    taus = (np.arange(GRID) + 0.5) * WIDEST / GRID
    means, squares, likelihood = profile(values, variances, taus**2)
    logs = likelihood - taus**2 / (2 * SPREAD**2)
    people = _people(_weights(logs), means, squares, taus) if len(said) >= ENOUGH else None
    return Together(what, len(said), sum(each.nights for each in said), people, _thought(logs, means, squares, taus))


def _people(weights: Array, means: Array, squares: Array, taus: Array) -> People:
    """What is said of others at these weights of the spread."""
    low, middle, high = (float(np.interp(p, np.cumsum(weights), taus)) for p in (0.025, 0.5, 0.975))
    return People(
        _effect(weights, means, np.sqrt(squares)),
        (middle, low, high),
        _effect(weights, means, np.sqrt(squares + taus**2)),
    )


def _thought(logs: Array, means: Array, squares: Array, taus: Array) -> Thought:
    """The prior of somebody new: the average doubted beforehand, people as different as they seem to be."""
    doubted = AVERAGE_SD**2
    weights = _weights(logs - 0.5 * (means**2 / (squares + doubted) + np.log((squares + doubted) / squares)))
    share = doubted / (squares + doubted)
    centre, spread = share * means, share * squares + taus**2
    mean = float(weights @ centre)
    return Thought(mean, float(np.sqrt(weights @ (spread + (centre - mean) ** 2))), float(weights @ share))


def _weights(logs: Array) -> Array:
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _effect(weights: Array, means: Array, spreads: Array) -> Effect:
    """A mixture of normal curves as numbers."""
    from scipy.special import ndtr  # slow to import

    mean = float(weights @ means)
    deviation = float(np.sqrt(weights @ (spreads**2 + (means - mean) ** 2)))
    middle, low, high = (exp(mixture_quantile(weights, means, spreads, p)) for p in (0.5, 0.025, 0.975))
    better = float(weights @ ndtr(-means / spreads))
    return Effect(mean, deviation, middle, low, high, min(max(better, 1 - SUREST), SUREST))  # as in one trial
