"""What a plan asks of a day at a set time: the measures that have one, and the morning check-in.

In: a plan as the diary has it. Out: its occasions, for every kind of reminder (calendar, push). None of them is at night:
nobody who sleeps badly is woken by a reminder, whatever time a plan says.
"""

from datetime import date, timedelta

import msgspec

from nattero.diary.payloads import Measure, Plan, Trial

CHECK_IN = "check-in"
TRIAL = "trial"
"""The evening of a trial: it only says that there is something to see, never what was drawn."""
TRIAL_TIME = (
    "17:00"  # late enough for the arm to be shown, early enough for dinner and what is done before bed (judged)
)
NIGHT = ("23:30", "05:00")  # from the first to before the second no reminder comes


class Occasion(msgspec.Struct, frozen=True):
    """Something to do every day at a time on the wall (`21:30`): a measure's id, or `CHECK_IN`; its programme, and its last day."""

    id: str
    time: str
    programme: str | None = None
    last: date | None = None


def at_night(clock: str) -> bool:
    """Whether a time of day is one at which nobody is reminded of anything."""
    begin, end = NIGHT
    return clock >= begin or clock < end


def held_up(plan: Plan) -> Plan:
    """The plan while a danger sign holds it up: nothing is to be done, and the morning's check-in goes on."""
    return msgspec.structs.replace(plan, measures=[])


def with_trial(plan: Plan | None, trial: Trial | None) -> Plan | None:
    """The plan with the evenings of a trial that runs, and without what that trial tests; in a pause without both."""
    if trial is None or trial.ended:
        return plan
    if plan:
        plan = msgspec.structs.replace(plan, measures=[each for each in plan.measures if each.id not in tested(trial)])
    if any(pause.last is None for pause in trial.pauses):
        return plan
    evening = Measure(id=TRIAL, time=TRIAL_TIME, until=last_evening(trial))
    if plan is None:
        return Plan(at=trial.at, first=trial.first, measures=[evening])
    return msgspec.structs.replace(plan, measures=[*plan.measures, evening])


def last_evening(trial: Trial) -> date:
    """The last evening of a trial, if no more are left out than were so far."""
    rested = sum((pause.last - pause.first).days + 1 for pause in trial.pauses if pause.last)
    return trial.first + timedelta(days=trial.design.nights - 1 + rested)


def tested(trial: Trial | None) -> frozenset[str]:
    """The measures that a trial tests while it runs: lots are drawn for them, so a plan does not ask for them."""
    if trial is None or trial.ended:
        return frozenset()
    return frozenset(arm.measure for arm in trial.arms if arm.measure)


def occasions(plan: Plan) -> list[Occasion]:
    """The occasions of a day, the earliest first, each thing once; the order of the plan's measures does not matter."""
    asked = [
        Occasion(measure.id, measure.time, measure.programme, measure.until)
        for measure in plan.measures
        if measure.time
    ]
    if plan.checkin:
        asked.append(Occasion(CHECK_IN, plan.checkin))
    found: dict[str, Occasion] = {}
    for one in sorted(asked, key=lambda one: (one.time, one.id, one.programme or "")):
        if not at_night(one.time):
            found.setdefault(one.id, one)
    return list(found.values())
