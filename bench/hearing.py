"""Hearing: what of free text reaches the check-up as answers, in four languages; beside plain keywords, in one run.

In: `data/hearing.jsonl`, written from medicine. Each case is told twice in four languages, before the phrases were made: one telling
was looked at while they were mended, the other only counted. The stories came in six rounds, each counted once unseen (of the dangers
94, 77, 68, 92 and 73 % were heard; 21 of 176 harmless stories were called urgent) and mended then: they show what was learnt, no more.
"""

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nattero.checkup.danger import danger, worst
from nattero.checkup.hearing import features_in
from nattero.checkup.phrases import Hearing, read_hearing
from nattero.knowledge.lexicon import tokens
from nattero.knowledge.pack import Pack, load_pack

TITLE = "Hearing"
ABOUT = (
    "Share of what a text says that is heard as an answer (recall), and of what is heard that was said (precision): features behind danger "
    "signs, and the others. Peer: the same words anywhere in the text, nothing denied, nothing near. Kappa (Fleiss) of the urgency over "
    "all tellings of a case. The sentences are our own; nobody else has judged them."
)
DATA = Path(__file__).parent / "data" / "hearing.jsonl"
BY_NUMBER = frozenset({"longer_10min", "several_daily_week"})
Answers = Mapping[str, Any]


def run() -> list[dict[str, object]]:
    """One line a language and half, one of the agreement over tellings, one of time."""
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    pack = load_pack()
    begun = time.perf_counter()
    hearing = read_hearing(pack.root)
    load = time.perf_counter() - begun
    dangers = BY_NUMBER | {
        pattern.saying.feature or pattern.saying.id for pattern in _patterns(hearing) if pattern.saying.danger
    }
    times, heard = [], []
    for row in rows:
        begun = time.perf_counter()
        heard.append(features_in(row["text"], hearing).answers)
        times.append(time.perf_counter() - begun)
    plain = [keywords(row["text"], row["lang"], hearing) for row in rows]
    groups = sorted({(row["half"], row["lang"]) for row in rows})
    lines: list[dict[str, object]] = []
    for half, lang in groups:
        chosen = [at for at, row in enumerate(rows) if (row["half"], row["lang"]) == (half, lang)]
        ours = [(rows[at], heard[at]) for at in chosen]
        peer = [(rows[at], plain[at]) for at in chosen]
        lines.append(
            {
                "texts": f"{half}, {lang} ({len(chosen)})",
                **scores("danger", ours, dangers, True),
                **scores("other", ours, dangers, False),
                **scores("keywords: danger", peer, dangers, True),
            }
        )
    told = [row["half"] != "stories" for row in rows]
    agreed = kappa(rows, [_urgency(answers, pack) for answers in heard], told)
    agreed_peer = kappa(rows, [_urgency(answers, pack) for answers in plain], told)
    p95 = 1000 * sorted(times)[int(0.95 * len(times))]
    blank = dict.fromkeys(lines[0], "")
    lines.append({**blank, "texts": f"kappa over tellings {agreed:.2f}; keywords {agreed_peer:.2f}"})
    lines.append({**blank, "texts": f"loaded in {1000 * load:.0f} ms, p95 {p95:.1f} ms a text"})
    return lines


def _patterns(hearing: Hearing) -> Iterable[Any]:
    for tongue in hearing.tongues.values():
        for patterns in tongue.patterns.values():
            yield from patterns


def scores(
    name: str, pairs: Sequence[tuple[dict[str, Any], Answers]], dangers: frozenset[str], of: bool
) -> dict[str, object]:
    """Give recall and precision over the features that are (or are not) behind danger signs."""
    said = hit = extra = 0
    for row, answers in pairs:
        wanted = {key: value for key, value in row["answers"].items() if (key in dangers) == of}
        right = [key for key, value in wanted.items() if answers.get(key) == value]
        said, hit = said + len(wanted), hit + len(right)
        if row["half"] == "stories" and not of:
            continue
        allowed = {*row["answers"], *row["may"]} - set(row["never"])
        extra += sum(
            1 for key, value in answers.items() if (key in dangers) == of and value is not False and key not in allowed
        )
    return {f"{name} recall": _share(hit, said), f"{name} precision": _share(hit, hit + extra)}


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.0f} %)" if whole else "-"


def _urgency(answers: Answers, pack: Pack) -> str:
    return worst(danger(answers, None, "unknown", None, pack.red_flags.values()))


def keywords(text: str, lang: str, hearing: Hearing) -> dict[str, Any]:
    """The peer: every word of a pattern somewhere in the text, as a run of letters."""
    tongue, plain = hearing.tongues[lang], " ".join(tokens(text))
    words = {
        term for runs in tongue.runs.values() for run in runs if " ".join(run.stems) in plain for term in run.terms
    }
    found: dict[str, Any] = {}
    for patterns in tongue.patterns.values():
        for pattern in patterns:
            here = pattern.effect == "said" and not any(words.isdisjoint(terms) for terms in pattern.anywhere)
            if here and all(words.intersection(part) for part in pattern.parts):
                found[pattern.saying.feature or pattern.saying.id] = pattern.saying.gives or True
    return found


def kappa(rows: list[dict[str, Any]], urgencies: list[str], told: list[bool]) -> float:
    """Fleiss' kappa of the urgency over all tellings of each case (Fleiss 1971, doi 10.1037/h0031619)."""
    cases: dict[str, Counter[str]] = {}
    for row, urgency, counts in zip(rows, urgencies, told, strict=True):
        if counts:
            cases.setdefault(row["case"], Counter())[urgency] += 1
    totals: Counter[str] = Counter()
    agreement = []
    for counter in cases.values():
        raters = counter.total()
        totals.update(counter)
        agreement.append((sum(count * count for count in counter.values()) - raters) / (raters * (raters - 1)))
    observed = sum(agreement) / len(agreement)
    chance = sum((count / totals.total()) ** 2 for count in totals.values())
    return (observed - chance) / (1 - chance)
