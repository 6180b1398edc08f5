"""Medicines: whether each is recognised and none falsely, beside taking the most similar name, in one run.

Our own lines lie in `bench/data/boxes.jsonl`: what boxes say and what people write, in four languages, with the medicines
that are meant. Those whose id begins with `later`, `told-later`, `third` or `fourth` were written after the program and looked at once.
Cases of the check-up lie outside the repository: NATTERO_VIGNETTES names a file of JSON Lines (medications, text, gold.drug_hits).
"""

import json
import os
import statistics
import time
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from nattero.checkup.medicines import recognise, split
from nattero.checkup.names import Names, index_names
from nattero.knowledge.medicines import read_medicines
from nattero.knowledge.pack import pack_root

TITLE = "Medicines"
ABOUT = (
    "Cases in which every medicine was recognised and none falsely; medicines missed and falsely recognised in all. Peer: the most similar "
    "of all names by rapidfuzz (`process.extractOne`, WRatio of at least 90) for each item of the list; texts it does not read. "
    "Own lines were written in four rounds, and what the first run of each showed has been mended since: at first sight it was "
    "right in 124 of 127 of the `first`, in 79 of 82 of the `later`, and in 153 of 154 of the `third` (brands, combinations, and "
    "everyday names, which are asked back; one missed, none false), and in 238 of 240 of the `fourth` (184 lines as people write "
    "them, with eye drops, inhalers, herbs and slips, and 56 of ordinary words that look like names: one was taken for a medicine, "
    "and of a combination one half was missed; besides, 20 names without a link with cramps were not known). Of 352 names that "
    "people in Norway had written of their own "
    "medicines (not in the repository) it had at first sight 264 right, 14 in part, 73 asked back or not known, and 1 false; after "
    "mending 293, 4, 55 and none (four of these are misspellings of one brand that were added as such)."
)
BOXES = Path(__file__).parent / "data" / "boxes.jsonl"
ALIKE = 90


def cases() -> dict[str, list[dict[str, Any]]]:
    """The cases by where they come from."""
    own = [json.loads(line) for line in BOXES.read_text(encoding="utf-8").splitlines()]
    later = {"later": "later", "third": "third", "fourth": "fourth"}
    rounds = [next((name for sign, name in later.items() if sign in each["id"]), "first") for each in own]
    found = {
        f"own lines, {name}": [each for each, its in zip(own, rounds, strict=True) if its == name]
        for name in ("first", *later.values())
    }
    named = os.environ.get("NATTERO_VIGNETTES", "")
    if named:
        rows = [json.loads(line) for line in Path(named).read_text(encoding="utf-8").splitlines() if line.strip()]
        found["vignettes"] = [{**row, "inns": row["gold"]["drug_hits"]} for row in rows]
    return found


def nearest(case: dict[str, Any], choices: dict[str, set[str]], names: list[str]) -> set[str]:
    """What the peer makes of a case."""
    found: set[str] = set()
    for item in (item for line in case["medications"] for item in split(line)):
        best = process.extractOne(item.lower(), names, scorer=fuzz.WRatio, score_cutoff=ALIKE)
        if best:
            found |= choices[best[0]]
    return found


def row(what: str, rows: list[dict[str, Any]], found: list[set[str]]) -> dict[str, object]:
    """One line: right cases, medicines missed, medicines falsely recognised."""
    wanted = [set(each["inns"]) for each in rows]
    right = sum(want == got for want, got in zip(wanted, found, strict=True))
    return {
        "what": what,
        "cases": len(rows),
        "all right": f"{right} ({100 * right / len(rows):.1f} %)",
        "missed": sum(len(want - got) for want, got in zip(wanted, found, strict=True)),
        "false": sum(len(got - want) for want, got in zip(wanted, found, strict=True)),
    }


def timed() -> tuple[Names, str]:
    """The index, and how long it took to read the medicines, to index them, and to recognise twenty lines."""
    reads, builds, lists = [], [], []
    lines = [json.loads(line)["medications"] for line in BOXES.read_text(encoding="utf-8").splitlines()]
    twenty = [line[0] for line in lines if line][:20]
    names = index_names(read_medicines(pack_root()))
    for _ in range(15):
        begun = time.perf_counter()
        known = read_medicines(pack_root())
        reads.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        names = index_names(known)
        builds.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        recognise(twenty, names)
        lists.append(time.perf_counter() - begun)
    parts = (("read", reads), ("index", builds), ("20 lines", lists))
    times_of = (f"{name} {1000 * min(times):.1f} and {1000 * statistics.median(times):.1f} ms" for name, times in parts)
    return names, "; ".join(times_of)


def run() -> list[dict[str, object]]:
    """Ours and the peer's line for each set of cases, and one of times."""
    names, cost = timed()
    choices: dict[str, set[str]] = {}
    for medicine in names.known.medicines.values():
        for name in medicine.names():
            choices.setdefault(name.lower(), set()).add(medicine.inn)
    by_name = list(choices)
    lines = []
    for what, rows in cases().items():
        ours = [set(recognise(each["medications"], names, each["text"]).inns()) for each in rows]
        lines.append(row(what, rows, ours))
        lines.append(row(f"{what}: most similar name", rows, [nearest(each, choices, by_name) for each in rows]))
    if "vignettes" not in cases():
        lines.append({**dict.fromkeys(lines[0], ""), "what": "vignettes not measured: NATTERO_VIGNETTES names no file"})
    return [*lines, {**dict.fromkeys(lines[0], ""), "what": f"best and median of fifteen: {cost}"}]
