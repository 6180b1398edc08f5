"""When is looked: at the same nights for everybody, and with as much of the chance of error as a year may have."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from nattero.insight.looks import FIRST_YEAR, HALF_YEAR, LATER, looks_at
from nattero.insight.regressors import MOST_NIGHTS


@settings(max_examples=30)
@given(st.lists(st.booleans(), min_size=1, max_size=600), st.integers(0, 3))
def test_looks_never_move_as_nights_come_in_and_hold_two_thirds_of_their_nights(nights: list[bool], gap: int) -> None:
    recorded = np.array([*[False] * gap, *nights])
    found = looks_at(recorded)
    assert found.missing > 0
    for known in range(1, len(recorded), 50):
        earlier = looks_at(recorded[:known]).so_far
        assert earlier == found.so_far[: len(earlier)]
    start = gap + nights.index(True) if any(nights) else 0
    for each, (since, _) in zip(found.so_far, FIRST_YEAR, strict=False):
        assert each.end >= start + since
        assert 3 * recorded[start : each.end].sum() >= 2 * since
        start = each.end


def test_a_diary_told_each_night_is_looked_at_after_a_quarter_a_half_and_a_year_then_each_half_year() -> None:
    found = looks_at(np.ones(800, bool))
    assert [each.end for each in found.so_far] == [90, 180, 365, 547, 729]
    assert (found.next_end, found.missing) == (911, 111)
    assert [each.end for each in found.of_the_year] == [547, 729]
    assert [each.end for each in looks_at(np.ones(365, bool)).of_the_year] == [90, 180, 365]


def test_a_few_missing_nights_do_not_put_a_look_off_and_many_do() -> None:
    few, many = np.ones(120, bool), np.ones(120, bool)
    few[10:40], many[10:50] = False, False
    assert [each.end for each in looks_at(few).so_far] == [90]
    assert [each.end for each in looks_at(many).so_far] == [100]


def test_the_looks_of_any_year_spend_no_more_than_one_chance_in_twenty() -> None:
    """Looks are correlated, since they share nights: counted on random walks."""
    first = zip(
        np.cumsum([nights for nights, _ in FIRST_YEAR]).tolist(), [share for _, share in FIRST_YEAR], strict=True
    )
    years = [[*first], *([(year + half, LATER) for half in (HALF_YEAR, 2 * HALF_YEAR)] for year in (365, 729, 1093))]
    ends = {nights: max(nights - MOST_NIGHTS, 0) for year in years for nights, _ in year}
    nights = sorted({*ends, *ends.values()})
    steps = np.random.default_rng(1).normal(size=(50_000, len(nights))) * np.sqrt(np.diff([0, *nights]))
    walk = dict(zip(nights, np.cumsum(steps, axis=1).T, strict=True))
    for year in years:
        seen = [
            np.abs(walk[end] - walk[ends[end]]) / np.sqrt(end - ends[end]) > norm.isf(share / 2) for end, share in year
        ]
        assert np.any(seen, axis=0).mean() < 0.053  # 0.05, and three standard errors of 50,000 walks
