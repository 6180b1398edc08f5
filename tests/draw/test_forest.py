"""Forest plots: everything inside the axis, in order, sized by weight, readable, and with no look of its own."""

import re
from math import isfinite
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.draw.forest import LEFT, LETTERS, RIGHT, WIDTH, Axis, Pool, Row, Words, axis_of, forest, half_side

WORDS = Words("Magnesium", "Two trials.", "fewer cramps", "more cramps")
SVG = "{http://www.w3.org/2000/svg}"
numbers = st.floats(-1e4, 1e4, allow_nan=False)
positive = st.floats(0.01, 100, allow_nan=False)
labels = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=120)


@st.composite
def rows(draw: st.DrawFn, values: st.SearchStrategy[float] = numbers) -> Row:
    low, value, high = sorted(draw(st.tuples(values, values, values)))
    return Row(draw(labels), value, low, high, draw(st.none() | st.floats(0, 1e6)))


def elements(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)).iter())


def places(svg: str) -> list[float]:
    """Every number across the drawing."""
    found = [float(x) for x in re.findall(r' x[12]?="([^"]+)"', svg)]
    for path in re.findall(r' d="([^"]+)"', svg):
        found += [float(x) for x in re.findall(r"[ML]([-\d.e]+) ", path)]
    return found


@given(st.lists(rows(), min_size=1, max_size=6), st.none() | rows())
def test_everything_lies_inside_the_axis_and_is_a_number(trials: list[Row], total: Row | None) -> None:
    pool = Pool(total.label, total.value, total.low, total.high, (total.low, total.high)) if total else None
    svg = forest(trials, WORDS, "plot", pool=pool)
    found = places(svg)
    assert all(isfinite(x) and LEFT - 0.1 <= x <= RIGHT + 0.1 for x in found)
    assert "nan" not in svg.replace(WORDS.title, "").lower() or any("nan" in row.label.lower() for row in trials)
    squares = [one for one in elements(svg) if one.get("class") == "forest-square"]
    assert len(squares) == len(trials)
    for square in squares:
        x, width = float(square.get("x", "")), float(square.get("width", ""))
        assert LEFT - 0.1 <= x <= x + width <= RIGHT + 0.1


@given(st.lists(rows(positive), min_size=1, max_size=6))
def test_ratios_lie_inside_a_logarithmic_axis_with_one_in_the_middle(trials: list[Row]) -> None:
    svg = forest(trials, WORDS, "plot", ratio=True)
    assert all(LEFT - 0.1 <= x <= RIGHT + 0.1 for x in places(svg))
    axis = axis_of(trials, ratio=True)
    assert axis.x(1.0) == pytest.approx((LEFT + RIGHT) / 2, abs=0.1)
    assert all(axis.low < row.value < axis.high for row in trials)


@given(st.lists(rows(), min_size=1, max_size=4))
def test_long_labels_are_wrapped_and_nothing_is_lost_or_left_unescaped(trials: list[Row]) -> None:
    lines = [one.text or "" for one in elements(forest(trials, WORDS, "plot")) if one.get("class") == "forest-label"]
    assert all(len(line) <= LETTERS for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(row.label for row in trials).split())


@given(rows(), rows())
def test_of_two_effects_the_smaller_is_never_drawn_further_right(one: Row, other: Row) -> None:
    axis = axis_of([one, other], ratio=False)
    assert (axis.x(one.value) <= axis.x(other.value)) == (one.value <= other.value) or abs(
        axis.x(one.value) - axis.x(other.value)
    ) < 0.2


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_weight_never_makes_a_smaller_square(one: float, other: float) -> None:
    trials = [Row("a", 0, -1, 1, one), Row("b", 0, -1, 1, other)]
    assert (half_side(trials[0], trials) <= half_side(trials[1], trials)) or one > other


@pytest.mark.parametrize("ratio", [False, True])
def test_an_interval_beyond_the_axis_ends_in_an_arrow(ratio: bool) -> None:
    svg = forest([Row("a", 1.2, 0.001, 1.3), Row("b", 1.1, 1.0, 1.2)], WORDS, "plot", ratio=ratio)
    assert svg.count('<path class="forest-line"') == int(ratio)


def test_the_plot_names_itself_and_has_no_style_and_no_colour_of_its_own() -> None:
    svg = forest([Row("a", 1, 0, 2)], WORDS, "plot", pool=Pool("all", 1, 0, 2))
    assert 'role="img"' in svg
    assert 'aria-labelledby="plot-title plot-desc"' in svg
    assert "<title" in svg
    assert "<desc" in svg
    assert not re.search(r"style=|fill=|stroke=|#[0-9a-f]{3}", svg)
    assert f'viewBox="0 0 {WIDTH} ' in svg


def test_the_prediction_interval_is_drawn_only_where_there_is_one() -> None:
    trials = [Row("a", 1, 0, 2)]
    assert "forest-next" not in forest(trials, WORDS, "plot", pool=Pool("all", 1, 0, 2))
    assert "forest-next" in forest(trials, WORDS, "plot", pool=Pool("all", 1, 0, 2, (-1, 3)))


@pytest.mark.parametrize(
    ("row", "ratio"),
    [
        (Row("a", float("nan"), 0, 1), False),
        (Row("a", 1, 0, float("inf")), False),
        (Row("a", 2, 0, 1), False),
        (Row("a", 1, 0, 2), True),
    ],
)
def test_numbers_that_are_none_are_refused(row: Row, ratio: bool) -> None:
    with pytest.raises(ValueError, match="a"):
        forest([row], WORDS, "plot", ratio=ratio)


def test_the_axis_shows_no_difference_and_round_numbers() -> None:
    svg = forest([Row("a", -8.4, -12.6, -4.2)], WORDS, "plot")
    texts = [one.text for one in elements(svg) if one.get("class") == "forest-number"]
    assert "0" in texts
    assert len(texts) >= 3
    assert Axis(0.25, 4, ratio=True).none == 1
