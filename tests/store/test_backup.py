import shutil
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings

from nattero.diary.entry import Entry
from nattero.store import place, schema
from nattero.store.backup import backup, backups_folder, expire
from nattero.store.errors import (
    CorruptError,
    InUseError,
    NewerError,
    NotOursError,
    NotThereError,
    StoreError,
    TakenError,
)
from nattero.store.journal import Journal, open_journal
from nattero.store.restore import restore
from tests.diary.strategies import diaries
from tests.store.made import cramp


@given(diaries, diaries, diaries)
@settings(max_examples=20)
def test_a_restore_never_loses_anything(before: list[Entry], saved: list[Entry], after: list[Entry]) -> None:
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "data"
        with open_journal(folder) as journal:
            journal.append(before + saved)
            copy = backup(journal.path, Path(root))
            journal.append(after)
        other = Path(root) / "other"
        for target in (folder, other):
            done = restore(target, copy)
            assert not done.was_damaged
            with Journal(done.kept) as kept, open_journal(target) as journal:
                assert frozenset(journal.entries()) == frozenset(before + saved + (after if target is folder else []))
                assert frozenset(kept.entries()) == (
                    frozenset(before + saved + after) if target is folder else frozenset()
                )


def test_a_backup_made_while_others_write_is_whole(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        journal.append(cramp(number) for number in range(500))
        stop = threading.Event()

        def write() -> None:
            number = 500
            while not stop.is_set():
                journal.append([cramp(number), cramp(number + 1)])
                number += 2

        writer = threading.Thread(target=write)
        writer.start()
        copies = [backup(journal.path, tmp_path) for _ in range(4)]
        stop.set()
        writer.join()
    for copy in copies:
        assert copy.stat().st_mode & 0o777 == 0o600
        assert schema.verify(copy) == []
        with Journal(copy) as saved:
            assert saved.count() >= 500
            assert saved.count() % 2 == 0


def test_a_restore_works_beside_a_running_server(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        journal.append([cramp(1)])
        copy = backup(journal.path, tmp_path)
        lock = place.ServeLock(tmp_path / "data")
        journal.append([cramp(2)])
        assert restore(tmp_path / "data", copy).new == 0
        assert journal.append([cramp(3)]) == [cramp(3).id]
        lock.release()


def test_a_copied_folder_of_a_running_program_can_be_restored(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        journal.append([cramp(1)])
        shutil.copytree(tmp_path / "data", tmp_path / "copied")
    assert restore(tmp_path / "new", tmp_path / "copied" / place.DATABASE).new == 1


def test_an_older_backup_is_brought_up_to_date_in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_journal(tmp_path / "data") as journal:
        journal.append([cramp(1)])
        copy = backup(journal.path, tmp_path)
    before = copy.read_bytes()
    later = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, later)
    (later / f"{schema.latest() + 1:04}_more.sql").write_text("CREATE TABLE more (x);")
    monkeypatch.setattr(schema.migrations, "__defaults__", (later,))
    assert restore(tmp_path / "new", copy).new == 1
    assert copy.read_bytes() == before


def test_an_invalid_backup_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_journal(folder) as journal:
        journal.append(cramp(number, note="x" * 300) for number in range(300))
        sound = backup(journal.path, tmp_path)
    newer, damaged, text, empty = (tmp_path / name for name in ("newer", "damaged", "text", "empty"))
    shutil.copy(sound, newer)
    with closing(schema.connect(newer)) as connection:
        connection.execute("PRAGMA user_version=99")
    data = bytearray(sound.read_bytes())
    data[40960:49152] = b"\xff" * 8192
    damaged.write_bytes(data)
    text.write_text("not a backup")
    empty.touch()
    expected = {
        newer: NewerError,
        damaged: CorruptError,
        text: NotOursError,
        empty: NotOursError,
        tmp_path: NotOursError,
    }
    for file, error in {**expected, tmp_path / "nothing": NotThereError}.items():
        with pytest.raises(error) as refused:
            restore(folder, file)
        assert refused.value.path == str(file)
    assert {path.name for path in folder.iterdir()} == {place.DATABASE}
    with open_journal(folder) as journal:
        assert journal.count() == 300


def test_a_damaged_diary_is_set_aside_and_what_can_be_read_of_it_comes_along(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_journal(folder) as journal:
        journal.append(cramp(number, note="x" * 300) for number in range(300))
        copy = backup(journal.path, tmp_path)
        journal.append(cramp(number, note="y" * 300) for number in range(300, 600))
    path = folder / place.DATABASE
    data = bytearray(path.read_bytes())
    middle = len(data) // 3 // 4096 * 4096
    data[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    lock = place.ServeLock(folder)
    with pytest.raises(InUseError):
        restore(folder, copy)
    lock.release()
    done = restore(folder, copy)
    assert done.was_damaged
    assert done.kept.read_bytes() == bytes(data)
    assert schema.verify(path) == []
    with open_journal(folder) as journal:
        held = frozenset(journal.entries())
    assert held >= {cramp(number, note="x" * 300) for number in range(300)}
    assert len(held) > 400


def test_a_backup_of_nothing_or_of_damage_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        backup(tmp_path / "nothing.sqlite3", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_replaces_only_what_the_diary_still_holds(tmp_path: Path) -> None:
    with open_journal(tmp_path / "mine") as mine, open_journal(tmp_path / "hers") as hers:
        mine.append([cramp(1)])
        copy = backup(mine.path, tmp_path / "copy.sqlite3")
        mine.append([cramp(2)])
        assert backup(mine.path, copy) == copy
        hers.append([cramp(3)])
        for target, owner in ((copy, hers), (hers.path, mine), (mine.path, mine)):
            before = target.read_bytes()
            with pytest.raises(TakenError):
                backup(owner.path, target)
            assert target.read_bytes() == before
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear doctor", encoding="utf-8")
    with open_journal(tmp_path / "mine") as mine, pytest.raises(NotOursError):
        backup(mine.path, letter)
    assert letter.read_text(encoding="utf-8") == "Dear doctor"


def test_old_backups_expire_and_nothing_else_does(tmp_path: Path) -> None:
    with open_journal(tmp_path / "data") as journal:
        folder = backups_folder(tmp_path / "data")
        made = [backup(journal.path, folder) for _ in range(5)]
        mine = backup(journal.path, folder / "nattero-mine.sqlite3")
    assert expire(folder, 2) == made[:3]
    assert sorted(folder.iterdir()) == sorted([*made[3:], mine])
    assert folder.stat().st_mode & 0o777 == 0o700
