"""What a text says without its being so: supposed, read or feared, long over, somebody else's, or only a figure of speech.

In: the sentences of a text with the places of their terms. Out: for a sentence, the places of words that speak of nothing
real today. Everything that is heard passes here, whatever feature it is of. A zone begins at a cue ("if it ever", "I read",
"in 2009", "my neighbour") and ends where the sentence turns ("but", "now") or ends. After ConText (Harkema et al. 2009,
doi 10.1016/j.jbi.2009.05.002).
"""

from collections.abc import Iterator

from nattero.checkup.listening import Sentence, Span
from nattero.checkup.persons import patient_is_relative, selves

SUPPOSED = 5  # words a question supposes: "can a cramp cause swelling"
CONDITION = 12  # words between "if" and what it supposes
SOON = 8  # words of the next sentence in which it is said to be over
SHORT = 4  # words of a clause that only says when: "that was in 2009"
YEARS = range(1930, 2026)
FIRST_WORDS = 3  # words in which a clause says whom it is about
OWN_BODY = 3  # words behind "and" in which somebody turns to their own body
BODY = ("@limb", "@lower", "@breast", "@features_of_face", "@urine", "@jaw_only", "@bottom_parts", "@skin")
SIGHT = 7  # words behind somebody, in which they see what the writer has
BELONGS = 4  # words behind somebody, in which they are said to look on only
EXPLAINED = {
    "stirred": frozenset(("sudden_weakness", "weakness", "breathless_chest", "bladder_bowel", "faint", "cannot_stand")),
    "walk_relieved": frozenset(("saddle_numb",)),
    "feels_all": frozenset(("saddle_numb",)),
    "coals": frozenset(("red_warm",)),
    "drawn_up": frozenset(("hard_vein",)),
    "worn_out": frozenset(("sudden_weakness", "weakness", "cannot_stand", "foot_drop", "muscle_tender_weak")),
    "too_warm": frozenset(("rest_pain_foot",)),
    "spilled": frozenset(("tongue_wet", "bladder_bowel", "little_urine")),
    "at_table": frozenset(("tongue_wet",)),
    "sleepy_words": frozenset(("bulbar", "confusion")),
    "held_up": frozenset(("bladder_bowel",)),
    "at_the_news": frozenset(("lost_consciousness", "breathless_chest")),
    "bought_small": frozenset(("swelling_one_leg", "swelling_both")),
    "sunburn_words": frozenset(("red_warm", "spreading_skin")),
    "accident_cause": frozenset(("weakness",)),
    "animal_on": frozenset(("sudden_weakness", "weakness", "cannot_stand")),
    "on_purpose": frozenset(("pale_bruise", "wasting")),
    "bed_wetter": frozenset(("tongue_wet",)),
    "always_so": frozenset(("swelling_both",)),
    "night_owl": frozenset(("cannot_stand",)),
    "from_the_cold": frozenset(("sudden_cold_pale", "cold_foot")),
    "poor_sleep": frozenset(("confusion",)),
    "never_could": frozenset(("weakness",)),
    "glasses": frozenset(("preg_headache_vision", "stroke_signs")),
    "kept_safe": frozenset(("toxin",)),
    "snores": frozenset(("breathless_chest",)),
    "since_childhood": frozenset(("hand_spasm", "bulbar", "jaw_stiff", "swelling_one_leg", "swelling_both")),
}
"""What a sentence gives a harmless reason for: weak at the knees with stage fright, a bed wet from a glass of water."""


def unreal(sentence: Sentence) -> frozenset[int]:
    """Give the places of what is only supposed, read, asked about or feared."""
    zones = (_fiction, _supposed, _hearsay, _to_come, _general, _nearly)
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


def _fiction(sentence: Sentence) -> Iterator[int]:
    """Give the places of a story in a book or a film: all, to where the sentence turns to what is so."""
    for start, _ in sentence.places.get("@fiction", ())[:1]:
        yield from range(start)
        yield from _onwards(sentence, start, len(sentence.words))


def _supposed(sentence: Sentence) -> Iterator[int]:
    """Give the places of what is only asked about or supposed: "can a cramp ...", "in case ...", "if ... I would"."""
    for place, _ in sentence.places.get("@what_if", ()):
        yield from _onwards(sentence, place, SUPPOSED)
    for place, _ in sentence.places.get("@unreal", ()):
        yield from _onwards(sentence, place, len(sentence.words))
    if "@would" in sentence.places and "@polite" not in sentence.places:
        for place, _ in sentence.places.get("@if", ()):
            yield from _onwards(sentence, place, CONDITION)


def _to_come(sentence: Sentence) -> Iterator[int]:
    """Give the places of what may come one day, is feared or hoped for: "if it ever ...", "I was worried it might ..."."""
    for cue, time in (("@supposing", "@remote"), ("@fears", "@yet_to_come")):
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
        if busy.isdisjoint(range(start, end)):  # "I was reading the paper when ..." reports no reading
            until = min((at for at in own if at > start and not supposed), default=len(sentence.words))
            yield from (at for at in _onwards(sentence, start, len(sentence.words)) if at < until)


def _tells_of_own_body(sentence: Sentence, at: int) -> bool:
    """Tell whether "and" goes on about the writer's own body: "and my leg", "og beinet mitt"."""
    here = range(at + 1, at + 1 + OWN_BODY)
    return any(place in here for place, _ in sentence.places.get("@my", ())) and any(
        place in here for part in BODY for place, _ in sentence.places.get(part, ())
    )


BRIEF = frozenset(("breathless_chest", "tight_pain_extreme", "cannot_stand", "palpitations", "hand_spasm", "red_warm"))
"""What a cramp may do while it lasts: nothing, where it is said to last a moment and to be over then."""


def _is_the_cramp(sentence: Sentence, name: str) -> bool:
    """Tell whether something is what the cramp itself does for a moment: "gasping for ten seconds, then it let go"."""
    brief = {"@moment_only", "@then_gone"} <= sentence.places.keys()
    return name in BRIEF and brief and (name != "breathless_chest" or "@cramp" in sentence.places)


def explained(sentence: Sentence, name: str) -> bool:
    """Tell whether a sentence gives a harmless reason for what it says: "legs like jelly, stage fright"."""
    if "@suddenly" in sentence.places or "@back" in sentence.places:
        return False
    if _is_the_cramp(sentence, name):
        return True
    return any(f"@{group}" in sentence.places and name in names for group, names in EXPLAINED.items())


def _onwards(sentence: Sentence, start: int, most: int) -> range:
    """Give the places from a cue on, to where the sentence turns or ends."""
    turns = [place for place, _ in sentence.places.get("@turn_back", ()) if place > start]
    return range(
        start,
        min(start + most + 1, *turns, len(sentence.words)) if turns else min(start + most + 1, len(sentence.words)),
    )


def ended(sentence: Sentence) -> frozenset[int]:
    """Give the places of what is said to be long over, whatever it was: "all sorted", "helemaal over"."""
    last = max((sentence.clauses[place] for place, _ in sentence.places.get("@long_over", ())), default=-1)
    return frozenset(at for at, clause in enumerate(sentence.clauses) if clause <= last)


def over(sentence: Sentence) -> frozenset[int]:
    """Give the places of what was once and is no more: the clause of the time, and what goes on about it."""
    cues = {place for place, _ in sentence.places.get("@once_was", ())} | set(_years(sentence))
    today = {sentence.clauses[place] for place, _ in sentence.places.get("@today", ())}
    past = {sentence.clauses[place] for place in cues} - today
    past.update(sentence.clauses[place] for place in ended(sentence))
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


def others(sentence: Sentence, sentences: list[Sentence]) -> frozenset[int]:
    """Give the places of what somebody else has: "my neighbour had a stroke; I just get cramps"."""
    apart = _apart(sentence) | _outsider(sentence)
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


def _outsider(sentence: Sentence) -> frozenset[int]:
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
        return frozenset(range(start, len(sentence.words))) if own_animal else frozenset()
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
