"""What a page in words is made of.

In: nothing. Out: structs of texts. Which of them are large or small, side by side or below, is the business of who shows them.
"""

from typing import Literal

import msgspec

Mark = Literal["", "met", "not_met", "unknown", "alarm"]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line: what leads it, what it says, a note beside it, the numbers of its sources. `own`: the patient's own words."""

    lead: str = ""
    text: str = ""
    note: str = ""
    mark: Mark = ""
    sign: str = ""  # the mark in a word, for who cannot see it
    refs: tuple[int, ...] = ()
    own: bool = False


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A heading and its lines. `id` is the part it belongs to."""

    id: str
    title: str
    lines: tuple[Line, ...]
    note: str = ""


class Number(msgspec.Struct, frozen=True):
    """A number that is seen first: what it is, its value, and how sure or of what."""

    label: str
    value: str
    note: str


class Picture(msgspec.Struct, frozen=True):
    """The nights as a drawing, with what it shows in words."""

    svg: str
    alt: str
    caption: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page: what is seen first, then what it rests on, what was tried, and where it all comes from."""

    lang: str
    title: str
    made: str
    who: str
    name: str
    period: str
    alert: Block | None
    brief: tuple[Line, ...]
    numbers: tuple[Number, ...]
    picture: Picture | None
    pattern: Block | None
    left: tuple[Block, ...]
    right: tuple[Block, ...]
    below: tuple[Block, ...]
    sources_title: str
    sources: tuple[str, ...]
    foot: tuple[str, ...]
