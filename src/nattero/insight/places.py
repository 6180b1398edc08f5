"""Where it cramps, how long and how badly: shares with their intervals, and the middle of durations and pains month by month.

In: a `History`. Out: `Share` and `Month` values. What nobody said of a cramp is left out, and how many said it stands beside.
Methods: Jeffreys interval of a share (Brown, Cai and DasGupta 2001, Statistical Science 16:101-133) over the effective number of
cramps, cramps of one night taken to be wholly alike (Kish 1965, Survey Sampling, section 11.7): fifty of one night
are one; the median with the interval
between order statistics (Hahn and Meeker 1991, Statistical Intervals, chapter 5). Months
are shown as they were: that they differ is no finding.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache

import msgspec
import numpy as np

from nattero.diary.summary import LEVEL, NotYet
from nattero.insight.history import History
from nattero.insight.walk import Array

CRAMPS_NEEDED = 8
NIGHTS_NEEDED = 5  # with a cramp whose place is known


class Share(msgspec.Struct, frozen=True):
    """How many of `n` cramps were there: the share with its interval."""

    name: str
    cramps: int
    n: int
    share: float
    low: float
    high: float
    level: float = LEVEL
    method: str = "Jeffreys interval, cramps of a night taken as alike"


class Middle(msgspec.Struct, frozen=True):
    """The middle of `n` values, the interval of that middle, and the middle half of the values."""

    median: float
    low: float
    high: float
    lower: float
    upper: float
    n: int
    level: float = LEVEL
    method: str = "median, interval between order statistics"


class Month(msgspec.Struct, frozen=True):
    """How long (minutes) and how bad (0 to 10) the cramps of a month were; None where too few were told."""

    first: date
    cramps: int
    minutes: Middle | None
    pain: Middle | None


def sides(history: History) -> tuple[Share, ...] | NotYet:
    """The shares of left, right and both, the largest first."""
    return shares(history.cramps.side, history.cramps.night.tolist())


def muscles(history: History) -> tuple[Share, ...] | NotYet:
    """The shares of the muscles, the largest first."""
    return shares(history.cramps.muscle, history.cramps.night.tolist())


def shares(names: Iterable[str], nights: Iterable[int]) -> tuple[Share, ...] | NotYet:
    """How often each name stands among those that are one, and of which `nights`."""
    from scipy.special import betaincinv  # slow to import

    said = [(name, night) for name, night in zip(names, nights, strict=True) if name]
    counts, sizes = Counter(name for name, _ in said), Counter(night for _, night in said)
    total = len(said)
    lacking = max(CRAMPS_NEEDED - total, NIGHTS_NEEDED - len(sizes))
    if lacking > 0:
        return NotYet(total, total + lacking, "need_cramps")
    worth = total / sum(size**2 for size in sizes.values())  # effective number, a cramp
    tail = (1 - LEVEL) / 2
    found = []
    for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        shape = (count * worth + 0.5, (total - count) * worth + 0.5)
        high = 1.0 if count == total else float(betaincinv(*shape, 1 - tail))
        found.append(Share(name, count, total, count / total, float(betaincinv(*shape, tail)), high))
    return tuple(found)


def months(history: History) -> tuple[Month, ...]:
    """Every month in which a cramp was written down, the earliest first."""
    cramps = history.cramps
    if history.first is None or not len(cramps):
        return ()
    month = (np.datetime64(history.first) + cramps.night).astype("datetime64[M]")
    starts = np.flatnonzero(np.concatenate([[True], month[1:] != month[:-1]]))
    found = []
    for start, end in zip(starts, [*starts[1:], len(month)], strict=True):
        first: date = month[start].astype("datetime64[D]").item()
        found.append(Month(first, int(end - start), middle(cramps.minutes[start:end]), middle(cramps.pain[start:end])))
    return tuple(found)


def middle(values: Array) -> Middle | None:
    """The median of what was told, or None where that was too little."""
    told = np.sort(values[~np.isnan(values)])
    count = len(told)
    if count < CRAMPS_NEEDED:
        return None
    below = _rank(count)
    lower, median, upper = (float(value) for value in np.quantile(told, (0.25, 0.5, 0.75)))
    return Middle(median, float(told[below]), float(told[count - 1 - below]), lower, upper, count)


@cache
def _rank(count: int) -> int:
    """How many values may lie outside the interval at each end, so that it still holds the median with probability `LEVEL`."""
    from scipy.special import bdtr

    tail = (1 - LEVEL) / 2
    return max(rank for rank in range(count // 2) if rank == 0 or float(bdtr(rank - 1, count, 0.5)) <= tail)
