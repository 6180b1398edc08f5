"""A plan as a calendar, read by somebody else's parser: times that stay right, names that stay the same, valid lines."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
import vobject
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.payloads import Measure, Plan
from nattero.plan.feed import FeedWords, feed
from nattero.plan.occasions import CHECK_IN, at_night, occasions
from nattero.plan.vtimezone import vtimezone

ZONES = ["Europe/Amsterdam", "Europe/Oslo", "Asia/Jakarta", "America/St_Johns", "Australia/Lord_Howe"]
ODD = [
    "Africa/Casablanca",
    "Africa/Cairo",
    "America/Nuuk",
    "Europe/Dublin",
    "Asia/Kathmandu",
    "Etc/UTC",
    "America/Santiago",
]
WRITTEN = datetime(2026, 1, 10, 12, 0, 0, 250_000, tzinfo=UTC)
WORDS = FeedWords("Nattero", {CHECK_IN: "Nattero: check-in"}, "Nattero: from your plan", "The times are those of here.")
CLOCKS = st.times().map(lambda found: f"{found:%H:%M}")
MEASURES = st.builds(
    Measure,
    id=st.sampled_from(["stretch", "walk", "drink", "socks", "given"]),
    programme=st.none() | st.just("evening-stretch"),
    time=st.none() | CLOCKS,
)
PLANS = st.builds(
    Plan,
    at=st.just(WRITTEN),
    first=st.dates(),
    measures=st.lists(MEASURES, max_size=12),
    checkin=st.none() | CLOCKS,
)


def plan(*times: str, checkin: str | None = None, first: date = date(2026, 1, 1)) -> Plan:
    measures = [Measure(id=f"thing-{place}", time=time) for place, time in enumerate(times)]
    return Plan(at=WRITTEN, first=first, measures=measures, checkin=checkin)


def written(
    made: Plan | None, zone: str = ZONES[0], words: FeedWords = WORDS, at: datetime = WRITTEN, **more: Any
) -> bytes:
    return feed(made, family="0199c0de-7a10-7000-8000-000000000001", written=at, zone=zone, words=words, **more)


def events(body: bytes) -> list[Any]:
    """The events as an independent parser reads them, after it has held the whole calendar to the standard."""
    calendar = vobject.readOne(body.decode())
    assert calendar.validate(raiseException=True)
    return list(getattr(calendar, "vevent_list", []))


def clocks_of(body: bytes) -> Any:
    """The calendar's own VTIMEZONE as an independent library understands it."""
    text = body.decode()
    begin, end = text.index("BEGIN:VTIMEZONE"), text.index("END:VTIMEZONE") + len("END:VTIMEZONE")
    return tzical(StringIO(text[begin:end].replace("\r\n ", ""))).get()


def changes(zone: str, first: date, last: date) -> Iterator[date]:
    """The days on which a zone's clocks change."""
    days = [datetime.combine(first, time(12), ZoneInfo(zone)) + timedelta(days=n) for n in range((last - first).days)]
    for before, after in pairwise(days):
        if before.utcoffset() != after.utcoffset():
            yield after.date()


@pytest.mark.parametrize("zone", ZONES)
def test_a_session_keeps_its_time_on_the_wall_through_both_changes_of_the_clock(zone: str) -> None:
    body = written(plan("21:30", checkin="07:15"), zone)
    for event, clock in zip(events(body), [time(7, 15), time(21, 30)], strict=True):
        there = event.dtstart.value.tzinfo
        found = event.getrruleset().between(datetime(2026, 1, 11, tzinfo=there), datetime(2027, 1, 11, tzinfo=there))
        assert len(found) == 365
        for day, moment in enumerate(found):
            wall = datetime.combine(date(2026, 1, 11) + timedelta(days=day), clock, ZoneInfo(zone))
            assert moment.astimezone(UTC) == wall.astimezone(UTC)
    assert len(list(changes(zone, date(2026, 1, 1), date(2027, 1, 1)))) == (0 if "Jakarta" in zone else 2)


@pytest.mark.parametrize("zone", ZONES + ODD)
@pytest.mark.parametrize("first", [date(2026, 1, 1), date(2026, 7, 1)])
def test_the_clocks_in_the_calendar_are_the_zones_own_for_ten_years(zone: str, first: date) -> None:
    clocks = clocks_of(written(plan(first=first), zone, at=datetime(2020, 1, 1, tzinfo=UTC)))
    near = [
        datetime.combine(day, time(hour), UTC) for day in changes(zone, first, date(2036, 1, 1)) for hour in range(24)
    ]
    monthly = [datetime(year, month, 15, tzinfo=UTC) for year in range(2027, 2036) for month in range(1, 13)]
    walls = [moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) for moment in near + monthly]
    for wall in walls:
        if (
            wall.replace(tzinfo=ZoneInfo(zone), fold=0).utcoffset()
            == wall.replace(tzinfo=ZoneInfo(zone), fold=1).utcoffset()
        ):
            assert clocks.utcoffset(wall) == wall.replace(tzinfo=ZoneInfo(zone)).utcoffset(), wall


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Europe/Oslo", "America/St_Johns", "Australia/Lord_Howe"])
def test_rules_that_every_calendar_knows_stand_in_for_dates(zone: str) -> None:
    text = vtimezone(zone, date(2026, 1, 1)).to_ical().decode()
    assert text.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in text


def test_summer_time_that_was_given_up_is_no_rule_for_ever() -> None:
    made = written(plan(first=date(2022, 6, 1)), "America/Mexico_City", at=datetime(2022, 6, 1, tzinfo=UTC))
    clocks = clocks_of(made)
    assert b"RRULE" not in made
    before, after = (datetime(year, 7, 1, tzinfo=clocks) for year in (2022, 2023))
    assert (before.utcoffset(), after.utcoffset()) == (timedelta(hours=-5), timedelta(hours=-6))


@settings(max_examples=40)
@given(PLANS, st.sampled_from(ZONES), st.booleans(), st.randoms(use_true_random=False))
def test_the_same_plan_gives_the_same_bytes_in_whatever_order_its_measures_stand(
    made: Plan, zone: str, alarms: bool, chance: random.Random
) -> None:
    body = written(made, zone, alarms=alarms)
    shuffled = list(made.measures)
    chance.shuffle(shuffled)
    again = Plan(at=made.at, first=made.first, measures=shuffled, checkin=made.checkin)
    assert written(again, zone, alarms=alarms) == body
    found = events(body)
    assert len({event.uid.value for event in found}) == len(found) == len(occasions(made))


@settings(max_examples=40)
@given(PLANS)
def test_nothing_in_a_calendar_is_at_night(made: Plan) -> None:
    for event in events(written(made)):
        assert time(5) <= event.dtstart.value.time() < time(23, 30)


@settings(max_examples=40)
@given(PLANS, PLANS)
def test_a_thing_keeps_its_name_while_the_plan_around_it_changes(made: Plan, later: Plan) -> None:
    before = dict(zip((one.id for one in occasions(made)), events(written(made)), strict=True))
    after = dict(
        zip((one.id for one in occasions(later)), events(written(later, at=WRITTEN + timedelta(hours=1))), strict=True)
    )
    for one in before.keys() & after.keys():
        assert before[one].uid.value == after[one].uid.value
        assert int(after[one].sequence.value) > int(before[one].sequence.value)
    assert {before[one].uid.value for one in before.keys() - after.keys()}.isdisjoint(
        event.uid.value for event in after.values()
    )


def test_another_persons_plan_shares_no_name_with_ours() -> None:
    ours, theirs = (feed(plan("21:30"), family=who, written=WRITTEN, zone="Asia/Jakarta", words=WORDS) for who in "ab")
    assert events(ours)[0].uid.value != events(theirs)[0].uid.value


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=300).map(str.strip))
def test_lines_of_any_words_are_folded_as_the_standard_asks_and_read_back_whole(title: str) -> None:
    words = FeedWords("Nattero", {CHECK_IN: title}, "other", title)
    body = written(plan(checkin="08:00"), words=words)
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")
    (event,) = events(body)
    assert event.summary.value == title
    assert not title or event.description.value == title


def test_no_word_can_add_a_line_of_its_own() -> None:
    words = FeedWords("Nattero", {CHECK_IN: "x\r\nATTACH:https://evil.example\nEND:VEVENT"}, "other")
    body = written(plan(checkin="08:00"), words=words)
    assert b"\r\nATTACH" not in body
    assert len(events(body)) == 1


@pytest.mark.parametrize("made", [None, plan(), plan("02:00", checkin="04:59")])
def test_without_anything_at_a_time_the_calendar_is_valid_and_empty(made: Plan | None) -> None:
    body = written(made)
    calendar = vobject.readOne(body.decode())
    assert events(body) == []
    assert calendar.prodid.value
    assert calendar.version.value == "2.0"
    assert [each.name for each in calendar.components()] == ["VTIMEZONE"]


def test_events_begin_when_the_plan_does_and_not_before_it_was_written() -> None:
    coming, going = (events(written(plan("20:00", first=day)))[0] for day in (date(2026, 3, 1), date(2025, 3, 1)))
    assert coming.dtstart.value.date() == date(2026, 3, 1)
    assert going.dtstart.value.date() == WRITTEN.date()


def test_a_calendar_tells_nothing_but_times_and_titles_and_takes_nobodys_time() -> None:
    (event,) = events(written(plan("21:30")))
    assert (event.summary.value, event.transp.value) == ("Nattero: from your plan", "TRANSPARENT")
    assert event.contents["class"][0].value == "PRIVATE"
    told = {"summary", "description", "dtstart", "duration", "rrule", "uid", "dtstamp", "last-modified", "sequence"}
    assert set(event.contents) == told | {"class", "transp"}


def test_a_calendar_rings_only_when_it_is_asked_to() -> None:
    assert b"VALARM" not in written(plan("21:30"))
    (event,) = events(written(plan("21:30"), alarms=True))
    assert (event.valarm.action.value, event.valarm.trigger.value) == ("DISPLAY", timedelta())


def test_in_another_zone_the_same_plan_stands_at_the_same_time_on_the_wall_there() -> None:
    home, away = (events(written(plan("21:30"), zone))[0].dtstart.value for zone in ("Europe/Oslo", "Asia/Jakarta"))
    assert home.replace(tzinfo=None) == away.replace(tzinfo=None)
    assert home.astimezone(UTC) - away.astimezone(UTC) == timedelta(hours=6)


def test_a_zone_that_does_not_exist_is_an_error_and_not_another_zone() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        written(plan("21:30"), "Europe/Atlantis")


@pytest.mark.parametrize(
    ("clock", "is_night"), [("23:29", False), ("23:30", True), ("00:00", True), ("04:59", True), ("05:00", False)]
)
def test_night_is_from_half_past_eleven_to_five(clock: str, is_night: bool) -> None:
    assert at_night(clock) is is_night


def test_of_a_thing_that_stands_twice_the_earlier_time_counts() -> None:
    twice = [Measure(id="walk", time="18:00"), Measure(id="walk", time="09:00")]
    assert [one.time for one in occasions(Plan(at=WRITTEN, first=date(2026, 1, 1), measures=twice))] == ["09:00"]
