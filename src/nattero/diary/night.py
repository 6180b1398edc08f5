"""Nights: noon to noon on the local clock, missing unless somebody wrote about them.

In: the current view of a diary. Out: one `Missing`, `Open` or `Closed` for every night of a span.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from nattero.diary.entry import Entry, read
from nattero.diary.payloads import Cramp, NightCheck, Value

NOON = time(12)
ONE_DAY = timedelta(days=1)


class Episode(msgspec.Struct, frozen=True):
    """A cramp as it stands in the diary: its entry's id and zone, and its payload."""

    id: str
    zone: str
    cramp: Cramp

    @property
    def local(self) -> datetime:
        """The onset on the clock that hung on that wall."""
        return self.cramp.at.astimezone(ZoneInfo(self.zone))


class Missing(msgspec.Struct, frozen=True):
    """A night of which nobody said whether there was a cramp: not a quiet one. Something else may have been said (`check`)."""

    date: date
    check: str | None = None
    exposures: dict[str, Value] = {}
    note: str | None = None


class Open(msgspec.Struct, frozen=True):
    """A night with logged cramps, of which nobody has said whether that was all. Something else may have been said (`check`)."""

    date: date
    episodes: tuple[Episode, ...]
    check: str | None = None
    sore: bool | None = None
    exposures: dict[str, Value] = {}
    note: str | None = None

    @property
    def count(self) -> int:
        """Cramps that are known: at least so many."""
        return len(self.episodes)


class Closed(msgspec.Struct, frozen=True):
    """A night that was checked in: what was said of it, and the cramps that were logged in it."""

    date: date
    episodes: tuple[Episode, ...]
    said: int
    check: str
    sore: bool | None = None
    exposures: dict[str, Value] = {}
    note: str | None = None

    @property
    def count(self) -> int:
        """Cramps of the night: the larger of what was said and what was logged."""
        return max(self.said, len(self.episodes))


Night = Missing | Open | Closed


def night_of(instant: datetime, zone: str) -> date:
    """The evening's date of the night an instant lies in: before local noon it is the night of the day before."""
    local = instant.astimezone(ZoneInfo(zone))
    return local.date() if local.time() >= NOON else local.date() - ONE_DAY


def bounds(night: date, zone: str) -> tuple[datetime, datetime]:
    """The first instant of a night and the first one after it, in UTC: 23, 24 or 25 hours apart where clocks change."""
    place = ZoneInfo(zone)
    return (
        datetime.combine(night, NOON, place).astimezone(UTC),
        datetime.combine(night + ONE_DAY, NOON, place).astimezone(UTC),
    )


def episodes(entries: Iterable[Entry]) -> list[Episode]:
    """The cramps among entries that stand, earliest first."""
    found = [
        Episode(entry.id, entry.zone, payload)
        for entry in entries
        if entry.kind == "cramp" and isinstance(payload := read(entry), Cramp)
    ]
    return sorted(found, key=lambda episode: (episode.cramp.at, episode.id))


def checks(entries: Iterable[Entry]) -> dict[date, tuple[Entry, NightCheck]]:
    """The check-in of each night; of two that stand for one night, the latest, then the greatest id.

    Where one of the two counts no cramps they say it together, unless the later one is a correction: that was made with all in sight.
    """
    found: dict[date, tuple[Entry, NightCheck]] = {}
    told = [entry for entry in entries if entry.kind == "night"]
    for entry in sorted(told, key=lambda entry: (entry.recorded_at, entry.id)):
        payload = read(entry)
        if isinstance(payload, NightCheck):
            before = found.get(payload.date)
            alone = before is None or entry.supersedes is not None
            found[payload.date] = (entry, payload if alone or before is None else together(before[1], payload))
    return found


def together(before: NightCheck, after: NightCheck) -> NightCheck:
    """What two check-ins of a night say: the later one alone, unless one of them counts nothing."""
    if before.cramps is not None and after.cramps is not None:
        return after
    notes = [note for note in (before.note, after.note) if note]
    return msgspec.structs.replace(
        after,
        cramps=before.cramps if after.cramps is None else after.cramps,
        sore=before.sore if after.sore is None else after.sore,
        exposures={**before.exposures, **after.exposures},
        note="\n".join(dict.fromkeys(notes)) or None,
        heard={**before.heard, **after.heard},
    )


def nights(entries: Iterable[Entry], first: date, last: date) -> list[Night]:
    """Every night from `first` to `last`, both included, in order."""
    standing = list(entries)
    return between(first, last, by_night(standing), checks(standing))


def all_nights(entries: Iterable[Entry], last: date) -> list[Night]:
    """Every night from the first that was written about to the last of them, or to `last` where that is later."""
    standing = list(entries)
    logged, said = by_night(standing), checks(standing)
    known = [*logged, *said]
    return between(min(known), max(last, *known), logged, said) if known else []


def by_night(entries: Iterable[Entry]) -> dict[date, list[Episode]]:
    """The cramps of each night that has any, earliest first."""
    found: defaultdict[date, list[Episode]] = defaultdict(list)
    for episode in episodes(entries):
        found[night_of(episode.cramp.at, episode.zone)].append(episode)
    return found


def between(
    first: date, last: date, logged: Mapping[date, list[Episode]], said: Mapping[date, tuple[Entry, NightCheck]]
) -> list[Night]:
    """Every night from `first` to `last` out of what was logged and said."""
    days = ((first + ONE_DAY * n) for n in range((last - first).days + 1))
    return [night(day, tuple(logged.get(day, ())), said.get(day)) for day in days]


def night(day: date, logged: tuple[Episode, ...], said: tuple[Entry, NightCheck] | None) -> Night:
    """One night from what was logged in it and what was said about it."""
    if said is None:
        return Open(day, logged) if logged else Missing(day)
    entry, check = said
    sore = check.sore if logged or check.cramps else None  # there is no cramp it could be sore from
    if check.cramps is not None:
        return Closed(day, logged, check.cramps, entry.id, sore, check.exposures, check.note)
    if logged:
        return Open(day, logged, entry.id, sore, check.exposures, check.note)
    return Missing(day, entry.id, check.exposures, check.note)


def span(entries: Iterable[Entry]) -> tuple[date, date] | None:
    """The first and the last night that anything was written about, or None for an empty diary."""
    standing = list(entries)
    days = [night_of(episode.cramp.at, episode.zone) for episode in episodes(standing)]
    days += checks(standing)
    return (min(days), max(days)) if days else None
