"""Weeks: a span of nights in groups of seven, each with its rate where enough of it was told.

In: nights in order, ending with the latest. Out: weeks, oldest first, the last one ending with the last night.
A week whose open nights hold more cramps than its closed ones has no rate (`summary.too_open`).
A week's interval is that of `summary.rate`, with the dispersion of the whole span, since seven nights cannot tell how
much they vary.
"""

from collections.abc import Sequence

import msgspec

from nattero.diary.night import Closed, Night, Open
from nattero.diary.summary import LEVEL, NIGHTS_A_WEEK, Rate, dispersion, interval, too_open

NIGHTS_NEEDED_OF_A_WEEK = 4  # more than half of it


class Week(msgspec.Struct, frozen=True):
    """Seven nights, or fewer at the start: the closed ones are counted, and give a rate when there are enough.

    `logged`: cramps of its open nights.
    """

    nights: tuple[Night, ...]
    closed: int
    cramps: int
    rate: Rate | None
    logged: int = 0


def weeks(nights: Sequence[Night]) -> list[Week]:
    """The weeks of these nights."""
    counts = [night.count for night in nights if isinstance(night, Closed)]
    phi = dispersion(counts) if counts else 1.0
    starts = range(len(nights) % NIGHTS_A_WEEK - NIGHTS_A_WEEK, len(nights), NIGHTS_A_WEEK)
    parts = (tuple(nights[max(start, 0) : start + NIGHTS_A_WEEK]) for start in starts)
    return [week(part, phi) for part in parts if part]


def week(nights: tuple[Night, ...], phi: float) -> Week:
    """One week of nights, whose counts vary `phi` times as much as Poisson counts do."""
    counts = [night.count for night in nights if isinstance(night, Closed)]
    cramps = sum(counts)
    logged = [night.count for night in nights if isinstance(night, Open)]
    if len(counts) < NIGHTS_NEEDED_OF_A_WEEK or too_open(cramps, sum(logged)):
        return Week(nights, len(counts), cramps, None, sum(logged))
    low, high = interval(cramps / phi, len(counts) / phi)
    rate = Rate(
        per_week=cramps / len(counts) * NIGHTS_A_WEEK,
        low=low * NIGHTS_A_WEEK,
        high=high * NIGHTS_A_WEEK,
        level=LEVEL,
        cramps=cramps,
        nights=len(counts),
        dispersion=phi,
        open=len(logged),
        left_out=sum(logged),
    )
    return Week(nights, len(counts), cramps, rate, sum(logged))
