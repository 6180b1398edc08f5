"""A trial is fixed before its first night: drawn, sealed with a hash, and anybody can see later that nothing was changed.

In: what was chosen, and a seed. Out: a `Trial`, or what is wrong with one. The hash is SHA-256 over the drawn order's own hash and
everything else that stands before the first night: the arms, the rule of stopping, what was thought beforehand. The order itself is
written out only at the end: until then it is worked out from the seed, and is in no file for an eye that falls on it. Somebody who
wants to know it can work it out: from the owner of a file nothing can be hidden.
"""

from datetime import date, datetime
from hashlib import sha256
from typing import Literal

import msgspec

from nattero.diary.payloads import Trial, TrialArm, TrialDesign, TrialPrior
from nattero.trials.allocation import ALGORITHM, Allocation, Design, allocate

Broken = Literal["algorithm", "order", "hash"]


def register(
    at: datetime,
    first: date,
    arms: list[TrialArm],
    design: TrialDesign,
    prior: TrialPrior,
    seed: str,
    *,
    run_in: tuple[int, int] = (0, 0),
    chance: float | None = None,
    pregnant: bool = False,
) -> Trial:
    """Draw the order of a trial and seal it. `run_in`: recorded nights before it, and the cramps in them."""
    drawn = allocate(layout_of(arms, design), seed)
    return Trial(
        at=at,
        first=first,
        arms=arms,
        design=design,
        seed=seed,
        algorithm=drawn.algorithm,
        hash=seal(drawn, first, arms, design, prior),
        prior=prior,
        run_in=list(run_in),
        chance=chance,
        pregnant=pregnant,
    )


def layout_of(arms: list[TrialArm], design: TrialDesign) -> Design:
    """Give the part of a design that an order is drawn from."""
    return Design(tuple(arm.id for arm in arms), design.nights, design.block, design.washout)


def drawn_order(trial: Trial) -> str:
    """Give the arm of every night, a letter each, from the seed. Raises ValueError where none can be drawn."""
    drawn = allocate(layout_of(trial.arms, trial.design), trial.seed)
    return "".join(trial.arms[which].id for which in drawn.order)


def seal(drawn: Allocation, first: date, arms: list[TrialArm], design: TrialDesign, prior: TrialPrior) -> str:
    """Give the hash of all that was fixed before the first night."""
    fixed = [drawn.hash, first, arms, design, prior]
    return sha256(msgspec.json.encode(msgspec.to_builtins(fixed), order="deterministic")).hexdigest()


def broken(trial: Trial) -> Broken | None:
    """Tell what is wrong with a trial that was changed after it was drawn; None for one that is whole."""
    if trial.algorithm != ALGORITHM:
        return "algorithm"
    try:
        drawn = allocate(layout_of(trial.arms, trial.design), trial.seed)
    except ValueError:
        return "order"
    if trial.order and trial.order != drawn_order(trial):
        return "order"
    return None if trial.hash == seal(drawn, trial.first, trial.arms, trial.design, trial.prior) else "hash"
