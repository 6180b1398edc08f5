"""The things around a figure: props of a pose in, SVG out, behind the person and in front of them.

What stands firm has the line tone; what lies on the bed or flows has the far tone, warmth the warm one.
"""

from nattero.draw.skeleton import Point, Prop

IN_FRONT = ("water", "blanket", "tucked", "cradle", "warm-pack", "stick", "roller")
LINE, FAR, WARM = "var(--line)", "var(--figure-far)", "var(--warm)"


def number(value: float) -> str:
    """A number as short as SVG takes it, one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def path(data: str, colour: str, *, width: float = 0, opacity: float = 1) -> str:
    """A path, filled, or stroked when it has a width."""
    paint = f'fill="none" stroke="{colour}" stroke-width="{number(width)}"' if width else f'fill="{colour}"'
    veil = f' opacity="{number(opacity)}"' if opacity < 1 else ""
    return f'<path {paint}{veil} d="{data}"/>'


def scene(props: tuple[Prop, ...], box: Point) -> tuple[str, str]:
    """What stands behind the person, and what is in front of them."""
    behind, front = (
        "".join(firm(p, box) or furniture(p) or soft(p, box) for p in props if (p.kind in IN_FRONT) is near)
        for near in (False, True)
    )
    return behind, front


def firm(prop: Prop, box: Point) -> str:
    """A thing that carries or holds, or nothing when it is not of that kind."""
    x, y, (right, low) = prop.x, prop.y, prop.to
    n = number
    match prop.kind:
        case "floor":
            return path(f"M6 {n(y + 1.5)}H{n(box[0] - 6)}", LINE, width=3)
        case "wall":
            return path(f"M{n(x + 2.5)} 8V{n(low)}", LINE, width=5)
        case "chair":
            return path(f"M{n(x)} {n(y)}V{n(low)}M{n(x)} {n(y + 42)}h36V{n(low)}", LINE, width=5)
        case "shore":
            return path(f"M0 {n(y)}H{n(x)}L{n(right)} {n(low)}H{n(box[0])}V{n(box[1])}H0z", LINE)
        case "bed":
            return bed(prop)
        case "rail":
            return path(
                f"M{n(x)} {n(y)}H{n(right)}M{n(x + 6)} {n(y)}V{n(low)}M{n(right - 6)} {n(y)}V{n(low)}", LINE, width=5
            )
        case "bed-above":
            return above(prop)
        case "lamp":
            shade = f"M{n(x - 8)} {n(y - 22)}h16l7 22h-30z"
            return path(f"M{n(x)} {n(y)}V{n(low)}m-11 0h22", LINE, width=3) + path(shade, FAR, opacity=0.7)
        case _:
            return ""


def furniture(prop: Prop) -> str:
    """What one sits on, steps on or rolls over, or nothing when it is not of that kind."""
    x, y, (right, low) = prop.x, prop.y, prop.to
    n = number
    match prop.kind:
        case "seat":
            return path(f"M{n(x)} {n(y - 44)}V{n(low)}M{n(x)} {n(y + 2.5)}h40V{n(low)}", LINE, width=5)
        case "stool":
            legs = f"M{n(x + 4)} {n(y + 2)}V{n(low)}M{n(right - 4)} {n(y + 2)}V{n(low)}"
            return path(f"M{n(x)} {n(y + 2.5)}H{n(right)}{legs}", LINE, width=5)
        case "stick" | "roller":
            return path(ring(x, y, right), FAR)
        case "bike":
            return bike(prop)
        case _:
            return ""


def ring(x: float, y: float, radius: float) -> str:
    """A circle as a path."""
    n, r = number, radius
    return f"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 0 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 0 {n(-2 * r)} 0z"


def bike(prop: Prop) -> str:
    """A bicycle that stands still: the middle of its pedals at x, y, the grip at `to`, the saddle behind and above."""
    x, y, (right, high) = prop.x, prop.y, prop.to
    n = number
    frame = f"M{n(x - 30)} {n(y + 26)}H{n(x + 50)}M{n(x)} {n(y + 26)}V{n(y)}L{n(x - 14)} {n(y - 64)}m-13 0h24"
    post = f"M{n(x)} {n(y)}L{n(right - 6)} {n(y - 4)}M{n(right - 2)} {n(y + 26)}V{n(high + 4)}h-10"
    return path(frame + post, LINE, width=5) + path(ring(x, y, 14), LINE, width=2)


def gripped(kind: str) -> str:
    """What a foot holds, drawn in the foot's own place: from the ankle down to the toes, the sole to the left."""
    return path(ring(-1, 11, 13), FAR) if kind == "ball" else path("M-6 10l-11 1 1 7-3 5 12-2 4-6z", FAR)


def bed(prop: Prop) -> str:
    """A bed: headboard at x, foot end at `to`, mattress on a frame with legs."""
    x, y, (right, low) = prop.x, prop.y, prop.to
    n = number
    way = 1 if right > x else -1
    frame = f"M{n(x)} {n(y - 30)}V{n(low)}M{n(x)} {n(y + 17)}H{n(right - 4 * way)}V{n(low)}"
    foot_end = f"H{n(right - 6 * way)}q{6 * way} 0 {6 * way} 6.5t{-6 * way} 6.5"
    return path(frame, LINE, width=5) + path(f"M{n(x + 4 * way)} {n(y)}{foot_end}H{n(x + 4 * way)}z", LINE)


def above(prop: Prop) -> str:
    """A bed seen from above, for who lies on their side: the headboard at x, the foot end at `to`."""
    x, y, (right, low) = prop.x, prop.y, prop.to
    n = number
    sheet = f"M{n(x + 4)} {n(y)}H{n(right - 6)}q6 0 6 6V{n(low - 6)}q0 6-6 6H{n(x + 4)}z"
    pillow = f"M{n(x + 12)} {n(y + 14)}q20-5 40 0 5 24 0 {n(low - y - 28)}-20 5-40 0-5-24 0{n(28 + y - low)}z"
    return path(sheet, LINE) + path(f"M{n(x)} {n(y)}V{n(low)}", LINE, width=5) + path(pillow, FAR, opacity=0.6)


def soft(prop: Prop, box: Point) -> str:
    """A thing that lies, flows or sounds."""
    x, y, (right, low) = prop.x, prop.y, prop.to
    n = number
    match prop.kind:
        case "pillow" | "bolster":
            half = right / 2
            return path(f"M{n(x)} {n(y)}c-5-12 3-15 {n(half)}-13s{n(half + 5)} 1 {n(half)} 13z", FAR, opacity=0.6)
        case "water":
            waves = f"M0 {n(y)}" + "q7-5 14 0t14 0" * int(box[0] / 28 + 1)
            return path(f"{waves}V{n(box[1])}H0z", FAR, opacity=0.45) + path(waves, FAR, width=2)
        case "warm-pack":
            steam = f"M{n(x + 3)} {n(y - 8)}" + "q-4-4 0-8t0-8m9 16" * 2 + "q-4-4 0-8t0-8"
            pack = f"M{n(x)} {n(y)}q5-3 11-2t12-1q5 13-1 22-6 3-12 1t-10 1q-5-12 0-21z"
            return path(pack, WARM) + path(steam, WARM, width=2.5)
        case "blanket":
            fall = f"C{n(x + 40)} {n(y + 2)} {n(right - 48)} {n(low)} {n(right - 14)} {n(low)}q13 0 13 20V84H{n(x)}"
            return path(f"M{n(x)} {n(y)}{fall}q-7-16 0-30z", FAR, opacity=0.5)
        case "tucked":
            over = f"M{n(x)} {n(y)}C{n(x + 40)} {n(y + 1)} {n(right - 40)} {n(low + 2)} {n(right - 8)} {n(low)}"
            under = f"q9 1 9 12V{n(low + 33)}H{n(right - 20)}"
            return path(f"{over}q9 1 9 12V84H{n(x)}q-7-16 0-30z", FAR, opacity=0.5) + path(over + under, FAR, width=3.5)
        case "cradle":
            hoop = f"M{n(x)} 76V{n(y + 8)}q0-8 8-8H{n(right - 8)}q8 0 8 8V76"
            return path(hoop, LINE, width=4)
        case "breath":
            return path(f"M{n(x)} {n(y)}q-8-5-10-14m18 10q-8-5-9-15", FAR, width=2.5)
        case _:  # a call for help
            return path(f"M{n(x - 6)} {n(y)}q6-5 12 0m-17-7q11-9 22 0", FAR, width=2.5)
