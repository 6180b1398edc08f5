"""The chance of a clear answer for one person before their trial: their own rate and scatter in, a share of trials out.

In: the nights of the run-in, a design, a prior. Out: how many of a hundred such trials end with a clear answer if cramps really halve
and nobody leaves. Scatter, and the share of nights that are told, are drawn towards what is usual as far as the nights are few (weights
judged); scatter is estimated by moments. Of three arms two are reckoned with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from nattero.diary.payloads import TrialDesign, TrialPrior
from nattero.trials.decision import RULE, Rule
from nattero.trials.planning import Way, plan
from nattero.trials.prior import Prior
from nattero.trials.simulate import Truth

HALVED = 0.5
USUAL = 0.8  # squared coefficient of variation of the nightly mean, as the generator has it unless told otherwise
WEIGHT = 20  # nights that what is usual counts for (judged)
MOST = 3.0
TOLD = 0.9  # usual share of nights that people tell (judged)


@dataclass(frozen=True)
class RunIn:
    """What a run-in shows: cramps a week, how much more they scatter than by chance alone, and the share of nights that are told."""

    rate: float
    scatter: float
    told: float


def run_in_of(nights: Sequence[int | None]) -> RunIn:
    """Give what nights in a row show, from the first that was told on; None: not told."""
    counts = [count for count in nights if count is not None]
    since = len(nights) - next(number for number, count in enumerate(nights) if count is not None)
    mean = sum(counts) / len(counts)
    variance = sum((count - mean) ** 2 for count in counts) / max(len(counts) - 1, 1)
    seen = min(max((variance - mean) / mean**2, 0.0), MOST) if mean else USUAL
    scatter = (len(counts) * seen + WEIGHT * USUAL) / (len(counts) + WEIGHT)
    return RunIn(7 * mean, scatter, (len(counts) + WEIGHT * TOLD) / (since + WEIGHT))


def truth_of(known: RunIn, design: TrialDesign, arms: int) -> Truth:
    """Give what would be true of such trials, if cramps halve. The generator's rate is that of a middling night."""
    half = known.scatter / 2
    return Truth(
        nights=design.nights * 2 // arms,
        block=design.block,
        rate=known.rate / sqrt(1 + half),
        ratio=HALVED,
        scatter=sqrt(half),
        spread=sqrt(log(1 + half)),
        missing=1 - known.told,
    )


def chance(known: RunIn, design: TrialDesign, arms: int, prior: TrialPrior) -> float:
    """Give the share of trials of this design with a clear answer, if cramps halve."""
    rule = Rule(design.least, RULE.every, design.better, design.same)
    way = Way(design.washout, Prior(prior.name, prior.mean, prior.sd), rule)
    return plan(truth_of(known, design, arms), way=way).chances[-1].clear
