"""The model of a trial on one person, and its priors: what the unknowns are, and what is thought of them before the first night.

    cramps_t ~ negative binomial(mean exp(eta_t), size r)
    eta_t    = alpha + sum_k beta_k x_kt + weekday_t + drift_t + u_t

- alpha ~ N(log 0.5, 2^2): the log of the nightly rate half way between the arms, from one cramp in ten weeks to twenty a night.
- beta_k: the log of the rate ratio of arm k over the reference. Its prior is named: flat, sceptical, or from evidence (`prior.py`).
- x_kt: the exposure of night t to arm k, with adherence and carry-over (`exposure.py`), less 1 over the number of arms.
- weekday_t: seven effects that sum to zero, made of six orthonormal contrasts with sd 0.15 each.
- drift_t: a random walk over the whole trial, less its mean, by its first cosines (its Karhunen-Loeve expansion):
  sum_k c_k cos(k pi (t - 1/2) / T), c_k ~ N(0, 2 T sigma^2 / (7 k^2 pi^2)); log sigma (per square root of a week) ~ N(log 0.12, 0.7^2).
- u_t: AR(1) over nights, marginal sd s, correlation phi: log s ~ N(log 0.6, 0.7^2), logit phi ~ N(0, 1.2^2).
- r: log of 1/sqrt(r) ~ N(log 0.6, 0.7^2): the variation of a single night that no other night shares.

Nights that were not recorded have no likelihood. The four hyperparameters are kept as standard normal z = (r, s, phi, sigma).
"""

from typing import NamedTuple

import numpy as np

from nattero.trials.quadrature import Array

RATE = np.log(0.5)
RATE_SD = 2.0
WEEKDAY_SD = 0.15
SCATTER, SCATTER_SD = np.log(0.6), 0.7
SPREAD, SPREAD_SD = np.log(0.6), 0.7
CORRELATION_SD = 1.2
DRIFT, DRIFT_SD = np.log(0.12), 0.7
HYPERPARAMETERS = 4


class Hyper(NamedTuple):
    """Hyperparameters, each an array of one shape."""

    size: Array
    spread: Array
    correlation: Array
    drift: Array


def hyper(z: Array) -> Hyper:
    """The hyperparameters at standard normal points (..., 4)."""
    return Hyper(
        np.exp(-2 * (SCATTER + SCATTER_SD * z[..., 0])),
        np.exp(SPREAD + SPREAD_SD * z[..., 1]),
        1 / (1 + np.exp(-CORRELATION_SD * z[..., 2])),
        np.exp(DRIFT + DRIFT_SD * z[..., 3]),
    )


def cosines(nights: int) -> int:
    """How many cosines carry the drift: one for about every two weeks, at least four."""
    return min(max(nights // 14, 4), 12)


def shared_columns(nights: int, first_weekday: int) -> Array:
    """The columns every trial has (nights, 1 + 6 + cosines): the level, six weekday contrasts, the drift."""
    level = np.ones((nights, 1))
    days = (first_weekday + np.arange(nights)) % 7
    order = np.arange(7)[:, None]
    contrasts = np.sqrt(2 / 7) * np.hstack(
        [wave(2 * np.pi * k * order / 7) for k in (1, 2, 3) for wave in (np.cos, np.sin)]
    )
    time = (np.arange(nights)[:, None] + 0.5) / nights
    drift = np.cos(np.pi * np.arange(1, cosines(nights) + 1) * time)
    return np.hstack([level, contrasts[days], drift])


def shared_precision(nights: int, drift: Array) -> Array:
    """Prior precision of the shared columns' coefficients, (..., columns), at these drifts per square root of a week."""
    number = np.arange(1, cosines(nights) + 1)
    walk = (np.pi * number) ** 2 / (2 * drift[..., None] ** 2 * nights / 7)
    level = np.full((*drift.shape, 1), RATE_SD**-2)
    weekdays = np.full((*drift.shape, 6), WEEKDAY_SD**-2)
    return np.concatenate([level, weekdays, walk], axis=-1)
