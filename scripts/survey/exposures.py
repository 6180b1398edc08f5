"""What may go with cramps, as columns that point the way that was published of each.

In: `People`. Out: a column an exposure with what one step of it is, and the columns that everything is adjusted for.
"""

from collections.abc import Callable

import numpy as np

from nattero.checkup.peer_person import read_person
from nattero.checkup.survey import number
from scripts.survey.people import Array, People, blank_table


def columns(people: People) -> dict[str, tuple[Array, str]]:
    """Each exposure as a column pointing the published way, and what one step of it is."""
    blank = blank_table()
    known = [read_person(person, blank) for person in people.persons]

    def of(name: str) -> Array:
        return np.array([one.numbers.get(name, np.nan) for one in known])

    def raw(column: str, change: Callable[[float], float] = float) -> Array:
        values = [number(row, column) for row in people.rows]
        return np.array([np.nan if value is None else change(value) for value in values])

    def ever(column: str) -> Array:
        values = raw(column)
        return np.where(values == 1, 1.0, np.where(values == 2, 0.0, np.nan))

    lung = np.array([one.conditions.get("lung", np.nan) for one in known], dtype=np.float64)
    step = "step of the answer"
    return {
        "age": (people.age / 10, "10 years"),
        "education": (-of("education"), "level less"),
        "work": (1 - of("working"), "no work last week"),
        "sleep duration": (-of("hours"), "hour less"),
        "leg jerks": (of("leg_jerks"), step),
        "snoring": (of("snoring"), step),
        "snorting or stopped breathing": (of("breathing_stops"), step),
        "trouble falling asleep": (of("falling_asleep"), step),
        "waking at night": (of("waking"), step),
        "feeling unrested": (of("unrested"), step),
        "sleepiness by day": (of("sleepy"), step),
        "sleeping pills": (of("pills"), step),
        "body mass index": (of("bmi") / 5, "5 kg/m²"),
        "smoking": (of("smoker"), "yes"),
        "hypertension": (ever("BPQ020"), "yes"),
        "heart failure": (ever("MCQ160B"), "yes"),
        "angina": (ever("MCQ160D"), "yes"),
        "stroke": (ever("MCQ160F"), "yes"),
        "arthritis": (ever("MCQ160A"), "yes"),
        "asthma or chronic lung disease": (lung, "yes"),
        "cancer": (ever("MCQ220"), "yes"),
        "depression (PHQ-9)": (of("phq9") / 5, "5 points"),
        "general health": (of("health"), "step worse"),
        "C-reactive protein": (raw("LBXCRP", np.log2), "doubling"),
        "HbA1c": (raw("LBXGH"), "1 %"),
        "calcium": (raw("LBXSCA"), "1 mg/dL"),
        "cadmium": (raw("LBXBCD", np.log2), "doubling"),
        "red blood cells": (raw("LBXRBCSI"), "10¹² a litre"),
    }


def adjustment(people: People) -> Array:
    """The columns every odds ratio is adjusted for: one, age, sex, education, body mass index."""
    found = columns(people)
    return np.column_stack(
        [
            np.ones(len(people.rows)),
            found["age"][0],
            people.basis[:, -2],
            found["education"][0],
            found["body mass index"][0],
        ]
    )


def adjustable(people: People) -> Array:
    """Who has all that is adjusted for: one or zero."""
    return np.asarray(~np.isnan(adjustment(people)).any(axis=1), dtype=np.float64)
