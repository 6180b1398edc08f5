"""Weeks: every night in one of them, rates from closed nights only and only where more than half was told."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.night import Closed, Missing, Night, Open
from nattero.diary.weeks import NIGHTS_NEEDED_OF_A_WEEK, weeks

FIRST = date(2026, 1, 1)
kinds = st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=40)


def nights(counts: list[int | None]) -> list[Night]:
    days = (FIRST + timedelta(days=n) for n in range(len(counts)))
    return [
        Missing(day) if count is None else Closed(day, (), count, "x") for day, count in zip(days, counts, strict=True)
    ]


@given(kinds)
def test_every_night_is_in_exactly_one_week_and_the_last_week_is_whole(counts: list[int | None]) -> None:
    span = nights(counts)
    found = weeks(span)
    assert [night for week in found for night in week.nights] == span
    assert all(len(week.nights) == 7 for week in found[1:])


@given(kinds)
def test_a_week_has_a_rate_when_enough_of_it_was_told_and_its_interval_holds_it(counts: list[int | None]) -> None:
    for week in weeks(nights(counts)):
        assert (week.rate is None) == (week.closed < NIGHTS_NEEDED_OF_A_WEEK)
        if week.rate:
            assert week.rate.low <= week.rate.per_week <= week.rate.high


@given(st.lists(st.integers(0, 5), min_size=7, max_size=7))
def test_the_rate_of_a_week_that_was_told_in_full_is_its_count(counts: list[int]) -> None:
    (week,) = weeks(nights(list(counts)))
    assert week.rate is not None
    assert round(week.rate.per_week, 9) == sum(counts) == week.cramps


def test_open_and_missing_nights_are_counted_nowhere() -> None:
    span: list[Night] = [*nights([1, 1, 1, 1, None, None]), Open(FIRST + timedelta(days=6), ())]
    (week,) = weeks(span)
    assert (week.closed, week.cramps) == (4, 4)
    assert week.rate is not None
    assert week.rate.per_week == 7
