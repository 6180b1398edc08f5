"""How long the doctor's page takes, of an empty diary, a short one and one of ten years: the first in a new process, and later ones.

In: example years of `nattero demo`, ten of them in a row. Out: times in milliseconds, the size of the PDF, its pages, peak memory.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from nattero import demo
from nattero.checkup.desk import Desk
from nattero.diary.entry import Entry
from nattero.knowledge.pack import load_pack
from nattero.person import Person, person
from nattero.report.choice import Choice
from nattero.report.page import page
from nattero.report.pdf import pdf
from nattero.report.writing import letter
from nattero.store.journal import open_journal

TITLE = "The doctor's page: a diary as a PDF"
ABOUT = (
    "Diaries of `nattero demo`: none, 30 nights, ten years in a row (all of it on the page). First: `nattero report --out`, a new process "
    "from its start to its end, elapsed and processor time, with its peak memory. Later, in a process that goes on, processor time: "
    "reading the diary (person), the page as data (letter), in words, typeset (PDF). Aim: the first under 2 s, a page to look at "
    "(person, letter and words) under 300 ms. Elapsed time depends on what else the machine does; other work went on in this run."
)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ZONE = "Europe/Amsterdam"
ROUNDS = 9
BEGINNING = date(1900, 1, 1)


def run() -> list[dict[str, object]]:
    """The times of each diary."""
    years = [entry for back in range(10) for entry in demo.year(back + 1, NOW - timedelta(days=365 * back), ZONE, "nl")]
    month = [entry for entry in demo.year(1, NOW, ZONE, "nl") if entry.recorded_at > NOW - timedelta(days=30)]
    return [
        {"diary": name, **first(entries), **later(entries)}
        for name, entries in (("empty", []), ("30 nights", month), ("ten years", years))
    ]


def first(entries: list[Entry]) -> dict[str, object]:
    """What a new process takes from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        with open_journal(Path(folder) / "data") as journal:
            for start in range(0, len(entries), 500):
                journal.append(entries[start : start + 500])
        words = ["-m", "nattero", "report", "--data", f"{folder}/data", "--lang", "nl", "--from", str(BEGINNING)]
        begun = time.perf_counter()
        child = os.posix_spawn(
            sys.executable,
            [sys.executable, *words, "--out", f"{folder}/page.pdf"],
            {**os.environ, "TZ": ZONE},
            file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)],
        )
        _pid, status, used = os.wait4(child, 0)
        elapsed = time.perf_counter() - begun
    if status:
        raise RuntimeError(f"nattero report ended with {status}")
    return {
        "entries": len(entries),
        "first, s": f"{elapsed:.2f}",
        "of it processor, s": f"{used.ru_utime + used.ru_stime:.2f}",
        "peak, MB": round(used.ru_maxrss / 1024),
    }


def later(entries: list[Entry]) -> dict[str, object]:
    """The middle of several rounds in a process that goes on, step by step."""
    pack = load_pack()
    desk = Desk(pack)
    choice = Choice(lang="nl", heard="nl", country="NL", first=BEGINNING)
    who = person(entries, "me", NOW, ZONE)

    def written(about: Person = who) -> bytes:
        found = letter(about, entries, choice, pack, lambda: desk)
        return pdf(page(found, choice, pack), NOW, None, lambda: page(found, choice, pack, terse=True))

    body = written()
    found = letter(who, entries, choice, pack, lambda: desk)
    words = page(found, choice, pack)
    return {
        "person, ms": timed(lambda: person(entries, "me", NOW, ZONE)),
        "letter, ms": timed(lambda: letter(who, entries, choice, pack, lambda: desk)),
        "words, ms": timed(lambda: page(found, choice, pack)),
        "PDF, ms": timed(lambda: pdf(words, NOW, None, lambda: page(found, choice, pack, terse=True))),
        "pages": body.count(b"/Type/Page") - body.count(b"/Type/Pages"),
        "kB": round(len(body) / 1024),
    }


def timed(work: Callable[[], object]) -> str:
    """The middle of several rounds, in milliseconds of processor time."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return f"{1000 * statistics.median(times):.1f}"
