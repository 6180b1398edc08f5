"""Trials made by hand or by the generator, for the tests of this room."""

from collections.abc import Sequence

import msgspec
import numpy as np

from nattero.trials.analysis import analyse
from nattero.trials.prior import SCEPTICAL, Prior
from nattero.trials.result import Analysis
from nattero.trials.series import Series
from nattero.trials.simulate import Truth, simulate


def series(
    arms: str, cramps: Sequence[int | None], adhered: Sequence[float | None] | None = None, reference: str = "A"
) -> Series:
    """A trial from letters and counts, one each a night."""
    names = tuple(sorted(set(arms), key=lambda name: (name != reference, name)))
    return Series(names, tuple(map(names.index, arms)), tuple(cramps), tuple(adhered or [None] * len(arms)))


def drawn(seed: int, **truth: float) -> Series:
    """One simulated trial."""
    return next(simulate(msgspec.convert(truth, Truth), 1, np.random.default_rng(seed)).series())


def answer(trial: Series, prior: Prior = SCEPTICAL, half_life: float = 0.0) -> Analysis:
    """The answer to a trial that is not refused."""
    found = analyse([trial], prior, half_life)[0]
    assert isinstance(found, Analysis)
    return found
