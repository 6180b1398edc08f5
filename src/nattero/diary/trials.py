"""Trials on oneself as a diary holds them: one family of entries each, the first of which nobody can unsay.

In: all entries of a person, also those that were superseded. Out: `Tried` values, the earliest first. Whether an order was
changed afterwards is told from the family's first entry; `nattero.trials.registered` tells it from the entry itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nattero.diary.entry import Entry, encode, read
from nattero.diary.merge import families, winner
from nattero.diary.night import bounds
from nattero.diary.payloads import Trial

KINDS = frozenset({"trial", "retraction"})


@dataclass(frozen=True)
class Tried:
    """A trial that stands: its entry's id and zone, what it says, when it was first written down, and with which hash."""

    id: str
    zone: str
    trial: Trial
    registered: datetime
    first_hash: str

    @property
    def replaced(self) -> bool:
        """Whether the design or the order is another than the one first written down."""
        return self.trial.hash != self.first_hash

    @property
    def early(self) -> bool:
        """Whether it was written down before its first night began."""
        return self.registered < bounds(self.trial.first, self.zone)[0]


def trials(entries: Iterable[Entry]) -> list[Tried]:
    """Give every trial that stands."""
    found = [
        one
        for family in families(entry for entry in entries if entry.kind in KINDS)
        if (one := _tried(family)) is not None
    ]
    return sorted(found, key=lambda each: (each.registered, each.id))


def running(entries: Iterable[Entry]) -> Tried | None:
    """Give the trial that has not ended; of several the one begun last."""
    return next((each for each in reversed(trials(entries)) if each.trial.ended is None), None)


def _tried(family: list[Entry]) -> Tried | None:
    stands = winner(family)
    now = read(stands)
    if not isinstance(now, Trial):
        return None
    written = sorted(
        (entry for entry in family if entry.kind == "trial"), key=lambda one: (one.recorded_at, encode(one))
    )
    first = next((entry, said) for entry in written if isinstance(said := read(entry), Trial))
    return Tried(stands.id, stands.zone, now, first[0].recorded_at, first[1].hash)
