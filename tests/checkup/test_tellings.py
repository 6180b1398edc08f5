"""What people tell, in whole: the grave is never below urgent by words alone, and what only looks at danger raises none."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nattero.checkup.case import Answer, Case
from nattero.checkup.consult import consult
from nattero.knowledge.model import URGENCIES
from tests import packed

DESK = packed.desk()
TELLINGS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "bench" / "data" / "tellings.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
"""Our own, in four languages: counted once unseen (57 of 64, 34 of 45 and 17 of 24 of the grave ones were heard), and mended then."""


def urgency(row: dict[str, Any]) -> str:
    return consult(Case(language=row["lang"], text=row["text"]), DESK, count=False).urgency


@pytest.mark.parametrize("row", TELLINGS, ids=lambda row: f"{row['lang']}-{row['text'][:30]}")
def test_the_grave_is_urgent_and_the_harmless_is_not_whoever_tells_it(row: dict[str, Any]) -> None:
    grave = row["urgency"] in {"emergency", "urgent"}
    assert (URGENCIES.index(urgency(row)) <= URGENCIES.index("urgent")) is grave


ON_MEDICINES = [
    ("nl", "acenocoumarol", "Grote blauwe plek op mijn kuit en bloedneus die niet stopt.", "emergency"),
    ("en", "apixaban", "My calf has become huge and purple since I bumped it.", "emergency"),
    ("nb", "Marevan", "INR var 7 i går.", "urgent"),
    ("id", "Xarelto", "Saya punya memar besar di betis yang makin melebar.", "urgent"),
    ("en", "", "I take a blood thinner and I have a huge bruise that keeps spreading.", "urgent"),
    ("nl", "digoxine", "Alles heeft een gele gloed en ik ben misselijk.", "urgent"),
    ("nb", "digoksin", "Jeg ser gult.", "urgent"),
    ("nb", "", "Pulsen er 38 og jeg er svimmel.", "emergency"),
    ("en", "", "Resting pulse 36, I am an endurance athlete and nearly fainted.", "emergency"),
    ("nl", "lithium", "Mijn handen trillen, ik loop als een dronkenman en heb diarree.", "urgent"),
    ("nl", "Glucophage", "Ik geef al twee dagen over en heb kramp in mijn kuiten.", "urgent"),
    ("en", "", "I take metformin and have had diarrhoea for three days, cramps at night.", "urgent"),
    ("id", "", "Saya minum litium, bicara saya pelo dan bingung.", "emergency"),
    ("nl", "apixaban", "Gisteren op mijn hoofd gevallen, en vannacht kramp.", "emergency"),
    ("en", "apixaban", "I hit my head on the cupboard yesterday.", "emergency"),
    ("nb", "Marevan", "Falt og slo hodet i går.", "emergency"),
    ("nb", "", "Mamma bruker Marevan og slo hodet i går.", "emergency"),
    ("nl", "", "Mijn moeder slikt acenocoumarol en is gisteren op haar hoofd gevallen.", "emergency"),
    ("id", "warfarin", "Kemarin jatuh, kepala terbentur.", "emergency"),
    ("nb", "", "Jeg slo hodet i går, og nå ser jeg uklart.", "emergency"),
]
QUIET_ON_MEDICINES = [
    ("en", "warfarin", "My INR was 2.5 last week, cramps in my calf at night."),
    ("nl", "acenocoumarol", "Ik had een bloedneus, die stopte na vijf minuten."),
    ("nb", "Marevan", "Jeg har ingen blåmerker og ingen blødning, bare krampe."),
    ("id", "Simarc", "Tahun lalu saya jatuh. Sekarang betis kram dan keras dua menit."),
    ("en", "", "I bumped my shin on the table and it is blue, and at night I get cramps."),
    ("nl", "digoxine", "Ik heb een gele teennagel en kramp."),
    ("nb", "Lanoxin", "Gult lys på soverommet og krampe om natta."),
    ("en", "", "Resting pulse 38, I am an endurance athlete and feel great, cramps at night."),
    ("en", "lithium", "My hands have a fine tremor for years, cramps at night."),
    ("nl", "", "Ik ben 38 en mijn hart is gezond, alleen kuitkramp."),
    ("en", "apixaban", "I bumped my shin on the head of the bed, and at night I get cramps."),
    ("id", "warfarin", "Tiga tahun lalu kepala saya terbentur. Sekarang hanya kram."),
]


@pytest.mark.parametrize(("lang", "medicine", "text", "expected"), ON_MEDICINES, ids=lambda value: value[:20])
def test_a_medicine_that_can_harm_makes_its_own_signs_urgent(
    lang: str, medicine: str, text: str, expected: str
) -> None:
    case = Case(age=78, sex="female", language=lang, text=text, medicines=(medicine,) if medicine else ())
    assert consult(case, DESK, count=False).urgency == expected


@pytest.mark.parametrize(("lang", "medicine", "text"), QUIET_ON_MEDICINES, ids=lambda value: value[:20])
def test_taking_such_a_medicine_alone_is_no_danger(lang: str, medicine: str, text: str) -> None:
    case = Case(age=78, sex="female", language=lang, text=text, medicines=(medicine,) if medicine else ())
    assert URGENCIES.index(consult(case, DESK, count=False).urgency) > URGENCIES.index("urgent")


@pytest.mark.parametrize(
    ("medicine", "wanted"),
    [
        ("acenocoumarol", {"thinner_bleed", "thinner_bruise", "head_blow", "inr_high"}),
        ("digoxine", {"odd_vision", "feels_sick"}),
        ("lithium", {"coarse_shake"}),
        ("paracetamol", set[str]()),
    ],
)
def test_the_signs_of_too_much_of_a_medicine_are_asked_only_of_who_takes_it(medicine: str, wanted: set[str]) -> None:
    answers: dict[str, Answer] = {"muscle_hard": True, "in_bed": True, "relief_stretch": True, "sudden_onset": True}
    case = Case(age=78, sex="female", medicines=(medicine,), answers=answers)
    asked: set[str] = set()
    while screen := consult(case, DESK, count=False).next_question:
        asked |= set(screen)
        case = replace(case, answers={**case.answers, **dict.fromkeys(screen, False)})
    signs = {"thinner_bleed", "thinner_bruise", "head_blow", "inr_high", "odd_vision", "feels_sick", "coarse_shake"}
    assert asked & signs == wanted


@pytest.mark.parametrize(
    ("sign", "told", "is_raised"),
    [
        (
            "walking-pain",
            {
                "en": "My calf hurts after walking 200 metres and stops when I stand still.",
                "nl": "Mijn kuit doet pijn na 200 meter lopen en het stopt als ik stilsta.",
                "nb": "Leggen gjør vondt etter 200 meter gange og gir seg når jeg står stille.",
                "id": "Betis saya sakit setelah jalan 200 meter dan hilang kalau berdiri diam.",
            },
            True,
        ),
        (
            "walking-pain",
            {
                "en": "I get claudication.",
                "nl": "Ik heb etalagebenen.",
                "nb": "Jeg har røykebein.",
                "id": "Saya punya klaudikasio.",
            },
            True,
        ),
        (
            "hard-vein",
            {
                "en": "I have bulging veins on my legs and cramps.",
                "nl": "Ik heb bobbelige aderen op mijn benen en kramp.",
                "nb": "Jeg har bulende årer på beina og kramper.",
                "id": "Urat kaki saya menonjol dan sering kram.",
            },
            False,
        ),
        (
            "whole-body-jerking",
            {
                "en": "My muscles twitch all over.",
                "nl": "Mijn spieren trillen overal.",
                "nb": "Musklene rykker overalt.",
                "id": "Otot saya berkedut di mana-mana.",
            },
            False,
        ),
        (
            "one-leg-swollen",
            {
                "en": "Is there a clear difference between restless legs and cramps?",
                "nl": "Is er een groot verschil tussen rusteloze benen en kramp?",
                "nb": "Hva er forskjellen på krampe og rastløse bein?",
                "id": "Apa bedanya kram dan kaki gelisah?",
            },
            False,
        ),
        (
            "one-leg-swollen",
            {
                "en": "There is a big difference between my calves.",
                "nl": "Er is een groot verschil tussen mijn kuiten.",
                "nb": "Det er stor forskjell på leggene mine.",
                "id": "Beda besar antara betis kiri dan kanan.",
            },
            True,
        ),
    ],
    ids=["walking", "named", "veins", "twitching", "complaints compared", "legs compared"],
)
def test_the_same_told_in_four_languages_is_the_same_danger(sign: str, told: dict[str, str], is_raised: bool) -> None:
    cases = {lang: Case(age=70, sex="male", language=lang, text=text) for lang, text in told.items()}
    found = {lang: [each.id for each in consult(case, DESK, count=False).raised] for lang, case in cases.items()}
    assert {lang: sign in flags for lang, flags in found.items()} == dict.fromkeys(told, is_raised)
