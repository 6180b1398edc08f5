"""A table of a trial is the same trial however a spreadsheet writes it, and what has two meanings is never guessed."""

import csv
import io
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.cli.trial_tables import read_table
from nattero.trials.series import RefusedError, Series

Night = tuple[str, str, str, str]
HEAD = ("night", "arm", "cramps", "adhered")
NIGHTS = [(number, "AB"[number % 2], (number * 7) % 5, number % 4 > 0) for number in range(1, 29)]
WORDS = [("yes", "no"), ("ja", "nee"), ("Ja", "nei"), ("ya", "tidak"), ("TRUE", "FALSE"), ("1", "0"), ("1,0", "0,0")]
DATES = ["%Y-%m-%d", "%Y%m%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d 00:00:00", "%Y-%m-%dT22:00"]


def written(
    rows: list[Night], delimiter: str = ",", *, quoted: bool = False, end: str = "\n", encoding: str = "utf-8"
) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(
        text, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator=end
    ).writerows([HEAD, *rows])
    return text.getvalue().encode(encoding)


def told(when: Callable[[int], str] = str, count: str = "{}", words: tuple[str, str] = ("yes", "no")) -> list[Night]:
    return [(when(night), arm, count.format(cramps), words[not done]) for night, arm, cramps, done in NIGHTS]


def nights(data: bytes) -> Series:
    return read_table(data, "A")


@settings(max_examples=40)
@given(
    delimiter=st.sampled_from(",;\t|"),
    quoted=st.booleans(),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    words=st.sampled_from(WORDS),
    count=st.sampled_from(["{}", " {} ", "{}.0", "{},0", "{},00"]),
    order=st.randoms(),
)
def test_however_a_spreadsheet_writes_it_it_is_the_same_trial(
    delimiter: str, *, quoted: bool, end: str, encoding: str, words: tuple[str, str], count: str, order: random.Random
) -> None:
    rows = told(count=count, words=words)
    shuffled = sorted(rows, key=lambda _row: order.random())
    assert nights(written(shuffled, delimiter, quoted=quoted, end=end, encoding=encoding)) == nights(written(told()))


@pytest.mark.parametrize("pattern", DATES)
def test_dates_are_read_as_four_countries_write_them(pattern: str) -> None:
    first = date(2026, 2, 10)
    dated = written(told(lambda night: (first + timedelta(night)).strftime(pattern)))
    assert nights(dated) == nights(written(told(lambda night: (first + timedelta(night)).isoformat())))


def test_dates_that_can_be_read_in_two_ways_are_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        nights(written(told(lambda night: f"{1 + night % 12:02}/{1 + night // 12:02}/2026")))
    assert refused.value.code == "night"


def test_a_cross_for_what_was_done_is_refused_because_empty_is_not_no() -> None:
    with pytest.raises(RefusedError) as refused:
        nights(written(told(words=("x", ""))))
    assert refused.value.code == "adhered"


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 300))
def test_whatever_bytes_come_there_is_a_trial_or_a_reason(noise: bytes, place: int) -> None:
    whole = written(told())
    for data in (noise, whole[:place] + noise + whole[place:]):
        with suppress(RefusedError):
            assert nights(data).recorded >= 8


@given(st.integers(2, 28))
def test_a_refusal_names_the_line_on_which_the_row_stands(line: int) -> None:
    rows = told()
    night, arm, _count, done = rows[line - 2]
    rows[line - 2] = (night, arm, "many", done)
    for before in (b"", b"\n\n", b"sep=,\n\n"):
        with pytest.raises(RefusedError) as refused:
            nights(before + written(rows))
        assert refused.value.refused.row == line + before.count(b"\n")
