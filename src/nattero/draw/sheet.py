"""All figures on one page: poses in, one HTML page out, to look at them together."""

from collections.abc import Sequence
from html import escape

import msgspec

from nattero.draw.figure import Pose, figure


def contact_sheet(poses: Sequence[Pose], columns: int = 3, style: str = "") -> str:
    """A page with every key frame of every pose over its name; `style` is a style sheet's text."""
    cells = "".join(cell(pose) for pose in poses)
    grid = f".sheet{{display:grid;grid-template-columns:repeat({columns},1fr);gap:24px}}"
    grid += ".sheet div{display:flex;align-items:end}.sheet figure,.sheet svg{margin:0;min-width:0}"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Nattero figures</title>'
        f'<style>{grid}{style}</style><body><div class="sheet">{cells}</div></body></html>'
    )


def cell(pose: Pose) -> str:
    """One pose: its key frames in order; the last is the one it works in."""
    stills = [
        msgspec.structs.replace(pose, frames=pose.frames[: i + 1], motion="return") for i in range(len(pose.frames))
    ]
    drawn = [
        figure(still, title=pose.id, description=f"frame {i}", uid=f"{pose.id}-{i}", moving=False)
        for i, still in enumerate(stills)
    ]
    return f"<figure><div>{''.join(drawn)}</div><figcaption>{escape(pose.id)}</figcaption></figure>"
