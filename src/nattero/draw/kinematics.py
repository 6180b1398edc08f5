"""From a pose and a moment to the place of every joint.

Limbs turn, they never stretch. Feet that rest and hands that hold are solved as two bones (law of cosines), at every
moment anew, so a pose names only what is touched. A helper is solved in a mirror, because they face the other way.
"""

from math import acos, atan2, cos, degrees, hypot, radians, sin

import msgspec

from nattero.draw.skeleton import (
    BALL,
    FOREARM,
    HEAD,
    HEEL,
    SHIN,
    SIDES,
    THIGH,
    TORSO,
    TOWEL,
    UPPER_ARM,
    Body,
    Frame,
    Pair,
    Point,
    Pose,
    Prop,
    Stance,
)

Moment = dict[str, tuple[float, ...]]

NEUTRAL: Moment = {
    "hip": (0, 0), "torso": (180,), "neck": (180,), "thigh": (0, 0), "shin": (0, 0), "foot": (90, 90),
    "upper_arm": (0, 0), "forearm": (10, 10), "step": (0, 0), "lift": (0, 0), "reach": (0, 0),
}  # fmt: skip


def joints(pose: Pose, t: float) -> dict[str, Point]:
    """Every joint by name (`near_knee`, `helper_far_hand` ...) at t, from 0 (first frame) to 1 (the working frame)."""
    person, helper = stances(pose, t)
    flip = {f"helper_{name}": (pose.box[0] - x, y) for name, (x, y) in helper.points.items()} if helper else {}
    return {**person.points, **flip}


def stances(pose: Pose, t: float) -> tuple[Stance, Stance | None]:
    """The person and the helper at t; the helper's joints are mirrored, x counted from the right edge of the box."""
    person = solve(pose, pose, pose.props, t)
    if pose.helper is None:
        return person, None
    width = pose.box[0]
    held = {name: (width - x, y) for name, (x, y) in person.points.items()}
    props = tuple(msgspec.structs.replace(p, x=width - p.x) for p in pose.props)
    facing = msgspec.structs.replace(pose.helper, frames=tuple(mirrored(frame, width) for frame in pose.helper.frames))
    return person, solve(pose, facing, props, t, held)


def mirrored(frame: Frame, width: float) -> Frame:
    """A helper's frame seen in the mirror: places are counted from the right edge, angles stay towards the front."""
    hip = (width - frame.hip[0], frame.hip[1]) if frame.hip else None
    step = (width - frame.step[0], width - frame.step[1]) if frame.step else None
    return msgspec.structs.replace(frame, hip=hip, step=step)


def solve(pose: Pose, body: Body, props: tuple[Prop, ...], t: float, held: dict[str, Point] | None = None) -> Stance:
    """One body at t; `held` are the joints its hands hold when they are another person's."""
    now = blend(body, t, pose.motion == "loop")
    hip, torso, neck = (now["hip"][0], now["hip"][1]), now["torso"][0], now["neck"][0]
    shoulder = end(hip, torso, TORSO)
    angles = {"torso": torso, "neck": neck}
    points = {"hip": hip, "shoulder": shoulder, "head": end(shoulder, neck, HEAD[0], -HEAD[1])}
    for i, side in enumerate(SIDES):
        thigh, shin, foot = now["thigh"][i], now["shin"][i], now["foot"][i]
        for part, kind in body.anchor.items():
            if part == f"{side}_foot":
                x = now["step"][i]
                y = surface(props, kind, x) - sole_depth(foot) - now["lift"][i]
                thigh, shin = two_bones(hip, (x, y), THIGH, SHIN, -1)
        angles |= {f"{side}_thigh": thigh, f"{side}_shin": shin, f"{side}_foot": foot}
        knee = end(hip, thigh, THIGH)
        ankle = end(knee, shin, SHIN)
        points |= {f"{side}_knee": knee, f"{side}_ankle": ankle, f"{side}_toes": end(ankle, foot, 17, -2)}
        points |= {f"{side}_heel": end(ankle, foot, -7, -3), f"{side}_ball": end(ankle, foot, 12, -4)}
    for i, side in enumerate(SIDES):
        upper, fore = now["upper_arm"][i], now["forearm"][i]
        target = body.hands[i]
        if target:
            goal = grip(target, props, held or points, pose.leg, shoulder, now["reach"][i])
            upper, fore = two_bones(shoulder, goal, UPPER_ARM, FOREARM, 1)
            points[f"{side}_goal"] = goal
            if target == "towel":
                ball = points[f"{pose.leg}_ball"]
                angles["towel"] = degrees(atan2(goal[0] - ball[0], goal[1] - ball[1]))
        angles |= {f"{side}_upper_arm": upper, f"{side}_forearm": fore}
        points[f"{side}_elbow"] = end(shoulder, upper, UPPER_ARM)
        points[f"{side}_hand"] = end(points[f"{side}_elbow"], fore, FOREARM)
    return Stance(angles, points)


def grip(
    target: str, props: tuple[Prop, ...], points: dict[str, Point], leg: str, shoulder: Point, reach: float
) -> Point:
    """The point a hand holds: on the treated leg, on the trunk, or on a prop."""
    if target == "belly":
        return along(points["hip"], shoulder, (reach - 8) / TORSO, -9)
    if target in ("bed", "seat", "floor", "rail"):
        return reach, surface(props, target, reach) - 3
    if target == "bike":
        return next(p.to for p in props if p.kind == "bike")
    if target in ("wall", "chair", "pillow"):
        prop = next(p for p in props if p.kind == target)
        return (prop.x - 4, reach) if target == "wall" else (prop.x, prop.y - 3)
    near = {name: points[f"{leg}_{name}"] for name in ("knee", "ankle", "ball", "toes", "heel")}
    if target == "towel":
        return along(
            near["ball"], shoulder, TOWEL / hypot(shoulder[0] - near["ball"][0], shoulder[1] - near["ball"][1])
        )
    if target in ("calf", "shin"):
        return along(near["knee"], near["ankle"], reach, -7 if target == "calf" else 6)
    if target == "thigh":
        return along(points["hip"], near["knee"], reach, 9)
    return near["ball" if target == "foot" else target]


def along(start: Point, stop: Point, part: float, front: float = 0) -> Point:
    """The point a part of the way from start to stop, moved to the front side of that limb."""
    dx, dy = stop[0] - start[0], stop[1] - start[1]
    length = hypot(dx, dy)
    return start[0] + dx * part + front * dy / length, start[1] + dy * part - front * dx / length


def end(start: Point, angle: float, length: float, front: float = 0) -> Point:
    """The point `length` along a limb at `angle`, moved `front` units to its front side."""
    s, c = sin(radians(angle)), cos(radians(angle))
    return start[0] + length * s + front * c, start[1] + length * c - front * s


def two_bones(root: Point, target: Point, first: float, second: float, bend: int) -> Pair:
    """The two angles that bring the end of a limb to `target`; `bend` is +1 for an elbow, -1 for a knee."""
    dx, dy = target[0] - root[0], target[1] - root[1]
    distance = min(max(hypot(dx, dy), abs(first - second) + 1e-6), first + second - 1e-6)
    straight = degrees(atan2(dx, dy))
    a = degrees(acos((first**2 + distance**2 - second**2) / (2 * first * distance)))
    b = degrees(acos((second**2 + distance**2 - first**2) / (2 * second * distance)))
    return straight - bend * a, straight + bend * b


def surface(props: tuple[Prop, ...], kind: str, x: float) -> float:
    """How high the named prop is at `x`: a shore slopes from (x, y) to `to`, everything else is level."""
    prop = next(p for p in props if p.kind == kind)
    if prop.kind != "shore":
        return prop.y
    along = min(max((x - prop.x) / (prop.to[0] - prop.x), 0), 1)
    return prop.y + along * (prop.to[1] - prop.y)


def sole_depth(foot: float) -> float:
    """How far the lowest point of a foot at this angle lies under its ankle: the round heel, or the ball."""
    return max(HEEL, end((0, 0), foot, *BALL)[1])


def blend(body: Body, t: float, loop: bool) -> Moment:
    """The frame at t between the key frames, number by number."""
    full: list[Moment] = []
    for frame in body.frames:
        given = {
            k: v if isinstance(v, tuple) else (v,) for k, v in msgspec.structs.asdict(frame).items() if v is not None
        }
        full.append({**(full[-1] if full else NEUTRAL), **given})
    if loop:
        full.append(full[0])
    place = min(max(t, 0), 1) * (len(full) - 1)
    i = min(int(place), max(len(full) - 2, 0))
    a, b = full[i], full[min(i + 1, len(full) - 1)]
    return {k: tuple(p + (q - p) * (place - i) for p, q in zip(a[k], b[k], strict=True)) for k in NEUTRAL}
