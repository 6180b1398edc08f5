"""The hazard log cannot drift: every hazard has its proof, and every proof is a test that exists."""

import re
from pathlib import Path

import pytest

from tests import packed

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
HAZARDS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\|\s*\d+\s*\|", line)
]
PROOFS = sorted(set(re.findall(r"`(tests/\S+\.py)::(\w+)`", PAGE)))


def test_every_hazard_has_all_its_columns_a_severity_and_a_proof() -> None:
    assert [row[0] for row in HAZARDS] == [str(number) for number in range(1, len(HAZARDS) + 1)]
    for row in HAZARDS:
        number, *told, proof = row
        assert len(told) == 5, number
        assert all(told), number
        assert told[3] in {"1", "2", "3", "4", "5"}, number
        assert re.search(r"`tests/\S+::\w+`", proof), number


@pytest.mark.parametrize(("file", "name"), PROOFS, ids=[name for _, name in PROOFS])
def test_every_proof_is_a_test_that_exists(file: str, name: str) -> None:
    assert re.search(rf"^(async )?def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_nobody_is_said_to_have_reviewed_what_nobody_has() -> None:
    reviewed = [part.id for part in packed.pack().reviews.values() if part.reviewer]
    assert ("No clinician has reviewed" in PAGE) is (reviewed == [])
