"""Simulated trials are what their truth says."""

import msgspec
import numpy as np
import pytest

from nattero.trials.simulate import Nights, Truth, simulate


def drawn(truth: Truth, trials: int = 400, seed: int = 1) -> Nights:
    return simulate(truth, trials, np.random.default_rng(seed))


QUIET = Truth(rate=14, spread=0, scatter=0)


def rates(nights: Nights) -> tuple[float, float]:
    return float(nights.cramps[nights.arm == 0].mean()), float(nights.cramps[nights.arm == 1].mean())


def test_the_same_seed_gives_the_same_trials() -> None:
    one, other = drawn(Truth(), 3), drawn(Truth(), 3)
    assert np.array_equal(one.cramps, other.cramps)
    assert not np.array_equal(one.cramps, drawn(Truth(), 3, seed=2).cramps)


def test_rate_and_ratio_are_what_was_asked_for() -> None:
    reference, arm = rates(drawn(msgspec.structs.replace(QUIET, ratio=0.5)))
    assert reference == pytest.approx(2.0, abs=0.05)
    assert arm == pytest.approx(1.0, abs=0.04)


def test_scatter_and_spread_make_nights_more_unequal_than_chance() -> None:
    nights = drawn(Truth(rate=14, scatter=0.5, spread=0))
    assert nights.cramps.var() == pytest.approx(2 + 4 * 0.25, rel=0.08)
    correlated = drawn(Truth(rate=70, scatter=0, spread=0.3, correlation=0.8)).cramps
    logs = np.log(correlated + 0.5)
    near = np.corrcoef(logs[:, :-1].ravel(), logs[:, 1:].ravel())[0, 1]
    assert 0.3 < near < 0.8  # counting adds noise to a correlation of 0.8


def test_a_trend_goes_from_the_first_night_to_the_last() -> None:
    cramps = drawn(Truth(rate=14, spread=0.5, correlation=0, scatter=0, trend=2)).cramps
    assert cramps[:, -8:].mean() / cramps[:, :8].mean() == pytest.approx(np.exp(0.91), rel=0.12)


def test_pairs_of_blocks_hold_both_arms() -> None:
    arm = drawn(Truth(nights=84, block=7), 50).arm
    assert (arm.reshape(50, 6, 14).sum(axis=2) == 7).all()
    assert 0.3 < arm[:, 0].mean() < 0.7


def test_bad_nights_go_missing_more_often() -> None:
    nights = drawn(Truth(rate=14, missing=0.2, hidden=0.5))
    gone = nights.cramps[nights.recorded == 0].mean()
    assert gone > nights.cramps[nights.recorded == 1].mean() + 0.5
    even = drawn(Truth(rate=14, missing=0.2))
    assert even.recorded.mean() == pytest.approx(0.8, abs=0.01)


def test_who_leaves_is_gone_to_the_end() -> None:
    recorded = drawn(Truth(leaves=0.3)).recorded
    assert (np.diff(recorded, axis=1) <= 0).all()
    assert 1 - recorded[:, -1].mean() == pytest.approx(0.3, abs=0.07)
    assert recorded[:, :42].all()


def test_what_was_not_done_has_no_effect_and_is_told() -> None:
    nights = drawn(msgspec.structs.replace(QUIET, ratio=0.5, adherence=0.5))
    arm = nights.arm == 1
    assert nights.cramps[arm & (nights.done == 0)].mean() == pytest.approx(2, abs=0.07)
    assert nights.cramps[arm & (nights.done == 1)].mean() == pytest.approx(1, abs=0.05)


def test_what_is_dropped_on_bad_nights_is_done_on_the_good_ones() -> None:
    nights = drawn(Truth(rate=14, adherence=0.7, dropped=1.5))
    assert nights.cramps[nights.done == 0].mean() > 1.5 * nights.cramps[nights.done == 1].mean()
    even = drawn(Truth(rate=14, adherence=0.7))
    assert even.cramps[even.done == 0].mean() == pytest.approx(even.cramps[even.done == 1].mean(), rel=0.05)


def test_a_week_of_its_own_level_is_alike_within_and_not_beyond() -> None:
    weeks = drawn(msgspec.structs.replace(QUIET, weeks=0.7)).cramps.reshape(400, 12, 7).mean(axis=2)
    alone = drawn(QUIET).cramps.reshape(400, 12, 7).mean(axis=2)
    assert weeks.var(axis=1).mean() > 5 * alone.var(axis=1).mean()
    beside = np.mean([np.corrcoef(one[:-1], one[1:])[0, 1] for one in weeks])
    assert abs(beside) < 0.15


def test_an_effect_that_lingers_lowers_the_nights_after_it() -> None:
    nights = drawn(msgspec.structs.replace(QUIET, ratio=0.5, carry_over=1.0))
    after = (nights.arm[:, 1:] == 0) & (nights.arm[:, :-1] == 1)
    assert nights.cramps[:, 1:][after].mean() == pytest.approx(2 * 0.5**0.5, abs=0.15)


def test_extra_zeros_steps_and_seasons_are_there_when_asked_for() -> None:
    assert drawn(msgspec.structs.replace(QUIET, zeros=0.5)).cramps.mean() == pytest.approx(1, abs=0.05)
    step = drawn(msgspec.structs.replace(QUIET, step=1.0)).cramps
    assert step[:, -1].mean() > 2 * step[:, 0].mean()
    assert drawn(msgspec.structs.replace(QUIET, season=0.7)).cramps.var() > 1.3 * drawn(QUIET).cramps.var()
    assert drawn(msgspec.structs.replace(QUIET, walk=0.3)).cramps.var() > 1.1 * drawn(QUIET).cramps.var()


def test_a_truth_that_cannot_be_is_refused() -> None:
    for told in ('{"rate": 0}', '{"correlation": 1}', '{"missing": 1.2}', '{"colour": "red"}', '{"nights": 3}'):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(told, type=Truth)
