"""Which reminders of a plan are due, and which of them are still worth saying.

In: the plan that stands, two instants, the zone of whoever is reminded, and what they wrote. Out: occasions with their
instants. Each comes once a day by the wall's clock: where an hour comes twice, in the first; where it is left out, as much
later as the clock was put forward (RFC 5545, section 3.3.5). What is done already is not asked for again.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from nattero.diary.payloads import Known, NightCheck, Plan, Session
from nattero.plan.occasions import CHECK_IN, Occasion, occasions

ONE_DAY = timedelta(days=1)


class Reminder(msgspec.Struct, frozen=True):
    """An occasion at an instant, in UTC, and the day of the wall's calendar that it belongs to."""

    occasion: Occasion
    at: datetime
    day: date


def due(plan: Plan, after: datetime, until: datetime, zone: str) -> list[Reminder]:
    """The reminders later than `after` and not later than `until`, in their order, none of a day before the plan begins."""
    where = ZoneInfo(zone)
    day, last = after.astimezone(where).date() - ONE_DAY, until.astimezone(where).date() + ONE_DAY
    found: dict[tuple[str, datetime], Reminder] = {}
    while day <= last:
        for occasion in occasions(plan) if day >= plan.first else ():
            at = datetime.combine(day, time.fromisoformat(occasion.time), where).astimezone(UTC)
            if after < at <= until and (occasion.last is None or day <= occasion.last):
                found.setdefault((occasion.id, at), Reminder(occasion, at, day))  # a zone may leave out a whole day
        day += ONE_DAY
    return sorted(found.values(), key=lambda one: (one.at, one.occasion.id))


def open_(reminders: Iterable[Reminder], written: Iterable[Known], zone: str) -> list[Reminder]:
    """The reminders of what was not done yet: no check-in of that night, no session of that programme on that day."""
    told: set[tuple[str, date]] = set()
    for payload in written:
        if isinstance(payload, NightCheck) and payload.cramps is not None:
            told.add((CHECK_IN, payload.date + ONE_DAY))
        elif isinstance(payload, Session) and payload.ended == "whole":
            told.add((payload.programme, payload.at.astimezone(ZoneInfo(zone)).date()))
    return [one for one in reminders if (one.occasion.programme or one.occasion.id, one.day) not in told]
