"""What comes next, as rows: nothing without a claim, no finding that cannot be read, no feature that nobody asks about."""

from pathlib import Path

import msgspec
import pytest

from nattero.knowledge.check import check
from nattero.knowledge.finding import conditions, features
from nattero.knowledge.learning import Review
from nattero.knowledge.noticing import DiaryRule
from nattero.knowledge.steps import Advice, Factor, Investigation
from nattero.knowledge.steps import Path as SpecialPath
from tests.knowledge.packs import changed, write_pack

FACTOR = {"id": "any", "evidence": "weak", "strength": "weak", "certainty": "low"}
RULE = {"id": "any", "nights": 7, "claim": "any"}


def errors(root: Path) -> list[str]:
    return [str(finding) for finding in check(root) if finding.level == "error"]


def test_a_finding_is_read_in_parts_that_must_all_hold() -> None:
    read = conditions("fever & red_warm/spreading_skin & age<18")
    assert [[each.feature for each in part] for part in read] == [["fever"], ["red_warm", "spreading_skin"], ["age"]]
    assert (read[2][0].sign, read[2][0].value) == ("<", "18")


def test_what_follows_from_several_answers_is_no_feature() -> None:
    assert features("pale_bruise & child/postpartum") == {"pale_bruise"}


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (Factor, FACTOR),
        (Factor, {**FACTOR, "claims": ["any"], "when": "not this"}),
        (Investigation, {"id": "any", "kind": "blood", "claims": []}),
        (SpecialPath, {"id": "any", "when": "pregnant", "claims": []}),
        (Advice, {"id": "any", "kind": "wait", "at": ["soon"], "claims": []}),
        (DiaryRule, {**RULE, "kind": "touched", "flag": "any"}),
        (DiaryRule, {**RULE, "kind": "nights_in_a_row"}),
        (DiaryRule, {**RULE, "kind": "long_cramp", "flag": "any"}),
        (DiaryRule, {**RULE, "kind": "nights_in_a_row", "flag": "any", "seconds": 60}),
        (Review, {"id": "any", "checked": "2026-11-22", "due": "2027-11-22", "reviewer": "Somebody"}),
        (Review, {"id": "any", "checked": "2026-11-22", "due": "2027-11-22", "reviewed": "2026-11-23"}),
    ],
)
def test_a_row_that_makes_no_sense_cannot_be_built(kind: type[msgspec.Struct], row: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(row, kind)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("finding: swollen", "finding: nobody_asks", "nobody_asks is not in features.yaml"),
        ("finding: swollen", "finding: Swollen leg", "'Swollen leg' is not a feature"),
    ],
)
def test_a_danger_sign_that_could_never_be_raised_is_an_error(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = errors(write_pack(tmp_path / "pack", **changed("red_flags", old, new)))
    assert any(told in each for each in found), found


def test_a_factor_that_is_said_to_be_a_condition_must_be_one(tmp_path: Path) -> None:
    row = (
        "- {id: gout, kind: condition, evidence: weak, strength: weak, certainty: low, when: swollen, claims: [pins]}\n"
    )
    found = errors(write_pack(tmp_path / "pack", factors=row))
    assert any("gout is not in conditions.yaml" in each for each in found), found


def test_a_factor_without_its_words_is_an_error(tmp_path: Path) -> None:
    row = "- {id: heat, evidence: weak, strength: weak, certainty: low, when: swollen, claims: [pins]}\n"
    found = errors(write_pack(tmp_path / "pack", factors=row))
    assert any("factor.heat.do: this text is missing" in each for each in found), found
