"""When is looked: at the same nights for everybody, and with as much of the chance of error as a year may have."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from nattero.insight.looks import FIRST_YEAR, HALF_YEAR, LATER, Look, earlier_looks, last_look, next_look
from nattero.insight.regressors import MOST_NIGHTS


@given(st.integers(0, 5000))
def test_the_next_look_lies_ahead_and_becomes_the_last(recorded: int) -> None:
    ahead = next_look(recorded)
    due = last_look(recorded)
    assert ahead > recorded
    assert (due is None) == (recorded < min(FIRST_YEAR))
    assert due is None or due.nights <= recorded
    reached = last_look(ahead)
    assert reached is not None
    assert reached.nights == ahead
    assert last_look(ahead - 1) == due


def test_what_stood_out_is_remembered_for_a_year() -> None:
    assert [
        [each.nights for each in earlier_looks(Look(nights, 0.01))] for nights in (90, 180, 365, 547, 729, 911)
    ] == [
        [],
        [90],
        [90, 180],
        [365],
        [547],
        [729],
    ]


def test_the_looks_of_any_year_spend_no_more_than_one_chance_in_twenty() -> None:
    """Looks are correlated, since they share nights: counted on random walks."""
    years = [[*FIRST_YEAR.items()]] + [
        [(year + half, LATER) for half in (HALF_YEAR, 2 * HALF_YEAR)] for year in (365, 729, 1093)
    ]
    ends = {nights: max(nights - MOST_NIGHTS, 0) for year in years for nights, _ in year}
    nights = sorted({*ends, *ends.values()})
    steps = np.random.default_rng(1).normal(size=(50_000, len(nights))) * np.sqrt(np.diff([0, *nights]))
    walk = dict(zip(nights, np.cumsum(steps, axis=1).T, strict=True))
    for year in years:
        seen = [
            np.abs(walk[end] - walk[ends[end]]) / np.sqrt(end - ends[end]) > norm.isf(share / 2) for end, share in year
        ]
        assert np.any(seen, axis=0).mean() < 0.053  # 0.05, and three standard errors of 50,000 walks
