"""How a language is written here: promises we never make, and how hard a text is to read.

In: texts. Out: the banned words in one, and reading levels. The formulas, each the published one for its language:
English, Flesch-Kincaid grade (Kincaid et al. 1975, Naval Technical Training Command, report 8-75); Dutch, Flesch-Douma
(W. H. Douma, De leesbaarheid van landbouwbladen, Wageningen 1960); Norwegian, LIX (C. H. Björnsson, Läsbarhet,
Stockholm 1968); Indonesian, LIX too, which counts letters and not syllables, with a higher limit, as its affixes make
ordinary words long and no scale of its own is in common use.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

BANNED: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:cure[sd]?|curing|guarantee[ds]?|miracles?|miraculous)\b|!", re.IGNORECASE),
    "nl": re.compile(
        r"\b(?:genezen|geneest|genas|genezing|gegarandeerde?|garandeert|garantie|wonder\w*)\b|!", re.IGNORECASE
    ),
    "nb": re.compile(r"\b(?:kurer\w*|helbred\w*|garantert\w*|garanterer|garanti|mirakel\w*)\b|!", re.IGNORECASE),
    "id": re.compile(
        r"\b(?:menyembuhkan|disembuhkan|sembuh total|dijamin|jaminan|terjamin|ajaib|mujarab)\b|!", re.IGNORECASE
    ),
}
"""Nothing is promised, and nobody is shouted at."""

_SENTENCE = re.compile(r"[.?:;](?:\s|\Z)|\n")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = {
    "en": re.compile(r"[aeiouy]+"),
    "nl": re.compile(r"[aeiou]ij|aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au|[aeiouyáéíóúäëïöüèê]"),
}
LONGEST_SENTENCE = 30
"""Words: a sentence beyond this is named by itself, whatever the average says."""
_FULL_STOP = re.compile(r"[.!?](?:\s|\Z)")
MOST_SENTENCES = 3
"""In one answer of the question box."""


class Level(msgspec.Struct, frozen=True):
    """How hard texts are: words per sentence, share of words over six letters, and the formula's score."""

    lang: str
    sentence_length: float
    long_words: float
    formula: Literal["Flesch-Kincaid grade", "Flesch-Douma", "LIX"]
    score: float
    limit: float

    @property
    def too_hard(self) -> bool:
        """Whether the score is beyond its limit: Flesch-Douma falls as texts get harder, the others rise."""
        return self.score < self.limit if self.formula == "Flesch-Douma" else self.score > self.limit

    def __str__(self) -> str:
        return (
            f"{self.formula} {self.score:.1f} (limit {self.limit:g}), {self.sentence_length:.1f} words a sentence, "
            f"{self.long_words:.0%} of words over six letters"
        )


def banned(text: str, lang: str) -> list[str]:
    """Give the words (or the exclamation mark) in a text that this language's texts never use."""
    return [found[0] for found in BANNED[lang].finditer(text)]


def sentences(text: str) -> list[list[str]]:
    """Give the words of each sentence; a colon, a semicolon and a new line end one too, as a reader pauses there."""
    parts = (_WORD.findall(part) for part in _SENTENCE.split(text))
    return [words for words in parts if words]


def full_stops(text: str) -> int:
    """Give how many sentences a text ends, counting only what ends with a full stop or a question mark."""
    return len(_FULL_STOP.findall(text))


def syllables(word: str, lang: str) -> int:
    """Give about how many syllables an English or Dutch word has, counting groups of vowels."""
    lower = word.lower()
    count = len(_VOWELS[lang].findall(lower))
    if lang == "en" and lower.endswith("e") and not lower.endswith(("le", "ee")):
        count -= 1
    return max(1, count)


def level(texts: Iterable[str], lang: str) -> Level | None:
    """Give the reading level of texts taken together, None where there are no words."""
    split = [words for text in texts for words in sentences(text)]
    words = [word for sentence in split for word in sentence]
    if not words:
        return None
    length = len(words) / len(split)
    long_words = sum(len(word) > 6 for word in words) / len(words)
    if lang == "en":
        per_word = sum(syllables(word, lang) for word in words) / len(words)
        return Level(lang, length, long_words, "Flesch-Kincaid grade", 0.39 * length + 11.8 * per_word - 15.59, 8)
    if lang == "nl":
        per_word = sum(syllables(word, lang) for word in words) / len(words)
        return Level(lang, length, long_words, "Flesch-Douma", 206.84 - 0.93 * length - 77 * per_word, 60)
    return Level(lang, length, long_words, "LIX", length + 100 * long_words, 40 if lang == "nb" else 50)
