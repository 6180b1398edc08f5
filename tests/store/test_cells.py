from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero import words
from nattero.store import spoken
from nattero.store.cells import Order, date_in, dates_of, number_in, order_of, seconds_in, split_moment, time_in


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-11-22", None, date(2026, 11, 22)),
        ("2026/11/2", None, date(2026, 11, 2)),
        ("22.11.2026", None, date(2026, 11, 22)),
        ("3.4.2026", None, date(2026, 4, 3)),
        ("3.4.26", None, date(2026, 4, 3)),
        ("22-11-2026", None, date(2026, 11, 22)),
        ("11/22/2026", None, date(2026, 11, 22)),
        ("03/03/2026", None, date(2026, 3, 3)),
        ("03/04/2026", None, "ambiguous"),
        ("03/04/26", None, "ambiguous"),
        ("03/04/2026", "dmy", date(2026, 4, 3)),
        ("03/04/2026", "mdy", date(2026, 3, 4)),
        ("25/04/03", "ymd", date(2025, 4, 3)),
        ("2026-04-03", "dmy", date(2026, 4, 3)),
        ("31/04/25", "dmy", None),
        ("13/04/2026", "mdy", None),
        ("22 november 2026", None, date(2026, 11, 22)),
        ("søndag 22. november 2026", None, date(2026, 11, 22)),
        ("3 maart 2026", None, date(2026, 3, 3)),
        ("17 Agustus 2026", None, date(2026, 8, 17)),
        ("3 Smarch 2026", None, None),
        ("31.02.2026", None, None),
        ("2026-13-01", None, None),
        ("1234/5/6789", None, None),
        ("123/4/2026", None, None),
        ("3/4/202", None, None),
        ("yesterday", None, None),
    ],
)
def test_a_date_means_what_it_says_or_is_asked_about(text: str, order: Order | None, expected: object) -> None:
    assert date_in(text, order) == expected


def test_a_pattern_is_followed_to_the_letter() -> None:
    assert date_in("22nd 11 26", None, "%dnd %m %y") == date(2026, 11, 22)
    assert date_in("22.11.2026", None, "%Y-%m-%d") is None


@given(
    st.lists(st.dates(date(1950, 1, 1), date(2049, 12, 31)), min_size=1),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d"]),
)
def test_a_column_is_read_right_or_not_at_all(days: list[date], pattern: str) -> None:
    cells = [day.strftime(pattern) for day in days]
    order = order_of(cells)
    for cell, day in zip(cells, days, strict=True):
        assert date_in(cell, order) in (day, "ambiguous")


def test_one_clear_date_settles_a_column_and_two_that_disagree_do_not() -> None:
    assert order_of(["03/04/2026", "13/04/2026"]) == "dmy"
    assert order_of(["03/04/2026", "04/13/2026"]) == "mdy"
    assert order_of(["03/04/2026", "04/13/2026", "13/04/2026"]) is None
    assert order_of(["03/04/2026", "05/06/2026"]) is None
    assert dates_of("3.4.2026") == {"dmy": date(2026, 4, 3)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2:15", time(2, 15)),
        ("02.15", time(2, 15)),
        ("2h15", time(2, 15)),
        ("02:15:30", time(2, 15, 30)),
        ("02:15:30.123", time(2, 15, 30)),
        ("2:15 pm", time(14, 15)),
        ("12:05 AM", time(0, 5)),
        ("12:05 p.m.", time(12, 5)),
        ("13:05 pm", None),
        ("24:00", None),
        ("night", None),
    ],
)
def test_a_time_is_read_as_four_countries_write_it(text: str, expected: time | None) -> None:
    assert time_in(text) == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("90", "seconds", 90),
        ("1,5", "minutes", 90),
        ("1:30", "minutes", 90),
        ("1:30", "hours", 5400),
        ("1:30", "seconds", None),
        ("0:01:30", "seconds", 90),
        ("long", "minutes", None),
    ],
)
def test_a_span_is_read_in_its_unit(text: str, unit: str, expected: float | None) -> None:
    assert seconds_in(text, unit) == expected


def test_a_number_may_have_a_comma_and_nothing_else() -> None:
    assert [number_in(text) for text in ("7", "7,5", "7.5", "-1", "1.000,5", "", "7/10")] == [
        7,
        7.5,
        7.5,
        -1,
        None,
        None,
        None,
    ]


def test_a_moment_falls_into_date_and_time() -> None:
    assert split_moment("22.11.2026 02:15") == ("22.11.2026", "02:15")
    assert split_moment("2026-11-22T02:15:30") == ("2026-11-22", "02:15:30")
    assert split_moment("22/11/2026, 2:15 pm") == ("22/11/2026", "2:15 pm")
    assert split_moment("22.11.2026") is None


@pytest.mark.parametrize(
    ("word", "side"),
    [("Links", "left"), ("venstre", "left"), ("kanan", "right"), (" Høyre ", "right"), ("beide", "both"), ("up", None)],
)
def test_sides_are_understood_in_four_languages(word: str, side: str | None) -> None:
    assert spoken.side(word) == side


@pytest.mark.parametrize(
    ("word", "muscle"),
    [
        ("Kuit", "calf"),
        ("legg", "calf"),
        ("betis", "calf"),
        ("tulang kering", "shin"),
        ("Bakside lår", "hamstring"),
        ("tenen", "toes"),
        ("ear", None),
    ],
)
def test_muscles_are_understood_in_four_languages(word: str, muscle: str | None) -> None:
    assert spoken.muscle(word) == muscle


def test_yes_and_no_are_understood_in_four_languages() -> None:
    assert [spoken.yes_no(word) for word in ("Ja", "ya", "YES", "nei", "tidak", "nee", "maybe")] == [True] * 3 + [
        False
    ] * 3 + [None]


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_table_may_use_the_very_words_of_the_pages(lang: str) -> None:
    _ = words.translator(lang)
    assert [spoken.side(_(text)) for text in ("Left leg", "Right leg", "Both legs")] == ["left", "right", "both"]
    named = ("Calf", "Foot", "Toes", "Shin", "Back of the thigh", "Front of the thigh")
    assert [spoken.muscle(_(text)) for text in named] == ["calf", "foot", "toes", "shin", "hamstring", "thigh"]
