"""What can go wrong with a data folder or a file: each error has a code that `words.py` turns into one sentence.

In: exceptions of SQLite and of the operating system. Out: `StoreError` subclasses with what their sentence needs.
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

LEAST_ROOM = 64 * 1024


class StoreError(Exception):
    """Trouble with a data folder or a file. `code` names the trouble, `values` fill in its sentence."""

    code: ClassVar[str] = "trouble"

    def __init__(self, path: Path | str = "", **values: str | int) -> None:
        self.path = str(path)
        self.values: dict[str, str | int] = {"path": self.path, **values}
        super().__init__(f"{self.code}: {self.values}")


class NotOursError(StoreError):
    """The file is not a diary of Nattero's."""

    code = "not-ours"


class CorruptError(StoreError):
    """The file is damaged."""

    code = "corrupt"


class NewerError(StoreError):
    """A later version of Nattero wrote the file."""

    code = "newer"


class ReadOnlyError(StoreError):
    """The folder or the file cannot be written to."""

    code = "read-only"


class NotAFolderError(StoreError):
    """There is a file where the folder should be."""

    code = "not-a-folder"


class DiskFullError(StoreError):
    """There is no room left."""

    code = "disk-full"


class DiskTroubleError(StoreError):
    """The disk did not read or write."""

    code = "disk-trouble"


class BusyError(StoreError):
    """Another program holds the diary for longer than we wait."""

    code = "busy"


class InUseError(StoreError):
    """Another `nattero serve` runs on the same data. Values: pid, address."""

    code = "in-use"


class NotThereError(StoreError):
    """The file does not exist."""

    code = "not-there"


class NoFolderError(StoreError):
    """The folder does not exist."""

    code = "no-folder"


class NotEmptyError(StoreError):
    """The folder should be empty, and is not."""

    code = "not-empty"


class TakenError(StoreError):
    """The file holds entries that would be lost if it were replaced. Values: entries."""

    code = "taken"


class NotTextError(StoreError):
    """The file is not text that Nattero can read."""

    code = "not-text"


class NotTableError(NotTextError):
    """The text is not a table."""

    code = "not-table"


_BY_SQLITE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_BUSY: BusyError,
    sqlite3.SQLITE_LOCKED: BusyError,
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_IOERR: DiskTroubleError,
    sqlite3.SQLITE_CORRUPT: CorruptError,
    sqlite3.SQLITE_NOTADB: CorruptError,
    sqlite3.SQLITE_READONLY: ReadOnlyError,
    sqlite3.SQLITE_CANTOPEN: ReadOnlyError,
    sqlite3.SQLITE_PERM: ReadOnlyError,
}
_BY_ERRNO: dict[int, type[StoreError]] = {
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
    errno.EFBIG: DiskFullError,
    errno.EACCES: ReadOnlyError,
    errno.EPERM: ReadOnlyError,
    errno.EROFS: ReadOnlyError,
    errno.ENOENT: NotThereError,
    errno.ENOTDIR: NotAFolderError,
    errno.EEXIST: NotAFolderError,
    errno.EISDIR: NotOursError,
}


@contextmanager
def database_explained(path: Path | str) -> Iterator[None]:
    """Errors of SQLite that happen inside become `StoreError`s about `path`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            raise
        kind = _BY_SQLITE.get(code & 0xFF, DiskTroubleError)
        # SQLite has many names for a write that found no room; the disk itself has one.
        full = kind is DiskTroubleError and not has_room(Path(path).parent)
        raise (DiskFullError if full else kind)(path, detail=str(error)) from error


def has_room(folder: Path) -> bool:
    """Whether a disk has room for at least one more page of a database and its index."""
    try:
        return shutil.disk_usage(folder).free >= LEAST_ROOM
    except OSError:
        return True


@contextmanager
def explained(path: Path | str) -> Iterator[None]:
    """Errors of SQLite and of the operating system that happen inside become `StoreError`s about `path`."""
    try:
        with database_explained(path):
            yield
    except OSError as error:
        raise _BY_ERRNO.get(error.errno or 0, DiskTroubleError)(path, detail=error.strerror or str(error)) from error
