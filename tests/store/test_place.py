import os
import stat
from pathlib import Path

import pytest

from nattero.store import place
from nattero.store.errors import InUseError, NotAFolderError
from nattero.store.journal import open_journal
from tests.store.made import cramp


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> object:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_only_the_owner_sees_the_data_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "deep" / "data"
    with open_journal(folder) as journal:
        journal.append([cramp(1)])
        assert mode(folder) == 0o700
        assert {path.name for path in folder.iterdir()} >= {
            "nattero.sqlite3",
            "nattero.sqlite3-wal",
            "nattero.sqlite3-shm",
        }
        assert {mode(path) for path in folder.iterdir()} == {0o600}


def test_an_open_folder_is_closed_and_so_are_its_files(tmp_path: Path) -> None:
    open_journal(tmp_path).close()
    tmp_path.chmod(0o755)
    (tmp_path / place.DATABASE).chmod(0o644)
    open_journal(tmp_path).close()
    assert mode(tmp_path) == 0o700
    assert mode(tmp_path / place.DATABASE) == 0o600


def test_a_shared_folder_and_a_home_stay_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, home = tmp_path / "shared", tmp_path / "home"
    for folder in (shared, home):
        folder.mkdir()
    shared.chmod(0o1777)
    home.chmod(0o755)
    monkeypatch.setenv("HOME", str(home / "me"))
    place.prepare(shared)
    place.prepare(home)
    assert (mode(shared), mode(home)) == (0o1777, 0o755)


def test_the_folder_is_the_chosen_one_then_the_named_one_then_the_platforms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("NATTERO_DATA", "~/named")
    assert place.data_folder(Path("/chosen")) == Path("/chosen")
    assert place.data_folder() == tmp_path / "named"
    monkeypatch.delenv("NATTERO_DATA")
    assert place.data_folder().name == "nattero"
    assert tmp_path in place.data_folder().parents


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("something of mine")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(NotAFolderError):
            open_journal(path)
    assert (tmp_path / "file").read_text() == "something of mine"


def test_one_server_at_a_time_and_the_second_hears_of_the_first(tmp_path: Path) -> None:
    place.prepare(tmp_path)
    assert place.running_server(tmp_path) is None
    lock = place.ServeLock(tmp_path)
    lock.announce("http://127.0.0.1:8765/")
    with pytest.raises(InUseError) as refused:
        place.ServeLock(tmp_path)
    assert refused.value.values["pid"] == os.getpid()
    assert refused.value.values["address"] == "http://127.0.0.1:8765/"
    assert place.running_server(tmp_path) == {"pid": os.getpid(), "address": "http://127.0.0.1:8765/"}
    assert mode(tmp_path / place.LOCK) == 0o600
    lock.release()
    assert place.running_server(tmp_path) is None
    place.ServeLock(tmp_path).release()


def test_a_lock_without_words_still_refuses(tmp_path: Path) -> None:
    place.prepare(tmp_path)
    lock = place.ServeLock(tmp_path)
    (tmp_path / place.LOCK).write_text("")
    with pytest.raises(InUseError) as refused:
        place.ServeLock(tmp_path)
    assert refused.value.values["pid"] == 0
    lock.release()


def write_half(target: Path) -> None:
    with place.replacing(target) as draft:
        draft.write_text("half")
        raise ZeroDivisionError


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "export.jsonl"
    target.write_text("before")
    with pytest.raises(ZeroDivisionError):
        write_half(target)
    assert [path.name for path in tmp_path.iterdir()] == ["export.jsonl"]
    assert target.read_text() == "before"
    with place.replacing(target) as draft:
        draft.write_text("after")
    assert (target.read_text(), mode(target)) == ("after", 0o600)


def test_a_link_stays_a_link_and_what_it_leads_to_is_written_anew(tmp_path: Path) -> None:
    target, link = tmp_path / "kept.txt", tmp_path / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    with place.replacing(link) as draft:
        draft.write_text("new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_pipe_is_given_what_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with place.replacing(pipe) as draft:
        draft.write_text("a line")
    assert os.read(reader, 100) == b"a line"
    os.close(reader)
    assert pipe.is_fifo()
