"""Nights run from noon to noon on the wall's own clock, through every change of it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.entry import Entry, new_id
from nattero.diary.night import Closed, Missing, Open, bounds, night_of, nights, span
from tests.diary.strategies import dates, diaries, instants, zones

every_zone = st.sampled_from(sorted(available_timezones()))


def note_of(kind: str, payload: dict[str, object], n: int = 1, zone: str = "Europe/Amsterdam") -> Entry:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
    return Entry(id=new_id(at, bytes([n] * 10)), recorded_at=at, device="phone", zone=zone, kind=kind, payload=payload)


def cramp(at: str, n: int = 1, zone: str = "Europe/Amsterdam") -> Entry:
    return note_of("cramp", {"at": at}, n, zone)


def check(day: str, cramps: int, n: int = 50, **more: object) -> Entry:
    return note_of("night", {"date": day, "cramps": cramps, **more}, n)


def test_a_note_without_a_count_leaves_a_night_missing_and_is_kept_whichever_comes_first() -> None:
    day = date(2026, 1, 4)
    note = note_of("night", {"date": "2026-01-04", "note": "sore"}, 60)
    (alone,) = nights([note], day, day)
    assert isinstance(alone, Missing)
    assert (alone.check, alone.note) == (note.id, "sore")
    for number in (50, 70):
        (both,) = nights([check("2026-01-04", 2, number), note], day, day)
        assert isinstance(both, Closed)
        assert (both.count, both.note) == (2, "sore")


def test_a_correction_made_with_a_note_in_sight_stands_alone() -> None:
    day = date(2026, 1, 4)
    note = note_of("night", {"date": "2026-01-04", "note": "sore"}, 60)
    mended = msgspec.structs.replace(check("2026-01-04", 1, 70), supersedes="0199c0de-7a10-7000-8000-000000000001")
    (night,) = nights([note, mended], day, day)
    assert isinstance(night, Closed)
    assert (night.count, night.note) == (1, None)


@given(instants, every_zone)
def test_every_instant_lies_in_exactly_its_own_night(instant, zone):
    night = night_of(instant, zone)
    first, after = bounds(night, zone)
    # A few zones once skipped or repeated a noon when they crossed the date line; there a night is cut short, never doubled.
    assert first - timedelta(days=1) <= instant < after + timedelta(days=1)
    if after - first in {timedelta(hours=23), timedelta(hours=24), timedelta(hours=25)}:
        assert first <= instant < after


@given(instants, every_zone, st.integers(0, 400_000))
def test_a_later_instant_never_lies_in_an_earlier_night_by_more_than_a_repeated_hour(instant, zone, seconds):
    later = night_of(instant + timedelta(seconds=seconds), zone)
    assert later >= night_of(instant, zone) - (timedelta(days=1) if seconds < 90_000 else timedelta())


@given(dates, zones)
def test_nights_follow_one_another_without_gap(day, zone):
    assert bounds(day, zone)[1] == bounds(day + timedelta(days=1), zone)[0]


@pytest.mark.parametrize(
    ("at", "zone", "night"),
    [
        ("2026-11-22T01:14:00Z", "Europe/Amsterdam", date(2026, 11, 21)),  # 02:14
        ("2026-11-22T10:59:59Z", "Europe/Amsterdam", date(2026, 11, 21)),  # 11:59:59
        ("2026-11-22T11:00:00Z", "Europe/Amsterdam", date(2026, 11, 22)),  # noon
        ("2026-10-25T00:30:00Z", "Europe/Amsterdam", date(2026, 10, 24)),  # 02:30, the first time
        ("2026-10-25T01:30:00Z", "Europe/Amsterdam", date(2026, 10, 24)),  # 02:30, the second time
        ("2026-03-29T01:30:00Z", "Europe/Oslo", date(2026, 3, 28)),  # the hour after the one that is not
        ("2024-02-29T19:30:00Z", "Asia/Jakarta", date(2024, 2, 29)),  # 02:30 on the first of March
        ("2024-02-29T03:00:00Z", "Asia/Jakarta", date(2024, 2, 28)),  # 10:00 on the leap day
    ],
)
def test_two_in_the_morning_belongs_to_the_night_before(at, zone, night):
    assert night_of(datetime.fromisoformat(at), zone) == night


@pytest.mark.parametrize(
    ("night", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 6, 1), 24)]
)
def test_a_night_has_as_many_hours_as_the_clock_gives_it(night, hours):
    first, after = bounds(night, "Europe/Amsterdam")
    assert after - first == timedelta(hours=hours)


def test_a_cramp_stays_in_the_night_of_the_place_where_it_was_lived():
    in_jakarta = cramp("2026-11-21T18:00:00Z", zone="Asia/Jakarta")  # 01:00 there, 19:00 in Amsterdam
    at_home = cramp("2026-11-22T01:00:00Z", 2)
    assert [
        night.date
        for night in nights([in_jakarta, at_home], date(2026, 11, 20), date(2026, 11, 22))
        if isinstance(night, Open)
    ] == [date(2026, 11, 21)]
    found = nights([in_jakarta, at_home], date(2026, 11, 21), date(2026, 11, 21))[0]
    assert isinstance(found, Open)
    assert [episode.local.hour for episode in found.episodes] == [1, 2]


def test_a_night_nobody_wrote_about_is_missing_and_a_quiet_one_is_closed_with_none():
    three = nights([check("2026-11-20", 0)], date(2026, 11, 19), date(2026, 11, 21))
    assert isinstance(three[0], Missing)
    assert isinstance(three[1], Closed)
    assert three[1].count == 0
    assert isinstance(three[2], Missing)


def test_the_count_is_the_larger_of_what_was_said_and_what_was_logged():
    logged = [cramp("2026-11-21T01:00:00Z", 1), cramp("2026-11-21T02:00:00Z", 2)]
    for said, count in [(0, 2), (1, 2), (3, 3)]:
        night = nights([*logged, check("2026-11-20", said)], date(2026, 11, 20), date(2026, 11, 20))[0]
        assert isinstance(night, Closed)
        assert night.count == count


def test_of_two_check_ins_for_a_night_the_later_stands():
    night = nights([check("2026-11-20", 2, 60), check("2026-11-20", 1, 61)], date(2026, 11, 20), date(2026, 11, 20))[0]
    assert isinstance(night, Closed)
    assert night.count == 1


@given(diaries)
def test_a_span_holds_every_night_that_something_was_written_about(diary):
    reach = span(diary)
    if reach is None:
        assert not any(isinstance(night, Open | Closed) for night in nights(diary, date(2020, 1, 1), date(2020, 2, 1)))
    else:
        for night in (nights(diary, day, day)[0] for day in reach):
            assert not isinstance(night, Missing) or night.check


def test_local_noon_begins_the_night_in_lord_howe_where_clocks_move_by_half_an_hour():
    noon = datetime(2026, 10, 4, 12, tzinfo=ZoneInfo("Australia/Lord_Howe"))
    assert night_of(noon, "Australia/Lord_Howe") == date(2026, 10, 4)
    assert night_of(noon - timedelta(seconds=1), "Australia/Lord_Howe") == date(2026, 10, 3)
