"""The last four weeks beside the four before them: both rates, and whether one is clearly higher.

In: a `History`. Out: two rates with their intervals, and `more`, `fewer` or `unclear`. Method: the log of the ratio of two counts, its
variance that of Poisson counts times the dispersion of whole weeks, which holds what nights in a row have in common; taken at
half a cramp more each (Haldane 1956, Annals of Human Genetics 20:309-311), on a t distribution with the weeks' degrees of freedom. Since
somebody may look every day, it is called clear only from 99.5 % on.
"""

from math import exp, log, sqrt
from typing import Literal

import msgspec
import numpy as np

from nattero.diary.summary import NIGHTS_A_WEEK, NIGHTS_NEEDED, NotYet, Rate, rate_of, refusal
from nattero.insight.course import weekly
from nattero.insight.history import History
from nattero.insight.walk import Array

MONTH = 28
COMPARED = 14  # nights of the last four weeks, and of the four before them, from which on they are compared
WEEKS_OF_DISPERSION = 26
CLEAR = 0.995
Than = Literal["more", "fewer", "unclear"]


class Lately(msgspec.Struct, frozen=True):
    """The rate of the last four weeks, and beside it that of the four before; `ratio` of the first to the second.

    `before` is `NotYet` where either month has too few nights to be compared.
    """

    now: Rate
    before: Rate | NotYet
    than: Than = "unclear"
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = CLEAR
    method: str = "log ratio of counts, dispersion of weeks"


def lately(history: History) -> Lately | NotYet:
    """The last four weeks of this history beside the four before; or how many more nights of them it takes."""
    month, month_before = slice(-MONTH, None), slice(-2 * MONTH, -MONTH)
    rate, earlier = _rate(history, month, NIGHTS_NEEDED), _rate(history, month_before, COMPARED)
    if isinstance(rate, NotYet):
        return rate
    if rate.nights < COMPARED and not isinstance(earlier, NotYet):
        earlier = NotYet(rate.nights, COMPARED)
    if isinstance(earlier, NotYet):
        return Lately(rate, earlier)
    counts = history.count[month], history.count[month_before]
    ratio, low, high = compared(*counts, *week_dispersion(history.count))
    than: Than = "more" if low > 1 else "fewer" if high < 1 else "unclear"
    return Lately(rate, earlier, than, ratio, low, high)


def compared(now: Array, before: Array, phi: float, weeks: int) -> tuple[float, float, float]:
    """The ratio of two rates with its interval; `phi` from so many `weeks`."""
    from scipy.special import stdtrit  # slow to import

    counts = [float(np.nansum(part)) + 0.5 for part in (now, before)]
    middle = log(counts[0] / _nights(now)) - log(counts[1] / _nights(before))
    reach = float(stdtrit(max(weeks - 2, 2), 1 - (1 - CLEAR) / 2)) * sqrt(phi * sum(1 / count for count in counts))
    return exp(middle), exp(middle - reach), exp(middle + reach)


def week_dispersion(count: Array) -> tuple[float, int]:
    """How much more whole weeks differ than Poisson counts would, from the last half year, each four weeks by themselves; never under 1."""
    cramps, nights = weekly(count[-WEEKS_OF_DISPERSION * NIGHTS_A_WEEK :])
    excess, freedom, told = 0.0, 0, 0
    for end in range(len(nights), 0, -4):
        part = slice(max(end - 4, 0), end)
        there = nights[part] > 0
        seen, exposure = cramps[part][there], nights[part][there]
        told += int(there.sum())
        if seen.sum() and len(seen) > 1:
            expected = exposure * seen.sum() / exposure.sum()
            excess += float(((seen - expected) ** 2 / expected).sum())
            freedom += len(seen) - 1
    return (max(1.0, excess / freedom) if freedom else 1.0), told


def _nights(count: Array) -> int:
    return int((~np.isnan(count)).sum())


def _rate(history: History, part: slice, need: int) -> Rate | NotYet:
    """The rate of some nights, as the diary's own page gives it, or why there is none."""
    told = [int(each) for each in history.count[part] if not np.isnan(each)]
    logged = [int(each) for each in history.logged[part] if each]
    return refusal(told, logged, need) or rate_of(told, logged)
