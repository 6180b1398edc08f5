"""What is denied, doubted, or said of somebody else.

In: a sentence and where something stands in it. Out: whether a word such as "no" takes it back: before it, through a list
("no fever, swelling or redness"), after it ("koorts heb ik niet"), or as the answer to it ("Fever? No.").
"""

from nattero.checkup.listening import Sentence, Span

BEFORE, AFTER = 3, 3  # words between a denial and what it denies
WITHOUT = 2  # "without" reaches no further than the next words
HEDGE, SUPPOSED = 3, 5  # words before it


def denied(sentence: Sentence, items: list[Span], used: set[int]) -> bool:
    """Tell whether any of the items is denied; `used` are words of the pattern itself ("cannot stand")."""
    return any(_before(sentence, start, used) for start, _ in items) or _after(sentence, items[-1][1], used)


def negators(sentence: Sentence) -> set[int]:
    """Give the places of words that deny, without those of "not only" and "no idea"."""
    empty = {place for start, end in sentence.places.get("@not_denying", ()) for place in range(start, end)}
    return {start for start, _ in sentence.places.get("@not", ())} - empty


def _before(sentence: Sentence, start: int, used: set[int]) -> bool:
    """Tell whether a denial stands shortly before a place, in its clause and after no turn."""
    denying = negators(sentence)
    ends = {place for place, _ in sentence.places.get("@turn", ())}
    ends |= {place for place, _ in sentence.places.get("@and", ()) if place != start - 1}
    short = {place for place, _ in sentence.places.get("@without", ()) if place < start - WITHOUT}
    for place in range(start - 1, max(-1, start - 2 - BEFORE), -1):
        if sentence.clauses[place] != sentence.clauses[start] or place in ends or place in short:
            return False
        if place in denying and place not in used:
            return True
    return False


def _after(sentence: Sentence, end: int, used: set[int]) -> bool:
    """Tell whether the clause ends in a denial shortly after a place: "koorts heb ik niet"."""
    last = end - 1
    while last + 1 < len(sentence.words) and sentence.clauses[last + 1] == sentence.clauses[end - 1]:
        last += 1
    light = {place for start, stop in sentence.places.get("@light", ()) for place in range(start, stop)}
    while last >= end and last in light and last not in negators(sentence):
        last -= 1
    return end <= last < end + AFTER and last in negators(sentence) and last not in used


def in_list(sentence: Sentence, before: Span, item: Span) -> bool:
    """Tell whether an item follows a denied one in the same list: "no fever, swelling or redness"."""
    joined = {place for start, end in sentence.places.get("@or", ()) for place in range(start, end)}
    between = range(before[1], item[0])
    if len(between) > 2 or not all(place in joined for place in between):
        return False
    same = sentence.clauses[before[1] - 1] == sentence.clauses[item[0]]
    ends = item[1] >= len(sentence.words) or sentence.clauses[item[1]] != sentence.clauses[item[0]]
    ends = ends or item[1] in joined
    return bool(between) if same else ends


def answered_no(sentence: Sentence, following: Sentence | None) -> bool:
    """Tell whether a question is answered by a bare no: "Fever? No."."""
    if not sentence.asked or following is None:
        return False
    return 0 in negators(following) and (len(following.words) <= 2 or following.clauses[1] != following.clauses[0])


def hedged(sentence: Sentence, start: int) -> bool:
    """Tell whether "maybe" stands shortly before a place."""
    return any(start - HEDGE <= place < start for place, _ in sentence.places.get("@hedge", ()))


def supposed(sentence: Sentence, start: int) -> bool:
    """Tell whether a place is only supposed: "what if my leg swells"."""
    return any(start - SUPPOSED <= place < start for place, _ in sentence.places.get("@what_if", ()))
