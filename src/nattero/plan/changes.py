"""A plan as it is taken over and changed: each change makes the payload of the entry that supersedes the one before.

In: the plan that stands, what was chosen, a day and an instant. Out: a `Plan` payload. What was ended is remembered with its
reason, so that it is not proposed again; what is put in again is no longer ended.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

import msgspec

from nattero.diary.payloads import Ended, Measure, Plan
from nattero.plan.planner import Choice

Why = Literal["helped", "no-help", "too-hard", "hurt", "other"]
MOST_ENDED = 60
"""So many the payload holds; the oldest are forgotten first."""


def taken(choices: Iterable[Choice], at: datetime, first: date, base: Plan | None = None) -> Plan:
    """Give a plan of these choices, from a day on; what else the plan before said is kept."""
    chosen = [Measure(id=each.id, programme=each.programme, time=each.reminder) for each in choices]
    if base is None:
        return Plan(at=at, first=first, measures=chosen)
    back = {each.id for each in chosen}
    ended = [each for each in base.ended if each.id not in back]
    return msgspec.structs.replace(base, at=at, first=first, measures=chosen, ended=ended)


def put_in(plan: Plan, choice: Choice, at: datetime, day: date) -> Plan:
    """Give the plan with one more measure, from a day on; the plan itself where it is in it already."""
    if any(each.id == choice.id for each in plan.measures):
        return plan
    new = Measure(id=choice.id, programme=choice.programme, time=choice.reminder, since=day)
    ended = [each for each in plan.ended if each.id != choice.id]
    return msgspec.structs.replace(plan, at=at, measures=[*plan.measures, new], ended=ended)


def exchanged(plan: Plan, id_: str, programme: str, at: datetime) -> Plan:
    """Give the plan with another programme for one of its measures."""
    rows = [msgspec.structs.replace(each, programme=programme) if each.id == id_ else each for each in plan.measures]
    return msgspec.structs.replace(plan, at=at, measures=rows)


def taken_out(plan: Plan, id_: str, why: Why, at: datetime, day: date) -> Plan:
    """Give the plan without a measure, and why; also for one that was only proposed and is not wanted."""
    kept = [each for each in plan.measures if each.id != id_]
    ended = [*(each for each in plan.ended if each.id != id_), Ended(id=id_, date=day, why=why)]
    return msgspec.structs.replace(plan, at=at, measures=kept, ended=ended[-MOST_ENDED:])
