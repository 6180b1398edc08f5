"""Seen from the front, a body is the same body: limbs keep their length and the soles stay on the floor."""

from math import cos, dist, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.draw.figure import Pose, figure, timeline
from nattero.draw.frontal import frontal, sole_depth
from nattero.draw.kinematics import surface
from nattero.draw.skeleton import FOREARM, SHIN, SIDES, THIGH, UPPER_ARM, Frame, Prop
from tests.draw.poses import BY_ID, FRONT, origins

angle = st.floats(-40, 40)
pair = st.tuples(angle, angle)
any_front = st.builds(
    lambda legs, shins, feet, arms: Pose(
        id="any", box=(200, 204), view="front", props=(Prop("floor", y=196),),
        frames=(Frame(hip=(100, 0), thigh=legs, shin=shins, foot=feet, upper_arm=arms),),
    ),
    pair, pair, pair, pair,
)  # fmt: skip
BONES = (
    ("hip", "knee", THIGH), ("knee", "ankle", SHIN), ("shoulder", "elbow", UPPER_ARM), ("elbow", "hand", FOREARM),
)  # fmt: skip


@given(any_front | st.sampled_from(FRONT), st.floats(0, 1))
def test_limbs_have_one_length_from_the_front_too(pose: Pose, t: float) -> None:
    where = frontal(pose, t).points
    for side in SIDES:
        for start, stop, length in BONES:
            assert dist(where[f"{side}_{start}"], where[f"{side}_{stop}"]) == pytest.approx(length)


@given(any_front | st.sampled_from(FRONT), st.floats(0, 1))
def test_one_sole_stands_and_none_goes_through_the_floor(pose: Pose, t: float) -> None:
    stance = frontal(pose, t)
    lowest = [stance.points[f"{side}_ankle"][1] + sole_depth(stance.angles[f"{side}_foot"]) for side in SIDES]
    assert max(lowest) == pytest.approx(surface(pose.props, "floor", 0))


@pytest.mark.parametrize("pose", FRONT, ids=lambda pose: pose.id)
def test_the_drawing_passes_through_the_joints_of_every_moment(pose: Pose) -> None:
    svg = figure(pose, title="t", description="d", uid="a")
    for i, t in enumerate(timeline(pose)):
        where, centres = frontal(pose, t).points, origins(svg, i)
        for side in SIDES:
            for name in ("hip", "knee", "ankle", "shoulder", "elbow"):
                assert min(dist(where[f"{side}_{name}"], centre) for centre in centres) < 1, (name, t)


@pytest.mark.parametrize("pose", FRONT, ids=lambda pose: pose.id)
def test_nobody_leaves_the_picture_or_reaches_through_the_wall(pose: Pose) -> None:
    wall = next(prop.x for prop in pose.props if prop.kind == "wall")
    for t in timeline(pose):
        for name, (x, y) in frontal(pose, t).points.items():
            assert 3 <= x <= wall, name
            assert (22 if name == "head" else 3) <= y <= pose.box[1] - 3, name


def test_on_the_edges_the_feet_tilt_outwards_first_and_inwards_then() -> None:
    first, *_, third, _ = (frontal(BY_ID["edge-walk"], i / 4).angles for i in range(4))
    # On the page a foot on its outer edge has that edge lower: the left one turned one way, the right one the other.
    assert first["near_foot"] > 0 > first["far_foot"]
    assert third["near_foot"] < 0 < third["far_foot"]


def test_a_flat_sole_lies_deepest_under_its_middle() -> None:
    assert sole_depth(0) < sole_depth(20)
    assert sole_depth(20) == pytest.approx(sole_depth(-20))
    assert sole_depth(20) > sole_depth(0) * cos(radians(20))
