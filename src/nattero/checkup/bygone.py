"""What a text says of another time: what was once and is no more, and what is said to be over.

In: a sentence with the places of its terms, and the one after it. Out: the places of what is past. "Since 2009" is not over.
"""

from nattero.checkup.listening import Sentence

SOON = 8  # words of the next sentence in which it is said to be over
SHORT = 4  # words of a clause that only says when: "that was in 2009"
YEARS = range(1930, 2026)


def ended(sentence: Sentence) -> frozenset[int]:
    """Give the places of what is said to be long over, whatever it was: "all sorted", "helemaal over"."""
    last = max((sentence.clauses[place] for place, _ in sentence.places.get("@long_over", ())), default=-1)
    return frozenset(at for at, clause in enumerate(sentence.clauses) if clause <= last)


def over(sentence: Sentence) -> frozenset[int]:
    """Give the places of what was once and is no more: the clause of the time, and what goes on about it."""
    cues = {place for place, _ in sentence.places.get("@once_was", ())} | set(_years(sentence))
    today = {sentence.clauses[place] for place, _ in sentence.places.get("@today", ())}
    past = {sentence.clauses[place] for place in cues} - today
    if "@cramp" not in sentence.places:  # "the cramp is gone in no time" ends no illness
        past.update(sentence.clauses[place] for place in ended(sentence))
    if cues and "@then_ended" in sentence.places:
        past.update(sentence.clauses)
    if not past:
        return frozenset()
    for clause in range(min(past) + 1, max(sentence.clauses) + 1):
        begun = clause - 1 in past and not _has_subject(sentence, clause - 1)
        if clause not in today and clause - 1 in past and (begun or not _has_subject(sentence, clause)):
            past.add(clause)
    for clause in sorted(past, reverse=True):
        if clause and sentence.clauses.count(clause) <= SHORT and clause - 1 not in today:
            past.add(clause - 1)
    return frozenset(at for at, clause in enumerate(sentence.clauses) if clause in past)


def closed(sentence: Sentence, following: Sentence | None) -> bool:
    """Tell whether what happened at some time past is said to be over, here or at once after: "In June. Down in two days."."""
    if {"@week_past", "@all_well"} <= sentence.places.keys():
        return True  # "last week my calf was swollen, now all is well again"
    dated = "@dated" in sentence.places or "@once_was" in sentence.places or bool(_years(sentence))
    if not dated or not {"@today", "@worse"}.isdisjoint(sentence.places):
        return False
    return "@resolved" in sentence.places or (
        following is not None
        and any(place < SOON for place, _ in following.places.get("@resolved", ()))
        and "@not" not in following.places
    )


def _years(sentence: Sentence) -> list[int]:
    """Give where a year stands, in which something was; "since 2009" is not over."""
    since = {end for _, end in sentence.places.get("@since_only", ())}
    return [
        at
        for at, word in enumerate(sentence.words)
        if len(word) == 4 and word.isdigit() and int(word) in YEARS and at not in since
    ]


def _has_subject(sentence: Sentence, clause: int) -> bool:
    """Tell whether a clause begins anew, with somebody or something of its own."""
    first = sentence.clauses.index(clause) if clause in sentence.clauses else 0
    return any(first <= place < first + 2 for place, _ in sentence.places.get("@subject", ()))
