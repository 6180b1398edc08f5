"""Where bad nights go missing: what is true of all nights in, what is true of those that are told out.

Worked out count by count: how likely a night is to have so many cramps with each arm, and to be told then (`simulate.py`). What is told
has fewer cramps, differs less from night to night, and shows less of an effect than there is.
"""

import msgspec
import numpy as np

from nattero.diary.simulated import MOST_CRAMPS
from nattero.trials.simulate import MOST_HIDDEN, Truth

LEAST = 1e-6  # of how much nights differ: none is the limit of little


def as_told(truth: Truth) -> Truth:
    """Give a truth whose nights, missing whatever they were like, are like those that this one's people tell."""
    if not truth.hidden:
        return truth
    from scipy.special import gammaln  # slow to import

    cramps = np.arange(MOST_CRAMPS + 1.0)
    differ = max((1 + truth.scatter**2) * np.exp(truth.spread**2) - 1, LEAST)
    mean = truth.rate / 7 * np.exp(truth.spread**2 / 2) * np.array([[1.0], [truth.ratio]])
    size = 1 / differ
    chance = gammaln(cramps + size) - gammaln(cramps + 1) + cramps * np.log(mean / (mean + size))
    chance = np.exp(chance - chance.max(axis=1, keepdims=True))
    odds = truth.missing / (1 - truth.missing) * np.exp(np.minimum(truth.hidden * cramps, MOST_HIDDEN))
    told = chance / chance.sum(axis=1, keepdims=True) / (1 + odds)
    share = told.sum(axis=1)
    mean = told @ cramps / share
    variance = told @ cramps**2 / share - mean**2
    left = max(float(((variance - mean) / mean**2).mean()), 0) / differ
    spread = float(np.sqrt(np.log1p(left * np.expm1(truth.spread**2))))
    return msgspec.structs.replace(
        truth,
        rate=float(7 * mean[0] * np.exp(-(spread**2) / 2)),
        ratio=float(mean[1] / mean[0]),
        scatter=float(np.sqrt(max((1 + left * differ) / np.exp(spread**2) - 1, 0))),
        spread=spread,
        missing=float(1 - share.mean()),
        hidden=0.0,
    )
