"""A body is a body at every moment: nothing stretches, what rests rests, what holds holds."""

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.draw.figure import Pose, joints
from nattero.draw.kinematics import blend, end, sole_depth, stances, surface, two_bones
from nattero.draw.skeleton import FOREARM, SHIN, SIDES, THIGH, TORSO, UPPER_ARM
from tests.draw.poses import BY_ID, POSES

moment = st.floats(0, 1)
HIP_DEPTH = 9.5  # how far the figure reaches below its hip: the width of its trousers
any_pose = st.sampled_from(POSES)
STRAIGHT_KNEE = (
    "sit-pull", "lie-flex", "sit-towel", "wall-lean", "wall-stretch", "wall-both", "helper-pull", "float-pull",
    "chair-straighten", "lie-legs-up",
)  # fmt: skip
LYING = [p for p in POSES if any(q.kind == "bed" for q in p.props) and "floor" not in p.anchor.values()]
BONES = [("hip", "shoulder", TORSO)] + [
    bone
    for side in SIDES
    for bone in (
        ("shoulder", f"{side}_elbow", UPPER_ARM),
        (f"{side}_elbow", f"{side}_hand", FOREARM),
        ("hip", f"{side}_knee", THIGH),
        (f"{side}_knee", f"{side}_ankle", SHIN),
    )
]


@given(any_pose, moment)
def test_limbs_have_one_length_at_every_moment(pose: Pose, t: float) -> None:
    where = joints(pose, t)
    for person in ("", "helper_") if pose.helper else ("",):
        for start, stop, length in BONES:
            assert dist(where[person + start], where[person + stop]) == pytest.approx(length)


@given(any_pose, moment)
def test_what_rests_is_on_its_surface(pose: Pose, t: float) -> None:
    person, helper = stances(pose, t)
    for stance, body in ((person, pose), (helper, pose.helper)):
        if stance is None or body is None:
            continue
        now = blend(body, t, pose.motion == "loop")
        for part, kind in body.anchor.items():
            if part == "hip":
                assert stance.points["hip"][1] + HIP_DEPTH == pytest.approx(surface(pose.props, kind, 0), abs=1)
                continue
            side = part.removesuffix("_foot")
            x, y = stance.points[f"{side}_ankle"]
            lowest = y + sole_depth(stance.angles[f"{side}_foot"])
            lift = now["lift"][SIDES.index(side)]
            assert lowest + lift == pytest.approx(surface(pose.props, kind, x), abs=1)


@given(any_pose, moment)
def test_hands_that_hold_reach_what_they_hold(pose: Pose, t: float) -> None:
    for stance, body in zip(stances(pose, t), (pose, pose.helper), strict=True):
        if stance is None or body is None:
            continue
        for side, target in zip(SIDES, body.hands, strict=True):
            if target:
                assert dist(stance.points[f"{side}_hand"], stance.points[f"{side}_goal"]) < 1


# Degrees a joint of an older person may be asked for: bent forwards, or to the toes' side, is more than 0. The trunk is
# one piece here, so its fold at the hip holds what a back bends too.
RANGES = {
    "hip": (-15, 165),
    "knee": (-1, 150),
    "ankle": (-53, 40),
    "shoulder": (-62, 176),
    "elbow": (-1, 125),
    "neck": (-25, 30),
}


def bends(angles: dict[str, float], side: str) -> dict[str, float]:
    """How far each joint of a side is bent from standing straight."""
    upper = angles[f"{side}_upper_arm"] - (angles["torso"] - 180)
    return {
        "hip": 180 - (angles["torso"] - angles[f"{side}_thigh"]),
        "knee": angles[f"{side}_thigh"] - angles[f"{side}_shin"],
        "ankle": angles[f"{side}_foot"] - angles[f"{side}_shin"] - 90,
        "shoulder": (upper + 180) % 360 - 180,
        "elbow": angles[f"{side}_forearm"] - angles[f"{side}_upper_arm"],
        "neck": angles["torso"] - angles["neck"],
    }


@given(any_pose, moment)
def test_every_joint_bends_the_way_and_as_far_as_people_can(pose: Pose, t: float) -> None:
    person, helper = stances(pose, t)
    for stance in [person, *([helper] if helper else [])]:
        for side in SIDES:
            for joint, bend in bends(stance.angles, side).items():
                least, most = RANGES[joint]
                assert least <= bend <= most, (side, joint)


@pytest.mark.parametrize("name", STRAIGHT_KNEE)
def test_the_long_calf_muscle_is_stretched_with_a_straight_knee_and_toes_drawn_up(name: str) -> None:
    bend = bends(stances(BY_ID[name], 1)[0].angles, BY_ID[name].leg)
    assert bend["knee"] < 14
    assert bend["ankle"] > 10


def test_the_deep_calf_muscle_is_stretched_with_a_bent_knee() -> None:
    bend = bends(stances(BY_ID["sit-toes"], 1)[0].angles, "near")
    assert bend["knee"] > 45
    assert bend["ankle"] > 10


@pytest.mark.parametrize("pose", [p for p in POSES if p.muscle == "hamstring"], ids=lambda pose: pose.id)
def test_the_back_of_the_thigh_is_stretched_by_a_straight_knee_or_a_bent_hip(pose: Pose) -> None:
    bend = bends(stances(pose, 1)[0].angles, pose.leg)
    assert bend["knee"] < 25
    assert bend["hip"] > 50 or pose.id in ("lie-straight", "helper-straight")


@pytest.mark.parametrize("name", ["sit-knee-bend", "prone-heel", "side-heel"])
def test_the_front_of_the_thigh_is_stretched_by_a_knee_that_bends_further(name: str) -> None:
    start, work = (bends(stances(BY_ID[name], t)[0].angles, "near") for t in (0, 1))
    assert work["knee"] > start["knee"] + 10
    assert work["knee"] > 100


@given(st.sampled_from(LYING), moment)
def test_nothing_sinks_into_the_bed(pose: Pose, t: float) -> None:
    bed = next(prop for prop in pose.props if prop.kind == "bed")
    where = stances(pose, t)[0].points
    for part in ("knee", "ankle", "elbow", "hand"):
        for side in SIDES:
            assert where[f"{side}_{part}"][1] <= bed.y, (side, part)


@given(any_pose, moment)
def test_nothing_leaves_the_picture(pose: Pose, t: float) -> None:
    width, height = pose.box
    for name, (x, y) in joints(pose, t).items():
        room = 13 if name.endswith("head") else 3
        assert room <= x <= width - room, name
        assert room <= y <= height - room, name


@pytest.mark.parametrize("name", ["sit-pull", "sit-foot", "sit-towel", "helper-pull", "float-pull"])
def test_the_foot_is_drawn_up_in_the_working_frame(name: str) -> None:
    start, work = (stances(BY_ID[name], t)[0].angles["near_foot"] for t in (0, 1))
    assert work - start > 20


def test_the_heel_is_down_at_the_wall() -> None:
    assert stances(BY_ID["wall-lean"], 1)[0].angles["near_foot"] == 90


@given(st.floats(1, 62), st.floats(-180, 180), st.sampled_from([-1, 1]))
def test_two_bones_meet_any_point_within_reach(distance: float, angle: float, bend: int) -> None:
    target = end((5, 7), angle, max(distance, 4.5))
    first, second = two_bones((5, 7), target, UPPER_ARM, FOREARM, bend)
    assert dist(end(end((5, 7), first, UPPER_ARM), second, FOREARM), target) < 1e-6


def test_two_bones_point_at_what_is_out_of_reach() -> None:
    first, second = two_bones((0, 0), (1000, 0), UPPER_ARM, FOREARM, 1)
    assert first == pytest.approx(90, abs=0.1)
    assert second == pytest.approx(90, abs=0.1)


@given(any_pose, moment)
def test_no_foot_goes_through_the_floor_and_no_hand_through_the_wall(pose: Pose, t: float) -> None:
    where, stance = joints(pose, t), stances(pose, t)[0]
    for side in SIDES:
        for prop in pose.props:
            if prop.kind == "floor":
                lowest = where[f"{side}_ankle"][1] + sole_depth(stance.angles[f"{side}_foot"])
                assert lowest <= prop.y + 1.5, side
            if prop.kind == "wall":
                assert max(where[f"{side}_{part}"][0] for part in ("hand", "elbow", "knee", "toes")) <= prop.x, side


@pytest.mark.parametrize("pose", [p for p in POSES if any(q.kind == "seat" for q in p.props)], ids=lambda pose: pose.id)
def test_a_chair_to_sit_on_is_as_high_as_a_knee(pose: Pose) -> None:
    seat = next(prop for prop in pose.props if prop.kind == "seat")
    assert seat.to[1] - seat.y == pytest.approx(SHIN, abs=4)


@pytest.mark.parametrize(
    "name",
    ["sit-toes", "chair-straighten", "chair-hamstring", "stand-hamstring", "lie-legs-up", "chair-roll", "chair-toes"],
)
def test_a_stretched_foot_is_drawn_up_towards_the_shin(name: str) -> None:
    angles = stances(BY_ID[name], 1)[0].angles
    assert angles["near_foot"] - angles["near_shin"] > 90


@pytest.mark.parametrize("name", ["stand-raise", "stand-arms"])
def test_on_tiptoe_the_heel_leaves_the_floor_and_the_ball_stays(name: str) -> None:
    flat, work = (joints(BY_ID[name], t) for t in (0, 1))
    assert flat["near_heel"][1] - work["near_heel"][1] > 8
    assert dist(flat["near_ball"], work["near_ball"]) < 2.5
