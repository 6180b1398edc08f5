"""What one person's nights show: their history with its dated lines, and everything the room `insight` says of it.

In: a `Person`, all entries (superseded ones too), the pack. Out: `Insight`. While a trial runs it ends where the trial began.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from nattero.diary.entry import Entry
from nattero.diary.night import ONE_DAY
from nattero.diary.payloads import Sleep
from nattero.diary.sleeping import ratings
from nattero.diary.summary import NotYet, Rate
from nattero.insight.clock import Clock, clock
from nattero.insight.course import Course, course
from nattero.insight.findings import Findings, findings
from nattero.insight.history import History, cut, history
from nattero.insight.lately import Lately, lately
from nattero.insight.lines import Line
from nattero.insight.places import Month, Share, months, muscles, sides
from nattero.insight.seasons import Quarter, seasons, weekdays
from nattero.insight.spells import Spells, spells
from nattero.insight.testable import testable
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.before_trial import trial_of
from nattero.person.evening import known_of_tonight
from nattero.person.lines import lines_of

REMEMBERED = timedelta(days=14)  # how far back an unfinished night is asked about


class Insight(msgspec.Struct, frozen=True):
    """Everything the nights show, each with what it was made from; or, in its place, what is still missing."""

    first: date | None
    last: date | None
    trial: date | None  # the first night of the trial that runs; it and the nights after it are left out
    recorded: int
    open: int
    missing: int
    cramps: int  # that are known, those of unfinished nights too
    unfinished: tuple[date, ...]  # those that somebody may still know
    forgotten: int  # and how many are too long ago for that
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
    sleep: tuple[Sleep, ...]  # what was said of it last, and before that


def insight_of(person: Person, entries: Iterable[Entry], pack: Pack) -> Insight:
    """What this person's nights show."""
    whole, began = history_of(person, entries), trial_of(person, entries)
    told = cut(whole, max(whole.place(began), 0)) if began and len(whole) else whole
    tonight = person.last_night + ONE_DAY
    still = remembered(whole, tonight)
    recorded, open_ = int(told.recorded.sum()), int(told.open.sum())
    return Insight(
        first=told.first,
        last=told.day(len(told) - 1) if len(told) else None,
        trial=began,
        recorded=recorded,
        open=open_,
        missing=len(told) - recorded - open_,
        cramps=int(told.count[told.recorded].sum() + told.logged.sum()),
        unfinished=still,
        forgotten=int(whole.open.sum()) - len(still),
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
        findings=findings(told, known_of_tonight(person, tonight, pack), tonight, testable(pack)),
        sleep=tuple(one for _, one in ratings(person.entries)[-2:]),
    )


def remembered(whole: History, today: date) -> tuple[date, ...]:
    """The unfinished nights that somebody may still know: nobody knows after weeks how many cramps a night had in all."""
    days = (whole.day(int(place)) for place in whole.open.nonzero()[0])
    return tuple(day for day in days if today - day <= REMEMBERED)


def history_of(person: Person, entries: Iterable[Entry]) -> History:
    """Every night from the first that was written about to the last that is over, with the dated lines."""
    return history(person.nights_over, lines_of(person, entries, person.nights_over))
