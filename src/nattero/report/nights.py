"""The nights on the doctor's page: which period, what it shows, every night's cramps, and notes that were made.

In: a `Person` and what was chosen. Out: `Period`, `Pattern`, counts and notes. Only closed nights make a rate, and a night that
nobody told of is missing, never quiet.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from nattero.diary.entry import read
from nattero.diary.night import ONE_DAY, Closed, Episode, Missing, Night, Open, nights, span
from nattero.diary.payloads import Cramp, NightCheck, Note
from nattero.diary.sleeping import ratings
from nattero.diary.summary import NotYet, rate, summary
from nattero.person import Person
from nattero.report.choice import Choice
from nattero.report.letter import OwnNote, Pattern, Period, Slept

if TYPE_CHECKING:
    from nattero.insight.course import Course

YEAR = timedelta(days=364)  # nights before the last one that are shown where nobody chose
STILL_GOING = timedelta(days=28)  # a diary that ended longer ago is shown up to its last night
RECENT = 28
LONG = 600  # seconds: a cramp beyond ten minutes is no ordinary one (Hallegraeff et al. 2017)


def every_night(who: Person) -> list[Night]:
    """Give every night of a diary, up to last night; none of an empty one."""
    known = span(who.entries)
    return nights(who.entries, known[0], max(known[1], who.last_night)) if known else []


def nights_of(every: Sequence[Night], choice: Choice) -> Sequence[Night]:
    """Give the nights of the period that was chosen, as far as the diary goes."""
    if not every:
        return every
    start, latest = every[0].date, every[-1].date
    told = next(night.date for night in reversed(every) if not isinstance(night, Missing) or night.check)
    end = told if choice.last is None and latest - told > STILL_GOING else latest
    last = min(choice.last or end, latest)
    first = max(choice.first or last - YEAR, start)
    return every[max((first - start).days, 0) : max((last - start).days + 1, 0)]


def period(found: Sequence[Night], zones: Iterable[str]) -> Period | None:
    """Give what is known of these nights; None of none."""
    if not found:
        return None
    closed = [night for night in found if isinstance(night, Closed)]
    return Period(
        first=found[0].date,
        last=found[-1].date,
        closed=len(closed),
        open=sum(isinstance(night, Open) for night in found),
        missing=sum(isinstance(night, Missing) for night in found),
        quiet=sum(night.count == 0 for night in closed),
        zones=tuple(sorted(set(zones))),
    )


def pattern(found: Sequence[Night]) -> Pattern:
    """Give what these nights show."""
    seen = summary(found)
    told = [night for night in found if isinstance(night, Closed)]
    sore = [night.sore for night in told if night.sore is not None]
    return Pattern(
        rate=seen.rate,
        recent=rate(found[-RECENT:]) if len(found) > RECENT else None,
        cramps=seen.cramps,
        with_cramps=sum(not isinstance(night, Missing) and night.count > 0 for night in found),
        pain=seen.pain,
        seconds=seen.seconds,
        long=sum((each.cramp.seconds or 0) > LONG for each in cramps_of(found)),
        hours=seen.hours,
        sides=seen.sides,
        muscles=seen.muscles,
        sore=(sum(sore), len(sore)) if sore else None,
    )


def cramps_of(found: Iterable[Night]) -> list[Episode]:
    """Give the cramps that were logged in these nights."""
    return [each for night in found if not isinstance(night, Missing) for each in night.episodes]


def counts(found: Iterable[Night]) -> tuple[tuple[date, int | None], ...]:
    """Give the cramps of each night; None where nobody said how many in all."""
    return tuple((night.date, night.count if isinstance(night, Closed) else None) for night in found)


def notes(who: Person, first: date, last: date) -> tuple[OwnNote, ...]:
    """Give the notes that were made in these nights, the latest first."""
    made: list[OwnNote] = []
    for entry in who.entries:
        said = read(entry)
        match said:
            case NightCheck(date=day, note=str(text)):
                made.append(OwnNote(day, text))
            case Cramp(at=at, note=str(text)) | Note(at=at, text=text):
                made.append(OwnNote(at.astimezone(ZoneInfo(entry.zone)).date(), text))
            case _:
                pass
    kept = [note for note in made if first <= note.day <= last + ONE_DAY and note.text.strip()]
    return tuple(sorted(kept, key=lambda note: (note.day, note.text), reverse=True))


def slept(who: Person, first: date, last: date) -> Slept | None:
    """Give what was last said of sleep in these nights."""
    said = [(entry, one) for entry, one in ratings(who.entries) if first <= one.date <= last + ONE_DAY]
    if not said:
        return None
    earlier = said[-2][1] if len(said) > 1 else None
    entry, now = said[-1]
    before = (earlier.date, earlier.well, earlier.dread) if earlier else None
    return Slept(entry, now.date, now.well, now.dread, before)


def course(every: Sequence[Night], found: Sequence[Night]) -> "Course | NotYet":
    """Give the rate from week to week: of every night, so that a week is what /insight says of it, cut to those found."""
    from nattero.insight.course import between
    from nattero.insight.course import course as course_of
    from nattero.insight.history import history

    return between(course_of(history(every)), found[0].date, found[-1].date)
