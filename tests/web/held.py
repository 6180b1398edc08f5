"""What a server got since a test began, for tests that share one server.

In: the address of a server. Out: its entries, but those it held before.
"""

import json
import urllib.request
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Diary:
    """A server, and the entries that it held when the test began."""

    url: str
    before: frozenset[str] = frozenset()


def since_now(url: str) -> Diary:
    """The diary of a server, empty for whoever asks it what it holds."""
    return Diary(url, frozenset(entry["id"] for entry in held(Diary(url))))


def held(diary: Diary) -> list[dict[str, Any]]:
    """The entries that the server has got on disk since the test began."""
    with urllib.request.urlopen(f"{diary.url}/api/entries", timeout=10) as answer:
        return [entry for entry in json.load(answer)["entries"] if entry["id"] not in diary.before]
