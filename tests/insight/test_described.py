"""Lately, hours, places, spells and seasons: what is told and nothing else, with how sure it is, or what is still missing."""

from datetime import date, timedelta
from itertools import groupby
from math import isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.summary import NIGHTS_NEEDED, NotYet
from nattero.insight.clock import CRAMPS_NEEDED, Clock, clock
from nattero.insight.lately import MONTH, Lately, lately
from nattero.insight.places import middle, shares
from nattero.insight.seasons import seasons, weekdays
from nattero.insight.spells import Spells, spells
from tests.insight.diaries import at_hours, told

month = st.lists(st.none() | st.integers(0, 5), min_size=MONTH, max_size=MONTH)
clocks = st.lists(st.floats(0, 23.9), min_size=CRAMPS_NEEDED, max_size=30)


def nights_of(counts: list[int | None]) -> list[int]:
    return [count for count in counts if count is not None]


@settings(max_examples=60)
@given(month, month)
def test_a_month_is_only_called_more_or_fewer_when_its_ratio_is_clear(
    before: list[int | None], now: list[int | None]
) -> None:
    found, swapped = lately(told([*before, *now])), lately(told([*now, *before]))
    recorded = len(nights_of(now))
    if recorded < NIGHTS_NEEDED:
        assert found == NotYet(recorded, NIGHTS_NEEDED)
        return
    assert isinstance(found, Lately)
    assert found.now.cramps == sum(nights_of(now))
    assert found.now.low <= found.now.per_week <= found.now.high
    if found.ratio is None or found.low is None or found.high is None:
        assert isinstance(found.before, NotYet)
        assert found.than == "unclear"
        return
    assert found.low < found.ratio < found.high
    assert found.than == ("more" if found.low > 1 else "fewer" if found.high < 1 else "unclear")
    assert isinstance(swapped, Lately)
    assert swapped.ratio is not None
    assert isclose(swapped.ratio, 1 / found.ratio)


def test_a_great_and_steady_difference_is_called_by_its_name() -> None:
    one, other = lately(told([0, 1] * 14 + [4, 3] * 14)), lately(told([4, 3] * 14 + [0, 1] * 14))
    assert isinstance(one, Lately)
    assert isinstance(other, Lately)
    assert (one.than, other.than) == ("more", "fewer")


@settings(max_examples=50)
@given(clocks, st.integers(1, 23))
def test_the_clock_has_no_beginning(hours: list[float], turn: int) -> None:
    one, other = clock(at_hours(hours)), clock(at_hours([(hour + turn) % 24 for hour in hours]))
    assert isinstance(one, Clock)
    assert isinstance(other, Clock)
    assert sum(one.hours) == sum(other.hours) == len(hours)
    length, again = one.half_to - one.half_from, other.half_to - other.half_from
    assert isclose(length, again, abs_tol=1e-3)
    inside = sum((hour - one.half_from + 1e-3) % 24 <= length + 2e-3 for hour in hours)
    assert 2 * inside >= len(hours)


def test_cramps_on_both_sides_of_midnight_lie_around_midnight() -> None:
    found = clock(at_hours([23.5, 0.5] * 8))
    assert isinstance(found, Clock)
    assert found.middle is not None
    assert min(found.middle, 24 - found.middle) < 0.1


def test_cramps_at_any_hour_have_no_middle() -> None:
    found = clock(at_hours([float(hour) for hour in range(24)]))
    assert isinstance(found, Clock)
    assert (found.middle, found.low, found.high) == (None, None, None)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["left", "right", "both", ""]), max_size=40))
def test_shares_are_of_what_was_told_and_add_up(sides: list[str]) -> None:
    found = shares(sides, range(len(sides)))
    known = [side for side in sides if side]
    if isinstance(found, NotYet):
        assert found.have == len(known) < found.need
        return
    assert sum(each.cramps for each in found) == len(known) == found[0].n
    assert all(each.low <= each.share <= each.high for each in found)


@settings(max_examples=20)
@given(st.integers(2, 9), st.integers(2, 12))
def test_cramps_of_one_night_say_no_more_of_the_side_than_one(each: int, pairs: int) -> None:
    once = shares(["left", "right"] * pairs, range(2 * pairs))
    often = shares(["left", "right"] * pairs * each, list(range(2 * pairs)) * each)
    if isinstance(once, NotYet) or isinstance(often, NotYet):
        return
    assert [(one.share, one.low, one.high) for one in often] == [(one.share, one.low, one.high) for one in once]


def test_one_night_of_fifty_cramps_gives_no_shares() -> None:
    assert isinstance(shares(["left", "right"] * 25, [0] * 50), NotYet)


@settings(max_examples=40)
@given(st.lists(st.none() | st.floats(0, 60), max_size=40))
def test_a_middle_lies_between_its_ends_and_is_of_values_that_were_told(values: list[float | None]) -> None:
    import numpy as np

    found = middle(np.array([np.nan if value is None else value for value in values], float))
    known = [value for value in values if value is not None]
    if len(known) < 8:
        assert found is None
        return
    assert found is not None
    assert found.n == len(known)
    assert min(known) <= found.low <= found.median <= found.high <= max(known)
    assert found.lower <= found.median <= found.upper


@settings(max_examples=40)
@given(st.lists(st.none() | st.integers(0, 2), min_size=28, max_size=80))
def test_the_longest_spell_is_the_longest_and_a_night_nobody_told_ends_it(counts: list[int | None]) -> None:
    found = spells(told(counts))
    if isinstance(found, NotYet):
        assert found.have == len(nights_of(counts)) < found.need
        return
    assert isinstance(found, Spells)
    runs = [(kind, len(list(run))) for kind, run in groupby(counts, lambda count: None if count is None else count > 0)]
    for spell, kind in ((found.quiet, False), (found.cramps, True)):
        assert (spell.nights if spell else 0) == max((length for key, length in runs if key is kind), default=0)
        assert spell is None or (spell.last - spell.first).days == spell.nights - 1


def test_seasons_wait_until_every_part_of_the_year_was_told_twice() -> None:
    for days in (1, 300, 500):
        assert isinstance(seasons(told([1] * days)), NotYet)
    found = seasons(told([1] * 800, first=date(2024, 3, 1)))
    assert not isinstance(found, NotYet)
    assert [each.quarter for each in found] == [0, 1, 2, 3]
    assert all(len(each.years) >= 2 for each in found)
    assert all(isclose(rate.per_week, 7) for each in found for rate in each.rates)


@settings(max_examples=20)
@given(st.integers(0, 6), st.lists(st.integers(0, 3), min_size=70, max_size=90))
def test_weekdays_share_out_all_nights(shift: int, counts: list[int]) -> None:
    found = weekdays(told(counts, first=date(2026, 6, 1) + timedelta(days=shift)))
    assert not isinstance(found, NotYet)
    assert sum(rate.nights for rate in found) == len(counts)
    assert sum(rate.cramps for rate in found) == sum(counts)
    assert found[shift].nights >= found[shift - 1].nights
