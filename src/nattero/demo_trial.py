"""The trial of the example year: one thing tested on single nights, drawn, looked at by its rule, and over.

In: its first night, the nights that were told, and how an entry is made. Out: the trial's entries, one for each version of it.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from nattero.diary.entry import Entry, write
from nattero.diary.night import Closed, nights
from nattero.diary.payloads import Trial, TrialArm, TrialPrior
from nattero.trials import running
from nattero.trials.answering import answer
from nattero.trials.expected import chance, run_in_of
from nattero.trials.prior import SCEPTICAL
from nattero.trials.question import RUN_IN_SPAN, Topic, layout
from nattero.trials.registered import drawn_order, register
from nattero.trials.told import is_clear

ARMS = [TrialArm(id="A"), TrialArm(id="B", measure="loose-bedclothes")]
TIMES = {"A": 1.8, "B": 0.25}  # how many times as many cramps a night of each arm has
WEEKS = 12
SEED = "the example year"
Make = Callable[..., Entry]


def begun(first: date, zone: str, before: Iterable[Entry]) -> Trial:
    """The trial as it is written down on the evening before its first night."""
    at = datetime.combine(first - timedelta(days=1), time(20), ZoneInfo(zone)).astimezone(UTC)
    told = nights(list(before), first - timedelta(days=RUN_IN_SPAN), first - timedelta(days=1))
    counts = [night.count if isinstance(night, Closed) else None for night in told]
    closed = [count for count in counts if count is not None]
    design = layout([Topic("loose-bedclothes")], len(ARMS), WEEKS)
    prior = TrialPrior(name=SCEPTICAL.name, mean=SCEPTICAL.mean, sd=SCEPTICAL.sd, note="no-trial-with-means")
    expected = chance(run_in_of(counts), design, len(ARMS), prior) if any(counts) else None
    return register(at, first, ARMS, design, prior, SEED, run_in=(len(closed), sum(closed)), chance=expected)


def arms(trial: Trial) -> dict[date, str]:
    """What was drawn for each evening."""
    return {trial.first + timedelta(days=number): arm for number, arm in enumerate(drawn_order(trial))}


def entries(trial: Trial, told: Iterable[Entry], zone: str, make: Make) -> list[Entry]:
    """The trial, and what became of it at each of its looks, until it was clear or over."""
    diary = list(told)
    made = [make("trial", trial.at, write(trial))]
    for look in trial.design.looks:
        at = datetime.combine(trial.first + timedelta(days=look), time(13), ZoneInfo(zone)).astimezone(UTC)
        known = nights(diary, trial.first, trial.first + timedelta(days=look))
        found = answer(trial, running.table(trial, known, at, zone, look), at)
        trial = running.looked(trial, look, found, clear=is_clear(found.numbers), now=at, zone=zone)
        made.append(make("trial", at, write(trial), supersedes=made[-1].id))
        if trial.ended:
            break
    return made
