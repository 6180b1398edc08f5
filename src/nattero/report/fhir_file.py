"""The FHIR file of one person, the same for the command line and the page.

In: a `Person`, all entries, what leaves, how the doctor's page is chosen, the pack and the check-up's desk. Out: the bundle as JSON.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from nattero.diary.entry import Entry
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.report.choice import Choice
from nattero.report.fhir import Speech, bundle, encoded
from nattero.report.letter import Raised
from nattero.report.sharing import Share, shared
from nattero.report.writing import letter

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

OTHERS = frozenset({"child", "other"})
TELLING = frozenset({"nights", "cramps", "checkups", "medicines"})
"""What danger signs are judged from: where one of these is left out, a sign would tell of it."""


def fhir_file(
    who: Person, entries: Iterable[Entry], share: Share, choice: Choice, pack: Pack, desk: "Callable[[], Desk]"
) -> bytes:
    """Give the bundle of what leaves, with the danger signs of the doctor's page."""
    everything = list(entries)
    made = bundle(
        shared(everything, who.name, share),
        Speech(pack, choice.lang, choice.country),
        who.now,
        who.zone,
        desk=desk,
        name=choice.name,
        raised=raised(who, everything, share, choice, pack, desk),
        by_other=who.answers.get("for_whom") in OTHERS,
    )
    return encoded(made)


def raised(
    who: Person, entries: list[Entry], share: Share, choice: Choice, pack: Pack, desk: "Callable[[], Desk]"
) -> tuple[Raised, ...]:
    """Give the danger signs of the doctor's page, where all that they are judged from leaves too."""
    if not share.parts >= TELLING:
        return ()
    wanted = msgspec.structs.replace(choice, first=share.first, last=share.last)
    found = letter(who, entries, wanted, pack, desk).raised
    return tuple(each for each in found if each.wrote_on is None or "notes" in share.parts)
