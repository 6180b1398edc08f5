"""What is denied: `no fever`, `zwelling heb ik niet`, but not `niet zonder zwelling`.

In: the mentions of a text, its words, the clause of each, and the words that deny. Out: the mentions, each marked. After
NegEx (Chapman et al. 2001, doi 10.1006/jbin.2001.1029): a denying word counts within its clause and some words away.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

BEFORE, AFTER = 4, 6  # words
COMMAS = frozenset({"or", "and", "of", "en", "og", "eller", "dan", "atau"})
ORS = frozenset({"or", "of", "eller", "atau", "nor", "noch"})
JOINING = frozenset({"and", "en", "og", "dan"})
TURNS = frozenset({"but", "maar", "men", "tapi", "tetapi", "yet", "though", "since", "sinds", "sejak"})
LACKING = frozenset({"without", "zonder", "uten", "tanpa"})
ONLY = frozenset({"only", "just", "alleen", "enkel", "bare", "kun", "hanya", "cuma"})
ASKING = frozenset({"boleh", "bolehkah", "aman", "perlu"})
"""Before a denying word they make it a question: `boleh ga minum ...` asks whether one may."""
LIGHT = {
    "en": "have has had is she he i it there also at all in on the my present either leg calf foot",
    "nl": "heb heeft hebben had is er ik hij zij ze we het ook echt helemaal gelukkig verder zelf in aan op mijn mn de been kuit voet",
    "nb": "har hadde er jeg han hun vi det heller noe i paa min beinet leggen foten",
    "id": "saya aku dia juga ada sih kok di kaki betis",
}
"""What may stand between a sign and the word that denies it after it, without meaning anything else."""

MEANINGLESS = frozenset(word for words in LIGHT.values() for word in words.split())


@dataclass(frozen=True)
class Mention:
    """A concept in a text: its words' places, the language of the word, how sure, and whether it was denied."""

    concept: str
    start: int
    end: int
    lang: str
    sure: float
    denied: bool = False


def denials(found: list[Mention], words: list[str], clauses: list[int], negators: frozenset[str]) -> Iterator[Mention]:
    """Give the mentions, each marked denied where a word such as `no` stands by it, also through a list."""
    last: Mention | None = None
    for mention in found:
        denied = _is_denied(mention, words, clauses, negators) or _is_denied_after(mention, words, clauses, negators)
        if not denied and last and last.denied and last.end <= mention.start <= last.end + 1:
            denied = _goes_on(last, mention, words, clauses)
        last = replace(mention, denied=denied)
        yield last


def _goes_on(last: Mention, mention: Mention, words: list[str], clauses: list[int]) -> bool:
    """Tell whether a denied list goes on: by `or` or `and`, or after a comma when an `or` is still to come."""
    between = words[last.end : mention.start]
    if between:
        return all(word in COMMAS for word in between)
    if clauses[last.end - 1] == clauses[mention.start]:
        return True
    rest = range(mention.end, min(len(words), mention.end + BEFORE))
    return any(words[place] in ORS for place in rest if clauses[place] - clauses[mention.start] <= 1)


def _is_denied(mention: Mention, words: list[str], clauses: list[int], negators: frozenset[str]) -> bool:
    """Tell whether one of the four words before a mention, in its clause, denies it; two of them cancel out."""
    for place in range(mention.start - 1, max(-1, mention.start - BEFORE - 1), -1):
        if clauses[place] != clauses[mention.start] or words[place] in TURNS:
            return False
        if words[place] in negators:
            if place and words[place - 1] in ASKING and "tidak" not in words[max(0, place - 2) : place - 1]:
                return False
            twice = words[place] in LACKING and any(word in negators for word in words[max(0, place - 2) : place])
            return not twice and words[place + 1] not in ONLY
    return False


def _is_denied_after(mention: Mention, words: list[str], clauses: list[int], negators: frozenset[str]) -> bool:
    """Tell whether the rest of the clause only denies a mention: `zwelling heb ik niet`, `bengkak juga tidak ada`."""
    rest = []
    for place in range(mention.end, min(len(words), mention.end + AFTER)):
        if clauses[place] != clauses[mention.end - 1] or words[place] in TURNS or words[place] in JOINING:
            break
        rest.append(words[place])
    denying = [word for word in rest if word in negators]
    return len(denying) == 1 and all(word in MEANINGLESS or word in negators for word in rest)
