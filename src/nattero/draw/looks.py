"""Still pictures of a bedroom at night and of shoes, to point at: which is like mine?

In: the name of a picture, and its words. Out: one accessible SVG. Pieces are paths with a class each; `looks.css` gives
them their tone: solid and faint as the figures are, line for what stands firm, warm for what is to be looked at. Shape
and place tell the pictures apart, so they are told apart in black and white too.
"""

from collections.abc import Mapping
from html import escape

Piece = tuple[str, str]

FLOOR = ("line", "M6 111H214")
BED = (
    ("mat", "M14 78H72q6 0 6 7t-6 7H14z"),
    ("line", "M10 58V110M10 94H76V110"),
    ("faint", "M15 78c-4-11 2-13 12-12s17 1 14 12z"),
)
TABLE = ("line", "M88 82h26M92 82V110M110 82V110")
LAMP = (("line", "M101 81V70"), ("solid", "M91 70l5-16h10l5 16z"))
LIGHT = ("warm", "M84 60l-7-4M84 70h-8M118 60l7-4M118 70h8M101 47v-9")
SWITCH = (("line", "M195 46h14v20h-14z"), ("solid", "M200 51h4v10h-4z"))
PLUG = (("solid", "M168 92h9v9h-9z"), ("warm", "M162 91l-5-4M172 86v-6M183 91l5-4"))
WAY = ("dots", "M84 105H196")
PHONE = "M90 77h12v4h-12z"

FOOT = ("faint", "M48 8H82V44C84 60 104 66 132 72 158 76 172 80 176 88H46C40 78 48 62 48 44z")
GROUND = ("line", "M10 99H210")
THICK_SOLE = ("solid", "M36 86H182q8 0 8 5.5T182 97H36q-7 0-7-5.5T36 86z")
UPPER = ("solid", "M40 88V48q0-6 6-6h36q5 0 7 6 8 18 42 24 42 5 50 16z")
BELOW = "M28 55C26 33 44 27 68 31 98 37 112 39 132 33 164 23 196 33 196 56 196 80 164 87 134 79 110 72 96 74 68 80 44 84 28 77 28 55z"
TREAD = "M46 36V74M60 33V78M74 35V76M132 36V76M147 33V79M162 32V80M177 35V77"
ROUND_SHOE = (
    "M24 55C22 31 44 25 70 29 100 33 122 26 148 25 182 24 204 36 204 56"
    " 204 78 182 87 148 86 122 85 100 77 70 81 44 85 24 79 24 55z"
)
POINTED_SHOE = (
    "M24 55C22 31 44 25 70 29 104 33 134 36 162 44 186 50 204 55 210 57"
    " 204 59 186 64 162 70 134 78 104 77 70 81 44 85 24 79 24 55z"
)
SOLE_OF_FOOT = (
    "M34 55C34 40 48 35 72 38 100 41 122 34 146 34 160 34 166 42 166 55"
    " 166 68 160 77 146 77 122 77 100 69 72 72 48 75 34 70 34 55z"
)
SQUEEZED = "M34 55C34 40 48 35 72 38 104 41 138 42 166 50 184 54 184 60 166 64 138 72 104 69 72 72 48 75 34 70 34 55z"
TOES = (
    "M164 34a9 8 0 1 1 0 16 9 8 0 1 1 0-16zM172 50a7 6 0 1 1 0 12 7 6 0 1 1 0-12z"
    "M168 61a6 5.5 0 1 1 0 11 6 5.5 0 1 1 0-11zM162 70a5 5 0 1 1 0 10 5 5 0 1 1 0-10z"
)
PINCHED = "M148 44l14-9M158 47l14-8M150 70l14 9M160 66l14 8"

ROOM = ("way", "bedside")
"""Pictures of the room, which need no place above."""

PICTURES: Mapping[str, tuple[Piece, ...]] = {
    "way-clear": (FLOOR, *BED, TABLE, *LAMP, LIGHT, WAY, *PLUG, *SWITCH),
    "way-rug": (
        FLOOR, *BED, TABLE, *LAMP, *SWITCH,
        ("warm", "M106 82c26 0 4 20 12 25 5 3 6-8 11-8s5 8 10 8"),
        ("rug", "M146 111v-6h38c12 0 10-8 5-13 12-5 21 4 19 12-1 5-5 7-10 7z"), ("cut", "M156 105v6M166 105v6M176 105v6"),
    ),
    "way-dark": (("dark", "M0 0H220V120H0z"), FLOOR, *BED, WAY, *SWITCH),
    "bedside-ready": (
        FLOOR, *BED, TABLE, *LAMP, ("warm", "M84 60l-7-4M84 70h-8M101 47v-9"), ("solid", PHONE),
        ("stick", "M142 110L129 58q-3-9-11-6"), ("solid", "M152 110v-6q8-4 12 0l10 2q4 4 0 4zM178 110v-6q8-4 12 0l10 2q4 4 0 4z"),
    ),
    "bedside-far": (
        FLOOR, *BED, ("line", "M166 62h40"), ("solid", "M178 57h12v4h-12z"), ("stick", "M208 110L198 74q-3-9-11-6"),
        ("solid", "M148 110v-6q8-4 12 0l10 2q4 4 0 4zM174 110v-6q8-4 12 0l10 2q4 4 0 4z"), ("dots", "M84 105H140"),
    ),
    "slippers-closed": (GROUND, FOOT, UPPER, THICK_SOLE),
    "slippers-open": (
        GROUND, FOOT, ("solid", "M104 88q-2-18 6-32 10 10 24 15 40 5 48 17z"), THICK_SOLE,
        ("warm", "M26 80V50M20 56l6-7 6 7"),
    ),
    "slippers-none": (("line", "M10 92H210"), FOOT, ("warm", "M186 84h22M184 76h16M176 68h12"), ("cut", "M48 24H82M48 32H82")),
    "sole-firm": (("solid", BELOW), ("cut", TREAD)),
    "sole-worn": (
        ("solid", BELOW), ("cut", "M147 36V52M162 34V46M74 38V52"),
        ("patch", "M34 56c0-14 10-19 24-17 8 10 8 26 0 34-14 2-24-3-24-17zM120 58c4-12 20-16 34-12 10 8 8 20-2 26-14 2-28-2-32-14z"),
    ),
    "heel-low": (
        GROUND, FOOT, UPPER, ("solid", "M32 84H184q7 0 7 5t-7 5H82v5H32z"),
    ),
    "heel-high": (
        GROUND, ("faint", "M38 6H70V30C76 44 96 56 126 70 150 80 172 84 178 94H140C104 84 76 66 56 60 38 54 38 40 38 30z"),
        ("solid", "M36 34c0 14 4 24 14 29 24 6 50 25 88 31h46q8 0 6-5-6-10-36-14-8 10-26 0C96 58 62 68 52 40z"),
        ("solid", "M36 50l22 14-9 35h-6z"), ("warm", "M22 98V58M16 64l6-7 6 7"),
    ),
    "toes-room": (("solid", ROUND_SHOE), ("skin", SOLE_OF_FOOT), ("skin", TOES)),
    "toes-tight": (
        ("solid", POINTED_SHOE), ("skin", SQUEEZED), ("warm", PINCHED),
    ),
}  # fmt: skip
"""The pictures by name: their pieces, from behind to the front."""


def look(name: str, *, title: str, description: str, uid: str) -> str:
    """A picture by its name, named by its title and description; `uid` makes its ids its own. Raises KeyError."""
    tag, shoe = escape(uid), not name.startswith(ROOM)
    pieces = "".join(f'<path class="look-{role}" d="{shape}"/>' for role, shape in PICTURES[name])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="look" viewBox="0 {0 if shoe else 26} 220 {108 if shoe else 92}"'
        f' role="img" aria-labelledby="{tag}-t {tag}-d"><title id="{tag}-t">{escape(title)}</title>'
        f'<desc id="{tag}-d">{escape(description)}</desc>{pieces}</svg>'
    )
