"""Forms of words that stemming leaves apart lead to the word that is listened for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.checkup.morphology import SHORTEST, forms


@pytest.mark.parametrize(
    ("lang", "spoken", "plain"),
    [
        ("nl", "gezakt", "zak"),
        ("nl", "zakte", "zak"),
        ("nl", "duwt", "duw"),
        ("nb", "leggan", "leggene"),
        ("nb", "leggane", "leggene"),
        ("nb", "tjukkare", "tjukkere"),
        ("id", "gerakin", "gerakkan"),
        ("id", "ngangkat", "angkat"),
        ("id", "keangkat", "angkat"),
        ("id", "nyeret", "seret"),
    ],
)
def test_a_spoken_form_leads_to_the_word_in_the_book(lang: str, spoken: str, plain: str) -> None:
    assert plain in forms(spoken, lang)


@settings(max_examples=60, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=14), st.sampled_from(["en", "nl", "nb", "id"]))
def test_no_form_is_empty_or_too_short_and_english_has_none(word: str, lang: str) -> None:
    found = list(forms(word, lang))
    assert all(len(form) >= SHORTEST for form in found)
    assert lang != "en" or not found
