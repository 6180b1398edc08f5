"""The data folder: where it lies, who may look into it, and the lock that lets one server at a time use it.

In: what the command line or NATTERO_DATA says. Out: a folder of mode 0700 whose files have mode 0600.
"""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nattero.store.errors import InUseError, NoFolderError, NotAFolderError, ReadOnlyError, explained

DATABASE = "nattero.sqlite3"
LOCK = "serve.lock"
BACKUPS = "backups"
FOLDER_MODE = 0o700
FILE_MODE = 0o600


def data_folder(chosen: Path | None = None) -> Path:
    """The data folder: the chosen one, else NATTERO_DATA, else the platform's place for data. Not made yet."""
    if chosen is None:
        named = os.environ.get("NATTERO_DATA")
        chosen = Path(named) if named else _platform_folder()
    return chosen.expanduser().absolute()


def _platform_folder() -> Path:
    import platformdirs  # only needed when nobody chose

    return Path(platformdirs.user_data_dir("nattero", appauthor=False))


def prepare(folder: Path) -> Path:
    """The folder, made when it is not there, closed to other people. Raises ReadOnlyError or NotAFolderError."""
    with explained(folder):
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if not folder.is_dir():
            raise NotAFolderError(folder)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise ReadOnlyError(folder)
        if is_ours_to_close(folder):
            folder.chmod(FOLDER_MODE)
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", LOCK):
            with suppress(FileNotFoundError):
                close_file(folder / name)
    return folder


def is_ours_to_close(folder: Path) -> bool:
    """Whether closing this folder harms nobody: it is ours, no home, nothing above a home, no shared folder."""
    status, home = folder.stat(), Path.home()
    shared = status.st_mode & stat.S_ISVTX
    return status.st_uid == os.geteuid() and not shared and folder != home and folder not in home.parents


def close_file(path: Path) -> None:
    """Takes a file's rights from everybody but its owner, where it is ours."""
    status = path.stat()
    if status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != FILE_MODE:
        path.chmod(FILE_MODE)


def make_file(path: Path) -> None:
    """Makes an empty file of mode 0600, whatever the umask says; a file that is there stays as it is."""
    with suppress(FileExistsError):
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
        try:
            os.fchmod(handle, FILE_MODE)
        finally:
            os.close(handle)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder as durable as the files they name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name beside `path`: what is written there takes the place of `path` at once, or not at all.

    A link stays a link, to what is written anew. A pipe or a device is itself what is given.
    """
    path = Path(os.path.realpath(path))
    if path.exists() and not (path.is_file() or path.is_dir()):
        with explained(path):
            yield path
        return
    if not path.parent.exists():
        raise NoFolderError(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.part")
    with explained(path):
        try:
            make_file(draft)
            yield draft
            handle = os.open(draft, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
            draft.chmod(FILE_MODE)
            draft.replace(path)
            sync_folder(path.parent)
        finally:
            draft.unlink(missing_ok=True)


class ServeLock:
    """The right to serve one data folder; held until `release`, or until the process ends."""

    def __init__(self, folder: Path) -> None:
        """Takes the lock. Raises InUseError with the pid and address of the server that has it."""
        import fcntl  # not on Windows, where nothing else here needs it

        self.path = folder / LOCK
        with explained(self.path):
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, FILE_MODE)
            os.fchmod(self._handle, FILE_MODE)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._handle)
            raise InUseError(folder, **server_of(folder)) from error
        self.announce("")

    def announce(self, address: str) -> None:
        """Writes down who serves, and where, for whoever finds the lock taken."""
        text = json.dumps({"pid": os.getpid(), "address": address}).encode()
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, text, 0)

    def release(self) -> None:
        """Gives the lock back."""
        os.ftruncate(self._handle, 0)
        os.close(self._handle)


def running_server(folder: Path) -> dict[str, str | int] | None:
    """The pid and address of the server that serves a folder now, or None."""
    import fcntl

    try:
        handle = os.open(folder / LOCK, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return server_of(folder)
    finally:
        os.close(handle)
    return None


def server_of(folder: Path) -> dict[str, str | int]:
    """The pid and address that the serving process wrote down, as far as they can be read."""
    try:
        noted = json.loads((folder / LOCK).read_text("utf-8"))
        return {"pid": int(noted["pid"]), "address": str(noted["address"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"pid": 0, "address": ""}
