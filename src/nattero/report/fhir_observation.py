"""Cramps, nights, sessions, trials and notes as Observations of FHIR R4, and back.

In: a typed payload and how to say things. Out: the fields of an Observation that say it; and from such fields the payload as JSON, for
`diary.problems` to examine. A cramp follows the Symptom Observation of the HL7 Symptoms guide (STU 1), a quiet night its Symptom Absent
Observation. What sessions and trials are made of travels whole in our extension; their fields are for other readers.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Protocol

from nattero.diary.night import bounds
from nattero.diary.payloads import Cramp, NightCheck, Note, Session, Sleep, Trial, Value
from nattero.report.fhir_terms import (
    ASKED_UNKNOWN,
    CRAMP,
    HL7,
    LATERALITY,
    LOWER_LIMB,
    MASKED,
    OURS,
    PAIN,
    SIDES,
    SITES,
    SYMPTOM,
    SYMPTOM_ABSENT,
    SYMPTOMS,
    Json,
    code_of,
    coding,
    concept,
    day,
    listed,
    moment,
    own,
    quantity,
    value_of,
    words,
)
from nattero.trials.told import contrasts
from nattero.words import muscle_names, side_names

CATEGORY = f"{HL7}observation-category"
SYMPTOM_CATEGORY = {"coding": [coding(f"{SYMPTOMS}CodeSystem/SymptomTemporary", "symptom", "Symptom")]}
HEARD = "heard"  # answers that were heard in a note which stayed at home
GIVEN = "given"  # a programme that somebody else made
SIDE_OF = {code: side for side, (_, code, _) in SIDES.items()}


class Speaker(Protocol):
    """Who says things in the reader's language."""

    def word(self, key: str, plain: str) -> str:
        """Give the pack's word for a key, else the plain one."""

    @property
    def gettext(self) -> Callable[[str], str]:
        """The interface's words."""


def category(code: str) -> list[Json]:
    """Give a category of observations."""
    return [{"coding": [coding(CATEGORY, code)]}]


def component(kind: str, text: str, value: Json, *public: tuple[str, str, str]) -> Json:
    """Give a component with a code of our own, or a public one instead of it."""
    return {"code": concept(*public, text=text) if public else own("field", kind, text), **value}


def note_of(text: str | None) -> Json:
    """Give a note, where there is one."""
    said = words(text)
    return {"note": [{"text": said}]} if said else {}


def of_cramp(cramp: Cramp, zone: str, speak: Speaker) -> Json:
    """Give a cramp: a symptom with its onset, how long, how bad, and where."""
    _ = speak.gettext
    start = moment(cramp.at, zone)
    made: Json = {
        "meta": {"profile": [f"{SYMPTOMS}StructureDefinition/SymptomObservation"]},
        "status": "final",
        "category": [SYMPTOM_CATEGORY],
        "code": concept(SYMPTOM, text=_("Symptom")),
        "valueCodeableConcept": concept(CRAMP, text=_("Leg cramp at night")),
    }
    if cramp.seconds is None:
        made["effectiveDateTime"] = start
    else:
        end = moment(cramp.at + timedelta(seconds=cramp.seconds), zone)
        made["effectivePeriod"] = {"start": start, "end": end}
    if cramp.muscle or cramp.side:
        made["bodySite"] = site(cramp, speak)
    found = [*details(cramp, speak), *done(cramp, speak)]
    return {**made, **({"component": found} if found else {}), **note_of(cramp.note)}


def site(cramp: Cramp, speak: Speaker) -> Json:
    """Give where it was: the part of the leg, by its public code where it has one, else the leg."""
    if cramp.muscle is None:
        return concept(LOWER_LIMB, text=speak.gettext("Leg"))
    public = [SITES[cramp.muscle]] if cramp.muscle in SITES else []
    return own("muscle", cramp.muscle, muscle_names(speak.gettext)[cramp.muscle], *public)


def details(cramp: Cramp, speak: Speaker) -> Iterator[Json]:
    """Give how long, how bad and which side."""
    _ = speak.gettext
    if cramp.seconds is not None:
        yield component("duration", _("How long"), {"valueQuantity": quantity(cramp.seconds, "s", "s")})
    if cramp.pain is not None:
        yield component("pain", _("Pain"), {"valueQuantity": quantity(cramp.pain, "{score}", "{score}")}, PAIN)
    if cramp.side is not None:
        said = side_names(speak.gettext)[cramp.side]
        yield component("side", _("Side"), {"valueCodeableConcept": concept(SIDES[cramp.side], text=said)}, LATERALITY)


def done(cramp: Cramp, speak: Speaker) -> Iterator[Json]:
    """Give what was done, and which danger signs were touched."""
    _ = speak.gettext
    for step in cramp.steps:
        said = own("relief-step", step, speak.word(f"step.{step}.title", step))
        yield component("step", _("What you did"), {"valueCodeableConcept": said})
    for flag in cramp.danger:
        said = own("danger-sign", flag, speak.word(f"flag.{flag}.sign", flag))
        yield component("danger", _("Danger signs"), {"valueCodeableConcept": said})
    yield from told(cramp.heard, speak)


def told(heard: Mapping[str, Value], speak: Speaker) -> Iterator[Json]:
    """Give the answers that were heard in a note which stayed at home."""
    for name, value in heard.items():
        said = value_of(value)
        if said:
            yield {"code": own(HEARD, name, speak.word(f"feature.{name}.short", name)), **said}


def heard_in(resource: Json) -> dict[str, Any]:
    """Give the answers that were heard in a note which stayed at home."""
    return {
        name: plain(each)
        for each in listed(resource, "component")
        if (name := code_of(each.get("code"), f"{OURS}{HEARD}"))
    }


def to_cramp(resource: Json) -> Json:
    """Give the payload of a cramp."""
    period = resource.get("effectivePeriod")
    payload: Json = {"at": resource.get("effectiveDateTime")}
    if isinstance(period, dict):
        payload["at"] = period.get("start")
    payload |= {"muscle": code_of(resource.get("bodySite"), f"{OURS}muscle"), "steps": [], "danger": []}
    for each in listed(resource, "component"):
        code, value = each.get("code"), each.get("valueCodeableConcept")
        amount = each.get("valueQuantity")
        number = amount.get("value") if isinstance(amount, dict) else None
        if code_of(code, PAIN[0]) == PAIN[1]:
            payload["pain"] = number
        elif code_of(code, LATERALITY[0]) == LATERALITY[1]:
            payload["side"] = SIDE_OF.get(code_of(value, SIDES["left"][0]) or "", "?")
        elif (field := code_of(code, f"{OURS}field")) == "duration":
            payload["seconds"] = number
        elif field == "step":
            payload["steps"].append(named(value, "relief-step"))
        elif field == "danger":
            payload["danger"].append(named(value, "danger-sign"))
    return {**payload, **noted(resource), "heard": heard_in(resource)}


def named(value: Any, kind: str) -> Any:
    """Give the id in a concept of our own; its text where it could not be a code."""
    return code_of(value, f"{OURS}{kind}") or (value.get("text") if isinstance(value, dict) else None)


def noted(resource: Json) -> Json:
    """Give the note of a resource."""
    for each in listed(resource, "note"):
        return {"note": each.get("text")}
    return {}


def of_night(check: NightCheck, zone: str, speak: Speaker, *, quiet: bool) -> Json:
    """Give a night that was checked in: the symptom absent where it was quiet, else how many cramps there were."""
    _ = speak.gettext
    first, after = bounds(check.date, zone)
    made: Json = {"status": "final", "effectivePeriod": {"start": moment(first, zone), "end": moment(after, zone)}}
    if quiet:
        made |= {
            "meta": {"profile": [f"{SYMPTOMS}StructureDefinition/SymptomAbsentObservation"]},
            "category": [SYMPTOM_CATEGORY],
            "code": concept(SYMPTOM_ABSENT, text=_("Symptom absent")),
            "valueCodeableConcept": concept(CRAMP, text=_("No leg cramp that night")),
        }
    else:
        made |= {
            "category": category("survey"),
            "code": own("observation", "cramps-in-night", _("Leg cramps in the night")),
            **(
                {"dataAbsentReason": concept(ASKED_UNKNOWN)} if check.cramps is None else {"valueInteger": check.cramps}
            ),
        }
    found = [] if check.sore is None else [component("sore", _("Still sore"), {"valueBoolean": check.sore})]
    for name, value in check.exposures.items():
        said = value_of(value)
        if said:
            found.append({"code": own("exposure", name, speak.word(f"exposure.{name}", name)), **said})
    found += told(check.heard, speak)
    return {**made, **({"component": found} if found else {}), **note_of(check.note)}


def to_night(resource: Json, night: Any) -> Json:
    """Give the payload of a check-in; `night` is its date, from our extension."""
    absent = code_of(resource.get("code"), SYMPTOM_ABSENT[0]) == SYMPTOM_ABSENT[1]
    payload: Json = {"date": night, "cramps": 0 if absent else resource.get("valueInteger")}
    exposures: Json = {}
    for each in listed(resource, "component"):
        code = each.get("code")
        if code_of(code, f"{OURS}field") == "sore":
            payload["sore"] = each.get("valueBoolean")
        elif not code_of(code, f"{OURS}{HEARD}") and (name := named(code, "exposure")):
            exposures[str(name)] = plain(each)
    return {**payload, "exposures": exposures, **noted(resource), "heard": heard_in(resource)}


def plain(each: Json) -> Any:
    """Give the value of a component; None where it was asked and not known."""
    if code_of(each.get("dataAbsentReason"), ASKED_UNKNOWN[0]):
        return None
    for name in ("valueBoolean", "valueInteger", "valueString"):
        if name in each:
            return each[name]
    amount = each.get("valueQuantity")
    return amount.get("value") if isinstance(amount, dict) else None


def of_sleep(sleep: Sleep, zone: str, speak: Speaker) -> Json:
    """Give what was said of a week of sleep: two numbers of our own questions, which no one has tested."""
    _ = speak.gettext
    first, after = bounds(sleep.date - timedelta(days=7), zone)[0], bounds(sleep.date, zone)[0]
    found = [
        ("well", _("How well you slept, 0 to 10"), sleep.well),
        ("dread", _("Dread of the night, 0 to 10"), sleep.dread),
    ]
    score = "{score}"
    said = [
        component(name, text, {"valueQuantity": quantity(value, score, score)})
        for name, text, value in found
        if value is not None
    ]
    return {
        "status": "final",
        "category": category("survey"),
        "code": own("observation", "sleep-of-week", _("Sleep in the last week")),
        "effectivePeriod": {"start": moment(first, zone), "end": moment(after, zone)},
        **({"component": said} if said else {"dataAbsentReason": concept(ASKED_UNKNOWN)}),
    }


def to_sleep(resource: Json, last: Any) -> Json:
    """Give the payload of a week of sleep; `last` is its last day, from our extension."""
    payload: Json = {"date": last}
    for each in listed(resource, "component"):
        amount = each.get("valueQuantity")
        if (name := code_of(each.get("code"), f"{OURS}field")) in ("well", "dread"):
            payload[name] = amount.get("value") if isinstance(amount, dict) else None
    return payload


def of_session(session: Session, zone: str, speak: Speaker) -> Json:
    """Give a session of exercises: which programme, how long without pauses, how it ended."""
    _ = speak.gettext
    programme = programme_name(session.programme, speak)
    duration = {"valueQuantity": quantity(session.seconds, "s", "s")}
    return {
        "status": "final" if session.ended else "preliminary",
        "category": category("activity"),
        "code": own("observation", "exercise-session", _("Exercises")),
        "effectiveDateTime": moment(session.at, zone),
        "valueCodeableConcept": own("programme", session.programme, programme),
        "component": [component("duration", _("How long"), duration)],
        **note_of(session.note),
    }


def programme_name(programme: str, speak: Speaker) -> str:
    """Give what a programme of exercises is called."""
    if programme == GIVEN:
        return speak.gettext("A programme made for you")
    return speak.word(f"programme.{programme}.title", programme)


def of_trial(trial: Trial, speak: Speaker) -> Json:
    """Give a trial on oneself: when, and what it found once it is over: rate ratios with their credible intervals."""
    _ = speak.gettext
    period = {"start": day(trial.first), **({"end": day(trial.ended.date)} if trial.ended else {})}
    found = list(compared(trial, speak))
    return {
        "status": "final" if trial.ended else "preliminary",
        "category": category("survey"),
        "code": own("observation", "trial-on-oneself", _("Trial")),
        "effectivePeriod": period,
        **({"component": found} if found else {}),
        **note_of(trial.note),
    }


def compared(trial: Trial, speak: Speaker) -> Iterator[Json]:
    """Give each comparison of a trial that is over: the ratio of the cramps, from and to."""
    _ = speak.gettext
    if trial.result is None or trial.ended is None:
        return
    told = [
        ("median", "rate-ratio", _("Cramps, as a multiple")),
        ("lo", "rate-ratio-low", _("Probably at least")),
        ("hi", "rate-ratio-high", _("Probably at most")),
    ]
    for each in contrasts(trial.result.numbers):
        ratio = each.get("rate_ratio")
        if not isinstance(ratio, dict):
            continue
        versus = f"{arm(trial, each.get('arm', 'B'), speak)} / {arm(trial, each.get('reference', 'A'), speak)}"
        for name, field, text in told:
            if isinstance(ratio.get(name), int | float):
                yield component(field, f"{text}: {versus}", {"valueQuantity": quantity(ratio[name], "1", "1")})


def arm(trial: Trial, name: Any, speak: Speaker) -> str:
    """Give what an arm of a trial is."""
    for each in trial.arms:
        if each.id == name and each.measure:
            return speak.word(f"measure.{each.measure}.title", each.measure)
        if each.id == name and each.words:
            return words(each.words) or each.id
    return speak.gettext("as usual")


def of_note(note: Note, zone: str, speak: Speaker) -> Json:
    """Give words at a moment; of words that stayed at home what was heard in them."""
    heard = list(told(note.heard, speak))
    return {
        "status": "final",
        "category": category("social-history"),
        "code": own("observation", "note", speak.gettext("Note")),
        "effectiveDateTime": moment(note.at, zone),
        **({"valueString": said} if (said := words(note.text)) else {"dataAbsentReason": concept(MASKED)}),
        **({"component": heard} if heard else {}),
    }


def to_note(resource: Json) -> Json:
    """Give the payload of a note."""
    text = resource.get("valueString", "")
    return {"at": resource.get("effectiveDateTime"), "text": text, "heard": heard_in(resource)}
