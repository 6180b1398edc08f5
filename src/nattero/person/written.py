"""Danger heard in what a person wrote of the last days: in notes, beside a cramp, in the morning.

In: a `Person`, the pack, and the check-up's desk, which is only opened for who wrote something lately. Out: `OpenSign` values with the
words and their day. What a program heard there the person can answer with no: it is an entry of the diary (answers, `danger.<id>`), and
stands for all that was written down before it. So does a check-up that was begun after the words and in which what was heard is
answered with no.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from nattero.diary.checkups import Run, runs
from nattero.diary.entry import read
from nattero.diary.payloads import Cramp, NightCheck, Note
from nattero.knowledge.features import Answer
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.open_sign import OpenSign
from nattero.person.sign_answers import NO, answered

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

STILL_OPEN = timedelta(days=7)
"""For so long a danger sign that the diary shows is said before a plan."""


def written(person: Person, pack: Pack, desk: "Callable[[], Desk]") -> Iterator[OpenSign]:
    """Give what own words of the last days say of danger that needs help today and nobody denied, the latest words first."""
    return (each for each in heard(person, pack, desk) if each.denied_on is None)


def denied(person: Person, pack: Pack, desk: "Callable[[], Desk]") -> list[OpenSign]:
    """Give the signs heard in own words of the last days of which the person said that they are not so, each once."""
    every = list(heard(person, pack, desk))
    still = {each.flag for each in every if each.denied_on is None}
    return list({each.flag: each for each in every if each.flag not in still}.values())


def heard(person: Person, pack: Pack, desk: "Callable[[], Desk]") -> Iterator[OpenSign]:
    """Give every sign heard in own words of the last days, the latest words first, also of what was denied since."""
    written_lately = sorted(notes(person), key=lambda one: (one.day, one.at, one.text), reverse=True)
    if not written_lately:
        return
    refuted, mine = answered(person, NO), runs(person.entries)
    for each in written_lately:
        # Slow to import, and most have no notes of the last days.
        from nattero.checkup.alarms import answers_in, signs_of

        flags, at = pack.red_flags.values(), each.at
        told = {**each.heard, **(answers_in(each.text, desk().hearing) if each.text else {})}
        later = mine[-1] if mine and mine[-1].said.at >= at else None
        signs = signs_of(told, flags)

        again = signs and later and noes(later)
        left = {sign.id for sign in (signs_of(told, flags, again) if again else signs)}
        for sign in signs:
            said = refuted.get(sign.id)
            over = local_day(said, person.zone) if said and said >= at else None
            if later and sign.id not in left:
                over = over or later.local.date()
            yield OpenSign(
                sign.id, sign.urgency, wrote=each.text or None, wrote_on=each.day, why=sign.why, denied_on=over
            )


def noes(run: Run | None) -> frozenset[str]:
    """Give what was answered with no in a check-up."""
    return frozenset(name for name, value in run.said.answers.items() if value is False) if run else frozenset()


def local_day(at: datetime, zone: str) -> date:
    """Give the day of an instant on the clock of a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


class Written(NamedTuple):
    """Words of a day: when they were written down, what they are, or what was heard in them where they stayed elsewhere."""

    day: date
    at: datetime
    text: str
    heard: Mapping[str, Answer]


def notes(person: Person) -> Iterator[Written]:
    """Give what was written of the last days."""
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
        told = {name: value for name, value in payload.heard.items() if value is not None}
        if (text or told) and day >= since:
            yield Written(day, entry.recorded_at, text or "", told)
