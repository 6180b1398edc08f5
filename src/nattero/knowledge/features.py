"""What the check-up asks about: one frozen struct for each finding, and whether an answer is one it can take.

In: rows of `features.yaml`. Out: validated values. The seven features of night cramps are those of Hallegraeff et al.
(BMC Family Practice 2017, doi 10.1186/s12875-017-0600-x), the criteria A to C those of the International Classification
of Sleep Disorders, third edition.
"""

from typing import Annotated, Literal

import msgspec

from nattero.knowledge.model import Id, Row

Answer = bool | float | str
FeatureType = Literal["yes_no", "number", "choice"]
AskedOf = Literal["all", "female", "pregnant", "child", "adult", "grown", "young", "clinician"]
Group = Literal[
    "person",
    "safety",
    "attack",
    "restless",
    "legs",
    "nerves",
    "muscles",
    "body",
    "illness",
    "medicines",
    "life",
    "pregnancy",
    "child",
    "burden",
    "clinician",
]
Unit = Literal["years", "weeks", "minutes", "times", "medicines", "points"]


class Feature(Row, frozen=True, kw_only=True):
    """One finding: the kind of answer it takes, whom it is asked of, and what a yes (or any number) says as well."""

    group: Group
    type: FeatureType
    values: tuple[Id, ...] = ()
    unit: Unit | None = None
    least: float | None = None
    most: float | None = None
    asked_of: tuple[AskedOf, ...]
    seven: Annotated[int, msgspec.Meta(ge=1, le=7)] | None = None
    icsd: Literal["A", "B", "C"] | None = None
    means: tuple[Id, ...] = ()

    def __post_init__(self) -> None:
        if not self.asked_of:
            raise ValueError("A feature needs at least one of `asked_of`")
        if (self.type == "choice") != bool(self.values):
            raise ValueError("A choice, and nothing else, has `values`")
        if (self.type == "number") != all(field is not None for field in (self.unit, self.least, self.most)):
            raise ValueError("A number, and nothing else, has `unit`, `least` and `most`")


def takes(feature: Feature, answer: object) -> bool:
    """Tell whether an answer is one this feature can take: true or false, one of its values, a number in its range."""
    if feature.type == "yes_no":
        return isinstance(answer, bool)
    if feature.type == "choice":
        return answer in feature.values
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        return False
    return feature.least is not None and feature.most is not None and feature.least <= answer <= feature.most
