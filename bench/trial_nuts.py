"""Trials on one person: our answer beside that of a full sampler (NUTS) on the same model and the same nights.

Needs the `bench` group (PyMC and nutpie). Resumable: each trial's draws, summed up, are a file in TRIALS_RAW; TRIALS_EACH says how many
trials.
"""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nattero.trials import model
from nattero.trials.analysis import analyse
from nattero.trials.exposure import exposures
from nattero.trials.prior import FLAT, SCEPTICAL, Prior
from nattero.trials.result import Analysis, Contrast
from nattero.trials.series import Refused, Series
from nattero.trials.simulate import Truth, simulate

TITLE = "Trials on one person: the answer of a full sampler"
ABOUT = (
    "84 nights, 1 to 17 cramps a week, rate ratios 1, 0.7 and 0.5, correlation 0, 0.4 and 0.8, up to 30 % missing; two thirds under the "
    "sceptical prior, one third under the flat one. NUTS: nutpie, 4 chains of 600 + 1,500 draws on one core, target 0.9. Differences in "
    "posterior standard deviations of the sampler, whose own error is about 0.02; probabilities as they are."
)
RAW = Path(os.environ.get("TRIALS_RAW", "build/trials"))
EACH = int(os.environ.get("TRIALS_EACH", "200"))
NIGHTS = 84
MEASURES = ("posterior mean", "posterior sd", "lower limit", "median", "upper limit", "P(better)", "P(meaningful)")
Numbers = NDArray[np.float64]


def run() -> list[dict[str, object]]:
    """The differences over all trials."""
    if not (find_spec("pymc") and find_spec("nutpie")):
        return [{"measured": "nothing", "why": "PyMC and nutpie are not installed: pip install --group bench"}]
    RAW.mkdir(parents=True, exist_ok=True)
    sampler = Sampler()
    cases = [case(number) for number in range(EACH)]
    theirs = np.array([kept(number, series, prior, sampler) for number, (series, prior) in enumerate(cases)])
    found = [one for one in answers(cases) if isinstance(one, Analysis)]
    away = np.abs(np.array([ours(one.contrasts[0]) for one in found]) - theirs)
    away[:, :5] /= theirs[:, 1:2]
    return [
        {
            "measured": name,
            "median": f"{np.median(column):.3f}",
            "95 % within": f"{np.quantile(column, 0.95):.3f}",
            "worst": f"{column.max():.3f}",
            "trials": len(away),
        }
        for name, column in zip(MEASURES, away.T, strict=True)
    ]


def case(number: int) -> tuple[Series, Prior]:
    """A simulated trial and its prior, by number."""
    rng = np.random.default_rng([number, 84])
    truth = Truth(
        nights=NIGHTS,
        block=(1, 3, 7)[number // 2 % 3],
        rate=(1.0, 3.5, 7.0, 16.8)[number % 4],
        ratio=(1.0, 0.7, 0.5)[number % 3],
        scatter=float(0.5 * np.exp(0.5 * rng.normal())),
        spread=float(0.5 * np.exp(0.5 * rng.normal())),
        correlation=float(rng.choice([0, 0.4, 0.8])),
        walk=(0.0, 0.12, 0.4)[number % 3],
        missing=(0.0, 0.1, 0.3)[number // 3 % 3],
    )
    series = next(simulate(truth, 1, rng).series())
    return series, FLAT if number // 4 % 3 == 2 else SCEPTICAL


def answers(cases: list[tuple[Series, Prior]]) -> list[Analysis | Refused]:
    """Our answers, all at once."""
    return analyse([series for series, _ in cases], [prior for _, prior in cases])


def ours(contrast: Contrast) -> list[float]:
    """A contrast in the order of MEASURES."""
    ratio, chances = contrast.rate_ratio, contrast.chances
    limits = [float(np.log(value)) for value in (ratio.lo, ratio.median, ratio.hi)]
    return [ratio.mean_log, ratio.sd_log, *limits, chances.better, chances.meaningful]


def summed_up(draws: Numbers) -> Numbers:
    """Draws of the log rate ratio in the order of MEASURES."""
    limits = np.quantile(draws, [0.025, 0.5, 0.975])
    return np.array([draws.mean(), draws.std(), *limits, (draws < 0).mean(), (draws < np.log(0.8)).mean()])


def kept(number: int, series: Series, prior: Prior, sampler: "Sampler") -> Numbers:
    """What the sampler said of a trial, from its file or anew."""
    file = RAW / f"nuts.{number}.npy"
    if not file.exists():
        np.save(file, summed_up(sampler.draws(series, prior, draws=1500, seed=number, cores=1)))
    return np.asarray(np.load(file), dtype=np.float64)


class Sampler:
    """The model of `nattero.trials.model` in PyMC, compiled once; the same words stand in its docstring."""

    def __init__(self) -> None:
        import nutpie
        import pymc as pm
        import pytensor.tensor as pt

        shared = model.shared_columns(NIGHTS, 0)
        walks = np.arange(1, model.cosines(NIGHTS) + 1)
        with pm.Model() as self.model:
            y, x = (pm.Data(name, np.zeros(NIGHTS)) for name in ("y", "x"))
            known, width = pm.Data("known", np.ones(NIGHTS)), pm.Data("width", np.array(1.0))
            z = pm.Normal("z", 0, 1, shape=4)
            size = pt.exp(-2 * (model.SCATTER + model.SCATTER_SD * z[0]))
            spread = pt.exp(model.SPREAD + model.SPREAD_SD * z[1])
            keep = pt.sigmoid(model.CORRELATION_SD * z[2])
            drift = pt.exp(model.DRIFT + model.DRIFT_SD * z[3]) * np.sqrt(2 * NIGHTS / 7) / (np.pi * walks)
            widths = pt.concatenate([[model.RATE_SD], np.full(6, model.WEEKDAY_SD), drift])
            columns = model.RATE + pt.dot(shared, widths * pm.Normal("columns", 0, 1, shape=shared.shape[1]))
            beta = pm.Deterministic("beta", width * pm.Normal("effect", 0, 1))
            fresh = pm.Normal("fresh", 0, 1, shape=NIGHTS)
            chain = spread * fresh * pt.concatenate([[1.0], pt.ones(NIGHTS - 1) * pt.sqrt(1 - keep**2)])
            step = 1
            while step < NIGHTS:  # the sum of all earlier nights, by doubling
                chain = chain + keep**step * pt.concatenate([pt.zeros(step), chain[:-step]])
                step *= 2
            mean = pt.exp(columns + beta * x + chain)
            pm.Potential("counts", (known * pm.logp(pm.NegativeBinomial.dist(mu=mean, alpha=size), y)).sum())
        self.compiled = nutpie.compile_pymc_model(self.model)

    def data(self, series: Series, prior: Prior) -> dict[str, Any]:
        """A trial as the model's data."""
        exposure, used = exposures(series)
        counts = np.array([float(count or 0) for count in series.cramps]) * used
        return {"y": counts, "x": exposure[:, 0] - 0.5, "known": used, "width": np.array(prior.sd)}

    def draws(self, series: Series, prior: Prior, draws: int, seed: int, cores: int) -> Numbers:
        """Draws of the log rate ratio by nutpie."""
        import nutpie

        ready = self.compiled.with_data(**self.data(series, prior))
        settings: dict[str, Any] = {"tune": 600, "chains": 4, "cores": cores, "seed": seed, "progress_bar": False}
        trace = nutpie.sample(ready, draws=draws, target_accept=0.9, **settings)
        return np.asarray(trace.posterior["beta"].values, dtype=np.float64).ravel()

    def own(self, series: Series, prior: Prior, cores: int) -> None:
        """4 x 1,000 draws by PyMC's own NUTS."""
        import pymc as pm

        with self.model:
            pm.set_data(self.data(series, prior))
            pm.sample(1000, tune=600, chains=4, cores=cores, random_seed=1, progressbar=False, target_accept=0.9)
