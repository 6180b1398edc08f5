"""The figure seen from the front: legs, arms and the edges of the feet turn sideways.

In: a pose with `view` front, and a moment. Out: its stance, and the body as SVG. The soles stay on the floor: the height
of the hips follows from the legs. Shapes hang straight down from their joint, as those of the side view do.
"""

from math import cos, radians, sin

from nattero.draw.kinematics import blend, end, surface
from nattero.draw.props import number
from nattero.draw.skeleton import FOREARM, HEEL, SHIN, SIDES, THIGH, TORSO, UPPER_ARM, Point, Pose, Stance
from nattero.draw.swing import Swing, animated, part, turned

HIP_WIDTH, SHOULDER_WIDTH, SOLE = 9.0, 15.0, 7.5  # from the middle to the side
TRUNK = "M-15.5-47C-13-53-6-54 0-54S13-53 15.5-47L13.5-8C15 0 14 3 13 4H-13C-14 3-15 0-13.5-8z"
NECK = "M-4.5-50V-62H4.5V-50z"
HEAD = "M-11-74C-12-87-7-92 0-92S12-87 11-74C10-63 5-59 0-59S-10-63-11-74z"
HAIR = "M-12-72C-14-88-8-96 0-96S14-88 12-72C11-78 9-82 6-83 0-80-6-81-8-83-10-80-11-77-12-72z"
SLEEVE = "M-5.5 0A5.5 5.5 0 0 1 5.5 0L5 30A5 5 0 0 1-5 30z"
ARM = "M-4.3 0A4.3 4.3 0 0 1 4.3 0L3 24C5 30 4 36 0 38-4 36-5 30-3 24z"
TROUSER = "M-9 0A9 9 0 0 1 9 0L7 43A7 7 0 0 1-7 43z"
SHIN_SHAPE = "M-6 0A6 6 0 0 1 6 0C8 12 5 26 4 43A4 4 0 0 1-4 43C-5 26-8 12-6 0z"
FOOT = "M-4-5C-6-2-8.5 2-7.5 6.2H7.5C8.5 2 6-2 4-5z"


def frontal(pose: Pose, t: float) -> Stance:
    """The stance at t: angles on the page, and the joints by name; the near side is the left one on the page."""
    now = blend(pose, t, pose.motion == "loop")
    angles = {"torso": 180.0, "neck": 180.0}
    points: dict[str, Point] = {}
    middle = now["hip"][0]
    floor = surface(pose.props, "floor", middle)
    heights = [cos(radians(now["thigh"][i])) * THIGH + cos(radians(now["shin"][i])) * SHIN for i in (0, 1)]
    hip = min(floor - sole_depth(now["foot"][i]) - heights[i] for i in (0, 1))
    points |= {"hip": (middle, hip), "shoulder": (middle, hip - TORSO), "head": (middle, hip - TORSO - 25)}
    for i, (side, way) in enumerate(zip(SIDES, (-1, 1), strict=True)):
        for name in ("thigh", "shin", "upper_arm", "forearm"):
            angles[f"{side}_{name}"] = way * now[name][i]
        angles[f"{side}_foot"] = -way * now["foot"][i]
        points[f"{side}_hip"] = middle + way * HIP_WIDTH, hip
        points[f"{side}_knee"] = end(points[f"{side}_hip"], angles[f"{side}_thigh"], THIGH)
        points[f"{side}_ankle"] = end(points[f"{side}_knee"], angles[f"{side}_shin"], SHIN)
        points[f"{side}_shoulder"] = middle + way * SHOULDER_WIDTH, hip - TORSO + 5
        points[f"{side}_elbow"] = end(points[f"{side}_shoulder"], angles[f"{side}_upper_arm"], UPPER_ARM)
        points[f"{side}_hand"] = end(points[f"{side}_elbow"], angles[f"{side}_forearm"], FOREARM)
    return Stance(angles, points)


def sole_depth(tilt: float) -> float:
    """How far the lowest edge of a foot tilted onto an edge lies under its ankle."""
    return abs(sin(radians(tilt))) * SOLE + cos(radians(tilt)) * HEEL


def seen_from_front(swing: Swing) -> str:
    """The whole body: legs, trunk and head, arms."""
    limbs = "".join(leg(swing, side, way) for side, way in zip(SIDES, (-1, 1), strict=True))
    head = part(NECK, "skin") + part(HEAD, "skin") + part(HAIR)
    arms = "".join(arm(swing, side, way) for side, way in zip(SIDES, (-1, 1), strict=True))
    inside = limbs + head + part(TRUNK, "edge") + arms
    x, y = swing.work.points["hip"]
    moves = [(m.points["hip"][0] - x, m.points["hip"][1] - y) for m in swing.moments]
    if any(abs(dx) + abs(dy) > 0.1 for dx, dy in moves):
        inside = animated("translate", [f"{number(dx)} {number(dy)}" for dx, dy in moves], swing.beat, inside)
    return f'<g fill="var(--figure)" transform="translate({number(x)} {number(y)})">{inside}</g>'


def leg(swing: Swing, side: str, way: int) -> str:
    """A leg from the hip on."""
    foot = turned(swing, (0, SHIN), f"{side}_foot", f"{side}_shin", part(FOOT))
    shin = turned(swing, (0, THIGH), f"{side}_shin", f"{side}_thigh", foot + part(SHIN_SHAPE), "skin")
    return turned(swing, (way * HIP_WIDTH, 0), f"{side}_thigh", "", shin + part(TROUSER))


def arm(swing: Swing, side: str, way: int) -> str:
    """An arm from the shoulder on."""
    fore = turned(swing, (0, UPPER_ARM), f"{side}_forearm", f"{side}_upper_arm", part(ARM, "skin edge"))
    return turned(swing, (way * SHOULDER_WIDTH, 5 - TORSO), f"{side}_upper_arm", "", fore + part(SLEEVE, "edge"))
