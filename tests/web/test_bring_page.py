"""A diary is brought back from its file: whole or not at all, as often as one likes, and nobody else's by mistake."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nattero.web.site import Site
from tests.web import small


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "old")
    made.journal.append(small.season(12))
    yield made
    made.journal.close()


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "new")
    yield made
    made.journal.close()


def bring(site: Site, content: bytes, **fields: str) -> Any:
    return small.client_of(site).post("/settings/diary", data=fields, files={"file": ("diary.jsonl", content)})


def file_of(site: Site) -> bytes:
    return bytes(small.client_of(site).get("/settings/diary.jsonl").content)


def bodies(site: Site) -> list[str]:
    return list(site.journal.bodies(None))


def test_a_diary_comes_whole_onto_a_new_computer_and_twice_is_once(old: Site, new: Site) -> None:
    for _ in range(2):
        assert bring(new, file_of(old)).status_code == 200
        assert bodies(new) == bodies(old)


@pytest.mark.parametrize("wrong", [b"", b"\n", b"nonsense", b"\x00\x01", b'{"id": "x"}\n'])
def test_of_a_file_with_anything_wrong_nothing_is_added(old: Site, new: Site, wrong: bytes) -> None:
    mixed = file_of(old) + wrong if wrong.strip() and b"\x00" not in wrong else wrong
    page = bring(new, mixed)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert bodies(new) == []


def test_a_file_with_nothing_in_common_is_added_only_when_it_is_said_to_be_ones_own(old: Site, new: Site) -> None:
    new.journal.append([small.entry("note", {"text": "mine"})])
    before = bodies(new)
    assert bring(new, file_of(old)).status_code == 422
    assert bodies(new) == before
    assert bring(new, file_of(old), mine="yes").status_code == 200
    assert set(bodies(new)) == {*before, *bodies(old)}
