"""What a trial is worth before it starts: a person's own rate and scatter in, the chance of a clear answer by its length out.

The chance is reckoned (`reckoning.py`) in a moment, or counted: trials like this one are simulated (`simulate.py`), looked at when the
rule says (`decision.py`) and analysed like real ones, so that it holds for this design, this analysis and this rule together. How far
the two differ is measured by `python -m bench trial_chance`.
"""

from bisect import bisect_left
from math import ceil, sqrt
from typing import NamedTuple

import msgspec
import numpy as np

from nattero.trials.analysis import analyse
from nattero.trials.decision import RULE, Decision, Rule, looks
from nattero.trials.prior import SCEPTICAL, Prior
from nattero.trials.question import HOPELESS
from nattero.trials.reckoning import ERROR, reckon
from nattero.trials.result import Analysis
from nattero.trials.series import RefusedError, Series
from nattero.trials.simulate import Nights, Truth, counting, one_series, simulate

SEED = 20261122
LONGEST = 365  # nights


class Chance(msgspec.Struct, frozen=True):
    """What trials of at most so many nights come to: the shares of clear answers, of benefit found, and the nights they take."""

    nights: int
    clear: float
    helps: float
    error: float  # standard error of `clear`: of the counting, or of the reckoning as it was measured
    expected_nights: float


class Plan(msgspec.Struct, frozen=True):
    """A design and what it is worth, by length; `enough` is the first length with the wished chance; `simulated` 0: reckoned.

    `proposed`: the length of a longer trial that would have it, where this one has not and `longer` was asked.
    """

    block: int
    carry_over_days: float
    rate: float
    effect: float
    chances: tuple[Chance, ...]
    enough: int | None
    hopeless: bool
    simulated: int
    wished: float = 0.8
    proposed: int | None = None


class Way(NamedTuple):
    """How a trial is decided: nights of wash-out in a block, the prior, and the rule."""

    washout: int = 0
    prior: Prior = SCEPTICAL
    rule: Rule = RULE


USUAL = Way()


def block_for(carry_over_days: float) -> int:
    """The shortest block that still lets a remedy show: single nights where nothing is left over, else about four half-lives."""
    return 1 if carry_over_days == 0 else min(max(3, ceil(4 * carry_over_days)), 14)


def plan(truth: Truth, wished: float = 0.8, way: Way = USUAL) -> Plan:
    """What a trial with this truth is worth at every look up to its last night, reckoned."""
    at = looks(truth.nights, way.rule, truth.block, way.washout)
    clear, helps = reckon(truth, way.washout, way.prior, way.rule, at)
    stopping = np.diff(clear, prepend=0.0)
    spent = np.cumsum(stopping * at) + np.array(at) * (1 - clear)
    found = zip(at, clear, helps, spent, strict=True)
    return _plan(truth, tuple(Chance(look, float(c), float(h), ERROR, float(s)) for look, c, h, s in found), wished, 0)


def longer(truth: Truth, wished: float = 0.8, way: Way = USUAL) -> int | None:
    """The length, up to a year, from which a trial has the wished chance at its last look; None where none has."""
    lengths = range(way.rule.least, LONGEST + 1, way.rule.every)

    def reached(nights: int) -> bool:
        return plan(msgspec.structs.replace(truth, nights=nights), wished, way).chances[-1].clear >= wished

    place = bisect_left(lengths, True, key=reached)
    return lengths[place] if place < len(lengths) else None


def counted(truth: Truth, trials: int, wished: float = 0.8, way: Way = USUAL, seed: int = SEED) -> Plan:
    """The same counted in simulated trials, each analysed as a real one would be; this takes its time."""
    nights = simulate(truth, trials, np.random.default_rng(seed))
    there = nights.recorded * counting(nights.arm, truth.block, way.washout)
    nights = msgspec.structs.replace(nights, recorded=there)
    at = looks(truth.nights, way.rule, truth.block, way.washout)
    ended: dict[int, tuple[int, Decision]] = {}
    for look in at:
        going = [trial for trial in range(trials) if trial not in ended]
        for trial, decision in _decisions(nights, going, look, truth.carry_over, way):
            if decision != "not-yet-clear":
                ended[trial] = (look, decision)
    return _plan(truth, tuple(_chance(look, ended, trials) for look in at), wished, trials)


def _plan(truth: Truth, chances: tuple[Chance, ...], wished: float, trials: int) -> Plan:
    enough = next((one.nights for one in chances if one.clear >= wished), None)
    hopeless = chances[-1].clear < HOPELESS
    return Plan(truth.block, truth.carry_over, truth.rate, truth.ratio, chances, enough, hopeless, trials, wished)


def _decisions(nights: Nights, going: list[int], look: int, half_life: float, way: Way) -> list[tuple[int, Decision]]:
    """What is said of the trials that still go on, after so many nights."""
    series: dict[int, Series] = {}
    for trial in going:
        if nights.recorded[trial, :look].sum() < way.rule.least:
            continue
        try:
            parts = (part[trial, :look] for part in (nights.arm, nights.cramps, nights.recorded, nights.done))
            series[trial] = one_series(*parts)
        except RefusedError:
            continue  # too little in it to be looked at: it goes on
    found = analyse(list(series.values()), way.prior, half_life, way.rule.after(look, nights.arm.shape[1]))
    answers = zip(series, found, strict=True)
    return [(trial, one.contrasts[0].decision) for trial, one in answers if isinstance(one, Analysis)]


def _chance(nights: int, ended: dict[int, tuple[int, Decision]], trials: int) -> Chance:
    """What trials of at most so many nights come to."""
    stopped = [(look, decision) for look, decision in ended.values() if look <= nights]
    clear = len(stopped) / trials
    helps = sum(decision == "helps" for _, decision in stopped) / trials
    spent = sum(look for look, _ in stopped) + nights * (trials - len(stopped))
    return Chance(nights, clear, helps, sqrt(max(clear * (1 - clear), 1 / trials / 4) / trials), spent / trials)
