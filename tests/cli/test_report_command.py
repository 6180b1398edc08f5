"""`nattero report`: read it as text, take it as a PDF or as FHIR, and clear answers to what cannot be."""

from pathlib import Path

import msgspec
import pytest

from tests.cli.conftest import Typed


@pytest.fixture
def full(typed: Typed) -> Typed:
    assert typed("demo", "--lang", "nl").code == 0
    return typed


def test_the_page_is_read_as_text_and_taken_as_a_pdf_in_the_doctors_language(full: Typed, tmp_path: Path) -> None:
    came = full("report", "--lang", "nb", "--name", "Anna de Vries")
    assert "Passer best: nattlige leggkramper" in came.out
    assert "Anna de Vries" in came.out
    out = tmp_path / "page.pdf"
    assert full("report", "--lang", "nl", "--out", out).code == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_the_same_choice_goes_out_as_data_and_as_fhir(full: Typed) -> None:
    hidden = full("report", "--json", "--without", "medicines")
    assert hidden.json["checkup"]["medicines"] == []
    assert "ydrochloor" not in hidden.out
    bundle = full("report", "--fhir", "--without", "medicines")
    assert msgspec.json.decode(bundle.out)["resourceType"] == "Bundle"
    assert "ydrochloor" not in bundle.out


def test_an_empty_diary_gives_an_honest_page(typed: Typed, tmp_path: Path) -> None:
    out = tmp_path / "page.pdf"
    assert typed("report", "--out", out).code == 0
    assert out.stat().st_size > 1000
    assert "Check-up: not done" in typed("report").out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--from", "2026-13-01"), "--from"),
        (("--from", "2026-11-02", "--until", "2026-11-01"), "--until"),
        (("--without", "doctor"), "--without"),
        (("--for", "insurer"), "--for"),
        (("--out", "page.txt"), "--out"),
        (("--fhir", "--out", "page.pdf"), "--out"),
    ],
)
def test_what_cannot_be_is_named(typed: Typed, words: tuple[str, ...], named: str) -> None:
    came = typed("report", *words)
    assert came.code == 2
    assert came.err.startswith(named)


def test_a_place_that_cannot_be_written_to_is_said_and_nothing_is_left_there(typed: Typed, tmp_path: Path) -> None:
    came = typed("report", "--out", tmp_path / "nowhere" / "page.pdf")
    assert came.code == 3
    assert came.err == f"There is no folder {tmp_path / 'nowhere'}.\n"
    assert list(tmp_path.glob("**/*.part")) == []
