"""Makes data/survey/people.csv.gz from the survey's files: `python -m scripts.survey.compact --nhanes DIR`.

In: the public-use files of the survey's cycle 2005-2006. Out: a row for each examined participant of sixteen and over who
was asked about leg cramps, with the columns that the model and docs/survey.md use, as published, and no participant number.
"""

import argparse
import csv
import gzip
import io
from pathlib import Path

from nattero.checkup.survey import COLUMNS, MEDICINES, cramps
from nattero.cli.survey_files import FILES, survey_rows

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = ROOT / "data/survey/people.csv.gz"
DESIGN = ("WTMEC2YR", "SDMVSTRA", "SDMVPSU")
LABORATORY = {"CRP": "LBXCRP", "GHB": "LBXGH", "BIOPRO": "LBXSCA", "PBCD": "LBXBCD", "CBC": "LBXRBCSI"}
KEPT = tuple(dict.fromkeys((*DESIGN, *COLUMNS, MEDICINES, *LABORATORY.values())))


def main() -> None:
    """Read the survey's folder and write the compact file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nhanes", type=Path, required=True, metavar="DIR", help="the survey's files")
    rows = survey_rows(parser.parse_args().nhanes, (*FILES, *LABORATORY)).values()
    kept = [
        row for row in rows if cramps(row) is not None and float(row["RIDAGEYR"]) >= 16 and float(row["WTMEC2YR"]) > 0
    ]
    lines = sorted([row.get(name, "") for name in KEPT] for row in kept)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([KEPT, *lines])
    PEOPLE.parent.mkdir(parents=True, exist_ok=True)
    PEOPLE.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    print(f"Wrote {len(lines)} rows to {PEOPLE.relative_to(ROOT)} ({PEOPLE.stat().st_size / 1000:.0f} kB)")


if __name__ == "__main__":
    main()
