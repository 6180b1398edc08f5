"""The compact file as arrays: what every script about the survey starts from.

In: data/survey/people.csv.gz. Out: `People`: known answers, terms, weights, design and outcomes of each participant.
"""

import csv
import gzip
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nattero.checkup.peer_person import Known, read_person
from nattero.checkup.peer_table import BASIS, Outcome, Table, read_names
from nattero.checkup.peer_terms import INPUTS, OLDEST_APART, age_basis, term_values
from nattero.checkup.survey import cramps, person_of
from nattero.knowledge.pack import pack_root
from scripts.survey.compact import PEOPLE

Array = NDArray[np.float64]
KNOTS = (35.0, 60.0)
OUTCOMES = {"any": 1, "frequent": 3}  # SLQ160: rarely or more; often or more


@dataclass(frozen=True)
class People:
    """Participants as arrays: the basis of age and sex, terms (nan where not known), weights with mean one, outcomes."""

    rows: list[dict[str, str]]
    persons: list[dict[str, object]]
    age: Array
    basis: Array
    terms: Array
    weight: Array
    stratum: NDArray[np.int64]
    unit: NDArray[np.int64]
    cramps: NDArray[np.int64]
    pregnant_share: float

    def outcome(self, name: str) -> Array:
        """Whether each had any, or frequent, cramps: one or zero."""
        return (self.cramps >= OUTCOMES[name]).astype(np.float64)

    @property
    def clusters(self) -> NDArray[np.int64]:
        """A number for each sampling unit of each stratum."""
        return self.stratum * 10 + self.unit


def blank_table() -> Table:
    """A table without numbers, for reading persons before anything is fitted."""
    nothing = Outcome((0.0,) * BASIS, 1.0, tuple(" ".join("0" * (i + 1)) for i in range(BASIS)))
    return Table("", 0, KNOTS, (50.0,), 0.0, (16.0, 50.0), nothing, nothing, (), (), read_names(pack_root()))


@cache
def read_people() -> People:
    """Give all participants of the compact file."""
    with gzip.open(PEOPLE, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    table = blank_table()
    persons = [person_of(row) for row in rows]
    known = [read_person(person, table) for person in persons]
    weight = np.array([float(row["WTMEC2YR"]) for row in rows])
    share = pregnant_share(known, weight)
    values = [term_values(one, share) for one in known]
    return People(
        rows,
        persons,
        np.array([min(one.age, OLDEST_APART) for one in known]),
        np.array([age_basis(one.age, float(one.sex == "female"), KNOTS) for one in known]),
        np.array([[value.get(term, np.nan) for term in INPUTS] for value in values]),
        weight / weight.mean(),
        np.array([int(row["SDMVSTRA"]) for row in rows]),
        np.array([int(row["SDMVPSU"]) for row in rows]),
        np.array([cramps(row) for row in rows]),
        share,
    )


def pregnant_share(known: list[Known], weight: Array) -> float:
    """The share of women under fifty who were pregnant, among those of whom it is known."""
    asked = np.array([one.sex == "female" and one.age < 50 and "pregnant" in one.numbers for one in known])
    pregnant = np.array([one.numbers.get("pregnant", 0.0) for one in known])
    return float(np.average(pregnant[asked], weights=weight[asked]))
