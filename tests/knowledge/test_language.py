"""How texts are judged: promises, reading level, addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.language import banned, level, sentences, syllables
from nattero.knowledge.links import unfit
from nattero.knowledge.words import LANGUAGES

EASY = {
    "en": "Sit up. Pull your toes up. Hold on for a bit. It will pass soon.",
    "nl": "Ga zitten. Trek je tenen naar je toe. Hou even vol. Het gaat zo over.",
    "nb": "Sett deg opp. Dra tærne mot deg. Hold litt. Det går snart over.",
    "id": "Duduklah. Tarik jari kaki ke arah Anda. Tahan dulu. Kram akan reda.",
}
HARD = {
    "en": "Physiological considerations necessitate individualised pharmacological reconsideration of all factors",
    "nl": "Fysiologische overwegingen noodzaken geïndividualiseerde farmacologische heroverweging van factoren",
    "nb": "Fysiologiske betraktninger nødvendiggjør individualisert farmakologisk revurdering av medvirkende faktorer",
    "id": "Pertimbangan fisiologis mengharuskan peninjauan farmakologis berkelanjutan terhadap faktor-faktor pendukung",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plain_words_pass_and_officialese_does_not(lang: str) -> None:
    easy, hard = level([EASY[lang]], lang), level([HARD[lang]], lang)
    assert easy is not None
    assert hard is not None
    assert not easy.too_hard, easy
    assert hard.too_hard, hard
    assert "words a sentence" in str(hard)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_no_level_without_words(lang: str) -> None:
    assert level(["", "12 - 30."], lang) is None


@given(st.lists(st.text(max_size=60), max_size=5), st.sampled_from(LANGUAGES))
def test_any_text_has_a_level_or_none(texts: list[str], lang: str) -> None:
    found = level(texts, lang)
    assert found is None or (found.sentence_length >= 1 and 0 <= found.long_words <= 1)


@pytest.mark.parametrize(
    ("word", "lang", "count"),
    [
        ("cramp", "en", 1), ("muscle", "en", 2), ("towel", "en", 2), ("the", "en", 1), ("have", "en", 1),
        ("knee", "en", 1), ("kuit", "nl", 1), ("tenen", "nl", 2), ("geïrriteerd", "nl", 4), ("leeuw", "nl", 1),
        ("spieren", "nl", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted(word: str, lang: str, count: int) -> None:
    assert syllables(word, lang) == count


def test_a_pause_ends_a_sentence_and_a_decimal_does_not() -> None:
    assert [len(words) for words in sentences("Stop. Look: left; right?\nWait 1.5 minutes.")] == [1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("This cures cramps", "en", ["cures"]),
        ("Be accurate and secure", "en", []),
        ("Now!", "en", ["!"]),
        ("Gegarandeerd genezen", "nl", ["Gegarandeerd", "genezen"]),
        ("Dette kurerer kramper, garantert", "nb", ["kurerer", "garantert"]),
        ("Obat ini menyembuhkan dan dijamin", "id", ["menyembuhkan", "dijamin"]),
    ],
)
def test_nothing_is_promised_and_nobody_is_shouted_at(text: str, lang: str, words: list[str]) -> None:
    assert banned(text, lang) == words


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.7:8081/page",
        "https://192.0.2.7/",
        "http://3232235521/",
        "https://[2001:db8::1]/x",
        "https://localhost/x",
        "https://www.nhs.uk:8443/x",
        "https://user@www.nhs.uk/",
        "https://pubmed.example.com/1",
        "https://api-ncbi.example.org/2",
        "https://proxy.example.com/x",
        "https://www.scribd.com/doc/1",
        "https://legs.blogspot.com/1",
        "https://blog.example.org/1",
        "https://www-nhs-uk.translate.goog/x",
        "ftp://example.org/",
    ],
)
def test_copies_proxies_numbers_and_blogs_are_no_sources(url: str) -> None:
    assert unfit(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.nhs.uk/conditions/leg-cramps/",
        "https://pubmed.ncbi.nlm.nih.gov/22963024/",
        "https://www.ncbi.nlm.nih.gov/books/1",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC1",
        "https://nhi.no/sykdommer/",
        "https://reddit.example.org/",
    ],
)
def test_originals_are_sources(url: str) -> None:
    assert unfit(url) is None
