"""The drawn muscle: well formed, its words escaped and inside the picture, each part with its number."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.draw.muscle import HEIGHT, LABEL_X, LINE, MOST, PARTS, WIDTH, muscle

NS = "{http://www.w3.org/2000/svg}"
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), min_size=1, max_size=45)
NAMES = st.dictionaries(st.sampled_from(sorted(PARTS)), WORDS, min_size=1)


def drawn(names: dict[str, str]) -> ET.Element:
    """The drawing as a browser reads it."""
    return ET.fromstring(muscle("Title <1>", "Words & more", names).replace("<svg ", f'<svg xmlns="{NS[1:-1]}" ', 1))


@given(NAMES)
def test_any_words_make_a_well_formed_picture_with_a_title_and_a_description(names: dict[str, str]):
    picture = drawn(names)
    assert picture.findtext(f"{NS}title") == "Title <1>"
    assert picture.findtext(f"{NS}desc") == "Words & more"
    assert picture.get("role") == "img"


@given(NAMES)
def test_each_part_has_its_number_and_a_line_that_leads_into_the_picture(names: dict[str, str]):
    labels = drawn(names).findall(f"{NS}text")
    assert [(label[0].text or "").split()[0] for label in labels] == [str(n) for n in range(1, len(names) + 1)]
    assert all(0 < x < LABEL_X and 0 < y < HEIGHT for x, y, _ in PARTS.values())


@given(NAMES)
def test_no_line_of_a_label_is_longer_than_its_place(names: dict[str, str]):
    for span in drawn(names).iter(f"{NS}tspan"):
        assert len(span.text or "") <= MOST
        assert float(span.get("y", 0)) <= HEIGHT
    assert LABEL_X + MOST * 8 <= WIDTH + 8


def test_labels_of_two_lines_do_not_touch_one_another():
    heights = sorted(at for _, _, at in PARTS.values())
    assert all(low + 2 * LINE <= high for low, high in pairwise(heights))


def test_an_unknown_part_is_an_error():
    with pytest.raises(KeyError):
        muscle("", "", {"spleen": "Spleen"})
