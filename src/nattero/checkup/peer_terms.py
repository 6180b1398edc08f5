"""From what is known of a person to the terms of the model: the one place where an answer becomes a number.

In: `Known`. Out: the value of each term whose answers are known; a term that is left out is not known. The fitting script and
the check-up both come through here, so what was fitted is what is used.
"""

from collections.abc import Callable
from math import log, sqrt

from nattero.checkup.peer_person import BREATHING, QUALITY, Known

OLDEST_APART = 80  # later cycles of the survey call everybody above this 80
CENTRE, WIDTH = 50.0, 20.0  # years
FERTILE_UNTIL = 50  # from here on nobody in the survey was pregnant
DEPRESSED = 13.0  # points: about the mean of those in the survey with ten or more of the PHQ-9's 27
LEAST_KNOWN = 3  # of the six answers about sleep that are taken together

Value = Callable[[Known], float | None]


def age_basis(age: float, female: float, knots: tuple[float, float]) -> tuple[float, ...]:
    """Give the terms of age and sex: one, a line, a smooth rise between two knots, sex, and sex by the line.

    `female` is 1 or 0. The rise is a cubic spline, level outside its knots: in the survey little changes with age before
    and after the middle of life, and much in it.
    """
    line, side = (min(age, OLDEST_APART) - CENTRE) / WIDTH, female - 0.5
    share = min(1.0, max(0.0, (age - knots[0]) / (knots[1] - knots[0])))
    return (1.0, line, share * share * (3 - 2 * share), side, side * line)


def term_values(known: Known, pregnant_share: float) -> dict[str, float]:
    """Give the value of each term that is known.

    Whether a woman under fifty is pregnant, where nobody said, is taken at its share among such women.
    """
    found = {name: value(known) for name, value in TERMS.items()}
    found["pregnant"] = _pregnant(known, pregnant_share)
    return {name: value for name, value in found.items() if value is not None}


def _pregnant(known: Known, share: float) -> float:
    said = known.numbers.get("pregnant")
    if said is not None:
        return said
    return 0.0 if known.sex == "male" or known.age >= FERTILE_UNTIL else share


def _number(name: str, change: Callable[[float], float] = float) -> Value:
    return lambda known: change(known.numbers[name]) if name in known.numbers else None


def _condition(name: str) -> Value:
    return lambda known: float(known.conditions[name]) if name in known.conditions else None


def _medicine(name: str) -> Value:
    return lambda known: None if known.medicines is None else float(name in known.medicines)


def _at_least(name: str, level: float) -> Value:
    return _number(name, lambda value: float(value >= level))


def _mood(known: Known) -> float | None:
    points = known.numbers.get("phq9")
    if points is None and known.conditions.get("depression"):
        points = DEPRESSED
    return None if points is None else sqrt(points)


def _known_of(known: Known, names: tuple[str, ...], least: int) -> list[float]:
    values = [known.numbers[name] for name in names if name in known.numbers]
    return values if len(values) >= least else []


def _breathing(known: Known) -> float | None:
    values = _known_of(known, BREATHING, 1)
    return sum(values) / len(values) if values else None


def _quality(known: Known) -> float | None:
    values = _known_of(known, QUALITY, LEAST_KNOWN)
    return sum(values) / len(values) if values else None


def _quality_worst(known: Known) -> float | None:
    values = _known_of(known, QUALITY, LEAST_KNOWN)
    return float(min(3, sum(value >= 4 for value in values))) if values else None


INPUTS = {
    "pregnant": "pregnant",
    "bmi": "bmi",
    "education": "education",
    "smoker": "smoker",
    "not_working": "working",
    "health": "health",
    "diabetes": "conditions.diabetes",
    "hypertension": "conditions.hypertension",
    "heart": "conditions.heart",
    "stroke": "conditions.stroke",
    "lung": "conditions.lung",
    "arthritis": "conditions.arthritis",
    "kidney": "conditions.kidney",
    "liver": "conditions.liver",
    "thyroid": "conditions.thyroid",
    "cancer": "conditions.cancer",
    "anaemia": "conditions.anaemia",
    "sleep_apnoea": "conditions.sleep_apnoea",
    "restless_legs": "conditions.restless_legs",
    "mood": "mood",
    "short_sleep": "sleep.hours",
    "breathing": "sleep.breathing",
    "quality": "sleep.quality",
    "quality_worst": "sleep.quality",
    "pills": "sleep.pills",
    "jerks_ever": "sleep.leg_jerks",
    "jerks_sometimes": "sleep.leg_jerks",
    "jerks_often": "sleep.leg_jerks",
    "medicine_count": "medicines.count",
    "bronchodilators": "medicines.bronchodilators",
    "painkillers": "medicines.painkillers",
    "mood_medicines": "medicines.mood_medicines",
    "diuretics": "medicines.diuretics",
    "oestrogens": "medicines.oestrogens",
}
"""The terms in their order, each with the input it is told under."""

TERMS: dict[str, Value] = {
    "bmi": _number("bmi", lambda bmi: log(min(max(bmi, 16.0), 50.0) / 27)),
    "education": _number("education", lambda level: level - 3),
    "smoker": _number("smoker"),
    "not_working": _number("working", lambda working: 1 - working),
    "health": _number("health", lambda level: level - 3),
    **{name: _condition(name) for name, told in INPUTS.items() if told == f"conditions.{name}"},
    "mood": _mood,
    "short_sleep": _number("hours", lambda hours: max(0.0, 7 - hours)),
    "breathing": _breathing,
    "quality": _quality,
    "quality_worst": _quality_worst,
    "pills": _number("pills"),
    "jerks_ever": _at_least("leg_jerks", 1),
    "jerks_sometimes": _at_least("leg_jerks", 2),
    "jerks_often": _at_least("leg_jerks", 3),
    "medicine_count": _number("medicine_count", sqrt),
    **{name: _medicine(name) for name, told in INPUTS.items() if told == f"medicines.{name}"},
}
