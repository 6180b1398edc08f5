"""The things around a figure: props of a pose in, SVG out, behind the person and in front of them.

Everything is drawn in the line tone; what is held or lies on the body has the far tone, warmth the warm one.
"""

from nattero.draw.skeleton import Point, Prop

LINE, FAR, WARM = "var(--line)", "var(--figure-far)", "var(--warm)"


def number(value: float) -> str:
    """A number as short as SVG takes it, one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def path(data: str, colour: str, *, width: float = 0, opacity: float = 1) -> str:
    """A path, filled, or stroked when it has a width."""
    paint = f'fill="none" stroke="{colour}" stroke-width="{number(width)}"' if width else f'fill="{colour}"'
    veil = f' opacity="{number(opacity)}"' if opacity < 1 else ""
    return f'<path {paint}{veil} d="{data}"/>'


def scene(props: tuple[Prop, ...], box: Point) -> tuple[str, str]:
    """What stands behind the person, and what is in front of them."""
    behind = "".join(drawn(p, box) for p in props if p.kind not in ("water", "blanket"))
    return behind, "".join(drawn(p, box) for p in props if p.kind in ("water", "blanket"))


def drawn(prop: Prop, box: Point) -> str:
    """One thing as SVG."""
    x, y, (right, low) = prop.x, prop.y, prop.to
    n = number
    match prop.kind:
        case "floor":
            return path(f"M6 {n(y + 1.5)}H{n(box[0] - 6)}", LINE, width=3)
        case "bed":
            return path(
                f"M{n(x)} {n(y - 30)}V{n(low)}M{n(x)} {n(y + 17)}H{n(right - 4)}V{n(low)}", LINE, width=5
            ) + path(f"M{n(x + 4)} {n(y)}H{n(right - 6)}q6 0 6 6.5t-6 6.5H{n(x + 4)}z", LINE)
        case "pillow" | "bolster":
            return path(f"M{n(x)} {n(y)}c-5-12 3-15 {n(right / 2)}-13s{n(right / 2 + 5)} 1 {n(right / 2)} 13z", FAR, opacity=0.6)
        case "wall":
            return path(f"M{n(x + 2.5)} 8V{n(low)}", LINE, width=5)
        case "chair":
            return path(f"M{n(x)} {n(y)}V{n(low)}M{n(x)} {n(y + 42)}h36V{n(low)}", LINE, width=5)
        case "lamp":
            return path(f"M{n(x)} {n(y)}V{n(low)}m-11 0h22", LINE, width=3) + path(
                f"M{n(x - 8)} {n(y - 22)}h16l7 22h-30z", FAR, opacity=0.7
            )
        case "water":
            waves = f"M0 {n(y)}" + "q7-5 14 0t14 0" * int(box[0] / 28 + 1)
            return path(f"{waves}V{n(box[1])}H0z", FAR, opacity=0.45) + path(waves, FAR, width=2)
        case "shore":
            return path(f"M0 {n(y)}H{n(x)}L{n(right)} {n(low)}H{n(box[0])}V{n(box[1])}H0z", LINE)
        case "warm-pack":
            return path(f"M{n(x)} {n(y)}q-4-9 4-9h28q8 0 4 9z", FAR) + path(
                f"M{n(x + 8)} {n(y - 22)}q-4-4 0-8t0-8m10 16q-4-4 0-8t0-8m10 16q-4-4 0-8t0-8", WARM, width=2
            )
        case "blanket":
            return path(f"M{n(x)} {n(y)}Q{n((x + right) / 2)} {n(low)} {n(right)} {n(y)}", FAR, width=3)
        case "breath":
            return path(f"M{n(x)} {n(y)}q-8-5-10-14m18 10q-8-5-9-15", FAR, width=2.5)
        case "call":
            return path(f"M{n(x)} {n(y)}q5 6 0 12m6-17q8 11 0 22", FAR, width=2.5)
