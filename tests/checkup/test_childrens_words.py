"""What a child is asked is put in words for a child."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.cases import answered
from tests.packed import desk

SEX = {"en": "during sex", "nl": "bij seks", "nb": "ved sex", "id": "berhubungan intim"}


@pytest.mark.parametrize("lang", SEX)
@given(age=st.integers(0, 100))
def test_only_the_grown_are_asked_about_sex(lang: str, age: int) -> None:
    found = answered({"age": age, "sex": "male", "language": lang}, "both", desk(), lang)
    texts = {each["feature"]: each["question"] for each in found["next_question"]["items"]}
    assert (SEX[lang] in texts["bladder_bowel"]) == (age >= 18)
