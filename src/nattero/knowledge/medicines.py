"""Medicines: what the pack knows of each, the words around them, and what does not go together with our own advice.

In: a pack's folder. Out: a `Medicines`, read when it is first asked for (it is large, and most pages need none of it), and
for `pack check` everything that is wrong with these files. Classes are those of the WHO's Anatomical Therapeutic Chemical
system (ATC), names the international nonproprietary names (INN).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from nattero.knowledge.model import Id, Row, Text
from nattero.knowledge.rows import PackError, read_rows

Association = Literal["strong", "moderate", "weak", "none", "unconfirmed"]
Language = Literal["en", "nl", "nb", "id"]
Market = Literal["NL", "NO", "ID", "EN"]
Atc = Annotated[str, msgspec.Meta(pattern=r"\A[A-V][0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?\Z")]
Kind = Literal["vitamin-k-antagonist", "raises-potassium", "digoxin", "tetracycline", "quinolone"]
Advice = Literal["potassium", "magnesium", "vitamin-k", "quinine", "salt", "fluids"]
Caution = Literal["not-on-your-own", "ask-first", "hours-apart"]


def listed(text: str) -> list[str]:
    """Give the parts of a text that are separated by semicolons: thousands of names read four times as fast so."""
    return [part.strip() for part in text.split(";") if part.strip()]


class Medicine(Row, frozen=True, kw_only=True):
    """A medicine or a group of them: its names in four countries, and how it is linked with night leg cramps.

    `everyday` are names that are ordinary words too, `maybe` names that may mean it and are asked back. `several`: a group of
    medicines that people may have side by side, so that two of its names need not be the same medicine. `called`: what a
    language calls it, where that is neither its first name in `generic` nor, in English, the `inn`; shown, not searched.
    """

    inn: Text
    atc: Atc | None = None
    association: Association
    mechanism: Id
    ask: Id
    generic: dict[Language, Text] = msgspec.field(default_factory=dict)
    brands: dict[Market, Text] = msgspec.field(default_factory=dict)
    everyday: str = ""
    maybe: str = ""
    several: bool = False
    called: dict[Language, Text] = msgspec.field(default_factory=dict)
    sources: tuple[Id, ...] = ()

    def __post_init__(self) -> None:
        if self.association in {"strong", "moderate", "weak"} and not self.sources:
            raise ValueError("A medicine that is linked with cramps needs at least one of `sources`")

    def names(self) -> Iterator[str]:
        """Give every name that means this medicine."""
        for text in (self.inn, *self.generic.values(), *self.brands.values()):
            yield from listed(text)


class OtherMedicine(Row, frozen=True, kw_only=True):
    """A well-known medicine we have nothing to say about for cramps; `kind` where our own advice depends on it.

    `several`: products that people may have side by side; `everyday`: names that are ordinary words too; as in `Medicine`.
    """

    names: Text
    kind: Kind | None = None
    several: bool = False
    everyday: str = ""


class MedicineWords(Row, frozen=True, kw_only=True):
    """Words around medicines: a group's names with examples of it, or words that say how a name is meant.

    `members`, `others`: the examples, of the medicines and of the other medicines.
    """

    kind: Literal["group", "noise", "taking", "not", "ask", "hearsay", "turn", "stop", "over", "link", "place"]
    words: dict[Literal["en", "nl", "nb", "id", "all"], Text]
    members: tuple[Id, ...] = ()
    others: tuple[Id, ...] = ()


class Interaction(Row, frozen=True, kw_only=True):
    """A piece of our own advice that does not go together with some medicines or conditions; words: `interaction.<id>`."""

    advice: Advice
    caution: Caution
    medicines: tuple[Id, ...] = ()
    kinds: tuple[Kind, ...] = ()
    conditions: tuple[Id, ...] = ()
    claims: tuple[Id, ...] = ()
    sources: tuple[Id, ...]

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError("An interaction needs at least one of `sources`")
        if not (self.medicines or self.kinds or self.conditions):
            raise ValueError("An interaction needs at least one of `medicines`, `kinds` and `conditions`")


FILES: Mapping[str, type[Row]] = {
    "medicines": Medicine,
    "other_medicines": OtherMedicine,
    "medicine_words": MedicineWords,
    "interactions": Interaction,
}


REFERENCES = (
    ("medicines", "sources", "sources"),
    ("medicine_words", "members", "medicines"),
    ("medicine_words", "others", "other_medicines"),
    ("interactions", "medicines", "medicines"),
    ("interactions", "claims", "claims"),
    ("interactions", "sources", "sources"),
)
"""Which field of which of these files holds ids of which other file."""

ASKED_BACK = ("group", "unsure", "unknown", "other", "again")


@dataclass(frozen=True)
class Medicines:
    """What is known of medicines, by id."""

    medicines: Mapping[str, Medicine]
    others: Mapping[str, OtherMedicine]
    words: Mapping[str, MedicineWords]
    interactions: Mapping[str, Interaction]


def read_medicines(root: Traversable | Path) -> Medicines:
    """Give the medicines of a pack's folder; PackError for the first row that is wrong."""
    found: list[dict[str, Any]] = []
    for name, kind in FILES.items():
        rows, findings = read_rows(root, f"{name}.yaml", kind)
        for finding in findings:
            raise PackError(finding)
        found.append({row.value.id: row.value for row in rows})
    return Medicines(*found)


def read_interactions(root: Traversable | Path) -> Mapping[str, Interaction]:
    """Give only what does not go together with our own advice, by id; PackError for the first row that is wrong."""
    rows, findings = read_rows(root, "interactions.yaml", Interaction)
    for finding in findings:
        raise PackError(finding)
    return {row.value.id: row.value for row in rows}


def texts_of_medicines(medicines: Iterable[Medicine], interactions: Iterable[Interaction]) -> Iterator[str]:
    """Give the keys of the texts that medicines and interactions cannot do without."""
    asked = {medicine.ask for medicine in medicines}
    links = get_args(Association) if asked else ()
    yield from (f"medicine.ask.{ask}" for ask in sorted(asked))
    yield from (f"medicine.link.{association}" for association in links)
    yield from (f"medicine.back.{what}" for what in ASKED_BACK if asked)
    yield from (f"interaction.{row.id}" for row in interactions)


def local_names(row: Medicine) -> dict[str, str]:
    """Give what each language calls a medicine, where that is not the `inn`."""
    first = {lang: listed(names)[0] for lang, names in row.generic.items() if lang != "en"}
    return {str(lang): name for lang, name in (first | row.called).items()}
