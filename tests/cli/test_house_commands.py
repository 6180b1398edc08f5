import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from nattero import __version__, demo
from nattero.diary.entry import Entry
from nattero.diary.merge import current, taken_back
from nattero.diary.night import Closed, Missing, Open, nights, span
from nattero.diary.problems import examine
from nattero.knowledge.pack import pack_root
from nattero.store import place
from nattero.trials.running import ASKED
from tests import packed
from tests.cli.conftest import Typed

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def test_an_empty_folder_is_filled_and_no_other(typed: Typed, tmp_path: Path) -> None:
    assert typed("demo").code == 0
    assert typed("diary", "summary", "--weeks", "52").out.startswith("Cramps per week: ")
    again = typed("demo", "--lang", "nl")
    assert again.code == 3
    assert "is niet leeg" in again.err
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").touch()
    assert typed("demo", "--data", tmp_path / "mine").code == 3
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def year(seed: int = 1) -> list[Entry]:
    return demo.year(seed, NOW, "Europe/Oslo", "nb")


def test_the_example_year_is_valid_and_the_same_every_time() -> None:
    assert year() == year()
    assert year() != year(2)
    assert all(examine(msgspec.to_builtins(entry), NOW) == entry for entry in year())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_example_year_looks_like_life(seed: int) -> None:
    entries = year(seed)
    standing = current(entries)
    known = span(standing)
    assert known is not None
    lived = nights(standing, *known)
    closed = [night for night in lived if isinstance(night, Closed)]
    counts = [night.count for night in closed]
    mean = sum(counts) / len(counts)
    variance = sum((count - mean) ** 2 for count in counts) / (len(counts) - 1)
    summer = [night.count for night in closed if night.date.month in (6, 7, 8)]
    winter = [night.count for night in closed if night.date.month in (12, 1, 2)]
    assert 360 < len(lived) <= 365
    assert 1 < mean * 7 < 6
    assert variance > 1.1 * mean
    assert sum(summer) / len(summer) > sum(winter) / len(winter)
    assert 20 < sum(isinstance(night, Missing) for night in lived) < 90
    assert any(isinstance(night, Open) for night in lived)
    assert taken_back(entries)
    assert any(entry.supersedes for entry in standing)


def test_the_example_year_speaks_of_what_the_pack_knows() -> None:
    pack = packed.pack()
    for entry in year():
        assert set(entry.payload.get("steps", [])) <= set(pack.relief)
        assert set(entry.payload.get("exposures", {})) <= {*pack.exposures, ASKED}
        asked = pack.features if entry.kind == "checkup" else pack.questions
        assert set(entry.payload.get("answers", {})) <= set(asked)


def test_the_doctor_finds_everything_well_and_changes_nothing(typed: Typed, tmp_path: Path) -> None:
    came = typed("doctor", "--json")
    assert not (tmp_path / "data").exists()
    found = {one["id"]: one for one in came.json}
    assert {"python", "sqlite", "folder", "disk", "catalogues", "pack", "diary"} <= set(found)
    assert [one["id"] for one in came.json if not one["ok"] and one["id"] != "pack"] == []
    typed("log")
    after = {one["id"]: one["text"] for one in typed("doctor", "--json").json}
    assert (after["entries"], after["modes"], after["integrity"]) == ("1", "only you", "whole")


def test_the_doctor_finds_what_is_wrong(typed: Typed, tmp_path: Path) -> None:
    typed("log")
    folder = tmp_path / "data"
    lock = place.ServeLock(folder)
    lock.announce("http://127.0.0.1:8765/")
    folder.chmod(0o755)
    (folder / place.DATABASE).write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)
    came = typed("doctor", "--lang", "nl")
    assert came.code == 1
    assert "✗ Wie het kan lezen" in came.out
    assert "✗ Dagboek" in came.out
    assert "✓ Draait nu: http://127.0.0.1:8765/" in came.out
    lock.release()


def test_the_pack_can_be_checked_exported_and_stamped(typed: Typed, tmp_path: Path) -> None:
    broken = tmp_path / "pack"
    (broken / "words").mkdir(parents=True)
    came = typed("pack", "check", "--pack", broken, "--lang", "nl")
    assert came.code == 1
    assert came.out.splitlines()[-1].startswith("Fouten: ")
    assert typed("pack", "export", "--pack", broken).code == 1
    assert typed("pack", "check", "--pack", tmp_path / "none").err == f"There is no folder {tmp_path / 'none'}.\n"
    assert typed("pack", "stamp", "en", "--pack", broken).code == 2
    assert typed("pack", "export").out.startswith('{"id":')
    for lang, text in (("en", "one"), ("nl", "een")):
        (broken / "words" / lang).mkdir()
        (broken / "words" / lang / "all.yaml").write_text(f"a: {text}\n")
    assert typed("pack", "stamp", "nl", "--pack", broken).out == "1 text marked.\n"


def test_the_tables_of_the_rooms_are_checked_with_the_rest(typed: Typed, tmp_path: Path) -> None:
    copied = tmp_path / "pack"
    shutil.copytree(str(pack_root()), copied, ignore=shutil.ignore_patterns("__pycache__"))
    hearing = copied / "hearing.yaml"
    hearing.write_text(hearing.read_text("utf-8") + "- {id: fever, colour: red}\n", "utf-8")
    came = typed("pack", "check", "--pack", copied)
    assert came.code == 1
    assert "hearing.yaml, line " in came.out


def test_the_figures_are_drawn_on_one_page_and_each_in_a_file(typed: Typed, tmp_path: Path) -> None:
    assert typed("figures", "--out", tmp_path / "looks", "--lang", "nl").code == 0
    page = (tmp_path / "looks" / "figures.html").read_text("utf-8")
    pack = packed.pack()
    for kind, rows in (("step", pack.relief), ("exercise", pack.exercises)):
        for name in rows:
            title = escape(pack.say(f"{kind}.{name}.title", "nl", "other"))
            assert f'<a href="{kind}-{name}.svg">{title}</a>' in page
            assert ET.parse(tmp_path / "looks" / f"{kind}-{name}.svg").getroot().get("role") == "img"
    for row in pack.looks.values():
        for option in row.options:
            assert ET.parse(tmp_path / "looks" / f"look-{row.id}-{option.id}.svg").getroot().get("role") == "img"
    assert "<svg" in page
    for tone in ("--figure:", "--figure-far:", "--warm:", "--line:"):
        assert tone in page
    (tmp_path / "file").touch()
    assert typed("figures", "--out", tmp_path / "file").code == 3


def test_the_version_and_the_help_are_told(typed: Typed) -> None:
    assert typed("--version").out == f"nattero {__version__}\n"
    for words in ((), ("log",), ("pack",), ("pack", "check")):
        came = typed(*words, "--help")
        assert came.code == 0
        assert "Exit codes:" in came.out


def shell(command: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NATTERO_", "LC_"))}
    environment = {**clean, "NATTERO_DATA": str(tmp_path / "data"), "N": f"{sys.executable} -m nattero"}
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, env=environment)


def test_a_reader_who_has_seen_enough_causes_no_complaint(tmp_path: Path) -> None:
    done = shell("$N demo >/dev/null && $N export | head -n 1", tmp_path)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_an_answer_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    done = shell("$N night --cramps 0 >/dev/null && $N diary > /dev/full", tmp_path)
    assert done.stderr == "The answer could not be written where it should go.\n"


def test_nothing_typed_shows_what_there_is_and_a_port_that_cannot_be_is_named(typed: Typed) -> None:
    for words in ((), ("trial",)):
        came = typed(*words)
        assert (came.code, came.out.split()[0]) == (0, "Usage:")
    assert typed("serve", "--port", "99999").err.startswith("--port: ")


@pytest.mark.parametrize(
    ("words", "meant"),
    [("trail", "nattero trial"), ("check-up", "nattero checkup"), ("trial analyze", "nattero trial analyse"),
     ("analyse x.csv", "nattero trial analyse"), ("Plan", "nattero plan"), ("trial plan --rat 3", "--rate")],
)  # fmt: skip
def test_a_slip_in_a_command_or_an_option_is_answered_with_what_was_meant(typed: Typed, words: str, meant: str) -> None:
    came = typed(*words.split())
    assert (came.code, came.out) == (2, "")
    assert came.err.rstrip().endswith(f"Did you mean {meant}?")


def test_a_number_out_of_its_limits_is_answered_with_the_limits(typed: Typed) -> None:
    came = typed("trial", "plan", "--rate", "3,5", "--effect", ".6", "--nights", "27")
    assert came.code == 2
    assert came.err.startswith("--nights: ")
    assert "28" in came.err
    assert "365" in came.err


def test_help_needs_none_of_the_heavy_parts(tmp_path: Path) -> None:
    heavy = "{'babel', 'litestar', 'numpy', 'rich', 'scipy', 'yaml'}"
    code = f"import sys, nattero.cli; print(sorted(set(sys.modules) & {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_relief_page_goes_into_a_folder_that_is_named_and_into_one_that_is_not_there_yet(
    typed: Typed, tmp_path: Path
) -> None:
    assert typed("relief", "--out", str(tmp_path)).code == 0
    assert typed("relief", "--out", str(tmp_path / "new" / "page.html")).code == 0
    assert typed("relief", "--out", str(tmp_path)).code == 4  # nobody named the file that is there
    assert typed("relief", "--out", str(tmp_path), "--yes").code == 0
    assert typed("relief", "--out", str(tmp_path / "relief.html")).code == 0
    written = [tmp_path / "relief.html", tmp_path / "new" / "page.html"]
    assert all(file.read_text("utf-8").startswith("<!doctype html>") for file in written)
