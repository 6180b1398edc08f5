"""The entry: one immutable fact a person wrote down, and the payloads of the kinds this program knows.

In: JSON objects from a phone, a file or the store. Out: `Entry` values and typed payloads.
Identifiers are UUID version 7 (RFC 9562, section 5.7), made on the device that wrote the entry.
"""

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import msgspec

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
ShortText = Annotated[str, msgspec.Meta(max_length=2000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
EntryId = Annotated[
    str, msgspec.Meta(pattern=r"\A[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
]
Side = Literal["left", "right", "both"]
Muscle = Literal["calf", "foot", "toes", "shin", "hamstring", "thigh"]
Value = bool | int | float | Annotated[str, msgspec.Meta(max_length=400)] | None

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


class Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What the payloads of the known kinds have in common: no field that is not named here."""


class Cramp(Payload, frozen=True):
    """One episode: its onset, how long (seconds), how bad (0 none to 10 worst), where, and what was done."""

    at: Instant
    seconds: Annotated[int, msgspec.Meta(ge=0, le=86_400)] | None = None
    pain: Annotated[int, msgspec.Meta(ge=0, le=10)] | None = None
    side: Side | None = None
    muscle: Muscle | None = None
    steps: Annotated[list[Name], msgspec.Meta(max_length=60)] = []
    danger: Annotated[list[Name], msgspec.Meta(max_length=60)] = []
    note: ShortText | None = None


class NightCheck(Payload, frozen=True):
    """What was said in the morning about the night of `date` (its evening): how many cramps in all, and the day before it."""

    date: date
    cramps: Annotated[int, msgspec.Meta(ge=0, le=50)]
    sore: bool | None = None
    exposures: dict[Name, Value] = {}
    note: ShortText | None = None


class Answers(Payload, frozen=True):
    """Answers to questions, by question id; None forgets an earlier answer."""

    answers: dict[Name, Value]


class CheckUp(Payload, frozen=True):
    """One check-up as far as it went: answers by feature (None: asked, not known), medicines as typed, own words.

    Each further screen corrects the entry before it, so that a check-up is one family of entries and stands once.
    """

    at: Instant
    answers: dict[Name, Value] = {}
    medicines: Annotated[list[Annotated[str, msgspec.Meta(max_length=200)]], msgspec.Meta(max_length=100)] = []
    text: Annotated[str, msgspec.Meta(max_length=4000)] | None = None
    done: bool = False


class Retraction(Payload, frozen=True):
    """Takes back the entry that its entry supersedes."""

    reason: ShortText | None = None


class Note(Payload, frozen=True):
    """Words at a moment."""

    at: Instant
    text: ShortText


Known = Cramp | NightCheck | Answers | CheckUp | Retraction | Note
KINDS: Mapping[tuple[str, int], type[Known]] = {
    ("cramp", 1): Cramp,
    ("night", 1): NightCheck,
    ("answers", 1): Answers,
    ("checkup", 1): CheckUp,
    ("retraction", 1): Retraction,
    ("note", 1): Note,
}


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
