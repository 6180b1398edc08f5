"""Trials on one person: how often the interval holds the truth, how often a useless thing is called useful, and what others make of the
same nights.

Resumable: every hundred trials of a cell are a file in TRIALS_RAW (otherwise build/trials); TRIALS_EACH says how many trials a cell
has.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from bench.trial_rivals import NAMES, p_values
from nattero.trials.analysis import analyse
from nattero.trials.decision import RULE, Rule, looks
from nattero.trials.prior import FLAT, SCEPTICAL, Prior
from nattero.trials.result import Analysis
from nattero.trials.series import RefusedError, Series
from nattero.trials.simulate import Nights, Truth, one_series, simulate

TITLE = "Trials on one person: coverage, false alarms and power, beside other analyses"
ABOUT = (
    "Simulated trials of 84 nights (docs/trials.md has generator and cells). Coverage: the 95 % interval under the flat prior holds the "
    "truth. Called useful: under the sceptical prior with looks after 28, 42, 56, 70 and 84 nights, stopping at the first that is clear. "
    "Others: one-sided p below 0.05 in favour, one look after the last night."
)
RAW = Path(os.environ.get("TRIALS_RAW", "build/trials"))
EACH = int(os.environ.get("TRIALS_EACH", "200"))
JOBS = int(os.environ.get("TRIALS_JOBS", "1"))
CHUNK = 100
NIGHTS = 84
Numbers = NDArray[np.float64]

USELESS: Mapping[str, Truth] = {
    "1 a week, r 0, 1 night": Truth(rate=1, correlation=0, block=1),
    "1 a week, r 0.4, 3 nights, 30 % missing": Truth(rate=1, correlation=0.4, block=3, missing=0.3),
    "1 a week, r 0.8, 7 nights, trend": Truth(rate=1, correlation=0.8, block=7, trend=2),
    "3.5 a week, r 0, 7 nights, 30 % leave": Truth(rate=3.5, correlation=0, block=7, leaves=0.3),
    "3.5 a week, r 0.4, 1 night": Truth(rate=3.5, correlation=0.4, block=1),
    "3.5 a week, r 0.8, 3 nights, trend": Truth(rate=3.5, correlation=0.8, block=3, trend=2),
    "7 a week, r 0, 3 nights, trend": Truth(rate=7, correlation=0, block=3, trend=2),
    "7 a week, r 0.4, 7 nights, 30 % missing": Truth(rate=7, correlation=0.4, block=7, missing=0.3, hidden=0.3),
    "7 a week, r 0.8, 1 night": Truth(rate=7, correlation=0.8, block=1),
    "2.4 a night, r 0, 7 nights": Truth(rate=16.8, correlation=0, block=7),
    "2.4 a night, r 0.4, 1 night, trend": Truth(rate=16.8, correlation=0.4, block=1, trend=2),
    "2.4 a night, r 0.8, 7 nights, 30 % leave": Truth(rate=16.8, correlation=0.8, block=7, leaves=0.3),
}
CELLS: Mapping[str, Truth] = {
    **{f"no effect, {name}": truth for name, truth in USELESS.items()},
    **{
        f"{ratio}, {name}": msgspec.structs.replace(truth, ratio=ratio)
        for ratio, start in ((0.7, 0), (0.5, 1))
        for name, truth in list(USELESS.items())[start::2]
    },
}
NOT_THE_MODEL: Mapping[str, Truth] = {
    "zero-inflated": Truth(rate=7, zeros=0.3),
    "abrupt change": Truth(rate=7, step=1.0),
    "season": Truth(rate=7, season=0.7),
    "carry-over not told": Truth(rate=7, ratio=0.5, carry_over=1, block=7),
    "left out on bad nights": Truth(rate=7, adherence=0.7, dropped=1.5),
    "every week its own level": Truth(rate=7, weeks=0.7),
    "the same, blocks begin in mid-week": Truth(rate=7, weeks=0.7, into_week=2),
}
COLUMNS = ("ratio", "lo", "hi", "mean", "sd", "refused")


def run() -> list[dict[str, object]]:
    """Every cell, in numbers."""
    cells = {**CELLS, **NOT_THE_MODEL}
    work = [(name, chunk) for chunk in range(max(EACH // CHUNK, 1)) for name in cells]
    RAW.mkdir(parents=True, exist_ok=True)
    spread(partial(measure, cells), [one for one in work if not file_of(*one).exists()])
    return [row(name, cells[name]) for name in cells]


def spread(work: Callable[..., None], tasks: Sequence[tuple[object, ...]]) -> None:
    """Does work that keeps what it finds in files, for each of these arguments, in as many processes as TRIALS_JOBS says."""
    if JOBS > 1:
        with Pool(JOBS) as pool:
            pool.starmap(work, tasks, chunksize=1)
    else:
        for task in tasks:
            work(*task)


def file_of(name: str, chunk: int) -> Path:
    """Where a hundred trials of a cell are kept."""
    return RAW / (name.replace(" ", "_").replace("%", "pc").replace(",", "") + f".{chunk}.npz")


def measure(cells: Mapping[str, Truth], name: str, chunk: int) -> None:
    """Simulates and analyses a hundred trials of a cell and keeps what was found."""
    truth = cells[name]
    seed = [list(cells).index(name), chunk, 2]  # not the trials that the rule was chosen on
    nights = simulate(truth, CHUNK, np.random.default_rng(seed))
    rng = np.random.default_rng(seed)
    rivals = np.array(
        [
            list(p_values(nights.arm[i], nights.cramps[i], nights.recorded[i], truth.block, rng).values())
            for i in range(CHUNK)
        ]
    )
    keep(file_of(name, chunk), flat=intervals(nights, truth), chances=said(nights, truth), rivals=rivals)


def keep(file: Path, **found: Numbers) -> None:
    """Writes what was found, whole or not at all."""
    part = file.with_suffix(".part.npz")
    np.savez(part, allow_pickle=False, **found)
    part.rename(file)


def intervals(nights: Nights, truth: Truth) -> Numbers:
    """What each trial comes to under the flat prior, (trials, COLUMNS)."""
    flat = np.full((len(nights.arm), len(COLUMNS)), np.nan)
    for trial, found in answers(nights, truth.nights, FLAT):
        if found is None:
            flat[trial, -1] = 1
            continue
        ratio = found.contrasts[0].rate_ratio
        flat[trial] = (truth.ratio, ratio.lo, ratio.hi, ratio.mean_log, ratio.sd_log, 0)
    return flat


def said(nights: Nights, truth: Truth) -> Numbers:
    """What the rule is told of each trial at each look under the sceptical prior, (trials, looks, 5)."""
    at = looks(truth.nights)
    chances = np.full((len(nights.arm), len(at), 5), np.nan)
    for place, look in enumerate(at):
        for trial, found in answers(nights, look, SCEPTICAL):
            if found is not None:
                one = found.contrasts[0].chances
                chances[trial, place] = (one.better, one.meaningful, one.same, one.alone, one.recorded)
    return chances


def answers(nights: Nights, until: int, prior: Prior) -> Iterator[tuple[int, Analysis | None]]:
    """The answer to every trial as it stands after so many nights; None where it is refused."""
    series: dict[int, Series] = {}
    for trial in range(len(nights.arm)):
        parts = (part[trial, :until] for part in (nights.arm, nights.cramps, nights.recorded, nights.done))
        try:
            series[trial] = one_series(*parts)
        except RefusedError:
            yield trial, None
    for trial, found in zip(series, analyse(list(series.values()), prior), strict=True):
        yield trial, found if isinstance(found, Analysis) else None


def kept(name: str) -> dict[str, Numbers]:
    """All that was kept of a cell."""
    parts = [np.load(file_of(name, chunk)) for chunk in range(max(EACH // CHUNK, 1))]
    return {key: np.concatenate([part[key] for part in parts]) for key in ("flat", "chances", "rivals")}


def stopped(chances: Numbers, rule: Rule = RULE) -> Numbers:
    """For each trial the look it stopped at (the number of looks: never) and whether it was called useful, (trials, 2)."""
    better, _, same, alone, recorded = np.moveaxis(chances, 2, 0)
    limit = np.array([rule.after(look, NIGHTS).alone for look in looks(NIGHTS)])
    ready = recorded >= rule.least
    helps = ready & (better >= rule.better) & (alone >= limit)
    harms = ready & (1 - better >= rule.better) & (1 - alone >= limit)
    clear = helps | harms | (ready & (same >= rule.same))
    when = np.where(clear.any(axis=1), clear.argmax(axis=1), clear.shape[1])
    last = np.minimum(when, clear.shape[1] - 1)
    return np.column_stack([when, helps[np.arange(len(last)), last]])


def row(name: str, truth: Truth) -> dict[str, object]:
    """One cell as it is printed."""
    found = kept(name)
    end = stopped(found["chances"])
    at = np.array([*looks(truth.nights), truth.nights])
    rivals = found["rivals"]
    share = 100 * ((rivals[:, :, 0] < 0.10) & (rivals[:, :, 1] < 0)).mean(axis=0)
    return {
        "cell": name,
        "trials": len(end),
        "coverage": f"{100 * holds(found['flat'], truth.ratio).mean():.1f} %",
        "called useful": useful(end[:, 1]),
        "nights": f"{at[end[:, 0].astype(int)].mean():.0f}",
        **{rival: f"{one:.1f} %" for rival, one in zip(NAMES, share, strict=True)},
    }


def holds(flat: Numbers, ratio: float) -> Numbers:
    """For each trial that was not refused, whether its interval holds the truth."""
    told = flat[flat[:, -1] == 0]
    return np.asarray((told[:, 1] <= ratio) & (ratio <= told[:, 2]))


def useful(called: Numbers) -> str:
    """A share called useful, with its upper Monte Carlo limit."""
    share = called.mean()
    error = 196 * np.sqrt(max(share * (1 - share), 1e-4) / len(called))
    return f"{100 * share:.1f} % (up to {100 * share + error:.1f})"
