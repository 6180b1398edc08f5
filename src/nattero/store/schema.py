"""The shape of the database file: opening it safely, and bringing an older one up to date.

In: a path. Out: a connection in WAL with synchronous FULL (a commit is on disk when it returns; sqlite.org/wal.html,
sqlite.org/pragma.html#pragma_synchronous), or a StoreError and an untouched file.
"""

import sqlite3
import time
from pathlib import Path

from nattero.store.errors import CorruptError, NewerError, NotOursError, NotThereError, explained
from nattero.store.place import close_file, make_file

APPLICATION_ID = 0x4E617474  # "Natt": at offset 68 of the file, so that `file` and we know whose it is
WAIT_MS = 10_000
MAGIC = b"SQLite format 3\x00"
HEAD, OWNER_AT = 100, 68
PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "secure_delete=ON")
MIGRATIONS = Path(__file__).parent / "migrations"


def migrations(folder: Path = MIGRATIONS) -> list[str]:
    """The SQL of every migration, first to last; the number in a file's name is the version it makes."""
    files = sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    if [int(file.name[:4]) for file in files] != list(range(1, len(files) + 1)):
        raise ValueError("migrations are numbered 0001, 0002, ... without a gap")
    return [file.read_text("utf-8") for file in files]


def latest() -> int:
    """The version of the schema that this program writes."""
    return len(migrations())


def prepare(path: Path, steps: list[str] | None = None) -> None:
    """Makes the database, or brings it up to date. Raises StoreError, and then nothing has been changed."""
    steps = migrations() if steps is None else steps
    with explained(path):
        if path.is_dir():
            raise NotOursError(path)
        if path.exists() and path.stat().st_size:
            version = version_of(path)
            if version > len(steps):
                raise NewerError(path, version=version, known=len(steps))
            close_file(path)
        else:
            make_file(path)
        connection = connect(path)
        try:
            use_wal(connection)
            migrate(connection, steps)
        finally:
            connection.close()


def version_of(path: Path) -> int:
    """The schema version of a file of ours, read without changing it. Raises StoreError for any other file."""
    with explained(path):
        if not path.exists():
            raise NotThereError(path)
        with path.open("rb") as file:
            head = file.read(HEAD)
        if head[: len(MAGIC)] != MAGIC or int.from_bytes(head[OWNER_AT : OWNER_AT + 4]) not in (APPLICATION_ID, 0):
            raise NotOursError(path)
        connection = connect(path, read_only=True)
        try:
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        finally:
            connection.close()
    if owner != APPLICATION_ID and (owner or tables):
        raise NotOursError(path)
    return int(version)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection that any one thread at a time may use; transactions are begun and ended by hand."""
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=WAIT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=64,
    )
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def use_wal(connection: sqlite3.Connection) -> None:
    """Turns the write-ahead log on. SQLite does not wait for a lock here, so we do."""
    end = time.monotonic() + WAIT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def migrate(connection: sqlite3.Connection, steps: list[str]) -> None:
    """Takes the steps that the database has not taken, each in a transaction of its own; safe beside other programs."""
    for number, sql in enumerate(steps, start=1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version < number:
                for statement in statements(sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version={number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def statements(sql: str) -> list[str]:
    """The single statements of a script (sqlite3's own way to run scripts would commit between them)."""
    found, begun = [], ""
    for line in sql.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            found.append(begun.strip())
            begun = ""
    if begun.strip():
        raise ValueError("a migration ends in an unfinished statement")
    return found


def verify(path: Path) -> list[str]:
    """What SQLite's own integrity check finds wrong with a file: nothing, for a sound one."""
    try:
        with explained(path):
            connection = connect(path, read_only=True)
            try:
                found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
            finally:
                connection.close()
    except (CorruptError, NotOursError) as error:
        return [str(error.values.get("detail", error.code))]
    return [] if found == ["ok"] else found
