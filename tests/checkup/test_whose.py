"""Whose it is: what a husband has and takes is his where somebody else has the cramps; who cannot stop moving can move."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.checkup.case import read_case
from nattero.checkup.consult import Checkup, consult
from nattero.checkup.hearing import features_in
from tests import packed

DESK = packed.desk()
HIS = {
    "en": "My husband had a nosebleed on Tuesday, he takes {}. ",
    "nl": "Mijn man had dinsdag een bloedneus, hij slikt {}. ",
    "nb": "Mannen min blødde neseblod på tirsdag, han bruker {}. ",
    "id": "Suami saya mimisan hari Selasa, dia minum {}. ",
}
MINE = {
    "en": "I only get cramp in my calf, a minute at most.",
    "nl": "Ik heb alleen kramp in mijn kuit, hooguit een minuut.",
    "nb": "Jeg har bare krampe i leggen, høyst ett minutt.",
    "id": "Saya hanya kram di betis, paling lama satu menit.",
}
TAKEN = ("warfarin", "apixaban", "furosemide", "simvastatin", "digoxin", "metformin")


def checked(text: str, lang: str) -> Checkup:
    return consult(read_case({"text": text, "language": lang}, DESK.pack.features), DESK, count=False)


@given(st.sampled_from(TAKEN), st.sampled_from(sorted(MINE)))
@settings(max_examples=24, deadline=None)
def test_what_a_husband_takes_changes_nothing_for_who_has_the_cramps(medicine: str, lang: str) -> None:
    alone, beside = checked(MINE[lang], lang), checked(HIS[lang].format(medicine) + MINE[lang], lang)
    assert (beside.urgency, beside.medicines.medicines, beside.answers.get("takes_thinner")) == (
        alone.urgency,
        (),
        None,
    )


@pytest.mark.parametrize(
    ("able", "unable"),
    [
        ("I cannot stop moving my legs", "Suddenly I cannot move my legs"),
        ("Ik kan niet ophouden mijn benen te bewegen", "Ineens kan ik mijn benen niet bewegen"),
        ("Jeg klarer ikke la være å bevege beina", "Plutselig klarer jeg ikke å bevege beina"),
        ("Saya tidak bisa berhenti menggerakkan kaki", "Mendadak kaki saya tidak bisa digerakkan"),
    ],
)
def test_who_cannot_stop_moving_can_move(able: str, unable: str) -> None:
    told = features_in(able, DESK.hearing).answers
    assert told.get("urge_to_move") is True
    assert "sudden_weakness" not in told
    assert features_in(unable, DESK.hearing).answers["sudden_weakness"] is True


@pytest.mark.parametrize(
    ("theirs", "lang", "past"),
    [
        (
            "My husband has chest pain, I only have cramp",
            "en",
            "My husband had chest pain last year, I only have cramp",
        ),
        (
            "Mijn man heeft pijn op de borst, ik heb alleen kramp",
            "nl",
            "Mijn man kreeg pijn op de borst, ik heb alleen kramp",
        ),
        (
            "Mannen min har brystsmerter, jeg har bare krampe",
            "nb",
            "Mannen min hadde brystsmerter, jeg har bare krampe",
        ),
        ("Suami saya nyeri dada, saya cuma kram", "id", "Suami saya pernah nyeri dada, saya cuma kram"),
    ],
)
def test_what_a_relative_has_now_is_said_for_them_and_is_not_ones_own(theirs: str, lang: str, past: str) -> None:
    found = checked(theirs, lang)
    assert [sign.id for sign in found.for_another] == ["breathless-chest"]
    assert found.raised == []
    assert checked(past, lang).for_another == []
