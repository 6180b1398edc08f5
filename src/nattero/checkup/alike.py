"""Which medicine a misspelt word may be: the names it looks like, and whether it can only be one of them.

In: a word that is no name as it stands, and the index of names. Out: the names it looks like, the nearest first (optimal
string alignment, by rapidfuzz), and the one it must be, or none where another is about as near.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nattero.checkup.names import NAMED, Name, Names
from nattero.checkup.spelling import SHORTEST, SURE_AWAY, key, may_be

LOOKALIKE = 0.7  # similarity from which a name is offered when we ask back
LONG = 8  # letters of a key from which a rival that is one slip further off does not matter


@dataclass(frozen=True)
class Near:
    """A name that a word looks like: its key, what it means, and how many slips away it is."""

    spelled: str
    name: Name
    away: int


def near(word: str, names: Names, *, far: bool = True) -> list[Near]:
    """Give the names a word looks like, the nearest first; with `far`, also those that begin with another letter."""
    typed = key(word)
    if len(typed) < SHORTEST - 1:
        return []
    found = list(_nearest(typed, names.spellings.get(typed[0], ()), names, LOOKALIKE))
    away = min((each.away for each in found if may_be(typed, each.spelled, each.away)), default=0)
    if far and away != 1 and (len(typed) >= SURE_AWAY or not found):
        most = max(1, away)
        others = (spelt for letter, spelt in names.spellings.items() if letter != typed[0])
        found += [
            each
            for spelt in others
            for each in _nearest(typed, spelt, names, 1 - (most + 0.01) / len(typed))
            if each.away == 1 or len(each.spelled) - len(typed) == each.away <= most
        ]
    return sorted(found, key=lambda each: (each.away, each.spelled[0] != typed[0]))


def _nearest(typed: str, spellings: Iterable[str], names: Names, least: float) -> Iterator[Near]:
    """Give the names among some that a typed key looks like."""
    for spelled, _, _ in process.extract(
        typed, spellings, scorer=OSA.normalized_similarity, score_cutoff=least, limit=6
    ):
        yield Near(spelled, names.single[spelled], int(OSA.distance(typed, spelled)))


def one_of(found: list[Near], word: str, names: Names, *, dosed: bool = False) -> Name | None:
    """Give the name a word can only mean; None where it is too far off, or where two names are about as near.

    A brand has to be long and nearly right, unless a strength stands beside it (`dosed`), and what is like a faint
    name is only asked back.
    """
    typed = key(word)
    if not found or found[0].spelled in names.faint or not may_be(typed, found[0].spelled, found[0].away):
        return None
    if found[0].name.brand and not dosed and (found[0].away > 1 or len(typed) <= LONG):
        return None
    first = found[0]
    margin = 0 if first.away == 1 and len(typed) >= LONG and not first.name.brand else 1
    rivals = [each for each in (*found[1:], *_begun_otherwise(typed, names)) if not _same(each, first)]
    near_by = (each.away <= first.away + (margin if each.spelled[0] == typed[0] else 0) for each in rivals)
    return None if any(near_by) else first.name


def _begun_otherwise(typed: str, names: Names) -> Iterator[Near]:
    """Give the names that a key becomes when only its beginning is changed by one slip."""
    starts = [letter + rest for rest in (typed, typed[1:]) for letter in names.spellings]
    for spelled in (*starts, typed[1::-1] + typed[2:]):
        name = names.single.get(spelled)
        if name and spelled != typed and name.means in NAMED:
            yield Near(spelled, name, 1)


def _same(one: Near, other: Near) -> bool:
    return one.name.medicines == other.name.medicines and one.name.other == other.name.other
