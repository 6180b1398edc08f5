"""What a plan asks of a day at a set time: the measures that have one, and the morning check-in.

In: a plan as the diary has it. Out: its occasions, for every kind of reminder (calendar, push). None of them is at night:
nobody who sleeps badly is woken by a reminder, whatever time a plan says.
"""

import msgspec

from nattero.diary.payloads import Plan

CHECK_IN = "check-in"
NIGHT = ("23:30", "05:00")  # from the first to before the second no reminder comes


class Occasion(msgspec.Struct, frozen=True):
    """Something to do every day at a time on the wall (`21:30`): a measure's id, or `CHECK_IN`; and its programme."""

    id: str
    time: str
    programme: str | None = None


def at_night(clock: str) -> bool:
    """Whether a time of day is one at which nobody is reminded of anything."""
    begin, end = NIGHT
    return clock >= begin or clock < end


def occasions(plan: Plan) -> list[Occasion]:
    """The occasions of a day, the earliest first, each thing once; the order of the plan's measures does not matter."""
    asked = [Occasion(measure.id, measure.time, measure.programme) for measure in plan.measures if measure.time]
    if plan.checkin:
        asked.append(Occasion(CHECK_IN, plan.checkin))
    found: dict[str, Occasion] = {}
    for one in sorted(asked, key=lambda one: (one.time, one.id, one.programme or "")):
        if not at_night(one.time):
            found.setdefault(one.id, one)
    return list(found.values())
