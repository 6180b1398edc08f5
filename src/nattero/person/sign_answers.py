"""What a person answered of danger signs since they were raised: that one is not so, or that their doctor knows of it.

In: a `Person`. Out: the ids of the signs that were answered so, each with when. An answer is an entry of the diary (answers,
`danger.<id>`); the last one stands, and an empty one takes it back.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from nattero.checkup.diary_flags import Noticed
from nattero.diary.entry import read
from nattero.diary.payloads import Answers
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.open_sign import TODAY

ANSWER = "danger."
"""The question that a sign is, before its id."""
NO, KNOWN = "no", "known"
KNOWN_HOLDS = timedelta(days=182)
"""For so long it counts that a doctor knows of something; then it is asked again. Judged: twice a year."""


def answered(person: Person, value: str) -> dict[str, datetime]:
    """Give the signs whose last answer is `value`, each with when that was said last."""
    found: dict[str, datetime] = {}
    for entry in person.entries:
        payload = read(entry) if entry.kind == "answers" else None
        if isinstance(payload, Answers):
            for name, said in payload.answers.items():
                sign = name.removeprefix(ANSWER)
                if said == value == person.answers.get(name) and sign != name:
                    found[sign] = max(entry.recorded_at, found.get(sign, entry.recorded_at))
    return found


def shown(person: Person, pack: Pack) -> list[Noticed]:
    """Give what the nights show of danger that no doctor knows of yet; what needs help today always.

    How often cramps come is settled for as long as a doctor's knowing holds, one long cramp as far as it was before that was said.
    """
    known = {sign: local_day(at, person.zone) for sign, at in known_to_doctor(person).items()}
    return [each for each in person.noticed(pack) if each.urgency in TODAY or not _settled(each, known, pack)]


def _settled(each: Noticed, known: Mapping[str, date], pack: Pack) -> bool:
    day = known.get(each.flag)
    often = pack.diary_flags[each.rule].kind == "nights_in_a_row"
    return day is not None and (often or max(each.nights) < day)


def local_day(at: datetime, zone: str) -> date:
    """Give the day of an instant on the clock of a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def known_to_doctor(person: Person) -> dict[str, datetime]:
    """Give the signs of which the person said lately that their doctor or nurse knows, each with when that was said last."""
    return {sign: at for sign, at in answered(person, KNOWN).items() if at > person.now - KNOWN_HOLDS}
