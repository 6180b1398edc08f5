"""The FHIR file of one person, the same for the command line and the page.

In: a `Person`, all entries, what leaves, how the doctor's page is chosen, the pack and the check-up's desk. Out: the bundle as JSON.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from nattero.diary.entry import Entry
from nattero.diary.payloads import CheckUp, Cramp, Known, NightCheck, Note
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.written import notes
from nattero.report.choice import Choice
from nattero.report.fhir import Speech, bundle, encoded
from nattero.report.letter import Letter
from nattero.report.sharing import Folding, Share, shared
from nattero.report.writing import letter

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

TELLING = frozenset({"nights", "cramps", "checkups", "medicines"})
"""What the doctor's page is judged from: where one of these is left out, a sign or an explanation would tell of it."""


def fhir_file(
    who: Person, entries: Iterable[Entry], share: Share, choice: Choice, pack: Pack, desk: "Callable[[], Desk]"
) -> bytes:
    """Give the bundle of what leaves, with what the doctor's page says of it."""
    everything = list(entries)
    made = bundle(
        shared(everything, who.name, share, listening(desk, choice.heard, who)),
        Speech(pack, choice.lang, choice.country),
        who.now,
        who.zone,
        desk=desk,
        name=choice.name,
        letter=told(who, everything, share, choice, pack, desk),
        by_other=who.by_other,
    )
    return encoded(made)


def listening(desk: "Callable[[], Desk]", lang: str, who: Person) -> Folding:
    """Give what puts own words beside them as answers: of every check-up, and of the notes that danger is still heard in.

    What it needs is slow to import, and only wanted for who wrote something.
    """
    lately = {each.text for each in notes(who) if each.text}

    def folding(said: Known) -> Known:
        match said:
            case CheckUp(text=str(text)) if text:
                from nattero.report.own_words import folded

                return folded(said, desk(), lang)
            case Cramp() | NightCheck() | Note() if (said.text if isinstance(said, Note) else said.note) in lately:
                from nattero.report.own_words import overheard

                return overheard(said, desk())
        return said

    return folding


def told(
    who: Person, entries: list[Entry], share: Share, choice: Choice, pack: Pack, desk: "Callable[[], Desk]"
) -> Letter | None:
    """Give the doctor's page, where all that it is made from leaves too; without what was typed in a note where notes stay."""
    if not share.parts >= TELLING:
        return None
    found = letter(who, entries, msgspec.structs.replace(choice, first=share.first, last=share.last), pack, desk)
    if "notes" in share.parts:
        return found
    unnamed = tuple(msgspec.structs.replace(each, name=None) for each in found.tried.medicines)
    tried = msgspec.structs.replace(found.tried, medicines=unnamed)
    return msgspec.structs.replace(found, tried=tried)
