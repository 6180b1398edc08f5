"""A keyboard: `typed` runs a command in this process on a data folder of its own and gives what came of it."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from nattero.cli import run

Typed = Callable[..., "Came"]


@dataclass(frozen=True)
class Came:
    """The exit code of a command, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.out)


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Types a command; `said` is what standard input holds."""
    monkeypatch.setenv("NATTERO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    for name in ("NATTERO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")

    def type_(*words: object, said: bytes = b"") -> Came:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said), "utf-8"))
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return Came(code, out, err)

    return type_
