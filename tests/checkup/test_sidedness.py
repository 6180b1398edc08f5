"""Which leg a text names is heard as the same leg, either, or neither."""

import pytest

from nattero.checkup.hearing import features_in
from tests import packed

HEARING = packed.hearing()
SAME, EITHER = "one_leg_always_same", "one_leg_at_a_time_either"


@pytest.mark.parametrize(
    ("lang", "text", "side"),
    [
        ("en", "My left calf aches and the ankle is fat.", SAME),
        ("nl", "Pijn in mijn rechterkuit sinds de reis.", SAME),
        ("nb", "Det stråler ned i høyre legg.", SAME),
        ("id", "Betis kiri nyeri dari kemarin.", SAME),
        ("en", "Cramp in the calf, the right one time, the left calf the next.", EITHER),
        ("nl", "Kuitkramp, om beurten.", EITHER),
        ("nb", "Krampe i leggen, annenhver gang.", EITHER),
        ("id", "Betis kram gantian.", EITHER),
        ("en", "Both legs ache in the evening.", "both_together"),
        ("en", "My brother lost his left foot. I get cramp in my calf.", None),
        ("en", "I get cramp in my calf, all right otherwise.", None),
        ("nl", "Kramp in mijn kuit.", None),
    ],
)
def test_a_side_is_heard_where_a_leg_of_that_side_is_named(lang: str, text: str, side: str | None) -> None:
    assert features_in(text, HEARING, lang).answers.get("side") == side
