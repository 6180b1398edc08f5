"""A moving figure: a pose in, one accessible SVG out, coloured through custom properties only.

Each limb is drawn once, straight down, and hangs by its joint in the limb above it; only joints turn, so nothing can
stretch. Every joint stands in its working angle, and inside it a `joint` group swings from there (SMIL, so it moves
without script under a strict policy). `figure.css` holds those groups still for reduced motion and in print, and what
is left is the working frame.
"""

from html import escape
from math import cos, pi

from nattero.draw.frontal import frontal, seen_from_front
from nattero.draw.kinematics import joints, stances
from nattero.draw.props import FAR, gripped, number, scene
from nattero.draw.skeleton import SHIN, THIGH, TORSO, TOWEL, UPPER_ARM, Body, Frame, Pose, Prop, Stance
from nattero.draw.swing import Swing, animated, part, turned

__all__ = ["Body", "Frame", "Pose", "Prop", "figure", "joints"]

# Shapes hang straight down from their joint at 0 0 (the trunk and the head stand up); +x is the front.
SHIRT = "M-9.7-3C-12-14-13-33-9-47-7-57 5-58 8-51 11-42 12-18 9.7-3 4 1-4 1-9.7-3z"
FACE = "M-4 7-6-13C-14-21-11-36 1-36 10-36 14-31 13.5-25.5L17-20.5Q17-19 14-18.6L14-13Q13-8.5 6-9L5 7z"
HAIR = (
    "M13-28.5C10-31 7-28 5-27 4-25 3.5-23 3.5-20 0-22-1-19 0-16-1-13-5-11-8-12-16-20-14-37.5 1-37.5 8-38 13-34 13-28.5z"
)
SLEEVE = "M-6.5 0A6.5 6.5 0 0 1 6.5 0L5.8 30A5.8 5.8 0 0 1-5.8 30z"
ARM = "M-4.6 0A4.6 4.6 0 0 1 4.6 0L3.3 23 6.5 28 5 31 3 29C4 36 0 40-2.6 38-5 35-4 27-3.3 23z"
TROUSER = "M-9.5 0A9.5 9.5 0 0 1 9.5 0L8 43A8 8 0 0 1-8 43z"
CALF = "M-6.5 0A6.5 6.5 0 0 1 6.5 0C7 10 5 26 4 43A4 4 0 0 1-4 43C-4 34-9.5 22-8.5 10-8 5-6.5 3-6.5 0z"
FOOT = "M4-2C4 5 2.5 12-.5 16.5-1.5 20.5-6 20.5-6.2 17V-1C-6-8.5 4-8.5 4-2z"
SHOE = "M4.5-3C4.5 5 3 11 .5 16.5-.5 21.5-7.4 21.5-7.4 17.5V-1.5C-7.4-8-3-9 4.5-3z"
LENS = {
    "calf": "M-4.5 3C-12 7-13 22-5 36-4 24-1 14-4.5 3z",
    "shin": "M5 2C11 10 9 26 4.5 37 3 26 1 14 5 2z",
    "hamstring": "M-7 5C-14 13-14 32-7 41-4 30-3 16-7 5z",
    "thigh": "M7 4C14 12 14 32 7 41 4 30 3 16 7 4z",
    "foot": "M-5-4C-10 1-10 9-5 14-3 9-3 1-5-4z",
    "toes": "M-6 10C-9 14-6 20-2 19-1 15-2 11-6 10z",
}
CARRIER = {"calf": "shin", "shin": "shin", "hamstring": "thigh", "thigh": "thigh", "foot": "foot", "toes": "foot"}
STEPS, HOLD, ROUND = 4, 2, 8
PAIRED = 2.0  # degrees: a far limb that never leaves its near fellow by more is hidden by it


def figure(pose: Pose, *, title: str, description: str, uid: str, moving: bool = True) -> str:
    """The figure of a pose as SVG, named by its title and description; `uid` makes its ids its own.

    With `moving` false it is the still of the working frame. Raises nothing: every pose that could be built is drawn.
    """
    moments = [moment(pose, t) for t in timeline(pose)] if moving and len(pose.frames) > 1 else []
    person, helper = moment(pose, 1)
    behind, front = scene(pose.props, pose.box)
    beat = f"{number(pose.seconds * 3 if pose.motion == 'return' else pose.seconds)}s"
    second = ""
    if helper:
        swing = Swing(helper, [m[1] for m in moments if m[1]], beat)
        second = f'<g transform="matrix(-1 0 0 1 {number(pose.box[0])} 0)">{whole(swing, None, "far", FAR)}</g>'
    own = Swing(person, [m[0] for m in moments], beat, pose.gripped, pose.shod)
    first = seen_from_front(own) if pose.view == "front" else whole(own, pose.muscle, pose.leg, "var(--figure)")
    tag, (width, height) = escape(uid), pose.box
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="figure" viewBox="0 0 {number(width)} {number(height)}"'
        f' stroke-linecap="round" role="img" aria-labelledby="{tag}-t {tag}-d">'
        f'<title id="{tag}-t">{escape(title)}</title><desc id="{tag}-d">{escape(description)}</desc>'
        f"{behind}{second}{first}{front}</svg>"
    )


def moment(pose: Pose, t: float) -> tuple[Stance, Stance | None]:
    """The person and the helper at t, seen from the side or from the front."""
    return (frontal(pose, t), None) if pose.view == "front" else stances(pose, t)


def timeline(pose: Pose) -> list[float]:
    """The moments of one movement at equal times: there, held, gently back; or once round the loop."""
    if pose.motion == "loop":
        return [i / ROUND for i in range(ROUND + 1)]
    rise = [(1 - cos(pi * i / STEPS)) / 2 for i in range(STEPS + 1)]
    return rise + [1.0] * HOLD + rise[::-1]


def whole(swing: Swing, muscle: str | None, leg: str, tone: str) -> str:
    """A whole body in one tone: far arm, far leg, near leg, trunk and head, near arm.

    A far limb that the near one hides all the time is left out.
    """
    beside = paired(swing, ("upper_arm", "forearm"))
    away = "" if beside else turned(swing, (0, 0), "torso", "", arm(swing, "far"))
    if not paired(swing, ("thigh", "shin", "foot")):
        away += limb(swing, "far", muscle if leg == "far" else None)
    head = turned(swing, (0, -TORSO - 2), "neck", "torso", part(FACE, "skin") + part(HAIR))
    trunk = turned(swing, (0, 0), "torso", "", head + part(SHIRT, "edge") + arm(swing, "near", beside))
    inside = f'<g class="away" fill="{FAR}">{away}</g>' if away else ""
    inside += limb(swing, "near", muscle if leg == "near" else None) + trunk
    x, y = swing.work.points["hip"]
    moves = [(m.points["hip"][0] - x, m.points["hip"][1] - y) for m in swing.moments]
    if any(abs(dx) + abs(dy) > 0.1 for dx, dy in moves):
        inside = animated("translate", [f"{number(dx)} {number(dy)}" for dx, dy in moves], swing.beat, inside)
    return f'<g fill="{tone}" transform="translate({number(x)} {number(y)})">{inside}</g>'


def paired(swing: Swing, limbs: tuple[str, ...]) -> bool:
    """Whether the far limbs go with the near ones all the time."""
    return all(
        abs(s.angles[f"near_{name}"] - s.angles[f"far_{name}"]) <= PAIRED
        for s in (swing.work, *swing.moments)
        for name in limbs
    )


def arm(swing: Swing, side: str, beside: bool = False) -> str:
    """An arm from the shoulder on: the bare forearm and hand (and the far one beside it), the sleeve over the elbow."""
    fellow = f'<path fill="{FAR}" transform="translate(3 1)" d="{ARM}"/>' if beside else ""
    hand = fellow + part(ARM, "skin edge")
    fore = turned(swing, (0, UPPER_ARM), f"{side}_forearm", f"{side}_upper_arm", hand)
    return turned(swing, (0, -TORSO), f"{side}_upper_arm", "torso", fore + part(SLEEVE))


def limb(swing: Swing, side: str, muscle: str | None) -> str:
    """A leg from the hip on, with the stretched muscle as a warm lens on the part that carries it."""
    lens = {CARRIER[muscle]: f'<path class="lens" fill="var(--warm)" d="{LENS[muscle]}"/>'} if muscle else {}
    held = (part(SHOE, "shoe edge") if swing.shod else part(FOOT)) + lens.get("foot", "")
    if side == "near" and swing.gripped:
        held = gripped(swing.gripped) + held
    if side == "near" and "towel" in swing.work.angles:
        strap = f'<path stroke="{FAR}" stroke-width="5" d="M0 0V{number(TOWEL + 8)}"/>'
        held = turned(swing, (-4, 12), "towel", f"{side}_foot", strap) + held
    foot = turned(swing, (0, SHIN), f"{side}_foot", f"{side}_shin", held)
    shin = foot + part(CALF) + lens.get("shin", "")
    lower = turned(swing, (0, THIGH), f"{side}_shin", f"{side}_thigh", shin, "skin")
    return turned(swing, (0, 0), f"{side}_thigh", "", lower + part(TROUSER) + lens.get("thigh", ""))
