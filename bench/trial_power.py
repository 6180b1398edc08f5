"""Trials on one person: how many nights others need to find as much as Nattero, at the error that Nattero makes.

For each of the twelve cells with an effect: the power of Nattero and the nights it takes on average, from what `trials` kept; and what
each other analysis finds in the same nights, at the p-value at which it calls as many useless things useful as Nattero does there. The
nights it would need for Nattero's power follow from that: what nights tell grows with their number. Resumable: the cells laid out in
blocks of 7 are files in TRIALS_RAW/power; POWER_EACH says how many trials they have. An oracle, who knows scatter and correlation and
looks as often, shows how few nights stopping early could take at all.
"""

import os
from pathlib import Path

import msgspec
import numpy as np
from scipy.linalg import solve_triangular
from scipy.special import ndtr, ndtri

from bench.trial_rivals import NAMES, p_values
from bench.trials import CELLS, RAW, Numbers, keep, kept, spread, stopped
from nattero.trials import model
from nattero.trials.decision import looks
from nattero.trials.simulate import Truth, exposure, orders, simulate

TITLE = "Trials on one person: nights at equal power and equal error"
ABOUT = (
    "Nights: what Nattero takes on average, divided by what the best other analysis needs to find as much with one look at a fixed length, "
    "both calling equally many useless things useful. `same nights`: the other analysis has nights of the same blocks; `in weeks`: it has "
    "blocks of 7 nights, as others lay trials out, so that single nights count where nothing carries over. `oracle`: the same share for "
    "somebody who knows scatter and correlation, at Nattero's looks: less cannot be had by stopping early. Below a power of 10 % nothing "
    "is compared."
)
EACH = int(os.environ.get("POWER_EACH", "1000"))
LONG = range(28, 253, 14)
STEEP = (0.0, 0.25, 0.5)  # 0.5: the same limit at every look
WALKS = 10_000
USUAL = 7
ORDERS = 16
LEAST = 0.1


def run() -> list[dict[str, object]]:
    """Every cell with an effect."""
    (RAW / "power").mkdir(parents=True, exist_ok=True)
    weekly = {
        truth for useless, name in pairs() for truth in map(in_weeks, (useless, name)) if truth not in CELLS.values()
    }
    spread(measure, [(truth,) for truth in sorted(weekly, key=repr) if not file_of(truth).exists()])
    return [row(useless, name) for useless, name in pairs()]


def pairs() -> list[tuple[str, str]]:
    """Each cell with an effect beside the same without one."""
    named = [name for name in CELLS if not name.startswith("no effect")]
    return [(f"no effect, {name.partition(', ')[2]}", name) for name in named]


def in_weeks(name: str) -> Truth:
    """A cell as others would lay it out."""
    return msgspec.structs.replace(CELLS[name], block=USUAL)


def file_of(truth: Truth) -> Path:
    """Where the trials of a truth are kept."""
    return RAW / "power" / f"{'_'.join(map(str, msgspec.structs.astuple(truth)))}.{EACH}.npz"


def measure(truth: Truth) -> None:
    """Simulates trials and keeps the p-value of each other analysis."""
    rng = np.random.default_rng(EACH)
    drawn = simulate(truth, EACH, rng)
    found = [
        list(p_values(drawn.arm[i], drawn.cramps[i], drawn.recorded[i], truth.block, rng).values()) for i in range(EACH)
    ]
    keep(file_of(truth), rivals=np.array(found))


def row(useless: str, name: str) -> dict[str, object]:
    """A cell as it is printed."""
    truth = CELLS[name]
    error = float(stopped(kept(useless)["chances"])[:, 1].mean())
    end = stopped(kept(name)["chances"])
    power, at = float(end[:, 1].mean()), np.array([*looks(truth.nights), truth.nights])
    taken = float(at[end[:, 0].astype(int)].mean())
    told = {"error": f"{100 * error:.1f} %", "finds": f"{100 * power:.1f} %", "nights": f"{taken:.0f}"}
    if power < LEAST:
        return {"cell": name, **told, "same nights": "", "in weeks": "", "oracle": ""}
    same = needed(kept(useless)["rivals"], kept(name)["rivals"], error, power, truth.nights)
    weekly = same
    if truth.block != USUAL:
        none, there = (np.load(file_of(in_weeks(each)))["rivals"] for each in (useless, name))
        weekly = needed(none, there, error, power, truth.nights)
    return {
        "cell": name,
        **told,
        "same nights": share(taken, *same),
        "in weeks": share(taken, *weekly),
        "oracle": oracle(truth, error, power),
    }


def share(taken: float, nights: float, best: str) -> str:
    """The nights as a share of those that the best other analysis needs."""
    return f"{100 * taken / nights:.0f} % of {nights:.0f} ({best})"


def needed(none: Numbers, there: Numbers, error: float, power: float, nights: int) -> tuple[float, str]:
    """The fewest nights in which another analysis finds as much where it errs as often, and which."""
    limit = np.quantile(one_sided(none), error, axis=0)
    found = (one_sided(there) < limit).mean(axis=0)
    wanted = (ndtri(power) - ndtri(error)) / np.maximum(ndtri(found) - ndtri(error), 1e-6)
    best = int(np.argmin(wanted))
    return float(nights * wanted[best] ** 2), NAMES[best]


def one_sided(found: Numbers) -> Numbers:
    """One-sided p-values in favour, (trials, analyses)."""
    return np.asarray(np.where(found[..., 1] < 0, found[..., 0] / 2, 1 - found[..., 0] / 2))


def oracle(truth: Truth, error: float, power: float) -> str:
    """The nights of an oracle with Nattero's looks, as a share of those it needs with one look at the end.

    It takes the best of a family of boundaries (Wang and Tsiatis 1987, Biometrics 43:193-199), from equal at every look to steep.
    """
    told = known(msgspec.structs.replace(truth, nights=LONG[-1]))
    effect = -np.log(truth.ratio)
    fixed = np.array([ndtr(effect * np.sqrt(told[nights - 1]) + ndtri(error)) for nights in LONG])
    if fixed[-1] < power:
        return ""
    alone = float(np.interp(power, fixed, LONG))
    return f"{100 * min(stopping(told, effect, error, power, steep) for steep in STEEP) / alone:.0f} %"


def known(truth: Truth) -> Numbers:
    """What the first nights tell of the log rate ratio somebody who knows how nights differ: one over the variance, for each night.

    Fisher's information to second order: a night's log rate is a level, a weekday, a random walk, an AR(1), and its own counting noise.
    """
    arm = orders(truth, ORDERS, np.random.default_rng(1))
    exposed = exposure(arm, np.full_like(arm, truth.adherence), truth.carry_over)
    mean = truth.rate / 7 * np.exp(truth.spread**2 / 2) * truth.ratio**exposed
    night = np.arange(truth.nights)
    shared = (
        model.RATE_SD**2
        + model.WEEKDAY_SD**2 * ((night[:, None] - night) % 7 == 0)
        + np.exp(2 * model.DRIFT) / 7 * np.minimum(night[:, None], night)
        + truth.spread**2 * truth.correlation ** np.abs(night[:, None] - night)
    )
    own = (1 / mean + truth.scatter**2) / (1 - truth.missing)
    told = np.zeros(truth.nights)
    for one, noise in zip(exposed, own, strict=True):
        root = np.linalg.cholesky(shared + np.diag(noise))
        told += np.cumsum(solve_triangular(root, one, lower=True) ** 2)
    return told / ORDERS


def stopping(told: Numbers, effect: float, error: float, power: float, steep: float) -> float:
    """The nights that an oracle takes on average to find so much with a boundary."""
    rng = np.random.default_rng(1)
    found, spent = [], []
    for nights in LONG:
        at = np.array(looks(nights))
        known = told[at - 1]
        walk = np.cumsum(np.sqrt(np.diff(known, prepend=0.0)) * rng.normal(size=(WALKS, len(at))), axis=1) / np.sqrt(
            known
        )
        lowered = (known / known[-1]) ** (0.5 - steep)
        limit = np.quantile((walk * lowered).max(axis=1), 1 - error)
        over = (walk + effect * np.sqrt(known)) * lowered >= limit
        found.append(over.any(axis=1).mean())
        spent.append(np.where(over.any(axis=1), at[over.argmax(axis=1)], nights).mean())
    rising = np.maximum.accumulate(found)
    return float(np.interp(power, rising, spent)) if rising[-1] >= power else float("inf")
