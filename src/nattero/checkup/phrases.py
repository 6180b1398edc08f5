"""How people say what the check-up asks about: word groups and patterns of the pack, made ready for listening.

In: `hearing_words.yaml` (word groups by language) and `hearing.yaml` (what of a feature is said in which patterns).
Out: a `Hearing`. A pattern is words and `@groups` that stand near one another in any order; `^@group` may stand
anywhere in the text, `a|b` is either, `~N` at the end is how many other words may stand between. Words are Snowball
stems; `a_b` stand side by side, `=word` is that very word.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import chain, pairwise
from pathlib import Path
from sys import intern
from typing import Any, Literal, NamedTuple

import msgspec

from nattero.knowledge.lexicon import stemmed, tokens
from nattero.knowledge.model import Id, Row
from nattero.knowledge.rows import Finding, PackError, read_rows
from nattero.knowledge.words import LANGUAGES

FILE, WORDS_FILE = "hearing.yaml", "hearing_words.yaml"
SMALL = "small"  # the group of words that tell a language, and say nothing else
ALIKE = "alike"  # the group whose entries are words that are one word here: colloquial, dialect, short
FILLER = "filler"  # the group of words that may stand between the words of one entry: "my left leg", "so very cold"
JOINTS = ("clause_words", "joining", "subject")  # groups of words that begin clauses
NO_JOINT = {
    "want": frozenset(
        [
            "i",
            "we",
            "you",
            "they",
            "dont",
            "didnt",
            "doesnt",
            "not",
            "never",
            "to",
            "just",
            "really",
            "only",
            "still",
            "also",
        ]
    )
}
"""What joins in one language and not in another: the Dutch "because" is what the English wish."""
UNHEARD = frozenset({SMALL, ALIKE, FILLER})
GAP, GROUP_GAP = 2, 4  # other words between those of a pattern: of plain words, and where it has groups
Effect = Literal["said", "unsaid", "opposite"]
Words = tuple[str, ...]


class WordGroup(Row, frozen=True, kw_only=True):
    """Words that mean the same in a pattern, by language, with those of other groups.

    A `place` is neither affirmed nor denied. As `unless`, a group takes away in its clause; a `wide` one in its sentence.
    """

    words: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    of: tuple[Id, ...] = ()
    place: bool = False
    wide: bool = False


class Saying(Row, frozen=True, kw_only=True):
    """How a feature is said: in which patterns, by language (`all`: in any); `gives` for a choice's value.

    `unsaid` counts only where it is denied ("no swelling"), `opposite` means no. `unless` are groups that take it away in
    the same clause, `own` is what a relative's history does not say, `danger` is kept where a person hedges.
    """

    feature: Id | None = None
    gives: Id | None = None
    said: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    unsaid: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    opposite: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    unless: tuple[Id, ...] = ()
    own: bool = False
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of saying something: its parts (each a set of terms), those anywhere in the text, the room between."""

    saying: Saying
    effect: Effect
    parts: tuple[tuple[str, ...], ...]
    anywhere: tuple[tuple[str, ...], ...]
    gap: int


class Run(NamedTuple):
    """Stems that follow one another, and the terms they are."""

    stems: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Tongue:
    """One language: what it is told by, and, made ready when a text may speak it, what is listened for in it.

    `entries` are the words of all that is written for a term, `exact` the terms of very words, `sayings` the patterns.
    """

    lang: str
    entries: Mapping[str, tuple[Words, ...]]
    exact: Mapping[str, list[str]]
    sayings: tuple[Pattern, ...]
    small: frozenset[str]
    alike: Mapping[str, str]
    filler: frozenset[str]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all that is listened for."""
        return frozenset(stems_of(self._words(), self.lang, self.alike))

    @cached_property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """All words by their first letter."""
        found: dict[str, list[str]] = {}
        for word in self._words():
            found.setdefault(word[0], []).append(word)
        return {letter: tuple(words) for letter, words in found.items()}

    @cached_property
    def runs(self) -> Mapping[str, tuple[Run, ...]]:
        """Runs of stems by their first one."""
        words = self._words()
        # most stems are the word itself, or that of others: each is kept once
        stems = {
            word: word if stem == word else intern(stem)
            for word, stem in zip(words, stems_of(words, self.lang, self.alike), strict=True)
        }
        terms: dict[tuple[str, ...], dict[str, None]] = {}
        for term, entries in self.entries.items():
            for entry in entries:
                terms.setdefault(tuple(map(stems.__getitem__, entry)), {})[term] = None
        found: dict[str, list[Run]] = {}
        same: dict[tuple[str, ...], tuple[str, ...]] = {}  # most words of a group are the same terms: kept once
        for run, those in terms.items():
            found.setdefault(run[0], []).append(Run(run, same.setdefault(tuple(those), tuple(those))))
        return {stem: tuple(runs) for stem, runs in found.items()}

    @cached_property
    def patterns(self) -> Mapping[str, list[Pattern]]:
        """Patterns by their rarest part."""
        uses = Counter(term for pattern in self.sayings for part in pattern.parts for term in part)
        found: dict[str, list[Pattern]] = {}
        for pattern in self.sayings:
            for term in min(pattern.parts, key=lambda part: sum(uses[term] for term in part)):
                found.setdefault(term, []).append(pattern)
        return found

    def _words(self) -> list[str]:
        return sorted({word for entries in self.entries.values() for entry in entries for word in entry})


@dataclass(frozen=True)
class Joints:
    """Where a sentence has its joints, in any language: words that begin a clause, and those that do before a subject."""

    always: frozenset[str]
    joining: frozenset[str]
    subjects: frozenset[str]

    def breaks(self, words: list[str]) -> list[bool]:
        """Tell for each word whether a clause begins with it: "but ...", "and my ..."."""
        joins = [
            one in self.always or (one in self.joining and after in self.subjects)
            for one, after in pairwise([*words, ""])
        ]
        return [
            at and before not in NO_JOINT.get(one, ())
            for at, before, one in zip(joins, ["", *words], words, strict=False)
        ]


@dataclass(frozen=True)
class Hearing:
    """All that is listened for, by language, the groups whose words are places, and where clauses begin."""

    tongues: Mapping[str, Tongue]
    places: frozenset[str]
    wide: frozenset[str]
    joints: Joints


def read_hearing(root: Traversable | Path) -> Hearing:
    """Give what a pack's folder listens for; PackError for the first row that is wrong or names an unknown group."""
    groups, sayings = _rows(root, WORDS_FILE, WordGroup), _rows(root, FILE, Saying)
    known = {f"@{group.id}" for group in groups}
    for saying in sayings:
        for name in (f"@{one}" for one in saying.unless):
            if name not in known:
                raise PackError(Finding("error", FILE, 1, f"{saying.id}.unless", f"{name} is not in {WORDS_FILE}"))
    groups = _whole(groups)
    patterns = _patterns(sayings, known)
    tongues = {lang: _tongue(lang, groups, patterns[lang]) for lang in LANGUAGES}
    places = frozenset(f"@{group.id}" for group in groups if group.place)
    wide = frozenset(f"@{group.id}" for group in groups if group.wide)
    return Hearing(tongues, places, wide, Joints(*(_any_language(name, groups) for name in JOINTS)))


def _whole(groups: list[WordGroup]) -> list[WordGroup]:
    """Give the groups with the words of those they hold; PackError for one that is unknown or stands further down."""
    whole: dict[str, WordGroup] = {}
    for group in groups:
        for name in group.of:
            if name not in whole:
                raise PackError(Finding("error", WORDS_FILE, 1, f"{group.id}.of", f"{name} does not stand above it"))
        held = [whole[name].words for name in group.of]
        words = {
            lang: tuple(dict.fromkeys(word for each in (group.words, *held) for word in each.get(lang, ())))
            for lang in LANGUAGES
        }
        whole[group.id] = msgspec.structs.replace(group, words=words)
    return list(whole.values())


def _any_language(name: str, groups: list[WordGroup]) -> frozenset[str]:
    """Give the words of a group in all languages: a text's clauses are found before its language is."""
    return frozenset(
        _words(one)[0] for group in groups if group.id == name for said in group.words.values() for one in said
    )


def _rows(root: Traversable | Path, file: str, kind: type[Any]) -> list[Any]:
    rows, findings = read_rows(root, file, kind)
    for finding in findings:
        raise PackError(finding)
    return [row.value for row in rows]


def _tongue(lang: str, groups: list[WordGroup], patterns: list[Pattern]) -> Tongue:
    """Give one language's listening."""
    plain = {term for pattern in patterns for part in pattern.parts for term in part if term[0] != "@"}
    written = {f"@{group.id}": group.words.get(lang, ()) for group in groups if group.id not in UNHEARD}
    written |= {term: (term,) for term in sorted(plain)}
    words = {one: _words(one) for one in dict.fromkeys(chain.from_iterable(written.values()))}
    exact: dict[str, list[str]] = {}
    for term, said in written.items():
        for one in said:
            if one[0] == "=":
                exact.setdefault(words[one][0], []).append(term)
    entries = {term: tuple(words[one] for one in said if one[0] != "=") for term, said in written.items()}
    small, filler = (
        frozenset(_words(one)[0] for group in groups if group.id == name for one in group.words.get(lang, ()))
        for name in (SMALL, FILLER)
    )
    return Tongue(lang, entries, exact, tuple(patterns), small, _alike(lang, groups), filler)


def stems_of(words: list[str], lang: str, alike: Mapping[str, str]) -> list[str]:
    """Give the stems of words, those that are alike as one: `gak`, `nggak` and `tidak` are one word."""
    return [alike.get(stem, stem) for stem in stemmed(words, lang)]


def _alike(lang: str, groups: list[WordGroup]) -> dict[str, str]:
    """Give the stem each colloquial one stands for: the first of its entry."""
    written = [one for group in groups if group.id == ALIKE for one in group.words.get(lang, ())]
    entries = [stemmed(_words(one), lang) for one in written]
    return {stem: first for first, *others in entries for stem in others}


def _words(written: str) -> tuple[str, ...]:
    """Give the folded words of an entry; most are plain words already."""
    plain = written.isascii() and written.islower() and written.replace("_", "").isalpha() and "nae" not in written
    return tuple(written.split("_") if plain else tokens(written.replace("_", " ")))


def _patterns(sayings: Iterable[Saying], known: set[str]) -> dict[str, list[Pattern]]:
    """Give the patterns by language; those of any language are made once."""
    effects: tuple[Effect, ...] = ("said", "unsaid", "opposite")
    found: dict[str, list[Pattern]] = {lang: [] for lang in LANGUAGES}
    for saying in sayings:
        for effect in effects:
            written: dict[str, tuple[str, ...]] = getattr(saying, effect)
            common = [_pattern(line, saying, effect, known) for line in written.get("all", ())]
            for lang, patterns in found.items():
                own = [_pattern(line, saying, effect, known) for line in written.get(lang, ())]
                patterns += [*common, *own]
    return found


def _pattern(line: str, saying: Saying, effect: Effect, known: set[str]) -> Pattern:
    """Give one written pattern; PackError for a group nobody wrote."""
    parts, anywhere, gap = _parsed(line)
    for term in (term for part in (*anywhere, *parts) for term in part):
        if not term or (term[0] == "@" and term not in known):
            raise PackError(Finding("error", FILE, 1, saying.id, f"{term or line} is not in {WORDS_FILE}"))
    return Pattern(saying, effect, parts, anywhere, gap)


def _parsed(line: str) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...], int]:
    """Give the parts of a written pattern, those that may stand anywhere, and the room between."""
    parts: list[tuple[str, ...]] = []
    anywhere: list[tuple[str, ...]] = []
    gap = GROUP_GAP if "@" in line else GAP
    for word in line.split():
        if word[0] == "~":
            gap = int(word[1:])
            continue
        terms = tuple(
            intern(term if term[:1] in {"@", "="} else " ".join(_words(term))) for term in word.lstrip("^").split("|")
        )
        if word[0] == "^":
            anywhere.append(terms)
        else:
            parts.append(terms)
    return tuple(parts), tuple(anywhere), gap
