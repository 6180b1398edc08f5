"""A number with its range as a line of plain characters, for a terminal, and for ears that read one.

In: a value, its range, and the number at the right edge. Out: `#` up to the range, `=` within it up to the value, `-` on to its end.
"""


def bar(value: float, top: float, low: float | None = None, high: float | None = None, width: int = 30) -> str:
    """So many characters, always `width` of them.

    >>> bar(2, 4, 1, 3, width=8)
    '##==--  '
    """
    if top <= 0:
        return " " * width
    here, start, end = (round(min(max(each / top, 0.0), 1.0) * width) for each in (value, low or 0.0, high or value))
    if low is None:
        start = here
    start, end = min(start, here), max(end, here)
    return "#" * start + "=" * (here - start) + "-" * (end - here) + " " * (width - end)
