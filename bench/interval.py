"""How often the interval of the weekly rate holds the truth, beside the plain Poisson interval, on simulated diaries."""

from datetime import date, timedelta

import numpy as np
from scipy.stats import chi2

from nattero.diary.night import Closed
from nattero.diary.summary import Rate, rate

TITLE = "The interval of cramps per week: how often it holds the truth"
ABOUT = (
    "2,000 simulated diaries a row; nominal 95 %. Nights are negative binomial (variance = mean + mean²/k; none: Poisson). Peer: the exact "
    "Poisson (Garwood) interval, which knows no restless weeks."
)
DIARIES = 2000
FIRST = date(2026, 1, 1)


def run() -> list[dict[str, object]]:
    """Coverage over rates, spreads and lengths."""
    rng = np.random.default_rng(20261122)
    rows: list[dict[str, object]] = []
    for weekly, k, nights in [
        (0.5, None, 28),
        (3, None, 28),
        (3, None, 84),
        (3, 0.5, 28),
        (3, 0.5, 84),
        (10, 1.0, 28),
        (1, 0.3, 28),
    ]:
        mean = weekly / 7
        ours = theirs = 0
        for _ in range(DIARIES):
            spread = rng.gamma(k, mean / k, nights) if k else np.full(nights, mean)
            counts = rng.poisson(spread)
            found = rate([Closed(FIRST + timedelta(days=n), (), int(count), "x") for n, count in enumerate(counts)])
            assert isinstance(found, Rate)
            ours += found.low <= weekly <= found.high
            total = int(counts.sum())
            low = chi2.ppf(0.025, 2 * total) / 2 if total else 0.0
            theirs += low <= mean * nights <= chi2.ppf(0.975, 2 * total + 2) / 2
        rows.append(
            {
                "per week": weekly,
                "k": k or "none",
                "nights": nights,
                "Nattero": f"{100 * ours / DIARIES:.1f} %",
                "exact Poisson": f"{100 * theirs / DIARIES:.1f} %",
            }
        )
    return rows
