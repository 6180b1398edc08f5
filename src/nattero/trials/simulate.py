"""Trials whose truth is known: a documented generator, so that every method can be tried on them.

    log rate of night t = log(rate / 7) + log(ratio of tonight's exposure) + trend + walk + step + season + u_t
    cramps_t ~ negative binomial(mean of that rate, size 1 / scatter^2), or none at all with chance `zeros`

`trend`: change of the log rate from the first to the last night, in standard deviations of u (`spread`), on a straight line; `walk`: a
random walk's deviation per square root of a week; `step`: an abrupt change of the log rate at a night drawn at random; `season`: height
of a wave of 60 nights; `weeks`: deviation of a level that each week has of its own, `into_week` nights of the first one being over at
the start; u: AR(1) with deviation `spread` and `correlation`. Exposure decays with a half-life of `carry_over` days. A night is missing
with chance `missing`, its odds rising by e^`hidden` for every cramp of it; with chance `leaves` the trial ends early, at a night drawn
from its second half on; on a share 1 - `adherence` of nights what was planned was not done, and that is recorded, the odds of doing it
falling by e^`dropped` for every deviation of u.
"""

from collections.abc import Iterator
from typing import Annotated

import msgspec
import numpy as np

from nattero.diary.simulated import MOST_CRAMPS, chain, counts
from nattero.trials.quadrature import Array
from nattero.trials.series import Series

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Rate = Annotated[float, msgspec.Meta(gt=0, le=7 * MOST_CRAMPS)]
Ratio = Annotated[float, msgspec.Meta(ge=0.001, le=1000)]
Spread = Annotated[float, msgspec.Meta(ge=0, le=10)]  # of a log rate
Change = Annotated[float, msgspec.Meta(ge=-100, le=100)]
Days = Annotated[float, msgspec.Meta(ge=0, le=60)]
SEASON = 60.0  # nights of one wave
MOST_HIDDEN = 50.0  # log odds: a night so bad is never told


class Truth(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is true in simulated trials; `ratio` is the arm's rate over the reference's."""

    nights: Annotated[int, msgspec.Meta(ge=8, le=1100)] = 84
    block: Annotated[int, msgspec.Meta(ge=1, le=28)] = 7
    rate: Rate = 3.5  # cramps a week under the reference
    ratio: Ratio = 1.0
    scatter: Spread = 0.6
    spread: Spread = 0.6
    correlation: Annotated[float, msgspec.Meta(ge=0, lt=1)] = 0.4
    trend: Change = 0.0
    walk: Spread = 0.0
    step: Change = 0.0
    season: Spread = 0.0
    weeks: Spread = 0.0
    into_week: Annotated[int, msgspec.Meta(ge=0, le=6)] = 0
    zeros: Share = 0.0
    carry_over: Days = 0.0
    missing: Annotated[float, msgspec.Meta(ge=0, lt=1)] = 0.0
    hidden: Change = 0.0
    leaves: Share = 0.0
    adherence: Share = 1.0
    dropped: Change = 0.0


class Nights(msgspec.Struct, frozen=True):
    """Simulated trials as arrays (trials, nights); `recorded` says which counts anybody wrote down."""

    arm: Array
    cramps: Array
    recorded: Array
    done: Array

    def series(self) -> Iterator[Series]:
        """Each trial as the analysis gets it. Raises RefusedError for one that has too little in it."""
        for arm, cramps, recorded, done in zip(self.arm, self.cramps, self.recorded, self.done, strict=True):
            yield one_series(arm, cramps, recorded, done)


def one_series(arm: Array, cramps: Array, recorded: Array, done: Array) -> Series:
    """One trial as the analysis gets it. Raises RefusedError when it has too little in it."""
    kept = zip(cramps, recorded, strict=True)
    return Series(
        ("A", "B"),
        tuple(int(which) for which in arm),
        tuple(int(count) if there else None for count, there in kept),
        tuple(float(share) if there else None for share, there in zip(done, recorded, strict=True)),
    )


def simulate(truth: Truth, trials: int, rng: np.random.Generator) -> Nights:
    """So many trials of this truth."""
    arm = orders(truth, trials, rng)
    lot = rng.random(arm.shape)
    course = _course(truth, trials, rng)
    bad = chain(arm.shape, truth.correlation, rng)
    done = _done(truth, lot, bad)
    log_rate = np.log(truth.rate / 7) + np.log(truth.ratio) * exposure(arm, done, truth.carry_over) + course
    log_rate += truth.spread * bad
    cramps = counts(log_rate, truth.scatter, rng) * (rng.random(arm.shape) >= truth.zeros)
    return Nights(arm, cramps, _recorded(truth, cramps, rng), done)


def orders(truth: Truth, trials: int, rng: np.random.Generator) -> Array:
    """Random pairs of blocks, (trials, nights) of 0 and 1."""
    pairs = -(-truth.nights // (2 * truth.block))
    first = rng.integers(0, 2, (trials, pairs, 1))
    blocks = np.concatenate([first, 1 - first], axis=2).reshape(trials, 2 * pairs)
    return np.repeat(blocks, truth.block, axis=1)[:, : truth.nights].astype(float)


def counting(arm: Array, block: int, washout: int) -> Array:
    """Which nights count, (trials, nights) of 0 and 1: not the first ones, nor the first after a change, while a wash-out lasts."""
    night = np.arange(arm.shape[1])
    start = night - night % block
    same = (start > 0) & (arm[:, np.maximum(start - 1, 0)] == arm)
    return np.asarray(same | (night - start >= washout), dtype=float)


def exposure(arm: Array, done: Array, half_life: float) -> Array:
    """Exposure to the second arm, what is left over decaying."""
    stays = 2 ** (-1 / half_life) if half_life else 0.0
    exposed = np.zeros_like(arm)
    held = np.zeros(len(arm))
    for night in range(arm.shape[1]):
        held = stays * held
        share = arm[:, night] * done[:, night]
        held = share + (1 - share) * held
        exposed[:, night] = held
    return exposed


def _course(truth: Truth, trials: int, rng: np.random.Generator) -> Array:
    """What changes slowly or once: trend, walk, step and season."""
    nights = np.arange(truth.nights)
    line = (nights / (truth.nights - 1) - 0.5) * truth.trend * truth.spread
    walk = np.cumsum(rng.normal(size=(trials, truth.nights)), axis=1) * truth.walk / np.sqrt(7)
    walk -= walk.mean(axis=1, keepdims=True)
    step = truth.step * (nights >= rng.integers(1, truth.nights, (trials, 1)))
    wave = truth.season * np.sin(2 * np.pi * (nights / SEASON + rng.random((trials, 1))))
    course = np.asarray(line + walk + step + wave)
    if truth.weeks:
        week = (nights + truth.into_week) // 7
        course += truth.weeks * rng.normal(size=(trials, week[-1] + 1))[:, week]
    return course


def _done(truth: Truth, lot: Array, bad: Array) -> Array:
    """On which nights what was planned was done."""
    odds = (1 - truth.adherence) * np.exp(np.minimum(truth.dropped * bad, MOST_HIDDEN))
    return np.asarray(lot * (truth.adherence + odds) < truth.adherence, dtype=float)


def _recorded(truth: Truth, cramps: Array, rng: np.random.Generator) -> Array:
    """Which nights were written down."""
    odds = truth.missing / (1 - truth.missing) * np.exp(np.minimum(truth.hidden * cramps, MOST_HIDDEN))
    there = rng.random(cramps.shape) >= odds / (1 + odds)
    end = rng.integers(truth.nights // 2, truth.nights, (len(cramps), 1))
    stays = rng.random((len(cramps), 1)) >= truth.leaves
    return (there & (stays | (np.arange(truth.nights) < end))).astype(float)
