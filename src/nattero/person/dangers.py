"""Danger that is open for a person: what the diary shows, what the latest check-up or the plan says, what they wrote themselves.

In: a `Person`, the pack, and the check-up's desk, which is only opened for who did a check-up or wrote a note lately. Out: `OpenSign`
values, each sign once, the most urgent first; the same for every page and command.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from nattero.knowledge.finding import conditions
from nattero.knowledge.model import URGENCIES
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.open_sign import OpenSign
from nattero.person.planning import Outlook, outlook
from nattero.person.sign_answers import settled_signs, shown
from nattero.person.written import written

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

CLOT = "clot_sign"


def open_danger(person: Person, pack: Pack, desk: "Callable[[], Desk]", lang: str) -> list[OpenSign]:
    """Give every danger sign that stands. `lang` is the language their own words are heard in."""
    found = {each.flag: OpenSign(each.flag, each.urgency, each.rule, each.nights) for each in shown(person, pack)}
    for each in (*written(person, pack, desk), *said(outlook(person, pack, desk, lang, heard_limits=False), pack)):
        found.setdefault(each.flag, each)
    return sorted(found.values(), key=lambda sign: URGENCIES.index(sign.urgency))


def clot_first(signs: Iterable[OpenSign], pack: Pack) -> bool:
    """Tell whether one of several signs may be a clot in the leg: then it is neither rubbed nor warmed before somebody looked at it."""
    about = features_of(pack.limits[CLOT].findings)
    return any(not about.isdisjoint(features_of((pack.red_flags[each.flag].finding,))) for each in signs)


def seen_not_freed(person: Person, pack: Pack) -> list[OpenSign]:
    """Give the signs that a doctor has looked at without having said that one may go on: they still hold the leg back."""
    found = settled_signs(person, pack).items()
    return [
        OpenSign(sign, pack.red_flags[sign].urgency, known_on=each.looked)
        for sign, each in found
        if each.looked and not each.go_on
    ]


def features_of(findings: Iterable[str]) -> set[str]:
    """Give the features that findings are about."""
    return {item.feature for line in findings for part in conditions(line) for item in part}


def said(seen: Outlook, pack: Pack) -> Iterator[OpenSign]:
    """Give the danger signs that stand before a plan."""
    because = seen.profile.limits.because
    limits = {row.sign for row in pack.limits.values() if row.said_itself(because.get(row.limit, ()))}
    day = seen.run.local.date() if seen.run else None
    for sign in seen.profile.danger:
        yield OpenSign(sign.id, sign.urgency, said_on=None if sign.id in limits else day)
