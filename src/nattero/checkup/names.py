"""The names of medicines, ready to be found: by their words and by their spelling.

In: the medicines of the pack (`knowledge.medicines`). Out: an index. A name of two medicines (a combination box) leads to
both; a name we say nothing about leads to none; a kind of medicine ("water tablet") leads to examples of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from nattero.checkup.spelling import SHORTEST, key
from nattero.knowledge.lexicon import fold
from nattero.knowledge.medicines import Medicines

_WORD = re.compile(r"[a-z0-9]+")
Phrase = tuple[str, ...]
MEANS: tuple[Literal["medicine", "other", "group", "maybe"], ...] = ("medicine", "other", "group", "maybe")
NAMED = frozenset({"medicine", "other"})
SUGGESTED = 3
JOINED = 12  # letters of a name of more words up to which it may be misspelt as one: selozok, albyle


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
class Names:
    """All names by their words and by their keys, and the words that say how a name is meant.

    `spellings` are the keys that a misspelt word is held against, by their first letter; what is like a `faint` one, a short
    name or one of more words, is only asked back.
    """

    known: Medicines
    exact: Mapping[Phrase, Name]
    keyed: Mapping[Phrase, Name]
    single: Mapping[str, Name]
    spellings: Mapping[str, tuple[str, ...]]
    faint: frozenset[str]
    starts: Mapping[str, int]
    words: Mapping[str, frozenset[str]]


def index_names(known: Medicines) -> Names:
    """Give the names of the medicines, indexed."""
    exact: dict[Phrase, Name] = {}
    for phrases, name in _meanings(known):
        for phrase in phrases:
            exact[phrase] = _merged(exact.get(phrase), name)
    keyed, single = _by_key(exact)
    alone = {phrase[0] for phrase in keyed if len(phrase) == 1}
    joined = {key("".join(phrase)) for phrase in exact if len(phrase) > 1 and sum(map(len, phrase)) <= JOINED}
    joined -= {key(phrase[0]) for phrase in exact if len(phrase) == 1}
    spellings: dict[str, list[str]] = {}
    for spelled in (*alone, *joined):
        name = single[spelled]
        if len(spelled) >= SHORTEST - 1 and name.means in NAMED and not name.everyday:
            spellings.setdefault(spelled[0], []).append(spelled)
    by_letter = {letter: tuple(sorted(found)) for letter, found in spellings.items()}
    faint = joined | {spelled for spelled in alone if len(spelled) < SHORTEST}
    return Names(known, exact, keyed, single, by_letter, frozenset(faint), _starts(exact), _words(known))


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
        ordinary = set(phrases(other.everyday))
        yield [phrase for phrase in phrases(other.names) if phrase not in ordinary], Name("other", (), other.id)
        yield ordinary, Name("other", (), other.id, everyday=True)
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
    """Give the names by the keys of their words, and by the key of their words as one; a key that means two, means none."""
    keyed: dict[Phrase, Name] = {}
    single: dict[str, Name] = {}
    twice: set[Phrase] = set()
    for phrase, name in exact.items():
        spelled = tuple(key(word) for word in phrase)
        if keyed.setdefault(spelled, name) != name:
            twice.add(spelled)
        single.setdefault(spelled[0] if len(spelled) == 1 else key("".join(phrase)), name)
    return {spelled: name for spelled, name in keyed.items() if spelled not in twice}, single


def _starts(exact: Iterable[Phrase]) -> dict[str, int]:
    """Give how many words the longest name has whose first word has a key."""
    longest: dict[str, int] = {}
    for phrase in exact:
        first = key(phrase[0])
        longest[first] = max(longest.get(first, 0), len(phrase))
    return longest


def _words(known: Medicines) -> dict[str, frozenset[str]]:
    """Give the words of each kind but the groups, folded; more than one word is one word with blanks."""
    found: dict[str, set[str]] = {}
    for row in known.words.values():
        if row.kind != "group":
            words = [" ".join(phrase) for phrase in phrases("; ".join(row.words.values()))]
            found.setdefault(row.kind, set()).update(words)
            found.setdefault(row.id, set()).update(words)
    return {kind: frozenset(words) for kind, words in found.items()}
