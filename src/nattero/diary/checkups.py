"""The check-ups of a diary: each as it stands, from when it began to how far it went.

In: entries that stand. Out: `Run` values, earliest first. A check-up is one family of entries, so it stands once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from nattero.diary.entry import Entry, read
from nattero.diary.payloads import CheckUp, Value


@dataclass(frozen=True)
class Run:
    """One check-up: the entry that stands for it, the zone it was lived in, and what was said."""

    id: str
    zone: str
    said: CheckUp

    @property
    def local(self) -> datetime:
        """When it began, on the clock of its own zone."""
        return self.said.at.astimezone(ZoneInfo(self.zone))


def runs(standing: Iterable[Entry]) -> list[Run]:
    """Give the check-ups among entries that stand, earliest first."""
    found = [Run(entry.id, entry.zone, said) for entry in standing if isinstance(said := read(entry), CheckUp)]
    return sorted(found, key=lambda run: (run.said.at, run.id))


def changed(before: Mapping[str, Value], now: Mapping[str, Value]) -> list[str]:
    """Give the questions to which both gave an answer, and another one, in the order of the later answers."""
    return [
        name
        for name, value in now.items()
        if value is not None and before.get(name) is not None and before[name] != value
    ]
