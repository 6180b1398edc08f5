"""The entry: one immutable fact a person wrote down.

In: JSON objects from a phone, a file or the store. Out: `Entry` values, and their payloads (see `payloads`).
Identifiers are UUID version 7 (RFC 9562, section 5.7), made on the device that wrote the entry.
"""

import re
import uuid
from datetime import UTC, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec

from nattero.diary.payloads import KINDS, Instant, Known, Name

EntryId = Annotated[
    str, msgspec.Meta(pattern=r"\A[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
]

_canonical = msgspec.json.Encoder(order="deterministic")


class Entry(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """One immutable fact. Two entries are equal when their canonical bytes are; a diary is a set of them."""

    id: EntryId
    person: Name = "me"
    recorded_at: Instant
    device: Name
    zone: Name
    kind: Name
    version: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1
    supersedes: EntryId | None = None
    payload: dict[str, Any] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and encode(self) == encode(other)

    def __hash__(self) -> int:
        return hash(self.id)


def encode(entry: Entry) -> bytes:
    """The canonical JSON of an entry: sorted keys, no spaces; equal bytes mean the same member of the set."""
    return _canonical.encode(entry)


def decode(data: bytes | str) -> Entry:
    """The entry in a JSON text. Raises msgspec.ValidationError or msgspec.DecodeError."""
    return normal(msgspec.json.decode(data, type=Entry))


def convert(value: Any) -> Entry:
    """The entry in a decoded JSON value. Raises msgspec.ValidationError."""
    return normal(msgspec.convert(value, Entry))


def normal(entry: Entry) -> Entry:
    """The same entry with `recorded_at` in UTC, so that one instant has one spelling."""
    return msgspec.structs.replace(entry, recorded_at=entry.recorded_at.astimezone(UTC))


def payload_type(entry: Entry) -> type[Known] | None:
    """The payload type of a kind and version that this program knows, else None."""
    return KINDS.get((entry.kind, entry.version))


def read(entry: Entry) -> Known | None:
    """The typed payload, or None when the kind is unknown or the payload is not valid for it."""
    kind = payload_type(entry)
    if kind is None:
        return None
    try:
        return msgspec.convert(entry.payload, kind)
    except msgspec.ValidationError:
        return None


def write(payload: Known) -> dict[str, Any]:
    """The JSON value of a typed payload."""
    value: dict[str, Any] = msgspec.to_builtins(payload)
    return value


def new_id(instant: datetime, randomness: bytes) -> str:
    """A UUIDv7 from an instant (millisecond precision) and ten random bytes."""
    if len(randomness) != 10:
        raise ValueError("ten random bytes are needed")
    value = (int(instant.timestamp() * 1000) & (1 << 48) - 1) << 80 | int.from_bytes(randomness)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def is_zone(name: str) -> bool:
    """Whether the time-zone database has a zone of this name."""
    if not re.fullmatch(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+)*", name):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
