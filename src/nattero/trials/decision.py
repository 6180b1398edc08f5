"""What may be said of a trial: probabilities in, one of four words out, by a rule that was fixed before the first night.

The words: `helps` (fewer cramps), `harms`, `no-meaningful-difference` (the ratio lies close to one), `not-yet-clear`. A rule is
calibrated by simulation (`docs/trials.md`): with its prior, its least length and its looks a useless thing is called useful in at most
5 % of trials.
"""

from math import log, sqrt
from statistics import NormalDist
from typing import Literal

import msgspec

Decision = Literal["helps", "harms", "no-meaningful-difference", "not-yet-clear"]
MEANINGFUL = 0.8  # at least a fifth fewer cramps (judged)
SAME = (0.8, 1.25)
SHARE_ALONE = 0.3  # 0.97 for 0.9 after the last night: calibrated (docs/trials.md)
NORMAL = NormalDist()
SUREST = 0.9995  # no chance is ever told as more
LOG_MEANINGFUL = log(MEANINGFUL)
LOG_SAME = (log(SAME[0]), log(SAME[1]))


class Rule(msgspec.Struct, frozen=True):
    """When a trial may be called clear, and when it is looked at.

    Two must agree, or small trials would be called by the prior and large ones by luck: the person's posterior, from `better` on, and the
    nights by themselves, with no prior at all, from the stricter `alone` on; the stricter, the earlier it is (O'Brien and Fleming 1979,
    Biometrics 35:549-556).
    """

    least: int = 28  # nights with a count before anything is said
    every: int = 14  # nights between looks
    better: float = 0.9  # helps from this probability on; harms from the same of the opposite
    same: float = 0.9
    gone: float = 1.0  # share of the nights of the trial that are over at this look

    def __post_init__(self) -> None:
        if not 0 < self.gone <= 1:
            raise ValueError("A look is after some of the nights of a trial, at most after all")

    @property
    def alone(self) -> float:
        """What the nights by themselves must reach; it grows stricter with `better`, as when several trials are corrected for."""
        last = NORMAL.inv_cdf(1 - SHARE_ALONE * (1 - self.better))
        return min(NORMAL.cdf(last / sqrt(self.gone)), SUREST)

    def among(self, tests: int) -> "Rule":
        """Give the rule for one of several tests: the chance of error is shared among them (Bonferroni)."""
        return msgspec.structs.replace(self, better=1 - (1 - self.better) / tests)

    def after(self, nights: int, of: int) -> "Rule":
        """Give the rule at a look after so many of the nights of a trial."""
        return msgspec.structs.replace(self, gone=min(nights / of, 1.0))


RULE = Rule()


class Chances(msgspec.Struct, frozen=True):
    """The probabilities a decision is made from.

    `meaningful`: the ratio is below 0.8; `same`: it lies between 0.8 and 1.25; `alone`: it is below 1, by the nights without a prior.
    """

    better: float
    meaningful: float
    same: float
    alone: float
    recorded: int

    def __post_init__(self) -> None:
        if not (0 <= self.meaningful <= self.better <= 1 and 0 <= self.same <= 1 and 0 <= self.alone <= 1):
            raise ValueError("Probabilities lie between 0 and 1, and a large benefit is never likelier than any")


def decide(chances: Chances, rule: Rule = RULE) -> Decision:
    """The word for these chances; too short a trial is never clear."""
    if chances.recorded < rule.least:
        return "not-yet-clear"
    if chances.better >= rule.better and chances.alone >= rule.alone:
        return "helps"
    if 1 - chances.better >= rule.better and 1 - chances.alone >= rule.alone:
        return "harms"
    return "no-meaningful-difference" if chances.same >= rule.same else "not-yet-clear"


def looks(nights: int, rule: Rule = RULE, block: int = 1, washout: int = 0) -> list[int]:
    """After which nights a trial of this length is looked at: never before enough of them can count whatever the order; after the last."""
    there = [
        look for look in range(rule.least, nights, rule.every) if surely_counting(look, block, washout) >= rule.least
    ]
    return [*there, nights]


def surely_counting(nights: int, block: int, washout: int) -> int:
    """How many of the first nights count if every block is of another arm than the one before."""
    whole, rest = divmod(nights, block)
    return whole * (block - washout) + max(rest - washout, 0)
