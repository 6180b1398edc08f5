"""What is written in the cells of a table: dates, times, spans and numbers, as four countries write them.

In: the text of a cell. Out: a value, or None for what is none. A date that can be read in two ways is never guessed.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from typing import Literal

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
UNITS = {"seconds": 1, "minutes": 60, "hours": 3600}
_DATE = re.compile(r"(\d{1,4})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?")
_NAMED = re.compile(r"(?:[^\W\d]+,?\s+)?(\d{1,2})[.\s-]+([^\W\d]+)[.,\s-]+(\d{4})")
_TIME = re.compile(r"(\d{1,2})[:.hu](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?", re.IGNORECASE)


@cache
def month_names() -> dict[str, int]:
    """Months by their names and short names in Dutch, Norwegian, Indonesian and English."""
    from babel import Locale

    found: dict[str, int] = {}
    for tag in ("nl", "nb", "id", "en"):
        months = Locale.parse(tag).months["format"]
        for width in ("wide", "abbreviated"):
            found.update({name.casefold().rstrip("."): int(number) for number, name in months[width].items()})
    return found


def dates_of(text: str) -> dict[Order, date]:
    """The dates a cell can mean, by the order it is written in. One with a month's name or the year first is clear."""
    named = _NAMED.fullmatch(text)
    if named:
        month = month_names().get(named[2].casefold(), 0)
        found = _date(int(named[3]), month, int(named[1]))
        return dict.fromkeys(ORDERS, found) if found else {}
    match = _DATE.fullmatch(text)
    if not match:
        return {}
    first, sign, second, third = match[1], match[2], match[3], match[4]
    if len(first) == 4:
        found = _date(int(first), int(second), int(third))
        return dict.fromkeys(ORDERS, found) if found else {}
    year = _year(third)
    if year is None or len(first) > 2:
        return {}
    readings: dict[Order, date | None] = {"dmy": _date(year, int(second), int(first))}
    if sign != ".":  # nobody writes the month first with full stops
        readings["mdy"] = _date(year, int(first), int(second))
        if len(third) == 2:
            readings["ymd"] = _date(2000 + int(first), int(second), int(third))
    return {order: found for order, found in readings.items() if found}


def _year(text: str) -> int | None:
    if len(text) == 4:
        return int(text)
    return 2000 + int(text) if len(text) == 2 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def order_of(cells: Iterable[str]) -> Order | None:
    """The order in which a column writes its dates, when the cells that can mean one thing only agree on it."""
    orders: set[Order] = set()
    for cell in cells:
        meant = dates_of(cell)
        if len(meant) == 1:
            orders.update(meant)
    return orders.pop() if len(orders) == 1 else None


def date_in(text: str, order: Order | None, pattern: str | None = None) -> date | Literal["ambiguous"] | None:
    """The date in a cell, `ambiguous` when it can be two dates and no order was told, None when it is no date."""
    if pattern:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            return None
    meant = dates_of(text)
    if order is not None:
        return meant.get(order)
    if len(set(meant.values())) > 1:
        return "ambiguous"
    return next(iter(meant.values()), None)


def time_in(text: str) -> time | None:
    """The time of day in `2:15`, `02.15`, `2:15:30`, `2h15` or `2:15 pm`."""
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hour, half = int(match[1]), (match[4] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(match[2]), int(match[3] or 0))
    except ValueError:
        return None


def split_moment(text: str) -> tuple[str, str] | None:
    """The date and the time in one cell, as texts."""
    match = re.fullmatch(r"(.+?)(?:[T,]\s*|\s+)(\d{1,2}[:.hu]\d{2}.*)", text)
    return (match[1].strip(" ,"), match[2].strip()) if match else None


def number_in(text: str) -> float | None:
    """The number in `7`, `2.5` or `2,5`."""
    return float(text.replace(",", ".")) if re.fullmatch(r"[+-]?\d{1,9}([.,]\d{1,9})?", text) else None


def seconds_in(text: str, unit: str) -> float | None:
    """The seconds in a cell: a number of the column's unit, or `1:30` of a unit and its sixtieths, or `0:01:30`."""
    if re.fullmatch(r"\d{1,2}:\d{2}:\d{2}", text):
        hours, minutes, seconds = (int(part) for part in text.split(":"))
        return hours * 3600 + minutes * 60 + seconds
    if re.fullmatch(r"\d{1,4}:\d{2}", text) and UNITS[unit] > 1:
        whole, part = (int(number) for number in text.split(":"))
        return whole * UNITS[unit] + part * UNITS[unit] / 60
    found = number_in(text)
    return None if found is None else found * UNITS[unit]
