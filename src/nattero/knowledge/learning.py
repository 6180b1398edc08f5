"""Pages to learn from: situations and questions, myths, corrections of our own, and when each kind of page was checked.

In: rows of `situations.yaml`, `myths.yaml`, `corrections.yaml` and `reviews.yaml`. Out: validated values. What such a
page says stands in claims; these rows only choose and order them.
"""

from typing import Annotated, Literal

import msgspec

from nattero.knowledge.model import Id, Row, Text

Date = Annotated[str, msgspec.Meta(pattern=r"\A20[0-9]{2}-[01][0-9]-[0-3][0-9]\Z")]


class Situation(Row, frozen=True, kw_only=True):
    """A page for who somebody is (`person`), for what they wonder (`question`), or round a drawing (`picture`).

    `claims` stand in the order of the page. `flags` are danger signs to say first, `conditions` pages to go on to.
    `parts` are the parts of a drawing, in order: the first claims explain them, one each.
    """

    kind: Literal["person", "question", "picture"]
    claims: tuple[Id, ...]
    parts: tuple[Id, ...] = ()
    flags: tuple[Id, ...] = ()
    conditions: tuple[Id, ...] = ()

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("A situation needs at least one of `claims`")
        if len(self.parts) > len(self.claims):
            raise ValueError("Each of `parts` needs one of `claims` that explains it")


class Myth(Row, frozen=True, kw_only=True):
    """Something people try or believe: harmless but unproven, no help, or dangerous; the claim says why."""

    group: Literal["unproven", "no-help", "dangerous"]
    claim: Id


class Correction(Row, frozen=True, kw_only=True):
    """A mistake of our own that was put right: when, and in which claims; its words say what changed."""

    date: Date
    claims: tuple[Id, ...]


class Review(Row, frozen=True, kw_only=True):
    """When the sources of a kind of page were last gone through, when that is due again, and which clinician read it.

    `reviewer` (name, profession, country) and `reviewed` (the day) are None as long as no clinician has read it; nothing
    may imply that one has.
    """

    checked: Date
    due: Date
    reviewer: Text | None = None
    reviewed: Date | None = None

    def __post_init__(self) -> None:
        if (self.reviewer is None) != (self.reviewed is None):
            raise ValueError("A `reviewer` and the day they `reviewed` belong together")
