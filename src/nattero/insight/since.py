"""The rate since a dated line beside the rate before it: a history and a line in, a ratio with its interval out.

Half a year on either side, a straight trend allowed for, the interval widened by what nights have in common. A change since a date is
not what the thing did: much else changed too, and people begin something when it is at its worst (regression to the mean; Barnett, van
der Pols and Dobson 2005, Int J Epidemiol 34:215-220).
"""

from datetime import date
from statistics import NormalDist

import numpy as np

from nattero.diary.summary import NIGHTS_A_WEEK, NotYet
from nattero.insight.estimate import LEVEL, WIDE, Z, estimates
from nattero.insight.found import Since
from nattero.insight.lines import Line
from nattero.insight.regressors import Told, line
from nattero.insight.whitening import memory

EITHER_SIDE = 182
NIGHTS_NEEDED = 14  # on either side
CRAMPS_NEEDED = 7
STEP_SD, TREND_SD = 0.7, 1.0  # of log ratios (judged): the step at the line, and a trend from end to end


def since(told: Told, first: date, one: Line, limits: tuple[float, int]) -> Since | NotYet:
    """Give the rate since a line. `first`: the date of the first night; `limits`: the chance below which it is found, looks in all."""
    at = (one.date - first).days - told.start
    part = slice(max(at - EITHER_SIDE, 0), max(at + EITHER_SIDE, 0))
    count, known = told.cramps[part], told.known[part]
    after = np.arange(len(known)) >= at - part.start
    fewest = min(int((known & after).sum()), int((known & ~after).sum()))
    if fewest < NIGHTS_NEEDED:
        return NotYet(fewest, NIGHTS_NEEDED, "need_nights_each_side")
    if count[known].sum() < CRAMPS_NEEDED:
        return NotYet(int(count[known].sum()), CRAMPS_NEEDED, "need_cramps")
    allowed = np.column_stack([np.ones(len(known)), line(len(known))])
    step = after.astype(float)[:, None]
    found = memory(told.series[part], np.column_stack([allowed, step]), known)
    number = estimates(count, known, allowed, step, found, (np.array([WIDE, TREND_SD]), STEP_SD))
    mean, sd = float(number.mean[0]), float(number.sd[0])
    chance = 2 * NormalDist().cdf(-abs(mean) / sd)
    return Since(
        line=one,
        ratio=float(np.exp(mean)),
        low=float(np.exp(mean - Z * sd)),
        high=float(np.exp(mean + Z * sd)),
        level=LEVEL,
        rate_before=NIGHTS_A_WEEK * float(count[known & ~after].mean()),
        rate_after=NIGHTS_A_WEEK * float(count[known & after].mean()),
        nights_before=int((known & ~after).sum()),
        nights_after=int((known & after).sum()),
        chance=chance,
        looked_at=limits[1],
        found=chance <= limits[0],
    )
