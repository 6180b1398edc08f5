"""The sheet shows each drawing under its words: every key frame held still, then the movement, and each as a file."""

import re
from xml.etree import ElementTree as ET

import pytest

from nattero.draw.figure import Pose
from nattero.draw.sheet import alone, contact_sheet, drawing
from tests.draw.poses import BY_ID, EVERY


@pytest.mark.parametrize("pose", EVERY, ids=lambda pose: pose.id)
def test_each_key_frame_stands_still_and_the_last_is_the_working_one(pose: Pose) -> None:
    one = drawing("step-a", pose, "Pull & hold", "How <it> goes")
    assert len(one.stills) == len(pose.frames)
    assert not any("animate" in still for still in one.stills)
    if pose.motion == "return":
        at_rest = re.sub(r'<g class="joint"><animateTransform[^>]*/>', "<g>", one.picture)
        assert one.stills[-1].count("<path") == at_rest.count("<path")


def test_the_page_names_every_drawing_once_in_its_group_and_repeats_no_id() -> None:
    groups = {"Steps": [drawing("step-a", BY_ID["sit-pull"], "A & B", "how")], "More": []}
    page = contact_sheet(groups, "nl", "All", "svg{color:red}")
    assert '<a href="step-a.svg">A &amp; B</a>' in page
    assert page.index("Steps") < page.index("step-a.svg") < page.index("More")
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))


def test_a_file_of_its_own_brings_its_style() -> None:
    one = drawing("step-a", BY_ID["sit-pull"], "t", "d")
    root = ET.fromstring(alone(one.picture, ":root{--figure:#123}"))
    assert root[0].text == ":root{--figure:#123}"
    assert root.get("role") == "img"
