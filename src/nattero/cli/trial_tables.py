"""The tables of trials as people and spreadsheets write them.

In: the bytes of a CSV file. Out: its rows as `trials/series.py` reads them, with the line each begins on, or why they cannot be used.
Separators, letters, dates and decimal signs are those of `store/`; a date that can be read in two ways is never guessed.
"""

import re
from datetime import date

from nattero.store.cells import Order, date_in, number_in, order_of, split_moment
from nattero.store.errors import NotTextError
from nattero.store.spoken import plain, yes_no
from nattero.store.tables import records_of, text_of
from nattero.trials.series import RefusedError, Series, read_series

CROSS = "x"
NEEDED = ("night", "arm", "cramps")
_WHOLE = re.compile(r"([+-]?\d{1,9})[.,]0{1,2}")  # as a spreadsheet shows a whole number in a column with decimals


def read_table(data: bytes, reference: str) -> Series:
    """The trial in a table. Raises RefusedError."""
    try:
        header, records = records_of(text_of(data), NEEDED)
    except NotTextError as error:
        raise RefusedError("file") from error
    titles = [plain(title) for title in header]
    _check_titles(titles)
    rows = []
    for line, cells in records:
        if any(cell.strip() for cell in cells[len(titles) :]):
            raise RefusedError("cells", row=line)
        rows.append(dict(zip(titles, (cell.strip() for cell in cells), strict=False)))
    order = order_of(_day(row.get("night", "")) for row in rows)
    told = [_plainly(row, order) for row in rows]
    return read_series(told, reference, [line for line, _cells in records])


def _check_titles(titles: list[str]) -> None:
    """Refuses a first row that is none. An empty file has no night in it."""
    if not any(titles):
        raise RefusedError("no-rows")
    if not set(NEEDED) <= set(titles):
        raise RefusedError("columns")
    twice = sorted({title for title in titles if title and titles.count(title) > 1})
    if twice:
        raise RefusedError("column-twice", ", ".join(twice))


def _plainly(row: dict[str, str], order: Order | None) -> dict[str, str | None]:
    """A row in the words and signs of `trials/series.py`; what is not understood stays as it is written."""
    return {
        "night": _night(row.get("night", ""), order),
        "arm": row.get("arm"),
        "cramps": _whole(row.get("cramps", "")),
        "adhered": _adhered(row.get("adhered", "")),
    }


def _whole(cell: str) -> str:
    found = _WHOLE.fullmatch(cell)
    return found[1] if found else cell


def _day(cell: str) -> str:
    """The part of a cell that says the date, where there is a time of day too."""
    parts = split_moment(cell)
    return parts[0] if parts else cell


def _night(cell: str, order: Order | None) -> str:
    """A number, or a date with the year first."""
    found = date_in(_day(cell), order)
    return found.isoformat() if isinstance(found, date) else _whole(cell)


def _adhered(cell: str) -> str:
    """yes, no, or a share with a full stop. A cross is not understood: beside it, empty would mean no, and not unknown."""
    said = yes_no(cell) if plain(cell) != CROSS else None
    if said is not None:
        return "yes" if said else "no"
    share = number_in(cell)
    return cell if share is None else str(share)
