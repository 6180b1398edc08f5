import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nattero.store import schema
from nattero.store.errors import CorruptError, NewerError, NotOursError, NotThereError, StoreError
from nattero.store.journal import Journal, open_journal
from tests.store.made import cramp


def pragma(path: Path, name: str) -> object:
    with closing(schema.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_diary_is_ours_up_to_date_and_durable(tmp_path: Path) -> None:
    path = tmp_path / "nattero.sqlite3"
    schema.prepare(path)
    assert pragma(path, "application_id") == schema.APPLICATION_ID
    assert pragma(path, "user_version") == schema.latest() == len(list(schema.MIGRATIONS.glob("*.sql")))
    assert pragma(path, "journal_mode") == "wal"
    assert pragma(path, "synchronous") == 2
    assert pragma(path, "trusted_schema") == 0
    assert schema.verify(path) == []


def test_an_older_diary_is_brought_up_to_date_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "nattero.sqlite3"
    first = schema.migrations()[:1]
    schema.prepare(path, first)
    with Journal(path) as journal:
        journal.append([cramp(1)])
    schema.prepare(path, [*schema.migrations(), "ALTER TABLE device ADD COLUMN colour TEXT;\nCREATE TABLE later (x);"])
    assert pragma(path, "user_version") == schema.latest() + 1
    with closing(schema.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)


def test_a_migration_that_fails_leaves_the_diary_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "nattero.sqlite3"
    schema.prepare(path)
    with pytest.raises(StoreError):
        schema.prepare(path, [*schema.migrations(), "CREATE TABLE half (x);\nCREATE TABLE entry (x);"])
    assert pragma(path, "user_version") == schema.latest()
    with closing(schema.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)


def test_a_newer_diary_is_left_alone(tmp_path: Path) -> None:
    open_journal(tmp_path).close()
    path = tmp_path / "nattero.sqlite3"
    with closing(schema.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")
    before = path.read_bytes()
    with pytest.raises(NewerError) as refused:
        open_journal(tmp_path)
    assert refused.value.values["version"] == 99
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"Dear diary, last night was bad.", b"SQLite format 3\x00", b"\x00" * 5000])
def test_a_file_that_is_no_diary_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "nattero.sqlite3"
    path.write_bytes(content)
    with pytest.raises((NotOursError, CorruptError)):
        open_journal(tmp_path)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "nattero.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(NotOursError):
        open_journal(tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA application_id=77")
        other.commit()
    with pytest.raises(NotOursError):
        open_journal(tmp_path)
    assert path.stat().st_size == len(before)


def test_a_folder_where_the_diary_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "nattero.sqlite3").mkdir()
    with pytest.raises(NotOursError):
        open_journal(tmp_path)


def test_an_empty_file_becomes_a_diary(tmp_path: Path) -> None:
    (tmp_path / "nattero.sqlite3").touch()
    with open_journal(tmp_path) as journal:
        assert journal.append([cramp(1)]) == [cramp(1).id]


def test_damage_is_found_and_named(tmp_path: Path) -> None:
    path = tmp_path / "nattero.sqlite3"
    with open_journal(tmp_path) as journal:
        journal.append(cramp(number, note="x" * 300) for number in range(300))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = b"\xff" * 8192
    path.write_bytes(data)
    assert schema.verify(path)
    with pytest.raises(CorruptError), open_journal(tmp_path) as journal:
        journal.entries()
    assert path.read_bytes() == bytes(data)


def test_a_file_that_is_not_there_has_no_version(tmp_path: Path) -> None:
    with pytest.raises(NotThereError):
        schema.version_of(tmp_path / "nothing")


def test_migrations_are_numbered_without_a_gap_and_end_properly(tmp_path: Path) -> None:
    (tmp_path / "0002_second.sql").write_text("SELECT 1;")
    with pytest.raises(ValueError, match="without a gap"):
        schema.migrations(tmp_path)
    with pytest.raises(ValueError, match="unfinished"):
        schema.statements("CREATE TABLE a (b)")


def test_a_statement_may_hold_a_semicolon_in_a_text(tmp_path: Path) -> None:
    assert schema.statements("-- one\nINSERT INTO a VALUES ('x;\ny');\nDELETE FROM a;\n") == [
        "-- one\nINSERT INTO a VALUES ('x;\ny');",
        "DELETE FROM a;",
    ]
