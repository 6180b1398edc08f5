"""What `nattero doctor` looks at: the program, the data folder, the diary, the words and the pack. It changes nothing.

In: a desk. Out: one finding for each thing, well or not, in the reader's language.
"""

import os
import platform
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nattero import __version__, pen, words
from nattero.cli.common import Desk
from nattero.cli.writing import other_clock
from nattero.store import daily, place, schema
from nattero.store.errors import StoreError, explained

ROOM_NEEDED = 50 * 1024 * 1024
OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 35, 0)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    id: str
    name: str
    well: bool
    text: str

    def value(self) -> dict[str, Any]:
        """The finding for a program."""
        return {"id": self.id, "name": self.name, "ok": self.well, "text": self.text}


def line(found: Finding) -> str:
    """The finding for a person."""
    return f"{'✓' if found.well else '✗'} {found.name}: {found.text}"


def examine(desk: Desk) -> list[Finding]:
    """Everything that was looked at, in order."""
    return [*program(desk), *folder(desk), *diary(desk), *content(desk)]


def program(desk: Desk) -> Iterator[Finding]:
    """Versions, and the zone of this computer."""
    _ = desk.gettext
    yield Finding("version", "Nattero", True, __version__)
    yield Finding("python", "Python", sys.version_info >= OLDEST_PYTHON, platform.python_version())
    yield Finding("sqlite", "SQLite", sqlite3.sqlite_version_info >= OLDEST_SQLITE, sqlite3.sqlite_version)
    named, zone = pen.unknown_zone(), pen.local_zone()
    yield Finding("zone", _("Time zone"), not named, other_clock(desk, named, zone) if named else zone)


def folder(desk: Desk) -> Iterator[Finding]:
    """Where the data lie, who may look into them, and how much room there is."""
    _ = desk.gettext
    where = desk.folder
    if not where.exists():
        yield Finding("folder", _("Data folder"), True, _("{path}, not made yet").format(path=where))
    else:
        writable = where.is_dir() and os.access(where, os.W_OK | os.X_OK)
        text = str(where) if writable else _("Nattero may not write to {path}.").format(path=where)
        yield Finding("folder", _("Data folder"), writable, text)
        open_to_others = [str(path) for path in (where, *sorted(where.glob("nattero.sqlite3*"))) if _is_open(path)]
        text = (
            _("Others can read: {names}").format(names=", ".join(open_to_others)) if open_to_others else _("only you")
        )
        yield Finding("modes", _("Who can read it"), not open_to_others, text)
    there = next(path for path in (where, *where.parents) if path.exists())
    free = shutil.disk_usage(there).free
    text = _("{n} MB free").format(n=words.number(free // 1024**2, desk.lang))
    yield Finding("disk", _("Room on the disk"), free > ROOM_NEEDED, text)
    if (server := place.running_server(where)) is not None:
        yield Finding("server", _("Running now"), True, str(server["address"] or server["pid"]))


def _is_open(path: Any) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def diary(desk: Desk) -> Iterator[Finding]:
    """Whether the diary file is whole, and what is in it."""
    _ = desk.gettext
    file = desk.folder / place.DATABASE
    if not file.exists():
        yield Finding("diary", _("Diary"), True, _("empty"))
        return
    try:
        version = schema.version_of(file)
        yield Finding("schema", _("Diary format"), version <= schema.latest(), f"{version} / {schema.latest()}")
        damage = schema.verify(file)
        yield Finding("integrity", _("Diary file"), not damage, damage[0][:200] if damage else _("whole"))
        with explained(file):
            yield from _contents(desk)
    except StoreError as error:
        yield Finding("diary", _("Diary"), False, words.error_text(error, desk.lang))


def _contents(desk: Desk) -> Iterator[Finding]:
    _ = desk.gettext
    connection = schema.connect(desk.folder / place.DATABASE, read_only=True)
    try:
        (count,) = connection.execute("SELECT count(*) FROM entry").fetchone()
        kept = dict(connection.execute("SELECT key, value FROM setting"))
    finally:
        connection.close()
    yield Finding("entries", _("Entries"), True, str(count))
    if daily.FOLDER in kept:
        trouble = kept.get(daily.TROUBLE)
        text = kept[daily.FOLDER] if not trouble else f"{kept[daily.FOLDER]} ({trouble})"
        yield Finding("export", _("Daily export"), not trouble, text)


def content(desk: Desk) -> Iterator[Finding]:
    """Whether the words of all languages and the pack are there."""
    from nattero.knowledge.check import check

    _ = desk.gettext
    silent = [lang for lang in words.LANGUAGES if lang != words.SOURCE and not words.speaks(lang)]
    yield Finding("catalogues", _("Languages"), not silent, ", ".join(silent or words.LANGUAGES))
    errors = [found for found in check() if found.level == "error"]
    yield Finding("pack", _("What Nattero knows"), not errors, str(errors[0]) if errors else _("whole"))
