"""Numbers come from told nights only, and carry their uncertainty."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from nattero.diary.night import Closed, Missing, Night, Open, episodes
from nattero.diary.summary import NotYet, Rate, dispersion, interval, rate, spread, summary
from tests.diary.test_night import cramp

FIRST = date(2026, 10, 1)


def closed(counts: list[int]) -> list[Night]:
    return [Closed(FIRST + timedelta(days=n), (), count, "x") for n, count in enumerate(counts)]


counts = st.lists(st.integers(0, 6), min_size=7, max_size=60)


@given(counts, st.lists(st.sampled_from(["missing", "open"]), max_size=20))
def test_missing_nights_change_no_rate_and_open_ones_only_whether_there_is_one(told, others):
    logged = tuple(episodes([cramp("2026-11-21T01:00:00Z")]))
    extra: list[Night] = [Missing(FIRST) if kind == "missing" else Open(FIRST, logged) for kind in others]
    alone, found, opened = rate(closed(told)), rate(closed(told) + extra), others.count("open")
    assert isinstance(alone, Rate)
    if isinstance(found, NotYet):
        assert (found.reason, found.unfinished) == ("open_nights", opened)
        assert opened > alone.cramps
    else:
        assert (found.open, found.left_out) == (opened, opened)
        assert opened <= alone.cramps
        assert (found.per_week, found.low, found.high) == (alone.per_week, alone.low, alone.high)


@given(counts)
def test_the_rate_lies_in_its_interval_and_is_sevenfold_the_nightly_mean(told):
    found = rate(closed(told))
    assert isinstance(found, Rate)
    assert found.low <= found.per_week <= found.high
    assert found.per_week == pytest.approx(7 * sum(told) / len(told))


@given(counts)
def test_more_of_the_same_nights_make_the_interval_narrower(told):
    once, often = rate(closed(told)), rate(closed(told * 4))
    assert isinstance(once, Rate)
    assert isinstance(often, Rate)
    assert often.high - often.low < once.high - once.low


@given(st.lists(st.integers(0, 5), max_size=6))
def test_under_a_week_of_told_nights_there_is_no_rate_but_a_reason(told):
    assert rate(closed(told)) == NotYet(len(told), 7)


def test_quiet_nights_alone_still_leave_room_for_some_cramps():
    found = rate(closed([0] * 28))
    assert isinstance(found, Rate)
    assert found.low == found.per_week == 0
    assert 0 < found.high < 1


@given(st.integers(1, 200), st.integers(7, 400))
def test_the_interval_is_that_of_the_chi_square_distribution(events, nights):
    low, high = interval(events, nights)
    assert low == pytest.approx(chi2.ppf(0.025, 2 * events + 1) / 2 / nights, rel=1e-9)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * events + 1) / 2 / nights, rel=1e-9)


def test_nights_that_vary_more_than_chance_widen_the_interval():
    even, clustered = rate(closed([1] * 28)), rate(closed([0, 0, 0, 4] * 7))
    assert isinstance(even, Rate)
    assert isinstance(clustered, Rate)
    assert even.per_week == clustered.per_week
    assert clustered.high - clustered.low > 1.3 * (even.high - even.low)
    assert dispersion([1] * 28) == 1


def test_a_spread_is_the_middle_half():
    found = spread([1, 2, 3, 4, 5])
    assert found is not None
    assert (found.low, found.median, found.high, found.n) == (2, 3, 4, 5)
    assert spread([]) is None
    alone = spread([7])
    assert alone is not None
    assert (alone.low, alone.median, alone.high, alone.n) == (7, 7, 7, 1)


def test_a_summary_counts_each_sort_of_night_once():
    logged = tuple(episodes([cramp("2026-11-21T01:14:00Z")]))
    nights = [*closed([0, 0, 2]), Missing(FIRST), Open(FIRST, logged)]
    found = summary(nights)
    assert (found.closed, found.quiet, found.missing, found.open, found.cramps) == (3, 2, 1, 1, 3)
    assert found.hours == {2: 1}
    assert found.pain is None
