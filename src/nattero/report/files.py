"""What was chosen of a diary as files: tables as CSV, one or all in a zip, entries as JSON Lines.

In: tables, or entries that leave. Out: bytes. CSV is written for the spreadsheet that is going to open it: with semicolons and decimal
commas where the language writes commas, and so that no text in a cell can be taken for a formula.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence

from nattero.diary.entry import Entry, encode
from nattero.report.fhir_observation import Speaker
from nattero.report.table_words import headings, table_names
from nattero.report.tables import Cell, Table

COMMAS = frozenset({"nl", "nb", "id"})
"""Languages with a decimal comma; their spreadsheets separate cells by semicolons."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula (OWASP, CSV injection)."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the zip is the same whenever it is made


def csv_of(table: Table, speak: Speaker, lang: str) -> bytes:
    """Give a table as CSV with a byte order mark, without which spreadsheets read letters wrongly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if lang in COMMAS else ",")
    writer.writerow([written(each, lang) for each in headings(table, speak)])
    for row in table.rows:
        writer.writerow([written(each, lang) for each in table.cells(row)])
    return out.getvalue().encode("utf-8-sig")


def written(cell: Cell, lang: str) -> str:
    """Give a cell as it is written."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",") if lang in COMMAS else f"{cell:g}"
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA) else text


def zip_of(tables: Sequence[Table], speak: Speaker, lang: str) -> bytes:
    """Give all tables in one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            info = zipfile.ZipInfo(file_name(table, speak), LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, csv_of(table, speak, lang))
    return out.getvalue()


def file_name(table: Table, speak: Speaker) -> str:
    """Give the name of a table's file, in letters that every computer takes."""
    plain = "".join(
        sign if sign.isascii() and sign.isalnum() else "-" for sign in table_names(speak)[table.name].lower()
    )
    return f"nattero-{plain.strip('-')}.csv"


def json_lines(entries: Iterable[Entry]) -> bytes:
    """Give entries as JSON Lines, which `nattero import` reads."""
    return b"".join(encode(entry) + b"\n" for entry in entries)
