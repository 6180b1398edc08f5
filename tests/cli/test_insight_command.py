"""`nattero insight`: sentences for a person, one value for a program, in any language and for any diary."""

import json

from tests.cli.conftest import Typed


def test_an_empty_diary_says_so_and_gives_a_whole_value(typed: Typed) -> None:
    assert typed("insight").out == "Nothing is written down yet.\n"
    told = json.loads(typed("insight", "--json").out)
    assert told["recorded"] == 0
    assert told["course"]["need"] > told["course"]["have"] == 0


def test_a_year_is_told_in_sentences_rows_and_numbers_that_say_how_they_were_made(typed: Typed) -> None:
    assert typed("demo", "--seed", "1").code == 0
    text = typed("insight", "--lang", "nl").out
    assert text.startswith("Nu ongeveer ")
    assert "##" in text
    told = json.loads(typed("insight", "--json").out)
    assert all(told[part]["method"] for part in ("lately", "course", "clock", "spells"))
    assert told["lines"][0]["kind"] == "medicine"
