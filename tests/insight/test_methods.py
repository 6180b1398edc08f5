"""What findings are made of: correlation taken out, chance counted, ratios shrunk, histories of known truth."""

from datetime import timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.payloads import number_of
from nattero.diary.summary import NotYet
from nattero.insight.changes import change, evidence, places
from nattero.insight.estimate import estimates
from nattero.insight.findings import Forecast, findings
from nattero.insight.forecast import forecast
from nattero.insight.history import Array, history, known_part
from nattero.insight.lines import Line
from nattero.insight.permutation import Family, stepped
from nattero.insight.regressors import told
from nattero.insight.simulate import Truth, simulate
from nattero.insight.testable import testable as measures_to_test
from nattero.insight.whitening import Memory, inflation, innovations, memory, solved
from tests import packed
from tests.insight.diaries import FIRST, nights

shares = st.floats(0.05, 0.9)
correlations = st.floats(0.05, 0.95)


def chain(seed: int, length: int, share: float, keep: float) -> Array:
    """A series of variance 1, of which a share is carried from night to night."""
    rng = np.random.default_rng(seed)
    fresh = rng.normal(size=length) * np.sqrt(1 - keep**2)
    hidden = [float(rng.normal())]
    for one in fresh[1:]:
        hidden.append(keep * hidden[-1] + one)
    return np.asarray(np.sqrt(share) * np.array(hidden) + np.sqrt(1 - share) * rng.normal(size=length))


@settings(max_examples=15, deadline=None)
@given(shares, correlations, st.lists(st.booleans(), min_size=3, max_size=40).filter(any))
def test_two_ways_of_taking_correlation_out_agree(share: float, keep: float, known: list[bool]) -> None:
    """Products of innovations are products under the inverse of the correlation matrix, whichever nights are missing."""
    there = np.array(known)
    columns = np.random.default_rng(1).normal(size=(len(there), 3)) * there[:, None]
    point = Memory(share, keep)
    white = innovations(columns, there, point)
    right, log_det = solved(columns, there, point)
    gaps = np.abs(np.subtract.outer(np.flatnonzero(there), np.flatnonzero(there)))
    matrix = share * keep**gaps + (1 - share) * np.eye(int(there.sum()))
    assert white.T @ white == pytest.approx(columns.T @ right, abs=1e-6)
    assert columns[there].T @ np.linalg.solve(matrix, columns[there]) == pytest.approx(columns.T @ right, abs=1e-6)
    assert log_det == pytest.approx(np.linalg.slogdet(matrix)[1], abs=1e-6)


def test_correlation_is_seen_where_it_is_and_not_where_it_is_not() -> None:
    level, known = np.ones((600, 1)), np.ones(600, bool)
    strong = memory(chain(2, 600, 0.8, 0.9), level, known)
    none = memory(chain(3, 600, 0.0, 0.5), level, known)
    assert strong.share * strong.correlation > 0.5
    assert none.share * none.correlation < 0.1


@settings(max_examples=15, deadline=None)
@given(shares, correlations)
def test_correlation_never_makes_a_number_surer(share: float, keep: float) -> None:
    columns = np.random.default_rng(4).normal(size=(50, 3))
    assert (inflation(columns, Memory(share, keep)) >= 1).all()
    assert inflation(np.ones((50, 1)), Memory(share, keep))[0] > 1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=8))
def test_a_look_that_stands_out_more_is_never_less_sure(seen: list[float]) -> None:
    found = Family(np.array(seen), np.random.default_rng(5).normal(size=(len(seen), 199)))
    chance = stepped(found)
    assert ((chance > 0) & (chance <= 1)).all()
    order = np.argsort(-np.abs(seen))
    assert (np.diff(chance[order]) >= 0).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 8))
def test_looking_at_more_things_makes_none_of_them_surer(looks: int) -> None:
    rng = np.random.default_rng(looks)
    seen, chance = rng.normal(size=looks) * 2, rng.normal(size=(looks, 199))
    few = stepped(Family(seen[:1], chance[:1]))[0]
    assert stepped(Family(seen, chance))[0] >= few


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.floats(0.05, 0.5), st.floats(0.6, 2.0))
def test_a_narrower_prior_draws_a_ratio_nearer_to_one(seed: int, narrow: float, wide: float) -> None:
    rng = np.random.default_rng(seed)
    look = (rng.random(80) < 0.4).astype(float)[:, None]
    cramps = rng.poisson(np.exp(0.7 * look[:, 0])).astype(float)
    known, level = np.ones(80, bool), np.ones((80, 1))
    near, far = (
        estimates(cramps, known, level, look, Memory(0.0, 0.0), (np.array([10.0]), sd)) for sd in (narrow, wide)
    )
    assert abs(near.mean[0]) < abs(far.mean[0])
    assert near.sd[0] < far.sd[0]


def test_a_weekday_of_many_cramps_is_found() -> None:
    rng = np.random.default_rng(6)
    weekday = (FIRST.weekday() + np.arange(182)) % 7
    found = findings(history(nights([int(n) for n in rng.poisson(np.where(weekday == 5, 4.0, 0.7))]))).weekday
    assert found is not None
    assert (found.weekday, found.nights) == (5, 26)
    assert found.low > 1


def test_eight_weeks_are_too_few_for_a_change_that_needs_two_on_either_side_of_many_places() -> None:
    few = told(history(nights([0, 1, 2, 1] * 6)))
    assert not len(places(few))
    assert change(few, FIRST, 9) is None


def test_the_chances_of_where_a_change_lies_add_up() -> None:
    seen = told(simulate(Truth(nights=120, change=3), np.random.default_rng(7)).history)
    found = evidence(seen, places(seen))
    assert found.chance.sum() == pytest.approx(1)
    assert 0 <= found.there <= 1


def test_a_line_among_nights_without_cramps_waits_for_cramps() -> None:
    cramps = [1, 2] * 14 + [0] * 400
    line = Line(FIRST + timedelta(days=300), "medicine", "tablet")
    assert findings(history(nights(cramps), [line])).since == (NotYet(0, 7, "need_cramps"),)


def test_the_longer_ago_the_last_night_the_less_recent_nights_say_of_tonight() -> None:
    spell = [None if night % 11 == 5 else int(night // 30 % 2 == 1) * 3 for night in range(360)]
    one = history(nights(spell))
    soon = forecast(one, on=FIRST + timedelta(days=360))
    late = forecast(one, on=FIRST + timedelta(days=367 * 2))
    assert isinstance(soon, Forecast)
    assert isinstance(late, Forecast)
    assert abs(late.probability - late.usual) < abs(soon.probability - soon.usual)


def test_what_can_be_tested_are_measures_of_the_pack_with_a_trial() -> None:
    pack = packed.pack()
    found = measures_to_test(pack)
    assert "stretched" in found
    assert all(pack.measures[name].trial for names in found.values() for name in names)


def test_what_was_said_becomes_a_number_and_silence_stays_silence() -> None:
    assert [number_of(value) for value in (True, False, 2, 0.5, "new tablet")] == [1.0, 0.0, 2.0, 0.5, 1.0]
    assert np.isnan([number_of(value) for value in (None, " ", float("nan"), float("inf"))]).all()


def test_an_empty_history_has_no_day() -> None:
    empty = history([])
    assert (len(empty), len(empty.cramps), known_part(empty)) == (0, 0, slice(0, 0))
    with pytest.raises(ValueError, match="no night"):
        empty.day(0)


def test_simulated_rates_are_what_was_asked_for() -> None:
    rng = np.random.default_rng(8)
    one = simulate(Truth(nights=10_000, rate=7, ratios=(), missing=0.3), rng).history
    assert np.nanmean(one.count) == pytest.approx(1, abs=0.05)
    assert one.recorded.mean() == pytest.approx(0.7, abs=0.02)
    two = simulate(Truth(nights=10_000, rate=7, ratios=(2.0,), share=0.4), rng).history
    with_it = two.exposures["x0"] == 1
    assert with_it.mean() == pytest.approx(0.4, abs=0.01)
    assert np.mean(two.count[with_it]) / np.mean(two.count[~with_it]) == pytest.approx(2, abs=0.2)


def test_a_truth_that_cannot_be_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"rate": 0}, Truth)
