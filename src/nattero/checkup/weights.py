"""The pack's chances as one table of weights of evidence, ready to be added up.

In: the pack's expectations. Out: a `Table`: a row for each state of each answer, a column for each explanation, holding
ln P(answer | explanation) - ln P(answer | everyone who comes): how much the answer speaks for the explanation (Good 1950).
Weights are held between -5 and 5: no single answer decides alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from nattero.knowledge.explanations import Expectations, Explanation, Reference

Array = npt.NDArray[np.float64]
STRONGEST = 5.0
BANDS = ((8, "small"), (13, "child"), (18, "teen"), (45, "young"), (65, "middle"), (80, "older"), (200, "oldest"))
"""The first age (in years) that no longer belongs to each band."""


@dataclass(frozen=True)
class Table:
    """The weights: rows by feature and state, columns by explanation."""

    expectations: Expectations
    names: tuple[str, ...]
    features: tuple[str, ...]
    first: Mapping[str, int]
    weights: Array
    background: Array
    _priors: dict[tuple[str, str, str], Array] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The column of each explanation."""
        return {name: column for column, name in enumerate(self.names)}

    @cached_property
    def surprise(self) -> Array:
        """How rare each state is among all who come: -ln of its share."""
        return np.asarray(-np.log(self.background))

    def row(self, feature: str, answer: object) -> int | None:
        """Give the row of an answer; None where the feature is not weighed or the answer says nothing."""
        reference = self.expectations.references.get(feature)
        state = None if reference is None else state_of(reference, answer)
        return None if state is None else self.first[feature] + state

    def log_prior(self, age: float | None, sex: str, pregnant: bool, postpartum: bool) -> Array:
        """Give the natural logarithm of each explanation's share of 1,000 such people."""
        stratum = "pregnant" if pregnant else "postpartum" if postpartum else "any"
        band = next((name for ends, name in BANDS if age is not None and age < ends), "any")
        key = (stratum, band, sex)
        if key not in self._priors:
            shares = [_share(each, *key) for each in self.expectations.explanations.values()]
            self._priors[key] = np.log(np.maximum(shares, 1e-6))
        return self._priors[key]


def _share(explanation: Explanation, stratum: str, band: str, sex: str) -> float:
    """Give how many of 1,000 such people an explanation fits."""
    prior: Mapping[str, float] = {str(name): value for name, value in explanation.prior.items()}
    share = prior.get(stratum if stratum in prior and stratum != "any" else band, prior["any"])
    if sex == "female" or stratum != "any":
        return share * explanation.female
    return share * explanation.male if sex == "male" else share


def build_table(expectations: Expectations) -> Table:
    """Give the table of a pack's expectations."""
    first: dict[str, int] = {}
    background: list[float] = []
    for name, reference in expectations.references.items():
        first[name] = len(background)
        background += reference.chances
    share = np.array(background)[:, None]
    chance = np.repeat(share, len(expectations.explanations), axis=1)
    for column, explanation in enumerate(expectations.explanations.values()):
        for name, chances in _expected(explanation, expectations.references):
            chance[first[name] : first[name] + len(chances), column] = chances
    weights = np.clip(np.log(chance / share), -STRONGEST, STRONGEST)
    names = tuple(expectations.explanations)
    return Table(expectations, names, tuple(first), first, weights, np.array(background))


def _expected(explanation: Explanation, references: Mapping[str, Reference]) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Give, for each feature an explanation says something about, the chance of each state."""
    yield from ((name, (chance, 1 - chance)) for name, chance in explanation.yes.items())
    yield from explanation.numbers.items()
    for name, chances in explanation.choices.items():
        yield name, tuple(chances[value] for value in references[name].choice)
    if explanation.otherwise < 1:
        for name, reference in references.items():
            if reference.yes is not None and not reference.everyday and name not in explanation.yes:
                chance = reference.yes * explanation.otherwise
                yield name, (chance, 1 - chance)


def state_of(reference: Reference, answer: object) -> int | None:
    """Give which state of a feature an answer is; None for no answer."""
    if reference.yes is not None:
        return (0 if answer else 1) if isinstance(answer, bool) else None
    if reference.choice:
        return list(reference.choice).index(answer) if answer in reference.choice else None
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        return None
    return next((step for step, end in enumerate(reference.bins) if answer <= end), len(reference.bins))
