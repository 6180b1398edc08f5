"""Asking: how often the right claim comes first, what is refused, what is warned of; beside plain BM25, in one run.

The questions lie outside the repository: NATTERO_QUESTIONS names a file of JSON Lines (id, lang, question,
gold_claim_ids, must_warn, answerable). Without it nothing can be measured, and the table says so.
"""

import json
import os
import time
import tracemalloc
from pathlib import Path
from typing import Any

from nattero.ask.answer import Answer, Desk, ask, open_desk
from nattero.knowledge.lexicon import stemmed, tokens
from nattero.knowledge.pack import load_pack

TITLE = "Asking"
ABOUT = (
    "Share of answerable questions with a right claim first, or among three; of unanswerable ones refused; of answerable ones "
    "refused; of those that must warn, warned; of the others, warned. Peer: plain BM25 over the stems of one language."
)


def questions() -> list[dict[str, Any]]:
    """The questions of the file that is named; none where none is."""
    named = os.environ.get("NATTERO_QUESTIONS", "")
    return [json.loads(line) for line in Path(named).read_text().splitlines() if line.strip()] if named else []


def plain(question: str, lang: str, desk: Desk) -> list[str]:
    """The first three claims by BM25 alone."""
    scores: dict[str, float] = {}
    for stem in set(stemmed(tokens(question), lang)):
        for name, weight in desk.index.words(lang).weights.get(stem, {}).items():
            scores[name] = scores.get(name, 0.0) + weight
    return sorted(scores, key=lambda name: -scores[name])[:3]


def share(hits: list[bool]) -> str:
    """How many of how many."""
    return f"{sum(hits)}/{len(hits)} ({100 * sum(hits) / len(hits):.0f} %)" if hits else "-"


def row(lang: str, rows: list[dict[str, Any]], answers: dict[str, Answer], desk: Desk) -> dict[str, object]:
    """One language's line."""
    good = [each for each in rows if each["answerable"]]
    found = {
        each["id"]: [bool(set(each["gold_claim_ids"]) & set(p.answers)) for p in answers[each["id"]].passages]
        for each in good
    }
    claims = desk.index.claims
    peer = {
        each["id"]: [
            bool(set(each["gold_claim_ids"]) & set(claims[name].answers))
            for name in plain(each["question"], lang, desk)
        ]
        for each in good
    }
    return {
        "language": lang,
        "first": share([any(hits[:1]) for hits in found.values()]),
        "among three": share([any(hits) for hits in found.values()]),
        "BM25 first": share([any(hits[:1]) for hits in peer.values()]),
        "BM25 among three": share([any(hits) for hits in peer.values()]),
        "refused rightly": share([not answers[each["id"]].answered for each in rows if not each["answerable"]]),
        "refused wrongly": share([not answers[each["id"]].answered for each in good]),
        "warned rightly": share([answers[each["id"]].warning is not None for each in rows if each["must_warn"]]),
        "warned wrongly": share([answers[each["id"]].warning is not None for each in rows if not each["must_warn"]]),
    }


def run() -> list[dict[str, object]]:
    """One line a language, and one of times and memory."""
    asked = questions()
    if not asked:
        return [{"language": "not measured: NATTERO_QUESTIONS names no file"}]
    folder = os.environ.get("NATTERO_PACK")
    tracemalloc.start()
    held = open_desk(load_pack(Path(folder) if folder else None))
    peak = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del held
    pack = load_pack(Path(folder) if folder else None)
    begun = time.perf_counter()
    desk = open_desk(pack)
    built = time.perf_counter() - begun
    answers, times = {}, []
    for each in asked:
        begun = time.perf_counter()
        answers[each["id"]] = ask(each["question"], desk)
        times.append(time.perf_counter() - begun)
    languages = sorted({str(each["lang"]) for each in asked})
    rows = [row(lang, [each for each in asked if each["lang"] == lang], answers, desk) for lang in languages]
    p95 = 1000 * sorted(times)[int(0.95 * len(times))]
    cost = f"p95 {p95:.1f} ms a question, index in {built:.2f} s, {peak:.0f} MB held"
    return [*rows, {**dict.fromkeys(rows[0], ""), "language": cost}]
