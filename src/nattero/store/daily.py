"""A plain copy of the diary, every day, in a folder of the person's choice: readable without Nattero.

In: a journal and a local instant. Out: `nattero-YYYY-MM-DD.jsonl` in that folder, whole, of mode 0600.
"""

from datetime import datetime
from pathlib import Path

from nattero.store import place, settings
from nattero.store.errors import StoreError, explained
from nattero.store.journal import Journal
from nattero.store.transfer import export_to

FOLDER = "export-folder"
TROUBLE = "export-trouble"


def choose(journal: Journal, folder: Path | None) -> None:
    """Chooses the folder; None ends the daily copy. Raises StoreError when it cannot be written to."""
    if folder is not None:
        folder = folder.expanduser().absolute()
        trial = folder / ".nattero-may-write"
        with explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            place.make_file(trial)
            trial.unlink()
    settings.put(journal, FOLDER, None if folder is None else str(folder))
    settings.put(journal, TROUBLE, None)


def chosen(journal: Journal) -> Path | None:
    """The folder that gets the daily copy, or None."""
    folder = settings.get(journal, FOLDER)
    return Path(folder) if folder else None


def export_if_due(journal: Journal, now: datetime) -> Path | None:
    """Writes today's copy where one is wanted and there is none yet; `now` is local. Gives the new file.

    A folder that is not there today (a disk that is not plugged in) does not stop anybody: the trouble is noted,
    `nattero doctor` tells it, and the next call tries again.
    """
    folder = chosen(journal)
    if folder is None:
        return None
    target = folder / f"nattero-{now.date().isoformat()}.jsonl"
    try:
        with explained(target):
            if target.exists():
                return None
        export_to(journal, target)
    except StoreError as error:
        settings.put(journal, TROUBLE, error.code)
        return None
    settings.put(journal, TROUBLE, None)
    return target
