"""A body that swings: parts hung at the joints of other parts, turned to the working angle and moving around it.

In: a stance to work in and the stances it moves through. Out: SVG groups. SMIL moves them without script.
"""

import msgspec

from nattero.draw.props import number
from nattero.draw.skeleton import Point, Stance


class Swing(msgspec.Struct, frozen=True):
    """One body in its working stance, the stances it moves through (none: it stands still), the time, what the feet hold and wear."""

    work: Stance
    moments: list[Stance]
    beat: str
    gripped: str | None = None
    shod: bool = False


def part(shape: str, role: str = "") -> str:
    """A part of the body; it takes the tone of its group unless its role has one."""
    return f'<path class="{role}" d="{shape}"/>' if role else f'<path d="{shape}"/>'


def turned(swing: Swing, at: Point, name: str, parent: str, inside: str, role: str = "") -> str:
    """Parts that hang at a joint of the parent limb, turned to the working angle and swinging around it."""
    work = turn(swing.work, name, parent)
    deltas = [round(wrapped(turn(m, name, parent) - work), 1) for m in swing.moments]
    if any(abs(d) > 0.2 for d in deltas):
        inside = animated("rotate", [number(d) for d in deltas], swing.beat, inside)
    place = f"translate({number(at[0])} {number(at[1])})" if any(at) else ""
    tone = f'class="{role}" ' if role else ""
    return f'<g {tone}transform="{place}rotate({number(wrapped(work))})">{inside}</g>'


def animated(kind: str, values: list[str], beat: str, inside: str) -> str:
    """A group that swings through the values for ever; at rest, or held still by the style sheet, it is not moved."""
    return (
        f'<g class="joint"><animateTransform attributeName="transform" type="{kind}" dur="{beat}"'
        f' repeatCount="indefinite" values="{";".join(values)}"/>{inside}</g>'
    )


def turn(stance: Stance, name: str, parent: str) -> float:
    """The rotation of a limb inside its parent; the trunk and the head are drawn upwards, the rest downwards."""
    return rotation(stance, name) - (rotation(stance, parent) if parent else 0)


def rotation(stance: Stance, name: str) -> float:
    """The rotation of a limb on the page."""
    return (180 if name in ("torso", "neck") else 0) - stance.angles[name]


def wrapped(angle: float) -> float:
    """The same angle between -180 and 180."""
    return (angle + 180) % 360 - 180
