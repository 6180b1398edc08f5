"""`nattero import` of a FHIR bundle: what leaves with `nattero report --fhir` comes back, once, whole or not at all."""

import json
from pathlib import Path

from nattero import pen
from nattero.store.journal import open_journal
from tests.cli.conftest import Typed
from tests.report.diaries import one_of_each


def test_a_bundle_makes_the_same_diary_in_a_fresh_nattero_and_changes_nothing_twice(
    typed: Typed, tmp_path: Path
) -> None:
    with open_journal(tmp_path / "data") as journal:
        journal.append(one_of_each())
    target, fresh = tmp_path / "bundle.json", tmp_path / "fresh"
    assert typed("report", "--fhir", "--out", target).code == 0
    came = typed("import", target, "--data", fresh, "--json")
    assert (came.code, came.json["bad"]) == (0, [])
    assert came.json["new"] == came.json["read"] > 15
    assert typed("import", target, "--data", fresh, "--json").json["new"] == 0
    assert typed("import", target, "--json").json["new"] == 0
    nights = ("diary", "nights", "--from", "2026-11-01", "--to", "2026-11-20", "--json")
    there, here = typed(*nights, "--data", fresh).json["nights"], typed(*nights).json["nights"]
    for one, other in zip(there, here, strict=True):
        assert (one["date"], one["state"], one.get("count")) == (other["date"], other["state"], other.get("count"))


def test_danger_told_only_in_a_note_travels_without_the_note(typed: Typed, tmp_path: Path) -> None:
    target, fresh = tmp_path / "bundle.json", tmp_path / "fresh"

    def open_there(*where: object) -> list[str]:
        return [line for line in typed("report", *where).err.splitlines() if line.startswith("! ")]

    at, words = pen.now(), "My left calf is swollen, red and warm since yesterday."
    with open_journal(tmp_path / "data") as journal:
        journal.append([pen.draft("note", {"at": at.isoformat(), "text": words}, at=at, zone="UTC", device="phone")])
    signs = open_there()
    assert signs
    assert typed("report", "--fhir", "--out", target).code == 0
    assert "yesterday" not in target.read_text()
    typed("import", target, "--data", fresh)
    assert open_there("--data", fresh) == signs


def test_a_bundle_of_other_software_is_refused_with_the_resource_and_its_field(typed: Typed, tmp_path: Path) -> None:
    stranger = {"resourceType": "Observation", "id": "blood-pressure", "status": "final"}
    target = tmp_path / "other.json"
    target.write_text(json.dumps({"resourceType": "Bundle", "entry": [{"resource": stranger}]}, indent=2))
    came = typed("import", target)
    assert came.code == 2
    assert came.err.splitlines() == [
        "Observation/blood-pressure: This was not written by Nattero (its “extension” is missing).",
        "Nothing was imported. Nattero reads back the FHIR bundles that it made itself.",
    ]
    assert typed("import", target, "--json").json["bad"][0]["field"] == "extension"
    assert typed("export").out == ""


def test_many_strangers_are_counted_and_not_all_shown(typed: Typed) -> None:
    strangers = [{"resource": {"resourceType": "Appointment", "id": str(number)}} for number in range(300)]
    came = typed("import", "-", said=json.dumps({"resourceType": "Bundle", "entry": strangers}).encode())
    assert came.code == 2
    assert came.err.splitlines()[-2] == "and 250 more"
    assert len(came.err.splitlines()) == 52


def test_what_only_begins_like_fhir_is_no_bundle(typed: Typed) -> None:
    came = typed("import", "-", said=b'{"resourceType": "Bundle", ')
    assert (came.code, came.err.splitlines()[0]) == (2, "Bundle: This is not JSON that Nattero can read.")
