"""The hours of the night as a picture: a column an hour, and under them a bar along the hours in which half of the cramps came.

In: counts of hours in their order, names of some of them, and where the half lies. Out: accessible SVG, coloured by a page through its
classes and black, white and grey by its own attributes where no page does.
"""

from collections.abc import Sequence
from html import escape

from nattero.draw.course import LETTER, At, Words, left_of

WIDTH, HEIGHT = 320, 190
RIGHT, TOP, BOTTOM = 316.0, 10.0, 138.0
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
    edge, wide = left_of(top), RIGHT - left_of(top)
    across = [round(edge + wide * place / len(counts), 1) for place in range(len(counts) + 1)]
    parts = [_axis(value, top) for value in (0, top // 2, top)]
    parts += [_column(left, right, count / top) for left, right, count in zip(across, across[1:], counts, strict=False)]
    parts += [_hour(round(edge + wide * at.week / len(counts), 1), at.text) for at in hours]
    if half:
        left, right = (round(edge + wide * end / len(counts), 1) for end in half)
        parts.append(
            f'<path class="hours-half" d="M{left} {BOTTOM + UNDER}H{right}" stroke="#000" stroke-width="6" stroke-linecap="round"/>'
        )
    return (
        f'<svg class="course" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" xmlns="http://www.w3.org/2000/svg" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(words.title)}</title>'
        f'<desc id="{name}-desc">{escape(words.description)}</desc>{"".join(parts)}</svg>'
    )


def _axis(value: int, top: int) -> str:
    y, left = round(BOTTOM - (BOTTOM - TOP) * value / top, 1), left_of(top)
    line = f'<path class="course-axis" d="M{left} {y}H{RIGHT}" stroke="#bbb" stroke-width="1"/>'
    return f'{line}<text x="{left - 6}" y="{y + 5}" text-anchor="end" {LETTER}>{value}</text>'


def _column(left: float, right: float, share: float) -> str:
    high = round((BOTTOM - TOP) * share, 1)
    box = f'x="{left + 1.5}" y="{round(BOTTOM - high, 1)}" width="{round(right - left - 3, 1)}" height="{high}"'
    return f'<rect class="hours-column" {box} fill="#777"/>' if share else ""


def _hour(x: float, text: str) -> str:
    anchor = "end" if x > RIGHT - 20 else "middle"
    tick = f'<path class="course-axis" d="M{x} {BOTTOM}v18" stroke="#bbb" stroke-width="1"/>'
    return f'{tick}<text x="{x}" y="{HEIGHT - 14}" text-anchor="{anchor}" {LETTER}>{escape(text)}</text>'
