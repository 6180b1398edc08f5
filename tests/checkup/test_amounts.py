"""Numbers of a text: how often, how long, since when; an age, a year or a distance counts no cramps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.checkup.hearing import features_in
from tests import packed

HEARING = packed.hearing()
OPENINGS = {
    "en": "I am {age} and have cramp {times} times a week.",
    "nl": "Ik ben {age} en heb {times} keer per week kramp.",
    "nb": "Jeg er {age} og har krampe {times} ganger i uka.",
    "id": "Umur saya {age} dan {times} kali seminggu kram.",
}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(OPENINGS)), st.integers(20, 99), st.integers(2, 7))
def test_an_age_is_never_added_to_how_often(lang: str, age: int, times: int) -> None:
    heard = features_in(OPENINGS[lang].format(age=age, times=times), HEARING, lang).answers
    assert heard["attacks_per_week"] == times
    assert heard["age"] == age


@pytest.mark.parametrize(
    ("lang", "text", "feature", "value"),
    [
        ("nl", "Mijn dochter van 9 wordt twee keer per week wakker met kramp.", "attacks_per_week", 2),
        ("nb", "Datteren min på 9 våkner to ganger i uken.", "attacks_per_week", 2),
        ("nl", "Ik ben 84 en heb twee keer per maand kramp.", "attacks_per_week", 0.5),
        ("nl", "Kramp eens per twee weken.", "attacks_per_week", 0.5),
        ("en", "I exercise four times a week. Cramps are rare.", "attacks_per_week", None),
        ("nl", "Ik loop 10 km 3 keer per week en krijg soms kramp.", "attacks_per_week", None),
        ("nl", "Na het voetbal twee keer per week kramp.", "attacks_per_week", 2),
        ("en", "I stand on it and in a minute it has gone.", "duration_min", 1),
        ("en", "Cramp, half a minute.", "duration_min", 0.5),
        ("en", "It lasts a minute and a half.", "duration_min", 1.5),
        ("id", "Kram satu setengah menit.", "duration_min", 1.5),
        ("nb", "Krampe i to og en halv minutt.", "duration_min", 2.5),
        ("en", "Cramp three times a week, for 2 minutes.", "onset_weeks", None),
        ("nl", "Sinds 2019 elke week kramp.", "onset_weeks", None),
        ("nl", "Ik heb al vijftien jaar suiker. Mijn voeten branden.", "onset_weeks", None),
        ("id", "Saya 59 tahun, sudah lama kram betis malam.", "onset_weeks", None),
        ("en", "The same cramps in my calf for twelve years.", "stable_years", True),
        ("en", "For twelve years cramps in my calf, much worse for a month.", "stable_years", None),
    ],
)
def test_numbers_count_what_is_said(lang: str, text: str, feature: str, value: float | None) -> None:
    assert features_in(text, HEARING, lang).answers.get(feature) == value
