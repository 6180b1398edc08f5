"""The drawing says what the joints say, to eyes and to a screen reader, in few bytes and without style or script."""

import gzip
import re
from math import dist
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.draw.figure import Pose, figure, joints, timeline
from tests.draw.poses import BY_ID, EVERY, POSES, RELIEF, SVG, origins

TITLE, DESCRIPTION = (
    "Pull your toes to you",
    "Somebody sits in bed with one leg straight and pulls the toes of that foot.",
)
NAMED = ("hip", "near_knee", "near_ankle", "near_elbow")
READABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=40)


def drawn(pose: Pose, *, moving: bool = True) -> str:
    return figure(pose, title=TITLE, description=DESCRIPTION, uid=pose.id, moving=moving)


@pytest.mark.parametrize("pose", POSES, ids=lambda pose: pose.id)
def test_limbs_hang_where_the_joints_are(pose: Pose) -> None:
    centres = origins(drawn(pose, moving=False))
    where = joints(pose, 1)
    for name in [*NAMED, *(f"helper_{name}" for name in NAMED if pose.helper)]:
        assert min(dist(where[name], centre) for centre in centres) < 0.5, name


@pytest.mark.parametrize("pose", [p for p in POSES if len(p.frames) > 1], ids=lambda pose: pose.id)
def test_the_movement_passes_through_the_joints_of_every_moment(pose: Pose) -> None:
    svg = drawn(pose)
    for i, t in enumerate(timeline(pose)):
        centres = origins(svg, i)
        for name in NAMED:
            assert min(dist(joints(pose, t)[name], centre) for centre in centres) < 1, (name, t)


@pytest.mark.parametrize("pose", [p for p in POSES if p.anchor and p.motion == "return"], ids=lambda pose: pose.id)
def test_resting_feet_stay_put_between_the_moments_too(pose: Pose) -> None:
    svg, resting = drawn(pose), [part for part in pose.anchor if part == "near_foot"]
    for i in range(len(timeline(pose)) - 1):
        before, after = (joints(pose, timeline(pose)[k])["near_ankle"] for k in (i, i + 1))
        middle = (before[0] + after[0]) / 2, (before[1] + after[1]) / 2
        if resting:
            assert min(dist(middle, centre) for centre in origins(svg, i + 0.5)) < 2.5


@given(st.sampled_from(EVERY), READABLE, READABLE, st.booleans())
def test_any_words_become_a_title_and_a_description(pose: Pose, title: str, description: str, moving: bool) -> None:
    svg = ET.fromstring(figure(pose, title=title, description=description, uid="a", moving=moving))
    assert svg.get("role") == "img"
    assert svg.findtext(f"{SVG}title", "") == title
    assert svg.findtext(f"{SVG}desc", "") == description


def test_ids_are_of_one_figure_and_all_references_are_met() -> None:
    page = "".join(figure(BY_ID["sit-pull"], title="t", description="d", uid=uid) for uid in ("a", "b"))
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids)) == 4
    assert {word for value in re.findall(r'aria-labelledby="([^"]*)"', page) for word in value.split()} == set(ids)


@pytest.mark.parametrize("pose", EVERY, ids=lambda pose: pose.id)
def test_a_strict_policy_has_nothing_to_refuse(pose: Pose) -> None:
    svg = drawn(pose)
    assert not re.search(r"<style|style=|<script|\son\w+=|href|url\(", svg)
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) <= {
        "none", "var(--figure)", "var(--figure-far)", "var(--warm)", "var(--line)"
    }  # fmt: skip


@pytest.mark.parametrize("pose", EVERY, ids=lambda pose: pose.id)
def test_a_still_has_no_movement_and_a_movement_ends_in_a_rest(pose: Pose) -> None:
    assert "animate" not in drawn(pose, moving=False)
    assert ("animateTransform" in drawn(pose)) == (len(pose.frames) > 1)
    assert re.sub(r'<g class="joint"><animateTransform[^>]*/>', "<g>", drawn(pose)).count("<path") == drawn(
        pose, moving=False
    ).count("<path")


def test_figures_are_small() -> None:
    svgs = {pose.id: drawn(pose) for pose in EVERY}
    for pose in EVERY:
        assert len(svgs[pose.id]) <= (5_200 if pose.helper else 4_800), pose.id
    assert len(gzip.compress("".join(svgs[name] for name in sorted(RELIEF)).encode())) < 8_000


def test_every_muscle_that_is_stretched_glows_once() -> None:
    for pose in POSES:
        assert drawn(pose).count('class="lens"') == (1 if pose.muscle else 0), pose.id
