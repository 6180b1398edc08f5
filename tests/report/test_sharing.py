"""What leaves for others: only what was chosen, only what stands, and nothing of anybody else."""

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings

from nattero.diary.entry import Entry, encode, new_id
from nattero.diary.merge import current, union
from nattero.diary.night import nights
from nattero.report.choice import Choice
from nattero.report.sharing import OFFERED, PARTS, SHARED, Share, share_of, shared
from tests.diary import strategies as written
from tests.report.diaries import SECRET, diaries, one_of_each

ALL = Share(frozenset(PARTS))


def later(entry: Entry, **changes: object) -> Entry:
    at = entry.recorded_at + timedelta(hours=1)
    return msgspec.structs.replace(entry, id=new_id(at, bytes(10)), recorded_at=at, supersedes=entry.id, **changes)


@given(written.tangled_diaries)
@settings(max_examples=40)
def test_only_what_stands_leaves_and_of_trials_also_what_stood(entries: list[Entry]):
    standing = {entry.id for entry in current(entry for entry in entries if entry.person == "me")}
    assert {entry.id for entry in shared(entries, "me", ALL) if entry.kind != "trial"} <= standing
    assert {entry.person for entry in shared(entries, "me", ALL)} <= {"me"}


@given(diaries)
@settings(max_examples=30)
def test_a_shared_copy_never_stands_in_for_what_was_written(entries: list[Entry]):
    assert current(union(entries, shared(entries, "me", Share()))) == current(entries)


@given(diaries)
@settings(max_examples=30)
def test_the_nights_are_the_same_for_whom_they_are_shared_with(entries: list[Entry]):
    def told(found: list[Entry]) -> list[tuple[object, ...]]:
        return [
            (type(night), getattr(night, "count", None), len(getattr(night, "episodes", ())))
            for night in nights(current(found), date(2026, 1, 1), date(2026, 11, 1))
        ]

    assert told(shared(entries, "me", ALL)) == told(entries)


def test_no_device_no_giver_and_unless_asked_for_no_free_text_leaves():
    offered = b"".join(encode(entry) for entry in shared(one_of_each(), "me", Share(frozenset(PARTS) - {"notes"})))
    assert SECRET.encode() not in offered
    noted = shared(one_of_each(), "me", ALL)
    assert {entry.device for entry in noted} == {SHARED}
    given = next(entry.payload["given"] for entry in noted if entry.kind == "plan")
    assert "by" not in given
    assert given["note"] == SECRET


def test_what_was_corrected_or_taken_back_stays_at_home():
    cramp, other = [entry for entry in one_of_each() if entry.kind == "cramp"][:2]
    corrected = later(cramp, payload={**cramp.payload, "pain": 3})
    gone = later(other, kind="retraction", payload={})
    out = shared([cramp, other, corrected, gone], "me", ALL)
    assert [(entry.id, entry.payload["pain"]) for entry in out] == [(corrected.id, 3)]


def test_a_trial_goes_with_its_first_version_so_that_one_sees_when_it_was_registered():
    trial = next(entry for entry in one_of_each() if entry.kind == "trial")
    changed = later(trial, payload={**trial.payload, "looked": [28]})
    assert {entry.id for entry in shared([trial, changed], "me", ALL)} == {trial.id, changed.id}
    assert shared([trial, changed, later(changed, kind="retraction", payload={})], "me", ALL) == []


def test_the_period_is_one_of_nights():
    at_two = Share(first=date(2026, 11, 19), last=date(2026, 11, 19))
    found = [(entry.kind, entry.payload.get("date")) for entry in shared(one_of_each(), "me", at_two)]
    assert ("cramp", None) in found  # at two in the morning of the 20th: the night of the 19th
    assert ("night", "2026-11-19") in found
    assert ("night", "2026-11-17") not in found


def test_medicines_can_leave_without_the_answers_and_the_answers_without_the_medicines():
    def checkup(*parts: str) -> dict[str, object]:
        chosen = frozenset(part for part in PARTS if part in parts)
        return shared(one_of_each(), "me", Share(chosen))[0].payload

    assert "answers" not in checkup("medicines")
    assert checkup("medicines")["medicines"] == ["Simvastatine 40 mg", "iets van de drogist"]
    assert "medicines" not in checkup("checkups")
    assert checkup("checkups")["answers"]


def test_what_was_answered_of_danger_signs_leaves_with_the_check_ups_and_without_the_settings():
    said = {"danger.one-leg-swollen": "no", "danger.dialysis": "known", "danger.dark-urine": None, "country": "NL"}
    entry = next(one for one in one_of_each() if one.kind == "answers")
    diary = [msgspec.structs.replace(entry, payload={"answers": said})]

    def told(*parts: str) -> list[object]:
        chosen = frozenset(part for part in PARTS if part in parts)
        return [one.payload["answers"] for one in shared(diary, "me", Share(chosen))]

    assert told("checkups") == [{name: value for name, value in said.items() if name != "country"}]
    assert told("settings") == [{"country": "NL"}]
    assert told("checkups", "settings") == [said]
    assert told("nights", "notes") == []
    assert shared(diary, "me", Share()) == shared(diary, "me", share_of(Choice(lang="en")))


def test_what_nattero_does_not_understand_stays_at_home():
    strange = msgspec.structs.replace(one_of_each()[0], kind="horoscope")
    assert shared([strange], "me", ALL) == []


def test_what_is_left_out_of_the_doctors_page_is_left_out_here():
    assert share_of(Choice(lang="en")).parts == OFFERED | {"sessions"}
    assert "medicines" not in share_of(Choice(lang="en", without=frozenset({"medicines"}))).parts
