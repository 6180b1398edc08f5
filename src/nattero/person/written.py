"""Danger heard in what a person wrote of the last days: in notes, beside a cramp, in the morning.

In: a `Person`, the pack, and the check-up's desk, which is only opened for who wrote something lately. Out: `OpenSign` values with the
words and their day. What a program heard there the person can answer with no: it is an entry of the diary (answers, `danger.<id>`), and
stands for all that was written down before it. So does a check-up that was begun after the words and in which what was heard is
answered with no. Of what is no emergency they can say that a doctor knows or has looked; new words about it are news again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
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
from nattero.person.sign_answers import ByDoctor, denied_signs, local_day, settled_signs

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

STILL_OPEN = timedelta(days=7)
"""For so long a danger sign that the diary shows is said before a plan."""
STILL_LIMITS = timedelta(days=28)
"""For so long what was written limits a plan. Judged: who fell last week may fall again this month."""
OWN_COUNT = frozenset({"getting_worse"})
"""What the nights show better than one sentence about them: alone it raises nothing here."""
ABOUT = frozenset({"age", "sex"})
UNSAID = (None, False)
ILLNESS = "illness"
"""The group of answers that are facts of a person: a doctor who knows of one is told nothing new when it is named again."""


def written(person: Person, pack: Pack, desk: "Callable[[], Desk]") -> Iterator[OpenSign]:
    """Give what own words of the last days say of danger and nobody denied or settled since, the latest words first."""
    return (each for each in heard(person, pack, desk) if each.denied_on is None and each.known_on is None)


def denied(person: Person, pack: Pack, desk: "Callable[[], Desk]") -> list[OpenSign]:
    """Give the signs heard in own words of the last days of which the person said that they are not so, each once."""
    every = list(heard(person, pack, desk))
    still = {each.flag for each in every if each.denied_on is None}
    return list({each.flag: each for each in every if each.flag not in still}.values())


def heard(person: Person, pack: Pack, desk: "Callable[[], Desk]") -> Iterator[OpenSign]:
    """Give every sign heard in own words of the last days, the latest words first, also of what was denied or settled since."""
    for _, signs in listened(person, pack, desk, STILL_OPEN):
        yield from signs


def limiting(person: Person, pack: Pack, desk: "Callable[[], Desk]") -> dict[str, Answer]:
    """Give what own words of the last weeks say of a person, without what was answered with no since: it limits a plan."""
    found: dict[str, Answer] = {}
    for told, signs in listened(person, pack, desk, STILL_LIMITS):
        refuted = {name for sign in signs if sign.denied_on for name in sign.why}
        for name in sorted(told.keys() - refuted):
            found.setdefault(name, told[name])
    return found


def listened(
    person: Person, pack: Pack, desk: "Callable[[], Desk]", back: timedelta
) -> Iterator[tuple[dict[str, Answer], list[OpenSign]]]:
    """Give of each text the answers heard in it that stand, and its danger signs; the latest words first."""
    lately = sorted(notes(person, back), key=lambda one: (one.day, one.at, one.text), reverse=True)
    if not lately:
        return
    latest = (*runs(person.entries),)[-1:]
    since = Since(person.zone, denied_signs(person), settled_signs(person, pack), latest)
    for each in lately:
        # Slow to import, and most have no notes of the last days.
        from nattero.checkup.alarms import signs_of

        told = {**each.heard, **(desk().noted(each.text) if each.text else {})}
        flags, noes = pack.red_flags.values(), since.noes(each)
        found = [sign for sign in signs_of(told, flags) if not OWN_COUNT.issuperset(sign.why)]
        left = {sign.id for sign in signs_of(told, flags, noes)} if found and noes else {sign.id for sign in found}
        signs = [
            OpenSign(
                sign.id,
                sign.urgency,
                wrote=each.text or None,
                wrote_on=each.day,
                why=sign.why,
                denied_on=since.denied_on(sign.id, each, sign.id in left),
                known_on=since.known_on(sign.id, each, is_illness(sign.why, pack)),
            )
            for sign in found
        ]
        yield {name: told[name] for name in told if told[name] not in UNSAID and name not in noes | ABOUT}, signs


def is_illness(why: Iterable[str], pack: Pack) -> bool:
    """Tell whether a sign is an illness somebody has, and nothing that comes or gets worse."""
    return all(name in pack.features and pack.features[name].group == ILLNESS for name in why)


@dataclass(frozen=True)
class Since:
    """What was answered since something was written: in answers to signs, and in the latest check-up."""

    zone: str
    refuted: Mapping[str, datetime]
    known: Mapping[str, ByDoctor]
    latest: tuple[Run, ...]

    def noes(self, each: "Written") -> frozenset[str]:
        """Give what was answered with no in a check-up that was begun after the words."""
        later = [run.said.answers.items() for run in self.latest if run.said.at >= each.at]
        return frozenset(name for answers in later for name, value in answers if value is False)

    def denied_on(self, sign: str, each: "Written", left: bool) -> date | None:
        """Give the day on which it was said that a sign is not so, by its card or by a check-up that leaves nothing of it."""
        at = self.refuted.get(sign)
        if at and at >= each.at:
            return local_day(at, self.zone)
        return None if left else self.latest[0].local.date()

    def known_on(self, sign: str, each: "Written", illness: bool) -> date | None:
        """Give the day on which a doctor looked at a sign, or it was said that one knows; new words are news, an illness' name is none."""
        found = self.known.get(sign)
        if found is None or not (illness or found.at >= each.at):
            return None
        return found.looked or local_day(found.at, self.zone)


class Written(NamedTuple):
    """Words of a day: when they were written down, what they are, or what was heard in them where they stayed elsewhere."""

    day: date
    at: datetime
    text: str
    heard: Mapping[str, Answer]


def notes(person: Person, back: timedelta = STILL_OPEN) -> Iterator[Written]:
    """Give what was written of the last days."""
    since = person.now.astimezone(ZoneInfo(person.zone)).date() - back
    for entry in person.entries:
        if entry.kind not in ("cramp", "night", "note") or entry.recorded_at < person.now - back - timedelta(1):
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
