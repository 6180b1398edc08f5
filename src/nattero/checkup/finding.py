"""Names of medicines among words: the longest first, strengths between them skipped, salts and makers set aside.

In: folded words and the index of names. Out: what was found where and how surely, and the words that remain.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nattero.checkup.alike import near, one_of
from nattero.checkup.names import Name, Names
from nattero.checkup.spelling import key

_STRENGTH = re.compile(r"\A(?:\d+[a-z]{0,4}|[a-z]?\d+x?|\d+[a-z]{1,2}\d+[a-z]?)\Z")
_GLUED = re.compile(r"\A([a-z]{5,})(\d+)(?:mg|mcg|ug|g|ml|mga)?\Z")
LONG = 9  # letters of a word in a text from which one slip is forgiven
JOINED = 3  # words that may be one name written apart: co diovan, selo zok
COMPOUND = 9  # letters from which a word may be a name with its salt
MINERALS = frozenset({"potassium", "magnesium", "calcium-vitamin-d", "lithium"})


@dataclass(frozen=True)
class Found:
    """A name among words: its first word, the one after its last, what it means, how sure that is, and of how many words."""

    start: int
    end: int
    name: Name
    sure: float
    size: int = 1


def find(words: list[str], names: Names, *, text: bool = False) -> list[Found]:
    """Give the names among words, in order; in a text, one slip in a long word is forgiven here."""
    plain = [place for place, word in enumerate(words) if not is_strength(word, names)]
    whole = _phrases(words, range(len(words)), names)
    found = _apart([*whole, *_phrases(words, plain, names)] if len(plain) < len(words) else list(whole))
    taken = {place for each in found for place in range(each.start, each.end)}
    found += list(_parts(words, taken, names))
    if text:
        taken = {place for each in found for place in range(each.start, each.end)}
        found += list(_slips(words, taken, names))
    found.sort(key=lambda each: (each.start, -each.end))
    return [each for each in found if not _is_salt(each, found)]


def _apart(found: list[Found]) -> list[Found]:
    """Give names that do not overlap, those of more words first: the pair in one inhaler before either of the two."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: (-each.size, each.start, each.end)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return kept


def is_strength(word: str, names: Names) -> bool:
    """Tell whether a word is how much, or how often."""
    return bool(_STRENGTH.match(word)) or word in names.words["strengths"]


def rest(words: list[str], found: Iterable[Found], names: Names) -> Mapping[int, str]:
    """Give the words that could still be a name, by their places."""
    taken = {place for each in found for place in range(each.start, each.end)}
    skip = names.words["noise"] | names.words["taking"] | names.words["not"] | names.words["link"]
    return {
        place: word
        for place, word in enumerate(words)
        if place not in taken and word not in skip and len(word) > 2 and not is_strength(word, names)
    }


def _phrases(words: list[str], places: Iterable[int], names: Names) -> Iterator[Found]:
    """Give the names made of neighbouring words at some places, the longest at each place."""
    open_places = list(places)
    at = 0
    while at < len(open_places):
        size, name, sure = _longest(words, open_places, at, names)
        if name is None:
            at += 1
            continue
        yield Found(open_places[at], open_places[at + size - 1] + 1, name, sure, size)
        at += size


def _longest(words: list[str], places: list[int], at: int, names: Names) -> tuple[int, Name | None, float]:
    """Give the longest name that begins at a place: how many words, what it means, how sure."""
    longest = max(JOINED, names.starts.get(key(words[places[at]]), 0))
    for size in range(min(longest, len(places) - at), 0, -1):
        phrase = tuple(words[place] for place in places[at : at + size])
        if phrase in names.exact:
            return size, names.exact[phrase], 1.0
        spelled = tuple(map(key, phrase))
        if spelled in names.keyed and sum(map(len, spelled)) > (5 if names.keyed[spelled].brand else 4):
            return size, names.keyed[spelled], 0.97
        if size > 1 and places[at + size - 1] - places[at] == size - 1:
            whole = "".join(phrase)
            joined = names.single.get(key(whole)) if len(whole) > 6 else None
            if joined and not any(_is_small(word, names) for word in phrase):
                return size, joined, 0.95
    return 0, None, 0.0


def _is_small(word: str, names: Names) -> bool:
    return word in names.words["not"] or word in names.words["noise"] or word in names.words["link"]


def _parts(words: list[str], taken: set[int], names: Names) -> Iterator[Found]:
    """Give names written as one with what follows: with their strength (simva40) or their salt (losartankalium)."""
    for place, word in enumerate(words):
        if place in taken:
            continue
        glued = _GLUED.match(word)
        if glued and (glued[1],) in names.exact:
            yield Found(place, place + 1, names.exact[(glued[1],)], 0.97)
        elif len(word) > COMPOUND:
            for cut in range(len(word) - 3, 5, -1):
                name = names.exact.get((word[:cut],))
                if name and not name.everyday and name.means != "group" and _ends(word[cut:], names):
                    yield Found(place, place + 1, name, 0.95)
                    break


def _ends(tail: str, names: Names) -> bool:
    """Tell whether a word may end so: with a salt, a form, a maker."""
    return tail in names.words["salts"] or tail in names.words["forms"]


def _slips(words: list[str], taken: set[int], names: Names) -> Iterator[Found]:
    """Give long names with one letter wrong."""
    for place, word in enumerate(words[:400]):
        if place in taken or len(word) < LONG or _is_small(word, names):
            continue
        alike = near(word, names, far=False)
        if alike and alike[0].away <= 1 and len(alike[0].spelled) >= LONG - 1:
            name = one_of(alike, word, names)
            if name and not name.brand:
                yield Found(place, place + 1, name, 0.85)


def _is_salt(each: Found, found: list[Found]) -> bool:
    """Tell whether a mineral stands beside another medicine, and so is only its salt: losartan kalium."""
    return (
        each.name.everyday
        and not MINERALS.isdisjoint(each.name.medicines)
        and any(
            (other.end == each.start or each.end == other.start)
            and MINERALS.isdisjoint(other.name.medicines)
            and other.name.means in {"medicine", "other"}
            for other in found
        )
    )
