"""Finds a Chromium, Chrome or Edge for the tests; `ensure` installs Debian's Chromium where that is allowed.

In: NATTERO_BROWSER (a path), the search path, and where macOS keeps programs. Out: the browser's path.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
]
MAC = [
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
]
MISSING = (
    "The tests need a browser: install Chromium, Chrome or Edge "
    "(Debian: 'sudo apt install chromium'; macOS: 'brew install --cask google-chrome') and try again."
)
DRIVER_MISSING = (
    "The tests' browser driver does not start: install the library it needs (Debian: 'sudo apt install libatomic1')."
)


def find() -> Path | None:
    """Return the first browser that starts, or nothing."""
    return next((path for path in candidates() if starts(path)), None)


def candidates() -> Iterator[Path]:
    """Yield every place where a browser may lie, the one asked for first and then alone."""
    if asked := os.environ.get("NATTERO_BROWSER"):
        yield Path(asked)
        return
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from (folder / program for folder in (Path("/Applications"), Path.home() / "Applications") for program in MAC)


def starts(path: Path) -> bool:
    """Tell whether the browser at `path` runs at all (Ubuntu's chromium may be an empty shell)."""
    if not path.exists():
        return False
    try:
        told = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0


def driver_starts() -> bool:
    """Tell whether Playwright's own part runs; on a bare Debian its Node lacks a library."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0


def missing() -> dict[str, str]:
    """Return what the browser tests lack: Debian's package for it, and the sentence that says so."""
    lacking = {}
    if find() is None:
        lacking["chromium"] = MISSING
    if not driver_starts():
        lacking["libatomic1"] = DRIVER_MISSING
    return lacking


def install(packages: list[str]) -> None:
    """Install Debian's packages when this user may, quietly; otherwise do nothing."""
    if not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and (
        not shutil.which("sudo") or subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode
    ):
        return
    print(f"Installing {' and '.join(packages)} for the tests.", flush=True)
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        command = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *step]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)


def ensure() -> Path:
    """Return a browser that tests can drive, installed if need be; or say what to install, and end with 1."""
    lacking = missing()
    if lacking and "NATTERO_BROWSER" not in os.environ:
        install(sorted(lacking))
        lacking = missing()
    path = find()
    if lacking or path is None:
        sys.exit("\n".join(lacking.values()))
    return path


if __name__ == "__main__":
    ensure()
