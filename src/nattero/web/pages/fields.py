"""Hidden form fields that carry a payload unchanged, so that a correction keeps what it does not correct.

In: a payload as JSON values. Out: field names and values that `web.forms.payload` reads back as the same payload.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

Field = tuple[str, str]


def exact(payload: Mapping[str, Any], leave_out: Iterable[str] = ()) -> list[Field]:
    """The fields of a payload without those of some paths; objects are carried member by member."""
    made = []
    for key, value in payload.items():
        members = {f"{key}.{name}": inner for name, inner in value.items()} if isinstance(value, dict) else {key: value}
        made += [(f"{path}:json", json.dumps(inner)) for path, inner in members.items() if path not in set(leave_out)]
    return made


def plain(kind: str, go_to: str, supersedes: str | None = None, zone: str | None = None) -> list[Field]:
    """The fields about the entry itself: its kind, what it corrects, where it was lived, and where to go afterwards."""
    fields = {"kind": kind, "next": go_to, "supersedes": supersedes, "zone": zone}
    return [(name, value) for name, value in fields.items() if value]


def hide(fields: Iterable[Field]) -> Markup:
    """The fields as a form carries them, unseen."""
    return Markup("").join(Markup('<input type="hidden" name="{}" value="{}">').format(*field) for field in fields)
