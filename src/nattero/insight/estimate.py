"""Ratios of rates with their intervals: counts and columns in, shrunk log-linear estimates out.

    log mean = allowed @ a + weekdays @ w + looks @ b;   variance = phi * mean + size * mean^2

Penalised quasi-likelihood (McCullagh and Nelder 1989, chapter 9; Breslow and Clayton 1993, J Am Stat Assoc 88:9-25): coefficients of
weekdays and of looks have normal priors with mean 0. The information a look has is divided by what night-to-night correlation does to
it, and only then joined to its prior.
"""

from typing import NamedTuple

import numpy as np

from nattero.insight.history import Array, Mask
from nattero.insight.whitening import Memory, inflation

STEPS = 12
FURTHEST = 4.0  # a log rate moves no further from the mean's
Z = 1.959964
LEVEL = 0.95
WIDE = 10.0
LOOK_SD = 0.7  # of log ratios (judged): two in three lie between a halving and a doubling
WEEKDAY_SD = 0.15


class Estimates(NamedTuple):
    """Log ratios of the looks: (looks,) each."""

    mean: Array
    sd: Array


def estimates(
    count: Array, known: Mask, allowed: Array, looks: Array, memory: Memory, sds: tuple[Array, float]
) -> Estimates:
    """Give the log ratio of each look. `sds`: prior deviations of the allowed columns, and of the looks."""
    told = count[known]
    design = np.column_stack([allowed, looks])[known]
    prior = np.concatenate([sds[0], np.full(looks.shape[1], sds[1])]) ** -2.0
    middle = np.log(max(told.mean(), 0.5 / len(told)))
    coefficients = np.zeros(design.shape[1])
    weight, information = np.ones(len(told)), np.diag(prior)
    for _ in range(STEPS):
        centre = middle + np.clip(design @ coefficients, -FURTHEST, FURTHEST)
        mean = np.exp(centre)
        weight = mean / _spread(told, mean)
        working = centre - middle + np.clip((told - mean) / mean, -FURTHEST, FURTHEST)
        information = design.T @ (design * weight[:, None]) + np.diag(prior)
        coefficients = np.linalg.solve(information, design.T @ (weight * working))
    return _shrunk(design, weight, information, coefficients, (looks.shape[1], memory, known, prior))


def _spread(told: Array, mean: Array) -> Array:
    """The variance of a night as a multiple of its mean, from how far counts lie from their means (moments; at least Poisson)."""
    size = max(float(((told - mean) ** 2 - mean).sum() / max((mean**2).sum(), 1e-12)), 0.0)
    return 1 + size * mean


def _shrunk(
    design: Array, weight: Array, information: Array, coefficients: Array, rest: tuple[int, Memory, Mask, Array]
) -> Estimates:
    """Looks with their own information, less what correlation takes of it, joined to the prior."""
    looks, memory, known, prior = rest
    first = len(coefficients) - looks
    covariance = np.linalg.inv(information)
    root = np.sqrt(weight)[:, None]
    # what is left of each look when all else is allowed for, night by night: the columns its estimate is a sum over
    left = np.zeros((len(known), looks))
    left[known] = root * (design @ covariance[:, first:])
    own = np.maximum(1 / np.diag(covariance)[first:] - prior[first:], 1e-9)
    plain = coefficients[first:] * (own + prior[first:]) / own
    worth = own / inflation(left, memory)
    total = worth + prior[first:]
    return Estimates(plain * worth / total, 1 / np.sqrt(total))
