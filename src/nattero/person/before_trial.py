"""Which nights are counted up while a trial runs: those before it.

In: a `Person`, all entries (superseded ones too). Out: the first night of the trial that runs, and nights without those from then on.
Week by week they would tell what the trial is to find out, and who knows that notes other things. Danger is looked for in every night.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from nattero.diary.entry import Entry
from nattero.diary.night import ONE_DAY, Night
from nattero.diary.trials import KINDS, trials
from nattero.person import Person


def trial_of(person: Person, entries: Iterable[Entry]) -> date | None:
    """The first night of the trial that runs, or may still go on; not of one that is still to begin."""
    mine = trials(entry for entry in entries if entry.person == person.name and entry.kind in KINDS)
    found = next((each.trial.first for each in reversed(mine) if each.trial.concealed), None)
    return found if found and found <= person.last_night + ONE_DAY else None


def before(nights: Sequence[Night], trial: date | None) -> Sequence[Night]:
    """The nights before a trial that runs; all of them without one."""
    return nights if trial is None else [night for night in nights if night.date < trial]
