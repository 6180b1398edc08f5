"""The pack that ships."""

import re
from itertools import product
from typing import get_args

import pytest

from nattero.knowledge.check import check
from nattero.knowledge.model import Condition, Muscle
from nattero.knowledge.pack import Pack, coverage, export, pack_root
from nattero.knowledge.words import LANGUAGES
from tests import packed

AT_RELIEF = tuple(
    f"question.{name}" for name in ("steady", "feet_feel", "can_stand", "varicose_veins", "blood_thinners", "clot_sign")
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return packed.pack()


def test_the_check_finds_no_error() -> None:
    assert [str(finding) for finding in check() if finding.level == "error"] == []


def test_every_danger_sign_can_be_said_in_every_language_and_country(pack: Pack) -> None:
    for flag, lang, country in product(pack.red_flags, LANGUAGES, pack.countries):
        said = pack.say(f"flag.{flag}.do", lang, country)
        assert "{" not in said


@pytest.mark.parametrize(
    ("lang", "persons"),
    [
        ("en", "i|me|my|myself|am|you|your|yours|yourself"),
        ("nl", "ik|mij|me|mijn|je|jij|jou|jouw|jezelf|u|uw"),
        ("nb", "jeg|meg|min|mitt|mine|du|deg|din|ditt|dine"),
        ("id", "saya|aku|anda|kamu"),
    ],
)
def test_questions_danger_signs_and_what_the_day_was_like_name_no_person_so_that_they_serve_a_child_and_a_mother_too(
    pack: Pack, lang: str, persons: str
) -> None:
    keys = [f"feature.{name}" for name in pack.features] + [f"flag.{name}.sign" for name in pack.red_flags]
    keys += [f"exposure.{name}" for name in pack.exposures]
    keys += [key for key in pack.words(lang) if key.startswith(AT_RELIEF) and not key.endswith(".why")]
    named = re.compile(rf"\b(?:{persons})\b", re.IGNORECASE)
    assert [key for key in keys if named.search(pack.text(key, lang))] == []


def test_an_emergency_is_answered_with_the_number_of_the_country(pack: Pack) -> None:
    emergencies = [flag.id for flag in pack.red_flags.values() if flag.urgency == "emergency"]
    for flag, lang, country in product(emergencies, LANGUAGES, pack.countries.values()):
        assert country.emergency in pack.say(f"flag.{flag}.do", lang, country.id), (flag, lang, country.id)


def test_every_claim_exports_with_its_words_and_sources(pack: Pack) -> None:
    rows = export(pack)
    assert len(rows) == len(pack.claims)
    assert all(row["sources"] and all(row["text"].values()) for row in rows)


def test_coverage_names_each_seed_claim_a_claim_answers(pack: Pack) -> None:
    covered = {seed for verdicts in coverage(pack).values() for seeds in verdicts.values() for seed in seeds}
    assert covered == {seed for claim in pack.claims.values() for seed in claim.answers}


def test_every_condition_that_takes_a_step_away_can_be_asked_about(pack: Pack) -> None:
    asked = {"unsteady": "steady", "numb_feet": "feet_feel", "child": "for_whom"}
    used = {condition for step in pack.relief.values() for condition in step.never}
    assert used <= set(get_args(Condition))
    assert {asked.get(condition, condition) for condition in get_args(Condition)} <= set(pack.questions)


def test_every_muscle_has_steps_in_bed_and_in_water_and_aftercare(pack: Pack) -> None:
    for muscle, place in product(get_args(Muscle), ("bed", "water", "after")):
        assert any(muscle in step.muscles and step.place == place for step in pack.relief.values()), (muscle, place)


def test_each_thing_has_one_word_in_each_language_as_the_glossary_says(pack: Pack) -> None:
    style = (pack_root() / "words" / "STYLE.md").read_text(encoding="utf-8")
    table = style.partition("| in English |")[2].splitlines()[2:]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table]
    texts = {lang: pack.words(lang) for lang in LANGUAGES}
    strays = [
        (lang, key, english)
        for english, *cells in rows
        for key, text in texts["en"].items()
        if re.search(rf"\b{english}", text, re.IGNORECASE) and not key.endswith(".clinical")
        for lang, cell in zip(LANGUAGES[1:], cells, strict=True)
        if not any(word in texts[lang][key].lower() for word in cell.split(", "))
    ]
    assert strays == []


def test_a_danger_sign_and_what_to_do_are_said_in_the_same_words_to_everybody(pack: Pack) -> None:
    for flag, lang, part in product(pack.red_flags, LANGUAGES, ("sign", "do")):
        key = f"flag.{flag}.{part}"
        assert {pack.own(key, lang, hearer) for hearer in ("", "helper", "child")} == {key}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_helps_is_told_of_the_stretch_and_the_lamp_in_a_helpers_words(pack: Pack, lang: str) -> None:
    for key in ("measure.stretch-at-once.do", "measure.night-light.do"):
        assert pack.text(pack.own(key, lang, "helper"), lang) != pack.text(key, lang)
