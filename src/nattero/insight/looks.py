"""When is looked, and how much of the chance of error each look may use: recorded nights in, the last and the next look out.

Who looks every month meets chance at one month or another. So it is looked at fixed numbers of recorded nights, whenever a page is opened,
and in between nothing changes. Shares of error are spent over them (group sequential tests: Pocock 1977, Biometrika 64:191-199; Lan and
DeMets 1983, Biometrika 70:659-663), most of it early, where few nights are all there is: in the first year, and in each year after, the
chance that anything false stands out at any of its looks is about 5 % (a test counts it). So what stood out at one of them may go on
being said as long as its interval keeps off 1: later looks are stricter, and what is true need not pass each of them anew.
"""

from typing import NamedTuple

FIRST_YEAR = {90: 0.036, 180: 0.012, 365: 0.010}
HALF_YEAR = 182
LATER = (
    0.028  # each half year after the first year; the last two years are looked at, so looks share most of their nights
)


class Look(NamedTuple):
    """A look after so many recorded nights, and the chance of error that it may use."""

    nights: int
    share: float


def last_look(recorded: int) -> Look | None:
    """The latest look that is due, or None before the first."""
    year = max(FIRST_YEAR)
    if recorded >= year + HALF_YEAR:
        return Look(year + (recorded - year) // HALF_YEAR * HALF_YEAR, LATER)
    due = [Look(*each) for each in FIRST_YEAR.items() if each[0] <= recorded]
    return due[-1] if due else None


def earlier_looks(last: Look) -> list[Look]:
    """The looks before the last one that lie within a year of it, the earliest first."""
    found: list[Look] = []
    before = last_look(last.nights - 1)
    while before and last.nights - before.nights < 2 * HALF_YEAR:
        found.append(before)
        before = last_look(before.nights - 1)
    return found[::-1]


def next_look(recorded: int) -> int:
    """After how many recorded nights is looked next."""
    year = max(FIRST_YEAR)
    if recorded >= year:
        return year + ((recorded - year) // HALF_YEAR + 1) * HALF_YEAR
    return min(nights for nights in FIRST_YEAR if nights > recorded)
