"""Effects of single trials: what two arms reported in, an effect with its variance out.

Mean differences keep their unit; ratios are on the natural-log scale until they are shown. Formulas: Cochrane Handbook 6.5, chapter 10
(Deeks, Higgins and Altman 2024), sections 10.4 and 10.5; zero cells get one half in all four (section 10.4.4.2).
"""

from math import exp, isfinite, log, sqrt
from typing import Literal

import msgspec

Measure = Literal["md", "rr", "rate"]
RATIOS: frozenset[str] = frozenset({"rr", "rate"})
Z = 1.959963984540054  # the 97.5 % quantile of the normal distribution


class Effect(msgspec.Struct, frozen=True):
    """One trial's effect: `value` (a difference, or the log of a ratio) and its sampling `variance`."""

    label: str
    measure: Measure
    value: float
    variance: float

    def __post_init__(self) -> None:
        if not (isfinite(self.value) and isfinite(self.variance) and self.variance > 0):
            raise ValueError(f"{self.label}: an effect needs a finite value and a variance above zero")

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wald interval on the scale people read."""
        half = Z * sqrt(self.variance)
        return shown(self.measure, self.value - half), shown(self.measure, self.value + half)

    @property
    def estimate(self) -> float:
        """The effect on the scale people read."""
        return shown(self.measure, self.value)


def shown(measure: str, value: float) -> float:
    """A value on the scale people read: ratios are taken out of their logarithm."""
    return exp(value) if measure in RATIOS else value


def mean_difference(
    label: str,
    arms: tuple[tuple[float, float, int], tuple[float, float, int]],
    *,
    pooled: bool = False,
) -> Effect:
    """The mean difference of two arms of (mean, standard deviation, people), treated first.

    The variance takes each arm's own deviation, as Cochrane's plots do, or with `pooled` the common one.
    Raises ValueError for fewer than two people in an arm or a deviation that is not above zero.
    """
    (mean, sd, n), (mean2, sd2, n2) = arms
    if min(n, n2) < 2 or min(sd, sd2) <= 0:
        raise ValueError(f"{label}: a mean difference needs two people or more in each arm and deviations above zero")
    if pooled:
        common = ((n - 1) * sd**2 + (n2 - 1) * sd2**2) / (n + n2 - 2)
        variance = common * (1 / n + 1 / n2)
    else:
        variance = sd**2 / n + sd2**2 / n2
    return Effect(label, "md", mean - mean2, variance)


def risk_ratio(label: str, treated: tuple[int, int], control: tuple[int, int]) -> Effect:
    """The risk ratio of two arms of (events, people). Raises ValueError for impossible counts or no event in either arm."""
    (a, n), (c, n2) = treated, control
    if not (0 <= a <= n and 0 <= c <= n2 and n > 0 and n2 > 0):
        raise ValueError(f"{label}: events must lie between none and everybody")
    if a == c == 0 or (a == n and c == n2):
        raise ValueError(f"{label}: without any difference to see there is no risk ratio")
    half = 0.5 if 0 in {a, c, n - a, n2 - c} else 0.0
    events, people, events2, people2 = a + half, n + 2 * half, c + half, n2 + 2 * half
    value = log(events / people) - log(events2 / people2)
    return Effect(label, "rr", value, 1 / events - 1 / people + 1 / events2 - 1 / people2)


def rate_ratio(label: str, treated: tuple[float, float], control: tuple[float, float]) -> Effect:
    """The ratio of two rates of (events, time). Raises ValueError without time or without any event."""
    (a, time), (c, time2) = treated, control
    if min(a, c) < 0 or min(time, time2) <= 0 or a == c == 0:
        raise ValueError(f"{label}: a rate ratio needs time in both arms and an event in one")
    half = 0.5 if 0 in {a, c} else 0.0
    return Effect(label, "rate", log((a + half) / time) - log((c + half) / time2), 1 / (a + half) + 1 / (c + half))


def published(label: str, measure: Measure, estimate: float, low: float, high: float) -> Effect:
    """An effect from its printed 95 % interval. Raises ValueError when the estimate does not lie inside it."""
    if not low < estimate < high:
        raise ValueError(f"{label}: the estimate must lie inside its interval")
    if measure in RATIOS:
        if low <= 0:
            raise ValueError(f"{label}: a ratio lies above zero")
        estimate, low, high = log(estimate), log(low), log(high)
    return Effect(label, measure, estimate, ((high - low) / (2 * Z)) ** 2)


def agrees(effect: Effect, low: float, high: float, tolerance: float = 0.1) -> bool:
    """Whether a printed interval is as wide as the numbers behind it say, within a share of that width.

    An interval that is not is shown with a warning: a printed one can be far too narrow when repeated values of one person were
    counted as many people.
    """
    ours = effect.interval
    width = ours[1] - ours[0]
    return abs(ours[0] - low) <= tolerance * width and abs(ours[1] - high) <= tolerance * width
