"""What is wrong with an entry: each problem names the field and a code that the edges put into the reader's language.

In: a decoded JSON value and the instant it arrived. Out: the entry, or its problems. Nothing is mended silently.
"""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from nattero.diary.entry import Entry, convert, is_zone, payload_type
from nattero.diary.night import night_of
from nattero.diary.payloads import CheckUp, Cramp, Known, NightCheck, Note, Plan, Session, Sleep, Trial

EARLIEST_YEAR = 1990  # a night before it is a slip of the finger, also in an old paper diary (judged)
CLOCK_GRACE = timedelta(minutes=5)  # two clocks in one house differ by minutes
LARGEST_PAYLOAD = 64 * 1024
DEEPEST_PAYLOAD = 100  # lists and objects in one another; where a JSON reader gives up depends on its caller


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong: the field (`payload.pain`) and a code: missing, unknown, wrong, future, past, long or nul."""

    field: str
    code: str


def examine(value: Any, now: datetime) -> Entry | Problem:
    """The entry in `value`, or the first thing wrong with it."""
    try:
        entry = convert(value)
    except msgspec.ValidationError as error:
        return problem_of(error)
    except (OverflowError, ValueError):
        return Problem("recorded_at", "wrong")
    return problem_in(entry, now) or entry


def problem_in(entry: Entry, now: datetime) -> Problem | None:
    """The first thing wrong with a well-formed entry, or None. Unknown kinds and versions are only measured for size."""
    if not is_zone(entry.zone):
        return Problem("zone", "wrong")
    if entry.recorded_at > now + CLOCK_GRACE:
        return Problem("recorded_at", "future")
    if entry.recorded_at.year < EARLIEST_YEAR:
        return Problem("recorded_at", "past")
    if entry.kind == "retraction" and entry.supersedes is None:
        return Problem("supersedes", "missing")
    if entry.supersedes == entry.id:
        return Problem("supersedes", "wrong")
    if is_deep(entry.payload) or len(msgspec.json.encode(entry.payload)) > LARGEST_PAYLOAD:
        return Problem("payload", "long")
    marred = next((name for name, value in entry.payload.items() if holds_nul([name, value])), None)
    if marred is not None:
        return Problem(f"payload.{marred}".replace("\0", ""), "nul")
    kind = payload_type(entry)
    if kind is None:
        return None
    try:
        payload = msgspec.convert(entry.payload, kind)
    except msgspec.ValidationError as error:
        return problem_of(error, "payload")
    return nothing_said(payload) or problem_of_time(payload, entry.zone, now)


def nothing_said(payload: Known) -> Problem | None:
    """Whether a check-in neither counts cramps nor says anything else of a night, or a rating of sleep answers neither question."""
    if isinstance(payload, Sleep) and payload.well is None and payload.dread is None:
        return Problem("payload.well", "missing")
    if isinstance(payload, NightCheck) and payload.cramps is None:
        return None if payload.note or payload.exposures or payload.heard else Problem("payload.cramps", "missing")
    return None


def holds_nul(value: Any) -> bool:
    """Whether a text anywhere in a JSON value holds the character NUL, which files, terminals and databases cut texts off at."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(holds_nul(each) for pair in value.items() for each in pair)
    return isinstance(value, list) and any(holds_nul(each) for each in value)


def is_deep(value: Any) -> bool:
    """Whether lists and objects lie in one another more than `DEEPEST_PAYLOAD` times; told without recursion."""
    layer = [value]
    for _ in range(DEEPEST_PAYLOAD):
        containers = [one for one in layer if isinstance(one, dict | list)]
        if not containers:
            return False
        layer = [inner for one in containers for inner in (one.values() if isinstance(one, dict) else one)]
    return any(isinstance(one, dict | list) for one in layer)


def problem_of_time(payload: Known, zone: str, now: datetime) -> Problem | None:
    """Whether a payload speaks of a time that cannot be: not yet, or longer ago than anybody noted it."""
    if isinstance(payload, Cramp | Note | CheckUp | Plan | Session | Trial):
        if payload.at > now + CLOCK_GRACE:
            return Problem("payload.at", "future")
        if payload.at.year < EARLIEST_YEAR:
            return Problem("payload.at", "past")
    if isinstance(payload, NightCheck | Sleep):
        latest = now + CLOCK_GRACE
        if payload.date > (
            night_of(latest, zone) if isinstance(payload, NightCheck) else latest.astimezone(ZoneInfo(zone)).date()
        ):
            return Problem("payload.date", "future")
        if payload.date.year < EARLIEST_YEAR:
            return Problem("payload.date", "past")
    return None


def problem_of(error: msgspec.ValidationError, inside: str = "") -> Problem:
    """A validation error as a problem: the field that its message names, and what kind of fault it is."""
    text = str(error)
    path = re.search(r"`\$(?:\.([^`]*))?`\s*\Z", text)
    where = re.sub(r"\[[^\]]*\]", "", path.group(1) or "") if path else ""
    named = re.search(r"(?:required field|unknown field) `([^`]*)`", text)
    if named:
        where = f"{where}.{named.group(1)}" if where else named.group(1)
    code = "wrong"
    if "missing required field" in text:
        code = "missing"
    elif "unknown field" in text:
        code = "unknown"
    elif "of length <=" in text:
        code = "long"
    field = ".".join(part for part in (inside, where.strip(".")) if part)
    return Problem(field or "entry", code)
