"""The concepts of a free text in any of the four languages, and which of them it denies.

In: a text and the lexicon. Out: `Heard`: its language, its words, and its mentions. The words of a phrase may stand in
any order within a small window; compounds are read by their parts, and what nobody knows by Levenshtein's similarity
(rapidfuzz).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from nattero.knowledge.denials import Mention, denials
from nattero.knowledge.lexicon import SHORTEST_PART, Lexicon, stemmed, tokens
from nattero.knowledge.words import LANGUAGES

LONGEST = 400  # words of a question that are looked at: a novel is answered by how it begins
SLIP, SHORTEST_SLIP = 82, 5
CLAUSE = re.compile(r"[.,;:!?\n()]+")
CEASE = frozenset({"stop", "slutt", "stopp", "berhenti", "henti", "ophoud", "help"})
FOREIGN = 0.7  # how sure a single word of another language is


@dataclass(frozen=True)
class Heard:
    """A text as it was heard: its language, its words, what it mentions."""

    lang: str
    words: tuple[str, ...]
    mentions: tuple[Mention, ...]

    def said(self) -> frozenset[str]:
        """Give the concepts that are said and not denied."""
        return frozenset(found.concept for found in self.mentions if not found.denied)


def read_out(text: str, lexicon: Lexicon, lang: str) -> Heard:
    """Give the concepts that a well-written text in a known language mentions."""
    words, clauses = _with_clauses(text)
    kept = _of_language(list(_exact(words, lang, lexicon)), words, lang, lexicon)
    kept.sort(key=lambda found: (found.start, found.end, found.concept))
    return Heard(lang, tuple(words), tuple(denials(kept, words, clauses, lexicon.negators)))


def hear(text: str, lexicon: Lexicon) -> Heard:
    """Give a text's language and the concepts it mentions, also those that are misspelt."""
    words, clauses = _with_clauses(text)
    raw = [found for lang in LANGUAGES for found in _exact(words, lang, lexicon)]
    lang = _language(words, raw, lexicon)
    kept = _of_language(raw, words, lang, lexicon)
    known = {place for found in raw for place in range(found.start, found.end)}
    kept += list(_guessed(words, known, lang, lexicon))
    kept.sort(key=lambda found: (found.start, found.end, found.concept))
    return Heard(lang, tuple(words), tuple(denials(kept, words, clauses, lexicon.negators)))


def _with_clauses(text: str) -> tuple[list[str], list[int]]:
    """Give the words of a text and, for each, the number of its clause."""
    words: list[str] = []
    clauses: list[int] = []
    for clause, part in enumerate(CLAUSE.split(text)):
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
        if stems[at] in CEASE and stems[at] not in phrase:
            return None  # who "cannot stop moving" can move
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
        if alone and words[found.start] in small:
            continue
        if found.lang != lang and lexicon.concepts[found.concept].kind == "outside":
            continue
        if found.lang != lang and alone and (words[found.start] in small or any(place in own for place in span)):
            continue
        sure = FOREIGN if found.lang != lang and alone else found.sure
        kept.setdefault((found.concept, found.start), replace(found, sure=sure))
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
    """Give the concepts of a compound's first and last part; a short part counts where the other is a word too."""
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        pair = (word[:cut], word[cut:])
        known = [[concept for concept, of in lexicon.single.get(part, ()) if of == lang] for part in pair]
        for part, concepts in zip(pair, known, strict=True):
            if len(part) > SHORTEST_PART or all(known):
                yield from concepts
