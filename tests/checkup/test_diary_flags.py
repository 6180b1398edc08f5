"""What a diary shows of danger: only nights that were told count, and more of them never calm it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.checkup.diary_flags import Noticed, diary_flags, ever_flagged
from nattero.diary.night import Closed, Episode, Missing, Night, Open
from nattero.diary.payloads import Cramp
from nattero.knowledge.model import URGENCIES
from nattero.knowledge.words import LANGUAGES
from tests import packed

PACK = packed.pack()
FIRST = date(2026, 9, 1)


def night(day: int, cramps: int | None, seconds: Sequence[int | None] = (), danger: Sequence[str] = ()) -> Night:
    """Give a night: missing (None cramps), or closed with so many said and the cramps that were timed."""
    when = FIRST + timedelta(days=day)
    at = datetime.combine(when, time(23), UTC)
    logged = tuple(
        Episode(f"{day}-{n}", "UTC", Cramp(at=at + timedelta(minutes=20 * n), seconds=length, danger=list(danger)))
        for n, length in enumerate(seconds)
    )
    if cramps is None:
        return Open(when, logged) if logged else Missing(when)
    return Closed(when, logged, cramps, "check")


def noticed(nights: Sequence[Night]) -> list[Noticed]:
    return diary_flags(nights, PACK.diary_flags.values(), PACK.red_flags)


def flags(nights: Sequence[Night]) -> list[str]:
    return [each.flag for each in noticed(nights)]


signs = st.lists(st.sampled_from(["one-leg-swollen", "numb-tingling", "no-such-sign"]), max_size=2)
some_nights = st.lists(
    st.tuples(st.none() | st.integers(0, 5), st.lists(st.none() | st.integers(0, 2000), max_size=3), signs), max_size=25
).map(lambda rows: [night(day, *row) for day, row in enumerate(rows)])


@given(some_nights)
def test_each_sign_is_noticed_once_the_most_urgent_first_in_nights_of_the_diary(nights: list[Night]) -> None:
    found = noticed(nights)
    assert len({each.flag for each in found}) == len(found)
    order = [URGENCIES.index(each.urgency) for each in found]
    assert order == sorted(order)
    dates = {each.date for each in nights}
    assert all(each.nights and set(each.nights) <= dates for each in found)


@given(st.lists(st.sampled_from([None, 0]), max_size=40))
def test_missing_and_quiet_nights_raise_nothing(counts: list[int | None]) -> None:
    assert noticed([night(day, count) for day, count in enumerate(counts)]) == []


@given(some_nights, st.integers(0, 2))
def test_a_night_that_is_not_told_yet_hides_nothing(nights: list[Night], later: int) -> None:
    told = [*nights, night(len(nights), 0)]
    assert noticed([*told, *(night(len(told) + n, None) for n in range(later))]) == noticed(told)


def test_a_cramp_every_night_for_two_weeks_is_noticed_and_a_night_less_is_not() -> None:
    assert flags([night(day, 1) for day in range(14)]) == ["daily-two-weeks"]
    assert flags([night(day, 1) for day in range(13)]) == []


@pytest.mark.parametrize("gap", [None, 0])
def test_a_missing_or_quiet_night_breaks_the_row(gap: int | None) -> None:
    assert flags([night(day, gap if day == 7 else 1) for day in range(14)]) == []


def test_several_a_day_for_a_week_is_more_urgent_than_daily() -> None:
    found = noticed([night(day, 3 if day >= 7 else 1) for day in range(14)])
    assert [(each.flag, each.urgency) for each in found] == [("several-a-day", "soon"), ("daily-two-weeks", "routine")]


def test_a_cramp_far_longer_than_ones_own_usual_is_noticed() -> None:
    usual = [night(day, None, [60]) for day in range(5)]
    assert flags([*usual, night(5, None, [200])]) == ["longer-than-usual"]
    assert flags([*usual, night(5, None, [170])]) == []
    assert flags([*(night(day, None, [150]) for day in range(5)), night(5, None, [200])]) == []
    assert flags([*usual[:4], night(4, None, [200])]) == []


def test_a_cramp_over_ten_minutes_is_urgent_whatever_is_usual_and_only_while_it_is_fresh() -> None:
    assert [each.urgency for each in noticed([night(0, None, [601])])] == ["urgent"]
    assert flags([night(0, None, [601]), night(1, 0), night(2, 0)]) == []


def test_a_danger_sign_touched_during_a_cramp_is_raised_again_for_a_week() -> None:
    touched = night(0, None, [60], ["one-leg-swollen"])
    assert [(each.rule, each.flag, each.urgency) for each in noticed([touched])] == [
        ("touched", "one-leg-swollen", "urgent")
    ]
    assert flags([touched, *(night(day, 0) for day in range(1, 7))]) == ["one-leg-swollen"]
    assert flags([touched, *(night(day, 0) for day in range(1, 8))]) == []


def test_what_is_noticed_can_be_said_in_every_language() -> None:
    assert all(PACK.text(f"noticed.{rule}", lang) for rule in PACK.diary_flags for lang in LANGUAGES)


@given(some_nights)
def test_whatever_the_last_nights_show_a_whole_period_shows_too(nights: list[Night]) -> None:
    ever = {each.flag: set(each.nights) for each in ever_flagged(nights, PACK.diary_flags.values(), PACK.red_flags)}
    dates = {each.date for each in nights}
    assert set(flags(nights)) <= set(ever)
    assert all(where and where <= dates for where in ever.values())


def test_a_long_cramp_of_months_ago_stays_in_the_period_it_was_in() -> None:
    nights = [night(0, 1, [2400]), *(night(day, 0) for day in range(1, 120))]
    assert flags(nights) == []
    found = ever_flagged(nights, PACK.diary_flags.values(), PACK.red_flags)
    assert [(each.flag, each.nights) for each in found] == [("over-ten-minutes", (FIRST,))]
