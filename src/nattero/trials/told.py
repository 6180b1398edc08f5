"""The numbers of a result as they are kept: its comparisons, whether they are clear, and how plainly that may be said.

In: the numbers of a `TrialResult`, or its nights. Out: values. Nothing is modelled here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from nattero.diary.payloads import Trial, TrialRow
from nattero.trials.running import counted

SURE = (
    0.985  # told as 99 of 100; below it a decision is called likely: one in forty is not "clear" to a reader (judged)
)


def is_clear(found: Mapping[str, Any]) -> bool:
    """Whether every comparison of a trial is clear."""
    parts = found.get("contrasts") or [found]
    return bool(found) and all(part.get("decision", "not-yet-clear") != "not-yet-clear" for part in parts)


def is_sure(chance: float, ratio: Mapping[str, Any], decision: str) -> bool:
    """Whether a decision may be called clear in plain words: its own 95 % interval leaves no room for the opposite."""
    if decision == "no-meaningful-difference":
        return chance >= SURE
    return chance >= SURE and not ratio["lo"] <= 1 <= ratio["hi"]


def per_week(rows: Sequence[TrialRow]) -> dict[str, float]:
    """Give for each arm its cramps a week as they were counted, with nothing reckoned in."""
    return {arm: 7 * cramps / nights for arm, (nights, cramps) in counted(rows).items()}


def never_packed(trial: Trial) -> bool:
    """Whether a helper was to pack bags and nobody ever opened the list: what was taken then is not what was drawn."""
    return trial.design.blinded and not trial.opened


def contrasts(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the comparisons of a trial, one or two."""
    return list(found["contrasts"]) if "contrasts" in found else [dict(found)] if found else []
