"""Bars: drawn to scale, never beyond the edge, and silent to screen readers."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from nattero.draw.nights import WIDTH, bar, place

numbers = st.floats(0, 1000, allow_nan=False)


def widths(svg: str, name: str) -> list[int]:
    return [int(width) for width in re.findall(rf'class="{name}"[^>]*? width="(\d+)"', svg)]


@given(numbers, numbers, numbers, numbers)
def test_a_bar_is_well_formed_and_stays_inside_its_track(value: float, top: float, low: float, high: float) -> None:
    svg = bar(value, top, min(low, high), max(low, high))
    ET.fromstring(svg)
    assert all(width <= WIDTH for width in widths(svg, "bar-value"))
    assert 'aria-hidden="true"' in svg
    assert "style=" not in svg


@given(st.floats(0.1, 1000), st.floats(0, 1), st.floats(0, 1))
def test_a_greater_number_never_has_a_shorter_bar(top: float, one: float, other: float) -> None:
    assert (place(one * top, top) <= place(other * top, top)) or one > other


def test_half_of_the_scale_is_half_of_the_bar() -> None:
    assert widths(bar(2, 4), "bar-value") == [WIDTH // 2]


def test_nothing_has_no_bar_and_a_number_without_interval_no_line() -> None:
    assert widths(bar(0, 4), "bar-value") == []
    assert "bar-range" not in bar(2, 4)
    assert place(3, 0) == 0
