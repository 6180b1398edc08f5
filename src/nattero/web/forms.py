"""Forms that become entries: field names that say where a value goes and what it is, `path:type`.

In: the pairs of a posted form, in order, and the zone it was filled in. Out: the payload, for `diary.problems` to examine.
Nothing is refused here: what cannot be read stays text, so that its problem is named where all problems are.
The script of the pages (static/forms.js) reads forms in the same way; what one learns, the other must learn too.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo


def payload(pairs: Iterable[tuple[str, str]], zone: str) -> dict[str, Any]:
    """The payload of a form. A blank field says nothing; of several with one path the last that says something stands.

    `path:was` holds `shown|value`: when the field of that path still shows what it showed, its exact value (JSON) is kept,
    so that saving a form again does not round what it rounds for the eye.
    """
    made: dict[str, Any] = {}
    kept: dict[str, tuple[str, str]] = {}
    for name, raw in pairs:
        path, typed, kind = name.partition(":")
        text = raw.replace("\r\n", "\n").strip()
        if not typed or (not text and kind != "list"):
            continue
        if kind == "was":
            shown, _, exact = text.partition("|")
            kept[path] = shown, exact
        elif kind == "list":
            before = look(made, path)
            put(made, path, ",".join(part for part in (before, text) if part))
        elif path in kept and kept[path][0] == text:
            put(made, path, from_json(kept[path][1]))
        else:
            put(made, path, READERS.get(kind, from_text)(text, zone))
    return made


def put(made: dict[str, Any], path: str, value: Any) -> None:
    """Lays a value at a dotted path, the first dot parting: `exposures.alcohol`."""
    head, dot, rest = path.partition(".")
    if dot:
        inner = made.setdefault(head, {})
        if isinstance(inner, dict):
            inner[rest] = value
    else:
        made[head] = value


def look(made: Mapping[str, Any], path: str) -> str:
    """The text that lies at a dotted path, or none."""
    head, dot, rest = path.partition(".")
    value = made.get(head)
    if dot:
        value = value.get(rest) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def from_text(text: str, zone: str) -> Any:  # noqa: ARG001 - every reader takes the zone
    """Words, and dates as they are written."""
    return text


def from_number(text: str, zone: str) -> Any:  # noqa: ARG001
    """A number, with a comma or a point; whole when it is."""
    number = decimal(text)
    if number is None:
        return text
    return int(number) if number.is_integer() else number


def from_minutes(text: str, zone: str) -> Any:  # noqa: ARG001
    """Minutes as whole seconds."""
    number = decimal(text)
    return text if number is None else round(number * 60)


def from_bool(text: str, zone: str) -> Any:  # noqa: ARG001
    """True or false."""
    return {"true": True, "false": False}.get(text, text)


def from_json(text: str, zone: str = "") -> Any:  # noqa: ARG001
    """Any value, as JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def from_local(text: str, zone: str) -> Any:
    """A time on the wall's clock as an instant; of an hour that comes twice, the first."""
    try:
        wall = datetime.fromisoformat(text)
        instant = wall if wall.tzinfo else wall.replace(tzinfo=ZoneInfo(zone))
        return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError, KeyError, OSError):
        return text


def decimal(text: str) -> float | None:
    """A number in the spelling of any of our languages, or None."""
    plain = text.replace(",", ".")
    return float(plain) if re.fullmatch(r"[-+]?\d{1,9}(\.\d{0,9})?", plain) else None


READERS: Mapping[str, Callable[[str, str], Any]] = {
    "bool": from_bool,
    "count": from_number,
    "date": from_text,
    "int": from_number,
    "json": from_json,
    "local": from_local,
    "minutes": from_minutes,
    "text": from_text,
}
