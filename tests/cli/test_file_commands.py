from contextlib import closing
from pathlib import Path

import pytest

from nattero.diary.entry import encode
from nattero.store import schema
from nattero.store.journal import open_journal
from tests.cli.conftest import Typed
from tests.store.made import cramp


def test_an_export_comes_back_as_the_same_diary(typed: Typed, tmp_path: Path) -> None:
    typed("log", "--pain", "3")
    target = tmp_path / "diary.jsonl"
    assert typed("export", target).err == "1 entry exported.\n"
    assert typed("import", target).out == "0 new entries. 1 was there already.\n"
    assert typed("import", target, "--data", tmp_path / "new", "--lang", "nl").out == "1 nieuwe notitie.\n"
    came = typed("import", "-", "--json", "--data", tmp_path / "newer", said=target.read_bytes())
    assert came.json == {"read": 1, "new": 1, "bad": []}


def test_a_bad_line_is_reported_with_its_number_in_the_readers_language(typed: Typed) -> None:
    said = encode(cramp(1)) + b"\n" + encode(cramp(2, pain=12)) + b"\n{\n"
    came = typed("import", "-", "--lang", "nb", said=said)
    assert came.code == 2
    assert came.err.splitlines() == [
        "Linje 2: Smerte er et helt tall fra 0 (ingen) til 10 (den verste).",
        "Linje 3: Denne linjen er ikke en oppføring i JSON.",
        "Ingenting ble importert. Rett disse linjene og prøv igjen.",
    ]
    assert typed("export").out == ""
    came = typed("import", "-", "--json", said=said)
    assert [bad["line"] for bad in came.json["bad"]] == [2, 3]


def test_many_bad_lines_are_counted_and_not_all_shown(typed: Typed) -> None:
    came = typed("import", "-", said=b"{\n" * 300)
    assert came.err.splitlines()[-2:] == [
        "and 250 more",
        "Nothing was imported. Please mend these lines and try again.",
    ]


TABLE = "Dato;Kl;Smerte;Side\n05.01.2026;02:15;7;venstre\n06.01.2026;03:40;4;høyre\n".encode("cp1252")
COLUMNS = ("--date", "Dato", "--time", "Kl", "--pain", "Smerte", "--side", "Side", "--zone", "Europe/Oslo")


def test_a_table_is_shown_first_and_added_only_when_agreed(typed: Typed, tmp_path: Path) -> None:
    table = tmp_path / "kramper.csv"
    table.write_bytes(TABLE)
    shown = typed("import", table, *COLUMNS)
    assert shown.code == 4
    assert "2026-01-05 02:15  cramp   pain=7" in shown.out
    assert "Nothing was done." in shown.err
    assert typed("diary", "list").out == "Nothing is written down yet.\n"
    added = typed("import", table, *COLUMNS, "--yes", "--json")
    assert (added.code, added.json["new"], added.json["read"]) == (0, 2, 2)
    assert typed("import", table, *COLUMNS, "--yes").out.endswith("0 new entries. 2 were there already.\n")
    preview = typed("import", table, *COLUMNS, "--json")
    assert (preview.code, preview.json["new"], len(preview.json["first"])) == (4, 0, 2)


def test_a_person_may_agree_at_the_keyboard(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nattero.cli import common

    table = tmp_path / "kramper.csv"
    table.write_bytes(TABLE)
    monkeypatch.setattr(common, "is_person_there", lambda: True)
    assert typed("import", table, *COLUMNS, said=b"nei\n").code == 4
    assert typed("import", table, *COLUMNS, said=b"").code == 4
    agreed = typed("import", table, *COLUMNS, "--lang", "nb", said=b"ja\n")
    assert agreed.out.endswith("Legge 2 oppf\u00f8ringer til dagboken? (ja/nei) 2 nye oppf\u00f8ringer.\n")


def test_a_bad_row_is_reported_with_its_line_what_is_there_and_why(typed: Typed) -> None:
    said = b"night,n\n03/04/2025,1\n2026-01-05,\n2026-01-06,many\n"
    came = typed("import", "-", "--date", "night", "--count", "n", said=said)
    assert came.code == 2
    assert came.err.splitlines()[:2] == [
        "Line 2: “Date” can be read in two ways. Say which with --date-format dmy or --date-format mdy. (03/04/2025)",
        "Line 4: The number of cramps is a whole number from 0 to 50. (many)",
    ]
    said = said.replace(b"many", b"2")
    told = typed("import", "-", "--date", "night", "--count", "n", "--date-format", "dmy", "--yes", said=said)
    assert told.code == 0
    assert "1 night without a number stays not written down." in told.out


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ((), "--date"),
        (("--date", "a"), "--time"),
        (("--date", "a", "--time", "c"), "--time"),
        (("--date", "a", "--count", "b", "--pain", "b"), "--count"),
        (("--datetime", "a", "--duration", "b", "--duration-unit", "weeks"), "--duration-unit"),
        (("--datetime", "a", "--date-format", "dym"), "--date-format"),
        (("--datetime", "a", "--zone", "Mars/Base"), "--zone"),
    ],
)
def test_columns_that_make_no_sense_are_refused_with_a_reason(
    typed: Typed, options: tuple[str, ...], named: str
) -> None:
    came = typed("import", "-", *options, said=b"a,b\n2026-01-05,2\n")
    assert came.code == 2
    assert named in came.err


def test_files_that_cannot_be_read_are_named(typed: Typed, tmp_path: Path) -> None:
    assert typed("import", tmp_path / "nothing.csv").err == f"There is no file {tmp_path / 'nothing.csv'}.\n"
    assert typed("import", "-", "--date", "a", "--count", "b", said=b"a,b\x00").code == 3
    assert typed("export", tmp_path / "no" / "folder.jsonl").code == 3
    (tmp_path / "file").touch()
    came = typed("log", "--data", tmp_path / "file", "--lang", "nl")
    assert came.code == 3
    assert came.err.startswith(f"{tmp_path / 'file'} is een bestand")


def test_a_backup_comes_back_and_old_ones_expire(typed: Typed, tmp_path: Path) -> None:
    typed("log")
    first = typed("backup", "--json").json["backup"]
    assert Path(first).parent == tmp_path / "data" / "backups"
    came = typed("restore", first, "--data", tmp_path / "new")
    assert came.out.startswith("1 entry came back. What was there before is in ")
    second = typed("backup", "--keep", "1", "--json").json
    assert second["removed"] == [first]
    assert typed("restore", second["backup"], "--json").json["new"] == 0
    assert typed("backup", tmp_path / "mine.sqlite3").out == f"The backup is in {tmp_path / 'mine.sqlite3'}.\n"
    assert typed("backup", "--keep", "0").code == 2
    assert Path(typed("backup", f"{tmp_path}/new/", "--json").json["backup"]).parent == tmp_path / "new"


def test_a_damaged_diary_says_how_to_get_it_back_and_comes_back(typed: Typed, tmp_path: Path) -> None:
    typed("log")
    copy = typed("backup", tmp_path / "copy.sqlite3", "--json").json["backup"]
    (tmp_path / "data" / "nattero.sqlite3").write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)
    came = typed("log")
    assert came.code == 3
    assert "nattero restore FILE" in came.err or "not a diary file" in came.err
    assert "set aside" in typed("restore", copy).out
    assert len(typed("diary", "list", "--json").json) == 1


def test_a_newer_diary_is_refused_in_one_sentence(typed: Typed, tmp_path: Path) -> None:
    typed("log")
    with closing(schema.connect(tmp_path / "data" / "nattero.sqlite3")) as connection:
        connection.execute("PRAGMA user_version=99")
    came = typed("diary", "--lang", "id")
    assert came.code == 3
    assert came.err.count("\n") == 1
    assert "Nattero yang lebih baru" in came.err


def test_erasing_asks_first_and_tells_of_the_copies(typed: Typed, tmp_path: Path) -> None:
    typed("log")
    typed("log", "--person", "grandmother")
    assert typed("erase").code == 4
    assert len(typed("diary", "list", "--json").json) == 1
    came = typed("erase", "--yes")
    assert came.out.startswith("1 entry is gone. Backups and exports keep their copies")
    assert typed("erase", "--yes").code == 2
    with open_journal(tmp_path / "data") as journal:
        assert journal.people() == {"grandmother": 1}


def test_a_daily_export_begins_at_once_and_ends_when_told(typed: Typed, tmp_path: Path) -> None:
    typed("log")
    came = typed("export", "--every-day-to", tmp_path / "copies")
    assert str(tmp_path / "copies") in came.out
    assert len(list((tmp_path / "copies").glob("nattero-*.jsonl"))) == 1
    assert any("copies" in one["text"] for one in typed("doctor", "--json").json)
    assert typed("export", "--stop-every-day").out == "The daily export has ended.\n"
