"""Entries and folders that the tests of the store share."""

from datetime import UTC, datetime, timedelta

from nattero.diary.entry import Entry, new_id, write
from nattero.diary.payloads import Cramp

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def cramp(number: int, person: str = "me", **payload: object) -> Entry:
    """A cramp that differs from that of every other number."""
    at = NOW - timedelta(hours=number + 1)
    return Entry(
        id=new_id(at, number.to_bytes(10)),
        person=person,
        recorded_at=at,
        device="phone",
        zone="Europe/Oslo",
        kind="cramp",
        payload={**write(Cramp(at=at)), **payload},
    )
