"""The chance of a clear answer for one person before their trial: their own rate and scatter in, a share of simulated trials out.

In: the counts of the run-in, a design, a prior. Out: how many of such trials end with a clear answer if cramps really halve. Scatter is
estimated by moments and drawn towards what is usual as far as the nights are few (weights judged). Nights of wash-out are simulated as
nights without a count; of three arms two are simulated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from nattero.diary.payloads import TrialDesign, TrialPrior
from nattero.trials.decision import RULE, Rule
from nattero.trials.planning import plan
from nattero.trials.prior import Prior
from nattero.trials.simulate import Truth

HALVED = 0.5
USUAL = 0.8  # squared coefficient of variation of the nightly mean, as the generator has it unless told otherwise
WEIGHT = 20  # nights that the usual scatter counts for (judged)
MOST = 3.0
TOLD = 0.9  # share of nights that people tell (judged)
TRIALS = 200


@dataclass(frozen=True)
class RunIn:
    """What a run-in shows: cramps a week, and how much more they scatter than by chance alone."""

    rate: float
    scatter: float


def run_in_of(counts: Sequence[int]) -> RunIn:
    """Give the rate and the scatter of recorded nights."""
    mean = sum(counts) / len(counts)
    variance = sum((count - mean) ** 2 for count in counts) / max(len(counts) - 1, 1)
    seen = min(max((variance - mean) / mean**2, 0.0), MOST) if mean else USUAL
    return RunIn(7 * mean, (len(counts) * seen + WEIGHT * USUAL) / (len(counts) + WEIGHT))


def chance(known: RunIn, design: TrialDesign, arms: int, prior: TrialPrior, trials: int = TRIALS) -> float:
    """Give the share of trials of this design with a clear answer, if cramps halve."""
    half = known.scatter / 2
    truth = Truth(
        nights=design.nights * 2 // arms,
        block=design.block,
        rate=known.rate,
        ratio=HALVED,
        scatter=sqrt(half),
        spread=sqrt(log(1 + half)),
        missing=1 - TOLD * (1 - design.washout / design.block),
    )
    rule = Rule(design.least, RULE.every, design.better, design.same)
    found = plan(truth, prior=Prior(prior.name, prior.mean, prior.sd), rule=rule, trials=trials)
    return found.chances[-1].clear
