"""Promises that hold for every question: slips, capitals, courtesy and small talk change neither danger nor refusal."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.ask.answer import Desk, ask
from nattero.knowledge.words import LANGUAGES
from tests import packed

DESK: Desk = packed.questions()
OWN = Path(__file__).parents[2] / "bench" / "data" / "questions.jsonl"
QUESTIONS = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
GRAVE = {
    "en": ["my calf is swollen and red", "short of breath and chest pain", "he fainted during the cramp"],
    "nl": ["mijn kuit is gezwollen en rood", "kortademig met pijn op de borst", "hij raakte bewusteloos"],
    "nb": ["leggen er hoven og rød", "tungpustet og vondt i brystet", "han besvimte under krampen"],
    "id": ["betis bengkak dan merah", "sesak napas dan nyeri dada", "dia pingsan waktu kram"],
}
PLEASE = {"en": "please", "nl": "alsjeblieft", "nb": "er du snill", "id": "terima kasih ya"}
CHAT = {
    "en": "thank you so much for this lovely site",
    "nl": "hartelijk dank voor deze fijne site",
    "nb": "tusen takk for denne fine siden",
    "id": "terima kasih banyak atas situs yang bagus ini",
}
SAID = [(lang, text) for lang, texts in GRAVE.items() for text in texts]
DENIED = {
    "en": ["no swelling", "there is no swelling", "swelling I have not", "not swollen", "without swelling"],
    "nl": ["geen zwelling", "zwelling heb ik niet", "zwelling is er niet", "niet gezwollen", "zonder zwelling"],
    "nb": ["ingen hevelse", "hevelse har jeg ikke", "ikke hoven", "uten hevelse", "hevelse er det ikke"],
    "id": ["tidak bengkak", "bengkak tidak ada", "bengkak juga tidak", "tanpa bengkak", "gak bengkak"],
}
TWICE = ["not without swelling of my calf", "niet zonder zwelling van de kuit", "ikke uten hevelse i leggen"]
STILL_THERE = ["the swelling in my calf does not go down", "de zwelling van mijn kuit gaat niet weg"]


def warned(question: str) -> str | None:
    warning = ask(question, DESK).warning
    return warning.sign if warning else None


@pytest.mark.parametrize(("lang", "text"), SAID)
def test_danger_is_warned_of_in_capitals_and_with_courtesy(lang: str, text: str) -> None:
    sign = warned(text)
    assert sign
    assert {warned(text.upper()), warned(text.title()), warned(f"{text}, {PLEASE[lang]}")} == {sign}


@given(st.sampled_from(SAID), st.integers(0, 2**32))
@settings(max_examples=50, deadline=None)
def test_a_slip_of_one_letter_keeps_the_warning(said: tuple[str, str], seed: int) -> None:
    _, text = said
    chance = random.Random(seed)
    words = text.split()
    place = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[place]
    at = chance.randrange(1, len(word) - 2)
    words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert warned(" ".join(words))


@given(st.sampled_from(SAID), st.sampled_from(LANGUAGES), st.booleans())
@settings(max_examples=30, deadline=None)
def test_a_warning_stays_however_much_is_said_beside_it(said: tuple[str, str], lang: str, before: bool) -> None:
    _, text = said
    assert warned(f"{CHAT[lang]}. {text}" if before else f"{text}. {CHAT[lang]}")


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in DENIED.items() for text in texts])
def test_a_denied_sign_does_not_warn(lang: str, text: str) -> None:
    cramp = {"en": "only a calf cramp", "nl": "wel kuitkramp", "nb": "bare leggkrampe", "id": "cuma kram betis"}[lang]
    assert warned(f"{text}, {cramp}") is None


@pytest.mark.parametrize("text", TWICE + STILL_THERE)
def test_what_is_denied_twice_or_does_not_go_away_is_there(text: str) -> None:
    assert warned(text) == "swollen-leg"


@pytest.mark.parametrize(
    "text", ["no swelling, numb foot", "geen zwelling, voet gevoelloos", "ingen hevelse, nummen fot"]
)
def test_a_denial_ends_with_its_clause(text: str) -> None:
    assert warned(text) == "numb"


@pytest.mark.parametrize("text", ["i do not want to kill myself", "ik wil niet dood", "ik wil geen zelfmoord plegen"])
def test_who_writes_of_death_is_told_of_help_however_they_put_it(text: str) -> None:
    assert warned(text) == "crisis"


@given(st.sampled_from([each for each in QUESTIONS if each["must_warn"]]), st.sampled_from(["", "?", " !", "..."]))
@settings(max_examples=30, deadline=None)
def test_what_must_warn_warns_with_any_ending_and_in_any_case(each: dict[str, str], ending: str) -> None:
    assert warned(each["question"] + ending)
    assert warned(each["question"].upper() + ending)


@given(st.sampled_from([each for each in QUESTIONS if each["answerable"] and not each["must_warn"]]))
@settings(max_examples=30, deadline=None)
def test_courtesy_changes_no_answer(each: dict[str, str]) -> None:
    plain = [passage.claim for passage in ask(each["question"], DESK).passages]
    polite = [passage.claim for passage in ask(f"{each['question']}, {PLEASE[each['lang']]}", DESK).passages]
    assert plain == polite


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_keeps_what_was_promised(lang: str) -> None:
    rows = [each for each in QUESTIONS if each["lang"] == lang]
    answers = {each["id"]: ask(each["question"], DESK) for each in rows}
    good = [each for each in rows if each["answerable"]]
    hits = [
        any(set(each["gold_claim_ids"]) & set(passage.answers) for passage in answers[each["id"]].passages)
        for each in good
    ]
    refused = [not answers[each["id"]].answered for each in rows if not each["answerable"]]
    lost = [not answers[each["id"]].answered for each in good]
    false = [answers[each["id"]].warning is not None for each in rows if not each["must_warn"]]
    assert sum(hits) >= 0.9 * len(hits)
    assert sum(refused) >= 0.9 * len(refused)
    assert sum(lost) <= 0.03 * len(lost)
    assert sum(false) <= 0.05 * len(false)
