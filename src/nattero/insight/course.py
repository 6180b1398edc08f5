"""How often cramps come, from week to week: a smoothed rate with its interval.

In: a `History`. Out: a `Course`, a point a week from the first recorded night to the last; or `NotYet`. Only recorded nights
count. A week without one is drawn from its neighbours, says so (`nights` 0), and its interval grows with its distance from
them, as it does at both ends. Method: `walk.py`. The interval holds the rate of one week; it is no statement that two weeks differ.
"""

from datetime import date

import msgspec
import numpy as np

from nattero.diary.summary import LEVEL, NIGHTS_A_WEEK, NotYet
from nattero.insight.history import History, known_part
from nattero.insight.walk import Array, smooth

NIGHTS_NEEDED = 21


class Point(msgspec.Struct, frozen=True):
    """A week: its first and last night, the smoothed rate a week with its interval, and what was recorded of it."""

    first: date
    last: date
    rate: float
    low: float
    high: float
    nights: int
    cramps: int


class Course(msgspec.Struct, frozen=True):
    """The rate from week to week, over `nights` recorded nights; the last week ends with the last recorded night."""

    points: tuple[Point, ...]
    nights: int
    cramps: int
    level: float
    dispersion: float  # how much more weeks scatter than chance alone makes them
    method: str = "negative-binomial counts of weeks on a random walk, averaged over its step and the scatter"


def course(history: History) -> Course | NotYet:
    """The course of the rate over this history, or what is still missing for it."""
    have = int(history.recorded.sum())
    if have < NIGHTS_NEEDED:
        return NotYet(have, NIGHTS_NEEDED)
    part = known_part(history)
    cramps, nights = weekly(history.count[part])
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
        )
        for place in range(len(nights))
    )
    return Course(points, have, int(cramps.sum()), LEVEL, found.dispersion)


def weekly(count: Array) -> tuple[Array, Array]:
    """Cramps and recorded nights of each week, the last week ending with the last night, the first one perhaps shorter."""
    short = -len(count) % NIGHTS_A_WEEK
    weeks = np.concatenate([np.full(short, np.nan), count]).reshape(-1, NIGHTS_A_WEEK)
    return np.nansum(weeks, axis=1), (~np.isnan(weeks)).sum(axis=1).astype(float)
