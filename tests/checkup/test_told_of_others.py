"""Plain cramps told of somebody else, and what a sentence's own build says: by rule, in each of the four languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.checkup.alarms import answers_in, signs_of
from nattero.checkup.case import Case
from nattero.checkup.consult import consult
from nattero.checkup.hearing import features_in
from tests import packed

DESK = packed.desk()
FLAGS = DESK.pack.red_flags.values()
WHO = {
    "en": ("Dad", "My husband", "Grandma", "My brother-in-law"),
    "nl": ("Mijn vader", "Mijn man", "Oma", "Mijn zwager"),
    "nb": ("Pappa", "Mannen min", "Bestemor", "Svogeren min"),
    "id": ("Bapak", "Suami saya", "Nenek", "Ipar saya"),
}
PLAIN = {
    "en": "{who}, {age}, gets a cramp in the calf twice a month, gets up and it goes. Fit as a fiddle otherwise.",
    "nl": "{who} van {age} heeft twee keer per maand kramp in de kuit, even staan en weg. Verder kerngezond.",
    "nb": "{who} på {age} får krampe i leggen to ganger i måneden, står på beinet og så er det over. Ellers sprek.",
    "id": "{who} umur {age} kram betis dua kali sebulan, berdiri sebentar langsung hilang. Selebihnya sehat.",
}
SWOLLEN = {
    "en": " But since yesterday the left calf is swollen.",
    "nl": " Maar sinds gisteren is de linkerkuit dik.",
    "nb": " Men siden i går er venstre legg hoven.",
    "id": " Tapi sejak kemarin betis kirinya bengkak.",
}


@given(st.sampled_from(sorted(PLAIN)), st.integers(0, 3), st.integers(20, 94))
@settings(max_examples=12, deadline=None)
def test_a_plain_cramp_told_of_another_needs_no_doctor_and_a_swollen_calf_does(lang: str, who: int, age: int) -> None:
    text = PLAIN[lang].format(who=WHO[lang][who], age=age)
    told = consult(Case(age=None, sex="unknown", language=lang, text=text), DESK, count=False)
    assert (told.urgency, told.case.age) == ("self-care", age)
    swollen = Case(age=None, sex="unknown", language=lang, text=text + SWOLLEN[lang])
    assert consult(swollen, DESK, count=False).urgency in {"urgent", "emergency"}


@pytest.mark.parametrize(
    ("supposed", "so"),
    [
        ("If my leg swells up I'll ring the doctor.", "If my leg stays this swollen I'll ring the doctor."),
        ("Als mijn kuit morgen dik is bel ik de dokter.", "Als mijn kuit zo dik blijft bel ik de dokter."),
        ("Hvis leggen hovner opp ringer jeg legen.", "Hvis leggen fortsatt er hoven ringer jeg legen."),
        ("Kalau betis saya bengkak saya ke dokter.", "Kalau betis saya masih bengkak saya ke dokter."),
    ],
)
def test_what_would_make_somebody_ring_is_not_yet_so_unless_it_only_goes_on(supposed: str, so: str) -> None:
    for text, raised in ((supposed, False), (so, True)):
        found = {sign.id for sign in signs_of(answers_in(text, DESK.hearing), FLAGS)}
        assert ("one-leg-swollen" in found) == raised


@pytest.mark.parametrize(
    "text",
    [
        "Since breakfast he cannot lift his arm and couldn't get his words out.",
        "Hij krijgt sinds het ontbijt zijn linkerarm niet omhoog en komt niet uit zijn woorden.",
        "Vader kan zijn hand niet dichtknijpen en lacht scheef.",
    ],
)
def test_a_no_does_not_reach_beyond_and_to_what_is_told_anew(text: str) -> None:
    assert features_in(text, DESK.hearing).answers["stroke_signs"] is True


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("een nacht met een minuut of vier kramp", 4),
        ("over in a minute, the cramp", 1),
        ("na een minuutje is de kramp weg", 1),
    ],
)
def test_a_length_is_heard_however_it_is_put(text: str, minutes: float) -> None:
    assert features_in(text, DESK.hearing).answers["duration_min"] == minutes


def test_a_note_hears_a_cramp_that_lasts_and_not_how_often_they_come() -> None:
    heard = answers_in("calf solid for 25 minutes now, third time this week, cramps every night", DESK.hearing)
    assert heard["longer_10min"] is True
    assert "attacks_per_week" not in heard


@pytest.mark.parametrize("blow", ["", " A horse trod on it at noon."])
def test_what_felt_like_bursting_and_let_go_is_a_cramp_unless_the_leg_was_hurt(blow: str) -> None:
    heard = features_in(f"My leg felt about to burst.{blow} Then it let go.", DESK.hearing).answers
    assert heard.get("tight_pain_extreme") is (True if blow else None)
