"""How somebody speaks of a medicine: that they take it, that they do not or no longer, or that they only ask about it.

In: the folded words of a clause and a name found there. Out: whether it is denied or over, and whether it counts as taken.
"""

from itertools import chain, pairwise, takewhile

from nattero.checkup.finding import Found
from nattero.checkup.names import Names

BEFORE, AFTER, AROUND, BESIDE = 6, 6, 8, 2  # words that are looked at on either side of a name
SHORT = 5  # letters below which a name needs a word of taking beside it: KSR, HCT, Yaz
REMEDIES = frozenset({"remedy", "supplement"})  # people speak of these without taking them
WITHDRAWAL = "withdrawal"  # ending it is what goes with cramps
WITH = frozenset({"with", "met", "med", "the", "de", "het"})
LAST = frozenset({"meer", "more", "anymore", "mer", "lenger", "lagi", "now", "nu", "naa"})


def is_denied(words: list[str], hit: Found, names: Names) -> bool:
    """Tell whether a name is denied: no statins, gebruik ik niet, uten simvastatin."""
    return _before(words, hit, names) or _after(words, hit, names)


def _before(words: list[str], hit: Found, names: Names) -> bool:
    """Tell whether a denial stands before a name, with nothing between but what can stand there."""
    may_stand = names.words["link"] | names.words["noise"] | names.words["taking"]
    for place in range(hit.start - 1, max(-1, hit.start - 1 - BEFORE), -1):
        word = words[place]
        if word in names.words["not"]:
            return True
        if word in names.words["turn"] or not (word in may_stand or (word,) in names.exact or word.isdigit()):
            return False
    return False


def _after(words: list[str], hit: Found, names: Names) -> bool:
    """Tell whether a name is followed by not taking it: simvastatine gebruik ik niet, tidak saya minum."""
    tail = words[hit.end : hit.end + AFTER]
    turn = next((place for place, word in enumerate(tail) if word in names.words["turn"]), len(tail))
    tail = tail[:turn]
    denial = next((place for place, word in enumerate(tail) if word in names.words["not"]), None)
    if denial is None or not any(word in names.words["taking"] for word in tail):
        return False
    after = tail[denial + 1 : denial + 2]
    return not after or after[0] in LAST or after[0] in names.words["taking"] or after[0] in names.words["link"]


def is_over(words: list[str], hit: Found, names: Names) -> bool:
    """Tell whether a name is of something that somebody no longer takes: stopped taking it, gestopt met, dulu minum."""
    may_stand = names.words["link"] | names.words["noise"] | names.words["taking"] | WITH
    before = list(
        takewhile(lambda word: word in may_stand or word in names.words["over"], reversed(words[: hit.start]))
    )
    after = list(takewhile(lambda word: word in may_stand or word in names.words["over"], words[hit.end :]))
    ended = any(word in names.words["over"] for word in (*before[:BEFORE], *after[:BESIDE]))
    return ended or ("used", "to") in pairwise(reversed(before[:BEFORE]))


def counts(words: list[str], hit: Found, names: Names) -> bool:
    """Tell whether a name in a text says that somebody takes it."""
    mechanisms = {names.known.medicines[one].mechanism for one in hit.name.medicines}
    over = is_over(words, hit, names) and WITHDRAWAL not in mechanisms
    if over or is_denied(words, hit, names) or _only_asked(words, hit, names):
        return False
    length = sum(map(len, words[hit.start : hit.end]))
    said_of = hit.name.everyday or bool(mechanisms and mechanisms <= REMEDIES)
    if not said_of and length >= SHORT:
        return True
    if hit.name.everyday and hit.start and words[hit.start - 1] in names.words["place"]:
        return False
    taking = any(word in names.words["surely-taking"] for word in _around(words, hit, AROUND))
    taking = taking or any(word in names.words["taking"] for word in _around(words, hit, BESIDE))
    heard = said_of and any(word in names.words["hearsay"] for word in _around(words, hit, AROUND))
    return taking and not heard


def _around(words: list[str], hit: Found, size: int) -> list[str]:
    """Give the words on both sides of a name."""
    return [*words[max(0, hit.start - size) : hit.start], *words[hit.end : hit.end + size]]


def _only_asked(words: list[str], hit: Found, names: Names) -> bool:
    """Tell whether a clause asks if one should take it; asking whether to stop it is something else."""
    asks = {tuple(each.split()) for each in names.words["ask"]}
    sizes = {len(each) for each in asks}
    said = chain.from_iterable(
        (tuple(words[place : place + size]) for size in sizes) for place in range(max(0, hit.start - 12), hit.start)
    )
    asked = any(each in asks for each in said)
    return (
        asked
        and any(word in names.words["taking"] for word in words)
        and not any(word in names.words["stop"] for word in words)
    )
