"""Makes .venv from the locks and installs Nattero into it; does nothing when nothing has changed.

In: `run` (what Nattero needs) or `dev` (and what changing it needs). Out: .venv/bin/nattero. Needs only Python's
standard library, and only the package index for which pip is set up on this machine.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
# What decides how the installed package looks from outside; the sources themselves are used where they lie.
PACKAGE = ["pyproject.toml", "scripts/build_hook.py", "src/nattero/__init__.py"]


def fingerprint(root: Path, level: str) -> str:
    """Return a hash of all that decides what lies in the environment, its place and Python included."""
    sums = hashlib.sha256(f"{level}\n{root}\n{sys.version}\n".encode())
    for name in [LOCKS[level], *PACKAGE]:
        sums.update((root / name).read_bytes())
    return sums.hexdigest()


def is_set_up(root: Path, level: str) -> bool:
    """Tell whether the environment holds what `level` needs; `dev` holds all that `run` needs."""
    if not works(root / ".venv/bin/python"):
        return False
    levels = ["dev"] if level == "dev" else ["run", "dev"]
    stamps = [(root / f".venv/stamp-{name}", fingerprint(root, name)) for name in levels]
    return any(stamp.exists() and stamp.read_text() == expected for stamp, expected in stamps)


def works(python: Path) -> bool:
    """Tell whether the environment's Python still runs and is the one that runs this."""
    if not python.exists():
        return False
    told = subprocess.run([python, "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=False)
    return told.returncode == 0 and told.stdout.strip() == sys.version.strip()


def set_up(root: Path, level: str) -> None:
    """Make the environment at `root`/.venv; a broken or moved one is made anew."""
    python = root / ".venv/bin/python"
    home = root / ".venv/made-in"
    for stamp in (root / ".venv").glob("stamp-*"):
        stamp.unlink()
    if not works(python) or not home.exists() or home.read_text() != str(root):
        shutil.rmtree(root / ".venv", ignore_errors=True)
        venv.create(root / ".venv", with_pip=True)
        home.write_text(str(root))
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
    run([*pip, "install", "--require-hashes", "--requirement", LOCKS[level]], root)
    run([*pip, "install", "--no-deps", "--no-build-isolation", "--editable", "."], root)
    (root / f".venv/stamp-{level}").write_text(fingerprint(root, level))


def run(command: list[str], root: Path) -> None:
    """Run `command` in `root`; its output is shown only when it fails, and then this ends with its code."""
    settings = {**os.environ, "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    done = subprocess.run(command, cwd=root, env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        sys.stderr.write("Setting up did not work; the lines above say why. Is there a network? Then try again.\n")
        sys.exit(done.returncode)


def refresh(root: Path) -> None:
    """Make catalogues, fonts and the compiled pack anew where their sources have changed."""
    made = sorted(root.glob("src/nattero/locale/*/LC_MESSAGES/*.mo"))
    sources = sorted(root.glob("src/nattero/locale/*/LC_MESSAGES/*.po"))
    stale = len(made) < len(sources) or any(
        source.stat().st_mtime > source.with_suffix(".mo").stat().st_mtime for source in sources
    )
    pack = root / "src/nattero/pack/compiled.msgpack"
    parsed = pack.stat().st_mtime if pack.exists() else 0.0
    stale = stale or any(source.stat().st_mtime > parsed for source in pack.parent.rglob("*.yaml"))
    fonts = ("web/static/fonts/atkinson-regular.woff2", "report/fonts/atkinson-regular.ttf")
    if stale or not all((root / "src/nattero" / font).exists() for font in fonts):
        run([str(root / ".venv/bin/python"), "scripts/build_hook.py"], root)


def main(arguments: list[str]) -> None:
    """Set up what the first argument names, one at a time."""
    level = arguments[0] if arguments else "run"
    with (ROOT / ".setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_set_up(ROOT, level):
            began = time.monotonic()
            first = not works(ROOT / ".venv/bin/python")
            news = "Setting up Nattero in .venv; this takes a minute or two, the first time only."
            print(news if first else "Bringing .venv up to date.", flush=True)
            set_up(ROOT, level)
            print(f"Ready after {time.monotonic() - began:.0f} seconds.", flush=True)
        refresh(ROOT)


if __name__ == "__main__":
    main(sys.argv[1:])
