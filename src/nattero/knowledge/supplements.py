"""Supplements: how much is too much a day, by age and authority, and who must not take them on their own.

In: rows of `supplements`. Out: validated values. An amount is what an authority set as the most to take day after day; it
is no dose and nothing to aim for.
"""

from typing import Annotated, Literal

import msgspec

from nattero.knowledge.finding import conditions, features
from nattero.knowledge.medicines import Advice
from nattero.knowledge.model import Id, Row, Text

Unit = Literal["mg", "microgram"]
Counts = Literal["supplements", "everything"]
Who = Literal["adults", "pregnant", "children"]
Authority = Literal["EU", "NO", "DE", "US"]
Age = Annotated[int, msgspec.Meta(ge=0, le=17)]


class UpperLevel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The most a day for a group: by which authority, whether food counts too, for children from and to which age."""

    who: Who
    place: Authority
    amount: Annotated[float, msgspec.Meta(gt=0)]
    counts: Counts
    source: Id
    least: Age | None = None
    most: Age | None = None

    def __post_init__(self) -> None:
        if (self.who == "children") != (self.least is not None and self.most is not None):
            raise ValueError("An upper level for children, and only one, says from and to which age (`least`, `most`)")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("`least` must not be above `most`")


class Supplement(Row, frozen=True, kw_only=True):
    """A supplement people take against cramps: its upper levels, who must not, and its page among the remedies.

    `never` and `ask_first` are findings of which one is enough; `advice` is what `interactions` call it; `sources` are
    those of who must not. Where no authority has set a number `levels` is empty.
    """

    unit: Unit | None = None
    levels: tuple[UpperLevel, ...] = ()
    never: tuple[Text, ...] = ()
    ask_first: tuple[Text, ...] = ()
    advice: tuple[Advice, ...] = ()
    remedy: Id | None = None
    claims: tuple[Id, ...]
    sources: tuple[Id, ...]

    def __post_init__(self) -> None:
        if not (self.claims and self.sources):
            raise ValueError("A supplement needs at least one of each of `claims` and `sources`")
        if bool(self.levels) != (self.unit is not None):
            raise ValueError("A supplement with `levels`, and only one, has a `unit`")
        for line in (*self.never, *self.ask_first):
            conditions(line)

    @property
    def asks(self) -> frozenset[str]:
        """The features and limits its lines speak of."""
        return frozenset(name for line in (*self.never, *self.ask_first) for name in features(line))

    @property
    def authorities(self) -> tuple[str, ...]:
        """The sources of its upper levels, each once."""
        return tuple(dict.fromkeys(level.source for level in self.levels))


FILES: dict[str, type[msgspec.Struct]] = {"supplements": Supplement}
"""The file about supplements."""

REFERENCES = (
    ("supplements", "sources", "sources"),
    ("supplements", "authorities", "sources"),
    ("supplements", "remedy", "interventions"),
    ("supplements", "claims", "claims"),
)
"""Which of its fields hold ids of which other file."""

FORMS = {"supplements": ("supplement.{id}", "supplement.{id}.care")}
"""The texts each row must have: its name, and who must not and why."""


def lowest(supplement: Supplement, who: Who) -> UpperLevel | None:
    """Give the most cautious upper level for a group; None where no authority set one."""
    levels = [level for level in supplement.levels if level.who == who]
    return min(levels, key=lambda level: level.amount, default=None)
