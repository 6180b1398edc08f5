"""What a trial is worth before it starts: a person's own rate and scatter in, the chance of a clear answer by its length out.

The chance is counted, not promised: trials like this one are simulated (`simulate.py`), looked at when the rule says (`decision.py`)
and analysed like real ones, so it holds for this design, this analysis and this rule together. Its Monte Carlo error is told with it.
"""

from math import ceil, sqrt

import msgspec
import numpy as np

from nattero.trials.analysis import analyse
from nattero.trials.decision import RULE, Decision, Rule, looks
from nattero.trials.prior import SCEPTICAL, Prior
from nattero.trials.result import Analysis
from nattero.trials.series import RefusedError, Series
from nattero.trials.simulate import Nights, Truth, one_series, simulate

LONGEST = 112
TRIALS = 200
HOPELESS = 0.2  # below this chance of a clear answer a trial of a person alone is not worth its nights (judged)
SEED = 20261122


class Chance(msgspec.Struct, frozen=True):
    """What trials of at most so many nights come to: the shares of clear answers, of benefit found, and the nights they take."""

    nights: int
    clear: float
    helps: float
    error: float  # Monte Carlo standard error of `clear`
    expected_nights: float


class Plan(msgspec.Struct, frozen=True):
    """A design and what it is worth, by length; `enough` is the first length with the wished chance."""

    block: int
    carry_over_days: float
    rate: float
    effect: float
    chances: tuple[Chance, ...]
    enough: int | None
    hopeless: bool
    simulated: int


def block_for(carry_over_days: float) -> int:
    """The shortest block that still lets a remedy show: single nights where nothing is left over, else about four half-lives."""
    return 1 if carry_over_days == 0 else min(max(3, ceil(4 * carry_over_days)), 14)


def plan(
    truth: Truth,
    wished: float = 0.8,
    prior: Prior = SCEPTICAL,
    rule: Rule = RULE,
    trials: int = TRIALS,
    seed: int = SEED,
) -> Plan:
    """What a trial with this truth is worth at every look up to its last night."""
    nights = simulate(truth, trials, np.random.default_rng(seed))
    at = looks(truth.nights, rule)
    ended: dict[int, tuple[int, Decision]] = {}
    for look in at:
        going = [trial for trial in range(trials) if trial not in ended]
        for trial, decision in _decisions(nights, going, look, truth.carry_over, prior, rule):
            if decision != "not-yet-clear":
                ended[trial] = (look, decision)
    chances = tuple(_chance(look, ended, trials) for look in at)
    enough = next((one.nights for one in chances if one.clear >= wished), None)
    hopeless = chances[-1].clear < HOPELESS
    return Plan(truth.block, truth.carry_over, truth.rate, truth.ratio, chances, enough, hopeless, trials)


def _decisions(
    nights: Nights, going: list[int], look: int, half_life: float, prior: Prior, rule: Rule
) -> list[tuple[int, Decision]]:
    """What is said of the trials that still go on, after so many nights."""
    series: dict[int, Series] = {}
    for trial in going:
        try:
            parts = (part[trial, :look] for part in (nights.arm, nights.cramps, nights.recorded, nights.done))
            series[trial] = one_series(*parts)
        except RefusedError:
            continue  # too little in it to be looked at: it goes on
    found = analyse(list(series.values()), prior, half_life, rule)
    answers = zip(series, found, strict=True)
    return [(trial, one.contrasts[0].decision) for trial, one in answers if isinstance(one, Analysis)]


def _chance(nights: int, ended: dict[int, tuple[int, Decision]], trials: int) -> Chance:
    """What trials of at most so many nights come to."""
    stopped = [(look, decision) for look, decision in ended.values() if look <= nights]
    clear = len(stopped) / trials
    helps = sum(decision == "helps" for _, decision in stopped) / trials
    spent = sum(look for look, _ in stopped) + nights * (trials - len(stopped))
    return Chance(nights, clear, helps, sqrt(max(clear * (1 - clear), 1 / trials / 4) / trials), spent / trials)
