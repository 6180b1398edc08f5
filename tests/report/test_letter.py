"""The doctor's page as data and in words: danger first, nothing of what was left out, every number with its range and its source."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.entry import Entry
from nattero.diary.summary import NotYet, Rate
from nattero.report.alarm_words import finding
from nattero.report.choice import Choice
from nattero.report.letter import PARTS, UNASKED
from nattero.report.plain import text
from nattero.report.sheet import Block, Line, Page
from nattero.report.speech import Speech, lower
from tests.report import made
from tests.report.diaries import diaries
from tests.report.made import PACK, checkup, cramp, entry, letter_of, nights, page_of, terse_page_of, text_of

LANGUAGES = ["en", "nl", "nb", "id"]
EVERYTHING: frozenset[Any] = frozenset()


def lines(page: Page) -> list[Line]:
    blocks = [each for each in (page.alert, page.pattern, *page.left, *page.right, *page.below) if each]
    return [*page.brief, *(line for block in blocks for line in block.lines)]


def block(page: Page, part: str) -> Block:
    return next(each for each in (*page.left, *page.right, *page.below) if each.id == part)


@given(diaries, st.sampled_from(LANGUAGES), st.sets(st.sampled_from(PARTS)))
@settings(max_examples=25, deadline=None)
def test_any_diary_gives_a_page_whose_numbers_all_lead_to_a_source(entries: list[Entry], lang: str, without: set[Any]):
    page = page_of(entries, lang, without=frozenset(without))
    assert {number for line in lines(page) for number in line.refs} <= set(range(1, len(page.sources) + 1))
    if "sources" not in without:
        assert len({number for line in lines(page) for number in line.refs}) == len(page.sources)


@given(diaries)
@settings(max_examples=15, deadline=None)
def test_every_night_of_the_period_is_recorded_unfinished_or_missing(entries: list[Entry]):
    found = letter_of(entries)
    if found.period:
        assert found.period.closed + found.period.open + found.period.missing == found.period.nights
        assert len(found.counts) == found.period.nights
        assert sum(count is not None for _day, count in found.counts) == found.period.closed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_diary_says_what_is_not_known_rather_than_no(lang: str):
    page = page_of([], lang)
    assert page.alert is None
    assert page.numbers == ()
    assert len(page.brief) == 1
    assert len(page.foot) == 2


def test_one_night_is_no_rate_yet():
    found = letter_of(nights([2]))
    assert found.pattern is not None
    assert isinstance(found.pattern.rate, NotYet)
    assert "1 of the 7 nights that a rate needs" in text_of(nights([2]))


def test_a_diary_of_notes_alone_has_a_page_too():
    found = letter_of([entry("night", {"date": "2026-11-20", "note": "Linkerkuit dik en rood"})])
    assert found.period is not None
    assert (found.period.closed, found.period.missing) == (0, found.period.nights)
    assert "one-leg-swollen" in {each.id for each in found.noticed}


def test_a_danger_sign_stands_in_the_box_at_the_top_with_what_raised_it():
    page = page_of([checkup(swelling_one_leg=True)])
    assert page.alert is not None
    assert page.alert.lines[0].text == "unilateral leg swelling"
    assert page.alert.lines[0].note == "check-up of 21 Nov 2026"
    assert page.alert.lines[0].refs
    assert "none, of" not in text(page)


def test_a_danger_sign_of_the_diary_stands_there_without_a_check_up_too():
    long_ones = [cramp(made.NOW - timedelta(days=1, hours=5), seconds=3600, danger=["swelling_one_leg"])]
    assert page_of([*nights([1] * 20), *long_ones]).alert is not None


def test_what_was_not_asked_is_not_told_as_a_no():
    said = text_of([checkup(swelling_one_leg=None, dark_urine=True)])
    unknown, no = (
        next(line for line in said.splitlines() if line.strip().startswith(word)) for word in ("Not known", "No:")
    )
    assert "leg swelling" in unknown
    assert "leg swelling" not in no
    assert "Not asked" in said


def test_medicines_that_are_left_out_are_nowhere():
    listed = ["Hydrochloorthiazide 12,5 mg", "Serevent"]
    shown = text_of([checkup(listed)])
    hidden = text_of([checkup(listed)], without=frozenset({"medicines", *UNASKED}))
    data = msgspec.json.encode(letter_of([checkup(listed)], without=frozenset({"medicines", *UNASKED}))).decode()
    for name in ("hloorthiazide", "erevent", "almeterol", "ardiovascular disease", "copd_asthma"):
        assert name in shown or name == "copd_asthma"
        assert name not in hidden
        assert name not in data
    assert "Left off this page by the patient's choice: medicines." in hidden


def test_a_danger_sign_stays_also_where_only_a_medicine_makes_it_one():
    statin = checkup(["simvastatine"], dark_urine=True, muscle_tender_weak=True)
    assert page_of([statin], without=frozenset({"medicines"})).alert == page_of([statin]).alert


@given(st.sets(st.sampled_from(PARTS), min_size=1))
@settings(max_examples=10, deadline=None)
def test_every_part_that_is_left_out_is_named(without: set[Any]):
    foot = " ".join(page_of([checkup()], without=frozenset(without)).foot)
    assert ("Left off" in foot) == bool(without - UNASKED)


def test_notes_are_only_there_when_they_were_asked_for():
    entries = [entry("note", {"at": "2026-11-20T10:00:00Z", "text": "My neighbour knows."}), *nights([0, 1])]
    assert "neighbour" not in text_of(entries)
    assert "neighbour" in text_of(entries, without=EVERYTHING)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_own_words_are_quoted_as_they_were_written_whatever_the_language(lang: str):
    page = page_of([checkup(told="Ik word er wakker van")], lang, question="Komt het door mijn plastablet?")
    own = [line.text for line in lines(page) if line.own]
    assert any("Ik word er wakker van" in text for text in own)
    assert any("Komt het door mijn plastablet?" in text for text in own)


def test_every_medicine_is_there_as_it_was_written_or_is_counted():
    many = [f"Onbekend{number} {number} mg" for number in range(99)]
    said = text_of([checkup([*many, "Serevent"])])
    assert "Serevent" in said
    assert all(name in said for name in many)
    long = text_of([checkup([f"Naam{number} " + "x" * 180 for number in range(100)])])
    assert "not printed here" in long


CLEAR = ["salmeterol", "formoterol", "naproxen", "raloxifeen", "teriparatide", "ijzersucrose", "spironolacton"]
NAMES = ["salmeterol", "formoterol", "naproxen", "raloxifene", "teriparatide", "iron sucrose", "spironolactone"]


def test_medicines_that_are_clearly_linked_stand_first_and_each_has_a_question():
    weak = ["Furosemide 40 mg", "amlodipine", "simvastatine", "omeprazol", "donepezil", "hydrochloorthiazide"]
    page = page_of([checkup([*weak, *CLEAR])])
    gist = next(line.text for line in page.brief if line.lead == "Medicines")
    asked = " ".join(line.lead.lower() for line in block(page, "questions").lines)
    for name in NAMES:
        assert name in gist
        assert name in asked
    assert "furosemide" not in gist


@given(st.lists(st.sampled_from(CLEAR), unique=True, min_size=1), st.lists(st.sampled_from(["amlodipine", "Xyzomab"])))
@settings(max_examples=10, deadline=None)
def test_every_line_of_the_list_is_counted_once_or_as_listed_again(clear: list[str], others: list[str]):
    found = letter_of([checkup([*clear, *others])]).checkup
    assert found is not None
    assert len(found.medicines) + len(found.again) == len(clear) + len(others)


def test_what_nobody_said_is_told_as_inferred_from_a_medicine():
    inferred = text_of([checkup(["ijzer sucrose"])])
    told = text_of([checkup(["ijzer sucrose"], pale_tired=True)])
    assert "pallor, fatigue or known iron deficiency (only inferred from a medicine)" in inferred
    assert "pallor, fatigue" in told
    assert "only inferred" not in told


def test_quinine_stands_with_its_dangers_and_never_as_harmless():
    said = text_of([checkup(["kinine 200 mg", "tonic", "metoprolol"])])
    assert "quinine: serious risks" in said or "quinine, tonic water: serious risks" in said
    assert "kinine" not in next(line for line in said.splitlines() if "No known link" in line)


def test_a_medicine_that_cannot_be_read_is_printed_as_it_was_written_and_counted():
    strange = '#$<b>*_`\\@"'
    said = text_of([checkup([strange, "Xyzomab 5"])])
    assert strange in said
    assert "2 not recognised" in said


def test_a_list_that_says_there_are_none_lists_none():
    assert "none listed" in text_of([checkup(["geen"])])


@pytest.mark.parametrize(("lang", "name"), [("nl", "spironolacton"), ("nb", "spironolakton"), ("en", "spironolactone")])
def test_medicines_are_named_as_people_of_the_language_write_them(lang: str, name: str):
    gist = [line.text for line in page_of([checkup(["spironolactone"])], lang).brief]
    assert any(f" {name} (" in text for text in gist)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_danger_sign_is_ever_cut_short(lang: str):
    assert "…" not in text_of([checkup()], lang) + text_of([], lang)


def test_a_trial_that_is_over_says_its_ratio_with_its_range_and_how_it_was_laid_out():
    page = page_of([made.trial()])
    said = text(page)
    assert (
        "rate ratio 0.61 (95\u00a0% credible interval 0.41–0.91), probability of fewer cramps 99\u00a0%"
        in said.replace(" %", "\u00a0%")
    )
    assert "28 nights, order drawn by lot; not blinded" in said
    assert any(line.lead == "Tested" for line in page.brief)


def test_a_trial_that_runs_says_no_result():
    assert "%" not in " ".join(line.text for line in block(page_of([made.trial(ended=None)]), "trials").lines)


def test_a_trial_that_was_changed_afterwards_says_no_number():
    said = text_of([made.trial(seed="another seed")])
    assert "Nothing can be said from it" in said
    assert "0.61" not in said


@pytest.mark.parametrize("numbers", [{"rate_ratio": "low"}, {"rate_ratio": {}}, {"contrasts": [1]}, {"rate": 5}])
def test_numbers_of_a_trial_that_cannot_be_read_are_not_told(numbers: dict[str, Any]):
    assert "No numbers" in text_of([made.trial(numbers=numbers)])


def test_before_and_after_a_measure_nothing_is_compared():
    plan = {"at": "2026-11-01T08:00:00Z", "first": "2026-11-01", "measures": [{"id": "evening-stretch"}]}
    page = page_of([entry("plan", plan), *nights([3] * 20 + [0] * 20)])
    assert "No effect is read from before and after" in block(page, "tried").note
    assert "%" not in " ".join(line.text for line in block(page, "tried").lines)


def test_a_medicine_that_was_noted_stands_with_its_day_and_both_rates_unless_medicines_are_left_out():
    noted = {"date": "2026-10-22", "cramps": 1, "exposures": {"medicine_change": "a new tablet"}}
    entries = [*nights([0] * 30, made.LAST - timedelta(days=31)), entry("night", noted), *nights([1] * 30)]
    line = next(each for each in block(page_of(entries), "tried").lines if each.lead == "Medicine noted")
    assert line.text == "“a new tablet” (22 Oct 2026; since then 7 cramps a week, before it 0)"
    assert "can be chance" in line.note
    assert "new tablet" not in text_of(entries, without=frozenset({"medicines", *UNASKED}))


def test_sleep_is_told_as_the_question_of_our_own_that_it_is():
    said = text_of([*nights([1] * 10), entry("sleep", {"date": "2026-11-20", "well": 4})])
    assert "4 of 10 (10: very well), asked in our own words on 20 Nov 2026" in said


def test_what_was_said_of_sleep_the_time_before_stands_beside_it_with_its_day():
    said = [
        entry("sleep", {"date": day, "well": well, "dread": 8}) for day, well in [("2026-10-20", 7), ("2026-11-20", 1)]
    ]
    told = text_of([*nights([1] * 60), *said])
    assert "1 of 10 (10: very well), asked in our own words on 20 Nov 2026; 20 Oct 2026: 7 of 10" in told
    assert "Dreads the night: 8 of 10" in told


@pytest.mark.parametrize(("age", "word"), [(16, "boy"), (17.9, "boy"), (18, "man")])
def test_who_is_not_grown_up_is_told_as_a_boy_or_a_girl(age: float, word: str):
    assert page_of([checkup(age=age, sex="male")]).who.endswith(f" · {word}")


def test_a_note_that_is_cut_is_told_to_be_longer():
    whole = entry("note", {"at": "2026-11-20T10:00:00Z", "text": "word " * 90})
    cut = entry("note", {"at": "2026-11-20T10:00:00Z", "text": "word " * 300})
    assert "…" not in text_of([*nights([0, 1]), whole], without=EVERYTHING)
    assert "is longer" in text_of([*nights([0, 1]), cut], without=EVERYTHING)


def test_who_keeps_the_diary_of_somebody_else_is_told():
    assert "diary kept by somebody else" in text_of(
        [entry("answers", {"answers": {"for_whom": "child"}}), checkup(age=9)]
    )


def test_the_patient_is_spoken_to_on_their_own_page():
    page = page_of([checkup(told="Help")], audience="me", without=frozenset({"tests"}))
    assert "your own summary" in page.title
    assert "patient" not in text(page)


def test_nights_from_two_zones_are_told_with_both():
    away = cramp(datetime(2026, 11, 10, 19, tzinfo=UTC), zone="Asia/Jakarta")
    home = cramp(datetime(2026, 11, 12, 2, tzinfo=UTC))
    found = letter_of([away, home, *nights([1] * 20)])
    assert found.period is not None
    assert found.period.zones == ("Asia/Jakarta", "Europe/Amsterdam")
    assert "Asia/Jakarta, Europe/Amsterdam" in page_of([away, home]).period


def test_ten_thousand_cramps_in_a_night_are_counted():
    at = datetime(2026, 11, 20, 1, tzinfo=UTC)
    found = letter_of([cramp(at + timedelta(seconds=number)) for number in range(10_000)])
    assert found.pattern is not None
    assert found.pattern.cramps == 10_000
    assert found.period is not None
    assert found.period.open == 1


def test_the_period_is_what_was_asked_for_as_far_as_the_diary_goes():
    entries = nights([1] * 60)
    found = letter_of(entries, first=made.LAST - timedelta(days=9), last=made.LAST - timedelta(days=3))
    assert found.period is not None
    assert found.period.nights == 7
    assert isinstance(found.pattern and found.pattern.rate, Rate)
    assert letter_of(entries, first=made.LAST + timedelta(days=400)).period is None


@given(st.text(max_size=600))
@settings(max_examples=25, deadline=None)
def test_a_name_in_any_script_is_one_line_that_turns_no_other(name: str):
    shown = letter_of([], name=name).who.name
    assert shown is None or (len(shown) <= 80 and "\n" not in shown and "\u202e" not in shown)


def test_a_long_cramp_after_the_check_up_is_never_answered_with_none():
    told = text_of([*nights([0] * 9), checkup(), cramp(made.NOW - timedelta(days=40), seconds=2400, pain=10)])
    assert "Help today: " in told
    assert "Danger signs: none" not in told


@pytest.mark.parametrize(("days", "said"), [(0, "none, of "), (30, "not asked since"), (200, "please ask again")])
def test_an_old_check_up_says_how_old_its_none_is(days: int, said: str):
    old = checkup()
    at = (made.NOW - timedelta(days=days)).isoformat().replace("+00:00", "Z")
    old = msgspec.structs.replace(old, payload={**old.payload, "at": at})
    line = next(each for each in text_of([*nights([0] * 9), old]).splitlines() if each.startswith("Danger signs: "))
    assert said in line
    assert ("not asked since" in line) == (days == 30)
    assert ("none" in line) == (days < 100)


def test_with_a_danger_sign_of_today_the_gist_begins_with_it_and_counts_no_criteria():
    page = page_of([*nights([1] * 9), checkup(breathless_chest=True)], "en")
    assert page.brief[0].lead == "Danger signs"
    assert not any("ICSD" in line.lead for line in page.brief)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_doctor_reads_of_the_patient_and_the_patient_of_themselves(lang: str):
    answers: dict[str, Any] = dict.fromkeys(["sleep_disruption", "distress", "dark_urine", "numb_tingling_feet"], True)
    told = checkup(["furosemide"], **answers)
    doctor, own = (text_of([*nights([1] * 9), told], lang, audience=audience) for audience in ("doctor", "me"))
    for feature in ("dark_urine", "numb_tingling_feet"):
        assert PACK.text(f"feature.{feature}.clinical", lang) in doctor
        assert PACK.text(f"feature.{feature}.clinical", lang) not in own
        assert PACK.text(f"feature.{feature}.short", lang) not in doctor
    lines = doctor.splitlines()
    asked = next(number for number, line in enumerate(lines) if line.startswith("  ICSD-3"))
    until = next(number for number, line in enumerate(lines) if number > asked and not line)
    spoken_to = {"en": "you", "nl": "je", "nb": "deg", "id": "Anda"}[lang]
    assert spoken_to not in " ".join(lines[asked:until]).split()


def test_no_danger_sign_is_ever_cut_however_little_room_there_is():
    signs: dict[str, Any] = dict.fromkeys(
        ["breathless_chest", "stroke_signs", "saddle_numb", "dark_urine", "swelling_one_leg", "confusion", "fever"],
        True,
    )
    for audience in ("doctor", "me"):
        diary = [*nights([1] * 9), checkup(sudden_weakness=True, **signs | {"bladder_bowel": True})]
        found = letter_of(diary, audience=audience)
        for page in (page_of(diary, audience=audience), terse_page_of(diary, audience=audience)):
            assert page.alert is not None
            box = " ".join(line.text for line in page.alert.lines)
            speech = Speech(PACK, Choice(lang="en", audience=audience))
            assert len(found.raised) > 5
            for each in found.raised:
                assert finding(each, found, speech) in box or speech.sign(each.id) in box
            assert {line.lead for line in page.alert.lines} >= {"Emergency", "Help today"}


def test_what_is_cut_where_there_is_little_room_is_counted_or_named():
    diary = [
        *nights([1] * 9),
        checkup(["furosemide"], diabetes=True, alcohol_heavy=True, numb_tingling_feet=True, smoking=True),
    ]
    found = letter_of(diary).checkup
    assert found is not None
    told = text(terse_page_of(diary))
    for each in found.contributors:
        word = "condition" if each.kind == "condition" else "factor"
        assert Speech(PACK, Choice(lang="en")).term(word, each.id).lower() in told.lower()
    for test in found.tests:
        assert Speech(PACK, Choice(lang="en")).term("test", test.id).lower() in told.lower()


COLD = "mijn been is opeens koud en wit en ik voel mijn voet niet"


def test_danger_read_in_a_note_is_on_the_page_until_the_person_says_that_it_is_not_so():
    note = entry("note", {"at": "2026-11-20T10:00:00Z", "text": COLD}, made.NOW - timedelta(days=2))
    open_ = page_of([*nights([1] * 9), checkup(), note])
    assert open_.alert is not None
    assert f"a note of 20 Nov 2026: “{COLD}”" in open_.alert.lines[0].note
    unquoted = page_of([*nights([1] * 9), checkup(), note], without=frozenset({"words", "notes"}))
    assert unquoted.alert is not None
    assert "a note of 20 Nov 2026, as a program reads it" in unquoted.alert.lines[0].note
    assert COLD not in text(unquoted)
    no = entry("answers", {"answers": {f"danger.{sign.id}": "no" for sign in letter_of([note]).noticed}})
    told = text_of([*nights([1] * 9), checkup(), note, no])
    assert page_of([*nights([1] * 9), checkup(), note, no]).alert is None
    assert "read in a note of 20 Nov 2026 by a program; answered with no on 22 Nov 2026" in told


def test_what_a_note_and_a_check_up_say_of_a_sign_stands_beside_it_in_the_patients_words_and_not_the_whole_note():
    calf = "Mijn rechter kuit is dik sinds gisteren. Pijn 7."
    note = entry("note", {"at": "2026-11-20T10:00:00Z", "text": f"{calf} {'Verder een gewone dag. ' * 20}"})
    told = checkup(told="Ik heb pijn op de borst.", swelling_one_leg=True, breathless_chest=True)
    page = page_of([*nights([1] * 9), told, note])
    assert page.alert is not None
    places = {line.text: line.note for line in page.alert.lines}
    assert "“Ik heb pijn op de borst.”" in places["dyspnoea, chest pain, haemoptysis or syncope"]
    assert calf in places["unilateral leg swelling"]
    assert places["unilateral leg swelling"].startswith("check-up of ")
    assert len(places["unilateral leg swelling"]) < 200


def test_danger_signs_of_which_none_was_asked_are_not_told_as_none():
    said = {"age": 78, "sex": "female"}
    gist = page_of([entry("checkup", {"at": "2026-11-21T07:12:00Z", "answers": said, "done": True})]).brief
    assert [line.text for line in gist if line.lead == "Danger signs"] == ["not asked"]


@pytest.mark.parametrize(
    ("answers", "said"), [({}, "not asked"), ({"med_count": 0}, "none listed"), ({"med_count": 4}, "none by name")]
)
def test_medicines_that_nobody_asked_about_are_not_told_as_none(answers: dict[str, Any], said: str):
    gist = {line.lead: line.text for line in page_of([checkup(**answers)]).brief}
    assert gist["Medicines"] == said


def test_what_the_diary_shows_is_not_called_unknown_and_is_told_as_seen_there():
    cramps = [cramp(made.NOW - timedelta(days=day), seconds=150, pain=6, muscle="calf") for day in range(2, 9)]
    told = text_of([*nights([1] * 9), *cramps, checkup()])
    assert "not asked, but by the diary: duration of an attack: 2.5 mins; located in calf, foot or toes" in told
    assert "not asked, but by the diary: severe pain (in the middle 6 of 10)" in told
    hidden = text_of([*nights([1] * 9), *cramps, checkup()], without=frozenset({"pattern"}))
    assert "by the diary" not in hidden


def test_where_the_diary_shows_something_else_than_was_answered_both_are_told():
    cramps = [cramp(made.NOW - timedelta(days=day), seconds=360, pain=9, muscle="thigh") for day in range(2, 9)]
    said = checkup(intense_pain=False, duration_min=2, loc_calf_foot=True)
    told = text_of([*nights([1] * 9), *cramps, said])
    assert "2 not met: severe pain (the diary: in the middle 9 of 10)" in told
    assert "duration of an attack: 2 minutes (the diary: 6 mins)" in told
    assert "located in calf, foot or toes (the diary: 0 cramps there)" in told
    agreed = text_of([*nights([1] * 9), *cramps, checkup(duration_min=5)])
    assert "the diary: 6 mins" not in agreed


@pytest.mark.parametrize(
    ("signs", "gist"),
    [
        ({"swelling_one_leg": True}, "Help today"),
        ({"breathless_chest": True}, "Emergency"),
        ({"breathless_chest": True, "swelling_one_leg": True, "dark_urine": True}, "Emergency, help today"),
    ],
)
@pytest.mark.parametrize("audience", ["doctor", "me"])
def test_the_gist_says_as_urgent_as_the_lines_of_the_box_do(signs: dict[str, Any], gist: str, audience: Any):
    page = page_of([*nights([1] * 9), checkup(age=31, **signs)], audience=audience)
    assert page.alert is not None
    leads = dict.fromkeys(line.lead for line in page.alert.lines if line.lead in ("Emergency", "Help today"))
    assert ", ".join(leads).lower() == gist.lower()
    assert page.brief[0].text == f"{gist}: see the box"


def test_a_sign_that_a_doctor_knows_of_stays_in_the_box_and_says_so():
    known = entry("answers", {"answers": {"danger.both-legs-swollen": "known"}})
    page = page_of([*nights([1] * 9), checkup(swelling_both=True), known])
    assert page.alert is not None
    assert page.alert.lines[0].note == "check-up of 21 Nov 2026; on 22 Nov 2026: a doctor or nurse knows of it"


@pytest.mark.parametrize(
    ("alone", "within"), [("Eén been per keer", "één been per keer"), ("IJzertekort", "IJzertekort"), ("Kuit", "kuit")]
)
def test_a_dutch_word_keeps_its_accents_and_its_capitals_within_a_sentence(alone: str, within: str) -> None:
    assert lower(alone) == within
