"""What people say and what they mean: the concepts of the pack with their words in four languages.

In: `lexicon.yaml`. Out: a `Lexicon`, ready to hear with (`knowledge.hearing`). Words are compared by their Snowball
stems (Porter 2001, snowballstem.org).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

import Stemmer

from nattero.knowledge.model import Id, Row
from nattero.knowledge.rows import PackError, read_rows
from nattero.knowledge.words import LANGUAGES

FILE = "lexicon.yaml"
FACTS = frozenset({"over_ten", "over_three", "child_age", "often_a_day", "for_weeks", "a_medicine"})
"""What the numbers of a text may say (`checkup.numbers`), and that it names a medicine: rules ask for it like for a concept."""

ALGORITHMS = {"en": "english", "nl": "dutch", "nb": "norwegian", "id": "indonesian"}
SHORTEST_PART = 4  # letters of a word that another may be a slip or a part of
CURT, SHORT, TOO_LITTLE = frozenset({"nl", "nb"}), 5, 3  # Dutch `al` is not ALS, Norwegian `etter` is not `ett`
PARTICLES = frozenset({"a", "aa", "to", "te", "een", "my", "mijn", "mn", "min", "mitt", "mine"})
WORD, TWICE = re.compile(r"[a-z0-9]+"), re.compile(r"\b([a-z]{3,})2\b")
SCOTS = re.compile(r"\b(ca|could|did|does|has|have|is|was|were|would|should|are)nn?ae\b")  # cannae, didnae
ALS, SUCH_A = re.compile(r"\bALS\b"), re.compile(r"\bzo['’`´]n\b")
LETTERS = str.maketrans({"å": "aa", "ø": "o", "æ": "ae", "ß": "ss", "’": None, "'": None, "`": None, "´": None})


class Concept(Row, frozen=True, kw_only=True):
    """A thing meant: its words by language, and the claims that are about it, the best first."""

    kind: Literal["topic", "people", "intent", "generic", "sign", "outside", "language"]
    words: dict[str, tuple[str, ...]]
    claims: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """The concepts by id, their phrases by language and stem, and the small words of each language."""

    concepts: Mapping[str, Concept]
    phrases: Mapping[str, Mapping[str, list[tuple[tuple[str, ...], str]]]]
    single: Mapping[str, list[tuple[str, str]]]
    small: Mapping[str, frozenset[str]]
    negators: frozenset[str]
    spellings: tuple[str, ...]


def read_lexicon(root: Traversable | Path) -> Lexicon:
    """Give the lexicon of a pack's folder; PackError for the first row that is wrong."""
    rows, findings = read_rows(root, FILE, Concept)
    for finding in findings:
        raise PackError(finding)
    concepts = {row.value.id: row.value for row in rows}
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {lang: {} for lang in LANGUAGES}
    single: dict[str, list[tuple[str, str]]] = {}
    for concept in concepts.values():
        if concept.kind == "language":
            continue
        for lang, written in concept.words.items():
            for phrase in written:
                stems = tuple(stemmed(_telling(tokens(phrase)), lang))
                if not stems:
                    continue
                for stem in set(stems):
                    phrases[lang].setdefault(stem, []).append((stems, concept.id))
                if len(stems) == 1:
                    single.setdefault(tokens(phrase)[0], []).append((concept.id, lang))
    small = {lang: frozenset(fold(word) for word in concepts["small"].words[lang]) for lang in LANGUAGES}
    negators = frozenset(fold(word) for written in concepts["not"].words.values() for word in written)
    spellings = tuple(word for word in single if len(word) >= SHORTEST_PART)
    return Lexicon(concepts, phrases, single, small, negators, spellings)


def _telling(words: list[str]) -> list[str]:
    """Give the words of a phrase without particles, where two others are left: people leave them out."""
    left = [word for word in words if word not in PARTICLES]
    return left if len(left) > 1 else words


def fold(text: str) -> str:
    """Give a text in small letters without marks: å is aa, ø is o, é is e, and can't is cant."""
    if text.isascii():
        return text.lower().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text.lower()).translate(LETTERS))
    return plain if plain.isascii() else "".join(letter for letter in plain if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    """Give the folded words of a text; Indonesian `gara2` is written twice."""
    if "ALS" in text and not text.isupper():
        text = ALS.sub("amyotrophic", text)  # in Dutch and Norwegian a small word in small letters
    plain = fold(SUCH_A.sub("zo een", text) if "zo" in text else text)
    plain = SCOTS.sub(r"\1nt", plain) if "nae" in plain else plain
    return WORD.findall(TWICE.sub(r"\1 \1", plain) if "2" in plain else plain)


_STEMMERS = {lang: Stemmer.Stemmer(name) for lang, name in ALGORITHMS.items()}


def stemmed(words: Iterable[str], lang: str) -> list[str]:
    """Give the stem of each word in a language; a short word of which too little would be left stays as it is."""
    whole = list(words)
    stems: list[str] = _STEMMERS[lang].stemWords(whole)
    if lang not in CURT:
        return stems
    return [
        word if len(stem) <= TOO_LITTLE and len(word) <= SHORT else stem
        for word, stem in zip(whole, stems, strict=True)
    ]
