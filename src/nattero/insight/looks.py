"""When is looked, and how much of the chance of error each look may use: which nights are recorded in, the looks out.

Who looks every month meets chance at one month or another. So it is looked after fixed numbers of nights, whenever a page is opened, and
in between nothing changes. Of the nights since the look before two thirds have to be recorded; else it waits until they are. Shares of
error are spent over the looks (group sequential tests: Pocock 1977, Biometrika 64:191-199; Lan and DeMets 1983, Biometrika 70:659-663),
most of it early, where few nights are all there is: in the first year, and in each year after, the chance that anything false stands
out at any of its looks is about 5 % (a test counts it). So what stood out at one of them may go on being said as long as its interval
keeps off 1: later looks are stricter, and what is true need not pass each of them anew.
"""

from itertools import chain, repeat
from typing import NamedTuple

import numpy as np

from nattero.insight.history import Mask

FIRST_YEAR = ((90, 0.036), (90, 0.012), (185, 0.010))  # nights since the look before, and the share of error
HALF_YEAR = 182
LATER = (
    0.028  # each half year after the first year; the last two years are looked at, so looks share most of their nights
)
YEAR = 2 * HALF_YEAR


class Look(NamedTuple):
    """A look at the nights before `end`, with the chance of error that it may use."""

    end: int
    share: float


class Looks(NamedTuple):
    """The looks so far, the earliest first; before which night the next ends at the earliest, and how many more nights that takes."""

    so_far: tuple[Look, ...]
    next_end: int
    missing: int

    @property
    def of_the_year(self) -> tuple[Look, ...]:
        """The last look, and those before it that lie within a year of it."""
        return tuple(each for each in self.so_far if self.so_far[-1].end - each.end < YEAR)


def looks_at(recorded: Mask) -> Looks:
    """Give the looks of a diary with these nights recorded; nights count from the first recorded one."""
    (told,) = np.nonzero(recorded)
    if not len(told):
        return Looks((), FIRST_YEAR[0][0], FIRST_YEAR[0][0])
    start, stop = int(told[0]), int(told[-1]) + 1
    so_far: list[Look] = []
    for nights, share in chain(FIRST_YEAR, repeat((HALF_YEAR, LATER))):
        before = so_far[-1].end if so_far else start
        since = told[told >= before]
        least = -(-2 * nights // 3)
        if len(since) < least or stop < before + nights:
            untold = max(least - len(since), 1)  # at least: a look ends with a night that was told
            earliest = max(before + nights, len(recorded) + untold)
            return Looks(tuple(so_far), earliest, max(before + nights - stop, untold))
        so_far.append(Look(max(before + nights, int(since[least - 1]) + 1), share))
    raise AssertionError  # the looks have no end
