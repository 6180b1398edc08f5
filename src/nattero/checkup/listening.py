"""A text as words: where sentences and clauses end, which language each sentence speaks, which terms stand where.

In: a text of any length and what is listened for (`phrases`). Out: `Sentence`s with the places of their terms. Compounds
are read by their parts; what nobody knows by the nearest spelling (optimal string alignment, rapidfuzz).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nattero.checkup.morphology import forms
from nattero.checkup.phrases import Hearing, Joints, Tongue, stems_of
from nattero.knowledge.lexicon import tokens

LONGEST = 20_000  # characters: a longer story is heard by how it begins
MOST_WORDS, LONGEST_SENTENCE = 1_500, 100  # who writes without full stops is heard in portions
SHORTEST_SLIP, LONG_SLIP, SHORTEST_PART = 5, 8, 4
IDIOM = "@idiom"  # figures of speech: their words mean nothing else
COMPELLED, STIRS, MUST = "@compelled", "@stirs", "@must"
CAN, NOT, CANNOT = "@can", "@not", "@cannot"
APART = 8  # words from "can" to its "not"
STIRRED = 5  # words between "cannot stop" and "moving": who cannot stop moving can move, and must
MOST_FILLER = 2  # words that may stand between those of one entry: "like a block of solid ice"
SECOND = 0.6  # a sentence is also heard in a language that scores this share of the best one
LIKELY = 0.35  # a language that scores less than this share of the best one is not read at all
SMALL_WORD = 1.5
HOME = 1.0  # points a sentence's language gets for being that of the whole text

Span = tuple[int, int]
_Heard = tuple[dict[str, tuple[Span, ...]], frozenset[int]]
_PLAIN = (
    (re.compile(r"(\d)[.,](\d)"), r"\1p\2"),
    (re.compile(r"(\d)\s*/\s*10\b"), r"\1 outoften "),
    (re.compile(r"\bi g(?:å|aa)r\b", re.IGNORECASE), "igår"),  # "yesterday" is no "walks"
    (re.compile(r"\b(?:ken)?cing manis\b", re.IGNORECASE), "diabetes"),  # "sweet urine" is no urine
    (re.compile(r"\bøm\b", re.IGNORECASE), "ømt"),  # without its mark, "tender" is "about"
    (
        re.compile(r"\b(2\d|3\d|4[0-2])\s?\+\s?[0-6]\b(?!\s?(?:mg|ml|g|kg|cm|x)\b)", re.IGNORECASE),
        r"gestweek \1",
    ),  # 36+2
    (re.compile(r"½"), " half "),
    (re.compile(r"(\d)(?=[^\W\d_])(?!p\d)"), r"\1 "),
)
_PARTS = re.compile(r"([.!?;\n]+|,|[()]|\s[-–—]+\s)")


@dataclass(frozen=True, eq=False)
class Sentence:
    """The words between two full stops: their clauses, their language, and the places of each term."""

    words: tuple[str, ...]
    clauses: tuple[int, ...]
    lang: str
    places: Mapping[str, tuple[Span, ...]]
    asked: bool  # it ends in a question mark
    guessed: frozenset[int] = frozenset()  # places of words that were taken for another spelling


def split(text: str, joints: Joints) -> list[tuple[list[str], list[int], bool]]:
    """Give the sentences of a text: words, the clause of each, and whether it was a question; a novel is cut."""
    text = text[:LONGEST]
    for pattern, plain in _PLAIN:
        text = pattern.sub(plain, text)
    found: list[tuple[list[str], list[int], bool]] = []
    words: list[str] = []
    clauses: list[int] = []
    clause = total = 0
    for part in (*_PARTS.split(text), "."):
        mark = part.strip()[:1] if len(part) < 60 else ""
        if (mark and mark in ".!?;") or part[:1] == "\n":
            if words:
                found.append((words, clauses, "?" in part))
            words, clauses, clause = [], [], 0
        elif mark in {",", "(", ")"} or (mark in {"-", "–", "—"} and not part.strip(" -–—")):
            clause += 1
        else:
            new = tokens(part)[: MOST_WORDS - total]
            total += len(new)
            for word, begins in zip(new, joints.breaks(new), strict=True):
                clause += begins
                if len(words) >= LONGEST_SENTENCE:
                    found.append((words, clauses, False))
                    words, clauses = [], []
                words.append(word)
                clauses.append(clause)
    return found


def listen(text: str, hearing: Hearing, lang: str | None = None) -> tuple[str, list[Sentence]]:
    """Give the language of a text and its sentences; one may come twice, in the two languages it could be."""
    parts = split(text, hearing.joints)
    said = sorted({word for words, _, _ in parts for word in words})
    stems = {
        one: dict(zip(said, stems_of(said, one, tongue.alike), strict=True)) for one, tongue in hearing.tongues.items()
    }
    known = {
        one: frozenset(word for word in said if stems[one][word] in tongue.stems)
        for one, tongue in hearing.tongues.items()
    }
    heard: list[dict[str, _Heard]] = []
    for words, clauses, _ in parts:
        likely = _likely(words, hearing, known)
        heard.append({one: _places(words, clauses, one, hearing.tongues[one], stems[one], known) for one in likely})
    scores = [
        {one: _score(words, places, hearing.tongues[one]) for one, (places, _) in heard[at].items()}
        for at, (words, _, _) in enumerate(parts)
    ]
    whole = {one: sum(score.get(one, 0.0) for score in scores) for one in hearing.tongues}
    home = (
        lang if lang is not None and lang in hearing.tongues else max(whole, key=lambda one: whole[one], default="en")
    )
    found: list[Sentence] = []
    for at, (words, clauses, asked) in enumerate(parts):
        if home not in heard[at]:
            heard[at][home] = _places(words, clauses, home, hearing.tongues[home], stems[home], known)
            scores[at][home] = _score(words, heard[at][home][0], hearing.tongues[home])
        points = {one: score + (HOME if one == home else 0.0) for one, score in scores[at].items()}
        best = max(points.values())
        spoken = [one for one in sorted(points, key=lambda one: -points[one])[:2] if points[one] >= SECOND * best]
        for one in spoken:
            places, guessed = heard[at][one]
            found.append(Sentence(tuple(words), tuple(clauses), one, places, asked, guessed))
    return home, found


def _likely(words: list[str], hearing: Hearing, known: Mapping[str, frozenset[str]]) -> list[str]:
    """Give the languages a sentence may speak, by its small words and those that are listened for: only they are read closely."""
    rough = {
        one: sum(SMALL_WORD * (word in tongue.small) + (word in known[one]) for word in words)
        for one, tongue in hearing.tongues.items()
    }
    enough = LIKELY * max(rough.values())
    return [one for one, points in rough.items() if points >= enough]


def _score(words: list[str], places: Mapping[str, tuple[Span, ...]], tongue: Tongue) -> float:
    """Give how much a sentence sounds like a language: small words, and words that are listened for."""
    known = {place for spans in places.values() for start, end in spans for place in range(start, end)}
    return sum(SMALL_WORD for word in words if word in tongue.small) + len(known)


def _places(
    words: list[str],
    clauses: list[int],
    lang: str,
    tongue: Tongue,
    stem_of: Mapping[str, str],
    known: Mapping[str, frozenset[str]],
) -> _Heard:
    """Give where each term of a language stands, and which words are only guessed: short ones, and those two letters off."""
    stems = [stem_of[word] for word in words]
    found: dict[str, dict[Span, None]] = {}
    slips: set[int] = set()
    far: set[int] = set()
    for at, word in enumerate(words):
        for term in tongue.exact.get(word, ()):
            found.setdefault(term, {})[at, at + 1] = None
        if stems[at] in tongue.stems or word in tongue.small or len(word) < SHORTEST_SLIP:
            continue
        foreign = any(word in those for those in known.values())
        form = None if foreign else _form(word, lang, tongue)
        if form:
            stems[at] = stems_of([form], lang, tongue.alike)[0]
            for term in tongue.exact.get(form, ()):
                found.setdefault(term, {})[at, at + 1] = None
            continue
        parts = list(_in_compound(word, lang, tongue))
        for term in parts:
            found.setdefault(term, {})[at, at + 1] = None
        near = None if parts or foreign else _misspelt(word, tongue)
        if near:
            stems[at] = stems_of([near], lang, tongue.alike)[0]
            slips.add(at)
            if OSA.distance(word, near) > 1:
                far.add(at)
    _find_runs(found, words, stems, clauses, tongue)
    guessed = frozenset(at for at in slips if len(words[at]) < LONG_SLIP or at in far)
    _add_apart(found, clauses)
    return _without_figures(found), guessed


def _add_apart(found: dict[str, dict[Span, None]], clauses: list[int]) -> None:
    """Put where "can" and its "not" stand apart, as in Dutch and Norwegian: "kan haar thee niet goed doorslikken"."""
    nots = sorted(start for start, _ in found.get(NOT, ()))
    for at in sorted(start for start, _ in found.get(CAN, ())):
        after = next((place for place in nots if place > at + 1), None)
        if after is not None and after <= at + APART and clauses[after] == clauses[at]:
            found.setdefault(CANNOT, {})[after, after + 1] = None


def _find_runs(
    found: dict[str, dict[Span, None]], words: list[str], stems: list[str], clauses: list[int], tongue: Tongue
) -> None:
    """Put where each entry of one or several words stands."""
    there = set(stems)
    for at, stem in enumerate(stems):
        for run, terms in tongue.runs.get(stem, ()):
            alone = len(run) == 1
            if alone or run[1] in there:
                end = at + 1 if alone else _end(run, at, words, stems, clauses, tongue.filler)
                for term in terms if end else ():
                    found.setdefault(term, {})[at, end] = None


def _without_figures(found: dict[str, dict[Span, None]]) -> dict[str, tuple[Span, ...]]:
    """Give the places of terms, without what is part of a figure of speech, or of "cannot stop" moving: that is a must."""
    must = [span for span in found.get(COMPELLED, ()) if _is_followed(span, found.get(STIRS, ()))]
    figures = {place for start, end in (*found.get(IDIOM, ()), *must) for place in range(start, end)}
    if not figures:
        return {term: tuple(sorted(spans)) for term, spans in found.items()}
    kept = {term: sorted(span for span in spans if figures.isdisjoint(range(*span))) for term, spans in found.items()}
    kept[MUST], kept[COMPELLED] = sorted([*kept.get(MUST, ()), *must]), must
    return {term: tuple(spans) for term, spans in kept.items() if spans}


def _is_followed(span: Span, later: Iterable[Span]) -> bool:
    """Tell whether something stands shortly behind a place."""
    return any(span[1] <= start <= span[1] + STIRRED for start, _ in later)


def _end(
    run: tuple[str, ...], at: int, words: list[str], stems: list[str], clauses: list[int], filler: frozenset[str]
) -> int:
    """Give where an entry of several words that begins at a place ends, 0 where it does not stand there."""
    place, left = at, MOST_FILLER
    for stem in run[1:]:
        place += 1
        while place < len(stems) and stems[place] != stem and left and words[place] in filler:
            place, left = place + 1, left - 1
        if place >= len(stems) or stems[place] != stem:
            return 0
    return place + 1 if clauses[at] == clauses[place] else 0


def _in_compound(word: str, lang: str, tongue: Tongue) -> Iterator[str]:
    """Give the terms of the parts of a compound nobody listens for as a whole."""
    if len(word) < SHORTEST_SLIP or word in tongue.small or lang not in {"nl", "nb"}:
        return
    for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 2, -1):
        first, last = word[:cut], word[cut:]
        for start in {first, first.removesuffix("s")}:
            terms = [*_single(start, lang, tongue), *_single(last, lang, tongue)]
            if terms and _single(start, lang, tongue) and _single(last, lang, tongue):
                yield from dict.fromkeys(terms)
                return


def _form(word: str, lang: str, tongue: Tongue) -> str | None:
    """Give the form that is listened for, of a word that is not: `leggene` of leggan."""
    for form in forms(word, lang):
        if form in tongue.exact or stems_of([form], lang, tongue.alike)[0] in tongue.stems:
            return form
    return None


def _misspelt(word: str, tongue: Tongue) -> str | None:
    """Give the nearest spelling of a word that is none and no compound."""
    return None if word.isdigit() else _nearest(word, tongue.spellings.get(word[0], ()))


def _single(word: str, lang: str, tongue: Tongue) -> list[str]:
    """Give the terms one word is by itself."""
    stem = stems_of([word], lang, tongue.alike)[0] if word else ""
    return [term for run, terms in tongue.runs.get(stem, ()) if len(run) == 1 for term in terms]


@lru_cache(maxsize=4096)
def _nearest(word: str, spellings: tuple[str, ...]) -> str | None:
    """Give the known word that differs by one letter, from eight letters on by two."""
    room = 2 if len(word) >= LONG_SLIP else 1
    near = process.extractOne(word, spellings, scorer=OSA.distance, score_cutoff=room)
    return near[0] if near and len(near[0]) >= SHORTEST_SLIP else None
