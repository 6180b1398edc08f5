"""Files of many: JSON Lines for `ask`, `checkup` and `people-like-you`.

In: a file's name, or - for standard input. Out: a value for each line that is not empty, in order; None for what is no JSON. A file that
cannot be read ends the command.
"""

import sys
from pathlib import Path
from typing import Any

from nattero.store.errors import explained

STANDARD = Path("-")


def values(file: Path) -> list[Any]:
    """Every line of a file as plain values; None for what is no JSON. Raises StoreError."""
    import msgspec

    with explained(file):
        data = sys.stdin.buffer.read() if file == STANDARD else file.read_bytes()
    found: list[Any] = []
    for line in filter(bytes.strip, data.splitlines()):
        try:
            found.append(msgspec.json.decode(line))
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            found.append(None)
    return found


def unread(message: str) -> dict[str, Any]:
    """What a line is answered with that cannot be used."""
    return {"id": None, "problems": [{"field": "line", "code": "kind", "message": message}]}
