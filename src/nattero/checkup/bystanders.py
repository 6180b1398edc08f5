"""Whose a sign is: what a relative, a neighbour or an animal has is not the writer's, unless they look on only.

In: the sentences of a text with the places of their terms. Out: for a sentence, the places of what somebody else has.
"""

from nattero.checkup.listening import Sentence, Span
from nattero.checkup.persons import patient_is_relative, selves

FIRST_WORDS = 3  # words in which a clause says whom it is about
SIGHT = 7  # words behind somebody, in which they see what the writer has
BELONGS = 4  # words behind somebody, in which they are said to look on only


def others(sentence: Sentence, sentences: list[Sentence]) -> frozenset[int]:
    """Give the places of what somebody else has: "my neighbour had a stroke; I just get cramps"."""
    if _goes_on(sentence, sentences):
        return frozenset(range(len(sentence.words)))
    apart = _apart(sentence) | _outsider(sentence, sentences)
    mine = {end for _, end in sentence.places.get("@i_am", ())}
    kin = [span for span in sentence.places.get("@kin", ()) if mine.isdisjoint(range(span[0] - 1, span[0] + 1))]
    if apart or not kin or patient_is_relative(sentences):
        return apart
    dead = "@deceased" in sentence.places
    own = any(("@cramp" in one.places and selves(one)) or _only_i(one) for one in sentences)
    if not dead and not own:
        return frozenset()
    zone: set[int] = set()
    for start, end in kin:
        until = min((place for place in selves(sentence) if place >= end), default=len(sentence.words))
        if not _looks_on(sentence, (start, end)):
            zone.update(range(end, until))
    return frozenset(zone)


def _goes_on(sentence: Sentence, sentences: list[Sentence]) -> bool:
    """Tell whether a sentence goes on about somebody else: "... My husband had a nosebleed. He takes ..."."""
    begins = any(place == 0 for place, _ in sentence.places.get("@third", ()))
    before = sentences[: sentences.index(sentence)]
    if not begins or not before or selves(sentence) or "@my" in sentence.places:
        return False
    theirs = others(before[-1], sentences)
    return len(before[-1].words) - 1 in theirs


def _looks_on(sentence: Sentence, kin: Span) -> bool:
    """Tell whether somebody tells or sees what another has: "my wife says ...", "mijn vrouw heeft mijn kuit gemeten"."""
    mine = [place for place, _ in sentence.places.get("@my", ()) if place >= kin[1]]
    return any(
        kin[1] <= place < kin[1] + 3 or (any(my < place for my in mine) and kin[1] <= place < kin[1] + SIGHT)
        for place, _ in sentence.places.get("@tells", ())
        if place < len(sentence.words) and sentence.clauses[place] == sentence.clauses[kin[0]]
    )


def _only_i(sentence: Sentence) -> bool:
    """Tell whether the writer sets themselves apart: "I only get cramps", but not "I just found him"."""
    seen = [place for name in ("@tells", "@cares_for") for place, _ in sentence.places.get(name, ())]
    return any(not any(end <= place < end + 2 for place in seen) for _, end in sentence.places.get("@mine_only", ()))


def _apart(sentence: Sentence) -> frozenset[int]:
    """Give what somebody or an animal has, where a later clause says the writer has not: "our cat limps, I just get cramp"."""
    animals = [span for span in sentence.places.get("@animal", ()) if "@animal_bite" not in sentence.places]
    them = sorted((*animals, *sentence.places.get("@kin", ())))
    if not them or ("@young_child" in sentence.places and not animals):
        return frozenset()
    start, end = them[0]
    until = next((at for at in _turns_to_self(sentence) if at > start), None)
    if until is None and animals:
        begun = [at for at, _ in sentence.places.get("@kin", ()) if sentence.clauses[at] > sentence.clauses[start]]
        until = next((sentence.clauses.index(sentence.clauses[at]) for at in begun), None)
    if until is None:
        return frozenset()
    looks_on = any(
        end <= place < end + BELONGS for name in ("@tells", "@cares_for") for place, _ in sentence.places.get(name, ())
    )
    own = {place for place, _ in sentence.places.get("@my", ())} | set(selves(sentence))
    return frozenset() if looks_on or not own.isdisjoint(range(end + 1, until)) else frozenset(range(start, until))


def _outsider(sentence: Sentence, sentences: list[Sentence]) -> frozenset[int]:
    """Give what a sentence tells of a neighbour or an animal, to where it comes to the writer: "next door he limps, my son never"."""
    first = [span for span in sentence.places.get("@outsider", ()) if span[0] < FIRST_WORDS]
    if "@animal_bite" not in sentence.places:  # "our dog ...", not "walking the dog"
        first += [span for span in sentence.places.get("@animal", ()) if span[0] < 2]
    if not first:
        return frozenset()
    start, end = min(first)
    seen = [place for name in ("@tells", "@cares_for") for place, _ in sentence.places.get(name, ())]
    if any(end <= place < end + BELONGS for place in seen):
        return frozenset()
    own = sorted({*selves(sentence), *(place for place, _ in sentence.places.get("@my", ()))})
    later = [at for at in own if at > end and sentence.clauses[at] > sentence.clauses[start]]
    if not later:
        own_animal = "@animal" in sentence.places and not any(at > end for at in own)
        at = sentences.index(sentence)
        after = sentences[at + 1] if at + 1 < len(sentences) else None
        theirs = after is not None and any(place < FIRST_WORDS for place, _ in after.places.get("@they_themselves", ()))
        return frozenset(range(start, len(sentence.words))) if own_animal or theirs else frozenset()
    if any(later[0] < place <= later[0] + 2 for place in seen):
        return frozenset()  # "the neighbour fell, I called a doctor"
    return frozenset(range(start, sentence.clauses.index(sentence.clauses[later[0]])))


def _turns_to_self(sentence: Sentence) -> list[int]:
    """Give where clauses begin that set the writer apart: "mine are thin", "ik niet", "bij mij werkt alles"."""
    found = []
    for clause in sorted(set(sentence.clauses))[1:]:
        places = [at for at, one in enumerate(sentence.clauses) if one == clause]
        if _has(sentence, "@mine_alone", places[:FIRST_WORDS]) and not _has(sentence, "@same_too", places):
            found.append(places[0])
    return found


def _has(sentence: Sentence, term: str, places: list[int]) -> bool:
    return any(place in places for place, _ in sentence.places.get(term, ()))
