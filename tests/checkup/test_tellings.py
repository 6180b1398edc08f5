"""What people tell, in whole: the grave is never below urgent by words alone, and what only looks at danger raises none."""

import json
from pathlib import Path
from typing import Any

import pytest

from nattero.checkup.case import Case
from nattero.checkup.consult import consult
from nattero.checkup.desk import open_desk
from nattero.checkup.redflags import ORDER
from nattero.knowledge.pack import load_pack

DESK = open_desk(load_pack())
TELLINGS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "bench" / "data" / "tellings.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
"""Our own, in four languages: counted once unseen (57 of 64, 34 of 45 and 17 of 24 of the grave ones were heard), and mended then."""


def urgency(row: dict[str, Any]) -> str:
    return consult(Case(language=row["lang"], text=row["text"]), DESK, count=False).urgency


@pytest.mark.parametrize("row", TELLINGS, ids=lambda row: f"{row['lang']}-{row['text'][:30]}")
def test_the_grave_is_urgent_and_the_harmless_is_not_whoever_tells_it(row: dict[str, Any]) -> None:
    grave = row["urgency"] in {"emergency", "urgent"}
    assert (ORDER.index(urgency(row)) <= ORDER.index("urgent")) is grave
