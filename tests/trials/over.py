"""Registered trials that are over, their counts drawn, for the tests of whatever reads them."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import numpy as np

from nattero.diary.payloads import Trial, TrialArm, TrialEnd, TrialPrior, TrialResult, TrialRow
from nattero.trials.question import Topic, layout
from nattero.trials.registered import drawn_order, register

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ARMS = [TrialArm(id="A"), TrialArm(id="B", measure="loose-bedclothes"), TrialArm(id="C", words="Warm milk ")]


def over(seed: int, ratio: float, arms: list[TrialArm]) -> Trial:
    """A trial of 84 nights with about a cramp a night, `ratio` of that with any arm but A."""
    design = layout([Topic("x")], len(arms), 12)
    prior = TrialPrior("sceptical", 0.0, 0.4)
    made = register(AT, date(2026, 8, 1), arms, design, prior, f"seed-{seed:05}")
    rng, order = np.random.default_rng(seed), drawn_order(made)
    names = {str(arm.id): arm.id for arm in arms}
    rows = [
        TrialRow(made.first + timedelta(days=night), names[arm], int(rng.poisson(1.0 if arm == "A" else ratio)), True)
        for night, arm in enumerate(order)
    ]
    end = TrialEnd(made.first + timedelta(days=len(rows)), "done")
    return msgspec.structs.replace(made, order=order, result=TrialResult(at=AT, table=rows), ended=end)
