"""A trial while it runs: nothing of a night to come is ever told, a pause moves the order, an end ends it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.night import Closed, Missing
from nattero.diary.payloads import Trial
from nattero.trials import running
from nattero.trials.registered import drawn_order
from nattero.trials.running import State
from tests.diary.strategies import zones
from tests.trials.test_registered import made

moments = st.datetimes(datetime(2026, 11, 20), datetime(2027, 4, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants bounds without a zone


@st.composite
def lived(draw: st.DrawFn) -> tuple[Trial, datetime, str]:
    """A trial with pauses, a moment after them, and a zone."""
    trial, zone = draw(made()), draw(zones)
    now = datetime.combine(trial.first, time(9), ZoneInfo(zone))
    for _ in range(draw(st.integers(0, 3))):
        now += timedelta(hours=draw(st.integers(1, 400)))
        trial = running.paused(trial, "travel", now, zone)
        if draw(st.booleans()):
            now += timedelta(hours=draw(st.integers(0, 400)))
            trial = running.resumed(trial, now, zone)
    return trial, now + timedelta(hours=draw(st.integers(0, 2000))), zone


@given(lived())
def test_nothing_is_told_of_a_night_before_its_noon(case: tuple[Trial, datetime, str]) -> None:
    trial, now, zone = case
    local = now.astimezone(ZoneInfo(zone))
    for evening in running.evenings(trial, now, zone):
        assert (evening.night, 12) <= (local.date(), local.hour) or evening.night < local.date()
    tonight = running.tonight(trial, now, zone)
    if tonight:  # until the morning it is still that night, also for who goes to bed late
        late = local.hour < running.MORNING and tonight.night == local.date() - timedelta(days=1)
        assert late or (tonight.night == local.date() and local.hour >= 12)


@given(lived(), st.integers(1, 400))
def test_nights_that_were_shown_never_change_afterwards(case: tuple[Trial, datetime, str], hours: int) -> None:
    trial, now, zone = case
    shown = running.evenings(trial, now, zone)
    later = now + timedelta(hours=hours)
    for changed in (trial, running.resumed(trial, later, zone)):
        again = running.evenings(changed, later, zone)
        past = [each for each in shown if each.night < now.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)]
        assert [each for each in again if each in past] == past


@given(lived())
def test_no_night_of_a_pause_is_one_of_the_trial(case: tuple[Trial, datetime, str]) -> None:
    trial, now, zone = case
    nights = running.evenings(trial, now, zone)
    assert not any(running.is_paused(trial, each.night) for each in nights)
    assert [each.number for each in nights] == list(range(1, len(nights) + 1))
    assert [each.arm.id for each in nights] == list(drawn_order(trial)[: len(nights)])


@given(lived(), st.integers(0, 40))
def test_a_pause_takes_no_night_out_that_began_before_the_day_it_was_said(
    case: tuple[Trial, datetime, str], late: int
) -> None:
    trial, now, zone = case
    today = now.astimezone(ZoneInfo(zone)).date()
    since = today - timedelta(days=late)
    before = running.evenings(trial, now, zone)
    for day, paused in (
        (today, running.paused(trial, "illness", now, zone)),
        (since, running.paused(trial, "danger", now, zone, since)),
    ):
        kept = running.evenings(paused, now, zone)
        assert [each for each in before if each.night < day] == [each for each in kept if each.night < day]
        if running.open_pause(trial) is None and day >= max(
            (one.last for one in trial.pauses if one.last), default=trial.first
        ):
            assert not any(each.night >= max(day, trial.first) for each in kept)


@given(lived(), st.booleans())
def test_an_end_ends_it_at_once_and_for_good(case: tuple[Trial, datetime, str], hurt: bool) -> None:
    trial, now, zone = case
    ended = running.stopped(trial, "side-effect", now, zone) if hurt else running.ended(trial, "given-up", now, zone)
    assert ended.ended is not None
    for later in (now, now + timedelta(days=3), now + timedelta(days=400)):
        assert running.tonight(ended, later, zone) is None
        assert running.state(ended, [], later, zone).stage == "ended"
        assert all(each.night < ended.ended.date for each in running.evenings(ended, later, zone))


@given(lived(), st.integers(0, 30 * 60), st.booleans())
def test_a_stop_is_taken_back_until_five_in_the_morning_and_leaves_the_nights_as_they_were(
    case: tuple[Trial, datetime, str], minutes: int, seen: bool
) -> None:
    trial, now, zone = case
    stopped = running.stopped(trial, "side-effect", now, zone)
    assert stopped.concealed
    assert stopped.order == ""
    later, until = now + timedelta(minutes=minutes), running.back_until(stopped, zone)
    assert until is not None
    assert timedelta(hours=1) <= until - now <= timedelta(hours=26)
    back = running.taken_back(running.unsealed(stopped, now) if seen else stopped, later, zone)
    assert (back is None) == (later >= until)
    if back:
        assert [(slip.at, slip.back, slip.seen) for slip in back.slips] == [(now, later, seen)]
        assert running.evenings(back, later, zone) == running.evenings(trial, later, zone)
        assert (back.order, back.hash, back.result, back.ended) == ("", trial.hash, None, None)


@given(lived())
def test_of_a_trial_that_was_changed_nothing_is_told(case: tuple[Trial, datetime, str]) -> None:
    trial, now, zone = case
    changed = msgspec.structs.replace(trial, order=drawn_order(trial)[::-1] + "A")
    assert running.evenings(changed, now, zone) == []
    assert running.state(changed, [], now, zone) == State("broken")


@given(lived(), st.data())
def test_a_night_not_told_is_missing_and_never_zero(case: tuple[Trial, datetime, str], data: st.DataObject) -> None:
    trial, now, zone = case
    days = [each.night for each in running.evenings(trial, now, zone)]
    told = set(data.draw(st.lists(st.sampled_from(days)))) if days else set()
    nights = [Closed(day, (), 2, "x", exposures={"trial": False}) if day in told else Missing(day) for day in days]
    rows = running.table(trial, nights, now, zone)
    washed = {each.night for each in running.evenings(trial, now, zone) if each.washout}
    for row in rows:
        assert (row.cramps is None) == (row.night not in told or row.night in washed)
        assert row.adhered is (False if row.night in told else None)
    assert all(row.night < date(2028, 1, 1) for row in rows)


@settings(max_examples=30)
@given(made(), st.data())
def test_a_look_is_due_only_where_enough_nights_count_for_it_or_at_the_end(trial: Trial, data: st.DataObject) -> None:
    look = data.draw(st.sampled_from(trial.design.looks))
    told = data.draw(st.sets(st.integers(0, look - 1)))
    now = datetime.combine(trial.first + timedelta(days=look), time(14), ZoneInfo("Europe/Oslo"))
    nights = [Closed(trial.first + timedelta(days=night), (), 1, "x") for night in told]
    stands = running.state(trial, nights, now, "Europe/Oslo")
    rows = running.table(trial, nights, now, "Europe/Oslo")
    enough = sum(row.cramps is not None for row in rows) >= trial.design.least
    assert stands.due == (look if enough or look == trial.design.nights else None)
