"""The course: inside its interval, from told nights only, wider where less is known, and the same whichever way one counts."""

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.night import Closed, Episode, Open
from nattero.diary.payloads import Cramp
from nattero.diary.summary import NotYet
from nattero.insight.course import NIGHTS_NEEDED, Course, course
from nattero.insight.findings import findings
from nattero.insight.history import history
from nattero.insight.lately import lately
from nattero.insight.walk import LEVEL_MEAN, LEVEL_SD, Grid, fitted
from tests.insight.diaries import FIRST, nights, told

diaries = st.lists(st.none() | st.integers(0, 4), min_size=NIGHTS_NEEDED, max_size=90)
full = st.lists(st.integers(0, 4), min_size=28, max_size=70).filter(lambda counts: len(counts) % 7 == 0)


def opened(day: date) -> Open:
    return Open(day, (Episode(str(day), "UTC", Cramp(at=datetime.combine(day, time(23), UTC))),))


def of(counts: list[int | None] | list[int]) -> Course:
    found = course(told(counts))
    assert isinstance(found, Course)
    return found


@settings(max_examples=25, deadline=None)
@given(diaries)
def test_every_rate_lies_in_its_interval_and_every_told_night_in_one_week(counts: list[int | None]) -> None:
    recorded = [count for count in counts if count is not None]
    found = course(told(counts))
    if len(recorded) < NIGHTS_NEEDED:
        assert found == NotYet(len(recorded), NIGHTS_NEEDED)
        return
    assert isinstance(found, Course)
    assert all(0 < point.low < point.rate < point.high < np.inf for point in found.points)
    assert sum(point.nights for point in found.points) == len(recorded) == found.nights
    assert sum(point.cramps for point in found.points) == sum(recorded) == found.cramps
    assert all(
        one.last + timedelta(days=1) == next_.first for one, next_ in zip(found.points, found.points[1:], strict=False)
    )


@settings(max_examples=10, deadline=None)
@given(full, st.randoms(use_true_random=False))
def test_neither_the_order_of_the_entries_nor_nights_before_and_after_change_it(counts: list[int], luck) -> None:
    lived = nights(counts)
    mixed = luck.sample(lived, len(lived))
    around = nights([None] * 9 + counts + [None] * 5, first=lived[0].date - timedelta(days=9))
    assert course(history(mixed)) == course(history(lived)) == course(history(around))


@settings(max_examples=10, deadline=None)
@given(full)
def test_time_has_no_direction(counts: list[int]) -> None:
    there, back = of(counts), of(counts[::-1])
    for key in ("rate", "low", "high"):
        one = [getattr(point, key) for point in there.points]
        assert np.allclose(one, [getattr(point, key) for point in reversed(back.points)], rtol=1e-4)


@settings(max_examples=10, deadline=None)
@given(full)
def test_a_cramp_more_in_every_night_raises_every_week(counts: list[int]) -> None:
    pairs = zip(of(counts).points, of([count + 1 for count in counts]).points, strict=True)
    assert all(one.rate < more.rate and one.high < more.high for one, more in pairs)


@settings(max_examples=6, deadline=None)
@given(st.integers(1, 3), st.integers(4, 12))
def test_weeks_nobody_told_are_guessed_from_their_neighbours_and_surest_at_the_edges(each: int, weeks: int) -> None:
    found = of([each] * 28 + [None] * 7 * weeks + [each] * 28).points
    gap = found[4:-4]
    assert all(point.nights == 0 and 0.7 < point.rate / (7 * each) < 1.3 for point in gap)
    wide = [point.high / point.low for point in found]
    assert wide[0] < min(wide[4 : 4 + weeks])
    assert wide[4] < wide[4 + weeks // 2]


def test_a_quiet_diary_has_a_low_rate_that_is_not_nothing() -> None:
    assert all(point.low < 0.05 and 0.1 < point.high < 1.5 for point in of([0] * 42).points)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 7)), min_size=2, max_size=9).filter(
        lambda weeks: any(nights for _, nights in weeks)
    ),
    st.floats(0.05, 2),
    st.floats(0.05, 10),
)
def test_the_fit_is_the_peak_and_its_variance_the_inverse_of_the_curvature(
    weeks: list[tuple[int, int]], step: float, scatter: float
) -> None:
    told_nights = np.array([float(nights) for _, nights in weeks])
    cramps = np.array([float(count if nights else 0) for count, nights in weeks])
    field, weight, variance = fitted(cramps, told_nights, Grid(np.array([step]), np.array([scatter]), np.zeros(1)))
    rate, size = np.exp(field[:, 0]), told_nights / scatter
    walk = np.diff(np.eye(len(weeks)), axis=0)
    precision = walk.T @ walk / step
    ends = np.zeros(len(weeks))
    ends[[0, -1]] = 1 / (2 * LEVEL_SD**2)
    mean = told_nights * rate
    both = np.maximum(size + mean, 1e-100)
    gradient = size * (cramps - mean) / both - precision @ field[:, 0] - ends * (field[:, 0] - LEVEL_MEAN)
    curvature = np.diag(size * mean * (cramps + size) / both**2 + ends) + precision
    assert weight == 1
    assert np.abs(gradient).max() < 1e-3
    assert np.allclose(variance[:, 0], np.diag(np.linalg.inv(curvature)), rtol=1e-6)


def test_a_week_of_unfinished_nights_with_cramps_is_said_to_hold_at_least_those() -> None:
    days = [FIRST + timedelta(days=place) for place in range(49)]
    logged = [
        opened(day) if 14 <= place < 21 else Closed(day, (), int(place % 4 == 0), "x") for place, day in enumerate(days)
    ]
    found = course(history(logged))
    assert isinstance(found, Course)
    assert [each.least for each in found.points] == [0, 0, 7, 0, 0, 0, 0]


def test_somebody_who_logs_cramps_and_finishes_only_quiet_nights_gets_no_rate_but_a_reason() -> None:
    days = [FIRST + timedelta(days=place) for place in range(60)]
    logged = [opened(day) if place % 2 else Closed(day, (), 0, "x") for place, day in enumerate(days)]
    lived = history(logged)
    for refused, nights_ in ((course(lived), 30), (lately(lived), 14), (findings(lived).exposures, 30)):
        assert isinstance(refused, NotYet)
        assert refused.unfinished == nights_
