"""A bundle of FHIR R4 that Nattero made becomes entries again: all of them, or every resource that is none and why.

In: bytes from anywhere, whose diary it is, the instant. Out: `Read`. A resource is known by our extension; the id of its entry is in its
identifier, so that a server that gave it another id of its own does no harm. What is derived is worked out anew and not read.
"""

from datetime import datetime
from typing import Any

import msgspec

from nattero.diary.entry import Entry, read
from nattero.diary.problems import Problem, examine
from nattero.report import fhir_observation, fhir_questionnaire
from nattero.report.fhir_terms import DERIVED, ENTRY, URI, Json, listed, parts_of
from nattero.report.sharing import SHARED, plain

LARGEST = 64 * 1024 * 1024
MOST_NAMED = 200
LONGEST_NAME = 80
BESIDE = frozenset(
    {"Patient", "Questionnaire", "MedicationStatement", "RiskAssessment", "Device", "Provenance", "RelatedPerson"}
)
"""Resources that stand beside the entries: they are made anew, and say nothing that the entries do not."""
READERS = frozenset({"Observation", "QuestionnaireResponse", "CarePlan"})
URN = "urn:uuid:"


class BadResource(msgspec.Struct, frozen=True):
    """A resource that is no entry: its type and id as they are written there, and the first thing wrong with it."""

    resource: str
    problem: Problem


class Read(msgspec.Struct, frozen=True):
    """What a bundle holds: its entries, or the resources that kept it from being read."""

    entries: tuple[Entry, ...]
    bad: tuple[BadResource, ...] = ()
    more_bad: int = 0


class NotReadableError(Exception):
    """A part of a resource that cannot be read: the field and what is wrong with it."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(field)
        self.problem = Problem(field, code)


def read_bundle(data: bytes, person: str, now: datetime) -> Read:
    """Give the entries of a bundle, oldest id first."""
    if len(data) > LARGEST:
        return Read((), (BadResource("Bundle", Problem("entry", "long")),))
    try:
        value = msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return Read((), (BadResource("Bundle", Problem("json", "wrong")),))
    if not isinstance(value, dict) or value.get("resourceType") != "Bundle":
        return Read((), (BadResource(name_of(value), Problem("resourceType", "unknown")),))
    if not isinstance(value.get("entry"), list):
        return Read((), (BadResource("Bundle", Problem("entry", "missing")),))
    entries, bad = list[Entry](), list[BadResource]()
    for number, each in enumerate(value["entry"], 1):
        resource = each.get("resource") if isinstance(each, dict) else None
        if not isinstance(resource, dict):
            bad.append(BadResource(f"Bundle.entry[{number}]", Problem("resource", "missing")))
            continue
        found = entry_in(resource, person, now)
        if isinstance(found, Problem):
            bad.append(BadResource(name_of(resource), found))
        elif found is not None:
            entries.append(found)
    if bad:
        return Read((), tuple(bad[:MOST_NAMED]), max(0, len(bad) - MOST_NAMED))
    return Read(tuple(sorted(entries, key=lambda entry: (entry.id, entry.recorded_at))))


def name_of(value: Any) -> str:
    """Give the type and id of a resource as it writes them, cut; what has none is `?`."""
    if not isinstance(value, dict):
        return "?"
    told = [value.get("resourceType"), value.get("id")]
    return "/".join(each[:LONGEST_NAME] for each in told if isinstance(each, str)) or "?"


def entry_in(resource: Json, person: str, now: datetime) -> Entry | Problem | None:
    """Give the entry of a resource, what is wrong with it, or None for what stands beside the entries."""
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or kind not in READERS | BESIDE:
        return Problem("resourceType", "unknown")
    if kind in BESIDE or is_derived(resource):
        return None
    about = next(parts_of(resource, ENTRY), None)
    if about is None:
        return Problem("extension", "missing")
    try:
        value = entry_value(resource, about, person)
    except NotReadableError as error:
        return error.problem
    found = examine(value, now)
    said = read(found) if isinstance(found, Entry) else None
    return msgspec.structs.replace(found, payload=plain(said)) if isinstance(found, Entry) and said else found


def is_derived(resource: Json) -> bool:
    """Whether a resource says of itself that it was worked out."""
    return any(
        each.get("system") == DERIVED["system"] and each.get("code") == DERIVED["code"]
        for each in listed(resource.get("meta"), "tag")
    )


def entry_value(resource: Json, about: dict[str, Any], person: str) -> Json:
    """Give the entry of a resource as JSON. Raises NotReadableError."""
    value = {
        "id": identity(resource),
        "person": person,
        "recorded_at": about.get("recorded"),
        "device": SHARED,
        "zone": about.get("zone"),
        "kind": about.get("kind"),
        "version": about.get("version"),
        "payload": payload_of(resource, about),
    }
    if "supersedes" in about:
        value["supersedes"] = bare(about["supersedes"])
    return value


def identity(resource: Json) -> Any:
    """Give the id of the entry. Raises NotReadableError."""
    given = resource.get("identifier")
    for each in given if isinstance(given, list) else [given]:
        if isinstance(each, dict) and each.get("system") == URI:
            return bare(each.get("value"))
    raise NotReadableError("identifier", "missing")


def bare(value: Any) -> Any:
    """Give a UUID without the scheme it is written with."""
    return value.removeprefix(URN) if isinstance(value, str) else value


def payload_of(resource: Json, about: dict[str, Any]) -> Json:
    """Give what an entry says, without what it does not. Raises NotReadableError."""
    if "payload" in about:
        return whole(about["payload"])
    match about.get("kind"):
        case "cramp":
            payload = fhir_observation.to_cramp(resource)
        case "night":
            payload = fhir_observation.to_night(resource, about.get("night"))
        case "sleep":
            payload = fhir_observation.to_sleep(resource, about.get("night"))
        case "note":
            payload = fhir_observation.to_note(resource)
        case "checkup":
            payload = fhir_questionnaire.to_checkup(resource)
        case "answers":
            payload = fhir_questionnaire.to_answers(resource)
        case _:
            raise NotReadableError("extension.kind", "unknown")
    return {name: value for name, value in payload.items() if value is not None}


def whole(text: Any) -> Json:
    """Give a payload that travelled whole. Raises NotReadableError."""
    try:
        value = msgspec.json.decode(text) if isinstance(text, str) else None
    except (msgspec.MsgspecError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise NotReadableError("extension.payload", "wrong")
    return value
