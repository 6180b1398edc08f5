"""Getting the nights out of a data folder that takes nothing more: its disk is full, or may only be read.

In: the folder, and what went wrong when its diary was opened. Out: a journal on a copy of the files, in memory where the system
has such a place; whoever opened it only reads, as the copy is gone afterwards.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nattero.store import place
from nattero.store.errors import DiskFullError, DiskTroubleError, ReadOnlyError, StoreError
from nattero.store.journal import Journal

NO_MORE = (DiskFullError, DiskTroubleError, ReadOnlyError)
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder made there is ours alone


@contextmanager
def copied(folder: Path, trouble: StoreError) -> Iterator[Journal]:
    """The journal of a copy of a diary, its write-ahead log included. Raises the trouble itself where there is none to read."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as made:
        try:
            for name in (place.DATABASE, f"{place.DATABASE}-wal"):
                if (folder / name).exists():
                    shutil.copyfile(folder / name, Path(made) / name)
        except OSError:
            raise trouble from None
        if not (Path(made) / place.DATABASE).exists():
            raise trouble
        with Journal(Path(made) / place.DATABASE) as journal:
            yield journal
