"""What the nights show: how often something is shown where there is nothing, and how often what is there is found.

Resumable: every fifty histories of a cell are a file in INSIGHT_RAW (otherwise build/insight); INSIGHT_EACH says how many a cell has at
least, INSIGHT_PEOPLE how many are foretold. After a change of what is measured it takes a new folder.
"""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
from msgspec import structs
from numpy.typing import NDArray
from scipy.stats import pearsonr

from bench.insight_cells import CELLS, FORECASTS, TRIGGERS, YEAR
from bench.insight_forecast import AHEAD, foretold, reliability, saved
from bench.insight_oracle import change_ceiling, trigger_ceiling
from nattero.insight.findings import Change, Findings, Since, findings
from nattero.insight.history import History, cut
from nattero.insight.simulate import Simulated, Truth, simulate

TITLE = "What the nights show: false findings, power, beside what simple apps do"
ABOUT = (
    "Simulated histories (docs/insight.md has the generator); 90 nights, five exposures on 40 % of nights, cramps a week, r: correlation "
    "from night to night, scatter and spread 0.6 unless said. False: anything at all shown that is not so - an exposure, a weekday, a "
    "change, a dated line. Table: a correlation with p below 0.05 for any exposure; shuffled: the largest of them beside "
    "those of shuffled days, 5 %. For triggers, table and shuffled are shares in which the trigger itself is found so. Who knows all: the "
    "most that could be found by somebody who knows everything of the generator but the usual rate and what is asked. Of a trigger: looked "
    "at alone with 5 % error, and as one of five. Of a change: where it lies within a week either way, when there is one for certain, and "
    "with its ratio known; told from nothing, and from a straight line, with 5 % error. Forecasts: 180 nights decide whether it is shown, "
    "of people whose rates vary (sd of log 0.7); the next 28 are scored; reliability: the largest gap between foretold and observed in a "
    "tenth, in points, with its standard error, of those shown and of all."
)
RAW = Path(os.environ.get("INSIGHT_RAW", "build/insight"))
EACH = int(os.environ.get("INSIGHT_EACH", "200"))
PEOPLE = int(os.environ.get("INSIGHT_PEOPLE", "8000"))  # few are shown a forecast, and a tenth of few says little
CHUNK = 50
WEEK = 7
SHUFFLES = 200
PEOPLE_SD = 0.7  # of the log of their rates, where forecasts are tried
Numbers = NDArray[np.float64]
COLUMNS = (
    "false",
    "exposure",
    "weekday",
    "change",
    "since",
    "trigger",
    "covers",
    "located",
    "table",
    "shuffled",
    "seconds",
)


def run() -> list[dict[str, object]]:
    """Every cell, in numbers."""
    RAW.mkdir(parents=True, exist_ok=True)
    rows = [row(name, *kept(name, truth)) for name, truth in CELLS.items()]
    people = {name: kept_forecast(name, truth) for name, truth in FORECASTS.items()}
    people["forecast, all of these together"] = np.concatenate([*people.values()])
    rows += [forecast_row(name, nights) for name, nights in people.items()]
    return [*rows, monthly(), decade()]


def kept(name: str, truth: Truth) -> tuple[Truth, Numbers]:
    """All histories of a cell, made where they are not there yet."""
    return truth, np.concatenate([chunk(name, truth, number) for number in range(chunks(name, EACH))])


def chunks(name: str, each: int) -> int:
    """How many files a cell has: those asked for, and more where more were made before."""
    made = 0
    while file_of(name, made).exists():
        made += 1
    return max(each // CHUNK, made, 1)


def chunk(name: str, truth: Truth, number: int) -> Numbers:
    """Fifty histories of a cell, simulated and looked at unless they were before."""
    file = file_of(name, number)
    if not file.exists():
        rng = np.random.default_rng([list(CELLS).index(name), number, 7])
        save(file, np.array([look(truth, simulate(truth, rng), rng) for _ in range(CHUNK)], float))
    return np.asarray(np.load(file))


def file_of(name: str, number: int) -> Path:
    """Where they are kept."""
    return RAW / f"{name.replace(' ', '_').replace(',', '').replace('%', 'pc')}.{number}.npy"


def save(file: Path, numbers: Numbers) -> None:
    """Write whole or not at all."""
    partial = file.with_suffix(".part.npy")
    np.save(partial, numbers)
    partial.rename(file)


def look(truth: Truth, one: Simulated, rng: np.random.Generator) -> tuple[float, ...]:
    """What is shown of one history, by us and by others."""
    began = time.process_time()
    found = findings(one.history)
    seconds = time.process_time() - began
    real = {f"x{k}" for k, ratio in enumerate(truth.ratios) if ratio != 1}
    exposure = any(each.exposure not in real for each in found.together)
    since = any(isinstance(each, Since) and each.found for each in found.since) and one.changed is None
    change = isinstance(found.change, Change)
    false_change = change and one.changed is None
    trigger = any(each.exposure == "x0" for each in found.together)
    table, shuffled = rivals(one.history, rng)
    which = slice(0, 1) if real else slice(None)
    wrong = exposure or since or false_change or found.weekday is not None
    return (
        wrong, exposure, found.weekday is not None, change, since, trigger, covers(found, truth),
        located(found, one), float(table[which].any()), float(shuffled[which].any()), seconds,
    )  # fmt: skip


def covers(found: Findings, truth: Truth) -> float:
    """Whether the first exposure's interval holds the truth."""
    every = {each.exposure: each for each in found.exposures} if isinstance(found.exposures, tuple) else {}
    return float(every["x0"].low <= truth.ratios[0] <= every["x0"].high) if "x0" in every else np.nan


def located(found: Findings, one: Simulated) -> float:
    """Whether a change that was told lies within a week of the true one; nothing where none was told or there is none."""
    if not isinstance(found.change, Change) or one.changed is None:
        return np.nan
    return float(abs(found.change.night - one.history.day(one.changed)) <= timedelta(days=WEEK))


def rivals(history: History, rng: np.random.Generator) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each exposure: whether a table of correlations calls it, and whether shuffled days do."""
    there = history.recorded & np.all([~np.isnan(values) for values in history.exposures.values()], axis=0)
    count = history.count[there]
    columns = np.column_stack([values[there] for values in history.exposures.values()])
    table = np.array(
        [pearsonr(column, count).pvalue < 0.05 if column.std() and count.std() else False for column in columns.T]
    )
    even = (columns - columns.mean(axis=0)) / np.maximum(columns.std(axis=0), 1e-9)
    shuffles = np.array([rng.permutation(count) for _ in range(SHUFFLES)])
    limit = np.quantile(np.abs(shuffles @ even).max(axis=1), 0.95)
    return table, np.abs(count @ even) > limit


def row(name: str, truth: Truth, numbers: Numbers) -> dict[str, object]:
    """One cell as it is printed."""
    value = dict(zip(COLUMNS, numbers.T, strict=True))
    there = name in TRIGGERS
    changed = truth.change != 1
    return {
        **BLANK,
        "cell": name,
        "histories": len(numbers),
        "false": share(value["false"]),
        "of these exposure, weekday, change, line": " ".join(
            f"{100 * np.nanmean(value[part] if part != 'change' or not changed else np.zeros(1)):.1f}"
            for part in ("exposure", "weekday", "change", "since")
        ),
        "trigger found": share(value["trigger"]) if there else "-",
        "interval holds it": share(value["covers"]),
        "change found": share(value["change"]) if changed else "-",
        "within a week": share(value["located"]) if changed else "-",
        "who knows all": ceiling(name, truth),
        "table": share(value["table"]) if not changed else "-",
        "shuffled": share(value["shuffled"]) if not changed else "-",
        "CPU, ms": f"{1000 * np.median(value['seconds']):.0f}",
    }


BLANK: dict[str, object] = dict.fromkeys(
    (
        "cell", "histories", "false", "of these exposure, weekday, change, line", "trigger found", "interval holds it", "change found",
        "within a week", "who knows all",
        "table", "shuffled", "forecast shown", "reliability", "Brier skill", "last week's share instead", "CPU, ms",
    ),
    "-",
)  # fmt: skip


def share(values: Numbers) -> str:
    """A share of histories in per cent."""
    told = values[~np.isnan(values)]
    return f"{100 * told.mean():.1f} %" if len(told) else "-"


def ceiling(name: str, truth: Truth) -> str:
    """What somebody who knows all but what is asked would find, in words."""
    if truth.change != 1:
        placed, known, none, line = once(f"ceiling {name}", lambda: change_ceiling(truth, seeded(name, 12), EACH // 2))
        return f"placed {placed:.0%}, ratio known {known:.0%}; told from nothing {none:.0%}, from a line {line:.0%}"
    if name not in TRIGGERS:
        return "-"
    alone, five = once(f"ceiling {name}", lambda: trigger_ceiling(truth, seeded(name, 11), EACH))
    return f"alone {alone:.0%}, as one of five {five:.0%}"


def seeded(name: str, salt: int) -> np.random.Generator:
    """Chance of its own for a cell."""
    return np.random.default_rng([list(CELLS).index(name), salt])


def once(name: str, made: Callable[[], Numbers]) -> Numbers:
    """Numbers from their file, made where they are not there yet."""
    file = file_of(name, 0)
    if not file.exists():
        save(file, made())
    return np.asarray(np.load(file))


def kept_forecast(name: str, truth: Truth) -> Numbers:
    """The nights that were foretold in a cell (nights, shown and chance and usual and last week's share and what came)."""
    parts = []
    for number in range(chunks(name, PEOPLE)):
        file = file_of(name, number)
        if not file.exists():
            rng = np.random.default_rng([list(FORECASTS).index(name), number, 8])
            people = (structs.replace(truth, rate=truth.rate * np.exp(PEOPLE_SD * rng.normal())) for _ in range(CHUNK))
            save(file, np.concatenate([foretold(simulate(person, rng).history) for person in people]))
        parts.append(np.load(file))
    return np.concatenate(parts)


def forecast_row(name: str, nights: Numbers) -> dict[str, object]:
    """One cell of forecasts as it is printed."""
    seen = nights[nights[:, 0] == 1]
    return {
        **BLANK,
        "cell": name,
        "histories": len(nights) // AHEAD,
        "forecast shown": share(nights[:, 0]),
        "reliability": reliability(seen) + f"; all {reliability(nights)}",
        "Brier skill": saved(seen, 1),
        "last week's share instead": saved(seen, 3),
    }


def monthly() -> dict[str, object]:
    """Noise of a year, looked at every thirty nights from the sixtieth on: whether anything is shown at any of the looks."""
    days = [*range(60, 361, 30), 365]

    def looked() -> Numbers:
        rng = np.random.default_rng(9)
        histories = [simulate(YEAR, rng).history for _ in range(max(EACH, 1))]
        return np.array([[kinds(findings(cut(one, night))) for night in days] for one in histories], float)

    ever = once("monthly", looked).max(axis=1)  # (histories, kinds)
    return {
        **BLANK,
        "cell": "nothing, 7 a week, r 0.8, a look every month of a year: shown at one of them",
        "histories": len(ever),
        "false": share(ever.max(axis=1)),
        "of these exposure, weekday, change, line": " ".join(f"{100 * part:.1f}" for part in ever.mean(axis=0)),
    }


def kinds(found: Findings) -> tuple[bool, bool, bool, bool]:
    """Of which kinds something is shown: exposures, weekday, change, dated lines."""
    since = any(isinstance(each, Since) and each.found for each in found.since)
    return bool(found.together), found.weekday is not None, isinstance(found.change, Change), since


def decade() -> dict[str, object]:
    """Ten years of nights with fourteen exposures and three lines."""
    truth = Truth(nights=3652, rate=7, ratios=(2.0,) + (1.0,) * 13, lines=3)
    history = simulate(truth, np.random.default_rng(1)).history
    took = []
    for _ in range(5):
        began = time.process_time()
        findings(history, {"x0": 1.0})
        took.append(time.process_time() - began)
    return {
        **BLANK,
        "cell": "ten years, everything at once",
        "histories": 1,
        "CPU, ms": f"{1000 * np.median(took):.0f}",
    }
