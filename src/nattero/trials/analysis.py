"""From checked trials to answers: any number of series and their priors in, an `Analysis` for each out.

Trials of one length and number of arms are stacked and share their work; every trial's numbers are the same alone or among others.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import exp
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from nattero.trials import density, model
from nattero.trials.decision import LOG_MEANINGFUL, LOG_SAME, RULE, Chances, Rule
from nattero.trials.exposure import exposures
from nattero.trials.posterior import FEW, FEWEST, PATIENT, RESTLESS, RICHER, Lattices, Mixture, Stack, posterior
from nattero.trials.prior import FLAT, SCEPTICAL, Prior
from nattero.trials.quadrature import Array
from nattero.trials.result import Analysis, Contrast, Diagnostics, Rate, Ratio
from nattero.trials.series import MOST_CRAMPS, Refused, RefusedError, Series

TOGETHER = 700  # nights times trials that are worked on at once: what fits a processor's cache
SURE = 0.0005
TAIL = 0.005  # of a rate on either side: what the Gaussian stand-in says there the counts do not
BESIDE = 0.75  # of the variance of an arm's effect is left when another's is known
STRETCHED = 1.75  # by so much wider without its prior, a density is worked out anew before anything is decided by it


class _Ready(NamedTuple):
    """One trial as arrays."""

    series: Series
    counts: Array
    known: Array
    exposure: Array  # (nights, arms - 1)


class _Fit(NamedTuple):
    told: density.Told
    points: int
    effective: float
    moved: float

    @property
    def steady(self) -> bool:
        """Whether the computation came to rest."""
        return self.effective >= FEWEST and self.moved <= RESTLESS


class _Answer(NamedTuple):
    """What is said of one trial; `doubtful`: something would be decided by what its nights say alone, and that is far from its prior."""

    analysis: Analysis
    doubtful: bool

    def by(self, alone: Analysis) -> "_Answer":
        """The same, with what the nights say alone from another analysis."""
        pairs = zip(self.analysis.contrasts, alone.contrasts, strict=True)
        contrasts = tuple(
            msgspec.structs.replace(
                one,
                chances=msgspec.structs.replace(one.chances, alone=other.chances.better),
                steady=one.steady and other.steady,
            )
            for one, other in pairs
        )
        return _Answer(msgspec.structs.replace(self.analysis, contrasts=contrasts), doubtful=False)


def analyse(
    trials: Sequence[Series],
    prior: Prior | Sequence[Prior] = SCEPTICAL,
    half_life: float = 0.0,
    rule: Rule | None = None,
) -> list[Analysis | Refused]:
    """The answer to each trial, in order, or why there is none. `prior` is everybody's or one a trial.

    `rule`: the one that was fixed; otherwise the usual one, as strict as so many comparisons need. What the nights say alone is worked
    out from what was drawn: who leaves a thing out on bad nights would else find that it helps. With three arms it is worked out
    anew too: the prior of the third would lend something to the contrast.
    """
    priors = [prior] * len(trials) if isinstance(prior, Prior) else list(prior)
    found = _answers(trials, priors, half_life, rule)
    anew = [
        index
        for index, one in enumerate(found)
        if isinstance(one, _Answer) and (one.doubtful or not_kept(trials[index]) or len(trials[index].arms) > 2)
    ]
    drawn = _answers([as_drawn(trials[index]) for index in anew], [FLAT] * len(anew), half_life, rule)
    for index, alone in zip(anew, drawn, strict=True):
        one = found[index]
        if isinstance(one, _Answer) and isinstance(alone, _Answer):
            found[index] = one.by(alone.analysis)
    return [one.analysis if isinstance(one, _Answer) else one for one in found]


def not_kept(series: Series) -> bool:
    """Whether it was told of any night that what was drawn was not wholly done."""
    return any(share is not None and share < 1 for share in series.adhered)


def as_drawn(series: Series) -> Series:
    """The same nights, as if nobody had said what was done of it."""
    return msgspec.structs.replace(series, adhered=(None,) * series.nights)


def _answers(
    trials: Sequence[Series], priors: Sequence[Prior], half_life: float, rule: Rule | None
) -> "list[_Answer | Refused]":
    """The answer to each trial, each from its own nights and prior alone."""
    found: dict[int, _Answer | Refused] = {}
    ready: dict[int, _Ready] = {}
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for index, series in enumerate(trials):
        try:
            ready[index] = _ready(series, half_life)
            groups[ready[index].exposure.shape].append(index)
        except RefusedError as error:
            found[index] = error.refused
    for shape, members in groups.items():
        size = max(TOGETHER // shape[0], 1)
        for start in range(0, len(members), size):
            part = members[start : start + size]
            answers = _together([ready[i] for i in part], [priors[i] for i in part], rule)
            found.update(zip(part, answers, strict=True))
    return [found[index] for index in range(len(trials))]


def _ready(series: Series, half_life: float) -> _Ready:
    """A trial as arrays. Raises RefusedError when an arm has no night that tells about it."""
    exposure, used = exposures(series, half_life)
    counts = np.array([float(count or 0) for count in series.cramps]) * used
    for index, arm in enumerate(series.arms):
        nights = sum(bool(use) and which == index for use, which in zip(used, series.arm, strict=True))
        if nights < 3 or (index and not exposure[used > 0, index - 1].any()):
            undone = any(which == index and done == 0 for which, done in zip(series.arm, series.adhered, strict=True))
            raise RefusedError("not-done", arm) if undone else RefusedError("too-few-in-arm", f"{arm}: {nights}")
    if not counts.any():
        raise RefusedError("no-cramps")
    return _Ready(series, counts, used, exposure)


def _together(ready: list[_Ready], priors: list[Prior], rule: Rule | None) -> list[_Answer]:
    """The answers to trials of one length and number of arms."""
    arms = ready[0].exposure.shape[1]
    fits = [_fits(_stacked(ready, priors, arm)) for arm in range(arms)]
    rule = rule or RULE.among(arms)
    return [
        _answer(one, prior, [by_arm[index] for by_arm in fits], rule)
        for index, (one, prior) in enumerate(zip(ready, priors, strict=True))
    ]


def _stacked(ready: list[_Ready], priors: list[Prior], arm: int) -> Stack:
    """Trials as one stack, this arm against the reference; the other arms are columns like the level.

    Before the nights no arm is thought to be special, the reference neither (exchangeable: Gelman and others 2013, Bayesian Data
    Analysis, 104): given the contrast, another arm is spread around half of it, with three quarters of the variance.
    """
    nights = len(ready[0].counts)
    others = [k for k in range(ready[0].exposure.shape[1]) if k != arm]
    mean, sd = (np.array([getattr(prior, name) for prior in priors]) for name in ("mean", "sd"))
    middle = 1 / (1 + ready[0].exposure.shape[1])
    exposure = np.stack([one.exposure for one in ready]) - middle  # (trials, nights, arms - 1)
    beside = exposure[:, :, others]
    share = 1 + len(others) / 2
    shared = np.stack([model.shared_columns(nights, one.series.weekday) for one in ready])
    return Stack(
        np.stack([one.counts for one in ready]),
        np.stack([one.known for one in ready]),
        np.ascontiguousarray(exposure[:, :, arm] + beside.sum(axis=2) / 2),
        np.array([middle] * len(others) + [middle * share]),
        np.ascontiguousarray(np.concatenate([shared, beside], axis=2).transpose(2, 0, 1)),
        np.repeat(sd[:, None] ** -2.0 / BESIDE, len(others), axis=1),
        mean / 2,
        mean,
        sd,
    )


def _fits(stack: Stack) -> list[_Fit]:
    """The posterior of every trial of a stack; where few points carry the weight, or one that still moves, with richer lattices."""
    mixture = posterior(stack)
    fits = [_fit(mixture, stack, trial) for trial in range(len(stack.mean))]
    _anew(fits, stack, [trial for trial, fit in enumerate(fits) if fit.effective < FEW], RICHER)
    _anew(fits, stack, [trial for trial, fit in enumerate(fits) if not fit.steady], PATIENT)
    return fits


def _anew(fits: list[_Fit], stack: Stack, trials: list[int], lattices: Lattices) -> None:
    """Works some trials of a stack out once more."""
    if not trials:
        return
    part = _only(stack, np.array(trials))
    again = posterior(part, lattices)
    for place, trial in enumerate(trials):
        fits[trial] = _fit(again, part, place)


def _only(stack: Stack, trials: NDArray[np.intp]) -> Stack:
    """Some of the trials of a stack."""
    return Stack(
        stack.counts[trials],
        stack.known[trials],
        stack.exposure[trials],
        stack.middle,
        stack.columns[:, trials],
        stack.others[trials],
        stack.beyond[trials],
        stack.mean[trials],
        stack.sd[trials],
    )


def _fit(mixture: Mixture, stack: Stack, trial: int) -> _Fit:
    told = density.read(mixture, stack, trial)
    return _Fit(told, mixture.weights.shape[1], float(mixture.effective[trial]), float(mixture.moved[trial]))


def _answer(one: _Ready, prior: Prior, fits: list[_Fit], rule: Rule) -> _Answer:
    """What is said of one trial."""
    series = one.series
    used = int(one.known.sum())
    rate = {series.arms[0]: _rate(fits[0].told.reference)}
    rate |= {arm: _rate(fit.told.arm) for arm, fit in zip(series.arms[1:], fits, strict=True)}
    contrasts = tuple(
        Contrast(arm, series.arms[0], _ratio(fit.told.contrast), _chances(fit.told, used), prior, rule, fit.steady)
        for arm, fit in zip(series.arms[1:], fits, strict=True)
    )
    worst = min(fits, key=lambda fit: fit.effective)
    moved = max(fit.moved for fit in fits)
    steady = all(fit.steady for fit in fits)
    diagnostics = Diagnostics(worst.points, worst.effective, moved, int(one.counts.sum()), used, steady)
    doubtful = any(_doubtful(fit.told, rule) for fit in fits)
    return _Answer(Analysis(series.nights, series.recorded, series.arms, rate, contrasts, diagnostics), doubtful)


def _doubtful(told: density.Told, rule: Rule) -> bool:
    """Whether something may be decided by a density that the prior was taken out of from afar."""
    near = abs(told.contrast.at_most(0.0) - 0.5) >= rule.better - 0.5
    return near and told.alone.numbers().sd > STRETCHED * told.contrast.numbers().sd


def _rate(curve: density.Curve) -> Rate:
    """A log rate a night as cramps a week: the mean of its middle 99 %. No more than a diary holds."""
    numbers = curve.numbers()
    weight = curve.density * ((curve.below > TAIL) & (curve.below < 1 - TAIL))
    mean = float((np.exp(curve.grid) * weight).sum() / weight.sum())
    return Rate(*(7 * min(rate, MOST_CRAMPS) for rate in (mean, exp(numbers.low), exp(numbers.high))))


def _ratio(curve: density.Curve) -> Ratio:
    numbers = curve.numbers()
    return Ratio(numbers.mean, numbers.sd, exp(numbers.median), exp(numbers.low), exp(numbers.high))


def _chances(told: density.Told, used: int) -> Chances:
    better, meaningful, large = (told.contrast.at_most(value) for value in (0.0, LOG_MEANINGFUL, LOG_SAME[1]))
    same = large - told.contrast.at_most(LOG_SAME[0])
    return Chances(_humble(better), _humble(meaningful), _humble(same), _humble(told.alone.at_most(0.0)), used)


def _humble(chance: float) -> float:
    """A chance that is never nothing and never certain: an approximation cannot tell such small chances apart."""
    return min(max(chance, SURE), 1 - SURE)
