"""A trial as a picture: each night a mark as high as its cramps, the nights of an arm as bands behind them.

In: nights as plain values, and what the two axes are called. Out: SVG that takes its colours from the page (classes trial-band,
trial-dot, trial-gap, trial-axis), also on paper. Arms differ by shape too: rings for the first, filled dots for the second, squares for
the third. A night that was not told is a short dash at the bottom. It says nothing to a screen reader: the numbers stand beside it as
text.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH, HEIGHT = 360, 232
LEFT, RIGHT, TOP, BOTTOM = 30, 354, 34, 192
LEAST = 4  # cramps at the top, at least
KEY = 28


class Dot(NamedTuple):
    """A night: which arm (0, 1, 2), its cramps (None: not told), and whether it counts."""

    arm: int
    cramps: int | None
    counts: bool = True


def picture(nights: Sequence[Dot], up: str, along: str) -> str:
    """The nights of a trial, with what is counted upwards and along; nothing where there are none."""
    if not nights:
        return ""
    half = -(-max(LEAST, *(night.cramps or 0 for night in nights)) // 2)
    step = (RIGHT - LEFT) / len(nights)
    parts = [_band(place, night, step) for place, night in enumerate(nights) if night.arm]
    parts += [_line(value, 2 * half) for value in (0, half, 2 * half)]
    parts += [_mark(place, night, step, 2 * half) for place, night in enumerate(nights)]
    parts += [_text(LEFT, "1"), _text((LEFT + RIGHT) / 2, along, "middle"), _text(RIGHT, str(len(nights)), "end")]
    parts.append(_text(0, up, y=16))
    shape = f'class="trial-picture" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg {shape} aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def key(arm: int) -> str:
    """The mark of an arm on its band, to stand beside its name."""
    band = f'<rect class="trial-band arm-{arm}" width="{KEY}" height="{KEY}"/>' if arm else ""
    shape = f'class="trial-key" viewBox="0 0 {KEY} {KEY}" width="{KEY}" height="{KEY}"'
    return f'<svg {shape} aria-hidden="true" focusable="false">{band}{_shape(arm, KEY / 2, KEY / 2, 6)}</svg>'


def _across(place: int, step: float) -> float:
    return round(LEFT + (place + 0.5) * step, 1)


def _height(value: float, top: int) -> float:
    return round(BOTTOM - value / top * (BOTTOM - TOP - 6), 1)


def _band(place: int, night: Dot, step: float) -> str:
    left, wide = round(LEFT + place * step, 1), round(step + 0.3, 1)
    return f'<rect class="trial-band arm-{night.arm}" x="{left}" y="{TOP - 6}" width="{wide}" height="{BOTTOM - TOP + 12}"/>'


def _line(value: int, top: int) -> str:
    y = _height(value, top)
    return f'<path class="trial-axis" d="M{LEFT} {y}H{RIGHT}"/>{_text(LEFT - 7, str(value), "end", y + 5)}'


def _mark(place: int, night: Dot, step: float, top: int) -> str:
    x = _across(place, step)
    if night.cramps is None:
        return f'<path class="trial-gap" d="M{x} {BOTTOM + 2}v7"/>'
    size = round(min(max(step * 0.42, 2.2), 5), 1)
    return _shape(night.arm, x, _height(night.cramps, top), size, "" if night.counts else " aside")


def _shape(arm: int, x: float, y: float, size: float, more: str = "") -> str:
    kind = f'class="trial-dot arm-{arm}{more}"'
    if arm == 2:
        return (
            f'<rect {kind} x="{round(x - size, 1)}" y="{round(y - size, 1)}" width="{2 * size}" height="{2 * size}"/>'
        )
    return f'<circle {kind} cx="{x}" cy="{y}" r="{size}"/>'


def _text(x: float, words: str, anchor: str = "start", y: float = HEIGHT - 8) -> str:
    return f'<text x="{round(x, 1)}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'
