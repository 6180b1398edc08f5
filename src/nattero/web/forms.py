"""Forms that become entries: field names that say where a value goes and what it is, `path:type`.

In: the pairs of a posted form, in order, and the zone it was filled in. Out: the payload, for `diary.problems`.
Nothing is refused here: what cannot be read stays text, so that its problem is named where all problems are.
static/forms.js reads forms in the same way in the browser; a test holds the two together.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

BLANK = " \t\n\r\f\v\u00a0"  # what both languages agree to call blank
NUMBER = re.compile(r"[-+]?[0-9]{1,9}([.,][0-9]{0,9})?")
LOCAL = re.compile(r"([1-9][0-9]{3}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(:[0-9]{2})?)(\.[0-9]{1,9})?")
ANSWER = "answers."
PLAIN = frozenset({"kind", "supersedes", "next", "zone"})


def plain(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What a form says about its entry rather than in it: `kind`, `supersedes`, `next`, `zone`, unless blank."""
    return {name: text for name, raw in pairs if name in PLAIN and (text := tidy(raw))}


def payload(pairs: Iterable[tuple[str, str]], zone: str) -> dict[str, Any]:
    """The payload of a form. A blank field says nothing; of several with one path the last that says something stands.

    A blank answer is null, which forgets it. The values of a `path:list` are one list, in order; among answers, which
    are single values, one text with commas. Its blank values do not count, but make an empty list rather than none.
    `path:was` holds `shown|value`: while the field of that path shows what it showed, its exact value (JSON) is kept,
    so that saving a form again does not round what it rounds for the eye. `path:button` is the number of a button that
    saves the form: it stands, whatever else the form says of its path.
    """
    made: dict[str, Any] = {}
    pressed: set[str] = set()
    kept: dict[str, tuple[str, str]] = {}
    lists: dict[str, list[str]] = {}
    for name, raw in pairs:
        path, typed, kind = name.partition(":")
        text = tidy(raw)
        if not typed or path in pressed:
            continue
        if kind == "button":
            pressed.add(path)
        if kind == "was":
            shown, _, exact = text.partition("|")
            kept[path] = shown, exact
        elif kind == "list":
            several = lists.setdefault(path, [])
            several += [text] if text else []
            put(made, path, ",".join(several) if path.startswith(ANSWER) else several)
        elif not text:
            if path.startswith(ANSWER):
                put(made, path, None)
        elif path in kept and kept[path][0] == text:
            put(made, path, from_json(kept[path][1]))
        else:
            put(made, path, READERS.get(kind, from_text)(text, zone))
    return made


def tidy(raw: str) -> str:
    """The text of a field without the blanks around it, its lines parted as on every system."""
    return raw.replace("\r\n", "\n").replace("\r", "\n").strip(BLANK)


def put(made: dict[str, Any], path: str, value: Any) -> None:
    """Lays a value at a dotted path, the first dot parting: `exposures.alcohol`."""
    head, dot, rest = path.partition(".")
    if not dot:
        made[head] = value
        return
    inner = made.setdefault(head, {})
    if isinstance(inner, dict):
        inner[rest] = value


def from_text(text: str, _zone: str) -> Any:
    """Words, and dates as they are written."""
    return text


def from_number(text: str, _zone: str) -> Any:
    """A number, with a comma or a point; whole when it is."""
    number = decimal(text)
    if number is None:
        return text
    return int(number) if number.is_integer() else number


def from_minutes(text: str, _zone: str) -> Any:
    """Minutes as whole seconds."""
    number = decimal(text)
    return text if number is None else math.floor(number * 60 + 0.5)


def from_bool(text: str, _zone: str) -> Any:
    """True or false."""
    return {"true": True, "false": False}.get(text, text)


def from_json(text: str, _zone: str = "") -> Any:
    """Any value, as JSON."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return text


def from_local(text: str, zone: str) -> Any:
    """A time on the wall's clock as an instant; of an hour that comes twice the first, of one left out the next."""
    found = LOCAL.fullmatch(text)
    if found is None:
        return text
    try:
        wall = datetime.fromisoformat(f"{found[1]}T{found[2]}").replace(tzinfo=ZoneInfo(zone))
        return wall.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError, KeyError, OSError):
        return text


def decimal(text: str) -> float | None:
    """A number in the spelling of any of our languages, or None."""
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


READERS: Mapping[str, Callable[[str, str], Any]] = {
    "bool": from_bool,
    "button": from_number,
    "count": from_number,
    "date": from_text,
    "int": from_number,
    "json": from_json,
    "local": from_local,
    "minutes": from_minutes,
    "text": from_text,
}
