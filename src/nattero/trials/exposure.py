"""How much of each arm a night holds: what was planned and done in, one column of exposure for each arm but the first out.

Tonight's own share counts fully; what is left over from earlier nights decays with a half-life (geometric), so that a night after the
last dose holds half of it after one half-life. A night of the first arm on which that arm was not kept tells about neither arm and is
left out. A night of another arm that was not done is one of the first, where that is how it always is; where the first is a thing itself,
it is neither's too.
"""

import numpy as np

from nattero.trials.quadrature import Array
from nattero.trials.series import RefusedError, Series

LONGEST = 60.0  # days


def exposures(series: Series, half_life: float = 0.0) -> tuple[Array, Array]:
    """Exposure (nights, arms - 1) and which nights are used (nights, of 0 and 1). Raises RefusedError for an impossible half-life."""
    if not 0 <= half_life <= LONGEST:
        raise RefusedError("carry-over")
    stays = 2 ** (-1 / half_life) if half_life else 0.0
    exposure: list[list[float]] = []
    used: list[bool] = []
    held = [0.0] * (len(series.arms) - 1)
    for arm, cramps, adhered in zip(series.arm, series.cramps, series.adhered, strict=True):
        done = 1.0 if adhered is None else adhered
        held = [stays * part for part in held]
        if arm:
            held[arm - 1] = done + (1 - done) * held[arm - 1]
        exposure.append(held)
        used.append(cramps is not None and arm is not None and (done > 0 or (arm > 0 and not series.active)))
    return np.array(exposure), np.array(used, dtype=np.float64)
