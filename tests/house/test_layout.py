"""The layout is the architecture: pure rooms are pure, every module says what it is, no file names what it must not."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/nattero"
PURE = ["knowledge", "diary", "relief", "draw"]
# What asks the machine for something that was not handed in.
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "localtime", "perf_counter", "getenv", "urandom"}
OWNERS = {"datetime", "date", "time", "os", "random", "secrets"}


def modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def in_git() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def reaches_out(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of whatever reads the clock, chance, the environment or a global."""
    for node in ast.walk(tree):
        match node:
            case ast.Global():
                yield node.lineno, "global"
            case ast.Attribute(value=ast.Name(id="os"), attr="environ"):
                yield node.lineno, "os.environ"
            case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in CLOCKS:
                owner = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
                if owner in OWNERS:
                    yield node.lineno, f"{owner}.{name}"


def reads_files(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of whatever opens a file."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="open")):
                yield node.lineno, "open"
            case ast.Call(func=ast.Attribute(attr="read_text" | "read_bytes" | "open" as name)):
                yield node.lineno, name


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_reads_no_clock_no_chance_and_no_environment(room: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in modules(SOURCE / room)
        for line, name in reaches_out(parsed(path))
    ]
    assert found == []


def test_among_pure_rooms_only_one_module_of_knowledge_reads_files() -> None:
    readers = [path for room in PURE for path in modules(SOURCE / room) if list(reads_files(parsed(path)))]
    assert len(readers) <= 1
    assert all(path.parent.name == "knowledge" for path in readers)


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime\ndatetime.now(UTC)",
        "from datetime import date\ndate.today()",
        "import time\ntime.time()",
        "open('x')",
        "Path('x').read_text()",
        "import os\nos.environ['HOME']",
        "def f():\n    global x\n    x = 1",
    ],
)
def test_reading_the_clock_or_a_file_would_be_noticed(text: str) -> None:
    tree = ast.parse(text)
    assert [*reaches_out(tree), *reads_files(tree)]


def test_every_module_starts_by_saying_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for folder in (SOURCE, ROOT / "scripts", ROOT / "bench")
        for path in modules(folder)
        if path.stat().st_size and not ast.get_docstring(parsed(path))
    ]
    assert silent == []


def test_every_room_is_in_the_architecture() -> None:
    drawn = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [path.parent.name for path in SOURCE.glob("[a-z]*/__init__.py")]
    files = [path.name for path in SOURCE.glob("*.py") if not path.name.startswith("_")]
    assert [name for name in rooms if f"{name}/" not in drawn] == []
    assert [name for name in files if f"`{name}`" not in drawn] == []


def test_the_locks_hold_names_versions_and_hashes_and_nothing_else() -> None:
    pinned = re.compile(r"[a-z0-9-]+==[0-9a-z.!+]+( ; [a-z_]+ .*)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    for name in ("requirements.lock", "requirements-dev.lock"):
        strange = [line for line in (ROOT / name).read_text().splitlines() if not pinned.fullmatch(line)]
        assert strange == [], name


def test_what_runs_is_the_same_in_both_locks() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and not line.startswith(" ")}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    # Put together here, so that this file does not name them either.
    hosts = [
        f"{name}.{end}" for name, end in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com"), ("npmjs", "org")]
    ]
    places = ["/" + "work/", "/" + "root/", "/home/" + "user", "." + "library/", "../" + "shared"]
    found = []
    for path in in_git():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {name}" for name in hosts + places if name in text]
    assert found == []


def test_git_holds_nothing_that_is_made() -> None:
    made = {".mo", ".woff2", ".ttf", ".pyc", ".whl", ".sqlite3"}
    assert [str(path.relative_to(ROOT)) for path in in_git() if path.suffix in made] == []
