"""A plan as a calendar: one daily event for each thing that has a time, and for the morning check-in (iCalendar).

In: the plan that stands, whose it is, and words. Out: the bytes of an iCalendar file (RFC 5545, with the names of RFC
7986), the same for the same plan: its stamps come from when the plan was written, its ids from what the plan's things are.
Events keep to the wall's clock of the plan's zone through summer time. Who reads the calendar is not known, so its words
are the caller's to choose.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import msgspec
from icalendar import Alarm, Calendar, Event, vDuration

from nattero.diary.payloads import Plan
from nattero.plan.occasions import Occasion, occasions
from nattero.plan.vtimezone import vtimezone

PRODUCT = "-//Nattero//Plan//EN"
LENGTH = timedelta(minutes=10)
AGAIN = timedelta(hours=6)  # how often a calendar may look whether the plan has changed
COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)


class FeedWords(msgspec.Struct, frozen=True):
    """The words of a calendar in one language: its name, what each occasion is called by its id, and a line for each event.

    `other` is what an occasion is called that `titles` does not name.
    """

    calendar: str
    titles: Mapping[str, str]
    other: str
    note: str = ""


def feed(
    plan: Plan | None, *, family: str, written: datetime, zone: str, words: FeedWords, alarms: bool = False
) -> bytes:
    """The calendar of a plan; without a plan, or with nothing that has a time, a valid one without events.

    `family` is what stays the same while the plan is changed: the id of its first entry. `written` and `zone` are those of
    the entry that stands. `alarms` lets the calendar ring at the time itself. Raises ZoneInfoNotFoundError.
    """
    first = max(plan.first, written.astimezone(ZoneInfo(zone)).date()) if plan else written.date()
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", words.calendar)
    calendar.add("x-wr-calname", words.calendar)
    calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(AGAIN))
    calendar.add_component(vtimezone(zone, first))  # also without events: a calendar must hold one component at least
    for occasion in occasions(plan) if plan else []:
        made = event(occasion, first, family, written, zone, words)
        if alarms:
            made.add_component(alarm(words.titles.get(occasion.id, words.other)))
        calendar.add_component(made)
    written_out: bytes = calendar.to_ical()
    return written_out


def event(occasion: Occasion, first: date, family: str, written: datetime, zone: str, words: FeedWords) -> Event:
    """The daily event of one occasion. It takes nobody's time in their calendar, and is marked as private."""
    made = Event()
    made.add("uid", str(uuid5(NAMESPACE_URL, f"nattero:{family}:{occasion.id}")))
    made.add("dtstamp", written)
    made.add("last-modified", written)
    made.add("sequence", max(0, int((written - COUNTED_FROM).total_seconds())))
    made.add("dtstart", datetime.combine(first, time.fromisoformat(occasion.time), ZoneInfo(zone)))
    made.add("duration", LENGTH)
    until = datetime.combine(occasion.last, time.max, ZoneInfo(zone)).astimezone(UTC) if occasion.last else None
    made.add("rrule", {"freq": "DAILY", "until": until.replace(microsecond=0)} if until else {"freq": "DAILY"})
    made.add("summary", words.titles.get(occasion.id, words.other))
    if words.note:
        made.add("description", words.note)
    made.add("class", "PRIVATE")
    made.add("transp", "TRANSPARENT")
    return made


def alarm(title: str) -> Alarm:
    """What lets a calendar ring at the time of an event."""
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", title)
    made.add("trigger", timedelta())
    return made
