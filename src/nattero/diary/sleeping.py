"""How a person sleeps and how much they dread the night, as they said it now and then.

In: entries that stand. Out: the ratings, earliest first, one a day: what was said last of a day stands.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from nattero.diary.entry import Entry, read
from nattero.diary.payloads import Sleep

AGAIN = timedelta(days=28)
"""How long a person is left alone before the two questions are offered again."""


def ratings(entries: Iterable[Entry]) -> list[tuple[str, Sleep]]:
    """Each rating with the id of its entry; one in which nothing was said is none."""
    found: dict[date, tuple[str, Sleep]] = {}
    for entry in sorted(entries, key=lambda one: (one.recorded_at, one.id)):
        payload = read(entry) if entry.kind == "sleep" else None
        if isinstance(payload, Sleep):
            found[payload.date] = entry.id, payload
    return [found[day] for day in sorted(found) if (found[day][1].well, found[day][1].dread) != (None, None)]


def is_due(said: Iterable[tuple[str, Sleep]], today: date) -> bool:
    """Whether it may be asked again: never yet, or long enough ago."""
    return all(today - rating.date >= AGAIN for _, rating in said)
