"""Danger that is open for a person: what the diary shows, what the latest check-up or the plan says, what they wrote themselves.

In: a `Person`, the pack, and the check-up's desk, which is only opened for who did a check-up or wrote a note lately. Out: `OpenSign`
values, each sign once, the most urgent first; the same for every page and command.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from nattero.checkup.redflags import ORDER
from nattero.diary.entry import read
from nattero.diary.payloads import Cramp, NightCheck, Note
from nattero.knowledge.model import Urgency
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.planning import STILL_OPEN, Outlook, outlook

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

TODAY: frozenset[Urgency] = frozenset({"emergency", "urgent"})
"""With a sign of these somebody looks at it today."""


@dataclass(frozen=True, slots=True)
class OpenSign:
    """A danger sign that stands: by a rule of the diary and its nights, from a check-up of a day, or by own words of a day.

    Where none of these is there, it was said in the settings or in the plan.
    """

    flag: str
    urgency: Urgency
    rule: str | None = None
    nights: tuple[date, ...] = ()
    said_on: date | None = None
    wrote: str | None = None
    wrote_on: date | None = None

    @property
    def today(self) -> bool:
        """Whether somebody has to look at it today."""
        return self.urgency in TODAY


def open_danger(person: Person, pack: Pack, desk: "Callable[[], Desk]", lang: str) -> list[OpenSign]:
    """Give every danger sign that stands. `lang` is the language their own words are heard in."""
    found = {each.flag: OpenSign(each.flag, each.urgency, each.rule, each.nights) for each in person.noticed(pack)}
    for each in (*said(outlook(person, pack, desk, lang), pack), *written(person, pack, desk)):
        found.setdefault(each.flag, each)
    return sorted(found.values(), key=lambda sign: ORDER.index(sign.urgency))


def said(seen: Outlook, pack: Pack) -> Iterator[OpenSign]:
    """Give the danger signs that stand before a plan."""
    because = seen.profile.limits.because
    limits = {row.sign for row in pack.limits.values() if row.said_itself(because.get(row.limit, ()))}
    day = seen.run.local.date() if seen.run else None
    for sign in seen.profile.danger:
        yield OpenSign(sign.id, sign.urgency, said_on=None if sign.id in limits else day)


def written(person: Person, pack: Pack, desk: "Callable[[], Desk]") -> Iterator[OpenSign]:
    """Give what own words of the last days say of danger that needs help today, the latest words first."""
    for day, text in sorted(notes(person), reverse=True):
        from nattero.checkup.alarms import grave_alarms  # slow to import, and most have no notes of the last days

        for alarm in grave_alarms(text, desk().hearing, pack.red_flags.values()):
            yield OpenSign(alarm.sign, alarm.urgency, wrote=text, wrote_on=day)


def notes(person: Person) -> Iterator[tuple[date, str]]:
    """Give what was written of the last days, each with its day."""
    since = person.now.astimezone(ZoneInfo(person.zone)).date() - STILL_OPEN
    for entry in person.entries:
        if entry.kind not in ("cramp", "night", "note") or entry.recorded_at < person.now - STILL_OPEN - timedelta(1):
            continue
        payload = read(entry)
        if isinstance(payload, Note | Cramp):
            day = payload.at.astimezone(ZoneInfo(entry.zone)).date()
        elif isinstance(payload, NightCheck):
            day = payload.date
        else:
            continue
        text = payload.text if isinstance(payload, Note) else payload.note
        if text and day >= since:
            yield day, text
