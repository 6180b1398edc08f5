"""The posterior agrees with brute force, and behaves as the answer to a trial must."""

from math import exp, log

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.trials import model
from nattero.trials.analysis import analyse
from nattero.trials.decision import RULE, Chances, Rule, decide, looks
from nattero.trials.prior import FLAT, SCEPTICAL, Prior
from nattero.trials.result import Analysis, Contrast, Ratio
from nattero.trials.series import MOST_CRAMPS, Refused, Series
from tests.trials.nights import answer, drawn, series


def by_brute_force(trial: Series, prior: Prior, draws: int = 400_000) -> list[tuple[float, float, float]]:
    """Each arm's mean, deviation and chance of benefit by drawing everything from its prior and weighing it with the counts."""
    rng = np.random.default_rng(5)
    hyper = model.hyper(rng.normal(size=(draws, 4)))
    nights = trial.nights
    deviations = model.shared_precision(nights, hyper.drift) ** -0.5
    rate = model.RATE + (rng.normal(size=deviations.shape) * deviations) @ model.shared_columns(nights, trial.weekday).T
    levels = rng.normal(size=(draws, len(trial.arms))) * prior.sd / np.sqrt(2)
    levels[:, 1:] += prior.mean
    rate += (levels - levels.mean(axis=1, keepdims=True))[:, list(trial.arm)]
    chain = rng.normal(size=draws)
    keep, fresh = hyper.correlation, np.sqrt(1 - hyper.correlation**2)
    weight = np.zeros(draws)
    for night, count in enumerate(trial.cramps):
        chain = chain if night == 0 else keep * chain + fresh * rng.normal(size=draws)
        if count is None:
            continue
        mean = np.exp(rate[:, night] + hyper.spread * chain)
        weight -= (hyper.size + count) * np.log1p(mean / hyper.size)
        weight += count * np.log(mean / hyper.size) + np.log(hyper.size[:, None] + np.arange(count)).sum(axis=1)
    weight = np.exp(weight - weight.max())
    effects = levels[:, 1:] - levels[:, :1]
    centres = np.average(effects, axis=0, weights=weight)
    spreads = np.average((effects - centres) ** 2, axis=0, weights=weight) ** 0.5
    return list(zip(centres, spreads, np.average(effects < 0, axis=0, weights=weight), strict=True))


@pytest.mark.parametrize(
    ("arms", "cramps", "prior"),
    [
        ("AB", [2, 0, 1, 0, 1, 1, 3, 0, 0, 1, 2, 0, None, 0], SCEPTICAL),
        ("AB", [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0], SCEPTICAL),
        ("AB", [2, 0, 1, 1, 1, 1, 3, 0, 0, 1, 2, 0, 4, 1], Prior("flat", 0.0, 1.5)),
        ("AB", [2, 0, 1, 0, 1, 0, 3, 0, 0, 0, 2, 0, 1, 0], Prior("evidence", -0.3, 0.8)),
        ("ABC", [1, 0, 2, 0, 0, 1, 2, 0, 1, 1, 0, 1], Prior("evidence", -0.3, 0.6)),
    ],
)
def test_the_posterior_is_that_of_brute_force(arms: str, cramps: list[int | None], prior: Prior) -> None:
    trial = series(arms * (len(cramps) // len(arms)), cramps)
    for contrast, (mean, sd, better) in zip(answer(trial, prior).contrasts, by_brute_force(trial, prior), strict=True):
        assert contrast.rate_ratio.mean_log == pytest.approx(mean, abs=0.04 * sd)
        assert contrast.rate_ratio.sd_log == pytest.approx(sd, rel=0.03)
        assert contrast.chances.better == pytest.approx(better, abs=0.015)


def test_many_trials_at_once_give_what_each_gives_alone() -> None:
    trials = [
        drawn(seed, nights=nights, rate=rate) for seed, nights, rate in [(1, 42, 2), (2, 42, 9), (3, 30, 4), (4, 42, 1)]
    ]
    for trial, found in zip(trials, analyse(trials), strict=True):
        assert isinstance(found, Analysis)
        alone = answer(trial)
        for field in Ratio.__struct_fields__:
            assert getattr(found.contrasts[0].rate_ratio, field) == pytest.approx(
                getattr(alone.contrasts[0].rate_ratio, field), abs=1e-10
            )


def test_the_same_trial_gives_the_same_digits() -> None:
    trial = drawn(7, nights=56)
    assert answer(trial) == answer(trial)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([5.0, 30.0]), st.sampled_from([FLAT, SCEPTICAL]))
def test_swapping_the_arms_turns_the_ratio_over_and_keeps_each_rate(seed: int, often: float, prior: Prior) -> None:
    trial = drawn(seed, nights=28, rate=often)
    swapped = msgspec.structs.replace(trial, arms=("B", "A"), arm=tuple(1 - (which or 0) for which in trial.arm))
    found, turned = answer(trial, prior), answer(swapped, prior)
    one, other = found.contrasts[0], turned.contrasts[0]
    assert one.rate_ratio.mean_log == pytest.approx(-other.rate_ratio.mean_log, abs=1e-6)
    assert one.rate_ratio.lo == pytest.approx(1 / other.rate_ratio.hi, rel=1e-3)
    assert one.chances.better == pytest.approx(1 - other.chances.better, abs=1e-4)
    for name in "AB":
        mine, theirs = found.rate[name], turned.rate[name]
        assert (mine.mean, mine.lo, mine.hi) == pytest.approx((theirs.mean, theirs.lo, theirs.hi), rel=1e-6)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000))
def test_among_three_arms_the_answer_is_the_same_whichever_is_compared_with(seed: int) -> None:
    rng = np.random.default_rng(seed)
    arms = "".join("".join(rng.permutation(list("ABC"))) for _ in range(10))
    cramps = rng.poisson([{"A": 1.0, "B": 0.5, "C": 1.5}[arm] for arm in arms]).tolist()
    compared = {
        (one.arm, one.reference): one
        for name in "ABC"
        for one in answer(series(arms, cramps, reference=name)).contrasts
    }
    for (arm, reference), one in compared.items():
        other = compared[reference, arm]
        assert one.rate_ratio.mean_log == pytest.approx(-other.rate_ratio.mean_log, abs=1e-9)
        assert one.chances.better == pytest.approx(1 - other.chances.better, abs=1e-9)
        assert one.chances.alone == pytest.approx(1 - other.chances.alone, abs=1e-9)


def test_nights_that_were_not_recorded_say_nothing_whatever_their_arm() -> None:
    trial = drawn(3, nights=42, missing=0.3)
    other = tuple(
        which if count is not None else 1 - (which or 0) for which, count in zip(trial.arm, trial.cramps, strict=True)
    )
    assert answer(msgspec.structs.replace(trial, arm=other)).told() == answer(trial).told()


def test_more_nights_narrow_the_answer() -> None:
    sds = [
        np.mean([answer(drawn(seed, nights=nights, rate=7), FLAT).contrasts[0].rate_ratio.sd_log for seed in range(6)])
        for nights in (28, 56, 112)
    ]
    assert sds[0] > sds[1] > sds[2]


def test_a_sceptic_is_moved_less_than_somebody_with_an_open_mind() -> None:
    trial = drawn(2, nights=56, rate=10, ratio=0.4)
    open_mind, sceptic = (answer(trial, prior).contrasts[0].rate_ratio for prior in (FLAT, SCEPTICAL))
    assert open_mind.mean_log < sceptic.mean_log < 0
    assert sceptic.sd_log < open_mind.sd_log


def test_a_strong_effect_is_found_and_called_so() -> None:
    trial = drawn(1, nights=84, rate=17, ratio=0.3, spread=0.3, block=1)
    assert answer(trial).contrasts[0].decision == "helps"
    open_mind = answer(trial, FLAT).contrasts[0].rate_ratio
    assert open_mind.lo < 0.3 < open_mind.hi
    assert answer(drawn(1, nights=84, rate=5, ratio=4, spread=0.3, block=1)).contrasts[0].decision == "harms"


def test_the_rates_of_both_arms_are_near_what_was_counted() -> None:
    trial = drawn(4, nights=112, rate=14, ratio=0.5, spread=0.2, scatter=0.2)
    found = answer(trial, FLAT)
    for index, name in enumerate(trial.arms):
        counts = [
            count for which, count in zip(trial.arm, trial.cramps, strict=True) if which == index and count is not None
        ]
        assert found.rate[name].lo < 7 * sum(counts) / len(counts) < found.rate[name].hi
        assert found.rate[name].mean == pytest.approx(7 * sum(counts) / len(counts), rel=0.15)


def test_an_effect_that_lingers_is_found_whole_when_the_analysis_knows_it() -> None:
    trials = [drawn(seed, nights=112, rate=17, ratio=0.4, carry_over=3, block=4, spread=0.2) for seed in range(8)]
    without, with_it = (
        np.mean(
            [one.contrasts[0].rate_ratio.mean_log for one in analyse(trials, FLAT, days) if isinstance(one, Analysis)]
        )
        for days in (0.0, 3.0)
    )
    assert with_it < without
    assert with_it == pytest.approx(log(0.4), abs=0.2)


def test_three_arms_give_two_contrasts() -> None:
    counts = {"A": (3, 2, 4), "B": (1, 0, 1), "C": (3, 4, 2)}
    arms = "ABC" * 14
    found = answer(series(arms, [counts[arm][n // 3 % 3] for n, arm in enumerate(arms)]), FLAT)
    assert [(one.arm, one.reference) for one in found.contrasts] == [("B", "A"), ("C", "A")]
    assert found.contrasts[0].chances.better > 0.99
    assert 0.2 < found.contrasts[1].chances.better < 0.8
    assert [one["arm"] for one in found.told()["contrasts"]] == ["B", "C"]


@settings(max_examples=6)
@given(st.integers(0, 1000), st.sampled_from([0.5, 2.0, 4.0]))
def test_an_arms_rate_is_its_own_whichever_arm_it_is_compared_with(seed: int, often: float) -> None:
    rng = np.random.default_rng(seed)
    arms = "".join("".join(rng.permutation(list("ABC"))) for _ in range(28))
    cramps = rng.poisson([{"A": 1.0, "B": 1.0, "C": often}[arm] for arm in arms]).tolist()
    told = [answer(series(arms, cramps, reference=name), FLAT).rate for name in "ABC"]
    for name in "ABC":
        counted = 7 * np.mean([count for arm, count in zip(arms, cramps, strict=True) if arm == name])
        assert told[0][name].lo < counted < told[0][name].hi
        assert [one[name].mean for one in told[1:]] == pytest.approx([told[0][name].mean] * 2, rel=0.05)


@settings(max_examples=10)
@given(st.lists(st.integers(0, 27), min_size=1, max_size=4, unique=True), st.integers(1, 15))
def test_a_rate_lies_within_its_limits_however_few_the_bad_nights_are(bad: list[int], cramps: int) -> None:
    found = answer(series("AB" * 14, [cramps if night in bad else 0 for night in range(28)]))
    for rate in found.rate.values():
        assert rate.lo < rate.mean < rate.hi


@settings(max_examples=6)
@given(st.integers(0, 1000))
def test_what_the_nights_say_alone_is_of_what_was_drawn_and_not_of_what_was_done(seed: int) -> None:
    rng = np.random.default_rng(seed)
    planned = drawn(seed, nights=56, rate=10)
    kept = tuple(float(rng.random() < 0.6) for _ in range(56))
    told = answer(msgspec.structs.replace(planned, adhered=kept)).contrasts[0]
    (as_planned,) = analyse([planned], FLAT)
    assert isinstance(as_planned, Analysis)
    assert told.chances.alone == as_planned.contrasts[0].chances.better


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_against_another_thing_a_night_that_was_not_done_says_nothing_of_how_much_it_does(
    seed: int, every: int
) -> None:
    planned = drawn(seed, nights=42, rate=10, block=3)
    done = tuple(float(night % (every + 1) > 0) for night in range(planned.nights))
    trial = msgspec.structs.replace(planned, adhered=done, active=True)
    other = tuple(count if kept else (count or 0) + 7 for count, kept in zip(planned.cramps, done, strict=True))
    bad_then, turned = (
        msgspec.structs.replace(trial, cramps=other),
        msgspec.structs.replace(trial, arms=("B", "A"), arm=tuple(1 - (which or 0) for which in trial.arm)),
    )
    one, worse, mirrored = (answer(each).contrasts[0] for each in (trial, bad_then, turned))
    assert worse.rate_ratio == one.rate_ratio
    assert mirrored.rate_ratio.mean_log == pytest.approx(-one.rate_ratio.mean_log, abs=1e-6)
    assert mirrored.chances.alone == pytest.approx(1 - one.chances.alone, abs=1e-4)


def test_left_out_on_bad_nights_a_useless_thing_is_seldom_found_to_help() -> None:
    rng = np.random.default_rng(7)
    trials = []
    for seed in range(60):
        planned = drawn(seed, nights=84, rate=14, ratio=1.0)
        calm = [rng.random() < 1 / (1 + np.exp(1.5 * (count or 0) - 2)) for count in planned.cramps]
        trials.append(msgspec.structs.replace(planned, adhered=tuple(map(float, calm))))
    found = [one.contrasts[0].decision for one in analyse(trials) if isinstance(one, Analysis)]
    assert found.count("helps") <= 6  # 3 would be 5 %


def test_the_more_is_compared_the_surer_it_has_to_be() -> None:
    two, three = (answer(series(arms * 14, [1, 2, 0] * 14)).contrasts[0].rule for arms in ("AAB", "ABC"))
    assert three.better > two.better
    assert three.alone > two.alone


def test_counts_that_jump_whatever_is_done_say_nothing_of_an_effect() -> None:
    rng = np.random.default_rng(1)
    arms = "".join("".join(rng.permutation(list("AB"))) for _ in range(42))
    found = answer(series(arms, [0] * 42 + [50] * 42))
    assert found.contrasts[0].decision not in {"helps", "harms"}
    assert found.diagnostics.effective > 3


@pytest.mark.parametrize("prior", [SCEPTICAL, FLAT])
@pytest.mark.parametrize(
    ("arms", "cramps"),
    [
        ("AB" * 10, [1, 0] * 10),  # no cramp at all in one arm
        ("AB" * 10, [2] * 20),  # always the same
        ("AAAABBBB" * 5, [50] * 40),
        ("A" * 20 + "B" * 20 + "A" * 12, [50] * 20 + [0] * 20 + [50] * 12),
        ("AB" * 5, [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]),
        ("AB" * 200, [0] * 399 + [50]),
        ("AABB" * 5, [0, 50] * 10),
    ],
)
def test_extreme_nights_are_answered_with_finite_and_humble_numbers(arms: str, cramps: list[int], prior: Prior) -> None:
    found = answer(series(arms, cramps), prior)
    for one in found.contrasts:
        ratio = one.rate_ratio
        assert 0 <= ratio.lo < ratio.median < ratio.hi < float("inf")
        assert 0 < one.chances.better < 1
    for rate in found.rate.values():
        assert 0 <= rate.lo <= rate.mean <= rate.hi <= 7 * MOST_CRAMPS


def test_a_trial_whose_arm_was_never_done_is_refused() -> None:
    found = analyse([series("AB" * 10, [1] * 20, [1.0, 0.0] * 10)])[0]
    assert isinstance(found, Refused)
    assert found.code == "not-done"


def test_nothing_may_be_said_of_a_trial_that_is_too_short() -> None:
    sure = {"better": 0.999, "meaningful": 0.99, "same": 0.0, "alone": 0.999}
    assert decide(Chances(**sure, recorded=27)) == "not-yet-clear"
    assert decide(Chances(**sure, recorded=28)) == "helps"


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.integers(0, 200), st.integers(28, 84))
def test_nothing_is_called_clear_unless_prior_and_nights_agree(
    better: float, share: float, same: float, alone: float, recorded: int, gone: int
) -> None:
    word = decide(Chances(better, better * share, same, alone, recorded), RULE.after(gone, 84))
    assert (word == "helps") <= (better >= 0.9 and alone >= 0.97 - 1e-9)
    assert (word == "harms") <= (better <= 0.1 + 1e-9 and alone <= 0.03 + 1e-9)


@given(st.integers(28, 83), st.sampled_from([0.9, 0.95, 0.97]))
def test_the_earlier_the_look_and_the_more_trials_the_surer_the_nights_have_to_be(gone: int, better: float) -> None:
    rule = Rule(better=better)
    assert rule.after(gone, 84).alone >= rule.after(gone + 1, 84).alone > rule.after(84, 84).alone - 1e-12
    assert rule.after(gone, 84).alone >= RULE.after(gone, 84).alone


def test_what_the_nights_say_alone_is_what_a_flat_prior_says() -> None:
    trial = drawn(2, nights=56, rate=10, ratio=0.6)
    sceptic, open_mind = answer(trial).contrasts[0].chances, answer(trial, FLAT).contrasts[0].chances
    assert sceptic.alone == pytest.approx(open_mind.better, abs=0.01)
    assert open_mind.alone == open_mind.better


def test_a_contrast_without_its_interval_cannot_be_made() -> None:
    good = answer(drawn(1, nights=28)).contrasts[0]
    for lo, hi in ((1.0, 0.5), (float("nan"), 2.0), (0.9, float("inf"))):
        with pytest.raises(ValueError, match="interval"):
            Contrast("B", "A", Ratio(0.0, 0.2, 1.0, lo, hi), good.chances, SCEPTICAL)
    with pytest.raises(TypeError):
        Contrast("B", "A", chances=good.chances, prior=SCEPTICAL)  # type: ignore[call-arg]  # that it cannot is the point
    with pytest.raises(ValueError, match="Probabilities"):
        Chances(0.5, 0.7, 0.1, 0.5, 30)


def test_the_last_night_is_always_looked_at() -> None:
    assert looks(84, Rule(least=28, every=14)) == [28, 42, 56, 70, 84]
    assert looks(50, Rule(least=28, every=14)) == [28, 42, 50]
    assert looks(20, Rule(least=28, every=14)) == [20]


def test_told_numbers_are_those_of_the_answer() -> None:
    found = answer(drawn(1, nights=42))
    told = found.told()
    assert told["rate_ratio"]["median"] == pytest.approx(found.contrasts[0].rate_ratio.median, rel=1e-5)
    assert told["rate_ratio"]["lo"] == pytest.approx(exp(log(found.contrasts[0].rate_ratio.lo)), rel=1e-5)
    assert {
        "nights",
        "recorded",
        "arms",
        "rate",
        "p_better",
        "p_meaningful",
        "decision",
        "prior",
        "diagnostics",
    } <= told.keys()
