from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nattero import pen
from nattero.diary.entry import read
from nattero.diary.payloads import Cramp, Note, Retraction
from nattero.diary.problems import problem_in
from nattero.store.journal import open_journal


def test_what_the_pen_writes_is_a_valid_entry_of_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    before = datetime.now(UTC)
    with open_journal(tmp_path) as journal:
        entry = pen.entry(journal, Cramp(at=before, pain=3))
        back = pen.entry(journal, Retraction(), person="grandmother", supersedes=entry.id, zone="Europe/Oslo")
        assert journal.append([entry, back]) == [entry.id, back.id]
        assert journal.entries() == [entry, back]
    assert problem_in(entry, datetime.now(UTC)) is problem_in(back, datetime.now(UTC)) is None
    assert read(entry) == Cramp(at=before, pain=3)
    assert (entry.zone, back.zone, back.person) == ("Asia/Jakarta", "Europe/Oslo", "grandmother")
    assert timedelta(milliseconds=-1) <= entry.recorded_at - before < timedelta(seconds=30)
    assert entry.device == back.device


def test_this_computer_keeps_its_name(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        name = pen.device(journal)
    with open_journal(tmp_path) as journal:
        assert pen.device(journal) == name
        notes = (pen.entry(journal, Note(at=pen.now(), text=str(number))) for number in range(3))
        assert len(journal.append(notes)) == 3


def test_a_first_name_can_be_made_in_the_middle_of_writing(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        notes = (pen.entry(journal, Note(at=pen.now(), text=str(number))) for number in range(3))
        assert len(journal.append(notes)) == 3
        assert {entry.device for entry in journal.entries()} == {pen.device(journal)}


def test_the_zone_is_that_of_the_clock_on_this_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zones, link, written = tmp_path / "zoneinfo" / "Europe", tmp_path / "localtime", tmp_path / "timezone"
    zones.mkdir(parents=True)
    (zones / "Oslo").touch()
    link.symlink_to(zones / "Oslo")
    written.write_text("Asia/Jakarta\n")
    places = {"link": link, "file": written}
    monkeypatch.setenv("TZ", ":America/Lima")
    assert pen.local_zone(**places) == "America/Lima"
    monkeypatch.setenv("TZ", "Mars/Base")
    assert pen.local_zone(**places) == "Europe/Oslo"
    monkeypatch.delenv("TZ")
    link.unlink()
    assert pen.local_zone(**places) == "Asia/Jakarta"
    written.write_bytes(b"\xff\xfe")
    assert pen.local_zone(**places) == "Etc/UTC"
    written.unlink()
    link.symlink_to(tmp_path / "plain-copy")
    assert pen.local_zone(**places) == "Etc/UTC"
    assert pen.local_now().utcoffset() is not None
