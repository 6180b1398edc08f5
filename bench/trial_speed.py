"""Trials on one person: how many analyses a second, ours beside those of full samplers on the same model and the same nights.

Needs the `bench` group (PyMC and nutpie). Every trial is analysed by all of them, for a sampler takes up to twice as long for one trial as
for another. Each is given one core, then both: a sampler runs its chains on both, ours takes every second trial on each.
"""

import time
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.util import find_spec
from multiprocessing import Pool
from multiprocessing.pool import Pool as Workers
from typing import NamedTuple, TypeVar

from bench.trial_nuts import NIGHTS, Sampler, answers, case
from nattero.trials.prior import SCEPTICAL, Prior
from nattero.trials.series import Series

TITLE = "Trials on one person: analyses per second beside full samplers"
ABOUT = (
    f"{NIGHTS} nights, 1 to 17 cramps a week, sceptical prior; the same model, nights and machine, all warm, without compiling. Samplers: "
    "4 chains of 600 + 1,000 draws, target 0.9. By the clock, the mean over all trials. `ours is`: how many times as many trials in the "
    "same time on as many cores, many at once. `at best`: two samplers side by side, each on a core of its own, if neither held up the "
    "other (reckoned from one core)."
)
TRIALS = 64
RUNS = 10
BY_NUTPIE, BY_PYMC = 16, 4
Thing = TypeVar("Thing")
Case = tuple[Series, Prior]


class Taken(NamedTuple):
    """Who took how many seconds a trial, on how many cores."""

    who: str
    cores: str
    trials: int
    seconds: float
    against: str = ""  # on which cores of ours it is told


def run() -> list[dict[str, object]]:
    """Everybody's seconds, and how many times ours are in them."""
    if not (find_spec("pymc") and find_spec("nutpie")):
        return [{"measured": "nothing", "why": "PyMC and nutpie are not installed: pip install --group bench"}]
    cases = some()
    rows = ours(cases)
    on = {row.cores: row.seconds for row in rows}  # the last of each: many at once
    rows += theirs(cases, Sampler())
    return [
        {
            "analysed by": row.who,
            "cores": row.cores,
            "trials": row.trials,
            "a trial": f"{1000 * row.seconds:,.1f} ms",
            "ours is": f"{row.seconds / on[row.against]:,.0f} x" if row.against else "",
        }
        for row in rows
    ]


@cache
def some() -> list[Case]:
    """The first simulated trials that have the sceptical prior."""
    return [one for one in map(case, range(3 * TRIALS)) if one[1] is SCEPTICAL][:TRIALS]


def ours(cases: list[Case]) -> list[Taken]:
    """Alone, and many at once on one core and on both."""
    answers(cases)
    alone = mean(lambda one: answers([one]), cases * RUNS)
    together = mean(lambda _: answers(cases), range(RUNS)) / len(cases)
    with Pool(2) as pool:
        halves(pool)
        both = mean(lambda _: halves(pool), range(RUNS)) / len(cases)
    return [
        Taken("Nattero, one at a time", "1", len(cases), alone),
        Taken(f"Nattero, {len(cases)} at once", "1", len(cases), together),
        Taken(f"Nattero, {len(cases)} at once", "2", len(cases), both),
    ]


def halves(pool: Workers) -> None:
    """Analyses every second trial in each of two processes."""
    pool.map(half, (0, 1), chunksize=1)


def half(first: int) -> int:
    """Analyses every second trial from this one on; gives how many."""
    return len(answers(some()[first::2]))


def theirs(cases: list[Case], sampler: Sampler) -> list[Taken]:
    """Both samplers on one core and on both."""
    nutpie, pymc = cases[:BY_NUTPIE], cases[:BY_PYMC]
    sampler.draws(*cases[0], draws=1000, seed=1, cores=2)
    one, both = (mean(partial(_nutpie, sampler, cores), nutpie) for cores in (1, 2))
    own, own_both = (mean(partial(_pymc, sampler, cores), pymc) for cores in (1, 2))
    return [
        Taken("nutpie", "1", len(nutpie), one, "1"),
        Taken("nutpie", "2", len(nutpie), both, "2"),
        Taken("nutpie, at best", "2", len(nutpie), one / 2, "2"),
        Taken("PyMC's own NUTS", "1", len(pymc), own, "1"),
        Taken("PyMC's own NUTS", "2", len(pymc), own_both, "2"),
    ]


def _nutpie(sampler: Sampler, cores: int, one: Case) -> None:
    sampler.draws(*one, draws=1000, seed=1, cores=cores)


def _pymc(sampler: Sampler, cores: int, one: Case) -> None:
    sampler.own(*one, cores=cores)


def mean(work: Callable[[Thing], object], things: Sequence[Thing]) -> float:
    """Seconds for each."""
    start = time.perf_counter()
    for one in things:
        work(one)
    return (time.perf_counter() - start) / len(things)
