"""Quarters of the year and weekdays: the rate of each, year by year where it is a season, so that one sees how alike the years were.

In: a `History`. Out: rates with intervals, or `NotYet`. A season is nothing before every quarter was told in two years; and then its
rates stand beside one another, year by year, without a claim: two summers are two. Whether a weekday differs is a finding's to say.
Method: that of `diary/summary.py`, with the dispersion of whole weeks.
"""

import msgspec
import numpy as np

from nattero.diary.summary import LEVEL, NIGHTS_A_WEEK, OPEN_NIGHTS, NotYet, Rate, interval, too_open
from nattero.insight.history import History, Mask
from nattero.insight.lately import week_dispersion

NIGHTS_OF_A_QUARTER = 28
YEARS_NEEDED = 2
QUARTERS = 4
NIGHTS_NEEDED = QUARTERS * YEARS_NEEDED * NIGHTS_OF_A_QUARTER
NIGHTS_OF_A_WEEKDAY = 8
WAIT = "need_two_years"


class Quarter(msgspec.Struct, frozen=True):
    """Three months of the year (0: December to February) as they were in each year told, by the year of their last month."""

    quarter: int
    years: tuple[int, ...]
    rates: tuple[Rate, ...]


def seasons(history: History) -> tuple[Quarter, ...] | NotYet:
    """The four quarters; or how many nights of what is missing are told already (of a quarter in a year no more than it takes)."""
    if history.first is None:
        return NotYet(0, NIGHTS_NEEDED, WAIT)
    days = np.datetime64(history.first) + np.arange(len(history))
    month = days.astype("datetime64[M]").astype(np.int64) + 1  # December belongs to the winter of the year after
    quarter, year = month % 12 // 3, month // 12 + 1970
    phi = week_dispersion(history.count)[0]
    found, have = [], 0
    for which in range(QUARTERS):
        spans = {int(each): (quarter == which) & (year == each) for each in np.unique(year)}
        parts = {each: history.recorded & span for each, span in spans.items() if not _too_open(history, span)}
        told = {each: part for each, part in parts.items() if part.sum() >= NIGHTS_OF_A_QUARTER}
        most = sorted((min(int(part.sum()), NIGHTS_OF_A_QUARTER) for part in parts.values()), reverse=True)
        have += sum(most[:YEARS_NEEDED])
        found.append(Quarter(which, tuple(told), tuple(_rate(history, part, phi) for part in told.values())))
    return tuple(found) if have >= NIGHTS_NEEDED else NotYet(have, NIGHTS_NEEDED, WAIT)


def weekdays(history: History) -> tuple[Rate, ...] | NotYet:
    """The rates of the seven evenings, Monday first; or how many nights there are of the weekday told least."""
    if _too_open(history, np.ones(len(history), bool)):
        have = int(history.recorded.sum())
        return NotYet(have, have + int(history.open.sum()), OPEN_NIGHTS)
    parts = [history.recorded & (history.weekday == day) for day in range(NIGHTS_A_WEEK)]
    fewest = min(int(part.sum()) for part in parts)
    if fewest < NIGHTS_OF_A_WEEKDAY:
        return NotYet(fewest, NIGHTS_OF_A_WEEKDAY)
    phi = week_dispersion(history.count)[0]
    return tuple(_rate(history, part, phi) for part in parts)


def _too_open(history: History, span: Mask) -> bool:
    """Whether the unfinished nights of a span hold more cramps than its finished ones."""
    return too_open(float(np.nansum(history.count[span])), float(history.logged[span].sum()))


def _rate(history: History, part: Mask, phi: float) -> Rate:
    cramps, nights = int(history.count[part].sum()), int(part.sum())
    low, high = interval(cramps / phi, nights / phi)
    week = NIGHTS_A_WEEK
    return Rate(
        cramps / nights * week,
        low * week,
        high * week,
        LEVEL,
        cramps,
        nights,
        phi,
        "Jeffreys interval, dispersion of weeks",
    )
