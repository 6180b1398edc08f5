"""The pictures of the nights: well formed, inside their frame, gaps seen as gaps, and with words for who cannot see."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.draw import hours
from nattero.draw.course import HEIGHT, MOST_BARS, WIDTH, At, Week, Words, grouped, picture
from nattero.draw.terminal import bar

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words('Cramps <a> "week"', "Rising & falling.")


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    low, rate, high = sorted(draw(st.tuples(*[st.floats(0, 400)] * 3)))
    nights = draw(st.integers(0, 7))
    return Week(rate, low, high, draw(st.integers(0, 350)) if nights else 0, nights)


diaries = st.lists(weeks(), min_size=1, max_size=150)
places = st.lists(st.builds(At, st.floats(-5, 200), st.sampled_from(["1", "12", "Mar & Apr"])), max_size=5)


def numbers(svg: str) -> list[tuple[float, float]]:
    """Every place of a path, a bar and a text."""
    found = []
    for node in ET.fromstring(svg).iter():
        x, y = float(node.get("x", 0)), float(node.get("y", 0))
        found += [(x, y), (x + float(node.get("width", 0)), y + float(node.get("height", 0)))]
        found += [(float(one), float(other)) for one, other in re.findall(r"(-?[\d.]+) (-?[\d.]+)", node.get("d", ""))]
    return found


@settings(max_examples=40)
@given(diaries, places, places)
def test_a_course_is_well_formed_inside_its_frame_and_says_what_it_shows(
    diary: list[Week], days: list[At], lines: list[At]
) -> None:
    svg = picture(diary, WORDS, "one", days, lines)
    root = ET.fromstring(svg)
    assert all(0 <= x <= WIDTH and -5 <= y <= HEIGHT for x, y in numbers(svg))
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (WORDS.title, WORDS.description)
    assert "style=" not in svg
    assert svg.count('class="course-when"') == len(lines)


@settings(max_examples=40)
@given(diaries)
def test_a_week_nobody_told_has_a_dash_and_no_bar_and_a_quiet_one_has_a_bar(diary: list[Week]) -> None:
    svg, bars = picture(diary, WORDS, "one"), grouped(diary)
    assert len(bars) <= MOST_BARS
    assert svg.count('class="course-gap"') == sum(week.nights == 0 for week in bars)
    assert svg.count('class="course-bar"') == sum(week.nights > 0 for week in bars)
    assert sum(week.cramps for week in bars) == sum(week.cramps for week in diary)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 500), min_size=1, max_size=24), st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_the_hours_are_well_formed_and_as_many_columns_as_hours_with_cramps(
    counts: list[int], half: tuple[float, float] | None
) -> None:
    ends = (min(half) * len(counts), max(half) * len(counts)) if half else None
    svg = hours.picture(counts, WORDS, "two", [At(0, "20:00"), At(len(counts), "08:00")], ends)
    assert all(0 <= x <= hours.WIDTH and 0 <= y <= hours.HEIGHT for x, y in numbers(svg))
    assert svg.count('class="hours-column"') == sum(count > 0 for count in counts)


def test_nothing_to_draw_is_nothing() -> None:
    assert picture([], WORDS, "one") == hours.picture([], WORDS, "two") == ""


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100), st.floats(0, 50))
def test_a_line_of_characters_is_as_long_as_asked_and_grows_with_its_number(
    one: float, other: float, third: float, top: float
) -> None:
    low, value, high = sorted((one, other, third))
    assert len(bar(value, top, low, high)) == 30
    assert len(bar(low, top).rstrip()) <= len(bar(value, top).rstrip()) <= len(bar(value, top, low, high).rstrip())
