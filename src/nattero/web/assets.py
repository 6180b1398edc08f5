"""Static files under one address that changes with their content, so that a browser may keep them for good.

In: the folder of static files. Out: their addresses, the folder's fingerprint, and what a phone keeps for offline.
"""

from functools import cached_property
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path


class Assets:
    """The static files below a folder of the package."""

    def __init__(self, root: Traversable) -> None:
        self.root = Path(str(root))

    @cached_property
    def names(self) -> list[str]:
        """Every file, by its path below the folder."""
        found = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())
        return sorted(name for name in found if not name.endswith((".txt", ".md")))

    @cached_property
    def build(self) -> str:
        """A fingerprint of all of them together: modules import one another by relative address."""
        digest = sha256()
        for name in self.names:
            digest.update(name.encode() + b"\0" + (self.root / name).read_bytes())
        return digest.hexdigest()[:12]

    @property
    def prefix(self) -> str:
        """Where the files are served."""
        return f"/static/{self.build}"

    def url(self, name: str) -> str:
        """The address of a file. Raises KeyError for one that is not there."""
        if name not in self.names:
            raise KeyError(name)
        return f"{self.prefix}/{name}"
