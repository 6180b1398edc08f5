"""Diaries as sets of entries: their union, and the current view that corrections leave standing.

The union is commutative, associative and idempotent, so any order and any number of retries give one diary
(a grow-only set; Shapiro et al. 2011, conflict-free replicated data types). The view depends on the set alone.
"""

from collections import defaultdict
from collections.abc import Iterable

from nattero.diary.entry import Entry, encode

Diary = frozenset[Entry]


def union(*diaries: Iterable[Entry]) -> Diary:
    """Every entry of every diary, once."""
    return frozenset(entry for diary in diaries for entry in diary)


def current(diary: Iterable[Entry]) -> list[Entry]:
    """The entries that stand, oldest id first: one for each family that has not been taken back."""
    standing = (winner(family) for family in families(diary))
    return sorted(
        (entry for entry in standing if entry.kind != "retraction"), key=lambda entry: (entry.id, entry.person)
    )


def taken_back(diary: Iterable[Entry]) -> list[Entry]:
    """The retractions that stand: each can be undone by an entry that supersedes it."""
    standing = (winner(family) for family in families(diary))
    return sorted((entry for entry in standing if entry.kind == "retraction"), key=lambda entry: entry.id)


def families(diary: Iterable[Entry]) -> list[list[Entry]]:
    """Entries of one person joined by `supersedes`, also through entries that have not arrived yet."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(key: tuple[str, str]) -> tuple[str, str]:
        path = []
        while parent.setdefault(key, key) != key:
            path.append(key)
            key = parent[key]
        for step in path:
            parent[step] = key
        return key

    entries = list(union(diary))
    for entry in entries:
        here = root((entry.person, entry.id))
        if entry.supersedes is not None:
            parent[here] = root((entry.person, entry.supersedes))
    groups: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[root((entry.person, entry.id))].append(entry)
    return list(groups.values())


def winner(family: list[Entry]) -> Entry:
    """The entry of a family that stands: nobody has superseded it; of several, the latest, then the greatest id."""
    if len(family) == 1:  # nearly all of them
        return family[0]
    superseded = {entry.supersedes for entry in family if entry.supersedes != entry.id}
    heads = [entry for entry in family if entry.id not in superseded]
    # A ring of corrections has no head; the latest of all then stands, whatever the order of arrival.
    return max(heads or family, key=lambda entry: (entry.recorded_at, entry.id, encode(entry)))
