"""The answer to a registered trial: its table in, a `TrialResult` with its numbers out, the same on every machine.

The prior that was fixed before the start decides; a sceptical and a flat one stand beside it. A shared file is worked out again from its
own table and must give the same digits.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from nattero.diary.payloads import Trial, TrialPrior, TrialResult, TrialRow
from nattero.trials.analysis import analyse
from nattero.trials.decision import RULE, Rule
from nattero.trials.prior import FLAT, SCEPTICAL, Prior
from nattero.trials.result import Analysis
from nattero.trials.series import Refused, RefusedError, Series, read_series
from nattero.trials.told import is_clear

BESIDE = ("rate_ratio", "p_better", "contrasts")
DIGITS = 6


def answer(trial: Trial, rows: Sequence[TrialRow], now: datetime) -> TrialResult:
    """Give the result of a trial as far as these nights go."""
    found = numbers(trial, rows)
    if isinstance(found, Refused):
        return TrialResult(at=now, table=list(rows), refused=found.code)
    return TrialResult(at=now, table=list(rows), numbers=found)


def numbers(trial: Trial, rows: Sequence[TrialRow]) -> dict[str, Any] | Refused:
    """Give the numbers of a trial: those by its own prior, and beside them what a sceptical and a flat one say."""
    try:
        series = series_of(trial, rows)
    except RefusedError as error:
        return error.refused
    rule = Rule(trial.design.least, RULE.every, trial.design.better, trial.design.same).after(
        len(rows), trial.design.nights
    )
    priors = [prior_of(trial.prior), SCEPTICAL, FLAT]
    own, *others = analyse([series] * len(priors), priors, trial.design.half_life, rule)
    if isinstance(own, Refused):
        return own
    beside = {
        prior.name: _part(each) for prior, each in zip(priors[1:], others, strict=True) if isinstance(each, Analysis)
    }
    told: dict[str, Any] = msgspec.json.decode(msgspec.json.encode({**own.told(DIGITS), "beside": beside}))
    return told


def again(trial: Trial) -> tuple[Trial, bool]:
    """Give the trial of a file with its result worked out anew from its own nights, and whether that is what the file says."""
    held = trial.result or TrialResult(at=trial.at, table=[])
    made = answer(trial, held.table, held.at)
    same = (made.numbers, made.refused) == (held.numbers, held.refused)
    if trial.ended and trial.ended.why == "clear":  # an end that its own nights do not bear out
        same = same and is_clear(made.numbers or {})
    if trial.ended and trial.ended.why == "done":
        same = same and len(held.table) == trial.design.nights
    return msgspec.structs.replace(trial, result=made), same


def series_of(trial: Trial, rows: Sequence[TrialRow]) -> Series:
    """Give a table as the analysis takes it. Raises RefusedError for one that says too little."""
    told = [{name: cell(value) for name, value in msgspec.structs.asdict(row).items()} for row in rows]
    first = trial.arms[0]
    return msgspec.structs.replace(read_series(told, first.id), active=bool(first.measure or first.words))


def cell(value: object) -> str:
    """Give a value as a table has it: empty where nothing is known."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def prior_of(prior: TrialPrior) -> Prior:
    """Give a stored prior as the analysis takes it."""
    kept: Any = {**msgspec.structs.asdict(prior), "trials": tuple(prior.trials)}
    return Prior(**kept)


def _part(found: Analysis) -> dict[str, Any]:
    told = found.told(DIGITS)
    return {name: told[name] for name in BESIDE if name in told}
