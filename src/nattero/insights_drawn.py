"""The pictures of what the nights show, for the page, and as text for the terminal.

In: a `Course` or a `Clock`, dated lines and a voice. Out: SVG with its words, or lines of plain characters.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from babel.dates import format_date

from nattero import words
from nattero.diary.summary import NIGHTS_A_WEEK
from nattero.draw import hours
from nattero.draw.course import MOST_BARS, At, Week, Words, grouped, picture, size_of
from nattero.draw.terminal import bar
from nattero.insight.lines import Line
from nattero.insights import at_least, half, hour, short
from nattero.plans import Voice

if TYPE_CHECKING:
    from nattero.insight.clock import Clock
    from nattero.insight.course import Course, Point

LONG = 26  # weeks from which on the axis names months with their year
EVENING, MORNING, STEP = 20, 10, 4
NOON, DAY = 12, 24
MOST_LINES = 9
MOST_LEAST = 4  # unfinished weeks that are named, the latest


def course_picture(found: "Course", lines: Sequence[Line], voice: Voice) -> str:
    """The course with its dated lines, numbered in their order."""
    points = found.points
    start = points[-1].last - timedelta(days=NIGHTS_A_WEEK * len(points) - 1)
    marks = [At((each.date - start).days / NIGHTS_A_WEEK, str(number)) for number, each in enumerate(lines, start=1)]
    title = voice.gettext("Cramps a week, from week to week")
    return picture(weeks_of(found), Words(title, described(found, voice)), "course", axis(points, start, voice), marks)


def weeks_of(found: "Course") -> list[Week]:
    """The weeks as they are drawn."""
    return [Week(each.rate, each.low, each.high, each.cramps, each.nights, each.least) for each in found.points]


def within(found: "Course", lines: Sequence[Line]) -> list[Line]:
    """The lines that stand inside the picture: the latest, where there are more than one can look at."""
    return [each for each in lines if found.points[0].first < each.date <= found.points[-1].last][-MOST_LINES:]


def described(found: "Course", voice: Voice) -> str:
    """What the picture shows, for who cannot see it."""
    counted = [each for each in found.points if not each.least]
    first, last = counted[0], counted[-1]
    told = voice.gettext(
        "From %(first)s to %(last)s: at first about %(start)s cramps a week, at the end about %(end)s (between %(low)s and %(high)s)."
    )
    days = {"first": words.short_day(first.first, voice.lang), "last": words.short_day(last.last, voice.lang)}
    rates = {"start": first.rate, "end": last.rate, "low": last.low, "high": last.high}
    return told % {**days, **{key: short(value, voice) for key, value in rates.items()}}


def axis(points: Sequence["Point"], start: date, voice: Voice) -> list[At]:
    """A few dates under the picture: both ends and the middle."""
    end = points[-1].last
    shape = "MMM y" if len(points) > LONG else "d MMM"
    middle = start + (end - start) / 2
    days = [points[0].first, middle, end] if len(points) > 5 else [points[0].first, end]
    locale = words.locale(voice.lang)
    return [At((day - start).days / NIGHTS_A_WEEK, str(format_date(day, shape, locale=locale))) for day in days]


def bars_text(found: "Course", voice: Voice) -> str:
    """What a bar of the picture stands for; and an empty one, of a week whose nights are not finished."""
    weeks = weeks_of(found)
    size, empty = size_of(weeks), any(each.least for each in grouped(weeks))
    dashed = [
        voice.gettext("An empty bar with a dashed edge: at least this many, as not all nights are filled in.")
    ] * empty
    if size == 1:
        least = [
            f"{words.short_day(each.first, voice.lang)}: {at_least(each.least, voice.ngettext)}."
            for each in found.points
            if each.least
        ]
        return " ".join([voice.gettext("Each bar is a week, as you filled it in."), *dashed, *least[-MOST_LEAST:]])
    each_bar = voice.gettext("Each bar is %(num)s weeks, as you filled them in.") % {"num": size}
    return " ".join([each_bar, *dashed])


def clock_picture(found: "Clock", voice: Voice) -> str:
    """The hours of the night; of the whole day, from noon to noon, where cramps came by day too."""
    first, count = stretch(found)
    counts = [found.hours[(first + place) % DAY] for place in range(count)]
    start = (found.half_from - first) % DAY
    named = [At(place, hour(first + place, voice)) for place in range(0, count + 1, STEP if count < DAY else 6)]
    title = voice.gettext("Cramps by the hour")
    ends = (start, start + found.half_to - found.half_from)
    return hours.picture(counts, Words(title, half(found, voice)), "hours", named, ends if ends[1] <= count else None)


def stretch(found: "Clock") -> tuple[int, int]:
    """The first hour drawn and how many: the night, or from noon on all of them."""
    night = (DAY - EVENING) + MORNING
    inside = sum(found.hours[(EVENING + place) % DAY] for place in range(night))
    return (EVENING, night) if inside == sum(found.hours) else (NOON, DAY)


def row_size(found: "Course") -> int:
    """How many weeks a row of the terminal stands for."""
    return 1 if len(found.points) <= MOST_BARS // 2 else 4 if len(found.points) <= 4 * MOST_BARS else 13


def course_head(found: "Course", voice: Voice) -> str:
    """What stands above the rows."""
    size, _ = row_size(found), voice.gettext
    if size == 1:
        return _("Cramps a week, from week to week")
    head, rows = _("Cramps a week"), _("Each row is %(num)s weeks; the day is its last.")
    return f"{head}. {rows % {'num': size}}"


def course_text(found: "Course", voice: Voice) -> list[str]:
    """The course for a terminal: a row a week, or several weeks of a long diary."""
    size, points = row_size(found), found.points
    cut = [points[max(end - size, 0) : end] for end in range(len(points), 0, -size)][::-1]
    top = max(min(max(each.high for each in part), 3 * max(each.rate for each in part)) for part in cut)
    return [row(part, top, voice, last=size > 1) for part in cut]


def row(part: Sequence["Point"], top: float, voice: Voice, *, last: bool) -> str:
    """A row: its first night (or its `last`), a bar, the rate with its interval; what nobody told or finished says so."""
    day = words.short_day(part[-1].last if last else part[0].first, voice.lang)
    rate, low, high = (sum(getattr(each, key) for each in part) / len(part) for key in ("rate", "low", "high"))
    if not any(each.nights for each in part):
        if least := sum(each.least for each in part):
            return f"{day:<14} {at_least(least, voice.ngettext)}"
        return f"{day:<14} " + voice.gettext("not filled in")
    return f"{day:<14} {bar(rate, top, low, high)} {short(rate, voice):>5} ({short(low, voice)} – {short(high, voice)})"


def clock_text(found: "Clock", voice: Voice) -> list[str]:
    """The hours for a terminal, one a row."""
    first, count = stretch(found)
    top = max(found.hours)
    rows = [(first + place) % DAY for place in range(count)]
    return [f"{hour(each, voice):<14} {bar(found.hours[each], top)} {found.hours[each]:>5}" for each in rows]
