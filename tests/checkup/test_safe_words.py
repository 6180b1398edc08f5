"""What the check-up says, in every language: it never tells anybody to stop a medicine, and it never says "you have"."""

import re
from typing import get_args

import pytest

from nattero.checkup.next_steps import Standing, next_steps
from nattero.knowledge.facts import facts
from nattero.knowledge.model import Urgency
from nattero.knowledge.words import LANGUAGES
from tests import packed

PACK = packed.pack()
SAID = ("flag.", "factor.", "test.", "path.", "advice.", "noticed.")
STOP = {
    "en": r"(?<!not )(?<!never )\bstop (?:taking|your (?:medicine|tablet|pill)|the (?:medicine|tablet|pill))",
    "nl": r"(?<!niet )(?<!nooit )\bstop met (?:je (?:medicijn|pil|tablet)|het (?:medicijn|innemen)|slikken)",
    "nb": r"(?<!ikke )(?<!aldri )\b(?:slutt|stopp) (?:å ta|med (?:medisin|tablett))",
    "id": r"(?<!jangan )\b(?:hentikan|berhenti) (?:minum )?obat",
}
DIAGNOSIS = {
    "en": r"\byou have (?:a |an )?(?:clot|thrombosis|stroke|neuropathy|infection)",
    "nl": r"\bje hebt (?:een )?(?:trombose|beroerte|infectie|zenuwziekte)",
    "nb": r"\bdu har (?:en |et )?(?:blodpropp|hjerneslag|infeksjon|nervesykdom)",
    "id": r"\bAnda (?:menderita|terkena) (?:stroke|infeksi|gumpalan)",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_tells_anybody_to_stop_a_medicine(lang: str) -> None:
    for key, text in PACK.words(lang).items():
        if key.startswith(SAID):
            assert not re.search(STOP[lang], text, re.IGNORECASE), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_says_which_illness_somebody_has(lang: str) -> None:
    for key, text in PACK.words(lang).items():
        if key.startswith(SAID):
            assert not re.search(DIAGNOSIS[lang], text, re.IGNORECASE), key


@pytest.mark.parametrize("urgency", get_args(Urgency))
def test_everybody_who_is_not_sent_away_at_once_is_warned_of_quinine_and_potassium(urgency: Urgency) -> None:
    found = next_steps(Standing(facts({}, 50, "female", None), urgency), PACK)
    assert ("nothing-of-your-own" in found.meanwhile) is (urgency not in {"emergency", "urgent"})
