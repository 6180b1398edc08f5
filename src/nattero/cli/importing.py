"""`nattero import`: what a file holds is looked at whole, shown, and only then added.

In: a file of JSON Lines or a table. Out: entries in the journal, or every bad line with its reason.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from nattero import pen, words
from nattero.cli.common import BAD_INPUT, Desk, StopError, bad_input, progress
from nattero.cli.nights import entry_line
from nattero.diary.entry import is_zone
from nattero.diary.problems import Problem
from nattero.store import spreadsheet, transfer
from nattero.store.cells import UNITS
from nattero.store.errors import NotTextError, explained
from nattero.store.tables import ColumnError, Columns, rows_of, text_of

SHOWN = 5
MOST_BAD_SHOWN = 50
LARGEST_TABLE = 64 * 1024 * 1024
FORMATS = ("auto", "dmy", "mdy", "ymd")


class Table(msgspec.Struct, frozen=True):
    """How the options say that a table is to be read."""

    columns: Columns
    unit: str
    date_format: str
    zone: str | None
    person: str


@contextmanager
def opened(file: str) -> Iterator[IO[bytes]]:
    """The file that was named, or standard input, from its beginning. Raises StoreError."""
    if file == "-":
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
            copy.seek(0)
            yield copy
        return
    path = Path(file).expanduser()
    with explained(path):
        source = path.open("rb")
    with source:
        yield source


def is_json(lines: IO[bytes]) -> bool:
    """Whether a file looks like JSON Lines and not like a table; an empty one does."""
    start = lines.read(4096).removeprefix(transfer.BOM).lstrip()
    lines.seek(0)
    return start[:1] in (b"{", b"")


def json_lines(desk: Desk, lines: IO[bytes]) -> None:
    """Merges a JSON Lines file into the journal. Raises StopError when a line is bad."""
    with desk.journal() as journal, progress(desk.gettext("Import")) as tell:
        done = transfer.merge(journal, lines, pen.now(), tell)
    value = {"read": done.read, "new": done.new, "bad": [bad_value(desk, one.line, one.problem) for one in done.bad]}
    if done.bad:
        shown = [bad_line(desk, one.line, one.problem) for one in done.bad[:MOST_BAD_SHOWN]]
        refuse(desk, shown, len(done.bad) + done.more_bad, value)
    tell_added(desk, done.read, done.new, value)


def table(desk: Desk, lines: IO[bytes], asked: Table, *, yes: bool) -> None:
    """Shows what a table would add, and adds it when that is agreed to. Raises StopError."""
    reading = reading_of(desk, asked)
    data = lines.read(LARGEST_TABLE + 1)
    if len(data) > LARGEST_TABLE:
        raise StopError(BAD_INPUT, desk.gettext("This table is too large. Please split it."))
    try:
        rows = rows_of(text_of(data), asked.columns)
    except NotTextError as error:
        raise type(error)(named if isinstance(named := lines.name, str) else "-") from error
    except ColumnError as error:
        said = desk.gettext("There is no single column “{name}”. The columns are: {names}.")
        raise bad_input(f"--{error.field}", said.format(name=error.name, names=", ".join(error.found))) from error
    found = spreadsheet.preview(rows, reading, pen.now())
    value: dict[str, Any] = {
        "read": len(found.entries),
        "first": found.entries[:SHOWN],
        "bad": [
            {**bad_value(desk, one.line, one.problem), "column": one.column, "text": one.text} for one in found.bad
        ],
        "blank": found.blank,
    }
    if found.bad:
        shown = [bad_line(desk, one.line, one.problem, one.text) for one in found.bad[:MOST_BAD_SHOWN]]
        refuse(desk, shown, len(found.bad), value)
    if not desk.as_json:
        show_first(desk, found)
    elif not yes:
        desk.tell("", {**value, "new": 0})
    question = desk.ngettext("Add {n} entry to your diary?", "Add {n} entries to your diary?", len(found.entries))
    desk.confirm(question, yes=yes)
    with desk.journal() as journal:
        new = len(journal.append(found.entries))
    tell_added(desk, len(found.entries), new, {**value, "new": new})


def reading_of(desk: Desk, asked: Table) -> spreadsheet.Reading:
    """How to read the table. Raises StopError for options that do not fit one another."""
    named = asked.columns.named
    if not ("datetime" in named or ("date" in named and ("time" in named or "count" in named))):
        sentence = desk.gettext(
            "Name the columns: --date and --time, or --datetime, where a row is a cramp;"
            " --date and --count where a row is a night."
        )
        raise StopError(BAD_INPUT, sentence)
    if "count" in named and set(named) - {"date", "datetime", "count", "note"}:
        raise bad_input("--count", desk.gettext("A row a night has only --date, --count and --note."))
    if asked.unit not in UNITS:
        raise bad_input("--duration-unit", desk.gettext("Choose from {names}.").format(names=", ".join(UNITS)))
    if asked.date_format not in FORMATS and "%" not in asked.date_format:
        raise bad_input("--date-format", desk.gettext("Choose from {names}.").format(names=", ".join(FORMATS)))
    zone = asked.zone or pen.local_zone()
    if not is_zone(zone):
        raise bad_input("--zone", words.problem_text(Problem("zone", "wrong"), desk.lang))
    return spreadsheet.Reading(
        columns=asked.columns, unit=asked.unit, date_format=asked.date_format, zone=zone, person=asked.person
    )


def show_first(desk: Desk, found: spreadsheet.Preview) -> None:
    """Prints the first rows as they would stand in the diary."""
    lines = [entry_line(entry, desk.lang) for entry in found.entries[:SHOWN]]
    if len(found.entries) > SHOWN:
        lines.append(desk.ngettext("and {n} more", "and {n} more", len(found.entries) - SHOWN))
    if found.blank:
        lines.append(
            desk.ngettext(
                "{n} night without a number stays not written down.",
                "{n} nights without a number stay not written down.",
                found.blank,
            )
        )
    desk.tell("\n".join(lines))


def refuse(desk: Desk, shown: list[str], count: int, value: dict[str, Any]) -> None:
    """Ends an import that has bad lines."""
    if desk.as_json:
        desk.tell("", {**value, "new": 0})
    rest = [desk.ngettext("and {n} more", "and {n} more", count - len(shown))] if count > len(shown) else []
    end = desk.gettext("Nothing was imported. Please mend these lines and try again.")
    raise StopError(BAD_INPUT, *shown, *rest, end)


def bad_line(desk: Desk, line: int, problem: Problem, text: str = "") -> str:
    """One bad line: its number, what is written there, and what is wrong with it."""
    said = words.problem_text(problem, desk.lang)
    written = f" ({text[:60]})" if text else ""
    return desk.gettext("Line {line}:").format(line=line) + f" {said}{written}"


def bad_value(desk: Desk, line: int, problem: Problem) -> dict[str, Any]:
    """One bad line for a program."""
    message = words.problem_text(problem, desk.lang)
    return {"line": line, "field": problem.field, "problem": problem.code, "message": message}


def tell_added(desk: Desk, read: int, new: int, value: dict[str, Any]) -> None:
    """Says what an import did."""
    said = desk.ngettext("{n} new entry.", "{n} new entries.", new)
    if read > new:
        said += " " + desk.ngettext("{n} was there already.", "{n} were there already.", read - new)
    desk.tell(said, value)
