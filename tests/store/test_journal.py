import sqlite3
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.entry import Entry
from nattero.store import settings as kept
from nattero.store.erasure import erase
from nattero.store.errors import BusyError
from nattero.store.journal import Journal, from_micros, open_journal, to_micros
from tests.diary.strategies import diaries, instants, tangled_diaries
from tests.store.made import cramp


@given(diaries | tangled_diaries, st.data())
@settings(max_examples=25)
def test_any_order_any_split_and_any_retries_give_the_same_set(entries: list[Entry], data: st.DataObject) -> None:
    shuffled = data.draw(
        st.permutations(entries + data.draw(st.lists(st.sampled_from(entries)) if entries else st.just([])))
    )
    cut = data.draw(st.integers(0, len(shuffled)))
    with tempfile.TemporaryDirectory() as folder, open_journal(Path(folder) / "data") as journal:
        journal.append(shuffled[cut:])
        journal.append(shuffled[:cut])
        journal.append(shuffled)
        held = journal.entries()
        assert len(held) == len(set(entries))
        assert frozenset(held) == frozenset(entries)
        assert journal.held([entry.id for entry in entries]) == {entry.id for entry in entries}


@given(instants)
def test_an_instant_survives_its_whole_number(instant: object) -> None:
    assert from_micros(to_micros(instant)) == instant  # type: ignore[arg-type]  # hypothesis gives datetimes


def test_append_gives_the_ids_that_are_new(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        assert journal.append([cramp(1), cramp(2), cramp(1)]) == [cramp(1).id, cramp(2).id]
        assert journal.append([cramp(2), cramp(3)]) == [cramp(3).id]
        assert journal.append([]) == []


def test_the_same_id_with_other_words_is_another_member(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        assert journal.append([cramp(1, pain=3), cramp(1, pain=4)]) == [cramp(1).id] * 2
        assert journal.count() == 2


def test_entries_come_for_one_person_and_after_a_mark(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        journal.append([cramp(1), cramp(2, person="grandmother")])
        last, _ = journal.mark()
        journal.append([cramp(3)])
        assert journal.entries("grandmother") == [cramp(2, person="grandmother")]
        assert journal.entries(since_seq=last) == [cramp(3)]
        assert journal.people() == {"grandmother": 1, "me": 2}


def test_many_ids_can_be_asked_for_at_once(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        entries = [cramp(number) for number in range(1200)]
        journal.append(entries)
        assert len(journal.held([entry.id for entry in entries] + ["unknown"])) == 1200


def test_threads_that_write_and_read_at_once_lose_nothing(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:

        def work(start: int) -> None:
            for number in range(start, start + 20):
                journal.append([cramp(number)])
                assert cramp(number).id in journal.held([cramp(number).id])

        threads = [threading.Thread(target=work, args=(start,)) for start in range(0, 160, 20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert journal.count() == 160


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        journal.append([cramp(1)])
        with journal.writing() as connection:
            connection.execute("DELETE FROM entry")
            assert journal.entries() == [cramp(1)]


def test_two_programs_use_one_diary(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as one, open_journal(tmp_path / "data") as other:
        one.append([cramp(1)])
        other.append([cramp(2)])
        assert frozenset(one.entries()) == frozenset(other.entries()) == {cramp(1), cramp(2)}


def test_a_diary_that_another_program_holds_too_long_is_busy(tmp_path: Path) -> None:
    with (
        open_journal(tmp_path / "data") as journal,
        closing(sqlite3.connect(journal.path, isolation_level=None)) as other,
    ):
        journal._writer.execute("PRAGMA busy_timeout=50")  # nobody wants to wait ten seconds for this test
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError):
            journal.append([cramp(1)])
        other.execute("ROLLBACK")
        assert journal.append([cramp(1)]) == [cramp(1).id]


def fail_in_the_middle(journal: Journal) -> None:
    with journal.writing() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', 'b')")
        raise ZeroDivisionError


def test_what_goes_wrong_inside_a_transaction_is_undone(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        with pytest.raises(ZeroDivisionError):
            journal.append(entry for entry in [cramp(1), cramp(1 // 0)])
        with pytest.raises(ZeroDivisionError):
            fail_in_the_middle(journal)
        assert journal.count() == 0
        assert kept.get(journal, "a") is None


def test_erasing_leaves_no_trace_in_the_file(tmp_path: Path) -> None:
    secret = "a very private sentence"
    with open_journal(tmp_path / "data") as journal:
        journal.append([cramp(1, note=secret), cramp(2, person="grandmother")])
        before = journal.mark()
        assert erase(journal, "me") == 1
        assert erase(journal, "nobody") == 0
        assert journal.entries() == [cramp(2, person="grandmother")]
        assert journal.mark() != before
    assert all(secret.encode() not in file.read_bytes() for file in (tmp_path / "data").iterdir())


def test_settings_are_kept_changed_and_forgotten(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        kept.put(journal, "place", "here")
        kept.put(journal, "place", "there")
        assert kept.keep_first(journal, "place", "elsewhere") == "there"
    with open_journal(tmp_path / "data") as journal:
        assert kept.get(journal, "place") == "there"
        kept.put(journal, "place", None)
        assert kept.get(journal, "place") is None


def test_a_closed_journal_says_so(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "data")
    journal.close()
    with pytest.raises(RuntimeError, match="closed"):
        journal.entries()


def test_a_connection_that_comes_back_after_closing_is_closed(tmp_path: Path) -> None:
    journal: Journal = open_journal(tmp_path / "data")
    with journal.reading() as connection:
        connection.execute("BEGIN")
        journal.close()
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
