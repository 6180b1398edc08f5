"""Small linear algebra and one integral, without a numerical library: one person has at most some forty numbers.

In: symmetric matrices as lists of rows. Out: inverses, and the mean of a logistic function over a normal distribution
(Gauss-Hermite quadrature with nine nodes; Abramowitz and Stegun 1964, 25.4.46, scaled to the normal density).
"""

from collections.abc import Iterable, Sequence
from math import exp, sqrt
from operator import mul

Matrix = list[list[float]]

# Nodes and weights of probabilists' Hermite polynomials of degree nine; the weights sum to one.
NODES = (
    (0.0, 0.406349206349206),
    (1.023255663789133, 0.244097502894939),
    (-1.023255663789133, 0.244097502894939),
    (2.076847978677830, 0.049916406765218),
    (-2.076847978677830, 0.049916406765218),
    (3.205429002856470, 0.002789141321232),
    (-3.205429002856470, 0.002789141321232),
    (4.512745863399783, 0.000022345844008),
    (-4.512745863399783, 0.000022345844008),
)


def symmetric(rows: Iterable[str]) -> Matrix:
    """Give a whole symmetric matrix from its lower triangle, one text of numbers a row."""
    lower = [[float(number) for number in row.split()] for row in rows]
    size = range(len(lower))
    return [[lower[max(i, j)][min(i, j)] for j in size] for i in size]


def dot(one: Iterable[float], other: Iterable[float]) -> float:
    """Give the inner product of two vectors."""
    return float(sum(map(mul, one, other)))


def form(vector: Sequence[float], matrix: Matrix) -> float:
    """Give the quadratic form v'Mv."""
    return dot(vector, (dot(row, vector) for row in matrix))


def part(matrix: Matrix, rows: Sequence[int], columns: Sequence[int]) -> Matrix:
    """Give some rows and columns of a matrix."""
    return [[matrix[i][j] for j in columns] for i in rows]


def inverse(matrix: Matrix) -> Matrix:
    """Give the inverse of a symmetric, positive definite matrix (Gauss and Jordan; such a matrix needs no pivoting)."""
    size = len(matrix)
    work = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = 1 / work[i][i]
        head = work[i] = [value * pivot for value in work[i]]
        for j in range(size):
            factor = work[j][i]
            if j != i and factor:
                work[j] = [value - factor * other for value, other in zip(work[j], head, strict=True)]
    return [row[size:] for row in work]


def logistic(value: float) -> float:
    """Give the probability of some log odds, also of very large or small ones."""
    return 1 / (1 + exp(-value)) if value > -700 else 0.0


def mean_probability(mean: float, variance: float) -> float:
    """Give the mean probability when the log odds are normal with this mean and variance (negative counts as none)."""
    if variance <= 0:
        return logistic(mean)
    spread = sqrt(variance)
    return sum(weight * logistic(mean + spread * node) for node, weight in NODES)
