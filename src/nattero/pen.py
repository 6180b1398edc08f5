"""The pen: makes new entries on this computer, which is where they get their id, their instant and their zone.

In: a payload and what it corrects. Out: an `Entry` that is ready for the journal.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nattero.diary.entry import Entry, is_zone, new_id, write
from nattero.diary.payloads import KINDS, Known
from nattero.store import settings
from nattero.store.journal import Journal

ME = "me"
UNIVERSAL = "Etc/UTC"
_NAMES = {payload: kind for kind, payload in KINDS.items()}


def now() -> datetime:
    """This instant, in UTC, cut to whole milliseconds like every instant that an id holds."""
    instant = datetime.now(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def local_now() -> datetime:
    """This instant on this computer's own clock."""
    return now().astimezone(ZoneInfo(local_zone()))


def entry(
    journal: Journal,
    payload: Known,
    *,
    person: str = ME,
    supersedes: str | None = None,
    zone: str | None = None,
    at: datetime | None = None,
) -> Entry:
    """A new entry with this payload, not yet in the journal. `zone` and `at` are this computer's unless given."""
    kind, version = _NAMES[type(payload)]
    return draft(
        kind,
        write(payload),
        version=version,
        person=person,
        supersedes=supersedes,
        zone=zone or local_zone(),
        at=at or now(),
        device=device(journal),
    )


def draft(
    kind: str,
    payload: dict[str, Any],
    *,
    at: datetime,
    zone: str,
    device: str,
    version: int = 1,
    person: str = ME,
    supersedes: str | None = None,
) -> Entry:
    """An entry with a new id around a payload as it was typed; `diary.problems.examine` says whether it may stay."""
    return Entry(
        id=new_id(at, os.urandom(10)),
        person=person,
        recorded_at=at,
        device=device,
        zone=zone,
        kind=kind,
        version=version,
        supersedes=supersedes,
        payload=payload,
    )


def device(journal: Journal) -> str:
    """This computer's name in entries: made once, and kept with the data."""
    return settings.get(journal, "device") or settings.keep_first(journal, "device", f"computer-{os.urandom(2).hex()}")


def local_zone(link: Path = Path("/etc/localtime"), file: Path = Path("/etc/timezone")) -> str:
    """The IANA name of the zone this computer's clock shows: TZ, else the system's setting, else UTC."""
    for name in (_named_zone(), _linked_zone(link), _written_zone(file)):
        if name and is_zone(name):
            return name
    return UNIVERSAL


def unknown_zone() -> str:
    """What TZ names where that is no IANA zone, so that nights are counted by another clock; empty otherwise."""
    named = _named_zone()
    return named if named and not is_zone(named) else ""


def _named_zone() -> str:
    """What TZ says: the name of a zone, or the file of one."""
    named = os.environ.get("TZ", "").removeprefix(":")
    return _linked_zone(Path(named)) if named.startswith("/") else named


def _linked_zone(link: Path) -> str:
    """The zone that /etc/localtime points at, on Linux and on macOS."""
    try:
        _, found, name = str(link.resolve(strict=True)).partition("/zoneinfo/")
    except OSError:
        return ""
    return name if found else ""


def _written_zone(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
