"""People like you: of a hundred with these answers, how many had leg cramps at night last month, and what moved that.

In: a person (`peer_person`) and the fitted table (`peer_table`). Out: `Peers`, or a `PersonError` naming a field. Two
logistic regressions; what is not known is taken at its mean given all that is known, and the probability is averaged
over the spread that leaves (`peer_weights`). docs/model-card.md tells how well it does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Literal

import msgspec

from nattero.checkup.peer_math import dot, form, inverse, mean_probability, part
from nattero.checkup.peer_person import Known, read_person
from nattero.checkup.peer_table import Table
from nattero.checkup.peer_terms import age_basis, term_values
from nattero.checkup.peer_weights import Weights

Z = 1.959963984540054  # the 97.5 % quantile of the normal distribution
LEAST_POINTS = 0.05  # percentage points: less is not worth telling
FEW = 50  # people in the survey: fewer with an answer make it thin
PREGNANT_UNTIL, TOP_AGE = 42, 85  # years: hardly anybody pregnant was older; all above the second are one group
ANY, FREQUENT = 0, 1


class Moved(msgspec.Struct, frozen=True):
    """What knowing one input did to the probability of frequent cramps: percentage points, and which way."""

    input: str
    change: float
    direction: Literal["up", "down"]


class Peers(msgspec.Struct, frozen=True):
    """The probabilities of any (once a month or more) and of frequent (five times or more) cramps, with 95 % ranges.

    `moved_by` tells what moved the second, the strongest first; `thin` names inputs where the survey had few such people.
    """

    p_any: float
    p_frequent: float
    range_any: tuple[float, float]
    range_frequent: tuple[float, float]
    moved_by: tuple[Moved, ...]
    thin: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One person of one sex before the table: how far each known term is from its mean, and the mean log odds by outcome."""

    table: Table
    basis: tuple[float, ...]
    means: list[float]
    weights: Weights
    residuals: list[float]
    score: tuple[float, ...]

    def spread(self, outcome: int) -> float:
        """The variance of the log odds that comes from what is not known."""
        return (self.table.any, self.table.frequent)[outcome].spread * self.weights.spread[outcome]

    def probability(self, outcome: int) -> float:
        """The probability of an outcome."""
        return mean_probability(self.score[outcome], self.spread(outcome))

    def pulled(self) -> list[float]:
        """The residuals of the known terms, weighed by their precision."""
        return [dot(row, self.residuals) for row in self.weights.precision]


def people_like_you(person: Mapping[str, Any], table: Table) -> Peers:
    """Give the answer for a person. Raises PersonError where a field cannot be used, also for those under sixteen."""
    known = read_person(person, table)
    values = term_values(known, table.pregnant_share)
    cases = [case_of(known.age, female, values, table) for female in sexes(known)]
    chances = [average([case.probability(outcome) for case in cases]) for outcome in (ANY, FREQUENT)]
    ends = [average(column) for column in zip(*(ranges(case) for case in cases), strict=True)]
    changes = [dict(moves(case, known, values)) for case in cases]
    moved = {name: average([change[name] for change in changes]) for name in changes[0]}
    return Peers(
        chances[ANY],
        min(chances),
        (ends[0], ends[1]),
        (min(ends[2], chances[ANY]), min(ends[3], ends[1])),
        told(moved),
        tuple(dict.fromkeys(thin(known, values, table))),
    )


def average(values: Sequence[float]) -> float:
    """Give the mean of some values."""
    return sum(values) / len(values)


def sexes(known: Known) -> tuple[float, ...]:
    """Give the sexes to answer for, 1 for female: both where it is neither or not said; who is pregnant counts as female."""
    if known.sex in {"female", "male"}:
        return (float(known.sex == "female"),)
    return (1.0,) if known.numbers.get("pregnant") else (0.0, 1.0)


def case_of(age: float, female: float, values: Mapping[str, float], table: Table) -> Case:
    """Give the case of these values at an age and a sex."""
    basis = age_basis(age, female, table.knots)
    means = [dot(expected, basis) for expected in table.expected]
    weights = table.weights(tuple(i for i, term in enumerate(table.terms) if term.id in values))
    residuals = [values[table.terms[i].id] - means[i] for i in weights.known]
    score = (
        dot(fitted.base, basis) + dot(coefficients, means) + dot(known, residuals)
        for fitted, coefficients, known in zip(
            (table.any, table.frequent), table.coefficients, weights.score, strict=True
        )
    )
    return Case(table, basis, means, weights, residuals, tuple(score))


def ranges(case: Case) -> tuple[float, float, float, float]:
    """Give the 95 % ranges of both probabilities that the survey's size and design leave (low, high, low, high)."""
    pulled = case.pulled()
    filled = list(case.means)
    for i, residual in zip(case.weights.known, case.residuals, strict=True):
        filled[i] += residual
    for i, row in zip(case.weights.unknown, case.weights.lean, strict=True):
        filled[i] += dot(row, pulled)
    ends = []
    for outcome in (ANY, FREQUENT):
        error = sqrt(max(0.0, form([*case.basis, *filled], case.table.doubts[outcome])))
        ends += [mean_probability(case.score[outcome] + sign * Z * error, case.spread(outcome)) for sign in (-1, 1)]
    return ends[0], ends[1], ends[2], ends[3]


def moves(case: Case, known: Known, values: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Give, by input, how much higher the probability of frequent cramps is than had nobody told us that input.

    Age is measured against people of all ages with the same answers, sex against both sexes.
    """
    table, here = case.table, case.probability(FREQUENT)
    female = float(case.basis[-2] > 0)
    elsewhere = list(at_ages(case, female, values))
    yield "age", here - average(elsewhere)
    if known.sex in {"female", "male"} and not known.numbers.get("pregnant"):
        other = case_of(known.age, 1 - female, values, table).probability(FREQUENT)
        yield "sex", (here - other) / 2
    pulled = case.pulled()
    for name, places in inputs(case, known).items():
        apart = inverse(part(case.weights.precision, places, places))
        score = [case.weights.score[FREQUENT][i] for i in places]
        mean = case.score[FREQUENT] - dot(score, (dot(row, [pulled[i] for i in places]) for row in apart))
        spread = case.spread(FREQUENT) + table.frequent.spread * form(score, apart)
        yield name, here - mean_probability(mean, spread)


def at_ages(case: Case, female: float, values: Mapping[str, float]) -> Iterator[float]:
    """Give the probability of frequent cramps for the same answers at each age of the table.

    The log odds are linear in the terms of age and sex, and what the known terms are worth is the same at every age.
    """
    table, known, weights = case.table, case.weights.known, case.weights.score[FREQUENT]
    slopes = list(zip(*table.expected, strict=True))
    base = [
        start + dot(table.coefficients[FREQUENT], slope) - dot(weights, (slope[i] for i in known))
        for start, slope in zip(table.frequent.base, slopes, strict=True)
    ]
    told = dot(weights, (values[table.terms[i].id] for i in known))
    for age in table.ages:
        yield mean_probability(dot(base, age_basis(age, female, table.knots)) + told, case.spread(FREQUENT))


def inputs(case: Case, known: Known) -> dict[str, list[int]]:
    """Give the inputs that were told, each with the places of its terms among the known ones."""
    found: dict[str, list[int]] = {}
    for place, i in enumerate(case.weights.known):
        found.setdefault(case.table.terms[i].input, []).append(place)
    if "pregnant" not in known.numbers:
        found.pop("pregnant", None)
    return found


def told(moved: Mapping[str, float]) -> tuple[Moved, ...]:
    """Give what is worth telling, in percentage points, the strongest first."""
    rows = [Moved(name, round(100 * change, 2), "up" if change > 0 else "down") for name, change in moved.items()]
    return tuple(sorted((row for row in rows if abs(row.change) >= LEAST_POINTS), key=lambda row: -abs(row.change)))


def thin(known: Known, values: Mapping[str, float], table: Table) -> Iterator[str]:
    """Give the inputs whose answer few people in the survey gave."""
    if known.age > TOP_AGE:
        yield "age"
    if known.numbers.get("pregnant") and known.age > PREGNANT_UNTIL:
        yield "pregnant"
    if not table.bmi[0] <= known.numbers.get("bmi", table.bmi[0]) <= table.bmi[1]:
        yield "bmi"
    yield from (term.input for term in table.terms if term.people < FEW and values.get(term.id, 0) > 0)
