"""The rules a bundle is held to beside R4 itself: the guide's two profiles of symptoms, and our own extensions.

Written by hand from the Symptoms guide (hl7.fhir.uv.symptoms 1.0.0, STU 1), as structure definitions that a validator reads (what must be
there, with which code, and what may not), and from docs/fhir.md.
"""

import json
from pathlib import Path
from typing import Any

SYMPTOMS = "http://hl7.org/fhir/uv/symptoms/"
EXTENSIONS: dict[str, dict[str, tuple[int, str]]] = {
    "urn:nattero:entry": {
        "kind": (1, "Code"),
        "version": (1, "PositiveInt"),
        "zone": (1, "String"),
        "recorded": (1, "Instant"),
        "supersedes": (0, "Uri"),
        "night": (0, "Date"),
        "payload": (0, "String"),
    },
    "urn:nattero:answer": {"question": (1, "String"), "value": (0, "*")},
}
"""The parts of our extensions: whether each must be there, and the type of its value."""


def write(folder: Path) -> None:
    """Write the definitions to a folder, a file each."""
    folder.mkdir(exist_ok=True)
    for number, made in enumerate(definitions()):
        (folder / f"{number}.json").write_text(json.dumps(made), encoding="utf-8")


def definitions() -> list[dict[str, Any]]:
    """Every definition."""
    return [
        symptom("SymptomObservation", "75325-1"),
        symptom("SymptomAbsentObservation", "111551-8"),
    ]


def definition(url: str, of: str, elements: list[dict[str, Any]]) -> dict[str, Any]:
    """A structure definition."""
    return {
        "resourceType": "StructureDefinition",
        "url": url,
        "name": url.rsplit("/", 1)[-1].rsplit(":", 1)[-1],
        "status": "active",
        "kind": "resource",
        "abstract": False,
        "type": of,
        "baseDefinition": f"http://hl7.org/fhir/StructureDefinition/{of}",
        "derivation": "constraint",
        "snapshot": {"element": [{"id": of, "path": of, "min": 0, "max": "*"}, *elements]},
    }


def symptom(name: str, code: str) -> dict[str, Any]:
    """A symptom that is there, or is not."""
    must = [("status", "1"), ("category", "*"), ("subject", "1"), ("effective[x]", "1"), ("performer", "1")]
    never = ("dataAbsentReason", "interpretation", "specimen", "device", "referenceRange")
    elements: list[dict[str, Any]] = [{"path": f"Observation.{part}", "min": 1, "max": most} for part, most in must]
    elements += [{"path": f"Observation.{part}", "min": 0, "max": "0"} for part in never]
    pattern = {"coding": [{"system": "http://loinc.org", "code": code}]}
    elements.append({"path": "Observation.code", "min": 1, "max": "1", "patternCodeableConcept": pattern})
    elements.append({"path": "Observation.value[x]", "min": 1, "max": "1", "type": [{"code": "CodeableConcept"}]})
    return definition(f"{SYMPTOMS}StructureDefinition/{name}", "Observation", elements)
