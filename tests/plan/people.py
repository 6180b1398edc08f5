"""Random people for plans, and what the pack forbids them, read from its files by the test itself.

Nothing here calls the planner, the limits or the findings of the program: it is a second reading of the same YAML.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from nattero.knowledge.limits import LIMITS
from nattero.knowledge.pack import pack_root
from nattero.plan.profile import Profile, Said, profile_of
from tests import packed

PACK = packed.pack()
Known = dict[str, set[Any]]
YES_NO = sorted(name for name, row in PACK.features.items() if row.type == "yes_no")
QUESTIONS = {
    "steady": ["yes", "no"],
    "feet_feel": ["yes", "no"],
    "can_stand": ["yes", "no"],
    "pregnant": ["yes", "no"],
    "varicose_veins": ["yes", "no"],
    "blood_thinners": ["yes", "no"],
    "clot_sign": ["yes", "no"],
    "for_whom": ["me", "child", "other"],
}
CONDITION = re.compile(r"([a-z][a-z0-9_]*)(?:(<=|>=|<|>|=)([a-z0-9_.]+))?")
IMPLIED = {
    "third_trimester": ["pregnant"],
    "cannot_stand_unaided": ["unsteady"],
    "dizzy": ["unsteady"],
    "heart_failure": ["heart_disease"],
}


def rows(name: str) -> dict[str, dict[str, Any]]:
    """The rows of a file as they are written, every scalar as text."""
    text = pack_root().joinpath(f"{name}.yaml").read_text("utf-8")
    return {row["id"]: row for row in yaml.load(text, yaml.CBaseLoader)}


MEASURES, EXERCISES, PROGRAMMES = rows("measures"), rows("exercises"), rows("programmes")
FOODS, CARES = rows("foods"), rows("cares")
LIMIT_ROWS, INTERACTIONS, OTHERS = rows("limits"), rows("interactions"), rows("other_medicines")
MEDICINES = sorted(
    {name for row in (*INTERACTIONS.values(), *LIMIT_ROWS.values()) for name in row.get("medicines", ())}
    | {name for name, row in OTHERS.items() if row.get("kind")}
)
STANDING = {name for name, row in EXERCISES.items() if row["position"] in {"standing", "wall"}}
OFTEN = sorted(
    {name for row in MEASURES.values() for line in row.get("never", ()) for name, _, _ in CONDITION.findall(line)}
    & set(YES_NO)
)


@dataclass(frozen=True)
class Drawn:
    """A person as drawn: what they said, for the program, and the same for this reading."""

    said: Said

    @property
    def profile(self) -> Profile:
        return profile_of(self.said, PACK.limits.values(), PACK.red_flags.values())


def drawn(rng: random.Random) -> Drawn:
    """A random person: of any age, with some answers, medicines, limits, and little or much time."""
    names = rng.sample(YES_NO, rng.randrange(8)) + rng.sample(OFTEN, rng.randrange(4))
    answers: dict[str, Any] = {name: rng.random() < 0.6 for name in names}
    if rng.random() < 0.15:
        answers["gestation_weeks"] = rng.randrange(1, 45)
    age = rng.choice([None, rng.randrange(0, 18), rng.randrange(18, 60), rng.randrange(60, 105)])
    taken = frozenset(rng.sample(MEDICINES, rng.choice([0, 0, 1, 3])))
    return Drawn(
        Said(
            readings=(answers,)
            if rng.random() < 0.8
            else (answers, {name: True for name in answers if name in YES_NO}),
            age=age,
            sex=rng.choice(["female", "male", "other", "unknown"]),
            pregnant=rng.choice([None, None, True, False]),
            settings={name: rng.choice(values) for name, values in QUESTIONS.items() if rng.random() < 0.4},
            medicines=taken,
            kinds={name: OTHERS[name]["kind"] for name in sorted(taken) if OTHERS.get(name, {}).get("kind")},
            clear=rng.random() < 0.5,
            linked=rng.random() < 0.3,
            limits={name: rng.random() < 0.5 for name in rng.sample(LIMITS, rng.randrange(7))},
            minutes=rng.choice([None, 0, 1, 3, 5, 10, 20, 60, 120]),
        )
    )


def known(said: Said) -> Known:
    """Everything that is true of a person as they said it, without limits."""
    found: Known = {}
    for answers in said.readings:
        for name, value in answers.items():
            found.setdefault(name, set()).add(value)
    if said.age is not None:
        found.setdefault("age", set()).add(said.age)
    found["sex"] = {said.sex}
    weeks = {value for value in found.get("gestation_weeks", ()) if value is not None}
    expecting = bool(weeks) or said.pregnant is True or said.settings.get("pregnant") == "yes"
    expecting = expecting or True in found.get("pregnant", ())
    found["pregnant"] = {expecting}
    after = any(value <= 12 for value in found.get("postpartum_weeks", ()))
    ages = found.get("age", set())
    young = (
        any(age < 18 for age in ages)
        if ages
        else any(True in values for name, values in found.items() if name.startswith("child_"))
    )
    fertile = said.sex != "male" and (not ages or any(10 <= age <= 60 for age in ages))
    found |= {
        "child": {young},
        "maybe_child": {young or not ages},
        "postpartum": {after},
        "childbearing": {expecting or after or fertile},
        "second_half": {after or not any(value < 20 for value in weeks)},
    }
    return found


def holds(line: str, found: Mapping[str, set[Any]]) -> bool:
    """Whether a finding holds, read by the test."""
    return all(any(_one(text.strip(), found) for text in part.split("/")) for part in line.split("&"))


def _one(text: str, found: Mapping[str, set[Any]]) -> bool:
    match = CONDITION.fullmatch(text)
    assert match, text
    name, sign, value = match.groups()
    values = found.get(name, set())
    if sign is None:
        return True in values
    if sign == "=":
        return value in values
    numbers = [number for number in values if isinstance(number, int | float) and not isinstance(number, bool)]
    compare = {"<": float.__lt__, ">": float.__gt__, "<=": float.__le__, ">=": float.__ge__}[sign]
    return any(compare(float(number), float(value)) for number in numbers)


def limits(said: Said) -> set[str]:
    """What limits a person, read by the test from limits.yaml: all that is said, and what is assumed and nobody denied."""
    found = known(said)
    certain = {name for name, row in LIMIT_ROWS.items() if _is_said(name, row, said, found)}
    denied = {str(name) for name, value in said.limits.items() if not value}
    denied |= {name for name, row in LIMIT_ROWS.items() if _is_denied(row, said)}
    denied |= {name for name, others in IMPLIED.items() if denied & set(others)}
    taken = {name for name, row in LIMIT_ROWS.items() if name not in denied and _is_assumed(row, found)}
    every = certain | taken
    return every | {other for name in every for other in IMPLIED.get(name, ())}


def _is_said(name: str, row: dict[str, Any], said: Said, found: Known) -> bool:
    own = {str(limit): value for limit, value in said.limits.items()}
    return (
        own.get(name) is True
        or any(holds(line, found) for line in row.get("when", ()))
        or any(said.settings.get(question) in values for question, values in row.get("answers", {}).items())
        or bool(set(row.get("medicines", ())) & said.medicines)
    )


def _is_denied(row: dict[str, Any], said: Said) -> bool:
    for name, values in row.get("denied", {}).items():
        answers = [answers.get(name) for answers in said.readings]
        if name == "pregnant" and said.pregnant is False:
            answers.append(False)
        no = False in answers and True not in answers
        if said.settings.get(name, "no" if no else None) in values:
            return True
    return False


def _is_assumed(row: dict[str, Any], found: Known) -> bool:
    if "assumed" not in row or any(holds(line, found) for line in row.get("unless", ())):
        return False
    return row["assumed"] == "anybody" or holds(row["assumed"], found)


def faults(said: Said, plan: Mapping[str, list[str]], foods: Iterable[str] = ()) -> dict[str, list[str]]:
    """What speaks against the measures of a plan (each with its exercises) for a person: nothing of it may be there."""
    held, plain = limits(said), known(said)
    found = {**plain, **{limit: plain.get(limit, set()) | {True} for limit in held}}
    eaten = {name: list(_of_food(name, said, found, held)) for name in foods}
    bad = eaten | {name: list(_faults(said, name, exercises, held, plain, found)) for name, exercises in plan.items()}
    return {name: several for name, several in bad.items() if several}


def _faults(
    said: Said, measure: str, exercises: list[str], held: set[str], plain: Known, found: Known
) -> Iterator[str]:
    row = MEASURES[measure]
    if row.get("offered") == "false":
        yield "it is not offered"
    yield from (f"never: {line}" for line in row.get("never", ()) if holds(line, found))
    yield from (f"ask first: {line}" for line in row.get("ask_first", ()) if holds(line, found))
    yield from _of_people(row, held, plain)
    yield from _of_medicines(row, said, found)
    for exercise in exercises:
        yield from (f"{exercise} is never for {one}" for one in EXERCISES[exercise].get("never", ()) if one in held)
        if exercise in STANDING and not firm(said):
            yield f"{exercise} is done standing"


def _of_food(name: str, said: Said, found: Known, held: set[str]) -> Iterator[str]:
    for care in FOODS[name].get("care", ()):
        row = CARES[care]
        yield from (
            f"{care}: {line}" for line in (*row.get("never", ()), *row.get("ask_first", ())) if holds(line, found)
        )
        yield from _of_medicines(row, said, found)
        if "vitamin-k" in row.get("advice", ()) and "blood_thinners" in held:
            yield f"{care}: a blood thinner, and nobody said which"


def _of_people(row: dict[str, Any], held: set[str], found: Known) -> Iterator[str]:
    people = set(row["people"])
    child = True in found["child"] or "child_alone" in held
    if child and not {"children", "everyone"} & people:
        yield "it is not for a child"
    if True in found["pregnant"] and not child and not {"pregnant", "everyone"} & people:
        yield "it is not for who is pregnant"


def _of_medicines(row: dict[str, Any], said: Said, found: Known) -> Iterator[str]:
    for name, rule in INTERACTIONS.items():
        if rule["advice"] not in row.get("advice", ()):
            continue
        if set(rule.get("medicines", ())) & said.medicines or set(rule.get("kinds", ())) & set(said.kinds.values()):
            yield f"it does not go with a medicine: {name}"
        if any(True in found.get(one, ()) for one in rule.get("conditions", ())):
            yield f"it does not go with a condition: {name}"


def firm(said: Said) -> bool:
    """Whether a person said in any way that they stand firmly."""
    return said.settings.get("steady") == "yes" or said.limits.get("unsteady") is False
