"""Picture checks: what one looks at in the bedroom and at the shoes, and which picture is like one's own.

In: rows of `looks.yaml`. Out: validated values. What a picture may mean stands in claims; these rows choose the pictures,
say which of them would be better, and what in the plan and in the check-up is about the same thing.
"""

from typing import Literal

import msgspec

from nattero.knowledge.model import Id, Row


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One picture: a drawing by its name, or a figure's `pose`. `rather` is the option that would be better; none: fine.

    `measure` is what a plan may hold against it, `feature` what the check-up would hear from it.
    """

    id: Id
    picture: Id | None = None
    pose: Id | None = None
    rather: Id | None = None
    claims: tuple[Id, ...]
    measure: Id | None = None
    feature: Id | None = None

    def __post_init__(self) -> None:
        if (self.picture is None) == (self.pose is None):
            raise ValueError("An option has a `picture` or a `pose`, and only one of them")
        if not self.claims:
            raise ValueError("An option needs at least one of `claims`")


class Look(Row, frozen=True, kw_only=True):
    """One thing to look at, its pictures in order; `falls` for what people fall over, which comes first."""

    about: Literal["falls", "bed", "shoes"]
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        fine = {option.id for option in self.options if option.rather is None}
        if not fine or any(option.rather not in fine for option in self.options if option.rather):
            raise ValueError("What is `rather` to be done is one of the same `options`, and fine itself")
        if len({option.id for option in self.options}) < len(self.options):
            raise ValueError("No two of the `options` have the same id")

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of all its options, each once."""
        return tuple(dict.fromkeys(claim for option in self.options for claim in option.claims))

    @property
    def poses(self) -> tuple[str, ...]:
        """The figures it shows."""
        return tuple(option.pose for option in self.options if option.pose)

    @property
    def measures(self) -> tuple[str, ...]:
        """What of it a plan may hold."""
        return tuple(dict.fromkeys(option.measure for option in self.options if option.measure))

    @property
    def features(self) -> tuple[str, ...]:
        """What of it the check-up asks too."""
        return tuple(dict.fromkeys(option.feature for option in self.options if option.feature))


FILES: dict[str, type[msgspec.Struct]] = {"looks": Look}
"""What the file holds that says what to look at."""

REFERENCES = (
    ("looks", "claims", "claims"),
    ("looks", "poses", "poses"),
    ("looks", "measures", "measures"),
    ("looks", "features", "features"),
)
"""Which of its fields hold ids of which other file."""


def texts_of_look(row: Look) -> list[str]:
    """The keys of a check's texts: its question; each picture's name and what it shows; what to do about it."""
    keys = [f"look.{row.id}"]
    for option in row.options:
        name = f"look.{row.id}.{option.id}"
        keys += [name, f"{name}.seen", *([f"{name}.do"] if option.rather else [])]
    return keys
