"""What a plan promises is what trials like it come to."""

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.trials.analysis import analyse
from nattero.trials.believed import believed
from nattero.trials.decision import RULE
from nattero.trials.expected import run_in_of, truth_of
from nattero.trials.hidden import as_told
from nattero.trials.planning import Way, block_for, counted, plan
from nattero.trials.prior import SCEPTICAL
from nattero.trials.question import Topic, layout
from nattero.trials.result import Analysis
from nattero.trials.simulate import Truth, simulate

CLEAR = Truth(nights=42, block=1, rate=40, ratio=0.4, spread=0.3, scatter=0.3)


def test_the_chance_is_that_of_fresh_trials_within_its_error() -> None:
    found = counted(CLEAR, 40)
    last = found.chances[-1]
    fresh = list(simulate(CLEAR, 40, np.random.default_rng(99)).series())
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


@pytest.mark.parametrize(
    ("truth", "counted_clear"),  # of 2,000 whole simulated trials, kept (docs/trials.md)
    [
        (Truth(rate=16.8, ratio=0.5, correlation=0, block=7), 0.763),
        (Truth(rate=3.5, ratio=0.5, correlation=0, block=7, leaves=0.3), 0.362),
        (Truth(rate=7, ratio=0.7, correlation=0.8, block=1), 0.284),
        (Truth(rate=3.5, ratio=0.5, correlation=0.8, block=3, trend=2), 0.455),
        (Truth(rate=7, ratio=0.5, block=7, missing=0.3, hidden=0.3), 0.305),
    ],
)
def test_what_is_reckoned_is_within_five_points_of_what_was_counted(truth: Truth, counted_clear: float) -> None:
    assert plan(truth).chances[-1].clear == pytest.approx(counted_clear, abs=0.05)


@settings(max_examples=10)
@given(
    st.floats(1.5, 12),
    st.floats(0.35, 0.8),
    st.floats(0, 0.8),
    st.sampled_from([1, 7]),
    st.sampled_from(
        [
            {"rate": 1},
            {"ratio": 0.9},
            {"missing": 0.5},
            {"leaves": 1},
            {"scatter": 1.5},
            {"missing": 0.2, "hidden": 0.3},
        ]
    ),
)
def test_less_is_found_with_fewer_cramps_a_smaller_effect_more_scatter_and_lost_nights(
    rate: float, ratio: float, correlation: float, block: int, worse: dict[str, float]
) -> None:
    truth = Truth(nights=70, block=block, rate=rate, ratio=ratio, correlation=correlation)
    found, less = (plan(each).chances[-1].helps for each in (truth, msgspec.structs.replace(truth, **worse)))
    assert less < found + 0.01  # of 4,096 drawn


@settings(max_examples=10)
@given(st.floats(1, 20), st.floats(0.3, 1), st.floats(0.05, 0.4), st.floats(0, 0.4))
def test_what_is_told_where_bad_nights_go_missing_is_what_such_nights_show(
    rate: float, ratio: float, missing: float, hidden: float
) -> None:
    truth = Truth(nights=400, block=1, rate=rate, ratio=ratio, missing=missing, hidden=hidden)
    told, seen = as_told(truth), simulate(truth, 40, np.random.default_rng(7))
    rates = [7 * seen.cramps[(seen.arm == arm) & (seen.recorded == 1)].mean() for arm in (0, 1)]
    middling = np.exp(told.spread**2 / 2)
    assert rates == pytest.approx([told.rate * middling, told.rate * told.ratio * middling], rel=0.12)
    assert seen.recorded.mean() == pytest.approx(1 - told.missing, abs=0.02)


@settings(max_examples=20)
@given(st.floats(0, 1.5), st.floats(0, 0.9), st.floats(0.1, 10), st.floats(0.3, 1))
def test_the_more_nights_differ_the_more_is_thought_to_be_beyond_chance(
    scatter: float, correlation: float, chance: float, recorded: float
) -> None:
    night = np.arange(56)
    shared = 0.3 * correlation ** np.abs(night[:, None] - night)
    less, more = (
        believed(shared + s / recorded * np.eye(56), chance, recorded) for s in (scatter, 1.5 * scatter + 0.5)
    )
    assert less.scatter + less.spread < more.scatter + more.spread
    assert 0 < less.correlation < 1
    assert min(less) > 0


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


@given(st.lists(st.integers(0, 12), min_size=14, max_size=40).filter(any), st.integers(0, 20), st.integers(0, 20))
def test_nights_not_told_count_from_the_first_that_was(counts: list[int], before: int, after: int) -> None:
    whole, gaps = run_in_of(counts), run_in_of([*[None] * before, *counts, *[None] * after])
    assert (gaps.rate, gaps.scatter) == (whole.rate, whole.scatter)
    assert gaps.told <= whole.told < 1
    assert run_in_of([*[None] * before, *counts]) == whole


def test_nights_of_wash_out_tell_nothing() -> None:
    truth = Truth(nights=98, block=7, rate=14, ratio=0.5)
    assert plan(truth, way=Way(washout=4)).chances[-1].clear < plan(truth).chances[-1].clear
