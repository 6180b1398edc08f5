"""Histories whose truth is known: a documented generator, so that every finding can be tried on them.

    log mean of night t = log(rate / 7) + sum_k log(ratio_k) x_kt + trend + season + change + spell + u_t - spread^2 / 2
    cramps_t ~ negative binomial(that mean, size 1 / scatter^2)

`rate`: cramps a week without any exposure; `ratios`: a rate ratio for each exposure, 1 for one that has nothing to do with cramps.
Exposures are yes or no on a `share` of nights: a hidden AR(1) of correlation `sticky` with its own line and wave (`drifting`, in standard
deviations) under a threshold. `trend`: change of the log rate over the whole history in units of `spread`, on a straight line; `season`:
height of a wave of `season_nights`; `change`: rate ratio from a night drawn from the middle half on; `spell`: rate ratio of bad spells, a
two-state chain with a fifth of the nights, ten in a row on average; u: AR(1) with deviation `spread` and `correlation`. A night is
missing with chance `missing`, an exposure not said with chance `silent`. `lines`: so many dates at which nothing happened.
"""

from datetime import date, timedelta
from typing import Annotated

import msgspec
import numpy as np

from nattero.diary.simulated import HIGHEST, chain, counts
from nattero.insight.history import Array, Cramps, History
from nattero.insight.lines import Line

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Positive = Annotated[float, msgspec.Meta(gt=0)]
NotNegative = Annotated[float, msgspec.Meta(ge=0)]
FIRST = date(2026, 1, 5)
BAD_SHARE, BAD_NIGHTS = 0.2, 10


class Truth(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is true in simulated histories."""

    nights: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 90
    rate: Positive = 3.5
    ratios: tuple[Positive, ...] = (1.0,) * 5
    share: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.4
    sticky: Annotated[float, msgspec.Meta(ge=0, lt=1)] = 0.0
    drifting: NotNegative = 0.0
    scatter: NotNegative = 0.6
    spread: NotNegative = 0.6
    correlation: Annotated[float, msgspec.Meta(ge=0, lt=1)] = 0.4
    trend: float = 0.0
    season: NotNegative = 0.0
    season_nights: Positive = 60.0
    change: Positive = 1.0
    spell: Positive = 1.0
    missing: Share = 0.0
    silent: Share = 0.0
    lines: Annotated[int, msgspec.Meta(ge=0, le=10)] = 0


class Simulated(msgspec.Struct, frozen=True):
    """One history with what no diary knows: the mean of every night, and where the change was (no night: none)."""

    history: History
    mean: Array
    changed: int | None


def simulate(truth: Truth, rng: np.random.Generator) -> Simulated:
    """Draw one history of this truth."""
    nights = truth.nights
    exposures = {f"x{k}": _exposure(truth, rng) for k in range(len(truth.ratios))}
    changed = int(rng.integers(nights // 4, max(3 * nights // 4, nights // 4 + 1)))
    log_mean = (
        np.log(truth.rate / 7) + _course(truth, changed, rng) + truth.spread * chain(nights, truth.correlation, rng)
    )
    for values, ratio in zip(exposures.values(), truth.ratios, strict=True):
        log_mean += np.log(ratio) * values
    log_mean = np.minimum(log_mean - truth.spread**2 / 2, HIGHEST)
    count = counts(log_mean, truth.scatter, rng)
    count[rng.random(nights) < truth.missing] = np.nan
    recorded = ~np.isnan(count)
    for values in exposures.values():
        values[~recorded | (rng.random(nights) < truth.silent)] = np.nan
    lines = (Line(FIRST + timedelta(days=int(day)), "other") for day in rng.integers(0, nights, truth.lines))
    history = History(FIRST, recorded, np.zeros(nights, bool), count, exposures, _none(), tuple(sorted(lines)))
    return Simulated(history, np.exp(log_mean), changed if truth.change != 1 else None)


def _course(truth: Truth, changed: int, rng: np.random.Generator) -> Array:
    """What changes slowly, once, or by spells."""
    night = np.arange(truth.nights)
    line = (night / max(truth.nights - 1, 1) - 0.5) * truth.trend * truth.spread
    wave = truth.season * np.sin(2 * np.pi * (night / truth.season_nights + rng.random()))
    step = np.log(truth.change) * (night >= changed)
    return np.asarray(line + wave + step + np.log(truth.spell) * _spells(truth.nights, rng))


def _spells(nights: int, rng: np.random.Generator) -> Array:
    """Which nights lie in a bad spell."""
    ends, begins = 1 / BAD_NIGHTS, BAD_SHARE / (1 - BAD_SHARE) / BAD_NIGHTS
    bad = rng.random() < BAD_SHARE
    found = np.empty(nights)
    for night, drawn in enumerate(rng.random(nights)):
        found[night] = bad
        bad = drawn >= ends if bad else drawn < begins
    return found


def _exposure(truth: Truth, rng: np.random.Generator) -> Array:
    """A yes or no for every night, sticking to what it was, and drifting on its own."""
    night = np.arange(truth.nights)
    line = (night / max(truth.nights - 1, 1) - 0.5) * rng.normal()
    wave = np.sin(2 * np.pi * (night / truth.season_nights + rng.random()))
    hidden = chain(truth.nights, truth.sticky, rng) + truth.drifting * (line + wave)
    return (hidden >= np.quantile(hidden, 1 - truth.share)).astype(float)


def _none() -> Cramps:
    empty = np.zeros(0)
    return Cramps(np.zeros(0, np.int64), empty, empty, empty, (), (), ())
