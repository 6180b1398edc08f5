"""Trials on one person: the whole grid, beyond the cells that `trials` names.

No effect and rate ratios of 0.7 and 0.5; 1, 3.5, 7 and 16.8 cramps a week; correlation 0, 0.4, 0.8; no trend and one of two standard
deviations; all nights told, 30 % missing, 30 % of people who leave; blocks of 1, 3 and 7 nights: 648 cells, less those that `trials`
measures with more trials. Resumable: each cell is a file in TRIALS_RAW/grid; GRID_EACH says how many trials a cell has at least.
"""

import os
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import stats

from bench.trials import CELLS, RAW, Numbers, holds, intervals, keep, said, spread, stopped, useful
from nattero.trials.decision import looks
from nattero.trials.simulate import Truth, simulate

TITLE = "Trials on one person: the grid"
ABOUT = (
    "Simulated trials of 84 nights in every combination of effect, rate, correlation, trend, missing nights and block, but for the named "
    "cells above. Each line takes all cells that share what it names; worst: the cell of it that is farthest off, with chance alone "
    "beside it. Coverage and `called useful` as above; useful without an effect is a false alarm, with one it is power."
)
EACH = int(os.environ.get("GRID_EACH", "200"))
RATES = {"1 a week": 1.0, "3.5 a week": 3.5, "7 a week": 7.0, "2.4 a night": 16.8}
LOST = {"all told": (0.0, 0.0), "30 % missing": (0.3, 0.0), "30 % leave": (0.0, 0.3)}
RATIOS, CORRELATIONS, TRENDS, BLOCKS = (1.0, 0.7, 0.5), (0.0, 0.4, 0.8), (0.0, 2.0), (1, 3, 7)


class Cell(NamedTuple):
    """One cell: a word for each of the six directions, and what is true in it."""

    words: tuple[str, ...]
    truth: Truth


class Found(NamedTuple):
    """What was found in a cell: whether each interval holds the truth, and whether each trial was called useful and when."""

    cell: Cell
    holds: Numbers
    called: Numbers
    nights: Numbers


def run() -> list[dict[str, object]]:
    """The grid by its directions."""
    (RAW / "grid").mkdir(parents=True, exist_ok=True)
    spread(measure, [(place,) for place in range(len(GRID)) if not file_of(place).exists()])
    found = [read(place) for place in range(len(GRID))]
    return [row("all", found), *[row(word, part) for word, part in by_direction(found).items()]]


def grid() -> list[Cell]:
    """Every cell but those that have more trials elsewhere."""
    measured = set(CELLS.values())
    cells = []
    for ratio, rate, correlation, trend, lost, block in product(RATIOS, RATES, CORRELATIONS, TRENDS, LOST, BLOCKS):
        missing, leaves = LOST[lost]
        truth = Truth(
            ratio=ratio,
            rate=RATES[rate],
            correlation=correlation,
            trend=trend,
            block=block,
            missing=missing,
            leaves=leaves,
        )
        effect = f"ratio {ratio:g}" if ratio < 1 else "no effect"
        drift = "trend" if trend else "no trend"
        words = (effect, rate, f"r {correlation:g}", drift, lost, f"blocks of {block}")
        cells.append(Cell(words, truth))
    return [cell for cell in cells if cell.truth not in measured]


GRID = grid()


def file_of(place: int) -> Path:
    """Where the trials of a cell are kept."""
    return RAW / "grid" / f"{'_'.join(GRID[place].words).replace(' ', '_').replace('%', 'pc')}.{EACH}.npz"


def measure(place: int) -> None:
    """Simulates and analyses the trials of a cell and keeps what was found."""
    truth = GRID[place].truth
    nights = simulate(truth, EACH, np.random.default_rng([place, 648]))
    keep(file_of(place), flat=intervals(nights, truth), chances=said(nights, truth))


def read(place: int) -> Found:
    """What was kept of a cell, of several files that with most trials."""
    files = file_of(place).parent.glob(file_of(place).name.replace(f".{EACH}.", ".*."))
    cell, kept = GRID[place], np.load(max(files, key=lambda file: int(file.suffixes[-2][1:])))
    end = stopped(kept["chances"])
    at = np.array([*looks(cell.truth.nights), cell.truth.nights])
    return Found(cell, holds(kept["flat"], cell.truth.ratio), end[:, 1], at[end[:, 0].astype(int)])


def row(name: str, found: Sequence[Found]) -> dict[str, object]:
    """All trials of these cells as they are printed."""
    lowest = min(found, key=lambda one: float(one.holds.mean()))
    useless = [one for one in found if one.cell.truth.ratio == 1]
    alone = farthest([one.holds for one in found], -1)
    return {
        "cells": f"{name} ({len(found)})",
        "trials": sum(len(one.called) for one in found),
        "coverage": f"{100 * np.concatenate([one.holds for one in found]).mean():.1f} %",
        "lowest (by chance alone)": f"{100 * lowest.holds.mean():.1f} % ({alone:.1f}): {', '.join(lowest.cell.words)}",
        "useful, no effect": useful(np.concatenate([one.called for one in useless])) if useless else "",
        "highest (by chance alone)": highest(useless) if useless else "",
        "useful, 0.7": power(found, 0.7),
        "useful, 0.5": power(found, 0.5),
    }


def highest(useless: Sequence[Found]) -> str:
    """The cell in which a useless thing was called useful most often."""
    worst = max(useless, key=lambda one: float(one.called.mean()))
    alone = farthest([one.called for one in useless], 1)
    return f"{100 * worst.called.mean():.1f} % ({alone:.1f}): {', '.join(worst.cell.words[1:])}"


def farthest(cells: Sequence[Numbers], side: int) -> float:
    """The percentage that the lowest (side -1) or highest (1) of so many cells reaches in half of all cases, were all the same."""
    share = np.concatenate(cells).mean()
    many, often = np.unique([len(cell) for cell in cells], return_counts=True)
    reached = np.linspace(0, 1, 1001)
    beyond = stats.binom.sf if side < 0 else stats.binom.cdf
    all_within = np.prod(
        [beyond(np.floor(reached * n) - (side < 0), n, share) ** k for n, k in zip(many, often, strict=True)], axis=0
    )
    return float(
        100 * (reached[np.argmax(all_within >= 0.5)] if side > 0 else reached[np.nonzero(all_within >= 0.5)[0][-1]])
    )


def power(found: Sequence[Found], ratio: float) -> str:
    """The share called useful and the nights it took, over the cells with this effect."""
    there = [one for one in found if one.cell.truth.ratio == ratio]
    if not there:
        return ""
    called, nights = (np.concatenate([getattr(one, part) for one in there]) for part in ("called", "nights"))
    return f"{100 * called.mean():.0f} % in {nights.mean():.0f} nights"


def by_direction(found: Sequence[Found]) -> dict[str, list[Found]]:
    """The cells that share a word, for each word of each direction."""
    words = dict.fromkeys(word for place in range(6) for word in (one.cell.words[place] for one in found))
    return {word: [one for one in found if word in one.cell.words] for word in words}
