"""What a plan promises is what trials like it come to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.trials.analysis import analyse
from nattero.trials.decision import RULE
from nattero.trials.expected import run_in_of, truth_of
from nattero.trials.planning import Way, block_for, counted, plan
from nattero.trials.prior import SCEPTICAL
from nattero.trials.question import Topic, layout
from nattero.trials.result import Analysis
from nattero.trials.simulate import Truth, simulate

CLEAR = Truth(nights=42, block=1, rate=40, ratio=0.4, spread=0.3, scatter=0.3)


def test_the_chance_is_that_of_fresh_trials_within_its_error() -> None:
    found = counted(CLEAR, 60)
    last = found.chances[-1]
    fresh = list(simulate(CLEAR, 60, np.random.default_rng(99)).series())
    clear = [one.contrasts[0].decision != "not-yet-clear" for one in analyse(fresh) if isinstance(one, Analysis)]
    assert last.clear >= np.mean(clear) - 0.15  # looks before the last can only add to what is clear at the end
    assert 0 < last.error < 0.1


def test_chances_grow_with_nights_and_stopping_saves_some() -> None:
    found = counted(CLEAR, 60, wished=0.5)
    assert [one.nights for one in found.chances] == [28, 42]
    assert found.chances[0].clear <= found.chances[1].clear
    assert found.chances[1].expected_nights < 42
    assert found.enough in {28, 42}
    assert not found.hopeless


def test_a_hopeless_trial_is_called_so() -> None:
    found = plan(Truth(nights=28, block=1, rate=0.5, ratio=0.8))
    assert found.hopeless
    assert found.enough is None


def test_the_same_question_gets_the_same_answer() -> None:
    assert counted(CLEAR, 20) == counted(CLEAR, 20)
    assert plan(CLEAR) == plan(CLEAR)


@pytest.mark.parametrize(("days", "nights"), [(0, 1), (0.25, 3), (1, 4), (2, 8), (30, 14)])
def test_blocks_are_as_short_as_the_remedy_allows(days: float, nights: int) -> None:
    assert block_for(days) == nights


def test_a_trial_in_which_too_little_was_recorded_goes_on() -> None:
    truth = Truth(nights=42, rate=40, ratio=0.4, block=1, missing=0.85, spread=0.2, scatter=0.2)
    assert counted(truth, 20).chances[0].clear == 0
    assert plan(truth).chances[0].clear == 0
    assert RULE.least == 28
    assert SCEPTICAL.mean == 0


@pytest.mark.parametrize("truth", [CLEAR, Truth(nights=56, block=7, rate=7, ratio=0.5)])
def test_what_is_reckoned_is_near_what_is_counted(truth: Truth) -> None:
    exact, quick = counted(truth, 100).chances[-1], plan(truth).chances[-1]
    assert abs(exact.clear - quick.clear) < 0.05 + 2.6 * exact.error
    assert abs(exact.expected_nights - quick.expected_nights) < truth.nights / 8


@settings(max_examples=25)
@given(
    st.floats(0.5, 20),
    st.floats(0.3, 1),
    st.floats(0, 0.8),
    st.floats(0.2, 1),
    st.sampled_from([1, 3, 7]),
    st.floats(0, 0.5),
)
def test_chances_are_shares_that_only_grow_with_the_nights(
    rate: float, ratio: float, correlation: float, scatter: float, block: int, missing: float
) -> None:
    truth = Truth(
        nights=56, block=block, rate=rate, ratio=ratio, correlation=correlation, scatter=scatter, missing=missing
    )
    found = plan(truth).chances
    clear = [one.clear for one in found]
    assert clear == sorted(clear)
    assert all(0 <= one.helps <= one.clear <= 1 and 0 < one.expected_nights <= one.nights for one in found)


@given(st.lists(st.integers(0, 12), min_size=14, max_size=56).filter(any))
def test_the_run_ins_own_rate_is_what_such_trials_have_on_average(counts: list[int]) -> None:
    design = layout([Topic("x")], 2, 8)
    truth = truth_of(run_in_of(counts), design, 2)
    assert truth.rate / 7 * np.exp(truth.spread**2 / 2) == pytest.approx(sum(counts) / len(counts))


def test_nights_of_wash_out_tell_nothing() -> None:
    truth = Truth(nights=98, block=7, rate=14, ratio=0.5)
    assert plan(truth, way=Way(washout=4)).chances[-1].clear < plan(truth).chances[-1].clear
