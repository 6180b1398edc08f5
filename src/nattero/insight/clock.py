"""When in the night cramps come, on a clock that has no beginning: hours, the stretch that holds half, and the middle.

In: a `History`. Out: `Clock`, or `NotYet`. Times are those of the wall's own clock; only cramps with a time are there.
Methods: the shortest arc that holds half of them (Rousseeuw and Leroy 1988, Statistica Neerlandica 42:103-116, on a circle); the mean
direction with its large-sample interval (Fisher 1993, Statistical Analysis of Circular Data, section 4.4.4), counting each night once,
since cramps of one night are no news of each other.
"""

from math import asin, pi, sqrt

import msgspec
import numpy as np
from numpy.typing import NDArray

from nattero.diary.summary import LEVEL, NotYet
from nattero.insight.history import History
from nattero.insight.walk import Array

DAY = 24
CRAMPS_NEEDED = 10
NIGHTS_NEEDED = 8
NORMAL = 1.959964


class Clock(msgspec.Struct, frozen=True):
    """Cramps by hour of the day, the stretch of the clock that holds half, and the `middle` with its interval, where there is one."""

    hours: tuple[int, ...]
    half_from: float
    half_to: float
    middle: float | None
    low: float | None
    high: float | None
    level: float
    cramps: int
    nights: int
    method: str = "shortest arc that holds half; mean direction, large-sample interval, nights counted once"


def clock(history: History) -> Clock | NotYet:
    """The hours of this history's cramps, or how many more it takes."""
    told = ~np.isnan(history.cramps.hour)
    hours, nights = history.cramps.hour[told] % DAY, history.cramps.night[told]
    several = len(np.unique(nights))
    if len(hours) < CRAMPS_NEEDED or several < NIGHTS_NEEDED:
        missing = max(CRAMPS_NEEDED - len(hours), NIGHTS_NEEDED - several)
        return NotYet(len(hours), len(hours) + missing, "need_cramps")
    start, end = half_of(hours)
    middle = mean_direction(hours, nights)
    counts = np.bincount(hours.astype(int) % DAY, minlength=DAY)
    return Clock(tuple(int(count) for count in counts), start, end, *middle, LEVEL, len(hours), several)


def half_of(hours: Array) -> tuple[float, float]:
    """The shortest stretch of the clock that holds half of these times; `end` may be past 24."""
    ordered = np.sort(hours)
    some = -(-len(ordered) // 2)
    ends = np.concatenate([ordered, ordered + DAY])[np.arange(len(ordered)) + some - 1]
    first = int(np.argmin(ends - ordered))
    return float(ordered[first]), float(ends[first])


def mean_direction(hours: Array, nights: NDArray[np.int64]) -> tuple[float | None, float | None, float | None]:
    """The mean time with its interval, in hours that may pass 24 or 0; None where the times point nowhere."""
    angle = hours / DAY * 2 * pi
    turn = np.exp(1j * angle)
    _, which = np.unique(nights, return_inverse=True)
    size = np.bincount(which)
    each = (np.bincount(which, turn.real) + 1j * np.bincount(which, turn.imag)) / size
    mean = each.mean()
    length = abs(mean)
    if length < 1e-9:
        return None, None, None
    ahead = each * np.conj(mean) / length  # every night turned so that the mean points straight ahead
    error = sqrt(float((ahead.imag**2).mean())) / length / sqrt(len(each))
    if NORMAL * error >= 1:
        return None, None, None
    reach = asin(NORMAL * error) / (2 * pi) * DAY
    middle = float(np.angle(mean)) / (2 * pi) * DAY % DAY
    return middle, middle - reach, middle + reach
