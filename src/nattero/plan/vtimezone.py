"""A time zone as a calendar needs it: a VTIMEZONE with the rules by which its clocks change (RFC 5545, section 3.6.5).

In: the name of an IANA zone and the first day that matters. Out: a component whose clock changes are rules that go on
for ever ("the last Sunday of March") where the zone has such rules, else dates for the next years. Not icalendar's own
`from_tzid`: it writes the start of summer time as the clock shows it afterwards, and the standard wants it as before.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

YEARS = 12  # years that dates are given for, and that a rule must hold in to be one
STEP = timedelta(days=6)  # no zone changes its clocks twice in a week
LAST_YEAR = 9980
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Clock(msgspec.Struct, frozen=True):
    """What a zone's clocks go by: from which offset to which, and its short name."""

    before: timedelta
    after: timedelta
    name: str


def vtimezone(zone: str, first: date) -> Timezone:
    """The VTIMEZONE of a zone that holds from `first` on. Raises ZoneInfoNotFoundError for a zone that is not known."""
    info = ZoneInfo(zone)
    start = datetime(min(max(first.year - 1, 2), LAST_YEAR), 1, 1, tzinfo=UTC)
    groups: dict[Clock, list[datetime]] = {}
    for instant in changes(info, start, start.replace(year=start.year + YEARS)):
        clock = clock_at(info, instant)
        groups.setdefault(clock, []).append(instant.replace(tzinfo=None) + clock.before)
    made = Timezone()
    made.add("tzid", zone)
    rules = {clock: rule(onsets) for clock, onsets in groups.items()}
    endless = bool(rules) and all(rules.values())
    if not endless:
        steady = clock_at(info, start)
        begun = Clock(steady.after, steady.after, steady.name)
        made.add_component(observance(begun, [start.replace(tzinfo=None)], {}))
    for clock, onsets in groups.items():
        made.add_component(observance(clock, onsets, rules[clock] if endless else {}))
    return made


def changes(info: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The instants at which a zone's clocks change, to the second."""
    steps = int((end - start) / STEP) + 1
    for early, late in pairwise(start + STEP * step for step in range(steps + 1)):
        if clock_face(info, early) != clock_face(info, late):
            low, high = early, late
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
                low, high = (low, middle) if clock_face(info, middle) != clock_face(info, early) else (middle, high)
            yield high


def clock_face(info: ZoneInfo, instant: datetime) -> tuple[timedelta, str]:
    """The offset and the zone's short name at an instant."""
    local = instant.astimezone(info)
    return local.utcoffset() or timedelta(), local.tzname() or "UTC"


def clock_at(info: ZoneInfo, instant: datetime) -> Clock:
    """The clock that begins at an instant, or holds there."""
    before, _ = clock_face(info, instant - timedelta(seconds=1))
    return Clock(before, *clock_face(info, instant))


def rule(onsets: list[datetime]) -> dict[str, object]:
    """The yearly rule that gives exactly these local times, such as every last Sunday of March; empty without one."""
    if len(onsets) < YEARS or {onset.year for onset in onsets} != set(range(onsets[0].year, onsets[0].year + YEARS)):
        return {}
    if len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) > 1:
        return {}
    first = onsets[0]
    weeks = {(onset.day - 1) // 7 + 1 for onset in onsets}
    is_last = all((onset + timedelta(days=7)).month != onset.month for onset in onsets)
    if len(weeks) > 1 and not is_last:
        return {}
    return {
        "freq": "YEARLY",
        "bymonth": first.month,
        "byday": f"{-1 if is_last else weeks.pop()}{WEEKDAYS[first.weekday()]}",
    }


def observance(
    clock: Clock, onsets: list[datetime], repeated: dict[str, object]
) -> TimezoneStandard | TimezoneDaylight:
    """The component of one clock: when it begins, in the local time that held until then."""
    made = TimezoneDaylight() if clock.after > clock.before else TimezoneStandard()
    made.add("dtstart", onsets[0])
    if repeated:
        made.add("rrule", repeated)
    elif onsets[1:]:
        made.add("rdate", onsets[1:])
    made.add("tzname", clock.name)
    made.add("tzoffsetfrom", clock.before)
    made.add("tzoffsetto", clock.after)
    return made
