"""What one person's nights show: their history with its dated lines, and everything the room `insight` says of it.

In: a `Person`, all entries (superseded ones too), the pack. Out: `Insight`. Dated lines come from what was written down: a medicine noted
with a night, the first night of a trial, the day a pregnancy was told, the first day of a plan and of what joined it later.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from nattero.diary.entry import Entry, read
from nattero.diary.night import Closed, Night, all_nights
from nattero.diary.payloads import Answers, CheckUp, Trial
from nattero.diary.plans import planned
from nattero.diary.summary import NotYet, Rate
from nattero.diary.trials import trials
from nattero.insight.clock import Clock, clock
from nattero.insight.course import Course, course
from nattero.insight.findings import Findings, findings
from nattero.insight.history import History, Line, history
from nattero.insight.lately import Lately, lately
from nattero.insight.places import Month, Share, months, muscles, sides
from nattero.insight.seasons import Quarter, seasons, weekdays
from nattero.insight.spells import Spells, spells
from nattero.insight.testable import testable
from nattero.knowledge.pack import Pack
from nattero.person import Person

MEDICINE_NOTED = "medicine_change"  # the exposure under which a person notes one
YES = (True, "yes")


class Insight(msgspec.Struct, frozen=True):
    """Everything the nights show, each with what it was made from; or, in its place, what is still missing."""

    first: date | None
    last: date | None
    recorded: int
    open: int
    missing: int
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
        findings=findings(told, tests=testable(pack)),
    )


def history_of(person: Person, entries: Iterable[Entry]) -> History:
    """Every night from the first that was written about to the last that could have been, with the dated lines."""
    nights = all_nights(person.entries, person.last_night)
    return history(nights, lines_of(person, entries, nights))


def lines_of(person: Person, entries: Iterable[Entry], nights: Sequence[Night]) -> tuple[Line, ...]:
    """The dated lines, earliest first, each once; medicines are those noted with these `nights`."""
    mine = [entry for entry in entries if entry.person == person.name and entry.kind in ("trial", "retraction")]
    found = {*_medicines(nights), *_pregnancies(person.entries), *_plan(person.entries)}
    found |= {Line(each.trial.first, "trial", _tested(each.trial)) for each in trials(mine)}
    return tuple(sorted(found))


def _medicines(nights: Sequence[Night]) -> Iterator[Line]:
    """What was noted about a medicine, on the day it was first noted in these words."""
    seen: set[str] = set()
    for night in nights:
        said = night.exposures.get(MEDICINE_NOTED) if isinstance(night, Closed) else None
        text = said.strip() if isinstance(said, str) else ""
        if said in YES and not text:
            yield Line(night.date, "medicine")
        elif text and text.casefold() not in seen:
            seen.add(text.casefold())
            yield Line(night.date, "medicine", text)


def _pregnancies(standing: Iterable[Entry]) -> Iterator[Line]:
    """The days on which somebody who had not said so said that she is pregnant."""
    before = False
    about = (entry for entry in standing if entry.kind in ("answers", "checkup"))
    for entry in sorted(about, key=lambda one: (one.recorded_at, one.id)):
        payload = read(entry)
        said = payload.answers.get("pregnant") if isinstance(payload, Answers | CheckUp) else None
        if said is None:
            continue
        now = said in YES
        if now and not before:
            yield Line(entry.recorded_at.astimezone(ZoneInfo(entry.zone)).date(), "pregnancy")
        before = now


def _plan(standing: Iterable[Entry]) -> Iterator[Line]:
    """The first day of the plan, and of each thing that joined it later."""
    found = planned(entry for entry in standing if entry.kind == "plan")
    if found is None or not (found.plan.measures or found.plan.given):
        return
    yield Line(found.plan.first, "plan")
    for measure in found.plan.measures:
        if found.since(measure) > found.plan.first:
            yield Line(found.since(measure), "plan", measure.id)


def _tested(trial: Trial) -> str:
    """What a trial tests: the measures of its arms by their ids, or its own words."""
    return ", ".join(arm.measure or arm.words or "" for arm in trial.arms if arm.measure or arm.words)
