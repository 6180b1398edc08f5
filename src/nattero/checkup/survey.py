"""A row of the survey's own columns as a person, for "people like you".

In: one participant's columns (upper-case names, text as published; a column may be missing) and the generic names of the
medicines. Out: a person as `peer_person` reads it, and the answer about cramps. Codes: the codebooks of the National Health
and Nutrition Examination Survey, 2005-2006 and 2007-2008 (Centers for Disease Control and Prevention).
"""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, str]
YES, NO = 1, 2
MEDICINES, MEDICINE_COUNT = "MEDICINES", "RXDCOUNT"
BETWEEN = "|"  # stands between the names of a person's medicines

CONDITIONS = {
    "hypertension": "BPQ020",
    "heart_failure": "MCQ160B",
    "coronary_heart_disease": "MCQ160C",
    "angina": "MCQ160D",
    "heart_attack": "MCQ160E",
    "stroke": "MCQ160F",
    "emphysema": "MCQ160G",
    "chronic_bronchitis": "MCQ160K",
    "arthritis": "MCQ160A",
    "kidney_disease": "KIQ022",
    "liver_disease": "MCQ160L",
    "thyroid_disease": "MCQ160M",
    "cancer": "MCQ220",
    "anaemia": "MCQ053",
}
SLEEP = {
    "snoring": "SLQ030",
    "breathing_stops": "SLQ040",
    "falling_asleep": "SLQ080",
    "waking": "SLQ090",
    "early_waking": "SLQ100",
    "unrested": "SLQ110",
    "sleepy": "SLQ120",
    "too_little": "SLQ130",
    "pills": "SLQ140",
    "leg_jerks": "SLQ150",
}
PHQ = tuple(f"DPQ0{number}0" for number in range(1, 10))
PHQ_LEAST = 7  # of nine answers; the sum is scaled up to nine
ADULT = 20  # years: diseases were asked from here on; below, no answer is taken as no
COLUMNS = (
    *(
        "RIDAGEYR",
        "RIAGENDR",
        "RIDEXPRG",
        "BMXBMI",
        "DMDEDUC2",
        "SMQ020",
        "SMQ040",
        "OCD150",
        "HUQ010",
        "DIQ010",
        "MCQ010",
    ),
    *("MCQ035", "SLQ060", "SLQ070A", "SLQ070C", "SLD010H", MEDICINE_COUNT, "RXDUSE", "SLQ160"),
    *CONDITIONS.values(),
    *SLEEP.values(),
    *PHQ,
)
"""The columns that are read; each may be missing."""


def number(row: Row, column: str) -> float | None:
    """Give a column as a number, None where it is blank, missing or no number."""
    try:
        return float(row.get(column) or "")
    except ValueError:
        return None


def code(row: Row, column: str, highest: int, lowest: int = 0) -> int | None:
    """Give a code between two limits; refused, not known and blank are None."""
    value = number(row, column)
    return int(value) if value is not None and lowest <= value <= highest else None


def cramps(row: Row) -> int | None:
    """Give how often somebody had leg cramps at night in the past month, 0 to 4 (SLQ160); None where nobody knows."""
    return code(row, "SLQ160", 4)


def person_of(row: Row) -> dict[str, Any]:
    """Give a participant as a person; what the survey does not tell is None."""
    age = number(row, "RIDAGEYR")
    smoked = _yes(row, "SMQ020")
    return {
        "age": age,
        "sex": {1: "male", 2: "female"}.get(code(row, "RIAGENDR", 2) or 0),
        "pregnant": _yes(row, "RIDEXPRG") if code(row, "RIAGENDR", 2) == 2 else None,
        "bmi": _within(number(row, "BMXBMI"), 10, 100),
        "education": code(row, "DMDEDUC2", 5, 1),
        "smoker": False if smoked is False else {1: True, 2: True, 3: False}.get(code(row, "SMQ040", 3) or 0),
        "working": {1: True, 2: True, 3: False, 4: False}.get(code(row, "OCD150", 4) or 0),
        "health": code(row, "HUQ010", 5, 1),
        "phq9": _phq9(row),
        "conditions": _conditions(row, age or 0),
        "medicines": _medicines(row),
        "medicine_count": _count(row),
        "sleep": _sleep(row),
    }


def _yes(row: Row, column: str) -> bool | None:
    return {YES: True, NO: False}.get(code(row, column, 2) or 0)


def _within(value: float | None, low: float, high: float) -> float | None:
    return value if value is not None and low <= value <= high else None


def _phq9(row: Row) -> float | None:
    answers = [answer for column in PHQ if (answer := code(row, column, 3)) is not None]
    return sum(answers) * len(PHQ) / len(answers) if len(answers) >= PHQ_LEAST else None


def _conditions(row: Row, age: float) -> dict[str, bool | None]:
    found = {name: _yes(row, column) for name, column in CONDITIONS.items()}
    found["diabetes"] = {1: True, 2: False, 3: False}.get(code(row, "DIQ010", 3) or 0)
    found["asthma"] = False if _yes(row, "MCQ010") is False else _yes(row, "MCQ035")
    if age < ADULT:
        found = {name: bool(has) for name, has in found.items()}
    told = _yes(row, "SLQ060")
    found["sleep_apnoea"] = None if told is None else told and number(row, "SLQ070A") == 1
    found["restless_legs"] = None if told is None else told and number(row, "SLQ070C") == 3
    return found


def _medicines(row: Row) -> list[str] | None:
    if _yes(row, "RXDUSE") is None:
        return None
    names: Sequence[str] = (row.get(MEDICINES) or "").split(BETWEEN)
    return [name for name in names if name and not name.isdigit()]


def _count(row: Row) -> float | None:
    took = _yes(row, "RXDUSE")
    return 0.0 if took is False else _within(number(row, MEDICINE_COUNT), 0, 100) if took else None


def _sleep(row: Row) -> dict[str, float | None]:
    found: dict[str, float | None] = {name: code(row, column, 4) for name, column in SLEEP.items()}
    for name in ("snoring", "breathing_stops"):
        found[name] = code(row, SLEEP[name], 3)
    return {**found, "hours": _within(number(row, "SLD010H"), 0, 24)}
