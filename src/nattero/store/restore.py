"""The way back from a backup, which only ever adds: a diary is a set, so a restore is a merge.

In: a data folder and a backup, which is only read. Out: a diary that holds what it held and what the backup held.
A diary that is damaged is set aside first, and what can still be read of it comes along.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from nattero.diary.entry import Entry, decode
from nattero.store import place, schema
from nattero.store.backup import BEFORE, DAMAGED, backup, backups_folder, stamp
from nattero.store.errors import CorruptError, NewerError, NotOursError, NotThereError, StoreError, explained
from nattero.store.journal import Journal, open_journal

COMPANIONS = ("", "-wal", "-shm")


class Restored(msgspec.Struct, frozen=True):
    """What a restore did: entries in the backup, those that were new, and where what was there before is kept."""

    read: int
    new: int
    kept: Path
    was_damaged: bool


def restore(folder: Path, file: Path) -> Restored:
    """Adds what a backup holds to the diary of a data folder; keeps a copy of what was there. Raises StoreError."""
    folder = place.prepare(folder)
    with sound_copy(folder, file) as copy:
        aside = backups_folder(folder)
        try:
            with open_journal(folder) as journal:
                kept = backup(journal.path, aside / BEFORE.format(stamp=stamp()))
                return _merge(journal, copy, kept, was_damaged=False)
        except (CorruptError, NotOursError):
            kept = set_aside(folder, aside)
        with open_journal(folder) as journal:
            journal.append(readable(kept))
            return _merge(journal, copy, kept, was_damaged=True)


def _merge(journal: Journal, copy: Path, kept: Path, *, was_damaged: bool) -> Restored:
    with Journal(copy) as other:
        read = other.count()
        return Restored(read, len(journal.append(other.stream())), kept, was_damaged)


@contextmanager
def sound_copy(folder: Path, file: Path) -> Iterator[Path]:
    """A copy of a backup inside the data folder, checked, for the block to use. Raises StoreError about `file`."""
    copy = folder / f".restore-{stamp()}.part"
    try:
        _copy(file, copy)
        try:
            _check(copy)
        except StoreError as error:
            raise type(error)(file, **{key: value for key, value in error.values.items() if key != "path"}) from error
        yield copy
    finally:
        for ending in COMPANIONS:
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _copy(file: Path, copy: Path) -> None:
    """Copies a database and, when it was copied from a running program, its write-ahead log."""
    with explained(file):
        if not file.exists():
            raise NotThereError(file)
        if not file.is_file():
            raise NotOursError(file)
        for ending in ("", "-wal"):
            source = file.with_name(file.name + ending)
            if source.is_file():
                place.make_file(copy.with_name(copy.name + ending))
                shutil.copyfile(source, copy.with_name(copy.name + ending))


def _check(copy: Path) -> None:
    version = schema.version_of(copy)
    if version > schema.latest():
        raise NewerError(copy, version=version, known=schema.latest())
    if version == 0:
        raise NotOursError(copy)
    if found := schema.verify(copy):
        raise CorruptError(copy, detail=found[0])


def set_aside(folder: Path, aside: Path) -> Path:
    """Moves a damaged diary out of the way, whole; gives its new path. Raises InUseError while a server uses it."""
    lock = place.ServeLock(folder)
    try:
        damaged, kept = folder / place.DATABASE, aside / DAMAGED.format(stamp=stamp())
        with explained(damaged):
            for ending in COMPANIONS:
                source = damaged.with_name(damaged.name + ending)
                if source.exists():
                    source.rename(kept.with_name(kept.name + ending))
        return kept
    finally:
        lock.release()


def readable(damaged: Path) -> Iterator[Entry]:
    """The entries that can still be read of a damaged file: every row until the damage, from both ends."""
    for direction in ("ASC", "DESC"):
        try:
            connection = schema.connect(damaged, read_only=True)
            try:
                rows = connection.execute(f"SELECT body FROM entry NOT INDEXED ORDER BY seq {direction}")  # noqa: S608 - fixed text
                while (row := rows.fetchone()) is not None:
                    try:
                        yield decode(row[0])
                    except (msgspec.MsgspecError, TypeError, RecursionError):
                        continue
            finally:
                connection.close()
        except sqlite3.DatabaseError:
            continue
