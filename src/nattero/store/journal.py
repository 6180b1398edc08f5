"""The journal: entries go in, and are on disk when `append` returns; entries come out in the order they arrived.

In and out: `diary.entry.Entry`. One writer at a time, any number of readers, none of which waits for the other
(SQLite in WAL); several processes may use one file.
"""

import hashlib
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from nattero.diary.entry import Entry, decode, encode
from nattero.store import place, schema
from nattero.store.errors import database_explained, explained

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
IDS_AT_ONCE = 500  # SQLite binds at most 999 values in its older builds

INSERT = """
INSERT INTO entry (id, digest, person, recorded_at, kind, body, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id, digest) DO NOTHING
"""


class Journal:
    """One diary file, open. Any thread may call any method."""

    def __init__(self, path: Path) -> None:
        """Opens the file, made or migrated when needed. Raises StoreError."""
        self.path = path
        schema.prepare(path)
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        with explained(path):
            self._writer = schema.connect(path)
        self._writing = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with; what it sees inside one transaction does not change."""
        with database_explained(self.path):
            connection = self._borrow()
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                self._give_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection inside a transaction that is on disk when the block ends, and undone when it raises."""
        with self._writing, database_explained(self.path):
            within = self._writer.in_transaction
            if within:  # a block inside a block is part of it
                yield self._writer
                return
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def append(self, entries: Iterable[Entry]) -> list[str]:
        """Adds entries in one transaction, on disk when this returns; the ids of those that were not yet held."""
        received = to_micros(datetime.fromtimestamp(time.time(), UTC))
        with self.writing() as connection:
            return [entry.id for entry in entries if connection.execute(INSERT, row_of(entry, received)).rowcount == 1]

    def entries(self, person: str | None = None, since_seq: int | None = None) -> list[Entry]:
        """The entries in the order of arrival: of one person, or after a number that `mark` gave, or all."""
        return list(self.stream(person, since_seq))

    def stream(self, person: str | None = None, since_seq: int | None = None) -> Iterator[Entry]:
        """Like `entries`, one at a time; a snapshot from the moment the first one is asked for."""
        where, values = _condition(person, since_seq)
        with self.reading() as connection:
            for (body,) in connection.execute(f"SELECT body FROM entry{where} ORDER BY seq", values):  # noqa: S608 - fixed text
                yield decode(body)

    def bodies(self, person: str | None = None) -> Iterator[str]:
        """The canonical JSON of each entry, earliest `recorded_at` first, then by id and content."""
        where, values = _condition(person, None)
        order = "ORDER BY recorded_at, id, digest"
        with self.reading() as connection:
            for (body,) in connection.execute(f"SELECT body FROM entry{where} {order}", values):  # noqa: S608 - fixed text
                yield body

    def held(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids of which an entry is on disk."""
        wanted, found = list(ids), set[str]()
        with self.reading() as connection:
            for start in range(0, len(wanted), IDS_AT_ONCE):
                part = wanted[start : start + IDS_AT_ONCE]
                marks = ",".join("?" * len(part))
                found.update(row[0] for row in connection.execute(f"SELECT id FROM entry WHERE id IN ({marks})", part))  # noqa: S608 - fixed text
        return found

    def people(self) -> dict[str, int]:
        """How many entries there are of each person."""
        with self.reading() as connection:
            return dict(connection.execute("SELECT person, count(*) FROM entry GROUP BY person ORDER BY person"))

    def count(self) -> int:
        """How many entries there are."""
        return sum(self.people().values())

    def mark(self) -> tuple[int, int]:
        """Two numbers that change whenever the set does: the last arrival and the count of erasures. Cheap to ask."""
        with self.reading() as connection:
            (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()
            row = connection.execute("SELECT value FROM setting WHERE key = 'erasures'").fetchone()
        return int(last), int(row[0]) if row else 0

    def tidy(self) -> None:
        """Writes the file anew without what was erased from it, and empties the write-ahead log."""
        with self._writing, database_explained(self.path):
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._writer.execute("VACUUM")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Closes the file; the write-ahead log is folded into it when nobody else has it open."""
        with self._writing, self._lock:
            self._closed = True
            for connection in (*self._idle, self._writer):
                connection.close()
            self._idle.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _borrow(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise RuntimeError("the journal is closed")
            if self._idle:
                return self._idle.pop()
        return schema.connect(self.path)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)


def open_journal(folder: Path) -> Journal:
    """The journal of a data folder, both made when they are not there. Raises StoreError."""
    return Journal(place.prepare(folder) / place.DATABASE)


def row_of(entry: Entry, received: int) -> tuple[str, bytes, str, int, str, str, int]:
    """The columns of an entry."""
    body = encode(entry)
    digest = hashlib.sha256(body).digest()
    return entry.id, digest, entry.person, to_micros(entry.recorded_at), entry.kind, body.decode(), received


def to_micros(instant: datetime) -> int:
    """An instant as whole microseconds since 1970, without a detour through floating point."""
    return (instant - EPOCH) // MICROSECOND


def from_micros(value: int) -> datetime:
    """The instant of whole microseconds since 1970."""
    return EPOCH + value * MICROSECOND


def _condition(person: str | None, since_seq: int | None) -> tuple[str, list[str | int]]:
    parts: list[str] = []
    values: list[str | int] = []
    if person is not None:
        parts.append("person = ?")
        values.append(person)
    if since_seq is not None:
        parts.append("seq > ?")
        values.append(since_seq)
    return (" WHERE " + " AND ".join(parts) if parts else ""), values
