"""How long a trial would have to be, seen from one that stayed unclear.

In: a comparison's numbers, the nights it took, what was thought beforehand, and the rule that a next trial is held to. Out: nights, or
none. A normal approximation: what the nights say by themselves grows with their number, and the effect is taken to be what the answer
holds for likeliest. It is an even chance and no promise.
"""

from collections.abc import Mapping
from math import sqrt
from typing import Any

from nattero.diary.payloads import TrialPrior
from nattero.trials.decision import LOG_SAME, NORMAL, Rule

WEEK = 7
YEAR = 52 * WEEK


def nights_needed(each: Mapping[str, Any], nights: int, prior: TrialPrior, rule: Rule) -> int | None:
    """Give the nights of a trial that would as likely as not be clear, in whole weeks; None where a year of them would not do."""
    ratio = each["rate_ratio"]
    effect, before = ratio["mean_log"], 1 / prior.sd**2
    a_night = (1 / ratio["sd_log"] ** 2 - before) / nights
    if a_night <= 0:
        return None
    for length in range(WEEK, YEAR + 1, WEEK):
        known = length * a_night + before
        mean, sd = (length * a_night * effect + before * prior.mean) / known, 1 / sqrt(known)
        if rule.least <= length and _clear(mean, sd, effect, 1 / sqrt(length * a_night), rule):
            return length
    return None


def _clear(mean: float, sd: float, effect: float, sd_alone: float, rule: Rule) -> bool:
    """Whether such a posterior, and such nights alone, decide: one way, or for no difference that matters."""
    low, high = (NORMAL.cdf((edge - mean) / sd) for edge in LOG_SAME)
    same_way = mean * effect > 0
    sure = NORMAL.cdf(abs(mean) / sd) >= rule.better and NORMAL.cdf(abs(effect) / sd_alone) >= rule.alone
    return (same_way and sure) or high - low >= rule.same
