"""Bad input is named by its field, good input passes, and what a newer program wrote is kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.entry import Entry, encode
from nattero.diary.problems import DEEPEST_PAYLOAD, Problem, examine
from tests.diary.strategies import entries

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
GOOD: dict[str, Any] = {
    "id": "0199c0de-7a10-7000-8000-000000000001",
    "person": "me",
    "recorded_at": "2026-11-22T02:16:40.120Z",
    "device": "phone",
    "zone": "Europe/Amsterdam",
    "kind": "cramp",
    "version": 1,
    "supersedes": None,
    "payload": {"at": "2026-11-22T02:14:10Z", "seconds": 150, "pain": 7, "side": "left", "muscle": "calf"},
}


def changed(**fields: Any) -> dict[str, Any]:
    return {**GOOD, **fields}


def with_payload(**fields: Any) -> dict[str, Any]:
    return {**GOOD, "payload": {**GOOD["payload"], **fields}}


def night(**fields: Any) -> dict[str, Any]:
    return {**GOOD, "kind": "night", "payload": {"date": "2026-11-21", "cramps": 1, **fields}}


def checkup(**fields: Any) -> dict[str, Any]:
    return {**GOOD, "kind": "checkup", "payload": {"at": "2026-11-21T19:00:00Z", **fields}}


def test_a_good_entry_passes_unchanged():
    found = examine(GOOD, NOW)
    assert isinstance(found, Entry)
    assert found.payload == GOOD["payload"]


@pytest.mark.parametrize(
    ("value", "field", "code"),
    [
        (with_payload(pain=11), "payload.pain", "wrong"),
        (with_payload(pain=-1), "payload.pain", "wrong"),
        (with_payload(note="a\0b"), "payload.note", "nul"),
        (checkup(medicines=["statin\0"]), "payload.medicines", "nul"),
        (with_payload(pain=6.5), "payload.pain", "wrong"),
        (with_payload(pain="7"), "payload.pain", "wrong"),
        (with_payload(pain=True), "payload.pain", "wrong"),
        (with_payload(seconds=-5), "payload.seconds", "wrong"),
        (with_payload(seconds=10**9), "payload.seconds", "wrong"),
        (with_payload(side="up"), "payload.side", "wrong"),
        (with_payload(muscle=["calf"]), "payload.muscle", "wrong"),
        (with_payload(note="x" * 2001), "payload.note", "long"),
        (with_payload(at="yesterday"), "payload.at", "wrong"),
        (with_payload(at="2026-11-22T02:14:10"), "payload.at", "wrong"),
        (with_payload(at="2026-02-30T02:14:10Z"), "payload.at", "wrong"),
        (with_payload(at="2026-11-22T03:06:00Z"), "payload.at", "future"),
        (with_payload(at="1021-11-22T03:06:00Z"), "payload.at", "past"),
        (with_payload(pian=7), "payload.pian", "unknown"),
        ({**GOOD, "payload": {}}, "payload.at", "missing"),
        ({**GOOD, "payload": None}, "payload", "wrong"),
        (night(cramps=51), "payload.cramps", "wrong"),
        (night(date="2026-11-22"), "payload.date", "future"),
        (night(date="2026-13-01"), "payload.date", "wrong"),
        (night(date="0001-01-01"), "payload.date", "past"),
        (night(exposures={"alcohol": [1]}), "payload.exposures", "wrong"),
        (checkup(medicines=["x" * 201]), "payload.medicines", "long"),
        (checkup(answers={"fever": [True]}), "payload.answers", "wrong"),
        (checkup(at="2026-11-22T03:06:00Z"), "payload.at", "future"),
        (changed(id="1"), "id", "wrong"),
        (changed(id=GOOD["id"].upper()), "id", "wrong"),
        (changed(zone="Mars/Olympus"), "zone", "wrong"),
        (changed(zone="../../etc/passwd"), "zone", "wrong"),
        (changed(recorded_at="2026-11-24T00:00:00Z"), "recorded_at", "future"),
        (changed(recorded_at="1850-11-24T00:00:00Z"), "recorded_at", "past"),
        (changed(recorded_at="0001-01-01T00:00:00+14:00"), "recorded_at", "wrong"),
        (changed(recorded_at=5), "recorded_at", "wrong"),
        (changed(kind=""), "kind", "wrong"),
        (changed(version=0), "version", "wrong"),
        (changed(supersedes=GOOD["id"]), "supersedes", "wrong"),
        (changed(kind="retraction", payload={}), "supersedes", "missing"),
        (changed(colour="red"), "colour", "unknown"),
        ({key: value for key, value in GOOD.items() if key != "device"}, "device", "missing"),
        (changed(kind="dream", payload={"text": "x" * 70_000}), "payload", "long"),
        ([], "entry", "wrong"),
        ("entry", "entry", "wrong"),
        (None, "entry", "wrong"),
    ],
)
def test_each_fault_is_named_by_its_field(value, field, code):
    assert examine(value, NOW) == Problem(field, code)


def test_kinds_and_versions_of_a_newer_program_are_kept_as_they_are():
    for value in (
        changed(kind="dream", payload={"anything": [1, {"deep": None}]}),
        changed(version=2, payload={"pain": "terrible"}),
    ):
        found = examine(value, NOW)
        assert isinstance(found, Entry)
        assert found.payload == value["payload"]


def nested(depth: int) -> Any:
    """Objects and lists in one another, so many times."""
    value: Any = 1
    for level in range(depth):
        value = [value] if level % 2 else {"in": value}
    return value


def test_what_lies_too_deep_to_be_read_again_is_refused():
    assert isinstance(examine(changed(kind="dream", payload={"text": nested(DEEPEST_PAYLOAD - 1)}), NOW), Entry)
    for depth in (DEEPEST_PAYLOAD, 900, 20_000):
        assert examine(changed(kind="dream", payload={"text": nested(depth)}), NOW) == Problem("payload", "long")


def test_two_clocks_in_one_house_may_differ_by_minutes():
    soon = (NOW + timedelta(minutes=4)).isoformat()
    assert isinstance(examine(with_payload(at=soon), NOW), Entry)


@given(entries())
def test_everything_a_program_writes_passes(entry):
    value = msgspec.json.decode(encode(entry))
    found = examine(value, NOW)
    assert found == entry or (isinstance(found, Problem) and entry.supersedes == entry.id)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(json_values, st.sampled_from([*GOOD, "payload.at", "payload.pain", "payload.note", "payload.steps"]))
def test_whatever_stands_in_a_field_the_answer_is_an_entry_or_a_problem(value, field):
    inside, _, name = field.partition(".")
    whole = with_payload(**{name: value}) if name else changed(**{inside: value})
    assert isinstance(examine(whole, NOW), Entry | Problem)
