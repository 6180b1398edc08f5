"""A person's own table becomes entries: a row for each cramp, or a row for each night.

In: rows of a table and how to read them. Out: entries that are the same every time the same table is read, and every
row that cannot be read, with the reason. Nothing is guessed and nothing is written here.
"""

import hashlib
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from nattero.diary.entry import Entry, new_id
from nattero.diary.night import bounds
from nattero.diary.problems import Problem, examine
from nattero.store import spoken
from nattero.store.cells import Order, date_in, number_in, order_of, seconds_in, split_moment, time_in
from nattero.store.tables import Columns, Row

DEVICE = "table"


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How to read a table. `date_format` is auto, dmy, mdy, ymd or a pattern of strptime."""

    columns: Columns
    unit: str = "seconds"
    date_format: str = "auto"
    zone: str
    person: str = "me"


class BadRow(msgspec.Struct, frozen=True):
    """A row that is no entry: its line, what the column holds, what is written there, and what is wrong with it."""

    line: int
    column: str
    text: str
    problem: Problem


class Preview(msgspec.Struct, frozen=True):
    """What a table would add: its entries, its bad rows, and how many nights it leaves open."""

    entries: list[Entry]
    bad: list[BadRow]
    blank: int


class CellError(Exception):
    """A cell that cannot be read."""

    def __init__(self, column: str, field: str, code: str = "wrong") -> None:
        super().__init__(column)
        self.column = column
        self.problem = Problem(f"payload.{field}", code)


def preview(rows: list[Row], reading: Reading, now: datetime) -> Preview:
    """What these rows would add to the diary."""
    order = order_for(rows, reading)
    entries, bad, blank = [], [], 0
    for row in rows:
        try:
            if reading.columns.count and not row.cells["count"]:
                blank += 1  # nobody said how that night was: it stays missing
                continue
            entries.append(entry_of(row, reading, order, now))
        except CellError as error:
            bad.append(BadRow(row.line, error.column, row.cells.get(error.column, ""), error.problem))
    return Preview(entries, bad, blank)


def order_for(rows: list[Row], reading: Reading) -> Order | None:
    """The order of day, month and year: told, else what the column itself settles, else None."""
    match reading.date_format:
        case "dmy" | "mdy" | "ymd" as told:
            return told
        case "auto":
            return order_of(date_text(row.cells) for row in rows)
    return None


def date_text(cells: dict[str, str]) -> str:
    """The part of a row that says the date."""
    if cells.get("datetime"):
        parts = split_moment(cells["datetime"])
        return parts[0] if parts else cells["datetime"]
    return cells.get("date", "")


def entry_of(row: Row, reading: Reading, order: Order | None, now: datetime) -> Entry:
    """The entry of a row. Raises CellError."""
    if reading.columns.count:
        day = day_in(row.cells, reading, order)
        payload: dict[str, Any] = {"date": day.isoformat(), "cramps": whole(row.cells, "count", "cramps")}
        instant, kind = bounds(day, reading.zone)[0], "night"
    else:
        instant, kind = onset(row.cells, reading, order), "cramp"
        payload = {"at": instant.isoformat().replace("+00:00", "Z"), **details(row.cells, reading.unit)}
    if row.cells.get("note"):
        payload["note"] = row.cells["note"]
    found = examine(value_of(kind, payload, instant, reading), now)
    if isinstance(found, Problem):
        raise problem_at(found, reading.columns)
    return found


def value_of(kind: str, payload: dict[str, Any], instant: datetime, reading: Reading) -> dict[str, Any]:
    """The entry as a JSON value. Its id is made of the event's time and a hash of whose it is and what it says."""
    content = msgspec.json.encode([reading.person, reading.zone, kind, payload], order="deterministic")
    # A clock before 1970 has no UUIDv7; `examine` will say what is wrong with such a date.
    stamped = max(instant, datetime(1970, 1, 1, tzinfo=UTC))
    return {
        "id": new_id(stamped, hashlib.sha256(content).digest()[:10]),
        "person": reading.person,
        "recorded_at": instant.isoformat(),
        "device": DEVICE,
        "zone": reading.zone,
        "kind": kind,
        "payload": payload,
    }


def problem_at(problem: Problem, columns: Columns) -> CellError:
    """A problem of an entry as a problem of the cell it came from."""
    field = problem.field.removeprefix("payload.")
    if field == "recorded_at":
        field = "date" if columns.count else "at"
    when = "datetime" if columns.datetime else "date"
    column = {"at": when, "date": when, "cramps": "count", "seconds": "duration"}.get(field, field)
    return CellError(column, field, problem.code)


def day_in(cells: dict[str, str], reading: Reading, order: Order | None) -> date:
    """The date of a row. Raises CellError for none, and for one that can be read in two ways."""
    column = "datetime" if reading.columns.datetime else "date"
    text = date_text(cells)
    if not text:
        raise CellError(column, "date", "missing")
    pattern = reading.date_format if "%" in reading.date_format else None
    found = date_in(text, order, pattern)
    if found is None:
        raise CellError(column, "date", "unreadable")
    if found == "ambiguous":
        raise CellError(column, "date", "ambiguous")
    return found


def onset(cells: dict[str, str], reading: Reading, order: Order | None) -> datetime:
    """The instant of a row. Raises CellError."""
    moment = cells.get("datetime", "")
    if moment:
        try:
            exact = datetime.fromisoformat(moment)
        except ValueError:
            exact = None
        if exact is not None and exact.tzinfo is not None:
            return exact.astimezone(UTC)
    day = day_in(cells, reading, order)
    column = "datetime" if reading.columns.datetime else "time"
    parts = split_moment(moment) if moment else None
    text = parts[1] if parts else cells.get("time", "")
    if not text:
        raise CellError(column, "at", "missing")
    clock = time_in(text)
    if clock is None:
        raise CellError(column, "at", "unreadable")
    return datetime.combine(day, clock, ZoneInfo(reading.zone)).astimezone(UTC)


def details(cells: dict[str, str], unit: str) -> dict[str, Any]:
    """Pain, duration, side and muscle of a row, as far as they are there. Raises CellError."""
    found: dict[str, Any] = {}
    if cells.get("pain"):
        found["pain"] = whole(cells, "pain", "pain")
    if cells.get("duration"):
        seconds = seconds_in(cells["duration"], unit)
        if seconds is None:
            raise CellError("duration", "seconds")
        found["seconds"] = round(seconds)
    for column, read in (("side", spoken.side), ("muscle", spoken.muscle)):
        if cells.get(column):
            found[column] = read(cells[column])
            if found[column] is None:
                raise CellError(column, column)
    return found


def whole(cells: dict[str, str], column: str, field: str) -> int:
    """The whole number in a cell; `7,0` is one and `7,5` is not. Raises CellError."""
    found = number_in(cells[column])
    if found is None or found != int(found):
        raise CellError(column, field)
    return int(found)
