"""The quantile of a gamma distribution, without SciPy: a diary is read at every start, and SciPy takes longer to import than all the rest.

In: a shape of at least 1/2 and a probability. Out: where the lower regularised incomplete gamma function reaches it.
The function is summed as its series below the mean and by its continued fraction above it (Abramowitz and Stegun 1964, 6.5.29 and
6.5.31; Lentz 1976, Applied Optics 15:668-671); Newton's steps from Wilson and Hilferty's guess stay inside a bracket that only shrinks.
"""

import math
from statistics import NormalDist

PRECISE = 1e-15
TINY = 1e-300


def quantile(shape: float, probability: float) -> float:
    """The value that a gamma variable of unit scale stays below with a probability between 0 and 1."""
    ninth = 1 / (9 * shape)
    guess = shape * max(1 - ninth + NormalDist().inv_cdf(probability) * math.sqrt(ninth), 0.0) ** 3
    low, high = 0.0, math.inf
    at = guess or probability ** (1 / shape)
    for _ in range(200):
        miss = below(shape, at) - probability
        low, high = (at, high) if miss < 0 else (low, at)
        slope = math.exp((shape - 1) * math.log(at) - at - math.lgamma(shape))
        step = at - miss / max(slope, TINY)
        if not low < step < high:
            step = (low + high) / 2 if high < math.inf else at * 2
        if abs(step - at) <= 4 * PRECISE * at:
            return step
        at = step
    return at


def below(shape: float, value: float) -> float:
    """The chance that a gamma variable of unit scale is below a positive value."""
    front = math.exp(shape * math.log(value) - value - math.lgamma(shape))
    return front * _series(shape, value) if value < shape + 1 else 1 - front * _fraction(shape, value)


def _series(shape: float, value: float) -> float:
    term = total = 1 / shape
    n = shape
    while term > total * PRECISE:
        n += 1
        term *= value / n
        total += term
    return total


def _fraction(shape: float, value: float) -> float:
    b = value + 1 - shape
    c, d = 1 / TINY, 1 / b
    found, change, n = d, 0.0, 0
    while abs(change - 1) > PRECISE and n < 10_000:
        n += 1
        a = n * (shape - n)
        b += 2
        d = 1 / (a * d + b or TINY)
        c = b + a / c or TINY
        change = c * d
        found *= change
    return found
