"""Two legs measured are heard as a swollen leg, or as none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.checkup.hearing import features_in
from tests import packed

HEARING = packed.hearing()
MEASURED = {
    "en": "I measured: left calf {} cm, the other {}.",
    "nl": "Gemeten: linkerkuit {} cm, de andere {}.",
    "nb": "Målte leggene: {} på venstre, {} på høyre.",
    "id": "Betis diukur: kiri {}, kanan {}.",
}


def swollen(text: str, lang: str) -> object:
    return features_in(text, HEARING, lang).answers.get("swelling_one_leg")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(MEASURED)), st.integers(28, 50), st.integers(0, 12))
def test_a_leg_two_centimetres_bigger_is_swollen_and_an_even_one_is_not(lang: str, size: int, more: int) -> None:
    for one, other in ((size, size + more), (size + more, size)):
        assert swollen(MEASURED[lang].format(one, other), lang) is (more >= 2)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I am 60 and my left calf cramps 30 seconds"),
        ("nl", "Ik ben 45, links 20 minuten kramp in de kuit"),
        ("nb", "Mann 52, krampe i høyre legg, 30 sekunder"),
        ("id", "Umur 40, betis kiri kram 30 detik"),
    ],
)
def test_other_numbers_measure_no_leg(lang: str, text: str) -> None:
    assert swollen(text, lang) is None
