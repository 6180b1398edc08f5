"""The survey's files as rows: one participant each, with the columns that the files have.

In: a folder with files such as SLQ_D.csv.gz and DEMO_E.csv (a name, a cycle's letter; gzipped or not). Out: rows by
participant number, the generic names of medicines in one column. A file or a column may be missing; DEMO may not.
"""

import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from nattero.checkup.survey import BETWEEN, MEDICINES

NAME = re.compile(r"([A-Z_]+?)(_[A-Z])?\.csv(\.gz)?", re.IGNORECASE)
FILES = ("DEMO", "SLQ", "BMX", "BPQ", "DIQ", "DPQ", "HUQ", "KIQ_U", "MCQ", "OCQ", "RXQ_RX", "SMQ")
PEOPLE, DRUGS, ID, DRUG = "DEMO", "RXQ_RX", "SEQN", "RXDDRUG"


class SurveyError(ValueError):
    """A folder or file of the survey that cannot be read: which, and a code for why."""

    def __init__(self, path: Path, code: str) -> None:
        super().__init__(f"{path}: {code}")
        self.path, self.code = path, code


def survey_rows(folder: Path, files: Iterable[str] = FILES) -> dict[int, dict[str, str]]:
    """Give the rows of a folder by participant, in order. Raises SurveyError where DEMO is missing or a file is broken."""
    found = _found(folder)
    if PEOPLE not in found:
        raise SurveyError(folder / f"{PEOPLE}_D.csv.gz", "missing")
    people = dict(_rows(found[PEOPLE]))
    for name in files:
        if name == PEOPLE or name not in found:
            continue
        for who, row in _rows(found[name]):
            if who in people:
                _join(people[who], row, name)
    return dict(sorted(people.items()))


def _join(person: dict[str, str], row: dict[str, str], name: str) -> None:
    """Add one row of a file; of several rows of a person, only the medicines' names are kept apart."""
    if name == DRUGS and (drug := row.pop(DRUG, "")):
        row[MEDICINES] = BETWEEN.join(filter(None, (person.get(MEDICINES, ""), drug)))
    person.update(row)


def _found(folder: Path) -> dict[str, Path]:
    """Give the files of a folder by their names without the cycle. Raises SurveyError for two cycles in one folder."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        named = NAME.fullmatch(path.name)
        if named and found.setdefault(named[1].upper(), path) != path:
            raise SurveyError(path, "twice")
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows of a file with their participants. Raises SurveyError for what is no such table."""
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8-sig", newline="")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8-sig", newline="") as lines
        ):
            for row in csv.DictReader(lines):
                columns = {name.strip().upper(): (value or "").strip() for name, value in row.items() if name}
                yield int(float(columns[ID])), columns
    except (OSError, EOFError, UnicodeDecodeError, ValueError, KeyError, csv.Error, AttributeError) as error:
        raise SurveyError(path, "broken") from error
