"""A diary as tables and files: a row for what was written down, none for what was not, and nothing a spreadsheet would run."""

import csv
import io
import zipfile

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.entry import Entry, decode
from nattero.report.fhir import Speech
from nattero.report.files import csv_of, json_lines, written, zip_of
from nattero.report.sharing import PARTS, Share, shared
from nattero.report.table_words import column_names, headings, table_names
from nattero.report.tables import COLUMNS, Table, tables
from tests import packed
from tests.report.diaries import SECRET, diaries, one_of_each

PACK = packed.pack()
ALL = Share(frozenset(PARTS))
LANGUAGES = ["en", "nl", "nb", "id"]


def found(lang: str = "en", share: Share = ALL) -> dict[str, Table]:
    return {table.name: table for table in tables(shared(one_of_each(), "me", share), Speech(PACK, lang))}


def read(data: bytes, sign: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=sign))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_table_is_read_back_cell_by_cell_in_each_language(lang: str):
    speak = Speech(PACK, lang)
    assert found(lang).keys() == COLUMNS.keys()
    for table in found(lang).values():
        rows = read(csv_of(table, speak, lang), "," if lang == "en" else ";")
        assert rows[0] == headings(table, speak)
        assert rows[1:] == [[written(cell, lang) for cell in table.cells(row)] for row in table.rows]


@given(diaries, st.sampled_from(LANGUAGES))
@settings(max_examples=25)
def test_a_night_that_nobody_wrote_about_has_no_row(entries: list[Entry], lang: str):
    out = shared(entries, "me", ALL)
    made = {table.name: table for table in tables(out, Speech(PACK, lang))}
    told = {entry.payload["date"] for entry in out if entry.kind == "night"}
    assert {row["date"] for row in made["nights"].rows} == told if "nights" in made else not told


def test_a_decimal_is_written_as_the_country_writes_it():
    assert written(0.61, "nl") == "0,61"
    assert written(0.61, "en") == "0.61"
    assert written(3, "nl") == "3"


@given(st.text(max_size=20))
@settings(max_examples=40)
def test_no_cell_begins_like_a_formula(text: str):
    assert not written(text, "en").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_every_column_and_table_has_a_name():
    speak = Speech(PACK, "en")
    assert {column for columns in COLUMNS.values() for column in columns} == column_names(speak).keys()
    assert table_names(speak).keys() == COLUMNS.keys()


def test_the_zip_holds_every_table_under_a_name_that_any_computer_takes():
    for lang in LANGUAGES:
        speak = Speech(PACK, lang)
        archive = zipfile.ZipFile(io.BytesIO(zip_of(list(found(lang).values()), speak, lang)))
        assert len(set(archive.namelist())) == len(COLUMNS)
        assert all(name.isascii() and " " not in name for name in archive.namelist())


def test_plain_lines_are_entries():
    out = shared(one_of_each(), "me", ALL)
    assert [decode(line) for line in json_lines(out).splitlines()] == out


def test_no_table_holds_what_is_nobody_elses_business():
    for table in found(share=Share(frozenset(PARTS) - {"notes"})).values():
        assert SECRET not in csv_of(table, Speech(PACK, "en"), "en").decode()
    assert SECRET in csv_of(found()["notes"], Speech(PACK, "en"), "en").decode()


def test_a_danger_sign_that_was_answered_is_told_in_words():
    said = {"danger.cold-pale-leg": "no", "danger.getting-worse": "known", "danger.dark-urine": None}
    entry = next(one for one in one_of_each() if one.kind == "answers")
    rows = tables([msgspec.structs.replace(entry, payload={"answers": said})], Speech(PACK, "en"))[0].rows
    assert [row["answer"] for row in rows] == ["No, this is not so", "A doctor or nurse knows of this", "Not known"]
    assert rows[0]["question"] == PACK.text("flag.cold-pale-leg.sign", "en")
