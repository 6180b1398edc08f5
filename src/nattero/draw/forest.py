"""A forest plot: what each trial found, side by side on one axis, and what they say together where they may be added up.

In: plain numbers and the words of the page. Out: accessible SVG without styles of its own; the page colours it by class.
Squares grow with a trial's weight (area, Lewis and Clarke, BMJ 2001;322:1479-1480); an interval beyond the axis ends in an
arrow; ratios stand on a logarithmic axis. Each row's words stand above its line, so that it can be read at 320 pixels.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import exp, isfinite, log, log10, sqrt
from textwrap import wrap

WIDTH = 260
LEFT, RIGHT = 6.0, 254.0
LETTERS = 31  # that fit in a line of the label's size
LINE = 18.0
ROW = 33.0
END_LETTERS = 15  # that fit beside one another under the axis
SMALLEST, LARGEST = 3.0, 8.0  # half a square's side


@dataclass(frozen=True)
class Row:
    """A trial: its words, its effect with an interval, and its weight (None: all squares alike)."""

    label: str
    value: float
    low: float
    high: float
    weight: float | None = None


@dataclass(frozen=True)
class Pool:
    """What the rows say together: the effect with its interval, and where a new trial would probably lie."""

    label: str
    value: float
    low: float
    high: float
    predicted: tuple[float, float] | None = None


@dataclass(frozen=True)
class Words:
    """The words of a plot: its title and description, the ends of the axis, and the language's decimal mark."""

    title: str
    description: str
    left: str
    right: str
    decimal: str = "."


@dataclass(frozen=True)
class Axis:
    """From where to where the axis goes; `ratio` axes are logarithmic and have 1 for no difference, others 0."""

    low: float
    high: float
    ratio: bool

    @property
    def none(self) -> float:
        """The value that means no difference."""
        return 1.0 if self.ratio else 0.0

    def x(self, value: float) -> float:
        """Where a value lies across the drawing, never outside the axis."""
        low, high, here = self.scaled(self.low), self.scaled(self.high), self.scaled(value)
        share = (here - low) / (high - low)
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 1)

    def scaled(self, value: float) -> float:
        """A value as far along as the eye should see it."""
        return log(max(value, 1e-12)) if self.ratio else value


def forest(rows: Sequence[Row], words: Words, name: str, *, pool: Pool | None = None, ratio: bool = False) -> str:
    """The plot as SVG; `name` starts the ids of its title and description. Raises ValueError for numbers that are none.

    >>> words = Words("Stretching", "One trial.", "fewer", "more")
    >>> forest([Row("A 2012", -1.2, -1.8, -0.6)], words, "one").startswith("<svg")
    True
    """
    drawn: list[Row | Pool] = [*rows, *([pool] if pool else [])]
    for row in drawn:
        check(row, ratio)
    axis = axis_of(drawn, ratio)
    parts: list[str] = []
    y = 20.0
    for row in rows:
        lines = wrap(row.label, LETTERS) or [""]
        y = put_words(lines, y, parts, "forest-label")
        parts += trial(row, axis, y, half_side(row, rows))
        y += ROW
    if pool:
        y = put_words(wrap(pool.label, LETTERS), y, parts, "forest-label forest-sum")
        parts += diamond(pool, axis, y)
        y += ROW
    grid = [*ticks(axis, y + 2, words.decimal), *ends(words, y + 40)]
    none = axis.x(axis.none)
    line = f'<line class="forest-none" x1="{none}" y1="8" x2="{none}" y2="{y + 2}"/>'
    height = round(y + 40 + LINE * max(len(wrap(words.left, END_LETTERS)), len(wrap(words.right, END_LETTERS))))
    return (
        f'<svg class="forest" role="img" viewBox="0 0 {WIDTH} {height}" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(words.title)}</title><desc id="{name}-desc">{escape(words.description)}</desc>'
        f"{line}{''.join(parts)}{''.join(grid)}</svg>"
    )


def check(row: Row | Pool, ratio: bool) -> None:
    """Raises ValueError for a row whose numbers cannot be drawn."""
    if not all(isfinite(number) for number in (row.value, row.low, row.high)) or not row.low <= row.value <= row.high:
        raise ValueError(f"{row.label}: an effect needs a number inside its interval")
    if ratio and row.low <= 0:
        raise ValueError(f"{row.label}: a ratio lies above zero")


def axis_of(rows: Iterable[Row | Pool], ratio: bool) -> Axis:
    """An axis that holds every effect and no difference, and as much of the intervals as leaves the effects apart."""
    rows = list(rows)
    if ratio:
        reach = max([log(2), *(abs(log(row.value)) * 1.6 for row in rows)])
        reach = min(max([reach, *(abs(log(edge)) for row in rows for edge in (row.low, row.high))]), reach * 1.5)
        return Axis(exp(-reach * 1.08), exp(reach * 1.08), ratio)
    reach = max([1e-6, *(max(abs(row.low), abs(row.high)) for row in rows)])
    return Axis(-reach * 1.08, reach * 1.08, ratio)


def half_side(row: Row, rows: Sequence[Row]) -> float:
    """Half the side of a square whose area goes with the weight; alike for rows without weights."""
    most = max((other.weight or 0.0 for other in rows), default=0.0)
    if row.weight is None or most <= 0:
        return (SMALLEST + LARGEST) / 2
    return round(SMALLEST + (LARGEST - SMALLEST) * sqrt(max(row.weight, 0.0) / most), 1)


def trial(row: Row, axis: Axis, y: float, half: float) -> Iterator[str]:
    """A line with its ends, or an arrow where it goes on, and the square."""
    left, right = axis.x(row.low), axis.x(row.high)
    yield f'<line class="forest-line" x1="{left}" y1="{y}" x2="{right}" y2="{y}"/>'
    yield end(left, y, row.low < axis.low, -1)
    yield end(right, y, row.high > axis.high, 1)
    x = min(max(axis.x(row.value), LEFT + half), RIGHT - half)
    yield (
        f'<rect class="forest-square" x="{round(x - half, 1)}" y="{round(y - half, 1)}" '
        f'width="{round(2 * half, 1)}" height="{round(2 * half, 1)}"/>'
    )


def end(x: float, y: float, beyond: bool, way: int) -> str:
    """The end of an interval: a short bar, or an arrow out of the axis."""
    if beyond:
        return f'<path class="forest-line" d="M{x - 6 * way} {y - 5}L{x} {y}L{x - 6 * way} {y + 5}"/>'
    return f'<line class="forest-line" x1="{x}" y1="{y - 4}" x2="{x}" y2="{y + 4}"/>'


def diamond(pool: Pool, axis: Axis, y: float) -> Iterator[str]:
    """The interval of the sum as a diamond, and where a new trial would lie as a dashed line behind it."""
    if pool.predicted:
        low, high = pool.predicted
        yield f'<line class="forest-next" x1="{axis.x(low)}" y1="{y}" x2="{axis.x(high)}" y2="{y}"/>'
        yield end(axis.x(low), y, low < axis.low, -1)
        yield end(axis.x(high), y, high > axis.high, 1)
    left, middle, right = axis.x(pool.low), axis.x(pool.value), axis.x(pool.high)
    yield f'<path class="forest-diamond" d="M{left} {y}L{middle} {y - 8}L{right} {y}L{middle} {y + 8}Z"/>'


def ticks(axis: Axis, y: float, decimal: str) -> Iterator[str]:
    """The axis with a few round numbers."""
    yield f'<line class="forest-axis" x1="{LEFT}" y1="{y}" x2="{RIGHT}" y2="{y}"/>'
    for value in round_numbers(axis):
        x = axis.x(value)
        yield f'<line class="forest-axis" x1="{x}" y1="{y}" x2="{x}" y2="{y + 5}"/>'
        anchor = "start" if x < LEFT + 10 else "end" if x > RIGHT - 10 else "middle"
        yield f'<text class="forest-number" x="{x}" y="{y + 19}" text-anchor="{anchor}">{shown(value, decimal, ratio=axis.ratio)}</text>'


def round_numbers(axis: Axis) -> list[float]:
    """Up to five round numbers on the axis, no difference among them."""
    if axis.ratio:
        step = next(number for number in (2, 3, 4, 5, 10, 100, 1e6) if axis.high < number**2.6)
        return [
            value for value in (step**-2, 1 / step, 1.0, float(step), float(step**2)) if axis.low < value < axis.high
        ]
    rough = axis.high / 2
    size = 10.0 ** int(log10(rough) // 1)
    step = next(size * number for number in (1, 2, 5, 10) if rough < size * number * 1.5)
    return [place * step for place in (-2, -1, 0, 1, 2) if axis.low < place * step < axis.high]


def shown(value: float, decimal: str, *, ratio: bool) -> str:
    """A number of the axis in as few characters as it needs, with a proper minus; ratios below one as a half or a quarter."""
    if ratio and value < 1:
        return f"1/{1 / value:.3g}"
    return f"{value:.3g}".replace("-", "\N{MINUS SIGN}").replace(".", decimal)


def ends(words: Words, y: float) -> Iterator[str]:
    """What the two ends of the axis mean."""
    for number, line in enumerate(wrap(words.left, END_LETTERS)):
        yield f'<text class="forest-end" x="{LEFT}" y="{y + LINE * number}">{escape(line)}</text>'
    for number, line in enumerate(wrap(words.right, END_LETTERS)):
        yield f'<text class="forest-end" x="{RIGHT}" y="{y + LINE * number}" text-anchor="end">{escape(line)}</text>'


def put_words(lines: list[str], y: float, parts: list[str], kind: str) -> float:
    """Puts lines of text into the drawing; where the next thing may be drawn."""
    for line in lines:
        parts.append(f'<text class="{kind}" x="{LEFT}" y="{y}">{escape(line)}</text>')
        y += LINE
    return y
