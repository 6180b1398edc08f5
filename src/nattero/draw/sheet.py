"""All figures on one page, to look at them together, and each as a file of its own.

In: drawings with their names. Out: one HTML page that shows of each its key frames, held still, and then the movement;
or an SVG file that brings its colours with it.
"""

from collections.abc import Mapping, Sequence
from html import escape

import msgspec

from nattero.draw.figure import Pose, figure

GRID = (
    ".sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,40rem),1fr));gap:24px}"
    ".sheet figure{margin:0;break-inside:avoid}.sheet div{display:flex;flex-wrap:wrap;align-items:end;gap:8px}"
    ".sheet svg{flex:0 1 11rem;min-width:0}.sheet code{opacity:.8}"
)


class Drawing(msgspec.Struct, frozen=True):
    """One thing drawn: its name, its words, its key frames held still, and the picture itself."""

    name: str
    title: str
    stills: tuple[str, ...]
    picture: str


def drawing(name: str, pose: Pose, title: str, description: str) -> Drawing:
    """A pose under a name: the last of its stills is the frame it works in."""
    cuts = [
        msgspec.structs.replace(pose, frames=pose.frames[: i + 1], motion="return") for i in range(len(pose.frames))
    ]
    stills = tuple(
        figure(cut, title=f"{title} ({i})", description=description, uid=f"{name}-{i}", moving=False)
        for i, cut in enumerate(cuts, 1)
    )
    return Drawing(name, title, stills, figure(pose, title=title, description=description, uid=name))


def still(name: str, title: str, picture: str) -> Drawing:
    """A picture that does not move, under a name."""
    return Drawing(name, title, (picture,), picture)


def contact_sheet(groups: Mapping[str, Sequence[Drawing]], lang: str, title: str, style: str = "") -> str:
    """A page with every drawing, in groups with a heading; `style` is a style sheet's text."""
    shown = "".join(
        f'<h2>{escape(heading)}</h2><div class="sheet">{"".join(cell(one) for one in group)}</div>'
        for heading, group in groups.items()
    )
    return (
        f'<!doctype html><html lang="{escape(lang)}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light">'
        f"<title>{escape(title)}</title><style>{style}{GRID}</style><body><h1>{escape(title)}</h1>{shown}</body></html>"
    )


def cell(one: Drawing) -> str:
    """One drawing: its key frames in order, then the movement, and its words."""
    own = one.picture if len(one.stills) != 1 else ""
    words = f'<a href="{escape(one.name)}.svg">{escape(one.title)}</a> <code>{escape(one.name)}</code>'
    return f"<figure><div>{''.join(one.stills)}{own}</div><figcaption>{words}</figcaption></figure>"


def alone(svg: str, style: str) -> str:
    """A drawing as a file of its own, with a style sheet inside."""
    head, end, rest = svg.partition(">")
    return f"{head}{end}<style>{style}</style>{rest}"
