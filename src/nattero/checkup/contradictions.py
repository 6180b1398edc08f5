"""Answers that cannot both be right, to be asked back, and the readings there are while they stand.

In: answers and what is known of the person, and the table of `contradictions.yaml`. Out: the contradictions, and for each
the answers without the one and without the other: the more cautious reading rules.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from nattero.checkup.case import Answer, Case
from nattero.knowledge.model import Row, Text
from nattero.knowledge.rows import PackError, read_rows

FILE = "contradictions.yaml"
_SIDE = re.compile(r"\A(?P<no>no )?(?P<feature>[a-z0-9_]+)(?:(?P<sign>>=|<=|<|>|=)(?P<value>[a-z0-9_.]+))?\Z")


class Contradiction(Row, frozen=True, kw_only=True):
    """Two answers that cannot both be right."""

    one: Text
    other: Text

    def __post_init__(self) -> None:
        for side in (self.one, self.other):
            if not _SIDE.match(side):
                raise ValueError(f"{side!r} is no answer")


@dataclass(frozen=True, slots=True)
class AskBack:
    """A contradiction found: its id, and the two features with what was answered."""

    id: str
    features: tuple[str, str]
    answers: tuple[Answer, Answer]


def read_contradictions(root: Traversable | Path) -> tuple[Contradiction, ...]:
    """Give the table of a pack's folder; PackError for the first row that is wrong."""
    rows, findings = read_rows(root, FILE, Contradiction)
    for finding in findings:
        raise PackError(finding)
    return tuple(row.value for row in rows)


def contradictions(case: Case, table: tuple[Contradiction, ...]) -> list[AskBack]:
    """Give the contradictions of a case, in the order of the table."""
    said = everything_said(case)
    found = []
    for row in table:
        one, other = _feature(row.one), _feature(row.other)
        if _holds(row.one, said) and _holds(row.other, said):
            found.append(AskBack(row.id, (one, other), (said[one], said[other])))
    for name in ("age", "sex", "pregnant"):
        here, there = getattr(case, name), case.answers.get(name)
        if here is not None and there is not None and here != there and "unknown" not in {here, there}:
            found.append(AskBack(f"two-{name}", (name, name), (here, there)))
    return found


def everything_said(case: Case) -> dict[str, Answer]:
    """Give all answers, with age, sex and pregnancy among them."""
    person = {"age": case.age, "sex": case.sex, "pregnant": case.pregnant}
    return {name: value for name, value in {**case.answers, **person}.items() if value is not None}


def readings(answers: Mapping[str, Answer], found: list[AskBack]) -> Iterator[dict[str, Answer]]:
    """Give the answers as they stand, and without each side of each contradiction."""
    yield dict(answers)
    for name in dict.fromkeys(feature for pair in found for feature in pair.features):
        if name in answers:
            yield {feature: value for feature, value in answers.items() if feature != name}


def _feature(side: str) -> str:
    found = _SIDE.match(side)
    return found["feature"] if found else side


def _holds(side: str, said: Mapping[str, Answer]) -> bool:
    """Tell whether one side of a contradiction was said."""
    found = _SIDE.match(side)
    if found is None or found["feature"] not in said:
        return False
    answer = said[found["feature"]]
    if found["sign"] is None:
        return answer is (not found["no"])
    if found["sign"] == "=":
        return answer == found["value"]
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        return False
    limit = float(found["value"])
    return {"<": answer < limit, ">": answer > limit, "<=": answer <= limit, ">=": answer >= limit}[found["sign"]]
