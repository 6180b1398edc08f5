"""The pack made ready for check-ups, once.

In: a `Pack`. Out: a `Desk`: the table of weights, the danger signs, what hears words and recognises medicines. Each part
is read when it is first asked for.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from nattero.checkup.alarms import answers_in
from nattero.checkup.contradictions import Contradiction, read_contradictions
from nattero.checkup.danger import Raised, danger
from nattero.checkup.hearing import Told, features_in
from nattero.checkup.medicines import Recognised, recognise
from nattero.checkup.names import Names, index_names
from nattero.checkup.peer_table import Table as PeerTable
from nattero.checkup.peer_table import read_table
from nattero.checkup.phrases import Hearing, read_hearing
from nattero.knowledge.explanations import Expectations, read_expectations
from nattero.knowledge.features import Answer
from nattero.knowledge.finding import DERIVED, conditions
from nattero.knowledge.medicines import read_medicines
from nattero.knowledge.model import RedFlag
from nattero.knowledge.pack import Pack

if TYPE_CHECKING:
    from nattero.checkup.prospects import Prospects
    from nattero.checkup.urgency import Caution
    from nattero.checkup.weights import Table

CONCERNS = DERIVED | {"pregnant"}
NOTES = 500  # remembered as they were heard
TEXTS = 4  # remembered with what was heard in them: each screen of a check-up brings the same words again
DANGEROUS = frozenset({"emergency", "urgent", "soon"})


@dataclass(frozen=True)
class Desk:
    """The pack made ready for check-ups."""

    pack: Pack

    @cached_property
    def expectations(self) -> Expectations:
        """What each explanation leads one to expect."""
        return read_expectations(self.pack.root)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Answers that cannot both be right."""
        return read_contradictions(self.pack.root)

    @cached_property
    def table(self) -> "Table":
        """The weights of evidence."""
        from nattero.checkup.weights import build_table  # slow to import, as all that weighs; a note is only heard

        return build_table(self.expectations)

    @cached_property
    def caution(self) -> "Caution":
        """How urgent each explanation is, and which features are danger signs."""
        from nattero.checkup.urgency import caution

        urgencies = {name: row.urgency for name, row in self.pack.conditions.items()}
        return caution(self.table.names, urgencies, danger_signs(self.pack))

    @cached_property
    def ahead(self) -> "Prospects":
        """What may still be told by each question."""
        from nattero.checkup.prospects import prospects

        return prospects(self.table, self.caution, self.pack.red_flags.values(), self.pack.features)

    @cached_property
    def flags(self) -> tuple[tuple[RedFlag, tuple[frozenset[str], ...]], ...]:
        """Each danger sign with the features that each of its parts is about."""
        return tuple(
            (flag, tuple(frozenset(item.feature for item in part) for part in conditions(flag.finding)))
            for flag in self.pack.red_flags.values()
        )

    def flags_about(self, known: Collection[str]) -> list[RedFlag]:
        """Give the danger signs every part of which is about something known: no other can be raised."""
        about = frozenset(known)
        return [flag for flag, parts in self.flags if not any(map(about.isdisjoint, parts))]

    @cached_property
    def hearing(self) -> Hearing:
        """What is listened for in a text."""
        return read_hearing(self.pack.root)

    @cached_property
    def noted(self) -> Callable[[str], Mapping[str, Answer]]:
        """Give the answers a note holds; every page asks for those of the last weeks, so each is heard once."""
        return lru_cache(maxsize=NOTES)(lambda text: answers_in(text, self.hearing))

    @cached_property
    def names(self) -> Names:
        """The names of medicines."""
        return index_names(read_medicines(self.pack.root))

    @cached_property
    def peers(self) -> PeerTable:
        """The fitted table of people like you."""
        return read_table(self.pack.root)

    def read_all(self) -> None:
        """Read everything now, so that what is wrong with the pack is told before the first check-up."""
        for part in (self.ahead, self.contradictions, self.hearing, self.names, self.peers):
            del part

    @cached_property
    def _told(self) -> Callable[[str, str], Told]:
        return lru_cache(maxsize=TEXTS)(lambda text, lang: features_in(text, self.hearing, lang))

    @cached_property
    def _taken(self) -> Callable[[tuple[str, ...], str], Recognised]:
        return lru_cache(maxsize=TEXTS)(lambda typed, text: recognise(typed, self.names, text))

    def heard(self, text: str, lang: str) -> Mapping[str, Answer]:
        """Give the answers a text holds."""
        return self._told(text, lang).answers if text.strip() else {}

    def beside(self, text: str, lang: str) -> list[Raised]:
        """Give the emergencies a text tells of a relative, where the writer has only the cramps."""
        told = self._told(text, lang).beside if text.strip() else {}
        found = danger(told, None, "unknown", None, self.pack.red_flags.values()) if told else []
        return [sign for sign in found if sign.urgency == "emergency"]

    def recognised(self, typed: tuple[str, ...], text: str, lang: str = "") -> Recognised:
        """Give the medicines of a list and a text; a husband's tablets are not one's own."""
        told = self._told(text, lang).own if text.strip() else None
        return self._taken(typed, text if told is None else told) if typed or text.strip() else Recognised()


def danger_signs(pack: Pack) -> frozenset[str]:
    """Give the features a plain yes to which raises a sign of `soon` or above by itself, for somebody it can concern."""
    found: set[str] = set()
    for flag in pack.red_flags.values():
        parts = [part for part in conditions(flag.finding) if not {item.feature for item in part} <= CONCERNS]
        if flag.urgency in DANGEROUS and len(parts) == 1:
            found |= {item.feature for item in parts[0] if not item.sign}
    return frozenset(found)
