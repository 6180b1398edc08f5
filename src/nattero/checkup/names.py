"""The names of medicines, ready to be found: by their words, by their spelling, and by what they look like.

In: the medicines of the pack (`knowledge.medicines`). Out: an index. A name of two medicines (a combination box) leads to
both; a name we say nothing about leads to none; a kind of medicine ("water tablet") leads to examples of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nattero.checkup.spelling import SHORTEST, SURE_AWAY, key, may_be
from nattero.knowledge.lexicon import fold
from nattero.knowledge.medicines import Medicines

_WORD = re.compile(r"[a-z0-9]+")
Phrase = tuple[str, ...]
MEANS: tuple[Literal["medicine", "other", "group", "maybe"], ...] = ("medicine", "other", "group", "maybe")
NAMED = frozenset({"medicine", "other"})
LOOKALIKE = 0.7  # similarity from which a name is offered when we ask back
SUGGESTED = 3
LONG = 8  # letters of a key from which a rival that is one slip further off does not matter


@dataclass(frozen=True)
class Name:
    """What a name means: medicines (or examples to ask back with), another medicine, a group; and how it may be said.

    `everyday` names are ordinary words too; `brand` names are no one's language, so that many words look like them.
    """

    means: Literal["medicine", "other", "group", "maybe"]
    medicines: tuple[str, ...]
    other: str = ""
    everyday: bool = False
    brand: bool = False


@dataclass(frozen=True)
class Near:
    """A name that a word looks like: its key, what it means, and how many slips away it is."""

    spelled: str
    name: Name
    away: int


@dataclass(frozen=True)
class Names:
    """All names by their words and by their keys, and the words that say how a name is meant."""

    known: Medicines
    exact: Mapping[Phrase, Name]
    keyed: Mapping[Phrase, Name]
    single: Mapping[str, Name]
    spellings: Mapping[str, tuple[str, ...]]
    longest: int
    words: Mapping[str, frozenset[str]]


def index_names(known: Medicines) -> Names:
    """Give the names of the medicines, indexed."""
    exact: dict[Phrase, Name] = {}
    for phrases, name in _meanings(known):
        for phrase in phrases:
            exact[phrase] = _merged(exact.get(phrase), name)
    keyed, single = _by_key(exact)
    spellings: dict[str, list[str]] = {}
    for phrase, name in keyed.items():
        if len(phrase) == 1 and len(phrase[0]) >= SHORTEST and name.means in NAMED and not name.everyday:
            spellings.setdefault(phrase[0][0], []).append(phrase[0])
    by_letter = {letter: tuple(found) for letter, found in spellings.items()}
    return Names(known, exact, keyed, single, by_letter, max(map(len, exact), default=1), _words(known))


def phrases(text: str) -> list[Phrase]:
    """Give the folded words of each part of a text that is separated by semicolons; parts without words are left out."""
    plain = text.lower() if text.isascii() and "'" not in text else fold(text)
    return [words for part in plain.split(";") if (words := tuple(_WORD.findall(part)))]


def _meanings(known: Medicines) -> Iterator[tuple[Iterable[Phrase], Name]]:
    """Give what each name means, the names that mean the same together."""
    for medicine in known.medicines.values():
        everyday = set(phrases(medicine.everyday))
        generic = phrases("; ".join((medicine.inn, *medicine.generic.values())))
        brands = phrases("; ".join(medicine.brands.values()))
        yield [phrase for phrase in generic if phrase not in everyday], Name("medicine", (medicine.id,))
        yield [phrase for phrase in brands if phrase not in everyday], Name("medicine", (medicine.id,), brand=True)
        yield everyday, Name("medicine", (medicine.id,), everyday=True)
        yield phrases(medicine.maybe), Name("maybe", (medicine.id,))
    for other in known.others.values():
        yield phrases(other.names), Name("other", (), other.id)
    for row in known.words.values():
        if row.kind == "group":
            yield phrases("; ".join(row.words.values())), Name("group", row.members, row.id)


def _merged(before: Name | None, name: Name) -> Name:
    """Give what a name means that was found twice: the surer meaning; two medicines for a combination."""
    if before is None or before == name:
        return name
    if before.means != name.means:
        return min(before, name, key=lambda each: MEANS.index(each.means))
    medicines = tuple(dict.fromkeys((*before.medicines, *name.medicines)))
    return Name(name.means, medicines, before.other, before.everyday and name.everyday, before.brand and name.brand)


def _by_key(exact: Mapping[Phrase, Name]) -> tuple[dict[Phrase, Name], dict[str, Name]]:
    """Give the names by the keys of their words, and by the key of their words as one; no key that could mean two."""
    keyed: dict[Phrase, Name] = {}
    single: dict[str, Name] = {}
    twice: set[Phrase] = set()
    for phrase, name in exact.items():
        spelled = tuple(key(word) for word in phrase)
        if keyed.setdefault(spelled, name) != name:
            twice.add(spelled)
        single.setdefault(spelled[0] if len(spelled) == 1 else key("".join(phrase)), name)
    return {spelled: name for spelled, name in keyed.items() if spelled not in twice}, single


def _words(known: Medicines) -> dict[str, frozenset[str]]:
    """Give the words of each kind but the groups, folded; more than one word is one word with blanks."""
    found: dict[str, set[str]] = {}
    for row in known.words.values():
        if row.kind != "group":
            words = [" ".join(phrase) for phrase in phrases("; ".join(row.words.values()))]
            found.setdefault(row.kind, set()).update(words)
            found.setdefault(row.id, set()).update(words)
    return {kind: frozenset(words) for kind, words in found.items()}


def near(word: str, names: Names, *, far: bool = True) -> list[Near]:
    """Give the names a word looks like, the nearest first; with `far`, also those that begin with another letter."""
    typed = key(word)
    if len(typed) < SHORTEST - 1:
        return []
    found = list(_nearest(typed, names.spellings.get(typed[0], ()), names, LOOKALIKE))
    away = min((each.away for each in found if may_be(typed, each.spelled, each.away)), default=0)
    if far and away != 1 and len(typed) >= SURE_AWAY:
        most = max(1, away)
        others = (spelt for letter, spelt in names.spellings.items() if letter != typed[0])
        for spelt in others:
            found += _nearest(typed, spelt, names, 1 - (most + 0.01) / (len(typed) + most))
    return sorted(found, key=lambda each: (each.away, each.spelled[0] != typed[0]))


def _nearest(typed: str, spellings: Iterable[str], names: Names, least: float) -> Iterator[Near]:
    """Give the names among some that a typed key looks like."""
    for spelled, _, _ in process.extract(
        typed, spellings, scorer=OSA.normalized_similarity, score_cutoff=least, limit=6
    ):
        yield Near(spelled, names.single[spelled], int(OSA.distance(typed, spelled)))


def one_of(found: list[Near], word: str, *, dosed: bool = False) -> Name | None:
    """Give the name a word can only mean; None where it is too far off, or where two names are about as near.

    A brand has to be long and nearly right, unless a strength stands beside it (`dosed`).
    """
    typed = key(word)
    if not found or not may_be(typed, found[0].spelled, found[0].away):
        return None
    if found[0].name.brand and not dosed and (found[0].away > 1 or len(typed) <= LONG):
        return None
    first = found[0]
    margin = 0 if first.away == 1 and len(typed) >= LONG else 1
    rivals = (each for each in found[1:] if not _same(each, first))
    near_by = (each.away <= first.away + (margin if each.spelled[0] == typed[0] else 0) for each in rivals)
    return None if any(near_by) else first.name


def _same(one: Near, other: Near) -> bool:
    return one.name.medicines == other.name.medicines and one.name.other == other.name.other
