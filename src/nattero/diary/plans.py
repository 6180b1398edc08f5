"""The plan of a diary and the sessions of it: what a person means to do, and what they did.

In: entries that stand. Out: `Planned`, the plan written last, and `Done` values, earliest first. A plan is one family of
entries, so what was planned before is not in the way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from nattero.diary.entry import Entry, read
from nattero.diary.payloads import Measure, Plan, Session

NIGHT_OWLS = timedelta(hours=4)
"""What is done before four in the morning belongs to the evening before it."""


@dataclass(frozen=True)
class Planned:
    """The plan that stands: its entry's id, the zone it was made in, what it says."""

    id: str
    zone: str
    plan: Plan

    def since(self, measure: Measure) -> date:
        """The first day of one of its measures."""
        return max(self.plan.first, measure.since) if measure.since else self.plan.first


@dataclass(frozen=True)
class Done:
    """One session: its entry's id, the zone it was lived in, and how far it went."""

    id: str
    zone: str
    session: Session

    @property
    def local(self) -> datetime:
        """When it began, on the clock that hung on that wall."""
        return self.session.at.astimezone(ZoneInfo(self.zone))

    @property
    def day(self) -> date:
        """The day it counts for."""
        return (self.local - NIGHT_OWLS).date()

    @property
    def any(self) -> bool:
        """Whether something of it was done."""
        return self.session.ended == "whole" or any(step.done for step in self.session.steps)


def planned(standing: Iterable[Entry]) -> Planned | None:
    """Give the plan that stands; of several the one written last; None where there is none."""
    found = [(entry, plan) for entry in standing if isinstance(plan := read(entry), Plan)]
    if not found:
        return None
    entry, plan = max(found, key=lambda each: (each[0].recorded_at, each[0].id))
    return Planned(entry.id, entry.zone, plan)


def sessions(standing: Iterable[Entry]) -> list[Done]:
    """Give the sessions among entries that stand, earliest first."""
    found = [
        Done(entry.id, entry.zone, made)
        for entry in standing
        if entry.kind == "session" and isinstance(made := read(entry), Session)
    ]
    return sorted(found, key=lambda each: (each.session.at, each.id))
