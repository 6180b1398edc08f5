"""What a text says without its being so: supposed, read, feared, hoped for, or a rule about people.

In: the sentences of a text with the places of their terms. Out: for a sentence, the places of words that speak of nothing
real today. Everything that is heard passes here, whatever feature it is of. A zone begins at a cue ("if it ever", "I read",
"I hope") and ends where the sentence turns ("but", "now") or ends. After ConText (Harkema et al. 2009,
doi 10.1016/j.jbi.2009.05.002).
"""

from collections.abc import Iterator

from nattero.checkup.denial import VERB_FIRST, negators
from nattero.checkup.listening import Sentence

SUPPOSED = 5  # words a question supposes: "can a cramp cause swelling"
CONDITION = 12  # words between "if" and what it supposes
OWN_BODY = 3  # words behind "and" in which somebody turns to their own body
ANSWER = 6  # words of a clause that answers what was asked: "and I am neither"
BODY = ("@limb", "@lower", "@breast", "@features_of_face", "@urine", "@jaw_only", "@bottom_parts", "@skin")


def unreal(sentence: Sentence) -> frozenset[int]:
    """Give the places of what is only supposed, read, asked about or feared."""
    zones = (_fiction, _supposed, _hearsay, _to_come, _general, _nearly, _turned_down)
    return frozenset(place for zone in zones for place in zone(sentence))


def _general(sentence: Sentence) -> Iterator[int]:
    """Give the places of what is a rule about people, before one's own case: "a red calf is a warning sign, mine is not"."""
    clauses = {sentence.clauses[place] for place, _ in sentence.places.get("@warning_sign", ())}
    yield from (at for at, clause in enumerate(sentence.clauses) if clause in clauses)


def _nearly(sentence: Sentence) -> Iterator[int]:
    """Give the places of what is said never to have come to it: "I nearly pass out, but I never have"."""
    for place, end in sentence.places.get("@never_was", ()):
        ends = end == len(sentence.words) or sentence.clauses[end] != sentence.clauses[place]
        almost = [at for at, _ in sentence.places.get("@almost_word", ()) if at < place]
        if ends and almost:  # "I have never had that" alone tells of something new
            yield from range(min(almost), place)


def _turned_down(sentence: Sentence) -> Iterator[int]:
    """Give the places of what was asked, expected or feared and then answered with no: "the nurse asked if ..., and it isn't".

    What is "fine again" was so before, and what is fine "otherwise" is answered by nothing: both stay.
    """
    if _affirmed(sentence) or not {"@fine_again", "@otherwise"}.isdisjoint(sentence.places):
        return
    unable = negators(sentence) | {at for at, _ in sentence.places.get("@cannot", ())}
    for cue in ("@asked_whether", "@expected_words", "@was_afraid"):
        for start, end in sentence.places.get(cue, ()):
            later = sorted({one for one in sentence.clauses if one > sentence.clauses[end - 1]})
            twice = not unable.isdisjoint(range(end, sentence.clauses.index(later[0]))) if later else True
            ends = next((one for one in later if _answers_no(sentence, one, twice)), None)
            turned = ends is not None and (cue != "@was_afraid" or _turns(sentence, later[0]))
            if turned and ends in later[:2]:
                yield from range(start, sentence.clauses.index(later[0]))


def _affirmed(sentence: Sentence) -> bool:
    """Tell whether a sentence says yes to something: "it is", not "it is not"."""
    return any(end not in negators(sentence) for _, end in sentence.places.get("@affirms", ()))


def _turns(sentence: Sentence, clause: int) -> bool:
    """Tell whether a clause begins with "but"."""
    return any(sentence.clauses[at] == clause for at, _ in sentence.places.get("@turn_back", ()))


def _answers_no(sentence: Sentence, clause: int, twice: bool) -> bool:
    """Tell whether a clause says no to what stands before it, or that all is as it should be; no twice is yes."""
    said_no = (
        not twice
        and sentence.clauses.count(clause) <= ANSWER
        and any(sentence.clauses[at] == clause for at in negators(sentence))
    )
    return said_no or any(
        sentence.clauses[at] == clause
        for name in ("@fine", "@as_ever", "@of_course")
        for at, _ in sentence.places.get(name, ())
    )


def _fiction(sentence: Sentence) -> Iterator[int]:
    """Give the places of a story in a book or a film: all, to where the sentence turns to what is so."""
    for start, _ in sentence.places.get("@fiction", ())[:1]:
        yield from range(start)
        yield from _onwards(sentence, start, len(sentence.words))


def _supposed(sentence: Sentence) -> Iterator[int]:
    """Give the places of what is only asked about or supposed: "can a cramp ...", "in case ...", "if ... I would"."""
    asked = {at for span in sentence.places.get("@asked_whether", ()) for at in range(*span)}
    answered = asked if _affirmed(sentence) else set()  # "the doctor asked whether ..., yes"
    for place, _ in sentence.places.get("@what_if", ()):
        if place in answered:
            continue
        yield from _onwards(sentence, place, SUPPOSED)
    for place, _ in sentence.places.get("@unreal", ()):
        yield from _onwards(sentence, place, len(sentence.words))
    would = "@would" in sentence.places and "@polite" not in sentence.places
    for place, _ in sentence.places.get("@if", ()):
        acts = [at for at, _ in sentence.places.get("@then_call", ()) if place < at]
        until = min(CONDITION, *(at - place for at in acts)) if acts else CONDITION
        goes_on = any(place < at <= place + until for at, _ in sentence.places.get("@still_so", ()))
        if (would or acts) and not goes_on:  # "if it is still swollen tomorrow I'll ring": it is so now
            yield from _onwards(sentence, place, CONDITION if would else until)
    if "@would_have" in sentence.places and not sentence.asked:  # "had it been brown I would have rung"
        for place, _ in sentence.places.get("@if", ()):
            yield from _onwards(sentence, place, CONDITION)


def _to_come(sentence: Sentence) -> Iterator[int]:
    """Give the places of what may come one day, is feared or hoped for: "if it ever ...", "I was worried it might ..."."""
    for cue, time in (("@supposing", "@remote"), ("@fears", "@yet_to_come"), ("@was_warned", "@yet_to_come")):
        times = [at for at, _ in sentence.places.get(time, ())]
        for place, end in sentence.places.get(cue, ()):
            if any(end <= at - (cue == "@supposing") <= place + CONDITION for at in times):
                yield from _onwards(sentence, place, CONDITION)


def _hearsay(sentence: Sentence) -> Iterator[int]:
    """Give the places of what was read or heard; it ends where somebody turns to their own body: "I read ..., and my leg is red"."""
    busy = {at for start, end in sentence.places.get("@mid_action", ()) for at in range(start, end + 2)}
    own = [at for at, _ in sentence.places.get("@and", ()) if _tells_of_own_body(sentence, at)]
    cues = sentence.places.get("@hearsay", ())
    read = {at for start, end in cues for at in range(start, end)}
    supposed = "@would" in sentence.places or any(at not in read for at, _ in sentence.places.get("@if", ()))
    for start, end in cues:
        if busy.isdisjoint(range(start, end)) and not _only_inverted(
            sentence, start
        ):  # "I was reading the paper when ..." reports no reading
            until = min((at for at in own if at > start and not supposed), default=len(sentence.words))
            yield from (at for at in _onwards(sentence, start, len(sentence.words)) if at < until)


def _only_inverted(sentence: Sentence, start: int) -> bool:
    """Tell whether "is it" is no question: "nå er det en rød streng", after the word the sentence begins with."""
    begins = start == 0 or sentence.clauses[start - 1] != sentence.clauses[start]
    inverted = sentence.lang in VERB_FIRST and sentence.words[start] in {"er", "is"}
    return inverted and not begins and not sentence.asked


def _tells_of_own_body(sentence: Sentence, at: int) -> bool:
    """Tell whether "and" goes on about the writer's own body: "and my leg", "og beinet mitt"."""
    here = range(at + 1, at + 1 + OWN_BODY)
    return any(place in here for place, _ in sentence.places.get("@my", ())) and any(
        place in here for part in BODY for place, _ in sentence.places.get(part, ())
    )


def _onwards(sentence: Sentence, start: int, most: int) -> range:
    """Give the places from a cue on, to where the sentence turns or ends."""
    turns = [place for place, _ in sentence.places.get("@turn_back", ()) if place > start]
    return range(
        start,
        min(start + most + 1, *turns, len(sentence.words)) if turns else min(start + most + 1, len(sentence.words)),
    )
