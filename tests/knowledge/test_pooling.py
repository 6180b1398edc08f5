"""Pooling gives what was printed, agrees with others' code, and behaves as meta-analysis must."""

import warnings
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from nattero.knowledge.effects import (
    Effect,
    agrees,
    mean_difference,
    published,
    rate_ratio,
    risk_ratio,
)
from nattero.knowledge.pooling import Pooled, mixture_quantile, pool

# Length of stay in stroke units against usual care: nine trials, mean, deviation and people of each arm (Normand 1999, Stat Med
# 18:321-359, table 3). Not about cramps: the complete published example whose pooled results are printed elsewhere.
NORMAND = [
    ("Edinburgh", (55, 47, 155), (75, 64, 156)),
    ("Orpington mild", (27, 7, 31), (29, 4, 32)),
    ("Orpington moderate", (64, 17, 75), (119, 29, 71)),
    ("Orpington severe", (66, 20, 18), (137, 48, 18)),
    ("Montreal home", (14, 8, 8), (18, 11, 13)),
    ("Montreal transfer", (19, 7, 57), (18, 4, 52)),
    ("Newcastle", (52, 45, 34), (41, 34, 33)),
    ("Umea", (21, 16, 110), (31, 27, 183)),
    ("Uppsala", (30, 27, 60), (23, 20, 52)),
]


def printed(pooled: Pooled) -> tuple[float, float, float]:
    """A pooled effect as it is printed."""
    return round(pooled.estimate, 2), round(pooled.low, 2), round(pooled.high, 2)


def test_the_published_example_is_reproduced_to_the_printed_digit():
    found = pool([mean_difference(name, (treated, control), pooled=True) for name, treated, control in NORMAND])
    assert printed(found.fixed) == (-3.49, -5.03, -1.96)
    assert printed(found.dersimonian_laird) == (-14.10, -24.45, -3.75)
    assert round(found.dersimonian_laird.tau2, 2) == 218.72
    assert printed(found.reml) == (-15.12, -32.67, 2.43)
    assert round(found.reml.tau2, 2) == 685.20
    assert round(found.q, 2) == 241.06
    assert round(100 * found.i2, 1) == 96.7


def test_separate_deviations_give_the_other_printed_set():
    found = pool([mean_difference(name, (treated, control)) for name, treated, control in NORMAND])
    assert [round(one.estimate, 2) for one in (found.fixed, found.dersimonian_laird, found.reml)] == [
        -3.46,
        -13.98,
        -15.11,
    ]


@pytest.mark.parametrize(
    ("effect", "estimate", "low", "high"),
    [
        (mean_difference("Nygaard 2008", ((9.5, 5.1, 21), (7.7, 4.7, 17))), 1.80, -1.32, 4.92),
        (mean_difference("Nygaard 2008, intensity", ((13.2, 6.5, 21), (11.4, 8.5, 17))), 1.80, -3.10, 6.70),
        (risk_ratio("Dahle 1995", (11, 34), (2, 35)), 5.66, 1.35, 23.68),
        (risk_ratio("Supakatisant 2015, frequency", (37, 43), (26, 43)), 1.42, 1.09, 1.86),
        (risk_ratio("Supakatisant 2015, pain", (30, 43), (21, 43)), 1.43, 0.99, 2.06),
        (mean_difference("Roguin Maor 2017", ((-3.41, 4.05, 48), (-3.03, 4.53, 46))), -0.38, -2.12, 1.36),
    ],
    ids=lambda value: value.label if isinstance(value, Effect) else "",
)
def test_single_trials_of_cramps_are_reproduced_to_the_printed_digit(effect, estimate, low, high):
    assert round(effect.estimate, 2) == estimate
    assert tuple(round(bound, 2) for bound in effect.interval) == (low, high)


def test_a_printed_interval_that_its_own_numbers_do_not_give_is_noticed():
    tan = mean_difference("Tan 2024", ((0.96, 1.41, 103), (3.63, 2.20, 96)))
    assert tuple(round(bound, 2) for bound in tan.interval) == (-3.19, -2.15)
    assert not agrees(tan, -2.86, -2.49)
    nygaard = mean_difference("Nygaard 2008", ((9.5, 5.1, 21), (7.7, 4.7, 17)))
    assert agrees(nygaard, -1.32, 4.92)


effects = st.lists(
    st.tuples(st.floats(-10, 10), st.floats(0.05, 20)).map(lambda pair: Effect("trial", "md", pair[0], pair[1])),
    min_size=2,
    max_size=12,
)


@given(effects)
@settings(max_examples=40)  # each pools on a grid
def test_fixed_and_random_effects_agree_with_statsmodels(trials):
    ours = pool(trials)
    values = np.array([trial.value for trial in trials])
    variances = np.array([trial.variance for trial in trials])
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # theirs divides by zero where its tau-squared goes below zero
        theirs = combine_effects(values, variances, method_re="dl")
        frame = theirs.summary_frame()
    pairs = [("fixed effect", ours.fixed)]
    if ours.dersimonian_laird.tau2 > 0:
        pairs.append(("random effect", ours.dersimonian_laird))
    for name, mine in pairs:
        assert mine.estimate == pytest.approx(frame.loc[name, "eff"], abs=1e-8)
        assert mine.low == pytest.approx(frame.loc[name, "ci_low"], abs=1e-6)
        assert mine.high == pytest.approx(frame.loc[name, "ci_upp"], abs=1e-6)
    assert ours.q == pytest.approx(theirs.q, rel=1e-7, abs=1e-9)


@given(effects, st.floats(-50, 50))
@settings(max_examples=40)  # each pools on a grid
def test_moving_every_trial_moves_the_result_and_changes_nothing_else(trials, shift):
    moved = pool([Effect(trial.label, "md", trial.value + shift, trial.variance) for trial in trials])
    there = pool(trials)
    for one, other in ((there.fixed, moved.fixed), (there.reml, moved.reml), (there.bayes, moved.bayes)):
        assert other.estimate == pytest.approx(one.estimate + shift, abs=1e-4)
        assert other.high - other.low == pytest.approx(one.high - one.low, rel=1e-3, abs=1e-5)


@given(effects)
@settings(max_examples=40)  # each pools on a grid
def test_random_effects_are_never_surer_than_the_fixed_one(trials):
    found = pool(trials)
    width = found.fixed.high - found.fixed.low
    for other in (found.dersimonian_laird, found.reml, found.hartung_knapp):
        assert other.high - other.low >= width - 1e-9
    assert found.hartung_knapp.high - found.hartung_knapp.low >= found.reml.high - found.reml.low - 1e-9


@given(effects)
@settings(max_examples=40)  # each pools on a grid
def test_the_next_trial_is_less_certain_than_the_mean(trials):
    found = pool(trials)
    for one in (found.reml, found.bayes, found.hartung_knapp):
        if one.predicted is not None:
            assert one.predicted[0] <= one.low + 1e-9
            assert one.predicted[1] >= one.high - 1e-9


def test_trials_that_agree_perfectly_have_no_heterogeneity():
    found = pool([Effect(str(n), "rr", log(0.8), 0.04) for n in range(6)])
    assert found.i2 == found.dersimonian_laird.tau2 == found.reml.tau2 == 0
    assert found.fixed.estimate == pytest.approx(0.8)
    assert found.fixed.high == pytest.approx(exp(log(0.8) + 1.959964 * sqrt(0.04 / 6)))


def test_leaving_out_the_odd_one_is_seen():
    trials = [Effect(str(n), "md", -1.0, 0.1) for n in range(5)] + [Effect("odd", "md", 9.0, 0.1)]
    left = {one.without: one.pooled for one in pool(trials).leave_one_out}
    assert left["odd"].estimate == pytest.approx(-1)
    assert left["0"].estimate > 0


def test_the_bayesian_result_is_the_mixture_it_says_it_is():
    """Against plain simulation from the same posterior: tau from its grid, then the mean given tau."""
    trials = [Effect("a", "rr", 0.1, 0.04), Effect("b", "rr", -0.5, 0.09), Effect("c", "rr", -0.2, 0.02)]
    rng = np.random.default_rng(7)
    taus = np.abs(rng.normal(0, 0.5, 40_000))
    values, variances = np.array([t.value for t in trials]), np.array([t.variance for t in trials])
    total = variances[None, :] + taus[:, None] ** 2
    weights = 1 / total
    means = (weights * values).sum(1) / weights.sum(1)
    logs = -0.5 * (np.log(total).sum(1) + np.log(weights.sum(1)) + ((values - means[:, None]) ** 2 / total).sum(1))
    chosen = rng.choice(len(taus), 40_000, p=np.exp(logs - logs.max()) / np.exp(logs - logs.max()).sum())
    draws = means[chosen] + rng.normal(0, 1, 40_000) / np.sqrt(weights.sum(1)[chosen])
    found = pool(trials, prior_scale=0.5).bayes
    assert log(found.estimate) == pytest.approx(np.median(draws), abs=0.01)
    assert log(found.low) == pytest.approx(np.quantile(draws, 0.025), abs=0.03)
    assert log(found.high) == pytest.approx(np.quantile(draws, 0.975), abs=0.03)


def test_a_mixture_of_one_is_that_normal_distribution():
    one = np.array([1.0])
    assert mixture_quantile(one, np.array([2.0]), np.array([3.0]), 0.975) == pytest.approx(2 + 3 * 1.959964, abs=1e-5)


@given(st.integers(1, 50), st.floats(1, 500), st.integers(1, 50), st.floats(1, 500))
def test_a_rate_ratio_is_the_ratio_of_the_rates_and_turns_over_with_the_arms(events, time, events2, time2):
    ratio = rate_ratio("x", (events, time), (events2, time2))
    assert ratio.estimate == pytest.approx(events / time / (events2 / time2))
    assert rate_ratio("x", (events2, time2), (events, time)).estimate == pytest.approx(1 / ratio.estimate)


@given(st.floats(0.1, 10), st.floats(0.01, 4))
def test_an_effect_read_back_from_its_own_interval_is_itself(estimate, variance):
    effect = Effect("x", "rr", log(estimate), variance)
    again = published("x", "rr", effect.estimate, *effect.interval)
    assert again.value == pytest.approx(effect.value, abs=1e-9)
    assert again.variance == pytest.approx(effect.variance, rel=1e-6)
    assert published("x", "md", 1.8, -1.32, 4.92).value == 1.8


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: mean_difference("x", ((1, 0, 10), (1, 1, 10))),
        lambda: mean_difference("x", ((1, 1, 1), (1, 1, 10))),
        lambda: risk_ratio("x", (11, 10), (1, 10)),
        lambda: risk_ratio("x", (0, 10), (0, 10)),
        lambda: risk_ratio("x", (10, 10), (10, 10)),
        lambda: rate_ratio("x", (0, 10), (0, 10)),
        lambda: rate_ratio("x", (1, 0), (1, 10)),
        lambda: published("x", "rr", 1.0, -1.0, 2.0),
        lambda: published("x", "md", 3.0, 1.0, 2.0),
        lambda: Effect("x", "md", float("nan"), 1.0),
        lambda: Effect("x", "md", 1.0, 0.0),
        lambda: pool([]),
        lambda: pool([Effect("x", "md", 1.0, 1.0), Effect("y", "rr", 1.0, 1.0)]),
    ],
)
def test_numbers_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        wrong()


def test_one_trial_pools_to_itself_and_promises_nothing_of_the_next():
    found = pool([Effect("alone", "md", 2.0, 1.0)])
    for one in (found.fixed, found.dersimonian_laird, found.reml, found.hartung_knapp):
        assert one.estimate == pytest.approx(2.0)
        assert one.predicted is None
    assert found.leave_one_out == ()
    assert found.i2 == 0


def test_a_zero_cell_gets_its_half_and_stays_finite():
    assert risk_ratio("x", (0, 20), (5, 20)).estimate == pytest.approx((0.5 / 21) / (5.5 / 21))
    assert rate_ratio("x", (0, 10), (4, 10)).estimate == pytest.approx(0.5 / 4.5)
