"""What a pose is made of: its key frames, what it touches, the things around it, and the lengths of the limbs.

Angles are in degrees from straight down (0) towards the front (+90): standing legs are 0, a standing trunk is 180.
Every limb has one length, after adult proportions (Drillis and Contini 1966), the head a little larger to be read.
"""

from typing import Literal

import msgspec

Point = tuple[float, float]
Pair = tuple[float, float]
Muscle = Literal["calf", "foot", "toes", "shin", "hamstring", "thigh"]
Part = Literal["hip", "near_foot", "far_foot"]
Target = Literal[
    "foot", "toes", "heel", "knee", "calf", "shin", "thigh", "belly", "towel", "wall", "chair", "bed", "pillow",
    "seat", "floor", "bike", "rail",
]  # fmt: skip
Kind = Literal[
    "bed", "pillow", "bolster", "floor", "wall", "chair", "water", "shore", "warm-pack", "lamp", "blanket",
    "breath", "call", "seat", "stool", "stick", "roller", "bike", "rail", "bed-above", "tucked", "cradle",
]  # fmt: skip

TORSO, UPPER_ARM, FOREARM, THIGH, SHIN, TOWEL = 50.0, 30.0, 34.0, 43.0, 43.0, 38.0
HEAD: Point = (22.0, 1.5)  # the middle of the head: along the neck, and to the front
HEEL = 6.2  # the heel is round the ankle
BALL: Point = (14, -6.2)  # the ball of the foot from the ankle: towards the toes, and to the sole's side
SIDES = ("near", "far")


class Prop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing in the picture: `x` and `y` place it, `to` is its other corner or end where it has one."""

    kind: Kind
    x: float = 0
    y: float = 0
    to: Point = (0, 0)


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One key frame; pairs are (near side, far side), and what is left out is as in the frame before.

    `step` is the x where the ankle of a resting foot stands, `lift` how far that foot is in the air, `reach` where the
    hand lies: x on a bed, a seat, a rail or the floor, y on a wall, a part of the length (0 to 1) on a calf, shin or
    thigh, units above the lap on the belly.
    """

    hip: Point | None = None
    torso: float | None = None
    neck: float | None = None
    thigh: Pair | None = None
    shin: Pair | None = None
    foot: Pair | None = None
    upper_arm: Pair | None = None
    forearm: Pair | None = None
    step: Pair | None = None
    lift: Pair | None = None
    reach: Pair | None = None


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person: key frames, which part rests on which prop, and what each hand (near, far) holds."""

    frames: tuple[Frame, ...]
    anchor: dict[Part, Kind] = {}
    hands: tuple[Target | None, Target | None] = (None, None)


class Pose(Body, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A figure: a person, the things around them, the muscle that is stretched, and perhaps a helper who faces them.

    The last frame is the working one; `return` goes there and gently back, `loop` walks round the frames for ever.
    `gripped` is what the near foot holds, alone or with the other; `shod`: done in shoes. Seen from the front, limbs are
    turned away from the middle (+), feet onto their outer (+) or inner (-) edge, and `hip` gives only its x.
    """

    id: str
    box: Point
    view: Literal["side", "front"] = "side"
    seconds: float = 2
    motion: Literal["return", "loop"] = "return"
    muscle: Muscle | None = None
    leg: Literal["near", "far"] = "near"
    gripped: Literal["ball", "cloth"] | None = None
    shod: bool = False
    props: tuple[Prop, ...] = ()
    helper: Body | None = None


class Stance(msgspec.Struct, frozen=True):
    """A solved moment of one body: angles by limb and joints by name."""

    angles: dict[str, float]
    points: dict[str, Point]
