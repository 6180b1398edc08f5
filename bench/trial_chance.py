"""Trials on one person: is the chance that is said before the start that of whole simulated trials?

Settings are drawn at random (`setting`); each is counted in whole simulations, every trial analysed at every look until it is clear, and
reckoned as the app does it. Resumable: each setting's count is a file in TRIALS_RAW; CHANCE_EACH says how many trials a setting has,
CHANCE_SETTINGS how many there are (more are taken where they are kept already), CHANCE_FIRST the number of the first. The reckoning was
worked out on 100 to 199, and its two constants were set on 0 to 23 and 200 to 243: no other setting had a part in it.
"""

import os
import time
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from nattero.trials.decision import Rule, looks
from nattero.trials.planning import Way, counted, plan
from nattero.trials.prior import SCEPTICAL, Prior
from nattero.trials.simulate import Truth

Numbers = NDArray[np.float64]
TITLE = "Trials on one person: the chance said before the start, beside whole simulations"
ABOUT = (
    "Random settings: 0.7 to 21 cramps a week, rate ratio 0.3 to 1.2, scatter, correlation, missing nights, single nights and blocks of 3, "
    "7 and 21 nights with and without wash-out, 42 to 252 nights, one to three comparisons, sceptical or evidence prior. `counted`: the "
    "share of whole simulated trials that end clear, with twice its standard error; `reckoned`: what the app and `nattero trial plan` say."
)
RAW = Path(os.environ.get("TRIALS_RAW", "build/trials"))
EACH = int(os.environ.get("CHANCE_EACH", "1000"))
SETTINGS = int(os.environ.get("CHANCE_SETTINGS", "30"))
FIRST = int(os.environ.get("CHANCE_FIRST", "0"))
DESIGNS = (
    (84, 1, 0),
    (84, 1, 0),
    (98, 7, 1),
    (98, 7, 1),
    (56, 1, 0),
    (112, 1, 0),
    (84, 7, 0),
    (84, 3, 0),
    (196, 7, 4),
    (252, 21, 14),
    (84, 7, 2),
    (42, 3, 0),
)  # nights, block, wash-out


class Counted(msgspec.Struct):
    """What whole simulations of a setting came to."""

    trials: int
    clear: float
    seconds: float


def run() -> list[dict[str, object]]:
    """Every setting, and how far the two are apart."""
    RAW.mkdir(parents=True, exist_ok=True)
    kept = {int(file.stem.removeprefix("chance-")) for file in RAW.glob("chance-*.json")}
    numbers = (
        sorted(kept)
        + [number for number in range(FIRST, FIRST + 1000) if number not in kept][: max(SETTINGS - len(kept), 0)]
    )
    found = [(number, count(number)) for number in sorted(numbers)]
    rows = [row(number, one) for number, one in found]
    away = np.array([abs(one.clear - reckoned(number)[0]) for number, one in found])
    noise = np.array([one.clear * (1 - one.clear) / one.trials for _, one in found])
    return [*rows, summary(away, noise)]


def summary(away: Numbers, noise: Numbers) -> dict[str, object]:
    """All settings together: how far the two are apart, and how much of that is the count's own error."""
    both = np.sum(away < 0.05 + 2 * np.sqrt(noise))
    root = np.sqrt(max(np.mean(away**2) - noise.mean(), 0))
    return {
        "setting": f"all: {np.sum(away < 0.05)} of {len(away)} within 5 points, {both} within 5 points and the count's own error",
        "counted": "",
        "reckoned": f"off by {100 * away.mean():.1f} points on average, {100 * away.max():.1f} at most; root mean square without the "
        f"count's own error {100 * root:.1f}",
        "time": "",
    }


def setting(number: int) -> tuple[Truth, Way]:
    """A random setting by its number."""
    rng = np.random.default_rng([number, 2026])
    nights, block, washout = DESIGNS[number % len(DESIGNS)]
    rate = float(np.exp(rng.uniform(np.log(0.7), np.log(21))))
    ratio = 0.5 if rng.random() < 0.5 else float(np.round(np.exp(rng.uniform(np.log(0.3), np.log(1.2))), 3))
    half = float(rng.uniform(0.1, 1.0))
    own = rng.random() < 0.6  # as the app takes it from a run-in
    if own:
        scatter, spread, correlation = np.sqrt(half), np.sqrt(np.log(1 + half)), 0.4
    else:
        scatter, spread, correlation = rng.uniform(0.2, 1.1), 0.6, rng.choice([0, 0.2, 0.4, 0.6, 0.8])
    carry_over = float(rng.choice([0, 1.0])) if (block in (3, 7) and washout == 0) else 0.0
    missing = 0.1 if own else float(rng.choice([0, 0.1, 0.3]))
    better = float(rng.choice([0.9, 0.9, 0.9, 0.95, 1 - 0.1 / 3]))
    sceptical = rng.random() < 0.75
    prior = SCEPTICAL if sceptical else Prior("evidence", float(rng.uniform(-0.3, 0.05)), float(rng.uniform(0.3, 0.4)))
    truth = Truth(
        nights=nights,
        block=block,
        rate=round(rate, 2),
        ratio=ratio,
        scatter=round(float(scatter), 3),
        spread=round(float(spread), 3),
        correlation=float(correlation),
        missing=missing,
        carry_over=carry_over,
    )
    return truth, Way(washout, prior, Rule(28, 14, better, 0.9))


def count(number: int) -> Counted:
    """What whole simulations of a setting come to, kept."""
    file = RAW / f"chance-{number}.json"
    if file.exists():
        return msgspec.json.decode(file.read_bytes(), type=Counted)
    truth, way = setting(number)
    begun = time.process_time()
    last = counted(truth, EACH, way=way, seed=number).chances[-1]
    found = Counted(EACH, last.clear, time.process_time() - begun)
    file.write_bytes(msgspec.json.encode(found))
    return found


def reckoned(number: int) -> tuple[float, float]:
    """What is said of a setting, and how many seconds of a processor it took."""
    truth, way = setting(number)
    plan(truth, way=way)
    begun = time.process_time()
    chance = plan(truth, way=way).chances[-1].clear
    return chance, time.process_time() - begun


def row(number: int, one: Counted) -> dict[str, object]:
    """One setting as it is printed."""
    truth, way = setting(number)
    chance, seconds = reckoned(number)
    error = 200 * np.sqrt(max(one.clear * (1 - one.clear), 1 / one.trials) / one.trials)
    design = f"{truth.nights} nights in blocks of {truth.block}" + (
        f", {way.washout} of wash-out" if way.washout else ""
    )
    about = f"{truth.rate} a week, ratio {truth.ratio}, scatter {truth.scatter}, r {truth.correlation}, {100 * truth.missing:.0f} % missing"
    rule = f"from {100 * way.rule.better:.0f} %, {way.prior.name}, {len(looks(truth.nights, way.rule, truth.block, way.washout))} looks"
    return {
        "setting": f"{number}: {design}; {about}; {rule}",
        "counted": f"{100 * one.clear:.1f} ± {error:.1f} % of {one.trials}",
        "reckoned": f"{100 * chance:.1f} %",
        "time": f"{1000 * seconds:.0f} ms instead of {one.seconds:.0f} s",
    }
