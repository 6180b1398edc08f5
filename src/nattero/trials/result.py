"""The answer to one trial: every number with its uncertainty, and a word that follows from them and cannot be given without them.

A `Contrast` is made from probabilities and an interval or not at all; `decision` is worked out, never stored apart.
"""

from math import isfinite
from typing import Any

import msgspec

from nattero.trials.decision import RULE, Chances, Decision, Rule, decide
from nattero.trials.prior import Prior


class Rate(msgspec.Struct, frozen=True):
    """Cramps a week over all nights of the trial, had they all been this arm's: mean of the middle 99 % and 95 % limits, 350 at most."""

    mean: float
    lo: float
    hi: float


class Ratio(msgspec.Struct, frozen=True):
    """The rate ratio of an arm over the reference: log mean and deviation, and median and 95 % limits of the ratio itself."""

    mean_log: float
    sd_log: float
    median: float
    lo: float
    hi: float


class Contrast(msgspec.Struct, frozen=True):
    """One arm against the reference."""

    arm: str
    reference: str
    rate_ratio: Ratio
    chances: Chances
    prior: Prior
    rule: Rule = RULE
    steady: bool = True

    def __post_init__(self) -> None:
        ratio = self.rate_ratio
        numbers = (ratio.mean_log, ratio.sd_log, ratio.median, ratio.lo, ratio.hi)
        if not all(map(isfinite, numbers)) or not 0 <= ratio.lo < ratio.median < ratio.hi or ratio.sd_log <= 0:
            raise ValueError("A contrast needs an estimate inside its interval")

    @property
    def decision(self) -> Decision:
        """What may be said; nothing where the computation did not come to rest."""
        return decide(self.chances, self.rule) if self.steady else "not-yet-clear"


class Diagnostics(msgspec.Struct, frozen=True):
    """How well the approximation went: points it averages over and what they are worth, the last Newton step, cramps counted.

    `steady`: it came to rest; where it did not, nothing is decided.
    """

    points: int
    effective: float
    moved: float
    cramps: int
    used: int
    steady: bool = True


class Analysis(msgspec.Struct, frozen=True):
    """The answer to one trial."""

    nights: int
    recorded: int
    arms: tuple[str, ...]
    rate: dict[str, Rate]
    contrasts: tuple[Contrast, ...]
    diagnostics: Diagnostics

    def told(self, digits: int = 6) -> dict[str, Any]:
        """As JSON: one contrast lies open, several are a list; numbers are rounded to digits that every machine agrees on."""
        several = [_told(contrast) for contrast in self.contrasts]
        start = {"nights": self.nights, "recorded": self.recorded, "arms": list(self.arms)}
        rate = msgspec.to_builtins(self.rate)
        end = {"diagnostics": msgspec.to_builtins(self.diagnostics)}
        if len(several) == 1:
            return {**start, "rate": _rounded(rate, digits), **_rounded({**several[0], **end}, digits)}
        return {
            **start,
            "rate": _rounded(rate, digits),
            "contrasts": _rounded(several, digits),
            **_rounded(end, digits),
        }


def _told(contrast: Contrast) -> dict[str, Any]:
    """One contrast as JSON."""
    return {
        "arm": contrast.arm,
        "reference": contrast.reference,
        "rate_ratio": msgspec.to_builtins(contrast.rate_ratio),
        "p_better": contrast.chances.better,
        "p_meaningful": contrast.chances.meaningful,
        "p_same": contrast.chances.same,
        "p_alone": contrast.chances.alone,
        "decision": contrast.decision,
        "prior": msgspec.to_builtins(contrast.prior),
    }


def _rounded(value: Any, digits: int) -> Any:
    """Every number of a value to so many significant digits."""
    if isinstance(value, float):
        return float(f"{value:.{digits}g}")
    if isinstance(value, dict):
        return {key: _rounded(part, digits) for key, part in value.items()}
    return [_rounded(part, digits) for part in value] if isinstance(value, list) else value
