"""Free text becomes answers: danger is heard in four languages, denial and other people's illnesses are respected."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.checkup.danger import Raised
from nattero.checkup.danger import danger as find_danger
from nattero.checkup.hearing import Told, features_in
from nattero.checkup.listening import LONGEST
from nattero.checkup.phrases import read_hearing
from nattero.knowledge.features import takes
from nattero.knowledge.rows import PackError
from tests import packed

PACK = packed.pack()
HEARING = packed.hearing()
TOLD = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "bench" / "data" / "hearing.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
DANGERS = {
    pattern.saying.feature or pattern.saying.id
    for tongue in HEARING.tongues.values()
    for patterns in tongue.patterns.values()
    for pattern in patterns
    if pattern.saying.danger
}
NOT_HEARD = {"quality_impact", "alt_diag_likely", "potassium_twice"}
"""How much it spoils the days is a number nobody says by chance; the other is asked of doctors only."""

SAID_AND_DENIED = [
    ("en", "fever", "I have a fever", "I have no fever"),
    ("en", "swelling_one_leg", "my left calf is swollen", "my left calf is not swollen"),
    ("en", "weakness", "there is weakness in my leg", "there isn't any weakness in my leg"),
    ("en", "breathless_chest", "I am short of breath", "I am not short of breath"),
    ("en", "dark_urine", "my urine is dark", "my urine is not dark"),
    ("en", "jaundice", "my eyes are yellow", "my eyes are not yellow"),
    ("nl", "fever", "ik heb koorts", "ik heb geen koorts"),
    ("nl", "swelling_one_leg", "mijn linkerkuit is dik", "mijn linkerkuit is niet dik"),
    ("nl", "weakness", "ik heb krachtverlies in mijn been", "ik heb geen krachtverlies in mijn been"),
    ("nl", "breathless_chest", "ik ben kortademig", "ik ben niet kortademig"),
    ("nl", "dark_urine", "mijn plas is donker", "mijn plas is niet donker"),
    ("nl", "fever", "koorts heb ik", "koorts heb ik niet"),
    ("nb", "fever", "jeg har feber", "jeg har ikke feber"),
    ("nb", "swelling_one_leg", "venstre legg er hoven", "venstre legg er ikke hoven"),
    ("nb", "weakness", "beinet er svakt", "beinet er ikke svakt"),
    ("nb", "breathless_chest", "jeg er tung i pusten", "jeg er ikke tung i pusten"),
    ("nb", "dark_urine", "urinen er mørk", "urinen er ikke mørk"),
    ("id", "fever", "saya demam", "saya tidak demam"),
    ("id", "swelling_one_leg", "betis kiri saya bengkak", "betis kiri saya tidak bengkak"),
    ("id", "weakness", "kaki saya lemah", "kaki saya tidak lemah"),
    ("id", "breathless_chest", "saya sesak napas", "saya tidak sesak napas"),
    ("id", "dark_urine", "air kencing saya gelap", "air kencing saya tidak gelap"),
]
POLITE = {
    "en": ("Good evening doctor, ", ", many thanks for your help"),
    "nl": ("Goedenavond dokter, ", ", alvast hartelijk dank"),
    "nb": ("God kveld, ", ", tusen takk for hjelpen"),
    "id": ("Selamat malam dokter, ", ", terima kasih banyak"),
}


def told(text: str, lang: str | None = None) -> Told:
    return features_in(text, HEARING, lang)


def danger(text: str) -> set[str]:
    return {name for name, answer in told(text).answers.items() if answer is True and name in DANGERS}


def test_every_feature_that_is_heard_is_in_the_pack_and_nearly_every_feature_can_be_heard() -> None:
    heard = {
        pattern.saying.feature or pattern.saying.id
        for tongue in HEARING.tongues.values()
        for patterns in tongue.patterns.values()
        for pattern in patterns
    }
    numbers = {"age", "sex", "gestation_weeks", "postpartum_weeks", "duration_min", "attacks_per_week", "onset_weeks"}
    numbers |= {"med_count", "longer_3min", "longer_10min", "several_daily_week"}
    assert heard <= set(PACK.features)
    assert set(PACK.features) - heard == numbers | NOT_HEARD


@pytest.mark.parametrize(("lang", "feature", "said", "denied"), SAID_AND_DENIED)
def test_what_is_said_is_heard_and_what_is_denied_is_not(lang: str, feature: str, said: str, denied: str) -> None:
    assert told(said).answers.get(feature) is True
    assert told(denied).answers.get(feature) is False
    assert told(said).lang == told(denied).lang == lang


@pytest.mark.parametrize(
    "row", [row for row in TOLD if row["half"] != "held"], ids=lambda row: f"{row['case']}-{row['lang']}"
)
def test_the_dangers_of_our_own_examples_are_heard(row: dict[str, Any]) -> None:
    wanted = {name for name, answer in row["answers"].items() if answer is True and name in DANGERS}
    assert wanted <= danger(row["text"])


@given(
    st.sampled_from(SAID_AND_DENIED),
    st.sampled_from(["lower", "upper", "title"]),
    st.sampled_from(["", ".", " ...", "?!", "\n"]),
)
def test_capitals_and_punctuation_do_not_matter(case: tuple[str, str, str, str], how: str, end: str) -> None:
    _, feature, said, denied = case
    assert told(getattr(said, how)() + end).answers.get(feature) is True
    assert told(getattr(denied, how)() + end).answers.get(feature) is False


@given(st.sampled_from(SAID_AND_DENIED))
def test_politeness_does_not_matter(case: tuple[str, str, str, str]) -> None:
    lang, feature, said, denied = case
    before, after = POLITE[lang]
    assert told(before + said + after).answers.get(feature) is True
    assert told(before + denied + after).answers.get(feature) is False


@given(st.sampled_from(TOLD), st.sampled_from(TOLD))
@settings(max_examples=150)
def test_two_stories_one_after_the_other_hold_the_dangers_of_both(one: dict[str, str], other: dict[str, str]) -> None:
    both = f"{one['text'].rstrip('.')}.\n{other['text']}"
    if one["lang"] == other["lang"]:
        assert danger(both) >= _lone(one) | _lone(other)


def _lone(row: dict[str, str]) -> set[str]:
    """The dangers of a story that need nothing from, and lose nothing by, what stands in another one."""
    return danger(row["text"]) - {
        "prev_dvt",
        "neck_surgery",
        "cancer_active",
        "dialysis",
        "liver_disease",
        "eating_disorder",
    }


@given(st.text(max_size=300))
def test_any_text_gives_answers_its_features_can_take(text: str) -> None:
    for name, answer in told(text).answers.items():
        assert takes(PACK.features[name], answer), (name, answer)


words = st.sampled_from(
    [*sorted({word for row in TOLD for word in row["text"].split()}), "0", "99", "400", "3,5", "1000000"]
)


@given(st.lists(words, max_size=30))
def test_any_words_give_answers_their_features_can_take(found: list[str]) -> None:
    for name, answer in told(" ".join(found)).answers.items():
        assert takes(PACK.features[name], answer), (name, answer)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "🦵🔥😭",
        "ขาเป็นตะคริว",
        "Ночные судороги",
        "夜中に足がつる",
        "'; DROP TABLE entries; --",
        "<script>",
        "\x00\x01",
        "." * 5000,
        "é" * 3000,
    ],
)
def test_other_alphabets_and_hostile_texts_are_harmless(text: str) -> None:
    assert told(text).answers == {}


def test_a_novel_is_heard_by_how_it_begins() -> None:
    begin = "My calf is swollen and red. "
    novel = begin + "It was a dark night and nothing happened at all. " * 220_000
    assert len(novel) > 10_000_000
    assert told(novel).answers == told(novel[:LONGEST]).answers
    assert told(novel).answers["swelling_one_leg"] is True


@pytest.mark.parametrize(
    "text",
    [
        "My mother had a blood clot. I only get cramps.",
        "I am afraid it is a blood clot",
        "Mijn zus had trombose, ik heb alleen kramp",
        "Ik ben bang dat het trombose is",
        "Søsteren min hadde blodpropp, jeg har bare krampe",
        "Redd for at det er blodpropp",
        "Kakak saya pernah gumpalan darah, saya hanya kram",
        "Takut ini gumpalan darah",
    ],
)
def test_a_relatives_clot_and_a_feared_one_are_not_ones_own(text: str) -> None:
    assert told(text).answers.get("prev_dvt") is not True


@pytest.mark.parametrize(
    ("text", "feature", "answer"),
    [
        ("the cramp lasts a minute or two", "duration_min", 1.5),
        ("it lasts 30 seconds", "duration_min", 0.5),
        ("de kramp duurt 2-3 minuten", "duration_min", 2.5),
        ("krampen varer et halvt minutt", "duration_min", 0.5),
        ("kramnya berlangsung dua puluh menit", "duration_min", 20.0),
        ("the cramp lasts twenty minutes", "longer_10min", True),
        ("the cramp lasts less than fifteen minutes", "longer_10min", None),
        ("the cramp is short but the muscle is sore for 30 minutes", "longer_10min", None),
        ("cramp after walking 20 minutes", "longer_10min", None),
        ("cramps three nights a week", "attacks_per_week", 3.0),
        ("kramp elke nacht", "attacks_per_week", 7.0),
        ("krampe annenhver natt", "attacks_per_week", 3.5),
        ("kram dua kali seminggu", "attacks_per_week", 2.0),
        ("cramps every night for three weeks", "daily_two_weeks", True),
        ("tiap malam kram selama sebulan", "daily_two_weeks", True),
        ("elke nacht kramp, al drie weken", "daily_two_weeks", True),
        ("krampe hver natt i tre uker", "daily_two_weeks", True),
        ("cramps several times a day all week", "several_daily_week", True),
        ("I am 67 and get cramps", "age", 67.0),
        ("Mijn zoon van 6 heeft kramp", "age", 6.0),
        ("Kvinne, 54, krampe i leggen", "age", 54.0),
        ("umur saya 45 tahun, kram betis", "age", 45.0),
        ("I have had cramps for 10 years", "age", None),
        ("kvinne på 30", "sex", "female"),
        ("my husband wakes with cramp", "sex", "male"),
        ("30 weeks pregnant with leg cramps", "gestation_weeks", 30.0),
        ("gravid i uke 31, krampe", "gestation_weeks", 31.0),
        ("I gave birth 3 weeks ago and have cramps", "postpartum_weeks", 3.0),
        ("I take 6 medicines and get cramps", "med_count", 6.0),
        ("the cramps started 4 months ago", "onset_weeks", 17.4),
    ],
)
def test_numbers_are_heard(text: str, feature: str, answer: object) -> None:
    assert told(text).answers.get(feature) == answer


@pytest.mark.parametrize(
    "text",
    [
        "I am pregnant and otherwise fit, with cramps in my calf",
        "hamil, betis sering kejang malam hari",
        "kvinne, 45 år, gift, krampe i leggen",
        "ik las bij toeval over kramp",
        "I get up to pee in the dark and then the cramp comes",
        "I never remember what my tablets are called",
        "jeg husker ikke hva medisinen heter",
        "I can't move my leg for a minute during the cramp",
        "what if my leg swells?",
        "hva om beinet hovner opp?",
        "a hot water bottle on my calf helps",
        "the muscle was hard, then it was gone",
        "krampen var borte etter et minutt",
        "there is a faint ache in my calf",
        "saya bingung kenapa kram terus",
        "stiff neck from the office, and cramp",
        "jeg drikker mye vann og har krampe i leggen",
        "my legs feel numb after sitting, and I am pale",
        "should I drink tonic",
        "last year I had dark urine after a marathon, now just cramps",
        "dulu pernah kencing merah gelap habis lari",
        "for mange år siden besvimte jeg på skolen, nå er det bare kramper",
        "gravid i uke 20 og kramper om natta, ellers frisk",
        "mijn plas is donkergeel 's ochtends",
        "is it true that a swollen leg can be a clot?",
        "kaki gak bisa digerakin pas kram sebentar",
        "hogde tømmerstokker i går og er støl i beinet",
    ],
)
def test_what_only_sounds_like_danger_is_none(text: str) -> None:
    urgent = {sign.id for sign in raise_signs(told(text).answers) if sign.urgency in {"emergency", "urgent", "soon"}}
    assert not urgent


def raise_signs(answers: Mapping[str, bool | float | str]) -> list[Raised]:
    return find_danger(answers, None, "unknown", None, PACK.red_flags.values())


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("kaki kayak bukan punya saya, mendadak gak bisa digerakin", "sudden_weakness"),
        ("beinet lystrer ikke lenger, det kom brått", "sudden_weakness"),
        ("mijn been doet het ineens niet meer", "sudden_weakness"),
        ("mijn been is net een boomstam, alleen links", "swelling_one_leg"),
        ("foten er som is og har blitt helt hvit", "sudden_cold_pale"),
        ("my foot is like ice and has gone a funny grey colour", "sudden_cold_pale"),
        ("air kencing kayak teh pekat habis lari jauh", "dark_urine"),
        ("na de spinles kwam er cola uit bij het plassen", "dark_urine"),
        ("toddler cries when we stand him up and he is hot", "child_limp"),
        ("anak saya panas dan tidak mau jalan", "child_limp"),
        ("kaki semper kalau jalan", "foot_drop"),
        ("lemes banget abis muntaber", "weakness"),
        ("my surgery was last year and my calf is swollen", "swelling_one_leg"),
        ("last year it was fine, since today my urine is brown", "dark_urine"),
    ],
)
def test_danger_is_heard_as_old_people_parents_and_dialects_tell_it(text: str, feature: str) -> None:
    assert told(text).answers.get(feature) is True


@pytest.mark.parametrize("no", ["tidak", "ga", "gak", "nggak", "enggak", "tdk", "ndak"])
def test_every_colloquial_no_is_a_no(no: str) -> None:
    assert told(f"saya {no} demam").answers.get("fever") is False
    assert told(f"{no} bisa pipis, pinggang sakit").answers.get("bladder_bowel") is True


def test_maybe_keeps_a_danger_and_drops_the_rest() -> None:
    assert told("maybe a fever").answers.get("fever") is True
    assert told("maybe restless legs").answers.get("urge_to_move") is None


@pytest.mark.parametrize("text", ["Fever? No.", "Koorts? Nee.", "Feber? Nei.", "Demam? Tidak."])
def test_a_question_answered_by_no_is_denied(text: str) -> None:
    assert told(text).answers.get("fever") is False


def test_a_list_is_denied_to_its_end() -> None:
    heard = told("I have no fever, weakness or dark urine").answers
    assert [heard.get(name) for name in ("fever", "weakness", "dark_urine")] == [False, False, False]


def test_a_denial_ends_where_the_sentence_turns() -> None:
    heard = told("no fever, but my calf is swollen and red").answers
    assert (heard["fever"], heard["swelling_one_leg"], heard["red_warm"]) == (False, True, True)


def test_the_words_behind_an_answer_are_kept() -> None:
    assert told("Since Monday my calf is swollen").words["swelling_one_leg"] == "calf is swollen"


def test_a_pattern_with_an_unknown_group_is_named(tmp_path: Path) -> None:
    (tmp_path / "hearing_words.yaml").write_text("- {id: small, words: {en: [the], nl: [de], nb: [det], id: [saya]}}\n")
    (tmp_path / "hearing.yaml").write_text('- {id: fever, said: {en: ["@hott"]}}\n')
    with pytest.raises(PackError, match="@hott is not in hearing_words"):
        read_hearing(tmp_path)
    (tmp_path / "hearing.yaml").write_text("- {id: fever, said: {en: [hot]}, unless: [hott]}\n")
    with pytest.raises(PackError, match=r"fever\.unless"):
        read_hearing(tmp_path)
    (tmp_path / "hearing.yaml").write_text("- {id: fever, sayed: {en: [hot]}}\n")
    with pytest.raises(PackError, match="sayed"):
        read_hearing(tmp_path)


def test_a_story_without_full_stops_is_heard_to_its_end() -> None:
    long = "and then I went to the shop again " * 60
    assert told(long + ". my calf is swollen").answers["swelling_one_leg"] is True
    assert told(long + " I have a fever").answers["fever"] is True


@pytest.mark.parametrize(
    ("text", "lang", "feature", "answer"),
    [
        ("I cannot get up the stairs without hauling myself up by the rail", "en", "trouble_stairs", True),
        ("Ik kom de trap niet op zonder me aan de leuning te hijsen", "nl", "trouble_stairs", True),
        ("Hij is 6, hinkt niet en speelt gewoon", "nl", "child_limp", False),
        ("Gutten på 6 halter ikke og leker", "nb", "child_limp", False),
        ("The left leg is swollen, the right one is fine", "en", "swelling_one_leg", True),
        ("Betis kiri bengkak, yang kanan biasa", "id", "swelling_one_leg", True),
        ("My calf is red and hot, I wear new shoes and socks at work, it hurts", "en", "red_warm", True),
    ],
)
def test_a_denial_and_a_frame_reach_no_further_than_what_they_are_said_of(
    text: str, lang: str, feature: str, answer: bool
) -> None:
    assert (features_in(text, HEARING, lang).answers.get(feature) is True) is answer


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("A wasp stung my ankle in June and my leg swelled up. Down again in two days.", "en"),
        ("In juni werd mijn been dik van een wespensteek. Na twee dagen was het weg.", "nl"),
        ("I juni hovnet leggen etter et vepsestikk. Etter to dager var det borte.", "nb"),
        ("Bulan Juni betis bengkak disengat tawon. Dua hari udah kempes.", "id"),
    ],
)
def test_a_swelling_that_went_down_is_none_and_a_stroke_that_passed_is_one(text: str, lang: str) -> None:
    assert features_in(text, HEARING, lang).answers.get("swelling_one_leg") is not True
    assert (
        features_in("In June my mouth drooped on one side. Gone in ten minutes.", HEARING, "en").answers["stroke_signs"]
        is True
    )
