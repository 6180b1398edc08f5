"""The words FHIR is written in: code systems, the codes that are used, and the small structures that hold them.

In: values. Out: plain dicts of FHIR R4 (4.0.1). docs/fhir.md says where each public code is from; what has no public code that is certain
has one of our own, always with its text.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from nattero.diary.payloads import Value

Json = dict[str, Any]

OURS = "urn:nattero:"
"""The stem of our code systems and extensions. The project has no domain that it could promise to keep."""
LOINC, SNOMED, UCUM, ATC = (
    "http://loinc.org",
    "http://snomed.info/sct",
    "http://unitsofmeasure.org",
    "http://www.whocc.no/atc",
)
HL7 = "http://terminology.hl7.org/CodeSystem/"
SYMPTOMS = "http://hl7.org/fhir/uv/symptoms/"
URI = "urn:ietf:rfc:3986"
SYMPTOM, SYMPTOM_ABSENT = (LOINC, "75325-1", "Symptom"), (LOINC, "111551-8", "Symptom absent")
CRAMP = (SNOMED, "55300003", "Cramp")
PAIN = (LOINC, "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
LATERALITY = (SNOMED, "272741003", "Laterality")
SIDES = {
    "left": (SNOMED, "7771000", "Left"),
    "right": (SNOMED, "24028007", "Right"),
    "both": (SNOMED, "51440002", "Right and left"),
}
SITES = {
    "calf": (SNOMED, "53840002", "Structure of calf of leg"),
    "foot": (SNOMED, "56459004", "Foot structure"),
    "toes": (SNOMED, "29707007", "Toe structure"),
    "thigh": (SNOMED, "68367000", "Thigh structure"),
}
"""Muscles with a public code for just that; shin and hamstring have our own only."""
LOWER_LIMB = (SNOMED, "61685007", "Lower limb structure")
ASKED_UNKNOWN = (f"{HL7}data-absent-reason", "asked-unknown", "Asked But Unknown")
NOT_ASKED = (f"{HL7}data-absent-reason", "not-asked", "Not Asked")
UNKNOWN = (f"{HL7}data-absent-reason", "unknown", "Unknown")
MASKED = (f"{HL7}data-absent-reason", "masked", "Masked")
ENTRY, ANSWER = f"{OURS}entry", f"{OURS}answer"
DERIVED = {"system": f"{OURS}made", "code": "derived"}
"""The tag of what Nattero works out; a bundle that comes back is read without it."""
NAMESPACE = UUID("0b5f0e4e-6a35-4c0e-9d0a-6f1c3c6d6a11")
WIDEST = timedelta(hours=14)
CODE = re.compile(r"[^\s]+(\s[^\s]+)*")
BLANKS = re.compile(r"[^\S \r\n\t]")


def coding(system: str, code: str, display: str | None = None) -> Json:
    """Give a code of a system."""
    return {"system": system, "code": code, **({"display": display} if display else {})}


def concept(*codes: tuple[str, str, str], text: str | None = None) -> Json:
    """Give a concept of public codes and a text."""
    return {**({"coding": [coding(*each) for each in codes]} if codes else {}), **({"text": text} if text else {})}


def own(kind: str, code: str, text: str | None = None, *public: tuple[str, str, str]) -> Json:
    """Give a concept with a code of our own, public ones before it; a code that FHIR cannot write is a text."""
    codes = [coding(*each) for each in public]
    if CODE.fullmatch(code):
        codes.append(coding(f"{OURS}{kind}", code))
    return {**({"coding": codes} if codes else {}), "text": text or words(code) or "?"}


def code_of(value: Any, system: str) -> str | None:
    """Give the code that a concept has in a system, else None."""
    for each in listed(value, "coding"):
        if each.get("system") == system and isinstance(each.get("code"), str):
            return str(each["code"])
    return None


def listed(value: Any, name: str) -> Iterator[Json]:
    """Give the objects of a list that an object may hold."""
    several = value.get(name) if isinstance(value, dict) else None
    for each in several if isinstance(several, list) else ():
        if isinstance(each, dict):
            yield each


def words(text: str | None) -> str | None:
    """Give a text as FHIR can write it: blanks it does not know are spaces, other control characters go; None where nothing is left."""
    if text is None:
        return None
    plain = "".join(
        sign for sign in BLANKS.sub(" ", text) if sign in "\t\n\r" or (ord(sign) >= 32 and ord(sign) != 127)
    )
    return plain if plain.strip() else None


def quantity(value: float, unit: str, code: str) -> Json:
    """Give a number with its unit, `code` in UCUM."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def moment(instant: datetime, zone: str) -> str:
    """Give an instant on the wall's clock with its offset; in UTC where FHIR cannot write the offset."""
    local = instant.astimezone(ZoneInfo(zone))
    offset = local.utcoffset() or timedelta()
    whole = offset % timedelta(minutes=1) == timedelta() and abs(offset) <= WIDEST
    return (local if whole else instant.astimezone(UTC)).isoformat().replace("+00:00", "Z")


def value_of(value: Value) -> Json:
    """Give the `value[x]` of a component or an extension, or why there is none."""
    if value is None:
        return {"dataAbsentReason": concept(ASKED_UNKNOWN)}
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int) and abs(value) < 2**31:
        return {"valueInteger": value}
    if isinstance(value, int | float):
        return {"valueQuantity": {"value": value}}
    said = words(value)
    return {"valueString": said} if said else {}


def urn(identity: str) -> str:
    """Give the address of a resource within a bundle."""
    return f"urn:uuid:{identity}"


def reference(identity: str) -> Json:
    """Give a reference to a resource of the bundle."""
    return {"reference": urn(identity)}


def made_id(*of: str) -> str:
    """Give the id of what is made out of something else; the same every time."""
    return str(uuid5(NAMESPACE, "/".join(of)))


def extension(url: str, **values: Any) -> Json:
    """Give an extension of our own made of parts; `valueCode=...` of a part is written `zone=("Code", "UTC")`."""
    parts = [{"url": name, f"value{typed}": value} for name, (typed, value) in values.items() if value is not None]
    return {"url": url, "extension": parts}


def parts_of(resource: Mapping[str, Any], url: str) -> Iterator[dict[str, Any]]:
    """Give the parts of each extension with a url, as their values by name."""
    for each in listed(resource, "extension"):
        if each.get("url") == url:
            yield {
                str(part.get("url")): value
                for part in listed(each, "extension")
                for name, value in part.items()
                if name.startswith("value")
            }


def day(value: date) -> str:
    """Give a date."""
    return value.isoformat()
