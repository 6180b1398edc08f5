"""Sayings: single sentences with one feature each, or none, in four languages, as the check-up's ear hears them.

In: `data/sayings.jsonl`, our own. `developed` was looked at while words and frames were written, `developed later` counted once
unseen (27 of 80 dangers heard, 3 of 40 harmless ones called urgent) and mended then; `held` was written before them by the
same hand and only counted; `last` was written at the end and counted once (29 of 40, none of 20). `told` and its half that is only
counted came later, before anybody looked at the words again: at first 65 and 66 % of what they say was heard, and 33 of 160 harmless
ones raised a sign.
"""

import json
from pathlib import Path
from typing import Any

from nattero.checkup.danger import danger, worst
from nattero.checkup.hearing import features_in
from nattero.checkup.phrases import read_hearing
from nattero.knowledge.pack import load_pack

TITLE = "Sayings"
ABOUT = (
    "Features behind danger signs, and others, that are heard in a sentence that says one; harmless sentences that raise an urgent "
    "sign or more (denied, supposed, read, over, somebody else's, figures of speech). F1: of the dangers; each harmless sentence "
    "called urgent is a false one. All are ours, and whoever wrote them wrote the words listened for too: they flatter."
)
DATA = Path(__file__).parent / "data" / "sayings.jsonl"
GRAVE = frozenset({"emergency", "urgent"})
MORE_SPECIFIC = {"spreading_skin": {"red_warm"}, "weakness": {"sudden_weakness"}}
"""What is as good an answer: redness that spreads is red and warm."""


def run() -> list[dict[str, object]]:
    """One line a half and language."""
    pack = load_pack()
    hearing = read_hearing(pack.root)
    dangers = {
        pattern.saying.feature or pattern.saying.id
        for tongue in hearing.tongues.values()
        for patterns in tongue.patterns.values()
        for pattern in patterns
        if pattern.saying.danger
    }
    found: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for line in DATA.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        answers = features_in(row["text"], hearing).answers
        if row["feature"] is None:
            urgency = worst(danger(answers, None, "unknown", None, pack.red_flags.values()))
            kind, hit = "harmless", urgency in GRAVE
        else:
            wanted = {row["feature"], *MORE_SPECIFIC.get(row["feature"], ())}
            kind = "danger" if row["feature"] in dangers else "other"
            hit = any(answers.get(name) not in {None, False} for name in wanted)
        found.setdefault((row["half"], row["lang"]), []).append((kind, hit))
    return [_line(half, lang, hits) for (half, lang), hits in sorted(found.items())]


def _line(half: str, lang: str, hits: list[tuple[str, bool]]) -> dict[str, object]:
    by_kind = {kind: [hit for each, hit in hits if each == kind] for kind in ("danger", "other", "harmless")}
    heard, false = sum(by_kind["danger"]), sum(by_kind["harmless"])
    f1 = 2 * heard / (heard + false + len(by_kind["danger"]))
    return {
        "sayings": f"{half}, {lang}",
        "danger heard": _share(by_kind["danger"]),
        "others heard": _share(by_kind["other"]),
        "harmless called urgent": _share(by_kind["harmless"]),
        "F1 of danger": f"{f1:.2f}",
    }


def _share(hits: list[bool]) -> str:
    return f"{sum(hits)}/{len(hits)} ({100 * sum(hits) / len(hits):.0f} %)" if hits else "-"
