"""`nattero people-like-you` answers a person, a file of persons and the survey's own files; a bad one does not stop the rest."""

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Typed

COMMAND = "people-like-you"


def table(folder: Path, name: str, text: str) -> None:
    (folder / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A small folder of another cycle: some files, other spellings, no answers about cramps."""
    folder = tmp_path / "survey"
    folder.mkdir()
    table(folder, "DEMO_E.csv.gz", "SEQN,RIAGENDR,RIDAGEYR,RIDEXPRG\n3,2,30,1\n1,1,70,\n2,1,9,\n4,,40,\n")
    table(folder, "SLQ_E.csv", "seqn,slq150,sld010h\n1.0,3,99\n3,9,6\n77,0,7\n")
    table(
        folder, "RXQ_RX_E.csv.gz", "SEQN,RXDUSE,RXDDRUG,RXDCOUNT\n1,1,FLUTICASONE; SALMETEROL,2\n1,1,99999,2\n3,2,,\n"
    )
    table(folder, "notes.txt", "not the survey")
    return folder


@pytest.mark.parametrize(
    ("lang", "begins"),
    [
        ("en", "Of 100 similar people"),
        ("nl", "Van 100 vergelijkbare mensen"),
        ("nb", "Av 100 lignende personer"),
        ("id", "Dari 100 orang"),
    ],
)
def test_one_person_is_told_in_their_language(typed: Typed, lang: str, begins: str) -> None:
    came = typed(COMMAND, "--age", 70, "--sex", "female", "--leg-jerks", "often", "--condition", "rls", "--lang", lang)
    assert came.code == 0
    assert came.out.startswith(begins)
    assert "5886" in came.out


def test_almost_none_is_told_as_fewer_than_one(typed: Typed) -> None:
    words = ["--sleep-hours", 8, "--health", "excellent", "--leg-jerks", "never"]
    came = typed(COMMAND, "--age", 35, "--sex", "male", *words)
    told = typed(COMMAND, "--age", 35, "--sex", "male", *words, "--json").json
    assert ("Fewer than 1" in came.out) == (told["p_frequent"] < 0.005)


def test_json_gives_the_probabilities_and_what_moved_them(typed: Typed) -> None:
    came = typed(COMMAND, "--age", 30, "--sex", "female", "--pregnant", "--medicine", "salbutamol", "--json").json
    assert 0 < came["p_frequent"] < came["p_any"] < 1
    assert {row["input"] for row in came["moved_by"]} >= {"pregnant", "medicines.bronchodilators"}


@pytest.mark.parametrize(
    "words",
    [[], ["--sex", "female"], ["--age", 12, "--sex", "male"], ["--age", 50, "--sex", "male", "--condition", "hiccups"]],
)
def test_what_cannot_be_answered_is_one_sentence(typed: Typed, words: list[object]) -> None:
    came = typed(COMMAND, *words)
    assert (came.code, came.out, len(came.err.splitlines())) == (2, "", 1)


def test_a_file_is_answered_in_order_and_bad_lines_do_not_stop_the_rest(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    lines = [
        '{"id": "b", "age": 70, "sex": "female", "bmi": null}',
        "nonsense",
        "",
        '{"id": 7, "age": 70, "sex": "male", "shoe": 44}',
        '{"id": "a", "age": 16, "sex": "unknown"}',
    ]
    file.write_text("\n".join(lines))
    came = typed(COMMAND, "--batch", file)
    said = [json.loads(line) for line in came.out.splitlines()]
    assert came.code == 0
    assert [row["id"] for row in said] == ["b", None, 7, "a"]
    assert [row.get("error", {}).get("field") for row in said] == [None, "line", "shoe", None]
    assert {"id", "p_any", "p_frequent", "moved_by"} <= set(said[0])


def test_the_survey_s_files_are_answered_by_participant(typed: Typed, survey: Path) -> None:
    came = typed(COMMAND, "--nhanes", survey)
    said = {row["id"]: row for row in map(json.loads, came.out.splitlines())}
    assert list(said) == [1, 2, 3, 4]
    assert {row["input"] for row in said[1]["moved_by"]} >= {"sleep.leg_jerks", "medicines.bronchodilators"}
    assert said[2]["error"]["field"] == "age"
    assert {row["input"] for row in said[3]["moved_by"]} >= {"pregnant"}
    assert said[4]["error"]["field"] == "sex"


def test_two_cycles_in_one_folder_are_refused(typed: Typed, survey: Path) -> None:
    table(survey, "DEMO_D.csv.gz", "SEQN\n")
    came = typed(COMMAND, "--nhanes", survey)
    assert (came.code, len(came.err.splitlines())) == (3, 1)


@pytest.mark.parametrize(
    "content", [b"not gzip", gzip.compress(b"SEQN,RIDAGEYR\nx,1\n", mtime=0), gzip.compress(b"AGE\n1\n", mtime=0)]
)
def test_a_broken_file_is_named(typed: Typed, survey: Path, content: bytes) -> None:
    (survey / "DEMO_E.csv.gz").write_bytes(content)
    came = typed(COMMAND, "--nhanes", survey)
    assert came.code == 3
    assert "DEMO_E.csv.gz" in came.err


def test_files_that_are_not_there_are_one_sentence(typed: Typed, tmp_path: Path) -> None:
    for words in (["--batch", tmp_path / "none"], ["--nhanes", tmp_path / "none"]):
        came = typed(COMMAND, *words)
        assert (came.code, len(came.err.splitlines())) == (3, 1)
