"""What each explanation would lead one to expect of the answers: priors and chances, written so that a clinician can judge them.

In: rows of `explanations.yaml` and `references.yaml`. Out: validated values, or a `PackError` with file, line and field.
The numbers are those of weights of evidence (Good 1950; Spiegelhalter and Knill-Jones, J R Stat Soc A 1984, doi
10.2307/2981338): a chance among the people an explanation fits, beside the chance among all who come.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from nattero.knowledge.model import Id, Row
from nattero.knowledge.reading import Reading
from nattero.knowledge.rows import Finding, PackError, Placed, read_rows

EXPLANATIONS, REFERENCES, MEDICINE_SIGNS = "explanations.yaml", "references.yaml", "medicine_signs.yaml"
NOT_KNOWN = "insufficient_info"
"""The explanation that expects of every answer what the background does: it leads until something else explains more."""

Chance = Annotated[float, msgspec.Meta(gt=0, lt=1)]
Stratum = Literal["any", "small", "child", "teen", "young", "middle", "older", "oldest", "pregnant", "postpartum"]
PerThousand = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Weight = Annotated[float, msgspec.Meta(ge=-5, le=5)]
Factor = Annotated[float, msgspec.Meta(gt=0, le=10)]


class Reference(Row, frozen=True, kw_only=True):
    """How common each answer to a feature is among all who come with night leg trouble, and what it goes together with."""

    cluster: Id
    yes: Chance | None = None
    bins: tuple[float, ...] = ()
    chance: tuple[Chance, ...] = ()
    choice: dict[Id, Chance] = msgspec.field(default_factory=dict)
    everyday: bool = False

    def __post_init__(self) -> None:
        if (self.yes is not None) + bool(self.bins) + bool(self.choice) != 1:
            raise ValueError("A reference has one of `yes`, `bins` and `choice`")
        if self.bins and (len(self.chance) != len(self.bins) + 1 or list(self.bins) != sorted(self.bins)):
            raise ValueError("The `bins` rise, and `chance` has one more than they")
        if abs(sum(self.chances) - 1) > 0.011:
            raise ValueError("The chances of all answers make 1")

    @property
    def values(self) -> tuple[str, ...]:
        """The states an answer can be in: yes and no, the steps of a number, or the values of a choice."""
        return ("yes", "no") if self.yes is not None else tuple(self.choice) or tuple(map(str, range(len(self.chance))))

    @property
    def chances(self) -> tuple[float, ...]:
        """The chance of each state."""
        if self.yes is not None:
            return (self.yes, 1 - self.yes)
        return tuple(self.choice.values()) or self.chance


class Explanation(Row, frozen=True, kw_only=True):
    """One condition as an explanation: how common, and how often each answer goes with it; `measured` names sources."""

    prior: dict[Stratum, PerThousand]
    female: Factor = 1.0
    male: Factor = 1.0
    cramp: bool = False
    otherwise: Annotated[float, msgspec.Meta(gt=0, le=1)] = 1.0
    yes: dict[Id, Chance] = msgspec.field(default_factory=dict)
    numbers: dict[Id, tuple[Chance, ...]] = msgspec.field(default_factory=dict)
    choices: dict[Id, dict[Id, Chance]] = msgspec.field(default_factory=dict)
    measured: dict[Id, Id] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        if "any" not in self.prior:
            raise ValueError("A `prior` has at least `any`")
        if self.measured.keys() - self.yes.keys() - self.numbers.keys() - self.choices.keys():
            raise ValueError("What was `measured` is also given as a chance")


class MedicineSign(Row, frozen=True, kw_only=True, rename={"favours": "for"}):
    """What taking one of several medicines (beside one of others) says: answers it implies, explanations it speaks for."""

    medicines: tuple[Id, ...]
    beside: tuple[Id, ...] = ()
    means: tuple[Id, ...] = ()
    favours: dict[Id, Weight] = msgspec.field(default_factory=dict)
    without: dict[Id, Weight] = msgspec.field(default_factory=dict)


@dataclass(frozen=True)
class Expectations:
    """All explanations, references and what medicines say, in the order of their files."""

    explanations: Mapping[str, Explanation]
    references: Mapping[str, Reference]
    medicine_signs: tuple[MedicineSign, ...] = ()


def read_expectations(root: Traversable | Path) -> Expectations:
    """Give the explanations of a pack's folder; PackError for the first row that is wrong or does not fit the others."""
    references, wrong = read_rows(root, REFERENCES, Reference)
    explanations, wronger = read_rows(root, EXPLANATIONS, Explanation)
    signs, wrongest = read_rows(root, MEDICINE_SIGNS, MedicineSign)
    for finding in (*wrong, *wronger, *wrongest):
        raise PackError(finding)
    known = {row.value.id: row.value for row in references}
    for row in explanations:
        _fits(row, known)
    found = {row.value.id: row.value for row in explanations}
    if NOT_KNOWN not in found:
        raise PackError(Finding("error", EXPLANATIONS, 1, NOT_KNOWN, "there is no such explanation"))
    for sign in signs:
        unknown = [*({*sign.value.favours, *sign.value.without} - found.keys()), *({*sign.value.means} - known.keys())]
        if unknown:
            raise PackError(Finding("error", MEDICINE_SIGNS, sign.line, sign.value.id, f"{unknown[0]} is not known"))
    return Expectations(found, known, tuple(row.value for row in signs))


def unfit_expectations(reading: Reading) -> Iterator[Finding]:
    """Name what is wrong with the explanations of a pack that has any: broken rows, strangers, conditions without one."""
    if not reading.root.joinpath(EXPLANATIONS).is_file():
        return
    try:
        found = read_expectations(reading.root)
    except PackError as error:
        yield error.finding
        return
    known = {name: {row.value.id for row in reading.rows[name]} for name in ("conditions", "features", "sources")}
    strangers = {
        EXPLANATIONS: [*(found.explanations.keys() - known["conditions"]), *(_measured(found) - known["sources"])],
        REFERENCES: found.references.keys() - known["features"],
    }
    for file, names in strangers.items():
        yield from (Finding("error", file, 1, name, "there is no such row in the pack") for name in sorted(names))
    for name in sorted(known["conditions"] - found.explanations.keys()):
        yield Finding("error", EXPLANATIONS, 1, name, "this condition has no explanation")


def _measured(found: Expectations) -> set[str]:
    return {source for each in found.explanations.values() for source in each.measured.values()}


def _fits(row: Placed[Explanation], known: Mapping[str, Reference]) -> None:
    """Refuse an explanation that names a feature without a background, or other states than the background has."""
    for field in ("yes", "numbers", "choices"):
        for feature, chance in getattr(row.value, field).items():
            reference = known.get(feature)
            if reference is None or not _same_states(field, chance, reference):
                message = f"{feature} has no background of this form in {REFERENCES}"
                raise PackError(Finding("error", EXPLANATIONS, row.line_of(field), f"{row.value.id}.{field}", message))


def _same_states(field: str, chance: object, reference: Reference) -> bool:
    """Tell whether chances are given for the states of the reference, and make 1."""
    if field == "yes":
        return reference.yes is not None
    if isinstance(chance, dict):
        return set(chance) == set(reference.choice) and abs(sum(chance.values()) - 1) < 0.011
    return isinstance(chance, tuple) and len(chance) == len(reference.chance) and abs(sum(chance) - 1) < 0.011
