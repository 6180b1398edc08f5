"""Trials in a table are pooled from the command line, and a table that cannot be used says where."""

from pathlib import Path

import pytest

from tests.cli.conftest import Typed

MEANS = """trial,t_mean,t_sd,t_n,c_mean,c_sd,c_n
Edinburgh,55,47,155,75,64,156
Orpington mild,27,7,31,29,4,32
Orpington moderate,64,17,75,119,29,71
Orpington severe,66,20,18,137,48,18
Montreal home,14,8,8,18,11,13
Montreal transfer,19,7,57,18,4,52
Newcastle,52,45,34,41,34,33
Umea,21,16,110,31,27,183
Uppsala,30,27,60,23,20,52
"""


def table(folder: Path, text: str) -> str:
    file = folder / "trials.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_table_of_means_is_pooled_to_the_printed_digit(typed: Typed, tmp_path: Path) -> None:
    came = typed("evidence", "pool", table(tmp_path, MEANS), "--pooled-sd", "--json").json
    assert (came["measure"], came["k"]) == ("md", 9)
    printed = {
        name: tuple(round(came[name][field], 2) for field in ("estimate", "low", "high"))
        for name in ("fixed", "dersimonian_laird", "reml")
    }
    assert printed == {
        "fixed": (-3.49, -5.03, -1.96),
        "dersimonian_laird": (-14.1, -24.45, -3.75),
        "reml": (-15.12, -32.67, 2.43),
    }
    assert [left["without"] for left in came["leave_one_out"]][:2] == ["Edinburgh", "Orpington mild"]


def test_events_rates_and_printed_effects_are_understood(typed: Typed, tmp_path: Path) -> None:
    risks = typed(
        "evidence", "pool", table(tmp_path, "trial,t_events,t_n,c_events,c_n\nDahle 1995,11,34,2,35\n"), "--json"
    ).json
    assert round(risks["fixed"]["estimate"], 2) == 5.66
    rates = "trial,t_events,t_time,c_events,c_time\none,10,100,20,100\n"
    assert round(typed("evidence", "pool", table(tmp_path, rates), "--json").json["fixed"]["estimate"], 3) == 0.5
    effects = "trial,effect,lo,hi\none,0.8,0.6,1.1\ntwo,0.9,0.7,1.2\n"
    came = typed("evidence", "pool", table(tmp_path, effects), "--measure", "rr")
    assert came.code == 0
    assert "DerSimonian-Laird" in came.out


def test_several_analyses_in_one_table_stay_apart(typed: Typed, tmp_path: Path) -> None:
    text = "analysis,trial,t_events,t_n,c_events,c_n\nearly,a,3,10,5,10\nlate,b,1,10,5,10\nlate,c,2,10,5,10\n"
    came = typed("evidence", "pool", table(tmp_path, text), "--json").json
    assert {name: result["k"] for name, result in came["analyses"].items()} == {"early": 1, "late": 2}
    assert typed("evidence", "pool", table(tmp_path, text), "--analysis", "late", "--json").json["k"] == 2


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("trial,t_mean,t_sd,t_n,c_mean,c_sd,c_n\na,1,2,many,1,2,10\n", "line 2, t_n"),
        ("trial,t_events,t_n,c_events,c_n\na,3,10,5,10\nb,30,10,5,10\n", "line 3"),
        ("trial,effect,lo,hi\na,1,0.5,2\n", "--measure"),
        ("trial,colour\na,red\n", "line 2, columns"),
        ("trial,t_mean\n", "trials.csv"),
    ],
)
def test_a_table_that_cannot_be_used_names_line_and_column(typed: Typed, tmp_path: Path, text: str, named: str) -> None:
    came = typed("evidence", "pool", table(tmp_path, text))
    assert came.code == 2
    assert named in came.err
    assert "Traceback" not in came.err


def test_wrong_options_and_files_end_with_a_sentence(typed: Typed, tmp_path: Path) -> None:
    assert typed("evidence", "pool", table(tmp_path, MEANS), "--measure", "or").code == 2
    assert typed("evidence", "pool", table(tmp_path, MEANS), "--prior", "0").code == 2
    assert typed("evidence", "pool", str(tmp_path / "none.csv")).code == 3
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00\x81")
    assert typed("evidence", "pool", str(tmp_path / "binary.csv")).code in {2, 3}


def test_the_whole_pack_is_one_array_or_a_claim_a_line(typed: Typed) -> None:
    whole = typed("pack", "export", "--json").json
    assert {"id", "answers", "verdict", "certainty", "sources", "text"} <= whole[0].keys()
    assert len(typed("pack", "export").out.splitlines()) == len(whole)
