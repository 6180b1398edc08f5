"""Every row of the pack with its lines, and the references between rows that a page would stumble over.

In: the pack's folder. Out: a `Reading`, and findings: ids used twice, and ids that lead nowhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from nattero.knowledge.conditions import Condition
from nattero.knowledge.exercises import FILES as EXERCISE_FILES
from nattero.knowledge.exercises import REFERENCES as EXERCISE_REFERENCES
from nattero.knowledge.features import Feature
from nattero.knowledge.foods import FILES as FOOD_FILES
from nattero.knowledge.foods import REFERENCES as FOOD_REFERENCES
from nattero.knowledge.interventions import Intervention, TrialResult
from nattero.knowledge.learning import Correction, Myth, Review, Situation
from nattero.knowledge.limits import FILES as LIMIT_FILES
from nattero.knowledge.looking import FILES as LOOK_FILES
from nattero.knowledge.looking import REFERENCES as LOOK_REFERENCES
from nattero.knowledge.measures import FILES as MEASURE_FILES
from nattero.knowledge.measures import REFERENCES as MEASURE_REFERENCES
from nattero.knowledge.medicines import FILES as MEDICINE_FILES
from nattero.knowledge.medicines import REFERENCES as MEDICINE_REFERENCES
from nattero.knowledge.model import Claim, Country, Exposure, Question, RedFlag, Rejected, Source, Step
from nattero.knowledge.noticing import DiaryRule
from nattero.knowledge.rows import Finding, PackError, Placed, read_rows
from nattero.knowledge.steps import FILES as STEP_FILES
from nattero.knowledge.steps import REFERENCES as STEP_REFERENCES
from nattero.knowledge.supplements import FILES as SUPPLEMENT_FILES
from nattero.knowledge.supplements import REFERENCES as SUPPLEMENT_REFERENCES

FILES: Mapping[str, type[Any]] = {
    "sources": Source,
    "claims": Claim,
    "red_flags": RedFlag,
    "relief": Step,
    "rejected": Rejected,
    "questions": Question,
    "exposures": Exposure,
    "countries": Country,
    "features": Feature,
    "conditions": Condition,
    "situations": Situation,
    "myths": Myth,
    "corrections": Correction,
    "reviews": Review,
    "trials": TrialResult,
    "interventions": Intervention,
    **STEP_FILES,
    "diary_flags": DiaryRule,
    **EXERCISE_FILES,
    **LIMIT_FILES,
    **MEASURE_FILES,
    **FOOD_FILES,
    **SUPPLEMENT_FILES,
    **LOOK_FILES,
    "poses": dict,
}
"""What each file of the pack holds; `poses` are taken as they are, their reader is the room that draws."""

REFERENCES = (
    ("claims", "sources", "sources"),
    ("red_flags", "claim", "claims"),
    ("relief", "claims", "claims"),
    ("relief", "pose", "poses"),
    ("rejected", "claim", "claims"),
    ("exposures", "claim", "claims"),
    ("countries", "sources", "sources"),
    ("features", "means", "features"),
    ("conditions", "flags", "red_flags"),
    ("conditions", "claims", "claims"),
    ("conditions", "sources", "sources"),
    ("situations", "claims", "claims"),
    ("situations", "flags", "red_flags"),
    ("situations", "conditions", "conditions"),
    ("myths", "claim", "claims"),
    ("corrections", "claims", "claims"),
    ("trials", "source", "sources"),
    ("interventions", "claims", "claims"),
    ("interventions", "trials", "trials"),
    ("interventions", "sources", "sources"),
    *STEP_REFERENCES,
    ("diary_flags", "flag", "red_flags"),
    ("diary_flags", "claim", "claims"),
    *EXERCISE_REFERENCES,
    *MEASURE_REFERENCES,
    *FOOD_REFERENCES,
    *SUPPLEMENT_REFERENCES,
    *LOOK_REFERENCES,
)
"""Which field of which file holds ids of which other file."""


@dataclass(frozen=True)
class Reading:
    """The good rows of every file, and what was wrong with the others."""

    root: Traversable | Path
    rows: Mapping[str, list[Placed[Any]]]
    findings: list[Finding]

    def by_id(self) -> dict[str, dict[str, Any]]:
        """Give the rows of every file by their ids."""
        return {name: {row_id(row): row.value for row in rows} for name, rows in self.rows.items()}


def including_medicines(reading: Reading) -> Reading:
    """Give a reading with the rows about medicines too, where its folder has them; pages read them when first asked."""
    rows, findings = dict(reading.rows), list(reading.findings)
    for name, kind in MEDICINE_FILES.items():
        if reading.root.joinpath(f"{name}.yaml").is_file():
            rows[name], wrong = _rows(reading.root, name, kind)
            findings += wrong
    return Reading(reading.root, rows, findings)


def row_id(row: Placed[Any]) -> str:
    """Give the id of a row of any file; empty for a figure without one."""
    return str(row.value.get("id", "")) if isinstance(row.value, dict) else str(row.value.id)


def read_pack(root: Traversable | Path) -> Reading:
    """Give all rows of the pack; a file that cannot be read is a finding and holds no rows."""
    rows: dict[str, list[Placed[Any]]] = {}
    findings: list[Finding] = []
    for name, kind in FILES.items():
        rows[name], wrong = _rows(root, name, kind)
        findings += wrong
    return Reading(root, rows, findings)


def _rows(root: Traversable | Path, name: str, kind: type[Any]) -> tuple[list[Placed[Any]], list[Finding]]:
    """Give the good rows of a file and a finding for each other; one finding where it cannot be read."""
    try:
        return read_rows(root, f"{name}.yaml", kind)
    except PackError as error:
        return [], [error.finding]


def duplicates(reading: Reading) -> Iterator[Finding]:
    """Give a finding for each row whose id is missing or already taken in its file."""
    for name, rows in reading.rows.items():
        first: dict[str, int] = {}
        for row in rows:
            found = row_id(row)
            if not found:
                yield Finding("error", f"{name}.yaml", row.line, "id", "this row has no id")
            elif found in first:
                message = f"the id is already used in line {first[found]}"
                yield Finding("error", f"{name}.yaml", row.line_of("id"), f"{found}.id", message)
            first.setdefault(found, row.line)


def dangling(reading: Reading) -> Iterator[Finding]:
    """Give a finding for each reference to a row that does not exist."""
    known = {name: {row_id(row) for row in rows} for name, rows in reading.rows.items()}
    for name, field, target in (*REFERENCES, *MEDICINE_REFERENCES):
        for row in reading.rows.get(name, ()):
            value = getattr(row.value, field)
            for found in (value,) if isinstance(value, str) else value or ():
                if found not in known[target]:
                    message = f"{found} is not in {target}.yaml"
                    yield Finding("error", f"{name}.yaml", row.line_of(field), f"{row.value.id}.{field}", message)
