"""Which arm on which night: drawn once, before the first night, from a seed, and stored with a hash that shows it was not changed since.

Blocks come in rounds; in each round every arm has one block, in random order (permuted blocks). The draw uses SHA-256 of the seed and a
counter, so that anybody can repeat it with nothing but the seed, on any machine, in any year. Whoever shows the order keeps it hidden
until each evening.
"""

from hashlib import sha256
from typing import Literal

import msgspec

Algorithm = Literal["rounds-sha256-1"]
ALGORITHM: Algorithm = "rounds-sha256-1"


class Design(msgspec.Struct, frozen=True):
    """How a trial is laid out: nights in all, nights a block, nights of wash-out at the start and after each change of arm."""

    arms: tuple[str, ...]
    nights: int
    block: int = 1
    washout: int = 0

    def __post_init__(self) -> None:
        if not 2 <= len(self.arms) <= 3 or len(set(self.arms)) < len(self.arms):
            raise ValueError("A trial compares two or three different arms")
        if not (1 <= self.block <= 28 and 0 <= self.washout < self.block):
            raise ValueError("A block has 1 to 28 nights, and its wash-out is shorter than itself")
        if not len(self.arms) * self.block <= self.nights <= 1100:
            raise ValueError("A trial holds every arm at least once, and at most 1,100 nights")


class Allocation(msgspec.Struct, frozen=True):
    """The order of a trial; `hash` is of all the rest, so that a changed order is recognised."""

    design: Design
    seed: str
    order: tuple[int, ...]  # the arm of every night
    algorithm: Algorithm
    hash: str

    def __post_init__(self) -> None:
        if self.hash != _hash(self.design, self.seed, self.order):
            raise ValueError("This order is not the one that was drawn")

    def counts(self, night: int) -> bool:
        """Whether this night (from 0) counts: not while the trial's first arm sets in, nor while the one before a change wears off."""
        start = night - night % self.design.block
        same = start > 0 and self.order[start - 1] == self.order[start]
        return same or night - start >= self.design.washout


def allocate(design: Design, seed: str) -> Allocation:
    """Draws the order. The same seed gives the same order; a trial's seed is made once, at random, by whoever starts it."""
    if len(seed) < 8:
        raise ValueError("A seed has at least 8 characters")
    blocks: list[int] = []
    draws = 0
    while len(blocks) * design.block < design.nights:
        order = list(range(len(design.arms)))
        for last in range(len(order) - 1, 0, -1):
            place = _draw(seed, draws, last + 1)
            draws += 1
            order[last], order[place] = order[place], order[last]
        blocks += order
    nights = tuple(blocks[night // design.block] for night in range(design.nights))
    return Allocation(design, seed, nights, ALGORITHM, _hash(design, seed, nights))


def _draw(seed: str, counter: int, below: int) -> int:
    """A number from 0 to below - 1, each as likely (the bias of 256 bits is beyond measuring)."""
    return int.from_bytes(sha256(f"{seed}:{counter}".encode()).digest(), "big") % below


def _hash(design: Design, seed: str, order: tuple[int, ...]) -> str:
    """The hash of a design, its seed and its order."""
    return sha256(msgspec.json.encode([ALGORITHM, design, seed, order])).hexdigest()
