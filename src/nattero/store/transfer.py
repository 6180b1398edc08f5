"""The diary as plain text: JSON Lines out, one canonical entry a line, oldest first; and in again, as a merge.

In: a journal and open binary files. Out: lines, or what an import found. A file goes in whole, or not at all.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from nattero.diary.entry import Entry, decode, encode
from nattero.diary.problems import Problem, examine
from nattero.store import place
from nattero.store.errors import NotTextError
from nattero.store.journal import Journal

BOM = b"\xef\xbb\xbf"
LONGEST_LINE = 1024 * 1024
MOST_NAMED = 200  # a wrong file is recognised by its first lines
EVERY = 1000

Progress = Callable[[int], None]


class BadLine(msgspec.Struct, frozen=True):
    """A line that is no entry, by its number in the file, and the first thing wrong with it."""

    line: int
    problem: Problem


class Imported(msgspec.Struct, frozen=True):
    """What an import did: entries read, those of them that were new, and lines that kept it from happening."""

    read: int
    new: int
    bad: tuple[BadLine, ...] = ()
    more_bad: int = 0


def export(journal: Journal, out: IO[bytes], person: str | None = None, progress: Progress | None = None) -> int:
    """Writes every entry as a line of JSON, by `recorded_at`, id and content; gives their number."""
    count = 0
    for body in journal.bodies(person):
        out.write(body.encode() + b"\n")
        count += 1
        if progress and count % EVERY == 0:
            progress(count)
    return count


def export_to(journal: Journal, path: Path, person: str | None = None, progress: Progress | None = None) -> int:
    """Writes the export to a file that appears whole, of mode 0600; gives the number of entries. Raises StoreError."""
    with place.replacing(path) as draft, draft.open("wb") as out:
        return export(journal, out, person, progress)


def merge(journal: Journal, lines: IO[bytes], now: datetime, progress: Progress | None = None) -> Imported:
    """Adds the entries of a JSON Lines file in one transaction, unless one line is bad: then it adds none.

    `progress` is told the number of the line at hand. Raises StoreError.
    """
    with tempfile.TemporaryFile() as good:
        read, bad, more = 0, list[BadLine](), 0
        for number, line in numbered(lines):
            found = entry_in(line, now)
            if isinstance(found, Entry):
                good.write(encode(found) + b"\n")
                read += 1
            elif len(bad) < MOST_NAMED:
                bad.append(BadLine(number, found))
            else:
                more += 1
            if progress and number % EVERY == 0:
                progress(number)
        if bad:
            return Imported(read, 0, tuple(bad), more)
        good.seek(0)
        return Imported(read, len(journal.append(decode(line) for line in good)))


def numbered(lines: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers: without a byte order mark, blank lines and line ends.

    A line longer than LONGEST_LINE is cut, and is then no JSON. Raises NotTextError for a file that is not text.
    """
    number = 0
    while line := lines.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = lines.readline(LONGEST_LINE + 1)
        if number == 1:
            line = line.removeprefix(BOM)
            if b"\x00" in line:
                raise NotTextError(getattr(lines, "name", ""))
        if line := line.strip():
            yield number, line


def entry_in(line: bytes, now: datetime) -> Entry | Problem:
    """The entry on a line, or what is wrong with it."""
    if len(line) > LONGEST_LINE:
        return Problem("line", "long")
    try:
        value = msgspec.json.decode(line)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return Problem("line", "wrong")
    return examine(value, now)
