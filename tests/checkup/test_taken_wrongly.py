"""Words that look like a danger and are none, and dangers said in figures: by rule, in each of the four languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.checkup.alarms import grave_alarms
from nattero.checkup.hearing import features_in
from tests import packed

DESK = packed.desk()

HEADACHE = {
    "en": "{}+{}. Cramp in my calf, and a splitting headache since lunch",
    "nl": "{}+{}. Kramp in mijn kuit, en knallende hoofdpijn sinds vanmiddag",
    "nb": "{}+{}. Krampe i leggen, og sprengende hodepine siden i formiddag",
    "id": "{}+{}. Kram di betis, sakit kepala hebat sejak siang",
}


def alarmed(text: str) -> set[str]:
    return {alarm.sign for alarm in grave_alarms(text, DESK.hearing, DESK.pack.red_flags.values())}


@given(st.sampled_from(sorted(HEADACHE)), st.integers(20, 42), st.integers(0, 6))
@settings(max_examples=20, deadline=None)
def test_weeks_and_days_say_that_somebody_is_pregnant(lang: str, week: int, day: int) -> None:
    text = HEADACHE[lang].format(week, day)
    assert features_in(text, DESK.hearing).answers["gestation_weeks"] == week
    assert "pregnant-headache" in alarmed(text)


@pytest.mark.parametrize("text", ["I take 20+5 mg", "I am 58, 3+4 cramps this week"])
def test_other_sums_are_no_pregnancy(text: str) -> None:
    assert "pregnant" not in features_in(text, DESK.hearing).answers


@pytest.mark.parametrize(
    ("must", "cannot"),
    [
        ("My legs crawl, I cannot sit still and have to walk", "I cannot walk on my leg any more"),
        ("Mijn benen kriebelen, ik kan niet stilzitten en moet lopen", "Ik kan niet meer lopen met dit been"),
        ("Det kribler i beina, jeg klarer ikke sitte stille og må gå", "Jeg klarer ikke å gå på beinet mer"),
        ("Kaki kayak ada semut, ga bisa diem harus jalan", "Kaki saya sakit, ga bisa jalan sama sekali"),
    ],
)
def test_who_cannot_keep_still_can_walk(must: str, cannot: str) -> None:
    assert "cannot-stand" not in alarmed(must)
    assert "cannot-stand" in alarmed(cannot)


@pytest.mark.parametrize(
    "text",
    [
        "Both shins sore, then he is back asleep in ten minutes",
        "Cramp in both legs, it hurts, then back to bed",
    ],
)
def test_to_be_back_asleep_is_no_sore_back(text: str) -> None:
    assert "bilateral_leg_pain" not in features_in(text, DESK.hearing).answers


@pytest.mark.parametrize(
    ("illness", "poison"),
    [
        ("Mijn zus had zwangerschapsvergiftiging", "Ik heb een vergiftiging"),
        ("Søsteren min hadde svangerskapsforgiftning", "Jeg har en forgiftning"),
    ],
)
def test_an_illness_called_after_poison_is_no_poison(illness: str, poison: str) -> None:
    assert "toxin" not in features_in(illness, DESK.hearing).answers
    assert features_in(poison, DESK.hearing).answers["toxin"] is True


@pytest.mark.parametrize(
    "text",
    [
        "Since the antibiotics on Tuesday I can hardly climb the stairs. I take simvastatin.",
        "Sinds de antibioticakuur kom ik de trap haast niet op. Ik slik simvastatine.",
        "Etter antibiotika er trapper vanskelig for meg. Jeg bruker simvastatin.",
        "Sejak minum antibiotik naik tangga susah sekali. Saya minum simvastatin.",
    ],
)
def test_stairs_that_grow_hard_with_an_antibiotic_on_a_statin_are_for_today(text: str) -> None:
    assert "statin-new-medicine" in alarmed(text)
