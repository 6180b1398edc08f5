"""Tables as spreadsheets write them: which letters, which separator, which columns.

In: the bytes of a CSV file and the names of the columns that matter. Out: its rows with their line numbers.
Spreadsheets separate by what the country uses, a semicolon where the decimal sign is a comma (RFC 4180 knows no other).
"""

import codecs
import csv
import io
from collections.abc import Iterable

import msgspec

from nattero.store.errors import NotTableError, NotTextError
from nattero.store.spoken import plain

DELIMITERS = ";,\t|"
LONGEST_FIELD = 1024 * 1024
Record = tuple[int, list[str]]


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Which column of a table holds what; None for what the table does not hold."""

    date: str | None = None
    time: str | None = None
    datetime: str | None = None
    count: str | None = None
    pain: str | None = None
    duration: str | None = None
    side: str | None = None
    muscle: str | None = None
    note: str | None = None

    @property
    def named(self) -> dict[str, str]:
        """The columns that were named, by what they hold."""
        return {field: name for field in self.__struct_fields__ if (name := getattr(self, field)) is not None}


class Row(msgspec.Struct, frozen=True):
    """One row: the line it begins on, and what is in the named columns, by what they hold."""

    line: int
    cells: dict[str, str]


class ColumnError(Exception):
    """A column that was named is not in the table, or is there twice. `found` are the columns there are."""

    def __init__(self, field: str, name: str, found: list[str]) -> None:
        super().__init__(f"{field}: {name}")
        self.field = field
        self.name = name
        self.found = found


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or what Windows used to write. Raises NotTextError."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ["utf-16"] if wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NotTextError


def rows_of(text: str, columns: Columns) -> list[Row]:
    """The rows of a table that are not empty. Raises ColumnError, or NotTableError when this is no table."""
    header, records = records_of(text, columns.named.values())
    places = {field: place_of(field, name, header) for field, name in columns.named.items()}
    rows = []
    for line, record in records:
        cells = {field: record[place].strip() if place < len(record) else "" for field, place in places.items()}
        if any(cells.values()):
            rows.append(Row(line, cells))
    return rows


def records_of(text: str, wanted: Iterable[str]) -> tuple[list[str], list[Record]]:
    """The titles of a table and what follows them, each with the line it begins on; the separator is the one that fits the titles.

    Raises NotTableError, also where a quotation mark is never closed: it would swallow every row after it.
    """
    csv.field_size_limit(LONGEST_FIELD)
    skipped, delimiter = 0, None
    while text:
        first, _, rest = text.partition("\n")
        named = plain(first).startswith("sep=") and len(first.strip()) == len("sep=") + 1
        if first.strip() and not named:
            break
        text, skipped, delimiter = rest, skipped + 1, first.strip()[-1] if named else delimiter
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or delimiter_of(text, wanted), strict=True)
    try:
        header = next(reader, [])
        records, begins = [], reader.line_num + 1
        for record in reader:
            records.append((begins + skipped, record))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise NotTableError from error
    return header, records


def place_of(field: str, name: str, header: list[str]) -> int:
    """Where a column stands. Raises ColumnError."""
    found = [place for place, title in enumerate(header) if plain(title) == plain(name)]
    if len(found) != 1:
        raise ColumnError(field, name, [title.strip() for title in header])
    return found[0]


def delimiter_of(text: str, names: Iterable[str]) -> str:
    """The separator under which the first line has most of the named columns, and then most columns."""
    wanted = {plain(name) for name in names}

    def fits(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        return len(wanted & {plain(title) for title in header}), len(header)

    try:
        return max(DELIMITERS, key=fits)
    except csv.Error as error:
        raise NotTableError from error
