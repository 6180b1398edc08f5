"""Servers to measure: Nattero itself, and a bare handler that makes the same insert."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def nattero() -> Iterator[tuple[str, int]]:
    """Nattero on a new data folder: its address and its process id."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "nattero", "serve", "--port", "0", "--data", str(Path(folder) / "data")]
        with running(command) as found:
            yield found


@contextmanager
def bare() -> Iterator[tuple[str, int]]:
    """The bare handler on a new file."""
    with tempfile.TemporaryDirectory() as folder, running([sys.executable, "-m", "bench.bare", folder]) as found:
        yield found


@contextmanager
def running(command: list[str]) -> Iterator[tuple[str, int]]:
    """A server process that says its address in its first line."""
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield line.split()[-1].rstrip("/"), process.pid
        finally:
            process.terminate()
            process.wait(10)


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise LookupError(pid)
