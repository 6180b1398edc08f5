"""`nattero ask` prints what the contract says, in order, and a bad line is one sentence."""

import json
from pathlib import Path

import pytest

from nattero.cli.main import run


def test_a_question_gives_the_contracts_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "does magnesium help", "--lang", "en", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"lang", "answered", "warning", "passages", "related"}
    assert set(said["passages"][0]) == {"claim", "answers", "text", "verdict", "certainty", "score"}


def test_a_file_of_questions_is_answered_line_by_line_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    rows = [{"id": "b", "question": "hjelper magnesium"}, {"id": "a", "question": ""}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert run(["ask", "--batch", str(file), "--json"]) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in said] == ["b", "a"]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', "[" * 100_000])
def test_a_bad_line_is_answered_with_what_is_wrong_and_the_rest_goes_on(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(line + '\n{"id": 2, "question": "hjelper magnesium"}')
    assert run(["ask", "--batch", str(file), "--lang", "nl"]) == 0
    bad, good = (json.loads(each) for each in capsys.readouterr().out.splitlines())
    assert bad["problems"][0]["field"] == "line"
    assert good["id"] == 2


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "--batch", str(tmp_path / "none"), "--lang", "en"]) == 3
    assert "There is no file" in capsys.readouterr().err


def test_a_danger_sign_that_is_open_in_the_diary_stands_before_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = ["--data", str(tmp_path), "--lang", "en"]
    assert run(["log", "--note", "my right calf is swollen and hurts", *about]) == 0
    capsys.readouterr()
    assert run(["ask", "can I massage my calf", *about]) == 0
    said = capsys.readouterr().out
    assert said.startswith("! One leg is swollen, red or warm")
    assert "(gentle-rub)" not in said


def test_asking_makes_no_diary(tmp_path: Path) -> None:
    assert run(["ask", "does magnesium help", "--data", str(tmp_path / "none"), "--lang", "en"]) == 0
    assert not (tmp_path / "none").exists()
