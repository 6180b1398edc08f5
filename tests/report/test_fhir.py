"""A diary as FHIR R4: valid by checks that are not ours, nothing invented, and the same diary when it is read back."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.checkup.desk import Desk
from nattero.diary.entry import Entry
from nattero.person import person
from nattero.report.choice import Choice
from nattero.report.fhir import Speech, bundle, encoded
from nattero.report.fhir_file import fhir_file, listening
from nattero.report.fhir_read import read_bundle
from nattero.report.letter import Letter
from nattero.report.sharing import PARTS, Share, shared
from nattero.report.writing import letter
from tests import packed
from tests.report import r4
from tests.report.diaries import AT, NOW, SECRET, diaries, one_of_each

PACK = packed.pack()
ALL = Share(frozenset(PARTS))
LANGUAGES = ["en", "nl", "nb", "id"]
Bundle = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("r4")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return packed.desk()


def made(entries: list[Entry], lang: str = "en", **more: Any) -> Bundle:
    return bundle(entries, Speech(PACK, lang), NOW, "Europe/Amsterdam", **more)


def resources(found: Bundle, kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in found["entry"] if entry["resource"]["resourceType"] == kind]


def observations(found: Bundle, code: str) -> list[dict[str, Any]]:
    return [each for each in resources(found, "Observation") if code in [one["code"] for one in each["code"]["coding"]]]


@given(diaries)
@settings(max_examples=50)
def test_what_leaves_comes_back_the_same(entries: list[Entry]):
    out = shared(entries, "me", ALL)
    back = read_bundle(encoded(made(out)), "me", NOW)
    assert back.bad == ()
    assert set(back.entries) == set(out)


@given(diaries)
@settings(max_examples=5)
def test_every_bundle_is_fhir_r4(folder: Path, entries: list[Entry]):
    assert r4.faults(made(shared(entries, "me", ALL)), folder) == []


@given(st.lists(st.text(min_size=1, max_size=20), min_size=3, max_size=3), st.text(max_size=8))
@settings(max_examples=6)
def test_no_text_that_somebody_can_write_breaks_a_bundle(folder: Path, said: list[str], name: str):
    texts: dict[str, dict[str, Any]] = {
        "note": {"text": said[0]},
        "cramp": {"note": said[1], "steps": [said[2]]},
        "night": {"note": said[2]},
    }
    texts |= {"checkup": {"text": said[0], "medicines": said}}
    entries = [
        Entry(
            id=entry.id,
            recorded_at=entry.recorded_at,
            device="phone",
            zone=entry.zone,
            kind=entry.kind,
            payload={**entry.payload, **texts[entry.kind]},
        )
        for entry in one_of_each()
        if entry.kind in texts
    ]
    found = made(shared(entries, "me", ALL), name=name)
    assert r4.faults(found, folder) == []
    back = read_bundle(encoded(found), "me", NOW)
    assert len(back.entries) == len(shared(entries, "me", ALL))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_bundle_is_valid_in_each_language(folder: Path, desk: Desk, lang: str):
    found = made(shared(one_of_each(), "me", ALL), lang, desk=lambda: desk, name="Truus", by_other=True)
    assert r4.faults(found, folder) == []
    asked = resources(found, "Questionnaire")[0]["item"]
    assert PACK.text("feature.fever", lang) in [item["text"] for item in asked]


def at(found: Bundle, kind: str, where: str = "") -> dict[str, Any]:
    return next(each for each in resources(found, kind) if where in json.dumps(each))


BROKEN: dict[str, Callable[[Bundle], Any]] = {
    "no status": lambda b: at(b, "Observation").pop("status"),
    "a status that is none": lambda b: at(b, "Observation").update(status="done"),
    "two values": lambda b: at(b, "Observation", "valueInteger").update(valueString="two"),
    "a number as text": lambda b: at(b, "Observation", "cramps-in-night").update(valueInteger="2"),
    "two codes where one may be": lambda b: at(b, "Observation").update(code=[{"text": "a"}, {"text": "b"}]),
    "an element that is none": lambda b: at(b, "Observation").update(pain=7),
    "a date that is none": lambda b: at(b, "CarePlan").update(created="yesterday"),
    "a deep date that is none": lambda b: at(b, "CarePlan")["period"].update(start="yesterday"),
    "an empty text": lambda b: at(b, "Observation")["code"].update(text=""),
    "an empty list": lambda b: at(b, "Observation").update(component=[]),
    "somebody who is not there": lambda b: at(b, "Observation").update(subject={"reference": "urn:uuid:0"}),
    "a device as patient": lambda b: at(b, "CarePlan").update(subject={"reference": b["entry"][-2]["fullUrl"]}),
    "another symptom code": lambda b: at(b, "Observation", "75325-1")["code"]["coding"][0].update(code="75325-2"),
    "nobody who says so": lambda b: at(b, "Observation", "111551-8").pop("performer"),
    "a quiet night with a reason why not": lambda b: at(b, "Observation", "111551-8").update(
        dataAbsentReason={"text": "?"}
    ),
    "no zone": lambda b: at(b, "Observation", "urn:nattero:entry")["extension"][0]["extension"].pop(2),
    "a kind of question that is none": lambda b: at(b, "Questionnaire")["item"][0].update(type="guess"),
    "an answer of another kind": lambda b: at(b, "QuestionnaireResponse", "fever")["item"][2].update(
        answer=[{"valueString": "yes"}]
    ),
    "a question nobody asked": lambda b: at(b, "QuestionnaireResponse", "fever")["item"][0].update(linkId="nobody"),
    "an activity without a status": lambda b: at(b, "CarePlan")["activity"][0]["detail"].pop("status"),
    "an activity with a wrong status": lambda b: at(b, "CarePlan")["activity"][0]["detail"].update(status="busy"),
    "a medicine that is none": lambda b: at(b, "MedicationStatement").pop("medicationCodeableConcept"),
    "nobody who made it": lambda b: at(b, "Provenance").pop("agent"),
    "a bundle of no type": lambda b: b.pop("type"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_checks_see_what_is_broken(folder: Path, desk: Desk, what: str):
    whole = made(shared(one_of_each(), "me", ALL), desk=lambda: desk)
    broken = copy.deepcopy(whole)
    BROKEN[what](broken)
    assert broken != whole
    assert r4.faults(broken, folder) != []


def test_a_quiet_night_is_a_symptom_absent_and_a_missing_one_is_nothing():
    found = made(shared(one_of_each(), "me", ALL))
    absent = observations(found, "111551-8")
    assert [each["effectivePeriod"]["start"][:10] for each in absent] == ["2026-11-06", "2026-11-03", "2026-11-16"]
    told = {each["effectivePeriod"]["start"][:10] for each in [*absent, *observations(found, "cramps-in-night")]}
    assert "2026-11-10" not in told
    assert len(told) == 10


def test_a_night_in_which_a_cramp_was_logged_is_never_said_to_be_quiet():
    found = made(shared(one_of_each(), "me", ALL))
    counts = {
        each["effectivePeriod"]["start"][:10]: each["valueInteger"] for each in observations(found, "cramps-in-night")
    }
    assert counts["2026-11-17"] == 0


def test_a_cramp_says_when_how_long_how_bad_and_where():
    cramp = at(made(shared(one_of_each(), "me", ALL)), "Observation", '"53840002"')
    assert cramp["effectivePeriod"] == {"start": "2026-11-20T03:14:10+01:00", "end": "2026-11-20T03:16:40+01:00"}
    said = {each["code"]["text"]: each for each in cramp["component"]}
    assert said["How long"]["valueQuantity"]["value"] == 150
    assert said["How long"]["valueQuantity"]["code"] == "s"
    assert said["Pain"]["code"]["coding"][0]["code"] == "72514-3"
    assert said["Pain"]["valueQuantity"]["value"] == 7
    assert said["Side"]["valueCodeableConcept"]["coding"][0]["code"] == "7771000"


def test_medicines_are_told_as_typed_and_by_code_only_where_they_are_sure(desk: Desk):
    found = made(shared(one_of_each(), "me", ALL), desk=lambda: desk)
    told = {
        each["medicationCodeableConcept"]["text"]: each["medicationCodeableConcept"]
        for each in resources(found, "MedicationStatement")
    }
    assert set(told) == {"Simvastatine 40 mg", "iets van de drogist"}
    assert "coding" in told["Simvastatine 40 mg"]
    assert "coding" not in told["iets van de drogist"]


def test_a_trial_that_is_over_says_its_ratio_and_interval():
    trial = observations(made(shared(one_of_each(), "me", ALL)), "trial-on-oneself")[0]
    assert [each["valueQuantity"]["value"] for each in trial["component"]] == [0.6, 0.41, 0.9]


def test_each_comparison_of_three_arms_is_told_by_what_was_compared():
    trial = next(entry for entry in one_of_each() if entry.kind == "trial")
    ratio = {"rate_ratio": {"median": 0.5, "lo": 0.3, "hi": 0.8}, "reference": "A"}
    payload = copy.deepcopy(trial.payload)
    payload["arms"].append({"id": "C", "words": "wollen sokken"})
    payload["result"]["numbers"] = {"contrasts": [{**ratio, "arm": "B"}, {**ratio, "arm": "C"}, {"arm": "C"}]}
    found = made(shared([msgspec.structs.replace(trial, payload=payload)], "me", ALL))
    said = [each["code"]["text"] for each in observations(found, "trial-on-oneself")[0]["component"]]
    assert len(said) == 6
    assert said[3] == "Cramps, as a multiple: wollen sokken / as usual"


def test_no_rate_is_told_of_too_few_nights():
    entries = [entry for entry in one_of_each() if entry.kind == "night"]
    assert observations(made(shared(entries[:3], "me", ALL)), "cramps-per-week") == []
    rate = observations(made(shared(entries, "me", ALL)), "cramps-per-week")[0]
    assert rate["component"][0]["valueQuantity"]["value"] < rate["valueQuantity"]["value"]


def test_the_writer_of_a_childs_diary_is_not_the_patient():
    found = made(shared(one_of_each(), "me", ALL), by_other=True)
    other = resources(found, "RelatedPerson")[0]["id"]
    assert at(found, "Observation", "75325-1")["performer"] == [{"reference": f"urn:uuid:{other}"}]


def test_what_is_nobody_elses_business_does_not_leave():
    found = made(shared(one_of_each(), "me", Share(frozenset(PARTS) - {"notes"})))
    assert SECRET not in json.dumps(found)
    assert SECRET in json.dumps(made(shared(one_of_each(), "me", ALL)))
    assert "phone-of" not in json.dumps(made(shared(one_of_each(), "me", ALL)))


def test_an_empty_diary_is_an_honest_bundle(folder: Path):
    found = made([])
    assert r4.faults(found, folder) == []
    assert [entry["resource"]["resourceType"] for entry in found["entry"]] == ["Patient", "Device", "Provenance"]


def test_danger_signs_leave_only_with_all_they_are_judged_from(desk: Desk, folder: Path):
    fever = one_of_each()[0]
    entries = [
        msgspec.structs.replace(
            fever,
            kind="checkup",
            payload={"at": AT, "answers": {"age": 78, "swelling_one_leg": True, "breathless_chest": True}},
        )
    ]
    who = person(entries, "me", NOW, "Europe/Amsterdam")

    def told(share: Share) -> list[str]:
        found = json.loads(fhir_file(who, entries, share, Choice(lang="nl", heard="nl"), PACK, lambda: desk))
        assert r4.faults(found, folder) == []
        codes = [each["code"]["coding"][-1] for each in resources(found, "Observation")]
        return [code["code"] for code in codes if code["system"] == "urn:nattero:danger-sign"]

    assert told(Share())
    assert told(Share(frozenset(PARTS) - {"medicines"})) == []


def page_entries() -> list[Entry]:
    """A diary whose page says something in every part."""
    answers = {
        "age": 78,
        "sex": "female",
        "muscle_hard": True,
        "in_bed": True,
        "diabetes": True,
        "swelling_one_leg": True,
    }
    checkup = {"at": AT, "answers": answers, "medicines": ["furosemide 40 mg", "furosemide", "ijzer sucrose"]}
    told = {"text": "De kramp zit in mijn kuit en ik word er wakker van."}
    cold = "mijn been is opeens koud en wit en ik voel mijn voet niet"
    payloads: list[tuple[str, dict[str, Any]]] = [
        ("checkup", {**checkup, **told}),
        ("answers", {"answers": {"danger.cold-pale-leg": "no"}}),
        ("note", {"at": AT, "text": cold}),
        ("night", {"date": "2026-11-15", "cramps": 1, "exposures": {"medicine_change": "een pilletje van Truus"}}),
        *(("night", {"date": f"2026-11-{day:02}", "cramps": 1}) for day in range(1, 15)),
    ]
    return [
        msgspec.structs.replace(one, kind=kind, payload=payload)
        for one, (kind, payload) in zip(one_of_each(), payloads, strict=False)
    ]


def whole_page(desk: Desk, folder: Path, lang: str, share: Share) -> Bundle:
    """The bundle of such a diary."""
    entries = page_entries()
    who = person(entries, "me", NOW, "Europe/Amsterdam")
    made = fhir_file(who, entries, share, Choice(lang=lang, heard="nl"), PACK, lambda: desk)
    assert {entry.id for entry in read_bundle(made, "me", NOW).entries} == {
        entry.id for entry in shared(entries, "me", share, listening(lambda: desk, "nl", who))
    }
    found: Bundle = json.loads(made)
    assert r4.faults(found, folder) == []
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_doctors_page_found_leaves_too_and_is_fhir_r4(desk: Desk, folder: Path, lang: str):
    found = whole_page(desk, folder, lang, ALL)
    said = json.dumps(found, ensure_ascii=False)
    three = observations(found, "criteria")[0]["component"][:3]
    assert [each["code"]["coding"][-1]["code"] for each in three] == ["icsd-A", "icsd-B", "icsd-C"]
    assert [each.get("valueCodeableConcept", {}).get("coding", [{}])[0].get("code") for each in three] == [
        "met",
        "met",
        None,
    ]
    assert three[2]["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert PACK.text("condition.nocturnal_leg_cramps.clinical", lang) in said
    assert resources(found, "RiskAssessment")[0]["status"] == "preliminary"
    assert "probability" not in said
    assert observations(found, "heard-answers")[0]["component"]
    assert observations(found, "inferred-answers")[0]["component"]
    assert observations(found, "tests-to-discuss")[0]["component"]
    assert observations(found, "contributors")[0]["component"]
    noted = observations(found, "medicine-noted")[0]
    assert noted["valueString"] == "een pilletje van Truus"
    listed = [each for each in resources(found, "MedicationStatement") if each.get("note")]
    assert [each["medicationCodeableConcept"]["text"] for each in listed] == ["furosemide"]
    assert {"url": "content", "valueString": "furosemid"} in [
        part
        for each in listed[0]["medicationCodeableConcept"]["coding"][-1]["_display"]["extension"]
        for part in each["extension"]
    ]
    no = next(each for each in observations(found, "cold-pale-leg") if "valueBoolean" in each)
    assert no["valueBoolean"] is False
    asked_by_nobody = next(each for each in observations(found, "muscle-weak"))
    assert asked_by_nobody["dataAbsentReason"]["coding"][0]["code"] == "not-asked"


def test_a_note_that_stays_at_home_leaves_the_danger_heard_in_it_and_no_word(desk: Desk, folder: Path):
    said = json.dumps(whole_page(desk, folder, "nl", Share(frozenset(PARTS) - {"notes"})))
    assert "Truus" not in said
    assert "koud en wit" not in said
    no = [one["valueBoolean"] for one in observations(json.loads(said), "cold-pale-leg") if "valueBoolean" in one]
    assert no == [False]


@pytest.mark.parametrize("kind", ["note", "cramp", "night"])
def test_danger_told_only_in_a_note_stands_on_the_copys_page_until_it_was_denied(desk: Desk, folder: Path, kind: str):
    red = "Mijn linker kuit is sinds gisteren dik, rood en warm."
    payload = {"note": {"at": AT, "text": red}, "cramp": {"at": AT, "note": red}}.get(
        kind, {"date": "2026-11-19", "cramps": 1, "note": red}
    )
    first, second = one_of_each()[1], one_of_each()[0]
    note = msgspec.structs.replace(first, kind=kind, payload=payload)
    choice = Choice(lang="nl", heard="nl")

    def page(diary: list[Entry]) -> tuple[list[tuple[str, Any]], list[str]]:
        told = letter(person(diary, "me", NOW, "Europe/Amsterdam"), diary, choice, PACK, lambda: desk)
        return [(each.id, each.wrote_on) for each in told.raised], [each.id for each in told.denied]

    def copy(diary: list[Entry]) -> list[Entry]:
        who = person(diary, "me", NOW, "Europe/Amsterdam")
        made = fhir_file(who, diary, Share(), choice, PACK, lambda: desk)
        assert "linker" not in made.decode()
        assert r4.faults(json.loads(made), folder) == []
        return list(read_bundle(made, "me", NOW).entries)

    raised, _ = page([note])
    assert raised
    assert page(copy([note])) == (raised, [])
    assert page(copy(copy([note]))) == (raised, [])
    no = {"answers": {f"danger.{sign}": "no" for sign, _ in raised}}
    denied = [note, msgspec.structs.replace(second, kind="answers", payload=no)]
    assert page(copy(denied)) == page(denied)
    assert page(denied)[0] == []


def test_a_fresh_nattero_makes_the_same_page_out_of_a_bundle(desk: Desk, folder: Path):
    choice = Choice(lang="nl", heard="nl", without=frozenset())

    def page(entries: list[Entry]) -> Any:
        who = person(entries, "me", NOW, "Europe/Amsterdam")
        return msgspec.to_builtins(letter(who, entries, choice, PACK, lambda: desk), str_keys=True)

    for diary in (one_of_each(), page_entries()):
        out = shared(diary, "me", ALL)
        back = read_bundle(encoded(made(out)), "me", NOW)
        assert page(list(back.entries)) == page(out)


@pytest.mark.parametrize(
    ("lang", "told", "answers"),
    [
        (
            "nb",
            "Jeg er 66 og går i dialyse tre ganger i uken. Jeg får krampe i leggen om natten.",
            {"muscle_hard": True},
        ),
        ("en", "My left leg is swollen and red since yesterday. I take furosemide.", {"age": 78, "in_bed": True}),
        ("nl", "Ik ben kortademig en heb pijn op de borst.", {"age": 78, "breathless_chest": False}),
    ],
)
def test_own_words_that_stay_take_no_danger_with_them(desk: Desk, lang: str, told: str, answers: dict[str, Any]):
    said = {"at": AT, "answers": answers, "medicines": [], "text": told, "done": True}
    entries = [msgspec.structs.replace(one_of_each()[0], kind="checkup", payload=said)]
    choice = Choice(lang=lang, heard=lang)

    def page(diary: list[Entry]) -> Letter:
        return letter(person(diary, "me", NOW, "Europe/Amsterdam"), diary, choice, PACK, lambda: desk)

    who = person(entries, "me", NOW, "Europe/Amsterdam")
    made = fhir_file(who, entries, Share(), choice, PACK, lambda: desk)
    back = list(read_bundle(made, "me", NOW).entries)
    assert told not in made.decode()
    before, after = page(entries), page(back)
    assert before.raised
    assert {each.id for each in after.raised} >= {each.id for each in before.raised}
    assert after.who == before.who
    assert before.checkup
    assert after.checkup
    assert [each.id for each in after.checkup.medicines] == [each.id for each in before.checkup.medicines]
    assert after.checkup.urgency == before.checkup.urgency
