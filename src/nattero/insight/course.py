"""How often cramps come, from week to week: a smoothed rate with its interval.

In: a `History`. Out: a `Course`, a point a week from the first night told of to the last; or `NotYet`. Only recorded nights
count. A week without one is drawn from its neighbours, says so (`nights` 0), and its interval grows with its distance from
them, as it does at both ends. So is a week whose open nights hold more cramps than its closed ones (`diary/summary.py`): counting its
closed nights alone would call it too quiet; `least` says how many cramps are known of it.
Method: `walk.py`. The interval holds the rate of one week; it is no statement that two weeks differ.
"""

from datetime import date

import msgspec
import numpy as np

from nattero.diary.summary import LEVEL, NIGHTS_A_WEEK, OPEN_NIGHTS, NotYet, too_open
from nattero.insight.history import History
from nattero.insight.walk import Array, smooth

NIGHTS_NEEDED = 21


class Point(msgspec.Struct, frozen=True):
    """A week: its first and last night, the smoothed rate a week with its interval, and what was recorded of it.

    `least` cramps were logged in a week that is left out (`nights` 0), since too many of its nights are unfinished; otherwise 0.
    """

    first: date
    last: date
    rate: float
    low: float
    high: float
    nights: int
    cramps: int
    least: int = 0


class Course(msgspec.Struct, frozen=True):
    """The rate from week to week, over `nights` recorded nights; the last week ends with the last night told."""

    points: tuple[Point, ...]
    nights: int
    cramps: int
    level: float
    dispersion: float  # how much more weeks scatter than chance alone makes them
    method: str = "negative-binomial counts of weeks on a random walk, averaged over its step and the scatter"


def between(whole: Course | NotYet, first: date, last: date) -> Course | NotYet:
    """The weeks of a course that lie in a period: cut from the whole, so that every page that shows a week says the same of it."""
    if isinstance(whole, NotYet):
        return whole
    points = tuple(each for each in whole.points if each.last >= first and each.first <= last)
    nights = sum(each.nights for each in points)
    if nights < NIGHTS_NEEDED:
        return NotYet(nights, NIGHTS_NEEDED)
    return msgspec.structs.replace(whole, points=points, nights=nights, cramps=sum(each.cramps for each in points))


def course(history: History) -> Course | NotYet:
    """The course of the rate over this history, or what is still missing for it."""
    have = int(history.recorded.sum())
    if have < NIGHTS_NEEDED:
        return NotYet(have, NIGHTS_NEEDED)
    part = part_told(history)
    cramps, nights = weekly(history.count[part])
    logged = weekly(history.logged[part])[0]
    out = np.array([too_open(*each) for each in zip(cramps, logged, strict=True)], bool)
    least = np.where(out, cramps + logged, 0)
    cramps, nights = np.where(out, 0, cramps), np.where(out, 0, nights)
    kept = int(nights.sum())
    if kept < NIGHTS_NEEDED:
        return NotYet(have, have + int(history.open[part].sum()), OPEN_NIGHTS)
    found = smooth(cramps, nights, (1 - LEVEL) / 2)
    week = NIGHTS_A_WEEK
    points = tuple(
        Point(
            first=history.day(max(part.stop - (len(nights) - place) * week, part.start)),
            last=history.day(part.stop - (len(nights) - place - 1) * week - 1),
            rate=float(found.rate[place]) * week,
            low=float(found.low[place]) * week,
            high=float(found.high[place]) * week,
            nights=int(nights[place]),
            cramps=int(cramps[place]),
            least=int(least[place]),
        )
        for place in range(len(nights))
    )
    return Course(points, kept, int(cramps.sum()), LEVEL, found.dispersion)


def part_told(history: History) -> slice:
    """The places from the first night of which anything was told to the last."""
    (places,) = np.nonzero(history.recorded | history.open)
    return slice(int(places[0]), int(places[-1]) + 1) if len(places) else slice(0, 0)


def weekly(count: Array) -> tuple[Array, Array]:
    """Cramps and recorded nights of each week, the last week ending with the last night, the first one perhaps shorter."""
    short = -len(count) % NIGHTS_A_WEEK
    weeks = np.concatenate([np.full(short, np.nan), count]).reshape(-1, NIGHTS_A_WEEK)
    return np.nansum(weeks, axis=1), (~np.isnan(weeks)).sum(axis=1).astype(float)
