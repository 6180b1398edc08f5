"""The trial room of the command line: whose trials, their pack and words, and the journal to write to.

In: a data folder, a language, a name. Out: a `Room`. What of a trial is changed by itself (a danger sign, a pregnancy) is changed first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nattero.cli import known
from nattero.cli.common import REFUSED, Desk, StopError

if TYPE_CHECKING:
    from nattero.diary.payloads import Trial
    from nattero.diary.trials import Tried
    from nattero.person.trying import Trying
    from nattero.plans import Voice
    from nattero.store.journal import Journal


@dataclass(frozen=True)
class Room:
    """The trial room of one command: its desk, the open journal, the person with their trials, and the words."""

    desk: Desk
    journal: "Journal"
    who: "Trying"
    voice: "Voice"
    heard: Callable[[str], Any]

    def keep(self, trial: "Trial", before: "Tried | None") -> None:
        """Writes a trial down, in the place of its version before."""
        from nattero import pen

        supersedes = before.id if before else None
        made = pen.entry(self.journal, trial, person=self.who.person.name, supersedes=supersedes)
        self.journal.append([made])

    @property
    def running(self) -> "Tried":
        """The trial that runs. Raises StopError where none does."""
        if self.who.running is None:
            raise StopError(REFUSED, self.desk.gettext("No trial runs."))
        return self.who.running


@contextmanager
def room(data: Path | None, lang: str | None, person: str, *, as_json: bool) -> Iterator[Room]:
    """The trial room, with the trial paused first where a danger sign or a pregnancy says so."""
    from nattero import pen
    from nattero.person import person as person_of
    from nattero.person.dangers import open_danger
    from nattero.person.going_on import paused_by_itself, to_tell
    from nattero.person.own_words import heard
    from nattero.person.planning import outlook
    from nattero.person.trying import trying
    from nattero.plans import Voice

    desk, pack = Desk(data, lang, as_json=as_json), known.pack()

    def hear(text: str) -> Any:
        return heard(text, known.lexicon(), known.desk(), pack)

    def opened(journal: "Journal") -> Room:
        entries = list(journal.entries())
        who = person_of(entries, person, pen.now(), pen.local_zone())
        seen = outlook(who, pack, known.desk, desk.lang)
        country = str(who.answers.get("country") or "other")
        mine = trying(who, entries, seen, pack, known.shelf())
        return Room(desk, journal, mine, Voice(pack, desk.lang, country), hear)

    with desk.journal() as journal:
        here = opened(journal)
        told = list(to_tell(here.who))
        for found, made in told:
            here.keep(made, found)
        here = opened(journal) if told else here
        paused = paused_by_itself(here.who, open_danger(here.who.person, pack, known.desk, desk.lang))
        if paused:
            here.keep(paused, here.who.running)
            here = opened(journal)
        yield here
