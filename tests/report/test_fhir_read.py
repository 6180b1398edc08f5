"""Reading a bundle: a clear word about what it is not, all of it or nothing, and never a crash."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.report.fhir import Speech, bundle, encoded
from nattero.report.fhir_read import LARGEST, MOST_NAMED, Read, read_bundle
from nattero.report.sharing import PARTS, Share, shared
from tests import packed
from tests.report.diaries import NOW, one_of_each

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
WHOLE = encoded(
    bundle(shared(one_of_each(), "me", Share(frozenset(PARTS))), Speech(packed.pack(), "en"), NOW, "Europe/Amsterdam")
)
OURS = [
    each
    for each in json.loads(WHOLE)["entry"]
    if "extension" in each["resource"] and each["resource"]["resourceType"] != "Questionnaire"
]


def read(value: Any) -> Read:
    return read_bundle(json.dumps(value).encode(), "me", NOW)


def wrapped(*resources: Any) -> Read:
    return read({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]})


@given(json_values | st.fixed_dictionaries({"resourceType": st.just("Bundle"), "entry": json_values}))
@settings(max_examples=60)
def test_no_json_breaks_the_reading(value: Any):
    assert read(value).entries == ()


@given(st.binary(max_size=200))
@settings(max_examples=40)
def test_no_bytes_break_the_reading(data: bytes):
    assert read_bundle(data, "me", NOW).bad


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    """A resource of ours in which one thing, at any depth, is something else."""
    resource = json.loads(json.dumps(draw(st.sampled_from(OURS))["resource"]))
    place, key = resource, draw(st.sampled_from(sorted(resource)))
    while isinstance(place[key], dict | list) and place[key] and draw(st.booleans()):
        place = place[key]
        key = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[key] = draw(json_values)
    return resource


@given(spoiled())
@settings(max_examples=120)
def test_a_resource_of_ours_with_something_wrong_in_it_is_read_or_named(resource: Any):
    found = wrapped(resource)
    assert len(found.entries) + len(found.bad) <= 1
    for bad in found.bad:
        assert bad.problem.field
        assert bad.resource


FAULTS: dict[str, tuple[Any, str, str, str]] = {
    "of other software": (
        {"resourceType": "Observation", "id": "blood-pressure", "status": "final"},
        *("Observation/blood-pressure", "extension", "missing"),
    ),
    "of a type we do not know": (
        {"resourceType": "Appointment", "id": "a1"},
        *("Appointment/a1", "resourceType", "unknown"),
    ),
    "of no type": ({"id": "x"}, "x", "resourceType", "unknown"),
    "no resource": (None, "Bundle.entry[1]", "resource", "missing"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_is_not_ours_is_named_with_its_field(what: str):
    resource, name, field, code = FAULTS[what]
    found = wrapped(resource)
    assert [(bad.resource, bad.problem.field, bad.problem.code) for bad in found.bad] == [(name, field, code)]


def test_a_pain_of_eleven_is_named_as_pain():
    cramp = next(each["resource"] for each in OURS if "72514-3" in json.dumps(each))
    text = json.dumps(cramp).replace('"value": 7', '"value": 11')
    found = wrapped(json.loads(text))
    assert [(bad.resource, bad.problem.field) for bad in found.bad] == [(f"Observation/{cramp['id']}", "payload.pain")]


def test_one_resource_that_is_wrong_keeps_all_others_out():
    good = [each["resource"] for each in OURS]
    assert len(wrapped(*good).entries) == len(good)
    found = wrapped(*good, {"resourceType": "Observation", "id": "stranger"})
    assert found.entries == ()
    assert [bad.resource for bad in found.bad] == ["Observation/stranger"]


def test_ten_megabytes_of_strangers_are_counted_and_not_all_named():
    stranger = {"resourceType": "Observation", "id": "x" * 4000, "text": "y" * 1000}
    found = wrapped(*[stranger] * 2000)
    assert len(found.bad) == MOST_NAMED
    assert found.more_bad == 2000 - MOST_NAMED
    assert max(len(bad.resource) for bad in found.bad) < 200


def test_what_is_very_deep_is_refused():
    assert read_bundle(b'{"resourceType":"Bundle","entry":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "me", NOW).bad
    payload = "[" * 50_000 + "]" * 50_000
    plan = json.loads(
        json.dumps(next(each["resource"] for each in OURS if each["resource"]["resourceType"] == "CarePlan"))
    )
    plan["extension"][0]["extension"][-1]["valueString"] = '{"at":' + payload + "}"
    assert wrapped(plan).bad


def test_what_is_too_large_is_refused_before_it_is_read():
    assert [bad.problem.code for bad in read_bundle(b" " * (LARGEST + 1), "me", NOW).bad] == ["long"]


def test_a_kind_of_a_newer_nattero_is_named():
    cramp = json.loads(json.dumps(next(each["resource"] for each in OURS if "72514-3" in json.dumps(each))))
    cramp["extension"][0]["extension"][0]["valueCode"] = "horoscope"
    assert [(bad.problem.field, bad.problem.code) for bad in wrapped(cramp).bad] == [("extension.kind", "unknown")]


def test_ids_of_a_server_do_no_harm():
    resources = [{**each["resource"], "id": str(number)} for number, each in enumerate(OURS)]
    assert wrapped(*resources).entries == read_bundle(WHOLE, "me", NOW).entries


def test_entries_become_those_of_whom_they_are_imported_for():
    assert {entry.person for entry in read_bundle(WHOLE, "grandmother", NOW).entries} == {"grandmother"}


def test_what_has_not_happened_yet_is_refused():
    assert {bad.problem.code for bad in read_bundle(WHOLE, "me", NOW.replace(year=2025)).bad} == {"future"}
