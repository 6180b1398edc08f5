"""The leg one touches: every muscle of both legs once, with its words, large enough for a thumb."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.draw.leg import HITS, MARKS, leg_map
from tests.draw.poses import SVG

WORDS = {name: name for name in ("title", "front", "behind", "left", "right", *MARKS)}


def zones(svg: str) -> list[ET.Element]:
    return [g for g in ET.fromstring(svg).iter(f"{SVG}g") if g.get("role") == "radio"]


def test_every_muscle_of_both_legs_can_be_touched_once() -> None:
    touched = [(z.get("data-side"), z.get("data-muscle")) for z in zones(leg_map(WORDS, "a"))]
    assert sorted(touched) == sorted((side, muscle) for side in ("left", "right") for muscle in MARKS)


@pytest.mark.parametrize("side", ["left", "right"])
def test_only_the_leg_asked_for_can_be_touched(side: str) -> None:
    svg = leg_map(WORDS, "a", "left" if side == "left" else "right")
    assert {z.get("data-side") for z in zones(svg)} == {side}
    assert svg.count('class="limb"') == 4


def test_zones_are_at_least_48_pixels_when_the_picture_is_320_wide() -> None:
    svg = leg_map(WORDS, "a")
    assert 'viewBox="0 0 320 ' in svg
    assert min(float(w) for w in re.findall(r'class="hit"[^>]* width="(\d+)"', svg)) >= 48
    assert min(height for _, height in HITS.values()) >= 48


def test_zones_begin_unchosen_and_reachable_by_keyboard() -> None:
    for zone in zones(leg_map(WORDS, "a")):
        assert zone.get("aria-checked") == "false"
    stops = [zone.get("tabindex") for zone in zones(leg_map(WORDS, "a"))]
    assert stops == ["0", *["-1"] * 11]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=30))
def test_any_words_are_kept_as_they_are(word: str) -> None:
    svg = leg_map(dict.fromkeys(WORDS, word), "a")
    assert ET.fromstring(svg).findtext(f"{SVG}title", "") == word
    assert {zone.get("aria-label") for zone in zones(svg)} == {f"{word}, {word}"}
    assert "style=" not in leg_map(WORDS, "a")


def test_a_missing_word_is_named() -> None:
    with pytest.raises(KeyError, match="calf"):
        leg_map({name: name for name in WORDS if name != "calf"}, "a")
