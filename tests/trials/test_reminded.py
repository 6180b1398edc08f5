"""A trial is reminded of each evening in the same words, from its first night to its last, and never says what was drawn."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.calendars import calendar, standing_plan
from nattero.diary.payloads import Trial
from nattero.plan.occasions import TRIAL, TRIAL_TIME, Occasion, with_trial
from nattero.plan.reminders import due
from nattero.trials import running
from nattero.trials.registered import drawn_order
from nattero.web.push import message_of
from tests.packed import pack
from tests.trials.test_registered import entry, made

ZONE = "Europe/Oslo"


def at(trial: Trial, day: int, hour: int = 13) -> datetime:
    return datetime.combine(trial.first + timedelta(days=day), time(hour), ZoneInfo(ZONE))


@settings(max_examples=20, deadline=None)
@given(made(), st.integers(0, 30))
def test_a_trial_that_runs_is_reminded_of_once_an_evening_and_one_that_rests_is_not(trial: Trial, day: int) -> None:
    plan = with_trial(None, trial)
    assert plan is not None
    found = due(plan, at(trial, day, 1), at(trial, day + 1, 1), ZONE)
    assert [one.occasion.id for one in found] == [TRIAL]
    assert found[0].at >= at(trial, day, 12)  # the arm is there to be seen
    after = at(trial, trial.design.nights, 1)
    assert due(plan, after, after + timedelta(days=9), ZONE) == []
    for rests in (
        running.paused(trial, "travel", at(trial, day), ZONE),
        running.ended(trial, "done", at(trial, day), ZONE),
    ):
        assert with_trial(None, rests) is None
        assert with_trial(plan, rests) == plan


@settings(max_examples=10, deadline=None)
@given(made(), made())
def test_a_calendar_is_the_same_whatever_was_drawn(one: Trial, other: Trial) -> None:
    same = msgspec.structs.replace(other, at=one.at, first=one.first, hash=one.hash)
    feeds = [
        calendar(standing_plan([entry(trial, 1)], "me"), pack(), "en", ZONE, full=True, alarms=True)
        for trial in (one, same)
    ]
    told = [re.sub(rb"UNTIL=\w+", b"", each) for each in feeds]  # the two may be of other lengths
    assert told[0] == told[1]
    assert feeds[0].count(b"BEGIN:VEVENT") == 1
    last = (one.first + timedelta(days=one.design.nights - 1)).strftime("%Y%m%dT2")
    assert f"UNTIL={last}".encode() in feeds[0]
    assert one.seed.encode() not in feeds[0]
    assert drawn_order(one).encode() not in feeds[0]


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_a_message_says_no_more_than_for_anything_else_that_was_planned(lang: str) -> None:
    told, other = (message_of([one], lang) for one in (Occasion(TRIAL, TRIAL_TIME), Occasion("water", "12:00")))
    assert told.body == other.body
    assert told.data == "/trial"
