"""The check-up on cases that somebody wrote who knew neither its code nor its words: by answers, by both, by text alone.

In: `data/unseen.jsonl`, three sets of cases, tellings of cases in other words, and single sentences, harmless and not; whoever wrote
them saw only the list of features and conditions, and a few cases for the form. What each set showed at first sight stands in `FIRST`;
afterwards it was learnt from, so that what is counted today shows no more than what was learnt.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from nattero.checkup.case import read_case
from nattero.checkup.consult import consult
from nattero.checkup.desk import Desk
from nattero.knowledge.model import URGENCIES
from nattero.knowledge.pack import load_pack

TITLE = "The check-up on cases it had not seen"
ABOUT = (
    "Sixty cases, tellings of cases in other words, and single sentences a set, in four languages, by three writers who knew neither code "
    "nor words; no clinician and no native speaker judged them. At first sight: as the set was first counted, set 6 also with the code of "
    "that morning; then it was learnt from. `too low`: emergency or urgent rated below urgent; `too high`: routine or self-care rated "
    "urgent or higher. Harmless sentences were written to mislead: the words of a danger, denied, over, another's, read or explained."
)
DATA = Path(__file__).parent / "data" / "unseen.jsonl"
GRAVE = frozenset(URGENCIES[:2])
ALARM = frozenset(URGENCIES[:3])
HARMLESS = frozenset(URGENCIES[3:])
USES = {"answers": ("text",), "both": (), "text": ("answers",)}
Row = dict[str, Any]
FIRST: list[Row] = [
    {
        "set": "4, first sight",
        "use": "text",
        "urgency": "49 of 60",
        "too low": "0 of 18",
        "too high": "3 of 30",
        "first": 41,
        "of three": 54,
    }
    | {"tellings": "153 of 160, kappa 0.81", "danger heard": "80 of 80", "harmless raised": "17 of 80"},
    {
        "set": "5, first sight",
        "use": "text",
        "urgency": "49 of 60",
        "too low": "2 of 18",
        "too high": "5 of 30",
        "first": 44,
        "of three": 52,
    }
    | {"tellings": "114 of 120, kappa 0.80", "danger heard": "58 of 60", "harmless raised": "19 of 60"},
    {
        "set": "6, first sight, that morning",
        "use": "text",
        "urgency": "46 of 60",
        "too low": "1 of 18",
        "too high": "3 of 30",
        "first": 33,
    }
    | {"of three": 45, "tellings": "117 of 120, kappa 0.91", "danger heard": "59 of 60", "harmless raised": "28 of 60"},
    {
        "set": "6, first sight",
        "use": "text",
        "urgency": "52 of 60",
        "too low": "0 of 18",
        "too high": "3 of 30",
        "first": 44,
        "of three": 55,
    }
    | {"tellings": "117 of 120, kappa 0.91", "danger heard": "60 of 60", "harmless raised": "22 of 60"},
    {
        "set": "6, first sight",
        "use": "both",
        "urgency": "56 of 60",
        "too low": "0 of 18",
        "too high": "3 of 30",
        "first": 53,
        "of three": 59,
    },
    {
        "set": "6, first sight",
        "use": "answers",
        "urgency": "60 of 60",
        "too low": "0 of 18",
        "too high": "0 of 30",
        "first": 52,
        "of three": 59,
    },
]


def run() -> list[Row]:
    """First sight, then a line a set and use as it is now."""
    desk = Desk(load_pack())
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    found = FIRST + [counted(rows, number, use, desk) for number in (4, 5, 6) for use in USES]
    return [dict.fromkeys(FIRST[0], "") | row for row in found]


def counted(rows: list[Row], number: int, use: str, desk: Desk) -> Row:
    """One set and use, as it is now."""
    those = [row for row in rows if row["set"] == number]
    cases = [(row["gold"], *told(row, use, desk)) for row in those if row["kind"] == "case"]
    grave = [urgency for gold, urgency, _ in cases if gold["urgency"] in GRAVE]
    mild = [urgency for gold, urgency, _ in cases if gold["urgency"] in HARMLESS]
    right = sum(urgency in gold["urgency_acceptable"] for gold, urgency, _ in cases)
    found: Row = {
        "set": f"{number}, now",
        "use": use,
        "urgency": f"{right} of {len(cases)}",
        "too low": f"{sum(urgency not in GRAVE for urgency in grave)} of {len(grave)}",
        "too high": f"{sum(urgency in GRAVE for urgency in mild)} of {len(mild)}",
        "first": sum(ranking[:1] == [gold["most_likely"]] for gold, _, ranking in cases),
        "of three": sum(gold["most_likely"] in ranking[:3] for gold, _, ranking in cases),
    }
    return found | (in_words(those, desk) if use == "text" else {})


def in_words(those: list[Row], desk: Desk) -> Row:
    """What only words have: other tellings of a case, and single sentences."""
    tellings = [(row, told(row, "text", desk)[0]) for row in those if row["kind"] == "telling"]
    lines = [(row["danger"], told(row, "text", desk)[0] in ALARM) for row in those if row["kind"] == "line"]
    danger, harmless = ([raised for is_danger, raised in lines if is_danger == wanted] for wanted in (True, False))
    right = sum(urgency in row["urgency"] for row, urgency in tellings)
    return {
        "tellings": f"{right} of {len(tellings)}, kappa {kappa([(row['base'], urgency) for row, urgency in tellings]):.2f}",
        "danger heard": f"{sum(danger)} of {len(danger)}",
        "harmless raised": f"{sum(harmless)} of {len(harmless)}",
    }


def told(row: Row, use: str, desk: Desk) -> tuple[str, list[str]]:
    """The urgency and the ranking of a case told in one way."""
    known: Row = {name: row[name] for name in ("age", "sex", "pregnant", "language", "text", "answers") if name in row}
    for left_out in USES[use]:
        known.pop(left_out, None)
    found = consult(read_case(known | {"medicines": row.get("medications", [])}, desk.pack.features), desk, count=False)
    return found.urgency, [fit.condition for fit in found.explanations]


def kappa(rated: list[tuple[str, str]]) -> float:
    """How well the tellings of a case agree beyond chance (Fleiss 1971, Psychol Bull 76:378-382)."""
    by_case: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for base, urgency in rated:
        by_case[base][urgency] += 1
    number = len(rated) / len(by_case)
    agreed = [(sum(n * n for n in found.values()) - number) / (number * (number - 1)) for found in by_case.values()]
    shares = [n / len(rated) for n in Counter(urgency for _, urgency in rated).values()]
    chance = sum(share * share for share in shares)
    return (sum(agreed) / len(agreed) - chance) / (1 - chance)
