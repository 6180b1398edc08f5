"""What the nights show: how often something is shown where there is nothing, and how often what is there is found.

Resumable: every fifty histories of a cell are a file in INSIGHT_RAW (otherwise build/insight); INSIGHT_EACH says how many a cell has at
least.
"""

import os
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import numpy as np
from msgspec import structs
from numpy.typing import NDArray
from scipy.stats import pearsonr

from bench.insight_forecast import cut, foretold
from nattero.insight.findings import Change, Findings, Since, findings
from nattero.insight.history import History
from nattero.insight.simulate import Simulated, Truth, simulate

TITLE = "What the nights show: false findings, power, beside what simple apps do"
ABOUT = (
    "Simulated histories (docs/insight.md has the generator); 90 nights, five exposures on 40 % of nights, cramps a week, r: correlation "
    "from night to night, scatter and spread 0.6 unless said. False: anything at all shown that is not so - an exposure, a weekday, a "
    "change, a dated line. Table: a correlation with p below 0.05 for any exposure; shuffled: the largest of them beside "
    "those of shuffled days, 5 %. For triggers, table and shuffled are shares in which the trigger itself is found so. Forecasts: 180 "
    "nights decide whether it is shown, of people whose rates vary (sd of log 0.7); the next 28 are scored; reliability: the largest gap "
    "between foretold and observed in a tenth, in points, of those shown and of all."
)
RAW = Path(os.environ.get("INSIGHT_RAW", "build/insight"))
EACH = int(os.environ.get("INSIGHT_EACH", "200"))
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

NOISE: Mapping[str, Truth] = {
    **{
        f"nothing, {rate:g} a week, r {r:g}": Truth(rate=rate, correlation=r, sticky=r, lines=1)
        for rate in (3.5, 7, 16.8)
        for r in (0, 0.4, 0.8)
    },
    "nothing, 3.5 a week, r 0.8, 14 exposures": Truth(correlation=0.8, sticky=0.8, ratios=(1.0,) * 14, lines=1),
    "nothing, 7 a week, r 0.8, trend": Truth(rate=7, correlation=0.8, sticky=0.8, trend=2, drifting=0.7, lines=1),
    "nothing, 7 a week, r 0.4, wave of 60 nights": Truth(rate=7, sticky=0.4, season=0.7, drifting=0.7, lines=1),
    "nothing, 16.8 a week, r 0.8, spread 1, scatter 0.2": Truth(
        rate=16.8, correlation=0.8, sticky=0.8, spread=1, scatter=0.2, lines=1
    ),
    "nothing, 7 a week, r 0.8, bad spells": Truth(rate=7, correlation=0.8, sticky=0.8, spell=3, lines=1),
    "nothing, 7 a week, r 0.8, 30 % missing": Truth(
        rate=7, correlation=0.8, sticky=0.8, missing=0.3, silent=0.1, lines=1
    ),
    "nothing, 7 a week, r 0.8, a year, seasons and trend": Truth(
        nights=365, rate=7, correlation=0.8, sticky=0.8, trend=2, season=0.5, season_nights=365, drifting=0.7, lines=1
    ),
}
KINDS = {"scatter and spread 0.6": 0.6, "0.3": 0.3, "none": 0.0}
ONE_OF_FIVE = (2.0, 1.0, 1.0, 1.0, 1.0)
TRIGGERS: Mapping[str, Truth] = {
    **{
        f"trigger 2, {rate:g} a week, {name}": Truth(rate=rate, ratios=ONE_OF_FIVE, scatter=noise, spread=noise)
        for rate in (3.5, 7, 16.8)
        for name, noise in KINDS.items()
    },
    "trigger 2, 3.5 a week, none, looked at alone": Truth(ratios=(2.0,), scatter=0, spread=0),
    "trigger 2, 7 a week, 0.6, 180 nights": Truth(rate=7, ratios=ONE_OF_FIVE, nights=180),
    "trigger 3, 3.5 a week, 0.6": Truth(ratios=(3.0, 1.0, 1.0, 1.0, 1.0)),
}
CHANGES: Mapping[str, Truth] = {
    f"rate times {ratio:g}, {rate:g} a week, {noise:g}, {nights} nights": Truth(
        rate=rate, change=ratio, nights=nights, scatter=noise, spread=noise
    )
    for ratio, rate, noise, nights in (
        (0.5, 16.8, 0.3, 90),
        (0.5, 16.8, 0.3, 180),
        (0.5, 16.8, 0.3, 365),
        (0.5, 16.8, 0.6, 365),
        (0.25, 16.8, 0.3, 180),
        (2, 7, 0.3, 365),
        (4, 3.5, 0.3, 180),
    )
}
CELLS = {**NOISE, **TRIGGERS, **CHANGES}
FORECASTS: Mapping[str, Truth] = {
    "forecast, about 3.5 a week, r 0": Truth(nights=208, correlation=0, ratios=(1.0,)),
    "forecast, about 3.5 a week, r 0.8": Truth(nights=208, correlation=0.8, ratios=(1.0,)),
    "forecast, about 3.5 a week, r 0.8, spread 1.2": Truth(nights=208, correlation=0.8, spread=1.2, ratios=(1.0,)),
    "forecast, about 3.5 a week, bad spells times 4": Truth(nights=208, spell=4, ratios=(1.0,)),
    "forecast, about 3.5 a week, r 0.4, trigger 3 known": Truth(nights=208, ratios=(3.0,)),
}


def run() -> list[dict[str, object]]:
    """Every cell, in numbers."""
    RAW.mkdir(parents=True, exist_ok=True)
    rows = [row(name, *kept(name, truth)) for name, truth in CELLS.items()]
    rows += [forecast_row(name, kept_forecast(name, truth)) for name, truth in FORECASTS.items()]
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
        "table": share(value["table"]) if not changed else "-",
        "shuffled": share(value["shuffled"]) if not changed else "-",
        "CPU, ms": f"{1000 * np.median(value['seconds']):.0f}",
    }


BLANK: dict[str, object] = dict.fromkeys(
    (
        "cell", "histories", "false", "of these exposure, weekday, change, line", "trigger found", "interval holds it", "change found",
        "within a week", "table", "shuffled", "forecast shown", "reliability", "Brier skill", "last week's share instead", "CPU, ms",
    ),
    "-",
)  # fmt: skip


def share(values: Numbers) -> str:
    """A share of histories in per cent."""
    told = values[~np.isnan(values)]
    return f"{100 * told.mean():.1f} %" if len(told) else "-"


def kept_forecast(name: str, truth: Truth) -> Numbers:
    """The nights that were foretold in a cell (nights, shown and chance and usual and last week's share and what came)."""
    parts = []
    for number in range(chunks(name, 3 * EACH)):  # few are shown, and a tenth of few says little
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
        "histories": len(nights) // 28,
        "forecast shown": share(nights[:, 0]),
        "reliability": reliability(seen) + f"; all {reliability(nights)}",
        "Brier skill": skill(seen, 1),
        "last week's share instead": skill(seen, 3),
    }


def reliability(nights: Numbers) -> str:
    """The largest gap, in points, between foretold and observed in the tenths of what was foretold."""
    if len(nights) < 500:
        return "-"
    parts = np.array_split(nights[nights[:, 1].argsort()], 10)
    return f"{100 * max(abs(part[:, 1].mean() - part[:, 4].mean()) for part in parts):.1f}"


def skill(nights: Numbers, column: int) -> str:
    """The share of the Brier score of the usual share that a forecast saves."""
    if len(nights) < 500:
        return "-"
    usual, other = (((nights[:, k] - nights[:, 4]) ** 2).mean() for k in (2, column))
    return f"{100 * (1 - other / usual):.1f} %"


def monthly() -> dict[str, object]:
    """Noise of a year, looked at every thirty nights from the sixtieth on: whether anything is shown at any of the looks."""
    truth = Truth(nights=365, rate=7, correlation=0.8, sticky=0.8, lines=1)
    file = RAW / "monthly.npy"
    if not file.exists():
        rng = np.random.default_rng(9)
        histories = [simulate(truth, rng).history for _ in range(max(EACH // 2, 1))]
        save(file, np.array([[shown(cut(one, night)) for night in range(60, 366, 30)] for one in histories], float))
    looks = np.load(file)
    last, ever = looks[:, -1], looks.max(axis=1)
    name = f"nothing, 7 a week, r 0.8, a look every month of a year: ever shown (at the last look: {share(last)})"
    return {**BLANK, "cell": name, "histories": len(looks), "false": share(ever)}


def shown(history: History) -> bool:
    """Whether anything at all is shown of a history."""
    found = findings(history)
    since = any(isinstance(each, Since) and each.found for each in found.since)
    return bool(found.together or found.weekday or since or isinstance(found.change, Change))


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
