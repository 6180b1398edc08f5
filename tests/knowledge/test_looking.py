"""A picture check offers something better for what is not fine, and something that is fine."""

import msgspec
import pytest

from nattero.knowledge.looking import Look, texts_of_look
from tests import packed

FINE = {"id": "loose", "pose": "lie", "claims": ["stretch"]}


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ([{**FINE, "picture": "also"}], "picture"),
        ([{"id": "loose", "claims": ["stretch"]}], "pose"),
        ([{**FINE, "claims": []}], "claims"),
        ([{**FINE, "rather": "gone"}], "rather"),
        ([FINE, {**FINE, "id": "tight", "rather": "tight"}], "rather"),
        ([FINE, FINE], "options"),
    ],
)
def test_a_check_that_would_leave_somebody_without_an_answer_is_refused(
    options: list[dict[str, object]], named: str
) -> None:
    with pytest.raises(msgspec.ValidationError, match=named):
        msgspec.convert({"id": "cover", "about": "bed", "options": options}, Look)


def test_what_one_falls_over_comes_before_bed_and_shoes() -> None:
    order = [("falls", "bed", "shoes").index(row.about) for row in packed.pack().looks.values()]
    assert order == sorted(order)


def test_only_what_could_be_better_says_what_to_do() -> None:
    for row in packed.pack().looks.values():
        texts = texts_of_look(row)
        assert {f"look.{row.id}.{option.id}.do" for option in row.options if option.rather} == {
            text for text in texts if text.endswith(".do")
        }
