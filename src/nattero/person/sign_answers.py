"""What a person answered of danger signs since they were raised: that one is not so, that their doctor knows of it, or has looked at it.

In: a `Person`. Out: what stands of each sign. An answer is an entry of the diary (answers, `danger.<id>`); the last one stands, and an
empty one takes it back. How long it counts depends on how urgent the sign is: that a doctor knows settles an appointment for half a
year; what somebody has to see today is settled once somebody has looked, for a week, as a first look can miss a clot (claim
clot-looked-for-twice), and after a second look a week later for half a year too. An emergency stands whatever is answered.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from nattero.checkup.diary_flags import Noticed
from nattero.diary.entry import read
from nattero.diary.night import episodes
from nattero.diary.payloads import Answers, Value
from nattero.knowledge.model import Urgency
from nattero.knowledge.pack import Pack
from nattero.person import Person

ANSWER = "danger."
"""The question that a sign is, before its id."""
NO, KNOWN = "no", "known"
LOOKED, FREE = "looked:", ":go-on"
"""A doctor or nurse looked at it on a day (`looked:2026-11-20`); `:go-on` after it: and said that one may go on as before."""
KNOWN_HOLDS = timedelta(days=182)
"""For so long it counts that a doctor knows of something; then it is asked again. Judged: twice a year."""
LOOK_HOLDS = timedelta(days=7)
"""For so long one look counts at what had to be seen the same day. Guidelines look for a clot again after 6 to 8 days."""
AGAIN = timedelta(days=6)
"""So far apart two looks are two."""


class ByDoctor(NamedTuple):
    """What was said of a sign and a doctor or nurse: when, on which day they looked (None: they know), whether one may go on, twice."""

    at: datetime
    looked: date | None = None
    go_on: bool = False
    twice: bool = False


def looked_at(day: date, *, go_on: bool) -> str:
    """Give the answer that a doctor or nurse looked at a sign on a day."""
    return f"{LOOKED}{day.isoformat()}{FREE if go_on else ''}"


def by_doctor(person: Person) -> dict[str, ByDoctor]:
    """Give what stands of each sign and a doctor or nurse: the last answer, and whether there was another look well before it."""
    looks: dict[str, set[date]] = {}
    found: dict[str, ByDoctor] = {}
    for sign, at, said in _answers(person):
        value = _doctor(at, said)
        if value and value.looked:
            looks.setdefault(sign, set()).add(value.looked)
        if value and said == person.answers.get(f"{ANSWER}{sign}") and (sign not in found or at > found[sign].at):
            found[sign] = value
    return {
        sign: each._replace(twice=any(day <= each.looked - AGAIN for day in looks[sign])) if each.looked else each
        for sign, each in found.items()
    }


def settles(each: ByDoctor | None, urgency: Urgency, now: datetime) -> bool:
    """Tell whether what a doctor knows or saw settles a sign of an urgency still."""
    if each is None or urgency == "emergency":
        return False
    if urgency == "urgent":
        holds = KNOWN_HOLDS if each.twice else LOOK_HOLDS
        return each.looked is not None and now.date() - each.looked < holds
    return each.at > now - KNOWN_HOLDS


def settled_signs(person: Person, pack: Pack) -> dict[str, ByDoctor]:
    """Give the signs that are settled now, as a doctor or nurse knows of them or has looked; news since is weighed where it is told."""
    found = by_doctor(person)
    return {
        sign: each
        for sign, each in found.items()
        if sign in pack.red_flags and settles(each, pack.red_flags[sign].urgency, person.now)
    }


def _answers(person: Person) -> list[tuple[str, datetime, Value]]:
    """Give every answer to a sign: which, when, what."""
    return [
        (name.removeprefix(ANSWER), entry.recorded_at, said)
        for entry in person.entries
        if entry.kind == "answers" and isinstance(payload := read(entry), Answers)
        for name, said in payload.answers.items()
        if name.startswith(ANSWER)
    ]


def _doctor(at: datetime, said: Value) -> ByDoctor | None:
    """Give an answer about a doctor; None for any other."""
    if said == KNOWN:
        return ByDoctor(at)
    if not isinstance(said, str) or not said.startswith(LOOKED):
        return None
    try:
        day = date.fromisoformat(said.removeprefix(LOOKED).removesuffix(FREE))
    except ValueError:
        return None
    return ByDoctor(at, min(day, at.date()), said.endswith(FREE))


def denied_signs(person: Person) -> dict[str, datetime]:
    """Give the signs whose last answer is that they are not so, each with when that was said last."""
    found: dict[str, datetime] = {}
    for sign, at, said in _answers(person):
        if said == NO == person.answers.get(f"{ANSWER}{sign}"):
            found[sign] = max(at, found.get(sign, at))
    return found


def shown(person: Person, pack: Pack) -> list[Noticed]:
    """Give what the nights show of danger that no doctor knows of or has looked at yet; an emergency always, unless it was never so.

    How often cramps come is settled for as long as a doctor's knowing holds, one long cramp as far as it was before that was said.
    """
    known = {sign: local_day(each.at, person.zone) for sign, each in settled_signs(person, pack).items()}
    slips = touched_and_denied(person, pack)
    return [each for each in person.noticed(pack) if each.flag not in slips and not _settled(each, known, pack)]


def touched_and_denied(person: Person, pack: Pack) -> dict[str, date]:
    """Give the signs that were touched during a cramp and of which the person said since that they are not so, with the day of that."""
    denied = denied_signs(person)
    latest = {flag: each.cramp.at for each in episodes(person.entries) for flag in each.cramp.danger}
    return {
        each.flag: local_day(denied[each.flag], person.zone)
        for each in person.noticed(pack)
        if pack.diary_flags[each.rule].kind == "touched"
        and each.flag in denied
        and denied[each.flag] >= latest[each.flag]
    }


def _settled(each: Noticed, known: Mapping[str, date], pack: Pack) -> bool:
    day = known.get(each.flag)
    often = pack.diary_flags[each.rule].kind == "nights_in_a_row"
    return day is not None and (often or max(each.nights) < day)


def local_day(at: datetime, zone: str) -> date:
    """Give the day of an instant on the clock of a zone."""
    return at.astimezone(ZoneInfo(zone)).date()
