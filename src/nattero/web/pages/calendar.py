"""The calendar of a month: every night a cell, with what stands in it and what a screen reader says.

In: a view and a month as an address writes it. Out: the month's weeks for the template, and the months beside it.
"""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from babel.dates import get_day_names

from nattero.diary.night import ONE_DAY, Night, span
from nattero.web.pages.tonight import kind_of, label
from nattero.web.pages.wording import month_name, sentence
from nattero.web.view import View

EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True)
class Cell:
    """One night of the calendar. Without `link` it has not been yet, or belongs to another month."""

    day: int = 0
    kind: str = "none"
    text: str = ""
    label: str = ""
    link: str = ""


@dataclass(frozen=True)
class Month:
    """A month of nights, in weeks. `before` and `after` are months as an address writes them; empty: there is none."""

    first: date
    name: str
    plain: str
    weekdays: list[tuple[str, str]]
    weeks: list[list[Cell]]
    before: str
    after: str
    before_name: str
    after_name: str
    nights: list[Night]


def parse_month(text: str | None) -> date | None:
    """The first day of the month that an address names (2026-11), or None for anything else."""
    try:
        return max(date.fromisoformat(f"{text}-01"), EARLIEST)
    except ValueError:
        return None


def month(view: View, asked: str | None) -> Month:
    """The month that was asked for, never one that has not begun; without an understandable one, this month."""
    latest = view.person.latest_night
    this = latest.replace(day=1)
    first = min(parse_month(asked) or this, this)
    after = next_month(first)
    nights = view.person.nights(first, min(after - ONE_DAY, latest))
    before = (first - ONE_DAY).replace(day=1) if first > EARLIEST else None
    known = span(view.person.entries)
    cells = {night.date: cell(night, known[0] if known else latest, view) for night in nights}
    starts = view.locale.first_week_day
    weeks = Calendar(starts).monthdatescalendar(first.year, first.month)
    return Month(
        first=first,
        name=sentence(month_name(first, view)),
        plain=month_name(first, view),
        weekdays=weekdays(starts, view),
        weeks=[[in_month(day, first, cells) for day in week] for week in weeks],
        before=before.strftime("%Y-%m") if before else "",
        after=after.strftime("%Y-%m") if after <= this else "",
        before_name=sentence(month_name(before, view)) if before else "",
        after_name=sentence(month_name(after, view)),
        nights=nights,
    )


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def in_month(day: date, first: date, cells: dict[date, Cell]) -> Cell:
    """The cell of a day: empty outside the month, a bare number for a night still to come."""
    if day.month != first.month:
        return Cell()
    return cells.get(day) or Cell(day.day, "coming")


def cell(night: Night, began: date, view: View) -> Cell:
    """The cell of a night; nights from before the diary began can be told, and are not shown as gaps."""
    shown = kind_of(night)
    kind = "missing before" if night.date < began else shown["kind"]
    return Cell(night.date.day, kind, shown["text"], label(night, view), f"/diary/night/{night.date.isoformat()}")


def weekdays(starts: int, view: View) -> list[tuple[str, str]]:
    """The days of the week in the locale's order: their shortest clear names, and their full ones."""
    short = get_day_names("short", "stand-alone", view.locale)
    full = get_day_names("wide", "stand-alone", view.locale)
    order = [(starts + n) % 7 for n in range(7)]
    return [(sentence(short[day].rstrip(".")), sentence(full[day])) for day in order]
