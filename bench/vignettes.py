"""Vignettes and what becomes of them: by Nattero, by naive Bayes without a safety layer, by one threshold.

In: cases with what is held to be right (`gold`). Out: an `Outcome` a case. Naive Bayes adds every weight and takes the
urgency of the most probable explanation; the one threshold is a doctor the same day for any danger sign, else none.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nattero.checkup.case import Case, read_case
from nattero.checkup.consult import consult
from nattero.checkup.desk import Desk
from nattero.checkup.gathering import with_implied
from nattero.knowledge.model import URGENCIES

OURS = Path(__file__).parent / "data" / "vignettes.jsonl"
Use = str
NEAR = 0.35  # of a number: "a couple of minutes" is two


@dataclass(frozen=True)
class Outcome:
    """What was advised: how urgent, the explanations in order, and where it applies the rest; seconds it took.

    `heard` tells of each answer of the case (a yes, a number, a choice) whether its words alone gave it too.
    """

    urgency: str
    ranking: tuple[str, ...]
    inns: frozenset[str] = frozenset()
    contributors: frozenset[str] = frozenset()
    screens: int = 0
    seconds: float = 0.0
    heard: tuple[bool, ...] = ()


Reasoner = Callable[[Mapping[str, Any], Use, Desk], Outcome]


def read(file: Path) -> list[dict[str, Any]]:
    """The vignettes of a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def case_of(row: Mapping[str, Any], use: Use, desk: Desk) -> Case:
    """A vignette as a case, with only what is to be used."""
    raw = {**row, "medicines": row.get("medications", [])}
    for left_out in {"answers": ("text",), "text": ("answers",), "both": ()}[use]:
        raw.pop(left_out)
    return read_case(raw, desk.pack.features)


def nattero(row: Mapping[str, Any], use: Use, desk: Desk) -> Outcome:
    """What Nattero advises."""
    case = case_of(row, use, desk)
    begun = time.process_time()
    found = consult(case, desk)
    took = time.process_time() - begun
    return Outcome(
        urgency=found.urgency,
        ranking=tuple(fit.condition for fit in found.explanations),
        inns=frozenset(found.medicines.inns()),
        contributors=frozenset(each.id for each in found.around.contributors),
        screens=found.asked_n,
        seconds=took,
        heard=tuple(heard(row, desk)) if use == "text" else (),
    )


def heard(row: Mapping[str, Any], desk: Desk) -> Iterator[bool]:
    """Whether each answer of a case is heard in its words: what a text leaves out nobody can hear."""
    found = with_implied(desk.heard(row["text"], row["language"]), desk.pack.features)
    for name, answer in row["answers"].items():
        if name not in {"age", "sex"} and answer is not None and answer is not False:
            said = found.get(name)
            number = isinstance(answer, (int, float)) and answer is not True
            yield isinstance(said, float) and abs(said - answer) <= NEAR * max(answer, 1) if number else said == answer


def naive_bayes(row: Mapping[str, Any], use: Use, desk: Desk) -> Outcome:
    """What adding all weights advises, with no danger signs, thresholds or care."""
    case = case_of(row, use, desk)
    answers = {**desk.heard(case.text, case.language), **case.answers}
    rows = [place for name, answer in answers.items() if (place := desk.table.row(name, answer)) is not None]
    scores = desk.table.log_prior(case.age, case.sex, case.pregnant is True, False) + desk.table.weights[rows].sum(
        axis=0
    )
    ranking = tuple(desk.table.names[column] for column in np.argsort(-scores, kind="stable"))
    return Outcome(desk.pack.conditions[ranking[0]].urgency, ranking)


def one_threshold(row: Mapping[str, Any], use: Use, desk: Desk) -> Outcome:
    """What one threshold advises: any danger sign is a doctor today."""
    case = case_of(row, use, desk)
    answers = {**desk.heard(case.text, case.language), **case.answers}
    danger = any(answers.get(name) is True for name in desk.caution.danger)
    return Outcome("urgent" if danger else "self-care", ())


def is_below(urgency: str, level: str) -> bool:
    """Whether an urgency is less urgent than a level."""
    order = list[str](URGENCIES)
    return order.index(urgency) > order.index(level)


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa of two ratings (Cohen 1960, doi 10.1177/001316446002000104)."""
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    ones, others = [one for one, _ in pairs], [other for _, other in pairs]
    chance = sum(ones.count(level) * others.count(level) for level in URGENCIES) / len(pairs) ** 2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)
