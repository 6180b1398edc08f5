"""The diary's two charts as rows of a table: each row a name, a bar and its number, so that seeing and hearing agree.

In: nights and counts. Out: rows for the template.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from babel.dates import format_time

from nattero import insights, words
from nattero.diary.night import Night
from nattero.diary.summary import Rate
from nattero.diary.weeks import Week, weeks
from nattero.draw.nights import bar
from nattero.web.pages.wording import days
from nattero.web.view import View

FIRST_HOUR, LAST_HOUR, STEP = 20, 8, 2  # from eight in the evening to eight in the morning
HOURS = 24
FEWEST = 3  # cramps; fewer are no picture of the night


@dataclass(frozen=True)
class Row:
    """One row: its name, its bar, its number, and what else is to be said of it."""

    name: str
    bar: str
    number: str
    more: str = ""


def week_rows(nights: Sequence[Night], view: View) -> list[Row]:
    """The weeks of these nights, the latest first."""
    found = weeks(nights)
    rates = [week.rate for week in found if week.rate]
    top = max([rate.high for rate in rates], default=0.0)
    return [week_row(week, top, view) for week in reversed(found)] if rates else []


def week_row(week: Week, top: float, view: View) -> Row:
    """A week with its rate and interval, or without them where too little of it was told."""
    name = days(week.nights[0].date, week.nights[-1].date, view)
    told = view.ngettext("%(num)s night filled in", "%(num)s nights filled in", week.closed) % {"num": week.closed}
    if week.rate is None:
        return Row(name, "", "", insights.at_least(week.logged, view.ngettext) if week.logged else told)
    drawn = bar(week.rate.per_week, top, week.rate.low, week.rate.high)
    return Row(name, drawn, words.number(week.rate.per_week, view.lang), between(week.rate, view))


def between(rate: Rate, view: View) -> str:
    """The interval in words."""
    low, high = words.number(rate.low, view.lang), words.number(rate.high, view.lang)
    return view.gettext("probably between %(low)s and %(high)s") % {"low": low, "high": high}


def hour_rows(hours: Mapping[int, int], view: View) -> list[Row]:
    """Cramps by time of night, in steps of two hours; what lies outside the night goes into a row of its own."""
    if sum(hours.values()) < FEWEST:
        return []
    starts = [hour % HOURS for hour in range(FIRST_HOUR, HOURS + LAST_HOUR, STEP)]
    counts = {start: hours.get(start, 0) + hours.get(start + 1, 0) for start in starts}
    others = sum(hours.values()) - sum(counts.values())
    top = max([*counts.values(), others])
    rows = [Row(span_name(start, view), bar(count, top), str(count)) for start, count in counts.items()]
    return rows + ([Row(view.gettext("Other times"), bar(others, top), str(others))] if others else [])


def span_name(start: int, view: View) -> str:
    """Two hours of the night: 02:00 – 04:00."""
    ends = (time(start), time((start + STEP) % HOURS))
    return " – ".join(str(format_time(end, "short", locale=view.locale)) for end in ends)
