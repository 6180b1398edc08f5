"""The FHIR file of one person, the same for the command line and the page.

In: a `Person`, all entries, what leaves, how the doctor's page is chosen, the pack and the check-up's desk. Out: the bundle as JSON.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from nattero.diary.entry import Entry
from nattero.diary.payloads import CheckUp
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.report.choice import Choice
from nattero.report.fhir import Speech, bundle, encoded
from nattero.report.letter import Letter
from nattero.report.sharing import Folding, Share, shared
from nattero.report.writing import letter

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

OTHERS = frozenset({"child", "other"})
TELLING = frozenset({"nights", "cramps", "checkups", "medicines"})
"""What the doctor's page is judged from: where one of these is left out, a sign or an explanation would tell of it."""


def fhir_file(
    who: Person, entries: Iterable[Entry], share: Share, choice: Choice, pack: Pack, desk: "Callable[[], Desk]"
) -> bytes:
    """Give the bundle of what leaves, with what the doctor's page says of it."""
    everything = list(entries)
    made = bundle(
        shared(everything, who.name, share, listening(desk, choice.heard)),
        Speech(pack, choice.lang, choice.country),
        who.now,
        who.zone,
        desk=desk,
        name=choice.name,
        letter=told(who, everything, share, choice, pack, desk),
        by_other=who.answers.get("for_whom") in OTHERS,
    )
    return encoded(made)


def listening(desk: "Callable[[], Desk]", lang: str) -> Folding:
    """Give what folds own words into answers; what it needs is slow to import, and only wanted for who wrote something."""

    def folding(said: CheckUp) -> CheckUp:
        from nattero.report.own_words import folded

        return folded(said, desk(), lang) if said.text else said

    return folding


def told(
    who: Person, entries: list[Entry], share: Share, choice: Choice, pack: Pack, desk: "Callable[[], Desk]"
) -> Letter | None:
    """Give the doctor's page, where all that it is made from leaves too; without what only a note says where notes stay."""
    if not share.parts >= TELLING:
        return None
    found = letter(who, entries, msgspec.structs.replace(choice, first=share.first, last=share.last), pack, desk)
    if "notes" in share.parts:
        return found
    noticed = tuple(each for each in found.noticed if each.wrote_on is None)
    unnamed = tuple(msgspec.structs.replace(each, name=None) for each in found.tried.medicines)
    tried = msgspec.structs.replace(found.tried, medicines=unnamed)
    return msgspec.structs.replace(found, noticed=noticed, denied=(), tried=tried)
