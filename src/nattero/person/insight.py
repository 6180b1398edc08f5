"""What one person's nights show: their history with its dated lines, and everything the room `insight` says of it.

In: a `Person`, all entries (superseded ones too), the pack. Out: `Insight`.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from nattero.diary.entry import Entry
from nattero.diary.night import ONE_DAY
from nattero.diary.summary import NotYet, Rate
from nattero.insight.clock import Clock, clock
from nattero.insight.course import Course, course
from nattero.insight.findings import Findings, findings
from nattero.insight.history import History, history
from nattero.insight.lately import Lately, lately
from nattero.insight.lines import Line
from nattero.insight.places import Month, Share, months, muscles, sides
from nattero.insight.seasons import Quarter, seasons, weekdays
from nattero.insight.spells import Spells, spells
from nattero.insight.testable import testable
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.lines import lines_of


class Insight(msgspec.Struct, frozen=True):
    """Everything the nights show, each with what it was made from; or, in its place, what is still missing."""

    first: date | None
    last: date | None
    recorded: int
    open: int
    missing: int
    cramps: int  # that are known, those of unfinished nights too
    unfinished: tuple[date, ...]
    lines: tuple[Line, ...]
    lately: Lately | NotYet
    course: Course | NotYet
    clock: Clock | NotYet
    sides: tuple[Share, ...] | NotYet
    muscles: tuple[Share, ...] | NotYet
    months: tuple[Month, ...]
    spells: Spells | NotYet
    seasons: tuple[Quarter, ...] | NotYet
    weekdays: tuple[Rate, ...] | NotYet
    findings: Findings


def insight_of(person: Person, entries: Iterable[Entry], pack: Pack) -> Insight:
    """What this person's nights show."""
    told = history_of(person, entries)
    recorded, open_ = int(told.recorded.sum()), int(told.open.sum())
    return Insight(
        first=told.first,
        last=told.day(len(told) - 1) if len(told) else None,
        recorded=recorded,
        open=open_,
        missing=len(told) - recorded - open_,
        cramps=int(told.count[told.recorded].sum() + told.logged.sum()),
        unfinished=tuple(told.day(int(place)) for place in told.open.nonzero()[0]),
        lines=told.lines,
        lately=lately(told),
        course=course(told),
        clock=clock(told),
        sides=sides(told),
        muscles=muscles(told),
        months=months(told),
        spells=spells(told),
        seasons=seasons(told),
        weekdays=weekdays(told),
        findings=findings(told, on=person.last_night + ONE_DAY, tests=testable(pack)),
    )


def history_of(person: Person, entries: Iterable[Entry]) -> History:
    """Every night from the first that was written about to the last that could have been, with the dated lines."""
    return history(person.every_night, lines_of(person, entries, person.every_night))
