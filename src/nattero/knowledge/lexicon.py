"""What people say and what they mean: the concepts of the pack, found in free text of any of the four languages.

In: `lexicon.yaml` and a text. Out: mentions: a concept, where it stands, and whether it was denied. Words are compared
by their Snowball stems (Porter 2001, snowballstem.org), the words of a phrase in any order within a small window,
compounds by their parts, and what nobody knows by Levenshtein's similarity (rapidfuzz).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

import Stemmer
from rapidfuzz import fuzz, process

from nattero.knowledge.model import Id, Row
from nattero.knowledge.rows import PackError, read_rows
from nattero.knowledge.words import LANGUAGES

FILE = "lexicon.yaml"
ALGORITHMS = {"en": "english", "nl": "dutch", "nb": "norwegian", "id": "indonesian"}
LONGEST = 400  # words of a question that are looked at: a novel is answered by how it begins
SLIP, SHORTEST_SLIP, SHORTEST_PART = 82, 5, 4
LETTERS = str.maketrans({"å": "aa", "ø": "o", "æ": "ae", "ß": "ss", "’": None, "'": None, "`": None, "´": None})
COMMAS = frozenset({"or", "and", "of", "en", "og", "eller", "dan", "atau"})
TURNS = frozenset({"but", "maar", "men", "tapi", "tetapi", "yet", "though", "since", "sinds", "sejak"})


class Concept(Row, frozen=True, kw_only=True):
    """A thing meant: its words by language, and the claims that are about it, the best first."""

    kind: Literal["topic", "people", "intent", "generic", "sign", "outside", "language"]
    words: dict[str, tuple[str, ...]]
    claims: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Mention:
    """A concept in a text: its words' places, the language of the word, how sure, and whether it was denied."""

    concept: str
    start: int
    end: int
    lang: str
    sure: float
    denied: bool = False


@dataclass(frozen=True)
class Heard:
    """A text as it was heard: its language, its words, what it mentions."""

    lang: str
    words: tuple[str, ...]
    mentions: tuple[Mention, ...]

    def said(self) -> frozenset[str]:
        """Give the concepts that are said and not denied."""
        return frozenset(found.concept for found in self.mentions if not found.denied)


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
                stems = tuple(stemmed(tokens(phrase), lang))
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


def fold(text: str) -> str:
    """Give a text in small letters without marks: å is aa, ø is o, é is e, and can't is cant."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text.lower()).translate(LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    """Give the folded words of a text; Indonesian `gara2` is written twice."""
    doubled = re.sub(r"\b([a-z]{3,})2\b", r"\1 \1", fold(text))
    return re.findall(r"[a-z0-9]+", doubled)


_STEMMERS = {lang: Stemmer.Stemmer(name) for lang, name in ALGORITHMS.items()}


def stemmed(words: Iterable[str], lang: str) -> list[str]:
    """Give the stem of each word in a language."""
    found: list[str] = _STEMMERS[lang].stemWords(list(words))
    return found


def hear(text: str, lexicon: Lexicon, *, slips: bool = True) -> Heard:
    """Give a text's language and the concepts it mentions; with `slips`, also those that are misspelt."""
    words, clauses = _with_clauses(text)
    raw = [found for lang in LANGUAGES for found in _exact(words, lang, lexicon)]
    lang = _language(words, raw, lexicon)
    kept = _of_language(raw, words, lang, lexicon)
    if slips:
        known = {place for found in raw for place in range(found.start, found.end)}
        kept += list(_guessed(words, known, lang, lexicon))
    kept.sort(key=lambda found: (found.start, found.end, found.concept))
    return Heard(lang, tuple(words), tuple(_denials(kept, words, clauses, lexicon)))


def _with_clauses(text: str) -> tuple[list[str], list[int]]:
    """Give the words of a text and, for each, the number of its clause."""
    words: list[str] = []
    clauses: list[int] = []
    for clause, part in enumerate(re.split(r"[.,;:!?\n()]+", text)):
        for word in tokens(part):
            words.append(word)
            clauses.append(clause)
            if len(words) >= LONGEST:
                return words, clauses
    return words, clauses


def _exact(words: list[str], lang: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Give the mentions of a language's phrases."""
    stems, phrases = stemmed(words, lang), lexicon.phrases[lang]
    for place, stem in enumerate(stems):
        for phrase, concept in phrases.get(stem, ()):
            if len(phrase) == 1:
                yield Mention(concept, place, place + 1, lang, 1.0)
            elif phrase[0] == stem or stem == phrase[-1]:
                found = _window(phrase, stems, place)
                if found:
                    yield Mention(concept, *found, lang, 1.0)


def _window(phrase: tuple[str, ...], stems: list[str], place: int) -> tuple[int, int] | None:
    """Give where all words of a phrase stand together, from a place on, with one other word between at most."""
    end = min(len(stems), place + len(phrase) + 1)
    wanted = list(phrase)
    for at in range(place, end):
        if stems[at] in wanted:
            wanted.remove(stems[at])
            if not wanted:
                return place, at + 1
    return None


def _language(words: list[str], raw: list[Mention], lexicon: Lexicon) -> str:
    """Give the language a text is most likely written in; English where nothing tells."""
    points = dict.fromkeys(LANGUAGES, 0.0)
    for word in words:
        owners = [lang for lang in LANGUAGES if word in lexicon.small[lang]]
        for lang in owners:
            points[lang] += 1.5 / len(owners)
    by_place: dict[tuple[int, int], set[str]] = {}
    for found in raw:
        by_place.setdefault((found.start, found.end), set()).add(found.lang)
    for (start, end), langs in by_place.items():
        for lang in langs:
            points[lang] += (end - start) / len(langs)
    return max(LANGUAGES, key=lambda lang: points[lang])


def _of_language(raw: list[Mention], words: list[str], lang: str, lexicon: Lexicon) -> list[Mention]:
    """Give the mentions that count: those of the text's language, and foreign ones where it has no word of its own."""
    own = {place for found in raw if found.lang == lang for place in range(found.start, found.end)}
    small = lexicon.small[lang]
    kept: dict[tuple[str, int], Mention] = {}
    for found in sorted(raw, key=lambda item: item.lang != lang):
        span = range(found.start, found.end)
        alone = found.end - found.start == 1
        if found.lang != lang and alone and (words[found.start] in small or any(place in own for place in span)):
            continue
        kept.setdefault((found.concept, found.start), found)
    return [found for found in kept.values() if not _is_swallowed(found, kept.values(), lexicon)]


def _is_swallowed(found: Mention, others: Iterable[Mention], lexicon: Lexicon) -> bool:
    """Tell whether a stranger is only part of a longer phrase: the horse of a charley horse."""
    return lexicon.concepts[found.concept].kind == "outside" and any(
        other.start <= found.start and found.end <= other.end and other.end - other.start > found.end - found.start
        for other in others
    )


def _guessed(words: list[str], known: set[int], lang: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Give what unknown words may mean: the parts of a compound, else the nearest spelling."""
    for place, word in enumerate(words[:60]):
        if place in known or len(word) < SHORTEST_SLIP or any(word in small for small in lexicon.small.values()):
            continue
        parts = list(_parts(word, lang, lexicon)) if lang in {"nl", "nb"} else []
        if parts:
            yield from (Mention(concept, place, place + 1, lang, 0.9) for concept in dict.fromkeys(parts))
            continue
        near = process.extractOne(word, lexicon.spellings, scorer=fuzz.ratio, score_cutoff=SLIP)
        if near and near[0][0] == word[0]:
            for concept, of in lexicon.single[near[0]]:
                if of == lang:
                    yield Mention(concept, place, place + 1, of, near[1] / 110)


def _parts(word: str, lang: str, lexicon: Lexicon) -> Iterator[str]:
    """Give the concepts of a compound's first and last part."""
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        for part in (word[:cut], word[cut:]):
            for concept, of in lexicon.single.get(part, ()):
                if of == lang:
                    yield concept


def _denials(found: list[Mention], words: list[str], clauses: list[int], lexicon: Lexicon) -> Iterator[Mention]:
    """Give the mentions, each marked denied where a word such as `no` stands before it, also through a list."""
    last: Mention | None = None
    for mention in found:
        denied = _is_denied(mention, words, clauses, lexicon)
        if not denied and last and last.denied and last.end <= mention.start <= last.end + 1:
            denied = all(word in COMMAS for word in words[last.end : mention.start])
        last = replace(mention, denied=denied)
        yield last


def _is_denied(mention: Mention, words: list[str], clauses: list[int], lexicon: Lexicon) -> bool:
    """Tell whether one of the four words before a mention, in its clause, denies it."""
    for place in range(mention.start - 1, max(-1, mention.start - 5), -1):
        if clauses[place] != clauses[mention.start] or words[place] in TURNS:
            return False
        if words[place] in lexicon.negators:
            return True
    return False
