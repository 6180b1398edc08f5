"""The legs one touches to say where the cramp was: words in, SVG out with one radio-like zone for each muscle and side.

Two pairs of legs: from the front (thigh, shin, toes) and from behind (hamstring, calf, sole of the foot). Seen from the
front, the person's left leg is on the right. Each zone reacts on at least 48 by 48 pixels when the picture is 320 wide.
"""

from collections.abc import Mapping
from html import escape
from typing import Literal

WIDTH, HEIGHT = 320, 372
# A leg hangs from y 44, its middle at x 0, its inner side at +x (right from the front, left from behind; or mirrored).
FRONT = (
    "M-27 44H25C26 80 21 120 17 158C16 168 18 176 18 186C19 216 13 250 11 280C12 290 18 298 17 310"
    "C16 326-27 326-28 310C-28 300-13 290-12 280C-14 250-21 216-20 186C-20 176-18 168-18 158C-24 120-30 80-27 44z"
)
BEHIND = (
    "M-27 44H25C26 80 21 120 17 158C16 168 20 178 20 194C20 224 12 250 10 278C10 290 15 300 15 310"
    "C15 325-17 325-17 310C-17 300-11 290-11 278C-14 250-23 224-22 194C-22 178-18 168-18 158C-24 120-30 80-27 44z"
)
THIGH = "M-20 60C-22 90-17 124-12 142Q0 152 11 142C16 124 20 90 18 60Q0 50-20 60z"
MARKS = {
    "thigh": THIGH,
    "shin": "M-14 184C-15 214-10 244-8 264Q0 272 7 264C10 244 14 214 12 184Q0 174-14 184z",
    "toes": "M-27 304C-29 325 17 325 16 304Q-5 291-27 304z",
    "hamstring": THIGH,
    "calf": "M-17 190C-18 214-11 238-8 250Q-1 258 6 250C10 238 17 214 15 190Q0 170-17 190z",
    "foot": "M-15 300C-18 325 16 325 13 300Q-1 288-15 300z",
}
TICKS = {
    "thigh": (-1, 100),
    "shin": (-1, 220),
    "toes": (-6, 308),
    "hamstring": (-1, 100),
    "calf": (-1, 212),
    "foot": (-1, 307),
}
HITS = {
    "thigh": (44, 118),
    "shin": (164, 112),
    "toes": (278, 52),
    "hamstring": (44, 118),
    "calf": (164, 112),
    "foot": (278, 52),
}
PLACES: tuple[tuple[str, str, int, int], ...] = (
    ("front", "right", 42, 1), ("front", "left", 112, -1), ("behind", "left", 208, 1), ("behind", "right", 278, -1)
)  # fmt: skip
VIEWS = {"front": ("thigh", "shin", "toes"), "behind": ("hamstring", "calf", "foot")}


def leg_map(labels: Mapping[str, str], uid: str, side: Literal["left", "right", "both"] = "both") -> str:
    """The legs from the front and from behind, a zone for each muscle.

    `labels` has the words `title`, `front`, `behind`, `left`, `right` and the six muscles; `uid` makes the ids the
    picture's own; with one `side`, only that leg's zones can be touched. Raises KeyError when a word is missing.
    """
    tag = escape(uid)
    legs = "".join(leg(labels, place, side in ("both", place[1])) for place in PLACES)
    legs = legs.replace('tabindex="-1"', 'tabindex="0"', 1)  # one stop for the keyboard; arrows go from zone to zone
    heads = "".join(
        f'<text x="{x}" y="24" aria-hidden="true">{escape(labels[view])}</text>'
        for view, x in (("front", 77), ("behind", 243))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="leg" viewBox="0 0 {WIDTH} {HEIGHT}" role="radiogroup"'
        f' aria-labelledby="{tag}-t"><title id="{tag}-t">{escape(labels["title"])}</title>{heads}{legs}</svg>'
    )


def leg(labels: Mapping[str, str], place: tuple[str, str, int, int], open_: bool) -> str:
    """One leg with its word under it, and its zones when it can be touched."""
    view, side, x, way = place
    shape = FRONT if view == "front" else BEHIND
    zones = "".join(zone(labels, muscle, side) for muscle in VIEWS[view]) if open_ else ""
    return (
        f'<g transform="matrix({way} 0 0 1 {x} 0)"><path class="limb" fill="var(--figure-far)" d="{shape}"/>{zones}</g>'
        f'<text x="{x}" y="352" aria-hidden="true">{escape(labels[side])}</text>'
    )


def zone(labels: Mapping[str, str], muscle: str, side: str) -> str:
    """One muscle of one leg: where it reacts, what it shows, and the tick that tells it is chosen without colour."""
    (top, height), (x, y) = HITS[muscle], TICKS[muscle]
    name = escape(f"{labels[muscle]}, {labels[side]}")
    return (
        f'<g class="zone" data-side="{side}" data-muscle="{muscle}" tabindex="-1" role="radio" aria-checked="false"'
        f' aria-label="{name}"><rect class="hit" fill="none" pointer-events="all" x="-34" y="{top}" width="68"'
        f' height="{height}" rx="12"/><path class="mark" d="{MARKS[muscle]}"/>'
        f'<path class="tick" d="M{x - 6} {y}l4 5 8-10"/></g>'
    )
