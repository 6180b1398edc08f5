"""Danger that is open for a person: what the diary shows, what the latest check-up or the plan says, what they wrote themselves.

In: a `Person`, the pack, and the check-up's desk, which is only opened for who did a check-up or wrote a note lately. Out: `OpenSign`
values, each sign once, the most urgent first; the same for every page and command. A sign that a program heard in their own words the
person can answer with no: it is an entry of the diary (answers, `danger.<id>`), and stands for all that was written down before it.
So does a check-up that was begun after the words and in which what was heard is answered with no.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from nattero.checkup.redflags import ORDER
from nattero.diary.checkups import Run, runs
from nattero.diary.entry import read
from nattero.diary.payloads import Cramp, NightCheck, Note
from nattero.knowledge.model import Urgency
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.planning import STILL_OPEN, Outlook, outlook
from nattero.person.sign_answers import NO, answered

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

TODAY: frozenset[Urgency] = frozenset({"emergency", "urgent"})
"""With a sign of these somebody looks at it today."""


@dataclass(frozen=True, slots=True)
class OpenSign:
    """A danger sign that stands: by a rule of the diary and its nights, from a check-up of a day, or by own words of a day.

    Where none of these is there, it was said in the settings or in the plan. `why` are the answers heard in own words; `denied_on`
    is the day on which the person said that what was heard there is not so.
    """

    flag: str
    urgency: Urgency
    rule: str | None = None
    nights: tuple[date, ...] = ()
    said_on: date | None = None
    wrote: str | None = None
    wrote_on: date | None = None
    why: tuple[str, ...] = ()
    denied_on: date | None = None

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
    """Give what own words of the last days say of danger that needs help today and nobody denied, the latest words first."""
    return (each for each in heard(person, pack, desk) if each.denied_on is None)


def denied(person: Person, pack: Pack, desk: "Callable[[], Desk]") -> list[OpenSign]:
    """Give the signs heard in own words of the last days of which the person said that they are not so, each once."""
    found = {each.flag: each for each in heard(person, pack, desk)}
    still = {each.flag for each in written(person, pack, desk)}
    return [each for each in found.values() if each.flag not in still]


def heard(person: Person, pack: Pack, desk: "Callable[[], Desk]") -> Iterator[OpenSign]:
    """Give every sign heard in own words of the last days, the latest words first, also of what was denied since."""
    written_lately = sorted(notes(person), reverse=True)
    if not written_lately:
        return
    refuted, mine = answered(person, NO), runs(person.entries)
    for day, at, text in written_lately:
        from nattero.checkup.alarms import grave_signs  # slow to import, and most have no notes of the last days

        flags = pack.red_flags.values()
        later = mine[-1] if mine and mine[-1].said.at >= at else None
        left = {sign.id for sign in grave_signs(text, desk().hearing, flags, noes(later))}
        for sign in grave_signs(text, desk().hearing, flags):
            said = refuted.get(sign.id)
            over = local_day(said, person.zone) if said and said >= at else None
            if later and sign.id not in left:
                over = over or later.local.date()
            yield OpenSign(sign.id, sign.urgency, wrote=text, wrote_on=day, why=sign.why, denied_on=over)


def noes(run: Run | None) -> frozenset[str]:
    """Give what was answered with no in a check-up."""
    return frozenset(name for name, value in run.said.answers.items() if value is False) if run else frozenset()


def local_day(at: datetime, zone: str) -> date:
    """Give the day of an instant on the clock of a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def notes(person: Person) -> Iterator[tuple[date, datetime, str]]:
    """Give what was written of the last days, each with its day and when it was written down."""
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
            yield day, entry.recorded_at, text
