"""The fitted table behind "people like you": its numbers, read from the pack and checked.

In: the pack's folder. Out: a `Table`, or a `PackError` naming file and field. `people_like_you.yaml` is written by
`scripts/survey/fit.py`; `peers.yaml`, the names of conditions and medicines, by hand. What the numbers mean is told in
docs/model-card.md.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from nattero.checkup.peer_math import Matrix, symmetric
from nattero.checkup.peer_weights import Weights, weights_of
from nattero.knowledge.rows import Finding, PackError, sheet

FITTED, NAMES = "people_like_you.yaml", "peers.yaml"
T = TypeVar("T")
BASIS = 5  # one, two of age, sex, sex by age

Base = Annotated[tuple[float, ...], msgspec.Meta(min_length=BASIS, max_length=BASIS)]
Ages = Annotated[tuple[float, ...], msgspec.Meta(min_length=1)]


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The conditions and medicine classes of the survey, each with the names that mean it, and what it did not ask."""

    conditions: dict[str, tuple[str, ...]]
    not_asked: tuple[str, ...]
    medicines: dict[str, tuple[str, ...]]


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One term: the input it belongs to, its log odds for `any` and `frequent` cramps, and how many in the survey had it.

    `expected` gives its mean by age and sex, on the same basis as the model; `people` counts those above zero.
    """

    id: str
    input: str
    any: float
    frequent: float
    expected: Base
    people: int


class Outcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the two outcomes: its base by age and sex, how far to spread what is not known, and its uncertainty.

    `uncertainty` holds the lower triangle of the coefficients' covariance (base, then terms), one text of numbers a row.
    """

    base: Base
    spread: float
    uncertainty: tuple[str, ...]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All that was fitted. `covariance`: the terms' residual covariance given age and sex, its lower triangle."""

    survey: str
    people: int
    knots: tuple[float, float]
    ages: Ages
    pregnant_share: float
    bmi: tuple[float, float]
    any: Outcome
    frequent: Outcome
    terms: tuple[Term, ...]
    covariance: tuple[str, ...]
    names: Names

    def __post_init__(self) -> None:
        size = len(self.terms)
        for field, rows, wanted in (
            ("covariance", self.covariance, size),
            ("any.uncertainty", self.any.uncertainty, size + BASIS),
            ("frequent.uncertainty", self.frequent.uncertainty, size + BASIS),
        ):
            if [len(row.split()) for row in rows] != list(range(1, wanted + 1)):
                raise ValueError(f"`{field}` must be a lower triangle of {wanted} rows")

    @cached_property
    def residual(self) -> Matrix:
        """The covariance of the terms around their means by age and sex."""
        return symmetric(self.covariance)

    @cached_property
    def coefficients(self) -> tuple[list[float], list[float]]:
        """The terms' log odds, for any and for frequent cramps."""
        return [term.any for term in self.terms], [term.frequent for term in self.terms]

    @cached_property
    def expected(self) -> list[Base]:
        """The terms' means by age and sex."""
        return [term.expected for term in self.terms]

    @cached_property
    def weights(self) -> Callable[[tuple[int, ...]], Weights]:
        """What each set of known terms is worth; the last few hundred sets are kept."""
        residual, coefficients = self.residual, self.coefficients
        return lru_cache(maxsize=512)(lambda known: weights_of(residual, coefficients, known))

    @cached_property
    def doubts(self) -> tuple[Matrix, Matrix]:
        """The covariance of the coefficients, for any and for frequent cramps."""
        return symmetric(self.any.uncertainty), symmetric(self.frequent.uncertainty)

    @cached_property
    def condition_of(self) -> Mapping[str, str | None]:
        """The condition that each known name means; None for what the survey did not ask."""
        asked = {name: group for group, names in self.names.conditions.items() for name in names}
        return {**dict.fromkeys(self.names.not_asked), **asked}

    @cached_property
    def class_of(self) -> Mapping[str, str]:
        """The medicine class of each name that has one."""
        return {name: group for group, names in self.names.medicines.items() for name in names}


def read_names(root: Traversable | Path) -> Names:
    """Give the names of conditions and medicines of a pack's folder; PackError for what is wrong in the file."""
    return _read(root, NAMES, Names, {})


def read_table(root: Traversable | Path) -> Table:
    """Give the fitted table of a pack's folder with its names; PackError for what is wrong in either file."""
    return _read(root, FITTED, Table, {"names": msgspec.to_builtins(read_names(root))})


def _read(root: Traversable | Path, file: str, kind: type[T], more: dict[str, object]) -> T:
    found = sheet(root, file)
    if found.form != "mapping":
        message = "it is empty" if found.form == "nothing" else "it must be a mapping"
        raise PackError(Finding("error", file, 1, "file", message))
    lines = {row.key: row.line for row in found.lines}
    values = {row.key: row.value for row in found.lines}
    try:
        return msgspec.convert({**values, **more}, kind, strict=False)
    except msgspec.ValidationError as error:
        field = next((name for name in lines if f"$.{name}" in str(error) or f"`{name}" in str(error)), "file")
        raise PackError(Finding("error", file, lines.get(field, 1), field, str(error))) from error
