"""What may play a part in somebody's cramps, and what comes next: one frozen struct for each kind of row.

In: rows of `factors`, `tests`, `specialties`, `paths` and `advice`. Out: validated values. A `when` is a finding as
`knowledge.finding` reads it; without one a row is never switched on by an answer (a factor, a test) or always (advice).
"""

from typing import Literal

import msgspec

from nattero.knowledge.finding import conditions
from nattero.knowledge.model import Certainty, Id, Row, Text, Urgency

Evidence = Literal["supported", "weak", "none", "contradicted"]
Strength = Literal["strong", "moderate", "weak", "none"]


class Factor(Row, frozen=True, kw_only=True):
    """Something that may play a part: how good the evidence is, how strong the link, how certain both, what switches it on.

    A factor of kind `condition` is a row of `conditions` and has that row's words. `medicines`: a medicine that goes with
    cramps switches it on too.
    """

    kind: Literal["factor", "condition"] = "factor"
    evidence: Evidence
    strength: Strength
    certainty: Certainty
    when: Text | None = None
    medicines: bool = False
    claims: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()

    def __post_init__(self) -> None:
        if not (self.claims or self.sources):
            raise ValueError("A factor needs at least one of `claims` and `sources`")
        _readable(self.when)


class Investigation(Row, frozen=True, kw_only=True):
    """A test worth discussing: what kind it is, the answers or ways of a medicine (`mechanisms`) that give a reason, and
    of whom it says nothing (`unless`).
    """

    kind: Literal["blood", "urine", "look", "picture", "special"]
    when: Text | None = None
    unless: Text | None = None
    mechanisms: tuple[Id, ...] = ()
    claims: tuple[Id, ...]

    def __post_init__(self) -> None:
        _with_claims("test", self.claims)
        _readable(self.when)
        _readable(self.unless)


class Specialty(Row, frozen=True, kw_only=True):
    """Somebody to see; the order of the file is who comes first."""


class Path(Row, frozen=True, kw_only=True):
    """A special path: whom it is for, whom to see before others, which tests it adds, and what to watch for besides."""

    when: Text
    see: tuple[Id, ...] = ()
    tests: tuple[Id, ...] = ()
    watch_for: tuple[Id, ...] = ()
    claims: tuple[Id, ...]

    def __post_init__(self) -> None:
        _with_claims("path", self.claims)
        _readable(self.when)


class Advice(Row, frozen=True, kw_only=True):
    """What to do meanwhile or what can wait: for which urgencies, for whom (everybody without a `when`), or for cramps only."""

    kind: Literal["meanwhile", "wait"]
    at: tuple[Urgency, ...]
    when: Text | None = None
    cramps_only: bool = False
    claims: tuple[Id, ...]

    def __post_init__(self) -> None:
        _with_claims("piece of advice", self.claims)
        _readable(self.when)


FILES: dict[str, type[msgspec.Struct]] = {
    "factors": Factor,
    "tests": Investigation,
    "specialties": Specialty,
    "paths": Path,
    "advice": Advice,
}
"""What the files hold that say what comes next."""

REFERENCES = (
    ("factors", "claims", "claims"),
    ("factors", "sources", "sources"),
    ("tests", "claims", "claims"),
    ("paths", "see", "specialties"),
    ("paths", "tests", "tests"),
    ("paths", "watch_for", "red_flags"),
    ("paths", "claims", "claims"),
    ("advice", "claims", "claims"),
    ("conditions", "see", "specialties"),
    ("conditions", "tests", "tests"),
)
"""Which of their fields hold ids of which other file, and which fields elsewhere hold theirs."""

FORMS = {
    "tests": ("test.{id}", "test.{id}.why"),
    "specialties": ("specialty.{id}",),
    "paths": ("path.{id}", "path.{id}.text"),
    "advice": ("advice.{id}",),
}
"""The texts each row must have; a factor has words of its own where it is no condition."""


def texts_of_factor(factor: Factor) -> tuple[str, ...]:
    """Give the keys of a factor's texts."""
    if factor.kind == "condition":
        return (f"condition.{factor.id}", f"condition.{factor.id}.what", f"condition.{factor.id}.whom")
    return (f"factor.{factor.id}", f"factor.{factor.id}.why", f"factor.{factor.id}.do")


def _readable(when: str | None) -> None:
    """ValueError for a finding that cannot be read."""
    if when is not None:
        conditions(when)


def _with_claims(what: str, claims: tuple[str, ...]) -> None:
    if not claims:
        raise ValueError(f"A {what} needs at least one of `claims`")
