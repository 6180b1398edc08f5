"""All figures on one page: poses in, one HTML page out, to look at them together."""

from collections.abc import Sequence
from html import escape

import msgspec

from nattero.draw.figure import Pose, figure


def contact_sheet(poses: Sequence[Pose], columns: int = 4, style: str = "") -> str:
    """A page with the first and the last frame of every pose under its name; `style` is a style sheet's text."""
    cells = "".join(cell(pose) for pose in poses)
    grid = f".sheet{{display:grid;grid-template-columns:repeat({columns},1fr);gap:24px}}"
    grid += ".sheet div{display:flex;align-items:end}"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Nattero figures</title>'
        f'<style>{grid}{style}</style><body><div class="sheet">{cells}</div></body></html>'
    )


def cell(pose: Pose) -> str:
    """One pose: where it begins, and where it works."""
    ends = dict.fromkeys((0, len(pose.frames) - 1))
    stills = [msgspec.structs.replace(pose, frames=pose.frames[: i + 1], motion="return") for i in ends]
    drawn = [
        figure(still, title=pose.id, description=f"frame {i}", uid=f"{pose.id}-{i}", moving=False)
        for i, still in enumerate(stills)
    ]
    return f"<figure><div>{''.join(drawn)}</div><figcaption>{escape(pose.id)}</figcaption></figure>"
