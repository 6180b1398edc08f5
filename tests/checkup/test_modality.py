"""What is supposed, read, over, somebody else's or a figure of speech is no danger; what is so, is."""

import json
from pathlib import Path
from typing import Any

import pytest

from nattero.checkup.danger import danger, worst
from nattero.checkup.hearing import features_in
from nattero.knowledge.model import URGENCIES
from tests import packed

PACK = packed.pack()
HEARING = packed.hearing()
SAYINGS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "bench" / "data" / "sayings.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
HARMLESS = [row for row in SAYINGS if row["feature"] is None and row["half"].startswith("developed")]
PLAIN = {
    "en": "my left calf is swollen",
    "nl": "mijn linkerkuit is dik",
    "nb": "venstre legg er hoven",
    "id": "betis kiri bengkak",
}
UNREAL = {
    "en": [
        "if it ever happens that {}, I would ring",
        "I read that {} can be serious",
        "in my book {}",
        "back in 2009 {}",
    ],
    "nl": ["mocht het zijn dat {}, dan bel ik", "ik las dat {} ernstig kan zijn", "in mijn boek: {}", "in 2009: {}"],
    "nb": ["dersom {}, ringer jeg", "jeg leste at {} kan være alvorlig", "i boka mi: {}", "i 2009: {}"],
    "id": ["kalau sampai {} saya langsung telepon", "saya baca {} bisa berbahaya", "di novel {}", "tahun 2009 {}"],
}
REAL = {
    "en": ["since yesterday {}", "I am scared, {}", "doctor, {}, what now?"],
    "nl": ["sinds gisteren: {}", "ik ben bang, {}", "dokter, {}, wat nu?"],
    "nb": ["siden i går: {}", "jeg er redd, {}", "doktor, {}, hva nå?"],
    "id": ["sejak kemarin {}", "saya takut, {}", "dok, {}, gimana?"],
}


def urgency(text: str) -> str:
    return worst(danger(features_in(text, HEARING).answers, None, "unknown", None, PACK.red_flags.values()))


@pytest.mark.parametrize("row", HARMLESS, ids=lambda row: row["text"][:40])
def test_harmless_sayings_raise_nothing_urgent(row: dict[str, Any]) -> None:
    assert URGENCIES.index(urgency(row["text"])) > URGENCIES.index("urgent")


@pytest.mark.parametrize(("lang", "frame"), [(lang, frame) for lang, frames in UNREAL.items() for frame in frames])
def test_a_danger_in_a_frame_that_is_not_so_is_none(lang: str, frame: str) -> None:
    assert URGENCIES.index(urgency(frame.format(PLAIN[lang]))) > URGENCIES.index("urgent")


@pytest.mark.parametrize(("lang", "frame"), [(lang, frame) for lang, frames in REAL.items() for frame in frames])
def test_a_danger_in_a_frame_that_is_so_stays_one(lang: str, frame: str) -> None:
    assert urgency(frame.format(PLAIN[lang])) == "urgent"


@pytest.mark.parametrize(
    "text",
    [
        "36 weeks, midwife says all fine, cramp in my calf",
        "36 weken, verloskundige tevreden, kuitkramp",
        "uke 36, jordmor fornøyd, leggkrampe",
        "36 minggu, kata bidan baik, betis kram",
    ],
)
def test_weeks_beside_a_midwife_are_those_of_a_pregnancy(text: str) -> None:
    answers = features_in(text, HEARING).answers
    assert (answers.get("pregnant"), answers.get("gestation_weeks")) == (True, 36.0)


@pytest.mark.parametrize("text", ["cramp for 36 weeks now", "Jeg er 52 og får krampe i foten om natta"])
def test_other_numbers_are_no_weeks_of_pregnancy_and_no_counts(text: str) -> None:
    answers = features_in(text, HEARING).answers
    assert "pregnant" not in answers
    assert "attacks_per_week" not in answers


@pytest.mark.parametrize(
    "text",
    [
        "The cramps wear me out so much I want to die",
        "I can't go on, I don't want to live any more",
        "Ik wil zo niet meer leven met die kramp elke nacht",
        "Jeg orker ikke leve lenger med disse krampene",
        "Tiap malam kram, saya ingin mati saja",
    ],
)
def test_whoever_no_longer_wants_to_live_is_heard(text: str) -> None:
    assert features_in(text, HEARING).answers.get("wants_to_die") is True


@pytest.mark.parametrize(
    "text",
    [
        "I nearly died laughing",
        "I don't want to die of a clot, is this one?",
        "Ik lach me dood",
        "Ik ga dood van de pijn als het begint",
        "Jeg lo meg i hjel",
        "Sakitnya kayak mau mati",
        "Lampu kamar mati waktu kram",
        "Kaki saya mati rasa",
    ],
)
def test_dying_that_is_only_said_is_no_wish_to_die(text: str) -> None:
    assert features_in(text, HEARING).answers.get("wants_to_die") is not True


@pytest.mark.parametrize(
    "text",
    [
        "Our horse can't get up on its legs, but I'm fine apart from cramp",
        "Mijn zwager kon opeens niet meer plassen, bij mij gaat alles gewoon",
        "Svigermor fikk et tykt og hovent bein, mine er like tynne",
        "Besan saya kakinya bengkak sebelah, kalau saya kurus",
        "If I were to pass out in an attack, should I ring? It has never happened.",
    ],
)
def test_what_another_has_or_never_was_is_not_the_writers(text: str) -> None:
    assert URGENCIES.index(urgency(text)) > URGENCIES.index("soon")


@pytest.mark.parametrize(
    "text",
    [
        "My dog pulled me over and now my calf is swollen and red",
        "The cat scratched the leg, it is red and hot and swollen, I'm fine otherwise",
        "My neighbour looked and the calf is twice the size, mine is swollen too",
        "Min mann fikk plutselig vondt i brystet, jeg har ikke ringt ennå",
        "Suami saya lumpuh mendadak, untung saya di rumah",
        "Is it bad that my leg is swollen and red? It has never happened before.",
    ],
)
def test_who_only_stands_by_takes_no_danger_away(text: str) -> None:
    assert URGENCIES.index(urgency(text)) <= URGENCIES.index("urgent")


@pytest.mark.parametrize(
    "text",
    [
        "Our roof leaks, so the bed was wet this morning",
        "My legs were weak with relief, I had passed the exam",
        "I was worried she might start jerking all over, but it was only her calf",
        "Het voelt alsof mijn kuit knapt, een minuutje, en dan zakt het",
        "Mijn vorige buurman kon niet plassen met zijn rug, mijn blaas werkt prima",
        "Håper jeg slipper å kaste opp hele dagen når jeg blir gravid",
        "Forrige uke var leggen hoven, nå er alt bra",
        "Saya kencing manis, tadi minum kopi hitam",
        "Selangkangan tidak baal, dipegang terasa semua",
    ],
)
def test_a_harmless_reason_a_hope_and_what_is_over_raise_nothing_urgent(text: str) -> None:
    assert URGENCIES.index(urgency(text)) > URGENCIES.index("urgent")


@pytest.mark.parametrize(
    "text",
    [
        "I read a leaflet on clots and my leg is swollen and red",
        "I was reading the paper when my arm went limp",
        "My husband suddenly can't move his arm, I just found him",
        "I can keep nothing down and have not peed since yesterday",
        "Mijn vrouw heeft mijn kuit gemeten en die is dik en rood, ik voel alleen kramp",
        "Vandaag kan hij ineens bijna niet uit bed komen zo zwak zijn zijn benen",
        "Jeg leste om blodpropp og beinet mitt er hovent og rødt",
        "Skrittet sover og våkner ikke",
        "Katanya kram, padahal tangan kiri tidak bisa diangkat sejak tadi pagi",
    ],
)
def test_what_stands_beside_a_danger_takes_nothing_from_it(text: str) -> None:
    assert URGENCIES.index(urgency(text)) <= URGENCIES.index("urgent")


@pytest.mark.parametrize(
    "text",
    [
        "The GP asked whether my calf was swollen, but it isn't",
        "I was worried my calf was swollen but the doctor measured it and all is fine",
        "I was warned my leg might swell up on one side, but it hasn't",
        "De dokter keek of mijn kuit dik was, en dat was niet zo",
        "Mijn man zegt dat ik de hele nacht trap en schop, ik merk niets",
        "Legen spurte om leggen var hoven, men det er den ikke",
        "Hadde jeg vært tung i pusten skulle jeg ringt, men det går fint",
        "Mine føtter har alltid vært kalde, aldri hvite, og jeg kjenner tærne",
        "Bidan bilang kalau betis bengkak sebelah harus lapor, sampai hari ini tidak ada",
        "Haid saya banyak dan sering ngos-ngosan naik tangga",
    ],
)
def test_what_was_asked_feared_or_foretold_and_answered_with_no_is_none(text: str) -> None:
    assert URGENCIES.index(urgency(text)) > URGENCIES.index("urgent")


@pytest.mark.parametrize(
    "text",
    [
        "The nurse asked if my left calf was swollen, and it is",
        "I'm afraid my left calf is swollen and red but otherwise I feel fine",
        "I was afraid my arm was paralysed, but after ten minutes it was fine again",
        "De huisarts vroeg of ik kortademig ben, dat ben ik, verder gaat het goed",
        "Ik was bang dat ik niet meer kon plassen, maar ik kan het niet",
        "Ik ben gisteren in een roestige spijker getrapt",
        "Mijn voet is wit en koud sinds ik uit zee kom, het wordt niet warm",
        "Legen spurte om leggen var hoven, og det er den",
        "Foten er hvit, og jeg kjenner den ikke",
        "I dag er det en varm og rød flekk på leggen, leggen er hoven",
        "Dokter tanya apakah betis saya bengkak, iya bengkak sebelah kiri",
        "Haid saya banyak, nyeri dada naik tangga dan ngos-ngosan",
    ],
)
def test_what_was_asked_or_feared_and_is_so_stays_a_danger(text: str) -> None:
    assert URGENCIES.index(urgency(text)) <= URGENCIES.index("urgent")


def test_what_lasted_last_year_or_only_felt_long_says_nothing_of_today() -> None:
    assert "onset_weeks" not in features_in("Last year my eye was bad for three weeks, it cleared up", HEARING).answers
    felt = features_in("The cramp felt like forty minutes but the clock said one", HEARING).answers
    assert "longer_10min" not in felt
