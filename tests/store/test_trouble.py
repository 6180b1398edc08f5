"""Disks that are full, folders that are closed: one error with a code, and nothing that was saved is lost."""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from nattero.store.errors import DiskFullError, DiskTroubleError, StoreError, database_explained, explained
from nattero.store.journal import open_journal
from nattero.store.reading import copied
from tests.store.made import cramp

FILL = """
import resource, sys
from pathlib import Path
from nattero.store.errors import StoreError
from nattero.store.journal import open_journal
from tests.store.made import cramp
journal = open_journal(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
for number in range(10_000):
    try:
        journal.append([cramp(number, note="x" * 1500)])
    except StoreError as error:
        print("stopped", error.code, flush=True)
        sys.exit(0)
    print(cramp(number).id, flush=True)
"""
OPEN = """
import os, sys
from pathlib import Path
from nattero.store.errors import StoreError
from nattero.store.journal import open_journal
os.setuid(int(sys.argv[2]))  # after the imports: this user may not be allowed to read Python itself
try:
    open_journal(Path(sys.argv[1]))
except StoreError as error:
    print(error.code)
"""
NOBODY = 65_534


def run(code: str, *arguments: object) -> list[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": "."})
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_disk_that_fills_up_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    *acknowledged, stopped, code = run(FILL, tmp_path / "data")
    assert (stopped, code) in {("stopped", "disk-full"), ("stopped", "disk-trouble")}
    assert acknowledged
    with open_journal(tmp_path / "data") as journal:
        assert journal.held(acknowledged) == set(acknowledged)
        assert journal.append([cramp(20_000)]) == [cramp(20_000).id]


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user can reach; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


def test_a_folder_one_may_not_write_to_is_named(reachable: Path) -> None:
    folder, user = reachable / "data", NOBODY if os.geteuid() == 0 else os.geteuid()
    open_journal(folder).close()
    before = (folder / "nattero.sqlite3").read_bytes()
    (folder / "nattero.sqlite3").chmod(0o444)
    folder.chmod(0o555)
    assert run(OPEN, folder, user) == ["read-only"]
    assert run(OPEN, folder / "below", user) == ["read-only"]
    assert (folder / "nattero.sqlite3").read_bytes() == before
    folder.chmod(0o755)


@pytest.mark.parametrize(
    ("number", "code"), [(28, "disk-full"), (13, "read-only"), (5, "disk-trouble"), (2, "not-there")]
)
def test_each_trouble_of_the_system_has_a_code(number: int, code: str) -> None:
    with pytest.raises(StoreError) as found, explained("/somewhere"):
        raise OSError(number, os.strerror(number))
    assert (found.value.code, found.value.path) == (code, "/somewhere")


def test_what_is_on_a_disk_that_takes_nothing_more_is_read_to_the_last_entry(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_journal(folder) as journal:  # while it is open, what came last is in the write-ahead log alone
        journal.append([cramp(1), cramp(2)])
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".sqlite3-shm"}
        with copied(folder, DiskFullError(folder)) as read:
            assert read.entries() == journal.entries() == [cramp(1), cramp(2)]
        assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name in before} == before
    with pytest.raises(DiskFullError), copied(tmp_path / "none", DiskFullError(folder)):
        pass


def test_an_error_of_our_own_making_is_not_explained_away() -> None:
    with pytest.raises(sqlite3.ProgrammingError), database_explained("/somewhere"):
        sqlite3.connect(":memory:").execute("SELECT ?")
    assert not issubclass(sqlite3.ProgrammingError, DiskTroubleError)


def test_the_limit_of_this_process_is_untouched() -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
