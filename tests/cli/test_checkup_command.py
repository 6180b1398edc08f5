"""`nattero checkup`: the contract's answer as JSON, a file of cases, and the same as a conversation."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Typed

CRAMP = {"intense_pain": True, "muscle_hard": True, "relief_stretch": True, "in_bed": True, "loc_calf_foot": True}
CONTRACT = {
    "urgency",
    "red_flags",
    "watch_for",
    "is_nlc",
    "explanations",
    "contributors",
    "medicines",
    "tests",
    "see",
    "people_like_you",
    "next_question",
    "asked_n",
}


def as_bytes(case: dict[str, Any]) -> bytes:
    return json.dumps(case).encode()


def test_a_case_gives_the_contracts_answer(typed: Typed) -> None:
    case = {"id": "a", "age": 71, "sex": "female", "language": "nl", "answers": CRAMP, "medicines": ["HCT 25"]}
    came = typed("checkup", "--json", said=as_bytes(case))
    assert came.code == 0
    assert came.json.keys() >= {"id", *CONTRACT}
    assert came.json["urgency"] == "routine"
    assert came.json["explanations"][0]["condition"] == "nocturnal_leg_cramps"
    assert came.json["medicines"][0]["inn"] == "hydrochlorothiazide"


def test_a_danger_sign_goes_by_the_id_others_know(typed: Typed) -> None:
    came = typed("checkup", "--json", said=as_bytes({"age": 60, "sex": "male", "answers": {"breathless_chest": True}}))
    assert came.json["urgency"] == "emergency"
    assert [flag["id"] for flag in came.json["red_flags"]] == ["rf_pe"]
    assert came.json["next_question"] is None


def test_bad_input_is_a_sentence_that_names_the_field(typed: Typed) -> None:
    came = typed("checkup", "--json", said=as_bytes({"age": 300, "answers": {"left_ear": True}, "language": "nl"}))
    assert came.code == 2
    assert [problem["field"] for problem in came.json["problems"]] == ["age", "answers.left_ear"]
    assert came.err == "age: 300 kan niet. Mogelijk: 0-120.\nanswers.left_ear: Nattero kent left_ear niet.\n"


@pytest.mark.parametrize("junk", [b"", b"\xff", b"[1]", b"x" * 10_000_000])
def test_what_is_no_case_is_a_sentence(junk: bytes, typed: Typed) -> None:
    came = typed("checkup", "--json", said=junk)
    assert came.code == 2
    assert came.err.count("\n") == 1


def test_five_hundred_lines_of_medicines_are_read(typed: Typed) -> None:
    case = {"age": 70, "sex": "male", "medicines": ["metoprolol 50 mg"] + ["nothing known"] * 499}
    came = typed("checkup", "--json", said=as_bytes(case))
    assert came.code == 0
    assert came.json["medicines"][0]["inn"] == "metoprolol"


def test_a_file_of_cases_is_answered_line_by_line_in_order(tmp_path: Path, typed: Typed) -> None:
    file = tmp_path / "cases.jsonl"
    cases = [{"id": "b", "answers": CRAMP}, {"id": "a", "age": 900}, {"id": "c", "text": "I cough blood"}]
    lines = "nonsense\n" + "".join(json.dumps(case) + "\n" for case in cases)
    file.write_text(lines, encoding="utf-8")
    came = typed("checkup", "--batch", file, "--use", "both")
    assert typed("checkup", "--batch", "-", said=lines.encode()).out == came.out
    found = [json.loads(line) for line in came.out.splitlines()]
    assert came.code == 0
    assert [row["id"] for row in found] == [None, "b", "a", "c"]
    assert [found[place]["problems"][0]["field"] for place in (0, 2)] == ["line", "age"]
    assert found[3]["urgency"] == "emergency"


def test_only_what_is_to_be_used_counts(tmp_path: Path, typed: Typed) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps({"age": 50, "answers": CRAMP, "text": "I cough blood"}), encoding="utf-8")
    by_answers = json.loads(typed("checkup", "--batch", file, "--use", "answers").out)
    by_text = json.loads(typed("checkup", "--batch", file, "--use", "text").out)
    assert (by_answers["urgency"], by_text["urgency"]) == ("self-care", "emergency")


def test_the_conversation_ends_with_the_same_advice(typed: Typed) -> None:
    came = typed("checkup", "--lang", "en", said=b"\n60\n2\nyes\nstop\n")
    assert came.code == 0
    assert "Age in years?" in came.out
    assert "CALL NOW" in came.out


def test_the_conversation_gives_its_reasons_and_understands_no_nonsense(typed: Typed) -> None:
    came = typed("checkup", "--lang", "en", said=b"\nwhy\nxyz\n?\n1\n?\nwhy\nno\nstop\n")
    assert "How common things are depends on it." in came.out
    assert "A number from 0 to 120" in came.out
    assert "danger sign" in came.out
    assert "Traceback" not in came.err


def test_the_conversation_can_be_stopped_at_once(typed: Typed) -> None:
    came = typed("checkup", "--lang", "nl", said=b"stop\n")
    assert came.code == 0
    assert "Nog geen arts" in came.out
