"""Still pictures to point at: named, small, without script or style of their own, and told apart by their shapes."""

import re
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nattero.draw.looks import PICTURES, look
from tests.draw.poses import SVG

CHECKS = yaml.safe_load(files("nattero").joinpath("pack/looks.yaml").read_bytes())
STYLE = files("nattero").joinpath("web/static/looks.css").read_text("utf-8")
READABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=40)


@given(st.sampled_from(sorted(PICTURES)), READABLE, READABLE)
def test_any_words_name_and_describe_a_picture(name: str, title: str, description: str) -> None:
    svg = ET.fromstring(look(name, title=title, description=description, uid="a"))
    assert svg.get("role") == "img"
    assert svg.findtext(f"{SVG}title", "") == title
    assert svg.findtext(f"{SVG}desc", "") == description
    assert {f"{title_or_desc}" for title_or_desc in svg.attrib["aria-labelledby"].split()} == {"a-t", "a-d"}


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_is_small_and_takes_its_tones_from_the_style_sheet_alone(name: str) -> None:
    svg = look(name, title="t", description="d", uid="a")
    assert len(svg) < 3_000
    assert not re.search(r"<style|style=|<script|\son\w+=|href|url\(|fill=|stroke=", svg)
    assert all(f".look-{role}" in STYLE for role in re.findall(r'class="look-(\w+)"', svg))


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_everything_drawn_begins_inside_the_picture(name: str) -> None:
    svg = ET.fromstring(look(name, title="t", description="d", uid="a"))
    left, top, width, height = map(float, svg.attrib["viewBox"].split())
    for path in svg.iter(f"{SVG}path"):
        if path.get("class") == "look-dark":
            continue
        for x, y in re.findall(r"M(-?[\d.]+)[ ,]?(-?[\d.]+)", path.attrib["d"]):
            assert left <= float(x) <= left + width
            assert top <= float(y) <= top + height


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check["id"])
def test_the_pictures_of_one_check_differ_in_shape_not_only_in_tone(check: dict[str, list[dict[str, str]]]) -> None:
    shapes = [
        frozenset(shape for _, shape in PICTURES[option["picture"]]) if "picture" in option else option["pose"]
        for option in check["options"]
    ]
    assert len(set(shapes)) == len(shapes)
