"""Headings with their lines, as the words of the page make them.

In: lines, and how the page speaks. Out: blocks; None where there is nothing to say.
"""

from collections.abc import Callable, Iterable

from nattero.report.letter import Letter, Part
from nattero.report.sheet import Block, Line
from nattero.report.speech import Speech
from nattero.report.top_words import part_names

Making = Callable[[Letter, Speech], "Block | None"]


def blocks(makers: Iterable[Making], letter: Letter, speech: Speech) -> tuple[Block, ...]:
    """Give the blocks there are, in order."""
    return tuple(block for make in makers if (block := make(letter, speech)) is not None)


def block(part: Part, lines: Iterable[Line], speech: Speech, note: str = "", title: str = "") -> Block | None:
    """Give a block of a part; None without a line."""
    found = tuple(lines)
    return Block(id=part, title=title or part_names(speech)[part], lines=found, note=note) if found else None
