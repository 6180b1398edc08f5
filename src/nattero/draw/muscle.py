"""A cramp as it is understood today: nerve cell, nerve, tightened calf, tendon, salts and pain, with numbered labels.

In: the title, the description and the names of the parts. Out: SVG text that takes its colours from the page (classes
muscle-*). After Minetto et al. 2013 (doi 10.1097/JES.0b013e3182724571) and Bertolasi et al. 1993: motor nerve cells that
keep firing, and a stretch that calms them. It is a sketch, not to scale; the page says how sure each part is.
"""

from collections.abc import Mapping
from html import escape
from textwrap import wrap

WIDTH, HEIGHT = 360, 470
LABEL_X, LINE, MOST = 196, 19, 20  # where labels begin, the height of a line, characters in one
SPINE = "".join(f'<rect class="muscle-bone" x="24" y="{y}" width="44" height="26" rx="8"/>' for y in (62, 96, 130))
CELL = "M106 96l-12-14M112 92l2-18M120 96l14-12M122 106l16 4M104 108l-14 8"
NERVE = "M114 116C114 160 92 182 100 214C104 230 104 236 104 246"
ENDS = "M104 246L84 264M104 246L104 266M104 246L124 264"
KNEE = "M78 196C92 186 118 186 132 196L128 216C116 210 96 210 82 216z"
CALF = "M90 216C58 262 58 322 92 366H116C150 322 150 262 118 216z"
FIBRES = "M92 226C72 270 74 316 98 360M104 224V362M116 226C136 270 134 316 110 360"
BANDS = "".join(f"M{72 + abs(y - 292) // 5} {y}H{136 - abs(y - 292) // 5}" for y in range(252, 340, 16))
TENDON = "M96 366H112L108 414H100z"
FOOT = "M92 408C92 440 100 446 118 448H182C188 438 160 428 128 420L116 406z"
BACK = "M112 392C176 372 168 150 126 106"
UP = "M60 250C24 210 18 120 40 40"
SALTS = ((150, 232, "+"), (166, 250, "−"), (152, 266, "+"), (60, 236, "−"))
PARTS: Mapping[str, tuple[int, int, int]] = {
    "nerve-cell": (114, 102, 84),
    "nerve": (96, 196, 168),
    "salts": (174, 250, 252),
    "fibres": (104, 300, 318),
    "stretch": (104, 386, 398),
    "pain": (30, 120, 26),
}
"""Of each part: the point that its line leads to, and the height of its label."""


def muscle(title: str, description: str, names: Mapping[str, str]) -> str:
    """The drawing; `names` are the words of the parts by id, numbered in their order. KeyError for an unknown part."""
    shapes = [
        SPINE,
        f'<path class="muscle-bone" d="{KNEE}"/>',
        f'<path class="muscle-skin" d="{FOOT}"/>',
        f'<path class="muscle-flesh" d="{CALF}"/>',
        f'<path class="muscle-fibre" d="{FIBRES}{BANDS}"/>',
        f'<path class="muscle-tendon" d="{TENDON}"/>',
        f'<path class="muscle-nerve" d="{CELL}{NERVE}{ENDS}"/>',
        '<circle class="muscle-cell" cx="114" cy="104" r="13"/>',
        f'<path class="muscle-calm" d="{BACK}"/>',
        f'<path class="muscle-pain" d="{UP}"/><path class="muscle-pain-tip" d="M40 22L30 44L50 42z"/>',
        *(salt(*one) for one in SALTS),
        *(label(number, name, *PARTS[part]) for number, (part, name) in enumerate(names.items(), 1)),
    ]
    return (
        f'<svg class="muscle" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="muscle-title muscle-description">'
        f'<title id="muscle-title">{escape(title)}</title><desc id="muscle-description">{escape(description)}</desc>'
        f"{''.join(shapes)}</svg>"
    )


def salt(x: int, y: int, sign: str) -> str:
    """One charged particle beside the nerve's end."""
    return f'<g class="muscle-salt"><circle cx="{x}" cy="{y}" r="8"/><path d="{charge(x, y, sign)}"/></g>'


def charge(x: int, y: int, sign: str) -> str:
    """A plus or a minus round a point."""
    return f"M{x - 4} {y}h8" + (f"M{x} {y - 4}v8" if sign == "+" else "")


def label(number: int, name: str, x: int, y: int, at: int) -> str:
    """The number and the words of a part, with a line to it."""
    lines = wrap(f"{number} {name}", MOST) or [str(number)]
    words = "".join(
        f'<tspan x="{LABEL_X}" y="{at + row * LINE}">{escape(line)}</tspan>' for row, line in enumerate(lines)
    )
    return (
        f'<path class="muscle-line" d="M{x} {y}L{LABEL_X - 8} {at - 6}"/><circle class="muscle-dot" cx="{x}" cy="{y}" r="3.5"/>'
        f'<text class="muscle-label">{words}</text>'
    )
