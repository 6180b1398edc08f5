"""The course of the nights as a picture: a bar a week, the smoothed rate as a line in its band, dated lines, and gaps as gaps.

In: weeks as plain values, where dates and dated lines stand, and the words. Out: accessible SVG. A page colours it by its classes; what
no page colours (paper, a file) is black, white and grey by its own attributes, and told apart by weight and dashes. Bars of years stand
for several weeks each. A week that nobody told has no bar but a dash under the axis, and the line is dotted there. A week of which
only a least number is known (`least`) has an empty bar with a dashed edge, and no line: it would lie too low.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

WIDTH, HEIGHT = 320, 236
RIGHT, TOP, BOTTOM = 316.0, 34.0, 196.0
EDGE, DIGIT = 12.0, 9.0  # left of the axis: room for its numbers
MOST_BARS = 60
LEAST_TOP, HIGHEST = 2, 100_000
BADGE = 9.0  # half a badge's height
ABOVE, BARE = -6, 18  # where the picture begins: over a second row of badges, or under their room where there are none
NIGHTS_A_WEEK = 7
LETTER = 'font-family="Atkinson Hyperlegible, sans-serif" font-size="15" fill="#333"'


class Week(NamedTuple):
    """A week: the smoothed rate with its interval, and the cramps of so many told nights; or how many there were at least."""

    rate: float
    low: float
    high: float
    cramps: int
    nights: int
    least: int = 0


class At(NamedTuple):
    """Something at a place: weeks since the left edge, and its words or its number."""

    week: float
    text: str


@dataclass(frozen=True)
class Words:
    """What the picture is called, and what a screen reader says of it."""

    title: str
    description: str


@dataclass(frozen=True)
class Scale:
    """From weeks and rates to places in the picture."""

    weeks: int
    top: int

    @property
    def left(self) -> float:
        """Where the axis stands: its numbers need room."""
        return left_of(self.top)

    def x(self, week: float) -> float:
        """How far to the right a moment stands, never outside."""
        return round(self.left + (RIGHT - self.left) * min(max(week / self.weeks, 0.0), 1.0), 1)

    def y(self, rate: float) -> float:
        """How high a rate stands; what is higher than the picture ends at its top."""
        return round(BOTTOM - (BOTTOM - TOP) * min(rate / self.top, 1.0), 1)


def picture(weeks: Sequence[Week], words: Words, name: str, days: Sequence[At] = (), lines: Sequence[At] = ()) -> str:
    """The picture as SVG, nothing where there are no weeks; `name` starts the ids of its title and description.

    >>> picture([Week(2, 1, 3, 2, 7)], Words("Cramps", "One week."), "course").startswith("<svg")
    True
    """
    if not weeks:
        return ""
    groups = grouped(weeks)
    scale = Scale(len(weeks), top_of(groups))
    middles = [min(place * size_of(weeks) + size_of(weeks) / 2, len(weeks)) for place in range(len(groups))]
    parts = [
        *_axis(scale),
        *_bars(groups, scale, size_of(weeks)),
        *_bands(list(zip(middles, groups, strict=True)), scale),
        *_days(days, scale),
        *_lines(lines, scale),
    ]
    begins = ABOVE if lines else BARE
    return (
        f'<svg class="course" role="img" viewBox="0 {begins} {WIDTH} {HEIGHT - begins}" xmlns="http://www.w3.org/2000/svg" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(words.title)}</title>'
        f'<desc id="{name}-desc">{escape(words.description)}</desc>{"".join(parts)}</svg>'
    )


def left_of(top: int) -> float:
    """How far from the edge an axis stands whose largest number is this."""
    return EDGE + DIGIT * len(str(top))


def size_of(weeks: Sequence[Week]) -> int:
    """How many weeks a bar stands for."""
    return -(-len(weeks) // MOST_BARS)


def grouped(weeks: Sequence[Week]) -> list[Week]:
    """The weeks, or several of them together where there are many: rates averaged, cramps and nights added up."""
    size = size_of(weeks)
    return [_together(weeks[start : start + size]) for start in range(0, len(weeks), size)]


def _together(weeks: Sequence[Week]) -> Week:
    count = len(weeks)
    rate, low, high = (
        sum(each) / count for each in zip(*((one.rate, one.low, one.high) for one in weeks), strict=True)
    )
    nights = sum(one.nights for one in weeks)
    least = 0 if nights else sum(one.least for one in weeks)
    return Week(rate, low, high, sum(one.cramps for one in weeks), nights, least)


def seen(week: Week) -> float:
    """Cramps a week as counted; of told nights only."""
    return week.cramps / week.nights * NIGHTS_A_WEEK if week.nights else 0.0


def top_of(weeks: Iterable[Week]) -> int:
    """A round even number that no bar is higher than, nor the band by much."""
    most = max(max(seen(week), week.least, min(week.high, 2.5 * week.rate)) for week in weeks)
    steps = (factor * size for size in (1, 10, 100, 1000, 10_000) for factor in (2, 4, 6, 8, 10, 14))
    return next(step for step in steps if step >= min(max(most, LEAST_TOP), HIGHEST))


def _axis(scale: Scale) -> Iterator[str]:
    for value in (0, scale.top // 2, scale.top):
        y = scale.y(value)
        yield f'<path class="course-axis" d="M{scale.left} {y}H{RIGHT}" stroke="#bbb" stroke-width="1"/>'
        yield f'<text x="{scale.left - 6}" y="{y + 5}" text-anchor="end" {LETTER}>{value}</text>'


def _bars(weeks: Sequence[Week], scale: Scale, size: int) -> Iterator[str]:
    for place, week in enumerate(weeks):
        left, right = scale.x(place * size), scale.x((place + 1) * size)
        gap = min((right - left) * 0.12, 3.0)
        if week.least:
            y = min(scale.y(week.least / size), BOTTOM - 1.5)
            place_ = f'x="{round(left + gap, 1)}" y="{y}" width="{round(right - left - 2 * gap, 1)}" height="{round(BOTTOM - y, 1)}"'
            yield f'<rect class="course-least" {place_} fill="none" stroke="#555" stroke-width="1.5" stroke-dasharray="3 2"/>'
            continue
        if not week.nights:
            path = f"M{round(left + gap, 1)} {BOTTOM + 5}H{round(right - gap, 1)}"
            yield f'<path class="course-gap" d="{path}" stroke="#555" stroke-width="2.5" stroke-dasharray="3 2"/>'
            continue
        y = min(scale.y(seen(week)), BOTTOM - 1.5)
        place_ = f'x="{round(left + gap, 1)}" y="{y}" width="{round(right - left - 2 * gap, 1)}" height="{round(BOTTOM - y, 1)}"'
        yield f'<rect class="course-bar" {place_} fill="#ccc"/>'


def _bands(weeks: Sequence[tuple[float, Week]], scale: Scale) -> Iterator[str]:
    """A band and a line for every stretch of weeks that have a rate."""
    for least, stretch in groupby(weeks, lambda each: bool(each[1].least)):
        if not least:
            yield from _band(list(stretch), scale)


def _band(weeks: Sequence[tuple[float, Week]], scale: Scale) -> Iterator[str]:
    """The band, then the line: whole where somebody told, dotted between."""
    upper = [(scale.x(x), scale.y(week.high)) for x, week in weeks]
    lower = [(scale.x(x), scale.y(week.low)) for x, week in weeks]
    yield f'<path class="course-band" d="{_path([*upper, *reversed(lower)])}Z" fill="#000" fill-opacity=".1"/>'
    for edge in (upper, lower):
        yield f'<path class="course-edge" d="{_path(edge)}" fill="none" stroke="#444" stroke-width="1"/>'
    pairs = list(pairwise(weeks))
    for told, stretch in groupby(pairs, lambda pair: bool(pair[0][1].nights and pair[1][1].nights)):
        ends = list(stretch)
        path = _path([(scale.x(x), scale.y(week.rate)) for x, week in [ends[0][0], *(after for _, after in ends)]])
        kind, dash = ("course-line", "") if told else ("course-line unsure", ' stroke-dasharray="2 5"')
        yield f'<path class="{kind}" d="{path}" fill="none" stroke="#000" stroke-width="3" stroke-linecap="round"{dash}/>'
    if not pairs:
        x, week = weeks[0]
        yield f'<circle class="course-dot" cx="{scale.x(x)}" cy="{scale.y(week.rate)}" r="4" fill="#000"/>'


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _days(days: Sequence[At], scale: Scale) -> Iterator[str]:
    for at in days:
        x = scale.x(at.week)
        anchor = "start" if x < scale.left + 24 else "end" if x > RIGHT - 30 else "middle"
        yield f'<path class="course-axis" d="M{x} {BOTTOM}v9" stroke="#bbb" stroke-width="1"/>'
        yield f'<text x="{x}" y="{HEIGHT - 12}" text-anchor="{anchor}" {LETTER}>{escape(at.text)}</text>'


def _lines(lines: Sequence[At], scale: Scale) -> Iterator[str]:
    """Dated lines, each with its number above; where two numbers would touch, the second stands in a row above."""
    ends: dict[int, float] = {}
    for at in sorted(lines, key=lambda one: one.week):
        x = scale.x(at.week)
        wide = BADGE + 4.0 * (len(at.text) - 1)
        row = next((row for row in (0, 1) if ends.get(row, 0.0) < x - wide - 1), 0)
        ends[row] = x + wide
        y, middle = TOP - 6 - BADGE - row * (2 * BADGE - 3), min(max(x, wide), WIDTH - wide)
        yield f'<path class="course-when" d="M{x} {y}V{BOTTOM}" stroke="#000" stroke-width="1.5" stroke-dasharray="6 4"/>'
        box = f'x="{round(middle - wide, 1)}" y="{round(y - BADGE, 1)}" width="{2 * wide}" height="{2 * BADGE}" rx="{BADGE}"'
        yield f'<rect class="course-badge" {box} fill="#000"/>'
        letters = 'text-anchor="middle" font-family="Atkinson Hyperlegible, sans-serif" font-size="14" font-weight="700" fill="#fff"'
        yield f'<text class="course-number" x="{round(middle, 1)}" y="{round(y + 5, 1)}" {letters}>{escape(at.text)}</text>'
