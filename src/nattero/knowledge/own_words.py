"""What is listened for in somebody's own words for what they want to test: harms, kinds of harmless things, and all words that are known.

In: `own_words.yaml`. Out: `OwnWords`: whether a text says a row, and a text read in the language that knows most of it (`Reading`). What
that means for a trial is judged where it is asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from itertools import pairwise, product
from pathlib import Path
from typing import Literal

import msgspec

from nattero.knowledge.finding import conditions
from nattero.knowledge.lexicon import stemmed, tokens
from nattero.knowledge.model import Id, Row, Text
from nattero.knowledge.rows import PackError, read_rows
from nattero.knowledge.words import LANGUAGES

FILE = "own_words.yaml"
NEEDED = frozenset(
    {
        "leaving", "treatment", "whole_treatment", "sock", "medical_sock", "food", "drink", "may_leave", "nothing", "hunger", "only_hunger",
        "hungry", "hot", "hot_thing", "hot_pair", "leg", "medicine", "swallowed", "unsafe", "standing", "harm", "harm_close", "upright",
        "at_night", "getting_up", "meal_time", "mouth", "skin", "sleep", "hour", "few", "only", "shift", "harmless", "plain",
    }
)  # fmt: skip
"""What the code asks for."""
VOCABULARY = ("harmless", "plain", "meal_time", "getting_up")
"""Rows, beside the kinds, whose words are known and may stand in an own question."""
COMPOUNDING = frozenset({"nl", "nb"})
SHORTEST = 3  # letters of a part of a compound
APART = {"near": 2, "kind": 4}
"""How far apart two words of a phrase may stand; of other rows they stand side by side."""
BETWEEN = ("", "s", "e", "en")  # what may stand between two parts


class Told(Row, frozen=True, kw_only=True):
    """One thing that is listened for: how it is matched, and its words by language, or the lexicon's concepts for it.

    `like`: of a kind, the measures it is held to be like; who may do none of them may not do it. `never`, `ask_first`: findings besides.
    `claims`: what stands behind what has to be so.
    """

    match: Literal["word", "part", "start", "whole", "pair", "phrase", "near", "kind", "concept"]
    words: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    concepts: tuple[Id, ...] = ()
    like: tuple[Id, ...] = ()
    never: tuple[Text, ...] = ()
    ask_first: tuple[Text, ...] = ()
    claims: tuple[Id, ...] = ()

    def __post_init__(self) -> None:
        for line in (*self.never, *self.ask_first):
            conditions(line)


@dataclass(frozen=True)
class Reading:
    """A text in one language: which rows its words are of, and the words that are in none."""

    lang: str
    rows: frozenset[str]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The known phrases of a language with the rows they are of, also by their stems."""

    lang: str
    phrases: Mapping[str, frozenset[str]]
    stems: Mapping[str, frozenset[str]]

    @cached_property
    def longest(self) -> int:
        """How many words the longest phrase has."""
        return max((len(phrase.split()) for phrase in self.phrases), default=1)

    def read(self, words: Sequence[str]) -> Reading:
        """Read a text from the left, the longest phrase first."""
        rows: set[str] = set()
        unknown: list[str] = []
        place = 0
        while place < len(words):
            size, found = self._at(words, place)
            rows |= found or set()
            if found is None:
                unknown.append(words[place])
            place += size
        return Reading(self.lang, frozenset(rows), tuple(unknown))

    def _at(self, words: Sequence[str], place: int) -> tuple[int, frozenset[str] | None]:
        for size in range(min(self.longest, len(words) - place), 0, -1):
            found = self.phrases.get(" ".join(words[place : place + size]))
            if found is not None:
                return size, found
        return 1, self._word(words[place])

    def _word(self, word: str) -> frozenset[str] | None:
        """Give the rows of a word, by its stem or its parts; None for one that is not known."""
        if word.isdigit():
            return frozenset()
        found = self.stems.get(stemmed([word], self.lang)[0])
        return self._compound(word) if found is None and self.lang in COMPOUNDING else found

    def _compound(self, word: str) -> frozenset[str] | None:
        for cut in range(SHORTEST, len(word) - SHORTEST + 1):
            for between in BETWEEN:
                first, last = word[:cut], word[cut:]
                if not first.endswith(between) or len(first) - len(between) < SHORTEST:
                    continue
                head, tail = self.phrases.get(first.removesuffix(between)), self.phrases.get(last)
                if head is not None and tail is not None:
                    return head | tail
        return None


@dataclass(frozen=True)
class OwnWords:
    """What is listened for, by id, folded: in no language where a text may mix them, and by language for what is known."""

    rows: Mapping[str, Told]
    folded: Mapping[str, frozenset[str]]
    vocabularies: Mapping[str, Vocabulary]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of things that are harmless once somebody says what has to be so."""
        return tuple(name for name, row in self.rows.items() if row.match == "kind")

    @cached_property
    def stems(self) -> Mapping[tuple[str, str], tuple[tuple[str, ...], ...]]:
        """The phrases of each row in each language, as stems; of a kind only those of several words."""
        return {
            (name, lang): tuple(
                tuple(stemmed(tokens(phrase), lang))
                for written in row.words.get(lang, ())
                for phrase in alternatives(written)
                if row.match != "kind" or len(tokens(phrase)) > 1
            )
            for name, row in self.rows.items()
            for lang in LANGUAGES
        }

    def concepts(self, name: str) -> frozenset[str]:
        """Give the concepts that mean this."""
        return frozenset(self.rows[name].concepts)

    def said(self, name: str, words: list[str]) -> bool:
        """Whether the folded words of a text say this, in whatever language."""
        wanted = self.folded[name]
        match self.rows[name].match:
            case "word":
                return bool(wanted & set(words))
            case "whole":
                return " ".join(words) in wanted
            case "pair":
                return any(f"{first} {second}" in wanted for first, second in pairwise(words))
            case "start":
                return any(word.startswith(tuple(wanted)) for word in words)
            case "part":
                return any(part in word for word in words for part in wanted)
            case _:
                return False

    def spoken(self, name: str, words: Sequence[str], lang: str) -> bool:
        """Whether the words of a text say this in a language: the words of a phrase in a row; `near`: with one between them at most.

        Of a kind only its phrases are asked for, with three words between at most (`lamp beside my bed off`): single words were read.
        """
        stems = stemmed(words, lang)
        there = frozenset(stems)
        apart = APART.get(self.rows[name].match, 1)
        return any(_stands(phrase, stems, apart) for phrase in self.stems[name, lang] if there.issuperset(phrase))

    def without(self, name: str, words: Sequence[str], lang: str) -> list[str]:
        """Give the words of a text that are in no phrase of this."""
        kept, phrases = list(words), {tuple(tokens(phrase)) for phrase in self.rows[name].words.get(lang, ())}
        for phrase in sorted(phrases, key=len, reverse=True):
            for place in range(len(kept) - len(phrase), -1, -1):
                if tuple(kept[place : place + len(phrase)]) == phrase:
                    del kept[place : place + len(phrase)]
        return kept

    def words(self, name: str, lang: str) -> frozenset[str]:
        """Give the words of a row in a language."""
        return _folded(self.rows[name], lang)

    def read(self, words: Sequence[str]) -> tuple[Reading, ...]:
        """Read a text in the languages that know most of it."""
        readings = [vocabulary.read(words) for vocabulary in self.vocabularies.values()]
        least = min(len(each.unknown) for each in readings)
        return tuple(each for each in readings if len(each.unknown) == least)


def alternatives(written: str) -> Iterator[str]:
    """Give the phrases that one with alternatives stands for: `sleep/nap in/on tub` for four."""
    for words in product(*(each.split("/") for each in written.split())):
        yield " ".join(words)


def read_own_words(root: Traversable | Path) -> OwnWords:
    """Give what is listened for; PackError for the first row that is wrong, or missing."""
    return _kept(root) if isinstance(root, Path) else _made(root)


@lru_cache(maxsize=1)
def _kept(root: Path) -> OwnWords:
    return _made(root)


def _made(root: Traversable | Path) -> OwnWords:
    rows, findings = read_rows(root, FILE, Told)
    for finding in findings:
        raise PackError(finding)
    found = {row.value.id: row.value for row in rows}
    known = {name: row for name, row in found.items() if row.match == "kind" or name in VOCABULARY}
    folded = {name: _folded(row, *LANGUAGES) for name, row in found.items()}
    return OwnWords(found, folded, {lang: _vocabulary(known, lang) for lang in LANGUAGES})


def _vocabulary(rows: Mapping[str, Told], lang: str) -> Vocabulary:
    phrases: dict[str, frozenset[str]] = {}
    stems: dict[str, frozenset[str]] = {}
    for name, row in rows.items():
        for phrase in _folded(row, lang):
            phrases[phrase] = phrases.get(phrase, frozenset()) | {name}
            if " " not in phrase:
                stem = stemmed([phrase], lang)[0]
                stems[stem] = stems.get(stem, frozenset()) | {name}
    return Vocabulary(lang, phrases, stems)


def _folded(row: Told, *languages: str) -> frozenset[str]:
    written = (word for lang in languages for word in row.words.get(lang, ()))
    return frozenset(" ".join(tokens(word)) for each in written for word in alternatives(each))


def _stands(phrase: Sequence[str], words: Sequence[str], apart: int) -> bool:
    """Whether the words of a phrase stand in a text in their order, each at most so many places after the one before."""
    ends = {place for place, word in enumerate(words) if phrase and word == phrase[0]}
    for wanted in phrase[1:]:
        ends = set(_next(ends, wanted, words, apart))
    return bool(ends)


def _next(ends: set[int], wanted: str, words: Sequence[str], apart: int) -> Iterator[int]:
    for end in ends:
        yield from (place for place in range(end + 1, min(end + apart, len(words) - 1) + 1) if words[place] == wanted)
