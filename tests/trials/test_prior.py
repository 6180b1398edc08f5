"""Priors come from trials where these printed means, never from other people's, and say what they are made of."""

from math import log

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.interventions import Arm, TrialResult
from nattero.trials.prior import FLAT, SCEPTICAL, from_trials, named_prior, ratio_of_means
from tests import packed

TEA = TrialResult(
    id="one",
    source="one",
    arm="tea",
    against="placebo",
    people="older",
    design="parallel",
    outcome="cramps",
    per="week",
    better="lower",
    result="benefit",
)


def result(mean: float, sd: float = 2.0, n: int = 50, **more: object) -> TrialResult:
    arms = {"treated": Arm(mean=mean, sd=sd, n=n), "control": Arm(mean=4.0, sd=sd, n=n)}
    return msgspec.structs.replace(TEA, **{**arms, **more})


def test_the_ratio_of_means_has_the_variance_of_the_delta_method() -> None:
    found = ratio_of_means(result(2.0))
    assert found is not None
    value, variance = found
    assert value == pytest.approx(log(0.5))
    assert variance == pytest.approx(4 / 50 / 4 + 4 / 50 / 16)


@given(st.floats(0.5, 12), st.floats(0.5, 10), st.integers(5, 5000))
def test_a_trial_moves_the_prior_towards_itself_and_never_all_the_way(mean: float, sd: float, n: int) -> None:
    found = from_trials([result(mean, sd, n)])
    assert min(0, log(mean / 4)) <= found.mean <= max(0, log(mean / 4))
    assert 0 < found.weight < 1
    assert found.sd <= SCEPTICAL.sd
    assert found.sd > 0.26  # that people differ stays, however large the trial
    assert found.trials == ("one",)


@pytest.mark.parametrize(
    "row",
    [
        result(2.0, people="pregnant"),
        result(2.0, design="not-randomised"),
        result(2.0, outcome="pain-0-10"),
        result(2.0, per=None),
        result(2.0, against="other-leg"),
        result(2.0, treated=Arm(mean=-3.4, sd=4, n=48)),
        result(2.0, treated=Arm(mean=2.0)),
        result(2.0, treated=Arm(change=-3.4)),
        result(2.0, treated=None),
    ],
)
def test_what_says_nothing_of_this_remedy_in_these_people_leaves_the_sceptic_and_says_so(row: TrialResult) -> None:
    found = from_trials([row])
    assert (found.name, found.mean, found.sd) == ("sceptical", 0.0, SCEPTICAL.sd)
    assert found.note == "no-trial-with-means"


def test_a_trial_with_a_caution_counts_less() -> None:
    plain, doubtful = from_trials([result(2.0)]), from_trials([result(2.0, cautions=("no-blinding",))])
    assert doubtful.weight < plain.weight
    assert plain.mean < doubtful.mean < 0


def test_older_peoples_trials_count_less_for_a_younger_adult_and_not_at_all_in_pregnancy() -> None:
    theirs, near = from_trials([result(2.0)], {"older"}), from_trials([result(2.0)], {"adults"})
    assert 0 < near.weight < theirs.weight
    assert from_trials([result(2.0)], {"pregnant"}).name == "sceptical"


def test_a_name_gives_its_prior() -> None:
    assert named_prior("flat") is FLAT
    assert named_prior("sceptical", [result(2.0)]) is SCEPTICAL
    assert named_prior("evidence").note == "no-remedy-named"
    assert named_prior("evidence", [result(2.0)]).name == "evidence"


def test_every_remedy_of_the_pack_has_a_prior_within_reason() -> None:
    pack = packed.pack()
    for row in pack.interventions.values():
        found = named_prior("evidence", [pack.trials[trial] for trial in row.trials])
        assert abs(found.mean) < log(2)
        assert 0.26 < found.sd <= 0.4
