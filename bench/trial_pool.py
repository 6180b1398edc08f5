"""Trials on one person, pooled: does the interval of the average hold the truth, and do twenty people settle what one cannot?

Resumable: fifty pools of a cell are a file in TRIALS_RAW/pool; POOL_EACH says how many pools a cell has.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from bench.trials import RAW, keep
from nattero.trials.analysis import analyse
from nattero.trials.pool import alone, together
from nattero.trials.prior import SCEPTICAL
from nattero.trials.result import Analysis
from nattero.trials.series import RefusedError, Series
from nattero.trials.simulate import Truth, simulate

TITLE = "Trials on one person, pooled"
ABOUT = (
    "Simulated pools: people whose log rate ratios are normal round the average, each with a trial of single nights. Coverage: the 95 % "
    "interval of the average, and that of the next person, hold the truth. Settled: the chance that there are fewer cramps on average is "
    "above 97.5 %. Alone: share of the same people whose own trial is called useful or harmful by its nights at the end (sceptical prior)."
)
EACH = int(os.environ.get("POOL_EACH", "200"))
CHUNK = 50
SETTLED = 0.975
COLUMNS = ("coverage", "of the next person", "settled: fewer", "settled: more", "alone", "middle")
NAMES = {"B": "it"}


class Pool(NamedTuple):
    """A cell: how many people, how different they are, and what is true of a middling one."""

    people: int
    spread: float
    truth: Truth


RARE = Truth(nights=84, block=1, rate=2.1, ratio=0.6, missing=0.1)
CELLS: Mapping[str, Pool] = {
    "20 people, 2.1 a week, 0.6": Pool(20, 0.26, RARE),
    "20 people, 2.1 a week, no effect": Pool(20, 0.26, msgspec.structs.replace(RARE, ratio=1)),
    "5 people, 7 a week, 0.6": Pool(5, 0.26, msgspec.structs.replace(RARE, rate=7)),
    "5 people, 7 a week, no effect, all alike": Pool(5, 0.0, msgspec.structs.replace(RARE, rate=7, ratio=1)),
    "10 people, 3.5 a week, 0.7, very different": Pool(10, 0.6, msgspec.structs.replace(RARE, rate=3.5, ratio=0.7)),
}


def run() -> list[dict[str, object]]:
    """Every cell, in numbers."""
    (RAW / "pool").mkdir(parents=True, exist_ok=True)
    for place, name in enumerate(CELLS):
        for chunk in range(EACH // CHUNK):
            if not file_of(place, chunk).exists():
                measure(name, place, chunk)
    return [row(name, place) for place, name in enumerate(CELLS)]


def file_of(place: int, chunk: int) -> Path:
    """Where fifty pools of a cell are kept."""
    return RAW / "pool" / f"{place}.{chunk}.npz"


def measure(name: str, place: int, chunk: int) -> None:
    """Simulates fifty pools of a cell, works every trial and every pool out, and keeps what was found."""
    cell = CELLS[name]
    rng = np.random.default_rng([place, chunk, 20])
    found = np.empty((CHUNK, len(COLUMNS)))
    for number in range(CHUNK):
        truths = np.log(cell.truth.ratio) + cell.spread * rng.normal(size=cell.people + 1)
        *mine, another = truths
        series = [one for beta in mine if (one := trial(cell.truth, float(beta), rng))]
        (pooled,) = together(said for one in series for said in alone(one, NAMES))
        own = [one.contrasts[0].decision for one in analyse(series, SCEPTICAL) if isinstance(one, Analysis)]
        if pooled.people is None:
            raise ValueError(f"Too few people: {cell.people}")
        average, after = pooled.people.average, pooled.people.next
        found[number] = (
            average.lo <= cell.truth.ratio <= average.hi,
            after.lo <= np.exp(another) <= after.hi,
            average.p_better > SETTLED,
            average.p_better < 1 - SETTLED,
            np.mean([one in {"helps", "harms"} for one in own]),
            average.median,
        )
    keep(file_of(place, chunk), found=found)


def trial(truth: Truth, beta: float, rng: np.random.Generator) -> Series | None:
    """One person's trial; None where it is refused."""
    nights = simulate(msgspec.structs.replace(truth, ratio=float(np.exp(beta))), 1, rng)
    try:
        return next(nights.series())
    except RefusedError:
        return None


def row(name: str, place: int) -> dict[str, object]:
    """One cell as it is printed."""
    kept = np.concatenate([np.load(file_of(place, chunk))["found"] for chunk in range(EACH // CHUNK)])
    share = [f"{100 * one:.1f} %" for one in kept.mean(axis=0)[:5]]
    return {
        "cell": f"{name}, spread {CELLS[name].spread:g}",
        "pools": len(kept),
        **dict(zip(COLUMNS, share, strict=False)),
        "middle": f"{np.median(kept[:, 5]):.2f}",
    }
