"""What one set of known terms is worth: what each adds to the score once it also speaks for the terms not known.

In: the terms' residual covariance, their coefficients, and which are known. Out: `Weights`. The terms are taken as jointly
normal around their means by age and sex, so what is not known has a mean and a spread given what is (Eaton 1983, 3.4).
"""

from collections.abc import Sequence
from typing import NamedTuple

from nattero.checkup.peer_math import Matrix, dot, form, inverse, part


class Weights(NamedTuple):
    """The known terms' precision; how the unknown lean on them; the score of each; the variance that stays, by outcome."""

    known: tuple[int, ...]
    unknown: tuple[int, ...]
    precision: Matrix
    lean: Matrix
    score: tuple[list[float], list[float]]
    spread: tuple[float, float]


def weights_of(
    covariance: Matrix, coefficients: tuple[Sequence[float], Sequence[float]], known: tuple[int, ...]
) -> Weights:
    """Give the weights of some known terms, for both outcomes."""
    unknown = tuple(i for i in range(len(covariance)) if i not in set(known))
    precision = inverse(part(covariance, known, known))
    lean = part(covariance, unknown, known)
    left = part(covariance, unknown, unknown)
    score, spread = [], []
    for outcome in coefficients:
        missing = [outcome[i] for i in unknown]
        together = [dot(missing, column) for column in zip(*lean, strict=True)] if lean else [0.0] * len(known)
        shift = [dot(row, together) for row in precision]
        score.append([outcome[i] + more for i, more in zip(known, shift, strict=True)])
        spread.append(max(0.0, form(missing, left) - dot(together, shift)))
    return Weights(known, unknown, precision, lean, (score[0], score[1]), (spread[0], spread[1]))
