"""A real Nattero for tests: `nattero serve` as its own process, on a free port, with its own data folder.

In: a data folder and extra arguments. Out: a `Served` that knows its address and can be stopped or killed.
"""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 30.0  # seconds; a start takes about one


@dataclass
class Served:
    """A running server: `url` without the last slash, `data` its folder, `lines` what it has printed so far."""

    url: str
    data: Path
    process: subprocess.Popen[str]
    lines: list[str]
    errors: Path
    reader: threading.Thread = field(repr=False)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the server with a signal, wait for it, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code

    def kill(self) -> int:
        """End the server as a power cut would."""
        return self.stop(signal.SIGKILL)


def environment(home: Path, **extra: str) -> dict[str, str]:
    """Return the machine's environment with a home of its own, English, and no settings of Nattero's."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("NATTERO_", "LC_", "COV_"))}
    inherited.pop("PYTHONDONTWRITEBYTECODE", None)  # so that the second start is as quick as a user's
    inherited.pop("LANGUAGE", None)
    return {**inherited, "HOME": str(home), "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1", **extra}


def serve(data: Path, *arguments: str, env: Mapping[str, str] | None = None, python: str = sys.executable) -> Served:
    """Start a server on a free port and return it once it listens: the first line it prints is `Nattero: ADDRESS`.

    Raises RuntimeError with what it said when it ends first.
    """
    home = data.parent / f"{data.name}-home"
    home.mkdir(exist_ok=True)
    errors = home / "stderr.txt"
    command = [python, "-m", "nattero", "serve", "--data", str(data), *arguments]
    if "--port" not in arguments:
        command += ["--port", "0"]
    with errors.open("a") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=out,
            text=True,
            cwd=home,
            env=env or environment(home),
        )
    lines: list[str] = []
    first: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process, lines, first), daemon=True)
    reader.start()
    try:
        line = first.get(timeout=PATIENCE)
    except queue.Empty:
        line = None
    if line is None or not line.startswith("Nattero: "):
        process.kill()
        process.wait()
        reader.join(PATIENCE)
        raise RuntimeError(f"serve did not start: {''.join(lines)}{errors.read_text()}")
    return Served(line.removeprefix("Nattero: ").strip().rstrip("/"), data, process, lines, errors, reader)


def _read(process: subprocess.Popen[str], lines: list[str], first: queue.SimpleQueue[str | None]) -> None:
    assert process.stdout is not None
    with process.stdout as output:
        for line in output:
            lines.append(line)
            if len(lines) == 1:
                first.put(line)
    first.put(None)
