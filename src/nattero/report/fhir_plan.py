"""The plan as a CarePlan of FHIR R4: what the person means to do, since when, and what they gave up and why.

In: a plan. Out: the fields of a CarePlan. What it is made of travels whole in our extension (fhir.py); these are for other readers.
"""

from nattero.diary.payloads import Ended, Measure, Plan
from nattero.report.fhir_observation import GIVEN, Speaker, programme_name
from nattero.report.fhir_terms import Json, day, moment, own, words

WHY = {"helped": "completed"}
"""What a measure that ended is called; all other reasons: stopped."""


def of_plan(plan: Plan, zone: str, speak: Speaker) -> Json:
    """Give a plan."""
    activities = [
        *(active(each, plan, speak) for each in plan.measures),
        *(ended(each, plan, speak) for each in plan.ended if each.id not in {one.id for one in plan.measures}),
    ]
    return {
        "status": "active",
        "intent": "plan",
        "title": speak.gettext("Plan"),
        "period": {"start": day(plan.first)},
        "created": moment(plan.at, zone),
        **({"activity": activities} if activities else {}),
    }


def active(measure: Measure, plan: Plan, speak: Speaker) -> Json:
    """Give a measure that is being done, with its time of day and its programme."""
    detail: Json = {
        "kind": "ServiceRequest",
        "code": own("measure", measure.id, measure_name(measure.id, plan, speak)),
        "status": "in-progress",
        "scheduledTiming": {"repeat": {"boundsPeriod": {"start": day(measure.since or plan.first)}}},
    }
    if measure.time:
        detail["scheduledTiming"]["repeat"] |= {
            "frequency": 1,
            "period": 1,
            "periodUnit": "d",
            "timeOfDay": [f"{measure.time}:00"],
        }
    if measure.programme:
        detail["description"] = programme_name(measure.programme, speak)
    return {"detail": detail}


def ended(measure: Ended, plan: Plan, speak: Speaker) -> Json:
    """Give a measure that was given up or done with."""
    detail: Json = {
        "kind": "ServiceRequest",
        "code": own("measure", measure.id, measure_name(measure.id, plan, speak)),
        "status": WHY.get(measure.why, "stopped"),
        "statusReason": own("ended", measure.why, reasons(speak)[measure.why]),
        "scheduledPeriod": {"end": day(measure.date)},
    }
    return {"detail": detail}


def measure_name(measure: str, plan: Plan, speak: Speaker) -> str:
    """Give what a measure is called: a programme that somebody else made by its own title."""
    title = words(plan.given.title) if plan.given and measure == GIVEN else None
    return title or speak.word(f"measure.{measure}.title", measure)


def reasons(speak: Speaker) -> dict[str, str]:
    """Give why a measure ended, by name."""
    _ = speak.gettext
    return {
        "helped": _("it helped"),
        "no-help": _("it did not help"),
        "too-hard": _("too hard"),
        "hurt": _("it hurt"),
        "other": _("other reasons"),
    }
