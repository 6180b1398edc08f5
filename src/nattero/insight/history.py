"""A diary as arrays: what everything in this room works on.

In: nights (`diary/night.py`) in any order, and dated lines. Out: a `History`, a place for every night from the first to the last.
What nobody said is NaN, never zero: `count` is known of closed nights only, since a night with logged cramps of which nobody said
whether that was all would select nights for having a cramp.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from nattero.diary.night import Closed, Episode, Missing, Night
from nattero.diary.payloads import number_of
from nattero.insight.lines import Line

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Cramps:
    """Every known cramp, a place each, earliest night first: arrays of one length; NaN or "" where nobody said."""

    night: NDArray[np.int64]  # the place of its night
    hour: Array  # on the clock that hung on that wall, 0 to 24
    minutes: Array
    pain: Array
    side: tuple[str, ...]
    muscle: tuple[str, ...]
    zone: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.night)


@dataclass(frozen=True, eq=False)
class History:
    """Nights in order, all arrays (nights,); exposures by name: a number, 1 yes, 0 no, NaN not said."""

    first: date | None  # None: there is no night
    recorded: Mask  # closed: somebody said how many in all
    open: Mask  # cramps were logged, nobody said whether that was all
    count: Array  # cramps of recorded nights, otherwise NaN
    exposures: Mapping[str, Array]
    cramps: Cramps
    lines: tuple[Line, ...] = ()

    def __len__(self) -> int:
        return len(self.recorded)

    @property
    def logged(self) -> Array:
        """The cramps of each open night, which are at least so many; 0 elsewhere."""
        found: Array = np.bincount(self.cramps.night, minlength=len(self)) * self.open.astype(float)
        return found

    @property
    def weekday(self) -> NDArray[np.int64]:
        """The weekday of each night's evening, Monday 0."""
        start = self.first.weekday() if self.first else 0
        return (start + np.arange(len(self))) % 7

    def day(self, place: int) -> date:
        """The date of a night's evening. Raises ValueError for an empty history."""
        if self.first is None:
            raise ValueError("There is no night in this history")
        return self.first + timedelta(days=int(place))

    def place(self, day: date) -> int:
        """Where a date stands, which may be before the first night or after the last."""
        return (day - self.first).days if self.first else 0


def history(nights: Iterable[Night], lines: Iterable[Line] = ()) -> History:
    """Give these nights as arrays; dates between them that are not there are missing nights."""
    told = {night.date: night for night in nights}
    if not told:
        return _empty(tuple(sorted(lines)))
    first = min(told)
    places = {day: (day - first).days for day in sorted(told)}
    length = max(places.values()) + 1
    closed = {place: night for day, place in places.items() if isinstance(night := told[day], Closed)}
    count = np.full(length, np.nan)
    for place, night in closed.items():
        count[place] = night.count
    logged = [
        (place, episode)
        for day, place in places.items()
        if not isinstance(night := told[day], Missing)
        for episode in night.episodes
    ]
    recorded = ~np.isnan(count)
    known = np.zeros(length, bool)
    known[[place for place, _ in logged]] = True
    return History(
        first, recorded, known & ~recorded, count, _exposures(closed, length), _cramps(logged), tuple(sorted(lines))
    )


def cut(history: History, nights: int) -> History:
    """The first so many nights of a history, with the lines dated before their end."""
    all_, some = history.cramps, int((history.cramps.night < nights).sum())  # the earliest night first
    cramps = Cramps(
        all_.night[:some],
        all_.hour[:some],
        all_.minutes[:some],
        all_.pain[:some],
        all_.side[:some],
        all_.muscle[:some],
        all_.zone[:some],
    )
    return replace(
        history,
        recorded=history.recorded[:nights],
        open=history.open[:nights],
        count=history.count[:nights],
        exposures={name: values[:nights] for name, values in history.exposures.items()},
        cramps=cramps,
        lines=tuple(one for one in history.lines if history.place(one.date) < nights),
    )


def known_part(history: History) -> slice:
    """The places from the first recorded night to the last: missing nights round them say nothing."""
    (places,) = np.nonzero(history.recorded)
    return slice(int(places[0]), int(places[-1]) + 1) if len(places) else slice(0, 0)


def _empty(lines: tuple[Line, ...]) -> History:
    none = np.zeros(0, bool)
    return History(None, none, none, np.zeros(0), {}, _cramps([]), lines)


def _exposures(closed: Mapping[int, Closed], length: int) -> dict[str, Array]:
    """What was said of each exposure, in the order of their names."""
    names = sorted({name for night in closed.values() for name in night.exposures})
    found = {name: np.full(length, np.nan) for name in names}
    for place, night in closed.items():
        for name, value in night.exposures.items():
            found[name][place] = number_of(value)
    return {name: values for name, values in found.items() if not np.isnan(values).all()}


def _cramps(logged: list[tuple[int, Episode]]) -> Cramps:
    told = [(episode.local, episode.cramp) for _, episode in logged]
    return Cramps(
        np.array([place for place, _ in logged], np.int64),
        np.array([at.hour + at.minute / 60 + at.second / 3600 for at, _ in told], float),
        np.array([np.nan if one.seconds is None else one.seconds / 60 for _, one in told], float),
        np.array([np.nan if one.pain is None else one.pain for _, one in told], float),
        tuple(one.side or "" for _, one in told),
        tuple(one.muscle or "" for _, one in told),
        tuple(episode.zone for _, episode in logged),
    )
