import csv
import io
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.problems import Problem, examine
from nattero.store.errors import NotTableError, NotTextError
from nattero.store.spreadsheet import Preview, Reading, preview
from nattero.store.tables import ColumnError, Columns, rows_of, text_of
from tests.store.made import NOW

DUTCH = """Datum;Tijd;Pijn;Duur;Kant;Spier;Opmerking
21.11.2026;02:15;7;1,5;links;kuit;"Wakker; lang"
22.11.2026;03:40;4;0:30;rechts;voet;

19.11.2026;23:50;;;beide;;
"""
COLUMNS = Columns(
    date="datum", time="Tijd", pain="pijn", duration="Duur", side="Kant", muscle="Spier", note="Opmerking"
)


def read(text: str, columns: Columns, **more: str) -> Preview:
    reading = Reading(columns=columns, zone=more.pop("zone", "Europe/Amsterdam"), **more)
    return preview(rows_of(text, columns), reading, NOW)


def test_a_dutch_table_becomes_cramps() -> None:
    found = read(DUTCH, COLUMNS, unit="minutes")
    assert found.bad == []
    assert [entry.payload for entry in found.entries] == [
        {
            "at": "2026-11-21T01:15:00Z",
            "pain": 7,
            "seconds": 90,
            "side": "left",
            "muscle": "calf",
            "note": "Wakker; lang",
        },
        {"at": "2026-11-22T02:40:00Z", "pain": 4, "seconds": 30, "side": "right", "muscle": "foot"},
        {"at": "2026-11-19T22:50:00Z", "side": "both"},
    ]
    assert {(entry.kind, entry.zone, entry.person) for entry in found.entries} == {("cramp", "Europe/Amsterdam", "me")}


def test_a_table_of_nights_becomes_nights_and_an_empty_number_stays_missing() -> None:
    found = read("night,cramps\n2026-11-19,2\n2026-11-20,0\n2026-11-21,\n", Columns(date="night", count="cramps"))
    assert [entry.payload for entry in found.entries] == [
        {"date": "2026-11-19", "cramps": 2},
        {"date": "2026-11-20", "cramps": 0},
    ]
    assert (found.blank, found.bad) == (1, [])


def test_a_quotation_mark_that_is_left_open_swallows_no_nights() -> None:
    with pytest.raises(NotTableError):
        read(
            'night,cramps,note\n2026-11-19,2,"late\n2026-11-20,0,\n', Columns(date="night", count="cramps", note="note")
        )
    kept = read(
        'night,cramps,note\n2026-11-19,2,"late\nto bed"\n2026-11-20,0,\n', Columns(date="night", count="cramps")
    )
    assert len(kept.entries) == 2


def test_every_bad_row_is_named_with_its_line_and_reason() -> None:
    text = (
        "when,pain,side,minutes\n"
        "2026-11-20 02:15,11,left,2\n"
        "2026-11-20 02:15,7.5,left,2\n"
        "2026-11-20 02:15,7,up,2\n"
        '"2026-11-20\n02:15",7,left,long\n'
        "2036-11-20 02:15,7,left,2\n"
        "1850-11-20 02:15,7,left,2\n"
        "2026-11-20,7,left,2\n"
        "last night 02:15,7,left,2\n"
        ",7,left,2\n"
        "2026-11-20 25:15,7,left,2\n"
        "2026-11-20 02:15,7,left,999999\n"
    )
    found = read(text, Columns(datetime="when", pain="pain", side="side", duration="minutes"), unit="minutes")
    assert [(bad.line, bad.column, bad.problem) for bad in found.bad] == [
        (2, "pain", Problem("payload.pain", "wrong")),
        (3, "pain", Problem("payload.pain", "wrong")),
        (4, "side", Problem("payload.side", "wrong")),
        (5, "duration", Problem("payload.seconds", "wrong")),
        (7, "datetime", Problem("payload.at", "future")),
        (8, "datetime", Problem("payload.at", "past")),
        (9, "datetime", Problem("payload.at", "missing")),
        (10, "datetime", Problem("payload.date", "unreadable")),
        (11, "datetime", Problem("payload.date", "missing")),
        (12, "datetime", Problem("payload.at", "unreadable")),
        (13, "duration", Problem("payload.seconds", "wrong")),
    ]
    assert found.entries == []


def test_a_date_that_can_mean_two_days_is_asked_about_unless_the_column_settles_it() -> None:
    columns = Columns(date="d", count="n")
    found = read("d,n\n03/04/2025,1\n05/06/2025,1\n", columns)
    assert [(bad.line, bad.problem.code, bad.text) for bad in found.bad] == [
        (2, "ambiguous", "03/04/2025"),
        (3, "ambiguous", "05/06/2025"),
    ]
    settled = read("d,n\n03/04/2025,1\n13/06/2025,1\n", columns)
    assert [entry.payload["date"] for entry in settled.entries] == ["2025-04-03", "2025-06-13"]
    told = read("d,n\n03/04/2025,1\n", columns, date_format="mdy")
    assert told.entries[0].payload["date"] == "2025-03-04"
    pattern = read("d,n\n03|04|2025,1\n", columns, date_format="%d|%m|%Y")
    assert pattern.entries[0].payload["date"] == "2025-04-03"


def test_a_moment_with_its_own_offset_needs_no_zone() -> None:
    found = read("when\n2026-11-20T02:15:00+07:00\n", Columns(datetime="when"))
    assert found.entries[0].payload["at"] == "2026-11-19T19:15:00Z"


rows = st.tuples(
    st.datetimes(datetime(2020, 1, 1), datetime(2026, 11, 1)),  # noqa: DTZ001 - local times of a table
    st.none() | st.integers(0, 10),
    st.none() | st.integers(0, 3600),
    st.sampled_from(["", "left", "rechts", "keduanya"]),
    st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20),
)


@given(
    st.lists(rows, max_size=8),
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
)
@settings(max_examples=50)
def test_the_same_table_gives_the_same_entries_however_it_is_written(
    table: list[tuple[datetime, int | None, int | None, str, str]], delimiter: str, encoding: str, crlf: bool
) -> None:
    def written(delimiter: str, end: str) -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
        writer.writerow(["when", "pain", "seconds", "side", "note"])
        for at, *rest in table:
            writer.writerow([at.isoformat(" ", "seconds"), *("" if value is None else value for value in rest)])
        return out.getvalue()

    columns = Columns(datetime="when", pain="pain", duration="seconds", side="side", note="note")
    plain = read(written(",", "\n"), columns)
    other = read(text_of(written(delimiter, "\r\n" if crlf else "\n").encode(encoding)), columns)
    assert plain.bad == other.bad == []
    assert frozenset(plain.entries) == frozenset(other.entries)
    assert len(plain.entries) == len(table)
    for entry in plain.entries:
        assert examine(msgspec.to_builtins(entry), NOW) == entry


def test_two_people_with_the_same_table_have_two_diaries() -> None:
    mine, hers = read(DUTCH, COLUMNS, unit="minutes"), read(DUTCH, COLUMNS, unit="minutes", person="grandmother")
    assert not {entry.id for entry in mine.entries} & {entry.id for entry in hers.entries}


def test_a_windows_table_keeps_its_letters() -> None:
    assert text_of("kramp;smerte på natten".encode("cp1252")) == "kramp;smerte på natten"
    for data in (b"\x00\x01\x02", b"\xff\xfe\x00", b"PK\x03\x04\x00\x00"):
        with pytest.raises(NotTextError):
            text_of(data)


def test_the_line_that_names_the_separator_is_understood() -> None:
    found = read("sep=|\nnight|cramps\n2026-11-19|2\n2026-11-20|x\n", Columns(date="night", count="cramps"))
    assert [entry.payload["cramps"] for entry in found.entries] == [2]
    assert [bad.line for bad in found.bad] == [4]


def test_a_column_that_is_not_there_or_there_twice_is_named() -> None:
    for text in ("a,b\n1,2\n", "night,night\n1,2\n", ""):
        with pytest.raises(ColumnError) as refused:
            rows_of(text, Columns(date="night"))
        assert (refused.value.field, refused.value.name) == ("date", "night")


def test_a_field_without_end_is_no_table() -> None:
    with pytest.raises(NotTextError):
        rows_of('night\n"' + "x" * 2_000_000, Columns(date="night"))
    with pytest.raises(NotTextError):
        rows_of('"' + "x" * 2_000_000, Columns(date="night"))


def test_a_night_of_today_is_not_yet_and_one_of_yesterday_is() -> None:
    local = NOW.astimezone(UTC).date()
    columns = Columns(date="night", count="cramps")
    assert read(f"night,cramps\n{local - timedelta(days=1)},1\n", columns).bad == []
    assert read(f"night,cramps\n{local},1\n", columns).bad[0].problem == Problem("payload.date", "future")


def test_a_date_before_computers_is_refused_and_not_a_fault() -> None:
    found = read("night,cramps\n1890-01-01,1\n1995-01-01,1\n", Columns(date="night", count="cramps"))
    assert [bad.problem.code for bad in found.bad] == ["past"]
    assert len(found.entries) == 1
