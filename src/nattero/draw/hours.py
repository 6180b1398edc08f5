"""The hours of the night as a picture: a column an hour, and under them a bar along the hours in which half of the cramps came.

In: counts of hours in their order, names of some of them, and where the half lies. Out: accessible SVG, coloured by a page through its
classes and black, white and grey by its own attributes where no page does.
"""

from collections.abc import Sequence
from html import escape

from nattero.draw.course import LETTER, At, Words

WIDTH, HEIGHT = 320, 190
LEFT, RIGHT, TOP, BOTTOM = 30.0, 316.0, 10.0, 138.0
UNDER = 9.0


def picture(
    counts: Sequence[int], words: Words, name: str, hours: Sequence[At] = (), half: tuple[float, float] | None = None
) -> str:
    """The picture as SVG, nothing where there are no hours; `half` counts hours from the left edge, as `hours` do.

    >>> picture([0, 3, 1], Words("Hours", "Most at one."), "hours").startswith("<svg")
    True
    """
    if not counts:
        return ""
    top = max(2, *counts)
    top += top % 2
    parts = [_axis(value, top) for value in (0, top // 2, top)]
    parts += [_column(place, count, len(counts), top) for place, count in enumerate(counts)]
    parts += [_hour(at, len(counts)) for at in hours]
    if half:
        left, right = _across(half[0], len(counts)), _across(half[1], len(counts))
        parts.append(
            f'<path class="hours-half" d="M{left} {BOTTOM + UNDER}H{right}" stroke="#000" stroke-width="6" stroke-linecap="round"/>'
        )
    return (
        f'<svg class="course" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" xmlns="http://www.w3.org/2000/svg" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(words.title)}</title>'
        f'<desc id="{name}-desc">{escape(words.description)}</desc>{"".join(parts)}</svg>'
    )


def _across(place: float, count: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * min(max(place / count, 0.0), 1.0), 1)


def _axis(value: int, top: int) -> str:
    y = round(BOTTOM - (BOTTOM - TOP) * value / top, 1)
    line = f'<path class="course-axis" d="M{LEFT} {y}H{RIGHT}" stroke="#bbb" stroke-width="1"/>'
    return f'{line}<text x="{LEFT - 6}" y="{y + 5}" text-anchor="end" {LETTER}>{value}</text>'


def _column(place: int, count: int, columns: int, top: int) -> str:
    left, right = _across(place, columns) + 1.5, _across(place + 1, columns) - 1.5
    high = round((BOTTOM - TOP) * count / top, 1)
    box = f'x="{round(left, 1)}" y="{round(BOTTOM - high, 1)}" width="{round(right - left, 1)}" height="{high}"'
    return f'<rect class="hours-column" {box} fill="#777"/>' if count else ""


def _hour(at: At, columns: int) -> str:
    x = _across(at.week, columns)
    anchor = "start" if x < LEFT + 16 else "end" if x > RIGHT - 20 else "middle"
    tick = f'<path class="course-axis" d="M{x} {BOTTOM}v18" stroke="#bbb" stroke-width="1"/>'
    return f'{tick}<text x="{x}" y="{HEIGHT - 14}" text-anchor="{anchor}" {LETTER}>{escape(at.text)}</text>'
