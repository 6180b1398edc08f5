from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from nattero.cli import health
from nattero.cli.common import Desk
from nattero.diary.entry import decode
from nattero.store import place
from tests.cli.conftest import Typed


def test_a_cramp_is_logged_and_printed_as_its_entry(typed: Typed) -> None:
    came = typed("log", "--pain", "7", "--side", "left", "--json")
    entry = decode(came.out)
    assert (came.code, entry.kind, entry.payload["pain"], entry.payload["side"]) == (0, "cramp", 7, "left")
    assert entry.zone == "Europe/Amsterdam"
    assert entry.device.startswith("computer-")
    assert [decode(line) for line in typed("export").out.splitlines()] == [entry]


def test_words_of_four_languages_are_understood(typed: Typed) -> None:
    came = typed("log", "--side", "venstre", "--muscle", "betis", "--json")
    assert (came.json["payload"]["side"], came.json["payload"]["muscle"]) == ("left", "calf")


def test_a_cramp_began_as_long_ago_as_it_lasted_unless_it_is_said(typed: Typed) -> None:
    now = datetime.now(UTC)
    lasted = typed("log", "--minutes", "2,5", "--json").json["payload"]
    assert lasted["seconds"] == 150
    assert abs(datetime.fromisoformat(lasted["at"]) - (now - timedelta(seconds=150))) < timedelta(seconds=30)
    ago = typed("log", "--ago", "1h30m", "--json").json["payload"]
    assert abs(datetime.fromisoformat(ago["at"]) - (now - timedelta(minutes=90))) < timedelta(seconds=30)
    at = typed("log", "--at", "2026-01-22T02:14", "--json").json["payload"]
    assert at["at"] == "2026-01-22T01:14:00.000Z"
    assert typed("log", "--at", "2026-01-22T02:14+07:00", "--json").json["payload"]["at"] == "2026-01-21T19:14:00.000Z"
    clock = datetime.fromisoformat(typed("log", "--at", "02:14", "--json").json["payload"]["at"])
    assert timedelta() <= datetime.now(UTC) - clock < timedelta(hours=26)


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["log", "--pain", "11"], "--pain"),
        (["log", "--pain", "bad"], "--pain"),
        (["log", "--pain", "7.5"], "--pain"),
        (["log", "--side", "up"], "--side"),
        (["log", "--muscle", "ear"], "--muscle"),
        (["log", "--seconds", "-3"], "--seconds"),
        (["log", "--seconds", "90000"], "--seconds"),
        (["log", "--minutes", "long"], "--minutes"),
        (["log", "--minutes", "-3"], "--minutes"),
        (["log", "--minutes", "1441"], "--minutes"),
        (["log", "--minutes", "1", "--seconds", "60"], "--minutes"),
        (["log", "--at", "yesterday"], "--at"),
        (["log", "--at", "25:99"], "--at"),
        (["log", "--at", "2026-11-20"], "--at"),
        (["log", "--at", "9999-12-31T23:59"], "--at"),
        (["log", "--at", "0001-01-01T00:00"], "--at"),
        (["log", "--at", "1850-01-01T00:00"], "--at"),
        (["log", "--at", "02:14", "--ago", "5m"], "--ago"),
        (["log", "--ago", "5 fortnights"], "--ago"),
        (["log", "--ago", "99999999999h"], "--ago"),
        (["log", "--note", "x" * 2001], "--note"),
        (["log", "--person", ""], "--person"),
        (["night"], "--cramps"),
        (["night", "--none", "--cramps", "2"], "--cramps"),
        (["night", "--cramps", "51"], "--cramps"),
        (["night", "--cramps", "two"], "--cramps"),
        (["night", "--none", "--date", "22-11-2026"], "--date"),
        (["night", "--none", "--date", "9999-01-01"], "--date"),
        (["night", "--none", "--exposure", "moon=yes"], "--exposure moon"),
        (["night", "--none", "--exposure", "alcohol=much"], "--exposure alcohol"),
        (["night", "--none", "--exposure", "heat=perhaps"], "--exposure heat"),
        (["night", "--none", "--exposure", "medicine_change="], "--exposure medicine_change"),
        (["diary", "everything"], "list|nights|summary"),
        (["diary", "--weeks", "0"], "--weeks"),
        (["diary", "--weeks", "many"], "--weeks"),
        (["diary", "--weeks", "100000"], "1-6000"),
        (["diary", "--from", "soon"], "--from"),
        (["diary", "--from", "1900-01-01"], "1990"),
        (["diary", "--from", "2000-01-01", "--to", "9000-01-01"], "--to"),
        (["diary", "--from", "2026-02-01", "--to", "2026-01-01"], "--from"),
        (["diary", "--lang", "xx"], "--lang"),
        (["diary", "--colour"], "--colour"),
        (["log", "--pain"], "--pain"),
        (["restore"], "FILE"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "nl", "nb", "id"])
def test_a_bad_value_names_its_option_and_writes_nothing(
    typed: Typed, tmp_path: Path, words: list[str], option: str, lang: str
) -> None:
    came = typed(*words, *([] if "--lang" in words else ["--lang", lang]) if words[-1] != "--pain" else ())
    assert came.code == 2
    assert option in came.err
    assert "Traceback" not in came.err
    assert not (tmp_path / "data" / place.DATABASE).exists() or typed("diary", "list").out.startswith("Nothing")


def test_an_unknown_command_is_a_sentence(typed: Typed) -> None:
    assert typed("dance", "--lang", "nl").err == "Nattero begrijpt deze opdracht niet. Zie nattero --help.\n"


def test_a_night_is_last_night_unless_it_is_said(typed: Typed) -> None:
    payload = typed("night", "--none", "--json").json["payload"]
    assert payload["cramps"] == 0
    assert (
        timedelta()
        < datetime.now(ZoneInfo("Europe/Amsterdam")).date() - date.fromisoformat(payload["date"])
        <= timedelta(days=2)
    )
    exposures = ["--exposure", "alcohol=2", "--exposure", "heat=ja", "--exposure", "medicine_change=new pills"]
    words = ["night", "--cramps", "3", "--date", "2026-01-05", "--not-sore", *exposures, "--json"]
    assert typed(*words).json["payload"] == {
        "date": "2026-01-05",
        "cramps": 3,
        "sore": False,
        "exposures": {"alcohol": 2, "heat": True, "medicine_change": "new pills"},
    }


def test_what_was_noted_is_said_in_the_readers_language(typed: Typed) -> None:
    night = ["night", "--date", "2026-01-05"]
    assert (
        typed(*night, "--cramps", "2", "--lang", "nl").out
        == "Genoteerd: 2 krampen in de nacht van maandag 5 januari.\n"
    )
    assert typed(*night, "--cramps", "1", "--lang", "nb").out == "Notert: 1 krampe natten etter mandag 5. januar.\n"
    assert typed(*night, "--none", "--lang", "id").out == "Dicatat: tidak ada kram pada Senin, 5 Januari malam.\n"
    logged = typed("log", "--at", "2026-01-06T02:14", "--lang", "id").out
    assert logged == "Dicatat: kram pada Selasa, 6 Januari pukul 02.14.\n"


def test_the_diary_shows_missing_open_and_closed_nights(typed: Typed) -> None:
    typed("night", "--cramps", "2", "--date", "2026-01-05")
    typed("log", "--at", "2026-01-07T02:14", "--pain", "4")
    typed("night", "--none", "--date", "2026-01-07")
    span = ["--from", "2026-01-04", "--to", "2026-01-07"]
    assert typed("diary", "nights", *span).out.splitlines() == [
        "2026-01-04  not written down",
        "2026-01-05  2 cramps",
        "2026-01-06  1 cramp, perhaps more",
        "2026-01-07  no cramp",
    ]
    shown = typed("diary", *span, "--json").json
    assert [night["state"] for night in shown["nights"]] == ["missing", "closed", "open", "closed"]
    assert shown["summary"]["missing"] == 1
    assert shown["summary"]["rate"] == {"have": 2, "need": 7, "reason": "need_nights"}
    listed = typed("diary", "list").out.splitlines()
    assert len(listed) == 3
    assert any("2026-01-07 02:14  cramp   pain=4" in line for line in listed)


def test_the_rate_is_told_with_its_interval_once_there_are_enough_nights(typed: Typed) -> None:
    for day in range(1, 9):
        typed("night", "--cramps", "1", "--date", f"2026-01-0{day}")
    words = ["diary", "summary", "--from", "2026-01-01", "--to", "2026-01-08"]
    assert typed(*words, "--lang", "nl").out.startswith("Krampen per week: 7, waarschijnlijk tussen 3,")
    assert typed(*words, "--json").json["summary"]["rate"]["nights"] == 8


def test_an_empty_diary_says_so(typed: Typed) -> None:
    assert typed("diary").out == "Nothing is written down yet.\n"
    assert typed("diary", "list", "--json").json == []
    assert typed("diary", "--json").json["nights"][0]["state"] == "missing"


def test_each_person_has_a_diary_of_their_own(typed: Typed) -> None:
    typed("log", "--person", "grandmother")
    assert typed("diary", "list").out == "Nothing is written down yet.\n"
    assert len(typed("diary", "list", "--person", "grandmother", "--json").json) == 1


@pytest.mark.parametrize("command", [("log", "--pain", "9"), ("night", "--cramps", "1")])
def test_danger_in_a_note_is_told_with_what_to_do_and_never_stands_in_json(
    typed: Typed, command: tuple[str, ...]
) -> None:
    note = "mijn been is opeens koud en wit en ik voel mijn voet niet"
    came = typed(*command, "--note", note, "--lang", "nl")
    assert "Bel nu 112" in came.out
    assert "112" not in typed(*command, "--note", "veel kramp", "--lang", "nl").out
    as_json = typed(*command, "--note", note, "--lang", "nl", "--json")
    assert decode(as_json.out).payload["note"] == note
    assert "Bel nu 112" in as_json.err


def test_the_diary_says_danger_that_is_open_first_however_it_is_shown(typed: Typed) -> None:
    for ago in range(1, 16):
        typed("night", "--cramps", "3", "--date", datetime.now(UTC).date() - timedelta(days=ago))
    shown = [sign["flag"] for sign in typed("insight", "--json").json["danger"]]
    assert shown
    assert [sign["flag"] for sign in typed("diary", "--json").json["danger"]] == shown
    for what in ("list", "nights", "summary"):
        assert typed("diary", what).out.startswith("! ")
    assert typed("diary", "list", "--json").err.startswith("! ")


def test_what_an_older_terminal_sends_is_read_and_a_count_of_none_is_shown(typed: Typed) -> None:
    assert typed("log", "--note", b"bl\xe5".decode(errors="surrogateescape")).code == 0
    typed("night", "--cramps", "0")
    listed = typed("diary", "list").out
    assert 'note="blå"' in listed
    assert "cramps=0" in listed


def test_a_time_zone_that_is_none_is_told_with_the_one_it_counts_by(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST")
    assert "CET-1CEST" in typed("night", "--cramps", "0").err
    assert [found.well for found in health.program(Desk(None, None)) if found.id == "zone"] == [False]
