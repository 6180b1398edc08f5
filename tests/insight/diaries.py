"""Nights to try the insight on: counts as a list, None where nobody told."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from nattero.diary.night import Closed, Episode, Missing, Night
from nattero.diary.payloads import Cramp
from nattero.insight.history import History, history

FIRST = date(2026, 1, 1)


def nights(counts: Sequence[int | None], first: date = FIRST) -> list[Night]:
    """A night for each count, missing where it is None."""
    days = [first + timedelta(days=place) for place in range(len(counts))]
    return [
        Missing(day) if count is None else Closed(day, (), count, "x") for day, count in zip(days, counts, strict=True)
    ]


def told(counts: Sequence[int | None], first: date = FIRST) -> History:
    """A history of these counts."""
    return history(nights(counts, first))


def at_hours(hours: Sequence[float], **more: object) -> History:
    """A history with a cramp a night, each at so many hours after midnight."""
    lived = []
    for place, hour in enumerate(hours):
        day = FIRST + timedelta(days=2 * place)
        at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=hour + (24 if hour < 12 else 0))
        lived.append(Closed(day, (Episode("x", "UTC", Cramp(at=at, **more)),), 1, "x"))  # type: ignore[arg-type]
    return history(lived)
