"""Moments, spans and numbers as people type them.

In: words of the command line and this instant. Out: instants, seconds, dates and numbers, or None for what is none.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UNITS = {
    "s": 1, "sec": 1, "second": 1, "seconds": 1, "detik": 1, "": 60,
    "m": 60, "min": 60, "minute": 60, "minutes": 60, "minuut": 60, "minuten": 60, "minutt": 60, "minutter": 60,
    "menit": 60,
    "h": 3600, "hour": 3600, "hours": 3600, "u": 3600, "uur": 3600, "t": 3600, "time": 3600, "timer": 3600, "jam": 3600,
}  # fmt: skip


def moment(text: str, now: datetime, zone: str) -> datetime | None:
    """The instant of `2026-11-22T02:14`, with or without an offset, or of `02:14`: the last time it was so late."""
    place = ZoneInfo(zone)
    only_time = re.fullmatch(r"(\d{1,2})[:.](\d{2})", text.strip())
    if only_time:
        try:
            clock = time(int(only_time[1]), int(only_time[2]))
        except ValueError:
            return None
        local = now.astimezone(place)
        found = datetime.combine(local.date(), clock, place).astimezone(UTC)
        return (
            found if found <= now else datetime.combine(local.date() - timedelta(days=1), clock, place).astimezone(UTC)
        )
    if day_of(text):  # a day without its time is no moment, and midnight would belong to the night before
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=place)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def seconds_of(text: str) -> int | None:
    """The seconds in `90s`, `20m`, `1h30m` or `1 h 30 min`; a number alone is minutes."""
    plain = text.strip().lower()
    parts = re.findall(r"(\d+(?:[.,]\d+)?)\s*([a-z]*)", plain)
    if (
        not parts
        or re.sub(r"(\d+(?:[.,]\d+)?)\s*([a-z]*)|\s+", "", plain)
        or any(unit not in UNITS for _, unit in parts)
    ):
        return None
    total = sum(float(amount.replace(",", ".")) * UNITS[unit] for amount, unit in parts)
    return round(total) if total < 1e10 else None


def day_of(text: str) -> date | None:
    """The date in `2026-11-21`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def decimal(text: object) -> float:
    """The number of an option, in `2.5` or `2,5`. Raises ValueError."""
    found = number_of(str(text))
    if found is None:
        raise ValueError(text)
    return float(found)


def number_of(text: str) -> int | float | None:
    """The number in `7`, `2.5`, `2,5` or `.5`."""
    plain = text.strip().replace(",", ".")
    if re.fullmatch(r"[+-]?\d{1,15}", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"[+-]?\d{0,15}\.\d{1,15}", plain) else None
