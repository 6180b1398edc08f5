"""The page on paper: well-formed whatever it is made from, tagged, its fonts embedded, nothing beyond the edge."""

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from nattero import demo
from nattero.diary.entry import Entry
from nattero.report.pdf import pdf
from tests.report import made
from tests.report.made import checkup, entry, nights, page_of, terse_page_of

LANGUAGES = ["en", "nl", "nb", "id"]
EDGE = 25  # points: nothing comes nearer to the edge of the sheet
MARKUP = "#panic(1) *bold* $x^2$ \\ [a](b) <tag> @ref `raw` // = Title"


def printed(entries: list[Entry], lang: str = "en", **chosen: Any) -> bytes:
    return pdf(page_of(entries, lang, **chosen), made.NOW, terse=lambda: terse_page_of(entries, lang, **chosen))


@cache
def year() -> list[Entry]:
    return demo.year(1, made.NOW, made.ZONE, "en")


def text_in(body: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def outside(body: bytes) -> list[str]:
    """The letters that stand too near to the edge of their sheet, or beyond it."""
    found = []
    for sheet in pypdfium2.PdfDocument(body):
        wide, high = sheet.get_size()
        text = sheet.get_textpage()
        for place in range(text.count_chars()):
            left, low, right, top = text.get_charbox(place)
            if right > left and not (left > EDGE and low > EDGE and right < wide - EDGE and top < high - EDGE):
                found.append(text.get_text_range(place, 1))
    return found


def fonts_of(reader: PdfReader) -> list[Any]:
    """The font programs of every page."""
    found = []
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]  # pypdf types it as any object
            found += [one.get_object() for one in font.get_object().get("/DescendantFonts", [font])]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_with_a_trial_is_on_one_sheet_or_two_that_are_tagged_and_have_their_fonts_with_them(lang: str):
    body = printed(year(), lang, name="Anna de Vries")
    reader = PdfReader(io.BytesIO(body))
    root: Any = reader.trailer["/Root"]
    assert len(reader.pages) <= 2
    assert root["/Lang"] == lang
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in body
    assert all(
        "/FontFile2" in font["/FontDescriptor"] or "/FontFile3" in font["/FontDescriptor"] for font in fonts_of(reader)
    )
    assert any("AtkinsonHyperlegible" in font["/BaseFont"] for font in fonts_of(reader))
    assert "Anna de Vries" in text_in(body)
    assert outside(body) == []


def test_the_picture_is_told_to_who_cannot_see_it():
    page = page_of(year())
    assert page.picture is not None
    reader = PdfReader(io.BytesIO(pdf(page)))
    objects: list[Any] = [
        reader.get_object(number) for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())))
    ]
    told: list[Any] = [each["/Alt"] for each in objects if isinstance(each, DictionaryObject) and "/Alt" in each]
    assert page.picture.alt in told


def test_what_somebody_wrote_is_never_read_as_markup():
    body = printed([checkup([MARKUP], told=MARKUP)], name=MARKUP, question=MARKUP)
    assert text_in(body).count("#panic(1) *bold* $x^2$") >= 3


@pytest.mark.parametrize(
    "name", ["محمد عبد الله", "王小明", "देवनागरी", "ไทย", "😀👩‍👩‍👧", "\ue000\ufffe\x00", "x" * 500, "\u0301\u200f"]
)
def test_a_name_in_any_script_is_on_a_well_formed_page(name: str):
    body = printed([], name=name)
    assert len(PdfReader(io.BytesIO(body)).pages) == 1
    assert outside(body) == []


def test_the_longest_of_everything_stays_on_its_sheets_and_says_what_is_missing():
    words = "Woordenlangzin" * 40
    many = [f"Geneesmiddel{number} {words}"[:150] + f", ander{number}, derde{number}" for number in range(100)]
    at = datetime(2026, 11, 3, 10, tzinfo=UTC)  # longer ago than notes are listened to for danger
    notes = [entry("note", {"at": "2026-11-03T10:00:00Z", "text": words * 3}, at) for _ in range(60)]
    signs = dict.fromkeys(
        ["swelling_one_leg", "breathless_chest", "sudden_weakness", "dark_urine", "bladder_bowel"], True
    )
    diary = [*year(), *notes, made.trial(), checkup(many, told=words * 6, **signs)]
    body = printed(diary, "id", name=words, question=words * 2, without=frozenset())
    assert len(PdfReader(io.BytesIO(body)).pages) <= 3
    assert outside(body) == []
    assert "tidak dicetak di sini" in " ".join(text_in(body).split())


def test_a_broken_font_still_gives_a_page(tmp_path: Path):
    (tmp_path / "atkinson-regular.ttf").write_bytes(b"\x00\x01\x00\x00" + bytes(range(256)) * 20)
    body = pdf(page_of(nights([1] * 30)), made.NOW, tmp_path)
    assert "Cramps a week" in text_in(body)


def test_the_page_is_black_white_and_grey():
    for sheet in pypdfium2.PdfDocument(printed(year())):
        bitmap = sheet.render(scale=0.5, rev_byteorder=True)
        pixels, step = bytes(bitmap.buffer), bitmap.n_channels
        spread = (max(pixels[at : at + 3]) - min(pixels[at : at + 3]) for at in range(0, len(pixels) - 3, step))
        assert max(spread) <= 8


@pytest.mark.parametrize("lang", LANGUAGES)
def test_however_many_alarms_all_but_what_was_tried_is_on_the_first_sheet(lang: str):
    signs: dict[str, Any] = dict.fromkeys(
        ["swelling_one_leg", "breathless_chest", "sudden_weakness", "dark_urine", "bladder_bowel", "saddle_numb"], True
    )
    more: dict[str, Any] = dict.fromkeys(["confusion", "fever", "cannot_stand", "weakness", "stroke_signs"], True)
    listed = ["furosemide 40 mg", "simvastatine 40", "salbutamol", "kinine", "omeprazol", "xyzzyqin 3dd", "metformine"]
    told = checkup(listed, told="Elke nacht wakker.", **signs, **more)
    diary = [*(each for each in year() if each.kind != "checkup"), told]
    page = page_of(diary, lang)
    first, *rest = (
        " ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(printed(diary, lang))).pages
    )
    assert len(rest) == 1
    assert [block.title for block in (*page.left, *page.right) if block.title not in first] == []
    assert page.sources_title in rest[0]
