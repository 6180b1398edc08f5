"""What one running server holds: the journal it writes to, the pack it shows, its clock, and the entries it has read.

In: a journal and a pack. Out: persons, computed from the set of entries and kept until the set grows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from nattero.diary.entry import Entry
from nattero.knowledge.lexicon import Lexicon, read_lexicon
from nattero.knowledge.pack import Pack
from nattero.person import Person, person
from nattero.person.planning import held_up, outlook
from nattero.person.standing import refused
from nattero.plan.shelf import Shelf, shelf_of
from nattero.store.journal import Journal
from nattero.web.pace import Pace

if TYPE_CHECKING:
    from nattero.ask.answer import Desk as Questions
    from nattero.checkup.desk import Desk

ME = "me"


def utc_now() -> datetime:
    """This instant."""
    return datetime.now(UTC)


@dataclass
class Site:
    """The state of one server. The clock is an argument so that a test can live at three in the morning."""

    journal: Journal
    pack: Pack
    clock: Callable[[], datetime] = utc_now
    zone: str = "UTC"
    device: str = "computer"
    presses: Pace = field(default_factory=lambda: Pace(20, 600))  # of one button
    readings: Pace = field(default_factory=lambda: Pace(60, 600))  # of one calendar
    guesses: Pace = field(default_factory=lambda: Pace(30, 600))  # wrong secrets, from one address
    _entries: tuple[Entry, ...] = ()
    _mark: tuple[int, int] = (0, 0)
    _lock: Lock = field(default_factory=Lock)

    @cached_property
    def shelf(self) -> Shelf:
        """What plans are made of, when the first one is made."""
        return shelf_of(self.pack)

    @cached_property
    def desk(self) -> "Desk":
        """The pack made ready for check-ups, when the first one is begun."""
        from nattero.checkup.desk import Desk  # it and what it needs take memory, and few pages ask for it

        return Desk(self.pack)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What people's own words mean, when the first are heard."""
        return read_lexicon(self.pack.root)

    @cached_property
    def questions(self) -> "Questions":
        """The pack made ready to be asked, when the first question comes; the check-up hears with the same ear."""
        from nattero.ask.answer import open_desk as open_questions

        return open_questions(self.pack, self.lexicon, self.desk.hearing, lambda: self.desk.names)

    def entries(self) -> tuple[Entry, ...]:
        """Every entry of the store, in the order it arrived; only what is new is read again."""
        with self._lock:
            last, erasures = mark = self.journal.mark()
            if erasures != self._mark[1]:
                self._entries, self._mark = (), (0, erasures)
            if last != self._mark[0]:
                self._entries += tuple(self.journal.entries(since_seq=self._mark[0]))
                self._mark = mark
            return self._entries

    def held_up(self, person: Person, lang: str) -> bool:
        """Whether a danger sign holds up a person's plan."""
        return held_up(person, self.pack, lambda: self.desk, lang)

    def refused(self, person: Person, lang: str) -> frozenset[str]:
        """The measures of a person's plan that are forbidden by now."""
        return refused(outlook(person, self.pack, lambda: self.desk, lang), self.shelf)

    def person(self, zone: str | None = None, name: str = ME) -> Person:
        """The person at this instant, in the zone of the device that asks."""
        return person(self.entries(), name, self.clock(), zone or self.zone)
