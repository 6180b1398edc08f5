"""What is known of one person, checked field by field, as "people like you" takes it.

In: a plain object (from JSON, the check-up or a survey row); docs/model-card.md lists the fields. Out: `Known`, or a
`PersonError` that names the field; its words are `peers.problem.<code>` in the pack. Left out and null mean: not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nattero.checkup.peer_table import Table

YOUNGEST, OLDEST = 16, 120  # the survey asked people from 16 on
PREGNANT_BEFORE = 60  # years; a pregnancy beyond is a slip of the pen
SEXES = frozenset({"female", "male", "other", "unknown"})
EDUCATION = ("primary", "some_secondary", "secondary", "some_college", "degree")
HEALTH = ("excellent", "very_good", "good", "fair", "poor")
NIGHTS_A_WEEK = ("never", "rarely", "sometimes", "often")
NIGHTS_A_MONTH = ("never", "rarely", "sometimes", "often", "almost_always")
BREATHING = ("snoring", "breathing_stops")
QUALITY = ("falling_asleep", "waking", "early_waking", "unrested", "sleepy", "too_little")
SCALES = {**dict.fromkeys(BREATHING, NIGHTS_A_WEEK), **dict.fromkeys((*QUALITY, "pills", "leg_jerks"), NIGHTS_A_MONTH)}
RANGES = {"bmi": (10.0, 100.0), "phq9": (0.0, 27.0), "medicine_count": (0.0, 100.0)}
FLAGS = ("pregnant", "smoker", "working")
FIELDS = frozenset({"id", "age", "sex", "education", "health", "conditions", "medicines", "sleep", *RANGES, *FLAGS})
MOST_NAMES = 500


class PersonError(ValueError):
    """A field that cannot be used: which, and the code of what is wrong with it."""

    def __init__(self, field_name: str, code: str) -> None:
        super().__init__(f"{field_name}: {code}")
        self.field, self.code = field_name, code


@dataclass(frozen=True)
class Known:
    """What is known: numbers by field (scales from 0), conditions and medicine classes as yes or no where known."""

    age: float
    sex: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    conditions: Mapping[str, bool] = field(default_factory=dict)
    medicines: frozenset[str] | None = None


def read_person(person: Mapping[str, Any], table: Table) -> Known:
    """Give what is known of a person. Raises PersonError for the first field that cannot be used."""
    given = {name: value for name, value in person.items() if value is not None}
    _refuse_others(given, FIELDS, "")
    age, sex = _age(given), _sex(given)
    numbers = {name: _number(name, given[name], *RANGES[name]) for name in RANGES if name in given}
    numbers |= {name: float(_flag(name, given[name])) for name in FLAGS if name in given}
    numbers |= {name: _scale(name, given[name], words) + 1 for name, words in _scales() if name in given}
    numbers |= _sleep(given.get("sleep", {}))
    if numbers.get("pregnant") and (sex == "male" or age >= PREGNANT_BEFORE):
        raise PersonError("pregnant", "pregnant")
    medicines = _medicines(given, table)
    if medicines is not None:
        numbers.setdefault("medicine_count", float(len(set(given["medicines"]))))
    return Known(age, sex, numbers, _conditions(given.get("conditions"), table), medicines)


def _scales() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("education", EDUCATION), ("health", HEALTH))


def _refuse_others(given: Mapping[str, Any], known: frozenset[str], before: str) -> None:
    for name in given:
        if name not in known:
            raise PersonError(f"{before}{name}", "unknown")


def _age(given: Mapping[str, Any]) -> float:
    if "age" not in given:
        raise PersonError("age", "missing")
    age = _number("age", given["age"], 0, OLDEST)
    if age < YOUNGEST:
        raise PersonError("age", "young")
    return age


def _sex(given: Mapping[str, Any]) -> str:
    if "sex" not in given:
        raise PersonError("sex", "missing")
    if given["sex"] not in SEXES:
        raise PersonError("sex", "sex")
    return str(given["sex"])


def _number(name: str, value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise PersonError(name, name.rpartition(".")[2])
    return float(value)


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise PersonError(name, "flag")
    return value


def _scale(name: str, value: Any, words: tuple[str, ...]) -> float:
    """Give the place of a word in its scale. Education and health count from 1, nights from 0, as the survey does."""
    first = 1 if words in {EDUCATION, HEALTH} else 0
    if isinstance(value, str) and value in words:
        return float(words.index(value))
    if isinstance(value, int) and not isinstance(value, bool) and first <= value < first + len(words):
        return float(value - first)
    raise PersonError(name, "scale" if first == 0 else name)


def _sleep(sleep: Any) -> dict[str, float]:
    if not isinstance(sleep, dict):
        raise PersonError("sleep", "object")
    given = {name: value for name, value in sleep.items() if value is not None}
    _refuse_others(given, frozenset({"hours", *SCALES}), "sleep.")
    found = {name: _scale(f"sleep.{name}", given[name], words) for name, words in SCALES.items() if name in given}
    if "hours" in given:
        found["hours"] = _number("sleep.hours", given["hours"], 0, 24)
    return found


def _conditions(given: Any, table: Table) -> dict[str, bool]:
    """Give each condition as yes or no. A list is taken as whole; an object says yes, no or (null) not known of each."""
    if given is None:
        return {}
    if isinstance(given, list):
        said = dict.fromkeys(_names("conditions", given), True)
    elif isinstance(given, dict):
        said = {name: _flag(f"conditions.{name}", value) for name, value in given.items() if value is not None}
    else:
        raise PersonError("conditions", "names")
    found = dict.fromkeys(table.names.conditions, False) if isinstance(given, list) else {}
    for name, has in said.items():
        if name not in table.condition_of:
            raise PersonError(f"conditions.{name}"[:120], "condition")
        group = table.condition_of[name]
        if group is not None:
            found[group] = found.get(group, False) or has
    return found


def _medicines(given: Mapping[str, Any], table: Table) -> frozenset[str] | None:
    """Give the classes of a list of medicines, combinations joined by / or ; - a medicine without a class has none."""
    if "medicines" not in given:
        return None
    names = _names("medicines", given["medicines"])
    parts = (part.strip().lower() for name in names for part in name.replace(";", "/").split("/"))
    return frozenset(table.class_of[part] for part in parts if part in table.class_of)


def _names(name: str, value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) > MOST_NAMES or not all(isinstance(one, str) for one in value):
        raise PersonError(name, "names")
    return value
