"""What must hold between exercises, programmes and limits, so that nobody is given what is forbidden for them.

In: the rows of the pack. Out: findings: a programme with an exercise its people must not do, and a limit that leaves
a person without anything to do instead.
"""

from collections.abc import Iterator

from nattero.knowledge.exercises import ASK_FIRST, Exercise, allowed, substitute, widened
from nattero.knowledge.finding import features
from nattero.knowledge.reading import Reading
from nattero.knowledge.rows import Finding, Placed


def forbidden_parts(reading: Reading) -> Iterator[Finding]:
    """Name exercises of a programme that are forbidden for people it is for."""
    bank = bank_of(reading)
    for row in reading.rows["programmes"]:
        for part in row.value.exercises:
            exercise = bank.get(part)
            if exercise and not allowed(exercise, row.value.limits):
                limits = ", ".join(sorted(widened(row.value.limits) & set(exercise.never)))
                yield _finding(
                    "programmes", row, "parts", f"{part} is never for {limits}, and the programme is for them"
                )


def missing_substitutes(reading: Reading) -> Iterator[Finding]:
    """Name limits that forbid an exercise and all that might stand in for it, and substitutes that are no safer."""
    bank = bank_of(reading)
    for row in reading.rows["exercises"]:
        exercise = row.value
        if not all(other in bank for other in exercise.instead):
            continue
        for limit in exercise.never:
            if limit not in ASK_FIRST and substitute(exercise, (limit,), bank) is None:
                yield _finding("exercises", row, "instead", f"nothing stands in for it where {limit} forbids it")
        for other in exercise.instead:
            if set(bank[other].never) >= set(exercise.never):
                yield _finding(
                    "exercises", row, "instead", f"{other} is forbidden for everybody that this is forbidden for"
                )


def limits_of_nothing(reading: Reading) -> Iterator[Finding]:
    """Name rows of limits that ask about what is no feature, question or medicine, or that are no danger sign."""
    asked = {row.value.id for name in ("features", "questions") for row in reading.rows[name]}
    known = {"features": {row.value.id for row in reading.rows["features"]}, "answers": asked, "denied": asked}
    known["medicines"] = {
        row.value.id for name in ("medicines", "other_medicines") for row in reading.rows.get(name, ())
    }
    known["sign"] = {row.value.id for row in reading.rows["red_flags"]}
    for row in reading.rows["limits"]:
        rule = row.value
        named = {
            "answers": rule.answers,
            "denied": rule.denied,
            "medicines": rule.medicines if known["medicines"] else (),
            "sign": (rule.sign,) if rule.sign else (),
        }
        named["features"] = {name for line in rule.findings for name in features(line)}
        for field, names in named.items():
            for name in sorted(set(names) - known[field]):
                yield Finding("error", "limits.yaml", row.line, f"{rule.id}.{field}", f"there is no {name}")


def bank_of(reading: Reading) -> dict[str, Exercise]:
    """Give the exercises of a reading by id."""
    return {row.value.id: row.value for row in reading.rows["exercises"]}


def _finding(name: str, row: Placed[Exercise], field: str, message: str) -> Finding:
    """Give an error in one field of a row."""
    return Finding("error", f"{name}.yaml", row.line_of(field), f"{row.value.id}.{field}", message)
