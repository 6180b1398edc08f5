"""Trials are analysed and simulated from the command line; what cannot be answered says why, in its own line."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Typed


def table(folder: Path, name: str = "trial.csv", arms: str = "AB" * 14, cramps: str = "21" * 14) -> str:
    lines = [f"{night},{arm},{count}" for night, (arm, count) in enumerate(zip(arms, cramps, strict=True), start=1)]
    file = folder / name
    file.write_text("\n".join(["night,arm,cramps", *lines]) + "\n", encoding="utf-8")
    return str(file)


def test_a_trial_is_answered_with_everything_the_contract_names(typed: Typed, tmp_path: Path) -> None:
    file = table(tmp_path)
    came = typed("trial", "analyse", file, "--json").json
    assert came["file"] == file
    assert (came["nights"], came["recorded"], came["arms"]) == (28, 28, ["A", "B"])
    assert set(came["rate"]) == {"A", "B"}
    assert set(came["rate"]["A"]) == {"mean", "lo", "hi"}
    assert set(came["rate_ratio"]) == {"mean_log", "sd_log", "median", "lo", "hi"}
    assert came["decision"] in {"helps", "harms", "no-meaningful-difference", "not-yet-clear"}
    assert 0 < came["p_meaningful"] <= came["p_better"] < 1
    assert came["prior"]["name"] == "sceptical"
    assert came["prior"]["note"] == "no-remedy-named"
    assert came["diagnostics"]["cramps"] == 42


def test_the_answer_is_sentences_for_a_person(typed: Typed, tmp_path: Path) -> None:
    came = typed("trial", "analyse", table(tmp_path), "--lang", "nl")
    assert came.code == 0
    assert "krampen per week" in came.out
    assert "De kans dat er met B minder krampen zijn" in came.out


def test_a_folder_gives_a_line_for_every_table_whatever_is_in_it(typed: Typed, tmp_path: Path) -> None:
    table(tmp_path, "a.csv")
    table(tmp_path, "b.csv", "A" * 28)
    (tmp_path / "c.csv").symlink_to("/dev/zero")  # without end
    table(tmp_path, "d.csv", "BA" * 14)
    came = typed("trial", "analyse", str(tmp_path), "--json", "--jobs", "2")
    lines = [json.loads(line) for line in came.out.splitlines()]
    assert [Path(line["file"]).name for line in lines] == ["a.csv", "b.csv", "c.csv", "d.csv"]
    assert ["refused" in line for line in lines] == [False, True, True, False]
    assert lines[1]["code"] == "one-arm"
    assert lines[0]["rate_ratio"]["mean_log"] == pytest.approx(-lines[3]["rate_ratio"]["mean_log"], abs=0.1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace(",", ";"), None),
        (lambda text: text.replace(",", "\t"), None),
        (lambda text: "sep=;\r\n" + text.replace("\n", "\r\n").replace(",", ";"), None),
        (lambda text: "\n\n" + text.replace(",A,", ",blå,").replace(",blå,", ",A,", 13), "too-few-in-arm"),
        (lambda text: "# my trial\n" + text, "columns"),
        (lambda text: text.removeprefix("night,arm,cramps\n"), "columns"),
        (lambda text: text.replace("\n9,A,", '\n9,"A,'), "file"),
        (lambda text: text.replace("night,arm,cramps", "night,arm,cramps,cramps"), "column-twice"),
        (lambda text: text.replace("\n1,A,2\n", "\n1,A,2,5\n"), "cells"),
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it_and_never_by_half(
    typed: Typed, tmp_path: Path, change: Callable[[str], str], code: str | None
) -> None:
    file = Path(table(tmp_path, "T.CSV"))
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert typed("trial", "analyse", str(tmp_path), "--json").json.get("code") == code


def test_a_table_is_read_from_standard_input_and_from_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    data = Path(table(tmp_path)).read_bytes()
    odd = os.fsencode(tmp_path) + b"/b\xe5.csv"
    Path(os.fsdecode(odd)).write_bytes(data)
    asked: list[str | bytes] = [sys.executable, "-m", "nattero", "trial", "analyse", "--json", "-", odd]
    done = subprocess.run(asked, input=data, capture_output=True, check=True)
    piped, named = (json.loads(line) for line in done.stdout.splitlines())
    assert (piped.pop("file"), Path(named.pop("file")).name) == ("-", "b\u00e5.csv")
    assert piped == named


def test_the_reference_prior_and_remedy_can_be_chosen(typed: Typed, tmp_path: Path) -> None:
    file = table(tmp_path)
    assert typed("trial", "analyse", file, "--json", "--reference", "B").json["reference"] == "B"
    assert typed("trial", "analyse", file, "--json", "--prior", "flat").json["prior"]["name"] == "flat"
    evidence = typed("trial", "analyse", file, "--json", "--remedy", "vitamin-k2").json["prior"]
    assert evidence["name"] == "evidence"
    assert 0 < evidence["weight"] < 1


def test_simulated_trials_can_be_analysed_and_the_same_seed_gives_the_same_files(typed: Typed, tmp_path: Path) -> None:
    truth = tmp_path / "truth.json"
    truth.write_text('{"nights": 28, "rate": 7, "ratio": 0.5, "missing": 0.1}', encoding="utf-8")
    for folder in ("one", "two"):
        came = typed("trial", "simulate", "--truth", str(truth), "--n", "2", "--out", str(tmp_path / folder), "--json")
        assert came.json["trials"] == 2
    assert typed("trial", "simulate", "--truth", str(truth), "--n", "3", "--out", str(tmp_path / "more")).code == 0
    for other in ("two", "more"):
        assert (tmp_path / "one" / "2.csv").read_bytes() == (tmp_path / other / "2.csv").read_bytes()
    assert typed("trial", "simulate", "--truth", str(truth), "--n", "2", "--out", str(tmp_path / "more")).code == 2
    assert json.loads((tmp_path / "one" / "truth.json").read_text(encoding="utf-8"))["ratio"] == 0.5
    lines = typed("trial", "analyse", str(tmp_path / "one"), "--json").out.splitlines()
    assert [json.loads(line)["nights"] for line in lines] == [28, 28]


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (["--prior", "hopeful"], 2, "--prior"),
        (["--remedy", "moonlight"], 2, "--remedy"),
        (["--carry-over-days", "90"], 2, "--carry-over-days"),
    ],
)
def test_wrong_options_end_with_a_sentence(
    typed: Typed, tmp_path: Path, words: list[str], code: int, named: str
) -> None:
    came = typed("trial", "analyse", table(tmp_path), *words)
    assert came.code == code
    assert named in came.err


def test_files_that_are_not_there_end_with_a_sentence(typed: Typed, tmp_path: Path) -> None:
    assert typed("trial", "analyse", str(tmp_path / "none.csv")).code == 3
    assert typed("trial", "analyse", str(tmp_path)).code == 3
    assert typed("trial", "simulate", "--truth", str(tmp_path / "none.json"), "--out", str(tmp_path / "out")).code == 3
    for wrong, named in (
        ('{"rate": -1}', "rate: -1"),
        ('{"rat": 1}', "rat:"),
        ('{"rate": 1, "rate": 2}', "rate:"),
        ('{"rate": 1e300}', "rate:"),
        ('{"ratio": 1e-320, "scatter": 1e-320}', "ratio:"),
        ("[]", ""),
    ):
        (tmp_path / "bad.json").write_text(wrong, encoding="utf-8")
        came = typed("trial", "simulate", "--truth", str(tmp_path / "bad.json"), "--out", str(tmp_path / "out"))
        assert came.code == 2
        assert named in came.err


def test_a_plan_tells_the_chance_of_a_clear_answer(typed: Typed) -> None:
    words = (
        "trial",
        "plan",
        "--rate",
        "14",
        "--effect",
        "0.6",
        "--carry-over-days",
        "0",
        "--nights",
        "42",
        "--trials",
        "20",
    )
    came = typed(*words, "--json").json
    assert came["block"] == 1
    assert [one["nights"] for one in came["chances"]] == [28, 42]
    assert all(0 <= one["helps"] <= one["clear"] <= 1 for one in came["chances"])
    assert "of 100 trials like this one" in typed(*words).out
    assert typed("trial", "plan", "--rate", "1", "--effect", "0.9", "--nights", "28", "--trials", "20", "--json").json[
        "hopeless"
    ]


def test_a_wished_chance_is_answered_with_the_length_that_has_it(typed: Typed) -> None:
    asked = ("trial", "plan", "--rate", "7", "--effect", "0,5", "--json")
    proposed = typed(*asked).json["proposed"]
    assert 84 < proposed <= 365
    last = typed(*asked, "--nights", str(proposed)).json["chances"][-1]
    before = typed(*asked, "--nights", str(proposed - 14)).json["chances"][-1]
    assert before["clear"] < 0.8 <= last["clear"]
    assert typed("trial", "plan", "--rate", "0.1", "--effect", "0.9", "--json").json["proposed"] is None


def test_where_there_is_nothing_to_find_a_clear_answer_is_called_wrong(typed: Typed) -> None:
    assert "nothing to find" in typed("trial", "plan", "--rate", "3.5", "--effect", "1", "--nights", "28").out


@pytest.mark.parametrize("words", [["--rate", "0"], ["--rate", "-1"], ["--rate", "1000"], ["--correlation", "1"]])
def test_an_impossible_plan_ends_with_a_sentence(typed: Typed, words: list[str]) -> None:
    came = typed("trial", "plan", "--effect", "0.5", *(["--rate", "3"] if "--rate" not in words else []), *words)
    assert came.code == 2
    assert came.err
    assert "Traceback" not in came.err


@pytest.mark.parametrize(
    ("lang", "said"), [("nl", "tot en met"), ("nb", "fra 0 til 50"), ("id", "0 sampai 50"), ("en", "0 to 50")]
)
def test_a_refusal_names_its_row_in_the_readers_language_under_the_same_code(
    typed: Typed, tmp_path: Path, lang: str, said: str
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("night,arm,cramps\n1,A,2\n2,B,many\n", encoding="utf-8")
    told = typed("trial", "analyse", str(file), "--lang", lang, "--json").json
    assert told["code"] == "cramps"
    assert "3" in told["refused"]
    assert said in told["refused"]
    assert said in typed("trial", "analyse", str(file), "--lang", lang).out
