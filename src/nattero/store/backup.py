"""Backups: a copy of the whole diary at one instant, and how many of them are kept.

In: a diary file and a target. Out: a sound SQLite file, made beside running readers and writers (SQLite's VACUUM INTO,
sqlite.org/lang_vacuum.html), which appears whole or not at all.
"""

from datetime import UTC, datetime
from pathlib import Path

from nattero.store import place, schema
from nattero.store.errors import CorruptError, TakenError, explained

NAME = "nattero-{stamp}.sqlite3"
BEFORE = "before-restore-{stamp}.sqlite3"
DAMAGED = "damaged-{stamp}.sqlite3"


def stamp() -> str:
    """This instant for a file's name, in UTC; sorts by time."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def backups_folder(folder: Path) -> Path:
    """Where a data folder keeps its backups, made when it is not there."""
    made_folder(folder / place.BACKUPS)
    with explained(folder):
        (folder / place.BACKUPS).chmod(place.FOLDER_MODE)
    return folder / place.BACKUPS


def made_folder(folder: Path) -> None:
    """Makes a folder for backups where there is none. Raises StoreError."""
    with explained(folder):
        folder.mkdir(mode=place.FOLDER_MODE, parents=True, exist_ok=True)


def backup(journal: Path, target: Path) -> Path:
    """Writes a consistent copy of a diary file, under a dated name when the target is a folder; gives its path.

    A file that is there already is replaced when this diary holds all that it holds; else StoreError.
    """
    if target.is_dir():
        target = target / NAME.format(stamp=stamp())
    schema.version_of(journal)
    if target.exists() and (only_there := missing_from(journal, target)):
        raise TakenError(target, entries=only_there)
    with place.replacing(target) as draft, explained(journal):
        connection = schema.connect(journal)
        try:
            connection.execute("VACUUM INTO ?", (str(draft),))
        finally:
            connection.close()
        if found := schema.verify(draft):
            raise CorruptError(journal, detail=found[0])
    return target


def missing_from(journal: Path, other: Path) -> int:
    """How many entries of another diary file this one does not hold. Raises StoreError when the other is none of ours."""
    if other.samefile(journal):
        raise TakenError(other, entries=0)
    schema.version_of(other)
    with explained(other):
        connection = schema.connect(journal, read_only=True)
        try:
            connection.execute("ATTACH ? AS other", (str(other),))
            query = "SELECT count(*) FROM (SELECT id, digest FROM other.entry EXCEPT SELECT id, digest FROM main.entry)"
            (count,) = connection.execute(query).fetchone()
        finally:
            connection.close()
    return int(count)


def expire(folder: Path, keep: int) -> list[Path]:
    """Removes all but the newest `keep` of the backups that Nattero named itself; gives what it removed."""
    removed = []
    for name in (NAME, BEFORE):
        made = sorted(folder.glob(name.format(stamp="[0-9]*T*Z")))
        for path in made[: max(0, len(made) - keep)]:
            path.unlink(missing_ok=True)
            removed.append(path)
    return removed
