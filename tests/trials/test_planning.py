"""What a plan promises is what trials like it come to."""

import numpy as np
import pytest

from nattero.trials.analysis import analyse
from nattero.trials.decision import RULE
from nattero.trials.planning import block_for, plan
from nattero.trials.prior import SCEPTICAL
from nattero.trials.result import Analysis
from nattero.trials.simulate import Truth, simulate

CLEAR = Truth(nights=42, block=1, rate=40, ratio=0.4, spread=0.3, scatter=0.3)


def test_the_chance_is_that_of_fresh_trials_within_its_error() -> None:
    found = plan(CLEAR, trials=60)
    last = found.chances[-1]
    fresh = list(simulate(CLEAR, 60, np.random.default_rng(99)).series())
    clear = [one.contrasts[0].decision != "not-yet-clear" for one in analyse(fresh) if isinstance(one, Analysis)]
    assert last.clear >= np.mean(clear) - 0.15  # looks before the last can only add to what is clear at the end
    assert 0 < last.error < 0.1


def test_chances_grow_with_nights_and_stopping_saves_some() -> None:
    found = plan(CLEAR, trials=60, wished=0.5)
    assert [one.nights for one in found.chances] == [28, 42]
    assert found.chances[0].clear <= found.chances[1].clear
    assert found.chances[1].expected_nights < 42
    assert found.enough in {28, 42}
    assert not found.hopeless


def test_a_hopeless_trial_is_called_so() -> None:
    found = plan(Truth(nights=28, block=1, rate=0.5, ratio=0.8), trials=20)
    assert found.hopeless
    assert found.enough is None


def test_the_same_question_gets_the_same_answer() -> None:
    assert plan(CLEAR, trials=20) == plan(CLEAR, trials=20)


@pytest.mark.parametrize(("days", "nights"), [(0, 1), (0.25, 3), (1, 4), (2, 8), (30, 14)])
def test_blocks_are_as_short_as_the_remedy_allows(days: float, nights: int) -> None:
    assert block_for(days) == nights


def test_a_trial_in_which_too_little_was_recorded_goes_on() -> None:
    found = plan(Truth(nights=42, rate=40, ratio=0.4, block=1, missing=0.85, spread=0.2, scatter=0.2), trials=20)
    assert found.chances[0].clear == 0
    assert RULE.least == 28
    assert SCEPTICAL.mean == 0
