"""How a plan goes on: what is done is counted only where somebody said so, and at most one thing is said."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.night import Closed, Missing, Night
from nattero.diary.payloads import Measure, Plan, Session, SessionStep
from nattero.diary.plans import Done, Planned
from nattero.diary.summary import NotYet, Rate
from nattero.plan.adjust import Progress, progress
from nattero.plan.planner import propose
from nattero.plan.profile import Said, profile_of
from nattero.plan.shelf import shelf_of
from tests.plan.people import PACK

SHELF = shelf_of(PACK)
FIRST = date(2026, 9, 1)
ZONE = "Europe/Amsterdam"
STRETCH = Measure(id="evening-stretch", programme="evening-stretch-sitting")
LOOSE = Measure(id="loose-bedclothes")
AHEAD = propose(profile_of(Said(), PACK.limits.values(), PACK.red_flags.values()), SHELF, ("evening-stretch",))


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


End = Literal["whole", "stopped", "hurt"] | None


def session(number: int, ended: End = "whole", done: int = 6) -> Done:
    at = datetime(2026, 9, 1, 20, tzinfo=UTC) + timedelta(days=number)
    steps = [SessionStep(exercise="sit-reach", of=6, done=done)]
    return Done(f"s{number}", ZONE, Session(at=at, programme="evening-stretch-sitting", steps=steps, ended=ended))


def night(number: int, cramps: int = 1, **exposures: bool) -> Closed:
    return Closed(day(number), (), cramps, f"c{number}", None, dict(exposures))


def go(today: int, done: list[Done] | None = None, nights: Sequence[Night] = (), *measures: Measure) -> Progress:
    plan = Planned(
        "p", ZONE, Plan(at=datetime(2026, 9, 1, tzinfo=UTC), first=FIRST, measures=[*(measures or (STRETCH,))])
    )
    return progress(plan, done or [], nights, day(today), AHEAD, SHELF)


def test_a_day_nobody_told_of_counts_as_nothing() -> None:
    [doing] = go(10, [session(2), session(3)], [night(4, stretched=False)]).doing
    assert (doing.done, doing.known, doing.days) == (2, 3, 10)
    assert doing.share is None


def test_a_night_of_which_only_the_cramps_were_told_says_nothing_of_the_stretch() -> None:
    [doing] = go(10, [], [night(number) for number in range(10)]).doing
    assert doing.known == 0


def test_a_session_in_which_nothing_was_done_does_not_count() -> None:
    [doing] = go(10, [session(2, ended=None, done=0)]).doing
    assert doing.done == 0


def test_a_session_after_midnight_counts_for_the_evening_before() -> None:
    late = Done("s", ZONE, Session(at=datetime(2026, 9, 3, 23, 30, tzinfo=UTC), programme="x", ended="whole"))
    assert late.local.day == 4
    assert late.day == date(2026, 9, 3)


def test_what_hurt_is_said_before_anything_else() -> None:
    found = go(50, [session(number) for number in range(49)] + [session(49, "hurt")]).advice
    assert (found.kind, found.measure) == ("hurt", "evening-stretch")


def test_what_hurt_long_ago_is_no_news() -> None:
    assert go(40, [session(2, "hurt")]).advice.kind != "hurt"


def test_what_people_say_they_seldom_did_is_made_easier() -> None:
    nights: list[Night] = [night(number, stretched=number % 5 == 0) for number in range(12)]
    assert go(12, [], nights).advice.kind == "easier"


def test_sessions_broken_off_again_and_again_are_made_easier() -> None:
    assert go(6, [session(3, "stopped"), session(4, None), session(5, "stopped")]).advice.kind == "easier"


def test_six_weeks_on_it_is_time_to_judge_with_both_rates_and_their_ranges() -> None:
    nights = [night(number, 2) for number in range(-28, 0)] + [night(number, 1) for number in range(43)]
    found = go(43, [session(number) for number in range(43)], nights).advice
    assert found.kind == "judge"
    assert found.nights is not None
    assert isinstance(found.nights.before, Rate)
    assert isinstance(found.nights.since, Rate)
    assert found.nights.before.cramps == 2 * found.nights.before.nights
    assert found.nights.since.low < found.nights.since.per_week < found.nights.since.high


def test_without_nights_before_it_there_is_no_number_to_judge_by() -> None:
    found = go(43, [session(number) for number in range(43)], [night(number) for number in range(43)]).advice
    assert found.nights is not None
    assert isinstance(found.nights.before, NotYet)


def test_it_is_not_said_for_ever_that_it_is_time_to_judge() -> None:
    assert go(80, [session(number) for number in range(79)]).advice.kind != "judge"


def test_who_does_what_they_planned_is_offered_one_more_thing_after_two_weeks() -> None:
    found = go(15, [session(number) for number in range(15)]).advice
    assert found.kind == "next"
    assert found.measure not in {None, "evening-stretch"}
    assert go(10, [session(number) for number in range(10)]).advice.kind == "keep"


def test_whoever_has_three_things_is_offered_no_fourth() -> None:
    three = (STRETCH, LOOSE, Measure(id="night-light"))
    told: list[Night] = [night(number, stretched=True, loose_bedclothes=True) for number in range(20)]
    assert go(20, [], told, *three).advice.kind == "keep"


def test_what_joined_later_is_counted_from_its_own_first_day() -> None:
    late = Measure(id="loose-bedclothes", since=day(10))
    found = go(15, [], [night(number, loose_bedclothes=True) for number in range(15)], STRETCH, late)
    assert [each.days for each in found.doing] == [15, 5]
    assert found.doing[1].done == 5


@given(
    st.integers(0, 120),
    st.lists(st.tuples(st.integers(-30, 120), st.sampled_from(["whole", "stopped", "hurt", None])), max_size=30),
    st.lists(st.tuples(st.integers(-40, 120), st.integers(0, 3), st.none() | st.booleans()), max_size=40),
)
def test_whatever_a_diary_holds_one_thing_is_said_and_nobody_did_more_than_is_known(
    today: int, sessions: list[tuple[int, End]], told: list[tuple[int, int, bool | None]]
) -> None:
    done = [session(number, ended) for number, ended in sorted(sessions, key=lambda each: each[0])]
    nights: list[Night] = [
        night(number, cramps) if held is None else night(number, cramps, stretched=held)
        for number, cramps, held in {each[0]: each for each in told}.values()
    ]
    found = go(today, done, [*nights, Missing(day(today))])
    assert all(0 <= each.done <= each.known <= each.days for each in found.doing)
    assert found.advice.kind in {"hurt", "easier", "judge", "next", "keep"}
    assert (found.advice.nights is not None) is (found.advice.kind == "judge")


@pytest.mark.parametrize("today", [-5, 0])
def test_a_plan_that_has_not_begun_says_nothing_but_to_go_on(today: int) -> None:
    assert go(today).advice.kind == "keep"
