import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero import words
from nattero.diary.problems import Problem
from nattero.store import errors

KNOWN_FIELDS = [
    "",
    "entry",
    "id",
    "person",
    "recorded_at",
    "device",
    "zone",
    "kind",
    "version",
    "supersedes",
    "payload",
    "line",
]
PAYLOAD = ["at", "seconds", "pain", "side", "muscle", "steps", "danger", "note", "date", "cramps", "sore", "exposures"]
CODES = ["missing", "unknown", "wrong", "future", "past", "long", "ambiguous", "unreadable"]


@pytest.mark.parametrize(
    ("requested", "header", "expected"),
    [
        (None, None, "en"),
        ("nl", "nb", "nl"),
        ("no", None, "nb"),
        ("nn-NO", None, "nb"),
        ("in", None, "id"),
        ("nb_NO.UTF-8", None, "nb"),
        ("xx", "id", "id"),
        (None, "fr, no;q=0.8, nl;q=0.9", "nl"),
        (None, "en-US,en;q=0.5", "en"),
        (None, "nl;q=0, id;q=0.1", "id"),
        (None, ";;;,=,q", "en"),
        (None, "*", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_best_accepted(
    requested: str | None, header: str | None, expected: str
) -> None:
    assert words.language(requested, header) == expected


@given(st.text(), st.text())
def test_no_header_is_too_strange(requested: str, header: str) -> None:
    assert words.language(requested, header) in words.LANGUAGES


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_problem_is_one_finished_sentence_in_every_language(lang: str, code: str) -> None:
    for field in [*KNOWN_FIELDS, *(f"payload.{name}" for name in PAYLOAD), "payload.{strange}", "payload.answers.x"]:
        text = words.problem_text(Problem(field, code), lang)
        assert re.search(r"[.?]\Z", text)
        assert len(text) < 160
        if lang != "en":
            assert text != words.problem_text(Problem(field, code), "en")


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_error_is_a_sentence_that_names_the_path(lang: str) -> None:
    for kind in errors.StoreError.__subclasses__():
        text = words.error_text(kind("/data/{odd}"), lang)
        assert "/data/{odd}" in text
        assert text.endswith(("{odd}.", ".")) or "nattero restore" in text
        if lang != "en":
            assert text != words.error_text(kind("/data/{odd}"), "en")
    in_use = errors.InUseError("/data", pid=7, address="http://127.0.0.1:8765/")
    assert "http://127.0.0.1:8765/" in words.error_text(in_use, lang)
    assert "/data" in words.error_text(errors.StoreError("/data"), lang)


def test_numbers_dates_and_times_are_written_as_in_each_country() -> None:
    sunday, time = date(2026, 11, 22), datetime(2026, 11, 22, 3, 5, tzinfo=UTC)
    assert [words.number(2.84, lang) for lang in ("nl", "nb", "id", "en")] == ["2,8", "2,8", "2,8", "2.8"]
    assert words.number(12345, "nl") == "12.345"
    assert words.day(sunday, "nl") == "zondag 22 november"
    assert words.day(sunday, "nb", year=True) == "søndag 22. november 2026"
    assert words.day(sunday, "id") == "Minggu, 22 November"
    assert words.day(sunday, "en", year=True) == "Sunday 22 November 2026"
    assert [words.clock(time, lang) for lang in ("nl", "nb", "id", "en")] == ["03:05", "03:05", "03.05", "03:05"]
    assert words.short_day(sunday, "nl") == "22 nov 2026"


@pytest.mark.parametrize("lang", ["nl", "nb", "id"])
def test_a_tree_that_was_not_built_speaks_too(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = words.FOLDER / lang / "LC_MESSAGES" / "nattero.po"
    expected = words.translator(lang)("Pain")
    target = tmp_path / lang / "LC_MESSAGES" / "nattero.po"
    target.parent.mkdir(parents=True)
    target.write_bytes(source.read_bytes())
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    words.translations.cache_clear()
    try:
        assert words.translator(lang)("Pain") == expected != "Pain"
        target.unlink()
        words.translations.cache_clear()
        assert words.translator(lang)("Pain") == "Pain"
        assert not words.speaks(lang)
    finally:
        words.translations.cache_clear()
