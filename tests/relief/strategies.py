"""Situations and sets of steps to try relief on: every person in every place, and steps nobody has thought of yet."""

from itertools import product
from typing import Literal, get_args

import msgspec
from hypothesis import strategies as st

from nattero.knowledge.model import Ability, Condition, Muscle, Place, Spared, Step
from nattero.knowledge.pack import pack_root
from nattero.knowledge.reading import read_pack
from nattero.relief.situation import Situation

MUSCLES: tuple[Muscle, ...] = get_args(Muscle)
CONDITIONS: tuple[Condition, ...] = get_args(Condition)
STEPS: tuple[Step, ...] = tuple(row.value for row in read_pack(pack_root()).rows["relief"])
"""The steps that ship."""


def step(id_: str, place: Place, **fields: object) -> Step:
    """Give a step for all muscles, or for those named."""
    usual = {"muscles": MUSCLES, "order": 50, "pose": "any", "claims": ["any"]}
    return msgspec.convert({**usual, "id": id_, "place": place, **fields}, Step)


BASIS = (step("rest", "bed", order=99), step("float", "water", order=99))
"""What everybody can do, in bed and in water: the pack must hold such steps."""


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Any person with any cramp: each condition holds, does not, or nobody has asked."""
    state = {condition: draw(st.sampled_from(("holds", "not", "unknown"))) for condition in CONDITIONS}
    return Situation(
        draw(st.sampled_from(MUSCLES)),
        draw(st.sampled_from(("bed", "water"))),
        draw(st.booleans()),
        draw(st.sampled_from((True, False, None))),
        draw(st.booleans()),
        frozenset(condition for condition in CONDITIONS if state[condition] == "holds"),
        frozenset(condition for condition in CONDITIONS if state[condition] == "unknown"),
    )


def subsets(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Any few of these."""
    return st.lists(st.sampled_from(values), max_size=3, unique=True)


@st.composite
def step_sets(draw: st.DrawFn) -> list[Step]:
    """Either the steps that ship, or up to a dozen of any kind beside the two everybody can do."""
    if draw(st.booleans()):
        return list(STEPS)
    made = [
        step(
            f"s{number}",
            draw(st.sampled_from(get_args(Place))),
            order=draw(st.integers(0, 3)),
            helper=draw(st.booleans()),
            muscles=draw(subsets(MUSCLES)) or MUSCLES,
            needs=draw(subsets(get_args(Ability))),
            unless=draw(subsets(get_args(Spared))),
            never=draw(subsets(CONDITIONS)),
        )
        for number in range(draw(st.integers(0, 12)))
    ]
    return [*made, *BASIS]


def all_known() -> list[Situation]:
    """Give every situation in which nothing is unknown."""
    truths = (False, True)
    places: tuple[Literal["bed", "water"], ...] = ("bed", "water")
    return [
        Situation(
            muscle,
            place,
            reach,
            stand,
            helper,
            frozenset(c for c, h in zip(CONDITIONS, held, strict=True) if h),
            frozenset(),
        )
        for muscle, place, reach, stand, helper in product(MUSCLES, places, truths, truths, truths)
        for held in product(truths, repeat=len(CONDITIONS))
    ]
