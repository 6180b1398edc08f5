"""Trials on one person: is what is 80 % sure right in 80 %? Everything is drawn from the model's own priors (Talts et al. 2018,
arXiv:1804.06788).

What would be refused (no cramp at all, more than 50 in a night) is left out: that depends on the counts alone, so what is left must be
calibrated still.
"""

import os

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from nattero.trials import model
from nattero.trials.analysis import analyse
from nattero.trials.prior import SCEPTICAL
from nattero.trials.result import Analysis
from nattero.trials.series import MOST_CRAMPS, RefusedError, Series
from nattero.trials.simulate import Truth, one_series, orders

TITLE = "Trials on one person: calibration on trials drawn from the model's own priors"
ABOUT = (
    "56 nights, blocks of 1, 3 and 7 nights, a fifth missing; sceptical prior. Share of trials whose true log rate ratio lies in the "
    "central interval of that probability, and the chi-squared test that its rank is uniform over ten bins."
)
EACH = int(os.environ.get("TRIALS_EACH", "1000"))
NIGHTS = 56
Numbers = NDArray[np.float64]


def run() -> list[dict[str, object]]:
    """Coverage at several levels, and the test."""
    drawn = [one for number in range(2 * EACH) if (one := case(number)) is not None][:EACH]
    ranks = np.array(
        [
            rank(found, beta)
            for (_, beta), found in zip(drawn, analyse([series for series, _ in drawn]), strict=True)
            if isinstance(found, Analysis)
        ]
    )
    shares = {f"{level} %": np.mean(np.abs(ranks - 0.5) <= level / 200) for level in (50, 80, 90, 95)}
    uniform = stats.chisquare(np.histogram(ranks, 10, (0, 1))[0]).pvalue
    return [
        {
            "trials": len(ranks),
            **{level: f"{100 * share:.1f} %" for level, share in shares.items()},
            "uniform, p": f"{uniform:.2f}",
        }
    ]


def rank(found: Analysis, beta: float) -> float:
    """The posterior probability below the truth, from the limits that are told: a normal curve bent through them."""
    ratio = found.contrasts[0].rate_ratio
    low, middle, high = (float(np.log(value)) for value in (ratio.lo, ratio.median, ratio.hi))
    side = (high - middle) if beta > middle else (middle - low)
    return float(stats.norm.cdf(1.959964 * (beta - middle) / side))


def case(number: int) -> tuple[Series, float] | None:
    """A trial drawn from the priors, and its true log rate ratio; None where it would be refused."""
    rng = np.random.default_rng([number, 56])
    hyper = model.hyper(rng.normal(size=4))
    beta = SCEPTICAL.sd * rng.normal()
    arm = orders(Truth(nights=NIGHTS, block=(1, 3, 7)[number % 3]), 1, rng)[0]
    widths = model.shared_precision(NIGHTS, hyper.drift) ** -0.5
    rate = model.RATE + model.shared_columns(NIGHTS, 0) @ (widths * rng.normal(size=len(widths)))
    chain = np.empty(NIGHTS)
    chain[0] = rng.normal()
    for night in range(1, NIGHTS):
        fresh = np.sqrt(1 - hyper.correlation**2) * rng.normal()
        chain[night] = hyper.correlation * chain[night - 1] + fresh
    rate = np.minimum(rate + beta * (arm - 0.5) + hyper.spread * chain, 12)
    cramps = rng.poisson(np.exp(rate) * rng.gamma(hyper.size, 1 / hyper.size, NIGHTS)).astype(float)
    recorded = (rng.random(NIGHTS) > 0.2).astype(float)
    if (cramps * recorded).max() > MOST_CRAMPS:
        return None
    try:
        return one_series(arm, cramps, recorded, np.ones(NIGHTS)), beta
    except RefusedError:
        return None
