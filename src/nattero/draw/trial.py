"""A trial as a picture: each night a dot as high as its cramps, the nights of an arm as bands behind them.

In: nights as plain values, and the number at the top. Out: SVG that takes its colours from the page (classes trial-band, trial-dot,
trial-gap, trial-axis). Arms differ by shape too: rings for the first, filled dots for the second, squares for the third. A night that was
not told is a short dash at the bottom. It says nothing to a screen reader: the numbers stand beside it as text.
"""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 26, 354, 12, 164
LEAST = 4  # cramps at the top, at least


class Dot(NamedTuple):
    """A night: which arm (0, 1, 2), its cramps (None: not told), and whether it counts."""

    arm: int
    cramps: int | None
    counts: bool = True


def picture(nights: Sequence[Dot]) -> str:
    """The nights of a trial; nothing where there are none."""
    if not nights:
        return ""
    top = max(LEAST, *(night.cramps or 0 for night in nights))
    step = (RIGHT - LEFT) / len(nights)
    parts = [_band(place, night, step) for place, night in enumerate(nights) if night.arm]
    parts += [_line(value, top) for value in sorted({0, top // 2, top})]
    parts += [_mark(place, night, step, top) for place, night in enumerate(nights)]
    parts += [_text(LEFT + step / 2, "1"), _text(RIGHT - step / 2, str(len(nights)), "end")]
    shape = f'class="trial-picture" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg {shape} aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def _across(place: int, step: float) -> float:
    return round(LEFT + (place + 0.5) * step, 1)


def _height(value: float, top: int) -> float:
    return round(BOTTOM - value / top * (BOTTOM - TOP - 6), 1)


def _band(place: int, night: Dot, step: float) -> str:
    left, wide = round(LEFT + place * step, 1), round(step + 0.3, 1)
    return f'<rect class="trial-band arm-{night.arm}" x="{left}" y="{TOP - 6}" width="{wide}" height="{BOTTOM - TOP + 12}"/>'


def _line(value: int, top: int) -> str:
    y = _height(value, top)
    number = f'<text x="{LEFT - 7}" y="{y + 4}" text-anchor="end">{value}</text>'
    return f'<path class="trial-axis" d="M{LEFT} {y}H{RIGHT}"/>{number}'


def _mark(place: int, night: Dot, step: float, top: int) -> str:
    x = _across(place, step)
    if night.cramps is None:
        return f'<path class="trial-gap" d="M{x} {BOTTOM + 2}v7"/>'
    size, y = round(min(max(step * 0.42, 2.2), 5), 1), _height(night.cramps, top)
    kind = f'class="trial-dot arm-{night.arm}{"" if night.counts else " aside"}"'
    if night.arm == 2:
        return (
            f'<rect {kind} x="{round(x - size, 1)}" y="{round(y - size, 1)}" width="{2 * size}" height="{2 * size}"/>'
        )
    return f'<circle {kind} cx="{x}" cy="{y}" r="{size}"/>'


def _text(x: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{round(x, 1)}" y="{HEIGHT - 3}" text-anchor="{anchor}">{words}</text>'
