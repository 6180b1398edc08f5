"""Power cuts: a child process writes and says which ids were acknowledged, and is killed at a random moment.

In: how many cycles. Out: how many entries were acknowledged, how many of them were lost afterwards (none may be), and
how often the file was damaged (never may it be). SIGKILL leaves the kernel's buffers intact, so this shows that no
acknowledgement comes before the commit, and that a half-written file heals itself; it cannot show what a disk does.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nattero.store import place, schema
from nattero.store.journal import open_journal

TITLE = "Killed in the middle of writing: what is lost"
ABOUT = "A process that writes and says which ids are on disk is killed (SIGKILL) at a random moment, again and again."
CYCLES = 300
LONGEST_LIFE = 0.25  # seconds of writing before the kill

CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from nattero import pen
from nattero.diary.payloads import Cramp
from nattero.store.journal import open_journal
journal = open_journal(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    batch = [pen.entry(journal, Cramp(at=pen.now(), note="x" * 200)) for _ in range(3)]
    for name in journal.append(batch):
        sys.stdout.write(name + "\\n")
    sys.stdout.flush()
"""


def run(cycles: int = CYCLES) -> list[dict[str, object]]:
    """One row: what so many kills did."""
    return [lives(cycles)]


def lives(cycles: int, folder: Path | None = None, luck: random.Random | None = None) -> dict[str, object]:
    """Kills a writing process so many times; what was acknowledged, lost and damaged, and how long it took."""
    if folder is None:
        with tempfile.TemporaryDirectory() as made:
            return lives(cycles, Path(made) / "data", luck)
    luck = luck or random.Random()
    began, acknowledged, lost, damaged = time.monotonic(), set[str](), 0, 0
    for _ in range(cycles):
        acknowledged |= one_life(folder, luck.uniform(0, LONGEST_LIFE))
        damaged += bool(schema.verify(folder / place.DATABASE))
        with open_journal(folder) as journal:
            lost = len(acknowledged - journal.held(acknowledged))
    return {
        "cycles": cycles,
        "acknowledged": len(acknowledged),
        "lost": lost,
        "damaged": damaged,
        "seconds": round(time.monotonic() - began, 1),
    }


def one_life(folder: Path, seconds: float) -> set[str]:
    """The ids that a child acknowledged before it was killed, some time after it began to write."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", CHILD, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        if child.stdout.readline() != "ready\n":
            raise RuntimeError("the writer did not start")
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        # A last line without its end was cut off while it was being said; then the whole id was not acknowledged.
        return {line.strip() for line in child.stdout if line.endswith("\n")}


if __name__ == "__main__":
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else CYCLES))
