"""Reminders come once a day at their time on the wall, in every zone, however the hours are cut up; never for what is done."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.payloads import Known, Measure, NightCheck, Plan, Session
from nattero.plan.occasions import CHECK_IN, at_night
from nattero.plan.reminders import due, open_

ZONES = [
    "Europe/Amsterdam",
    "Europe/Oslo",
    "Asia/Jakarta",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
]
zones = st.sampled_from(ZONES)
clocks = st.times().map(lambda at: f"{at:%H:%M}")
DAWN = date(2020, 1, 1)
plans = st.builds(
    Plan,
    at=st.just(datetime(2026, 1, 1, tzinfo=UTC)),
    first=st.just(DAWN),
    measures=st.lists(
        st.builds(
            Measure,
            id=st.sampled_from(["a", "b", "c", "d"]),
            time=st.none() | clocks,
            programme=st.none() | st.sampled_from(["seated", "given"]),
        ),
        max_size=5,
    ),
    checkin=st.none() | clocks,
)
instants = st.datetimes(datetime(2026, 1, 2), datetime(2027, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(plans, zones, instants, st.lists(st.integers(1, 4000), min_size=1, max_size=8))
def test_however_time_is_cut_each_comes_once(plan: Plan, zone: str, start: datetime, minutes: list[int]) -> None:
    edges = [start]
    for more in minutes:
        edges.append(edges[-1] + timedelta(minutes=more))
    pieces = [one for after, until in pairwise(edges) for one in due(plan, after, until, zone)]
    assert pieces == due(plan, edges[0], edges[-1], zone)
    assert len({(one.occasion.id, one.at) for one in pieces}) == len(pieces)


@given(plans, zones, instants, st.integers(1, 30))
def test_each_comes_every_day_at_its_time_on_the_wall(plan: Plan, zone: str, start: datetime, days: int) -> None:
    where = ZoneInfo(zone)
    first = start.astimezone(where).date()
    begin, end = (datetime.combine(day, time(4, 30), where) for day in (first, first + timedelta(days=days)))
    found = due(plan, begin, end, zone)
    timed = {measure.id for measure in plan.measures if measure.time and not at_night(measure.time)}
    if plan.checkin and not at_night(plan.checkin):
        timed.add(CHECK_IN)
    for name in timed:
        mine = [one for one in found if one.occasion.id == name]
        assert [one.day for one in mine] == [first + timedelta(days=each) for each in range(days)]
        assert all(f"{one.at.astimezone(where):%H:%M}" == one.occasion.time for one in mine)
    assert {one.occasion.id for one in found} == timed


def evening(clock: str, first: date = DAWN) -> Plan:
    return Plan(at=datetime(2026, 1, 1, tzinfo=UTC), first=first, measures=[Measure(id="a", time=clock)])


def test_the_change_of_the_clock_moves_nobodys_reminder() -> None:
    zone, night = "Europe/Amsterdam", datetime(2026, 10, 24, 12, tzinfo=UTC)  # it changes on the morning of the 25th
    found = due(evening("07:30"), night - timedelta(days=1), night + timedelta(days=1), zone)
    assert [one.at for one in found] == [
        datetime(2026, 10, 24, 5, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 6, 30, tzinfo=UTC),
    ]


def test_a_day_that_a_zone_left_out_reminds_nobody_twice() -> None:
    samoa = due(
        evening("21:00", date(2011, 1, 1)),
        datetime(2011, 12, 28, tzinfo=UTC),
        datetime(2012, 1, 3, tzinfo=UTC),
        "Pacific/Apia",
    )
    assert len({one.at for one in samoa}) == len(samoa)


def test_nothing_comes_before_the_plan_begins() -> None:
    plan = evening("21:00", date(2026, 11, 22))
    found = due(plan, datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC), "Europe/Amsterdam")
    assert [one.day for one in found] == [date(2026, 11, 22), date(2026, 11, 23)]


def test_what_is_done_is_not_asked_for() -> None:
    plan = Plan(
        at=datetime(2026, 1, 1, tzinfo=UTC),
        first=DAWN,
        measures=[Measure(id="stretch", programme="evening-stretch", time="21:30"), Measure(id="water", time="12:00")],
        checkin="07:30",
    )
    zone = "Europe/Amsterdam"
    after, until = datetime(2026, 11, 22, 1, tzinfo=UTC), datetime(2026, 11, 22, 22, tzinfo=UTC)
    found = due(plan, after, until, zone)
    written: list[Known] = [
        NightCheck(date=date(2026, 11, 21), cramps=0),
        Session(at=datetime(2026, 11, 22, 19, tzinfo=UTC), programme="evening-stretch", ended="whole"),
    ]
    assert [one.occasion.id for one in open_(found, [], zone)] == [CHECK_IN, "water", "stretch"]
    assert [one.occasion.id for one in open_(found, written, zone)] == ["water"]
    others: list[Known] = [
        NightCheck(date=date(2026, 11, 22), cramps=0),
        Session(at=datetime(2026, 11, 21, 19, tzinfo=UTC), programme="evening-stretch", ended="whole"),
        Session(at=datetime(2026, 11, 22, 19, tzinfo=UTC), programme="evening-stretch", ended="stopped"),
    ]
    assert open_(found, others, zone) == found
