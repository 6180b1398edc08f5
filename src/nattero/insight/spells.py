"""Nights in a row: the longest spell without a cramp and with one, and how often one cramp was not the only one.

In: a `History`. Out: `Spells`, or `NotYet`. A night that nobody told ends a spell, for nobody knows what it was.
Counted, not tested: spells come about by chance too.
"""

from datetime import date
from itertools import groupby

import msgspec
import numpy as np

from nattero.diary.summary import NotYet
from nattero.insight.history import History
from nattero.insight.places import Share, shares

NIGHTS_NEEDED = 28


class Spell(msgspec.Struct, frozen=True):
    """So many recorded nights in a row, from the first to the last."""

    nights: int
    first: date
    last: date


class Spells(msgspec.Struct, frozen=True):
    """The longest spells (the latest of those that are as long); `several`: nights of more than one cramp among those with any."""

    quiet: Spell | None
    cramps: Spell | None
    several: Share | None
    most: int  # cramps in one night
    recorded: int
    method: str = "counted over recorded nights"


def spells(history: History) -> Spells | NotYet:
    """The spells of this history, or how many more nights it takes."""
    recorded = int(history.recorded.sum())
    if recorded < NIGHTS_NEEDED:
        return NotYet(recorded, NIGHTS_NEEDED)
    kinds = np.where(history.recorded, np.where(history.count > 0, 1, 0), -1)
    some = history.count[history.recorded & (history.count > 0)]
    among = shares(["several" if count > 1 else "one" for count in some], range(len(some)))
    several = None if isinstance(among, NotYet) else next((each for each in among if each.name == "several"), None)
    most = int(np.nanmax(history.count))
    return Spells(longest(history, kinds, 0), longest(history, kinds, 1), several, most, recorded)


def longest(history: History, kinds: np.ndarray[tuple[int], np.dtype[np.int64]], kind: int) -> Spell | None:
    """The longest run of nights of a kind, the latest of several; None where there is no such night."""
    best, start = (0, 0), 0
    for value, run in groupby(kinds.tolist()):
        length = sum(1 for _ in run)
        if value == kind:
            best = max(best, (length, start))
        start += length
    length, start = best
    return Spell(length, history.day(start), history.day(start + length - 1)) if length else None
