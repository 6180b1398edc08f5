"""Nights as pictures: one flat bar for a number, with the stretch where the true number probably lies.

In: numbers and the number at the right edge. Out: SVG text that stretches to its place and takes its colours from the
page (classes bar-track, bar-value, bar-range). It says nothing to a screen reader: the numbers stand beside it as text.
"""

WIDTH, HEIGHT = 1000, 24


def bar(value: float, top: float, low: float | None = None, high: float | None = None) -> str:
    """A bar of `value` on a scale from 0 to `top`; with `low` and `high` also a thin line between them."""
    parts = [f'<rect class="bar-track" width="{WIDTH}" height="{HEIGHT}"/>']
    if value > 0:
        parts.append(f'<rect class="bar-value" width="{place(value, top)}" height="{HEIGHT}"/>')
    if low is not None and high is not None:
        left, right = place(low, top), place(high, top)
        parts.append(
            f'<rect class="bar-range" x="{left}" y="{HEIGHT // 2 - 2}" width="{max(right - left, 4)}" height="4"/>'
        )
    shape = f'class="bar" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none"'
    return f'<svg {shape} aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def place(value: float, top: float) -> int:
    """Where a number lies between the left edge, 0, and the right one, `top`; what is beyond ends at the edge."""
    if top <= 0:
        return 0
    return round(min(max(value / top, 0.0), 1.0) * WIDTH)
