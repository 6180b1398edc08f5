"""A trial in blocks of weeks begins in the middle of one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from nattero.person.beginning import midweek


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_blocks_never_begin_within_a_day_of_a_new_week_and_nobody_waits_longer_than_four_days(day: date) -> None:
    first = midweek(day)
    assert 0 <= (first - day).days <= 4
    for turn in (0, 6):  # weeks begin on a Monday, or on a Sunday
        into = (first.weekday() - turn) % 7
        assert min(into, 7 - into) >= 2
    assert midweek(first) == first
