"""Whether a bundle is FHIR R4: what three checks that do not know of one another, or of our code, say against it.

`pyfhircheck` checks structure, cardinality, formats, invariants and references, with the profiles of `profiles.py` loaded; the models of
`fhir.resources` (R4B, which differs from R4 in no resource that is used here) check the type of every element at every depth; and what
neither does is done here: required codes below the first level, what references point to, questions that are answered, our extensions.
"""

import json
import logging
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pydantic
from fhir.resources.R4B import get_fhir_model_class
from pyfhircheck.config import ValidatorConfig
from pyfhircheck.core.engine import Validator
from pyfhircheck.models import Severity

from tests.report import profiles

# It takes the text of an item for a narrative, which an item does not have; and of its two comparisons with a pattern the
# first wants nothing beside the pattern: `profile.element.pattern` is the one that R4 means.
MISTAKEN = re.compile(r"Unknown element (QuestionnaireResponse|Questionnaire)\.item\[\d+\]\.text|: profile\.pattern: ")
STATUSES = {
    *("registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown"),
}
LONGER = {  # code systems of which the models name only the beginning: https://hl7.org/fhir/R4/terminologies-systems.html
    "Observation.status": STATUSES,
    "RiskAssessment.status": STATUSES,
    "Questionnaire.item.type": {
        *("group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url"),
        *("choice", "open-choice", "attachment", "reference", "quantity"),
    },
}


@cache
def validator(folder: Path) -> Validator:
    """The validator with our extensions and the guide's profiles, made once."""
    logging.getLogger("pyfhircheck").setLevel(logging.WARNING)
    profiles.write(folder)
    return Validator(ValidatorConfig(local_package_paths=[str(folder)], allow_unknown_extensions=True))


def faults(bundle: dict[str, Any], folder: Path) -> list[str]:
    """Everything that is wrong with a bundle."""
    return [*checked(bundle, folder), *typed(bundle), *walked(bundle), *dangling(bundle), *extended(bundle)]


def checked(bundle: dict[str, Any], folder: Path) -> list[str]:
    """What pyfhircheck says."""
    file = folder / "bundle-under-test.txt"
    file.write_text(json.dumps(bundle), encoding="utf-8")
    report = validator(folder / "profiles").validate_files([file])
    said = ((issue.severity, f"{issue.path}: {issue.code}: {issue.message}") for issue in report.issues)
    return [text for severity, text in said if severity is Severity.ERROR and not MISTAKEN.search(text)]


def resources(bundle: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The bundle itself and what is in it."""
    yield {key: value for key, value in bundle.items() if key != "entry"}
    for entry in bundle["entry"]:
        yield entry["resource"]


def typed(bundle: dict[str, Any]) -> list[str]:
    """What the models say."""
    found = []
    for resource in resources(bundle):
        try:
            get_fhir_model_class(resource["resourceType"]).model_validate(resource)
        except pydantic.ValidationError as error:
            found += [f"{resource['resourceType']}.{each['loc']}: {each['msg']}" for each in error.errors()]
    return found


def walked(bundle: dict[str, Any]) -> list[str]:
    """Codes that are not among those their element requires, and references to what may not stand there."""
    there = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in bundle["entry"]}
    return [
        fault
        for resource in resources(bundle)
        for fault in walk(resource, get_fhir_model_class(resource["resourceType"]), resource["resourceType"], there)
    ]


def walk(value: dict[str, Any], model: Any, path: str, there: dict[str, str]) -> Iterator[str]:
    """Walk an element and the model of its type side by side."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    for name in value.keys() & fields.keys():
        told = fields[name].json_schema_extra or {}
        codes, targets = told.get("enum_values"), told.get("enum_reference_types", ["Resource"])
        codes = LONGER[f"{path}.{name}"] if codes and "+" in codes else codes
        inner = value[name]
        for each in inner if isinstance(inner, list) else [inner]:
            if codes and isinstance(each, str) and each not in codes:
                yield f"{path}.{name}: {each} is none of {codes}"
            if (
                isinstance(each, dict)
                and "Resource" not in targets
                and there.get(each.get("reference", "")) not in {*targets, None}
            ):
                yield f"{path}.{name}: {there[each['reference']]} is none of {targets}"
            if isinstance(each, dict) and (kind := model_of(fields[name].annotation)) is not None:
                yield from walk(each, kind, f"{path}.{name}", there)


def model_of(annotation: Any) -> Any:
    """The model of an element's type, if it has one."""
    for each in (annotation, *getattr(annotation, "__args__", ())):
        for kind in (each, *getattr(each, "__args__", ())):
            get = getattr(kind, "get_model_klass", None)
            if get is not None:
                return get()
    return None


def dangling(bundle: dict[str, Any]) -> list[str]:
    """References to what is not in the bundle, or is of a type that may not be there; and questions nobody asked."""
    there = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in bundle["entry"]}
    found = [f"{reference} is not in the bundle" for reference in references(bundle) if reference not in there]
    asked = {
        f"{one['url']}|{one['version']}": {item["linkId"] for item in one["item"]}
        for one in resources(bundle)
        if one["resourceType"] == "Questionnaire"
    }
    for one in resources(bundle):
        if one["resourceType"] == "QuestionnaireResponse":
            links = {item["linkId"] for item in one.get("item", ())}
            found += [f"{link} is not asked" for link in links - asked.get(one["questionnaire"], set())]
    return found


def references(value: Any) -> Iterator[str]:
    """Every reference in a value."""
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def extended(bundle: dict[str, Any]) -> list[str]:
    """Extensions of ours that are not made as docs/fhir.md says."""
    return [
        fault
        for resource in resources(bundle)
        for each in resource.get("extension", ())
        if each["url"] in profiles.EXTENSIONS
        for fault in parts(each, profiles.EXTENSIONS[each["url"]])
    ]


def parts(extension: dict[str, Any], known: dict[str, tuple[int, str]]) -> Iterator[str]:
    """What is wrong with the parts of an extension."""
    names = [part["url"] for part in extension["extension"]]
    yield from (f"{extension['url']}: {name} {names.count(name)} times" for name in known if names.count(name) > 1)
    yield from (f"{extension['url']}: no {name}" for name, (least, _) in known.items() if least and name not in names)
    for part in extension["extension"]:
        wanted = known.get(part["url"], (0, "none"))[1]
        values = [key for key in part if key != "url"]
        if len(values) != 1 or wanted not in ("*", values[0].removeprefix("value")):
            yield f"{extension['url']}: {part['url']} has {values}"
