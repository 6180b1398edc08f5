import io
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.entry import Entry, encode
from nattero.diary.problems import Problem, problem_in
from nattero.store import daily, transfer
from nattero.store import settings as kept
from nattero.store.errors import NotAFolderError, NotTextError
from nattero.store.journal import open_journal
from tests.diary.strategies import diaries, entries
from tests.store.made import NOW, cramp

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def newer_entries(draw: st.DrawFn) -> Entry:
    payload = draw(st.dictionaries(st.text(max_size=8), json_values, max_size=4))
    return msgspec.structs.replace(draw(entries()), kind="from-the-future", version=7, supersedes=None, payload=payload)


@given(diaries, st.lists(newer_entries(), max_size=3))
@settings(max_examples=25)
def test_what_is_exported_and_imported_is_the_same_diary(known: list[Entry], unknown: list[Entry]) -> None:
    every = [entry for entry in (*known, *unknown) if problem_in(entry, NOW) is None]
    with (
        tempfile.TemporaryDirectory() as folder,
        open_journal(Path(folder) / "one") as one,
        open_journal(Path(folder) / "two") as two,
    ):
        one.append(every)
        first, second = io.BytesIO(), io.BytesIO()
        count = transfer.export(one, first)
        done = transfer.merge(two, io.BytesIO(first.getvalue()), NOW)
        transfer.export(two, second)
        assert frozenset(two.entries()) == frozenset(every)
        assert (done.read, done.new, done.bad) == (count, count, ())
        assert first.getvalue() == second.getvalue()
        assert transfer.merge(two, io.BytesIO(first.getvalue()), NOW).new == 0


def test_an_export_is_sorted_by_time_whatever_came_first(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        journal.append([cramp(1), cramp(3), cramp(2)])
        assert list(journal.bodies()) == [encode(cramp(number)).decode() for number in (3, 2, 1)]


def test_marks_line_ends_and_blank_lines_of_editors_do_no_harm(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf" + encode(cramp(1)) + b"\r\n\r\n   \n" + encode(cramp(2))
    with open_journal(tmp_path / "data") as journal:
        assert transfer.merge(journal, io.BytesIO(text), NOW) == transfer.Imported(2, 2)


def test_a_bad_line_is_named_and_nothing_is_half_imported(tmp_path: Path) -> None:
    lines = [
        encode(cramp(1)),
        b"",
        encode(cramp(2, pain=11)),
        b"{not json",
        b"[" * 5000,
        encode(cramp(3)).replace(b"2026-11", b"2036-11"),
        b'"\xff"',
        b'{"id": 1}',
        b'{"n": "' + b"x" * (transfer.LONGEST_LINE + 10) + b'"}',
    ]
    with open_journal(tmp_path / "data") as journal:
        done = transfer.merge(journal, io.BytesIO(b"\n".join(lines)), NOW)
        assert journal.count() == 0
    assert [(bad.line, bad.problem) for bad in done.bad] == [
        (3, Problem("payload.pain", "wrong")),
        (4, Problem("line", "wrong")),
        (5, Problem("line", "wrong")),
        (6, Problem("recorded_at", "future")),
        (7, Problem("line", "wrong")),
        (8, Problem("id", "wrong")),
        (9, Problem("line", "long")),
    ]


def test_a_wrong_file_is_not_listed_line_by_line(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        done = transfer.merge(journal, io.BytesIO(b"nonsense\n" * 1000), NOW)
    assert (len(done.bad), done.more_bad) == (transfer.MOST_NAMED, 1000 - transfer.MOST_NAMED)


def test_a_picture_is_no_diary(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal, pytest.raises(NotTextError):
        transfer.merge(journal, io.BytesIO(b"\x89PNG\x00\x00"), NOW)


def test_long_work_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[int] = []
    with open_journal(tmp_path / "data") as journal:
        journal.append(cramp(number) for number in range(2500))
        out = io.BytesIO()
        transfer.export(journal, out, progress=told.append)
        transfer.merge(journal, io.BytesIO(out.getvalue()), NOW, told.append)
    assert told == [1000, 2000, 1000, 2000]


def test_an_export_can_hold_one_person_and_is_for_the_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "export.jsonl"
    with open_journal(tmp_path / "data") as journal:
        journal.append([cramp(1), cramp(2, person="grandmother")])
        assert transfer.export_to(journal, target, "grandmother") == 1
    assert target.read_bytes() == encode(cramp(2, person="grandmother")) + b"\n"
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_daily_copy_is_written_once_a_day_while_it_is_wanted(tmp_path: Path) -> None:
    chosen = tmp_path / "copies"
    with open_journal(tmp_path / "data") as journal:
        journal.append([cramp(1)])
        assert daily.export_if_due(journal, NOW) is None
        daily.choose(journal, chosen)
        assert daily.export_if_due(journal, NOW) == chosen / "nattero-2026-11-22.jsonl"
        assert daily.export_if_due(journal, NOW) is None
        assert [path.name for path in chosen.iterdir()] == ["nattero-2026-11-22.jsonl"]
        daily.choose(journal, None)
        assert daily.chosen(journal) is None


def test_a_daily_copy_that_fails_is_noted_and_tried_again(tmp_path: Path) -> None:
    chosen = tmp_path / "stick"
    with open_journal(tmp_path / "data") as journal:
        daily.choose(journal, chosen)
        chosen.rmdir()
        assert daily.export_if_due(journal, NOW) is None
        assert kept.get(journal, daily.TROUBLE) == "no-folder"
        chosen.mkdir()
        assert daily.export_if_due(journal, NOW) is not None
        assert kept.get(journal, daily.TROUBLE) is None


def test_a_daily_copy_cannot_be_sent_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with open_journal(tmp_path / "data") as journal, pytest.raises(NotAFolderError):
        daily.choose(journal, tmp_path / "file")
