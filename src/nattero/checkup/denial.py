"""What is denied, doubted, or said of somebody else.

In: a sentence and where something stands in it. Out: whether a word such as "no" takes it back: before it, through a list
("no fever, swelling or redness"), after it ("koorts heb ik niet"), or as the answer to it ("Fever? No.").
"""

from functools import lru_cache

from nattero.checkup.listening import Sentence, Span

REACH, AFTER = 3, 3  # words between a denial and what it denies
WITHOUT = 1  # "without" reaches no further than the next words
LIST_WORDS = 4  # words of a part of a list
BEFORE_WITHOUT = 10  # words between "cannot" and "without"
HEDGE = 3  # words before it
VERB_FIRST = frozenset({"nl", "nb"})  # where "not" follows the verb it denies


def denied(sentence: Sentence, own: list[Span], items: tuple[Span, ...]) -> bool:
    """Tell whether what can be affirmed of a pattern is denied; its own words deny nothing ("cannot stand")."""
    used = {place for start, end in items for place in range(start, end)}
    ends = {own[-1][1]}
    others = [span for name in ("@one_side", "@than_other") for span in sentence.places.get(name, ())]
    if items[-1] not in others or sentence.clauses[items[-1][0]] == sentence.clauses[own[-1][1] - 1]:
        ends.add(items[-1][1])  # what is said of the other leg takes nothing back: "... the right one is fine"
    twice = (
        {at for at, _ in sentence.places.get("@none_of_these", ())}
        if not used.isdisjoint(negators(sentence))
        else set()
    )
    before = any(start in zone for start, _ in own for place, zone in scopes(sentence) if place not in used | twice)
    never = any(
        place == end and place not in used
        for place, _ in sentence.places.get("@not_at_all", ())
        for _, end in (*own, *items)
    )
    return before or never or any(_after(sentence, end, used) or _is_fine(sentence, end, used) for end in ends)


@lru_cache(maxsize=256)
def negators(sentence: Sentence) -> frozenset[int]:
    """Give the places of words that deny, without those of "not only" and "no idea"."""
    empty = {place for start, end in sentence.places.get("@not_denying", ()) for place in range(start, end)}
    return frozenset(start for start, _ in sentence.places.get("@not", ())) - empty - _twice_denied(sentence)


def _twice_denied(sentence: Sentence) -> set[int]:
    """Give the places of "without" where it denies nothing: "I cannot get up without pulling myself", "not without pain"."""
    before = [start for name in ("@cannot", "@not") for start, _ in sentence.places.get(name, ())]
    return {
        at
        for at, _ in sentence.places.get("@without", ())
        if any(
            at - BEFORE_WITHOUT <= start < at and sentence.clauses[start] == sentence.clauses[at] for start in before
        )
    }


@lru_cache(maxsize=256)
def scopes(sentence: Sentence) -> tuple[tuple[int, frozenset[int]], ...]:
    """Give for each denying word of a sentence the places it denies."""
    whole = {place for start, end in sentence.places.get("@not_at_all", ()) for place in range(start, end)}
    found = [(place, _scope(sentence, place, place in whole)) for place in sorted(negators(sentence) | whole)]
    found += [(place, frozenset(range(place))) for place, _ in sentence.places.get("@none_of_these", ())]
    return tuple(found)


def _scope(sentence: Sentence, negator: int, whole: bool) -> frozenset[int]:
    """Give what a word denies: the next words, on through "or" and through a list; "never" all of its clause."""
    denials = {place for start, end in sentence.places.get("@not", ()) for place in range(start, end)}
    turns = {place for name in ("@turn", "@more_than") for place, _ in sentence.places.get(name, ())} - denials
    ors = {place for start, end in sentence.places.get("@or", ()) for place in range(start, end)}
    ands = {place for place, _ in sentence.places.get("@and", ())}
    light = {place for start, end in sentence.places.get("@passed_over", ()) for place in range(start, end)}
    reach = WITHOUT if any(place == negator for place, _ in sentence.places.get("@without", ())) else REACH
    so = {place for place, _ in sentence.places.get("@so_word", ()) if place > negator + 2}
    unable = any(start <= negator < end for start, end in sentence.places.get("@cannot", ()))
    last_clause = _list_end(sentence, negator, ors | ands)
    zone: set[int] = set()
    left = reach
    for place in range(negator + 1, len(sentence.words)):
        clause = sentence.clauses[place]
        if place in turns | so or clause > last_clause or (place in denials and place > negator + 1 and not whole):
            break  # a second "no" denies for itself: "nothing stays down and I have not peed"
        if place in ands and (unable or place + 2 in denials):
            break  # "cannot lift it and gets no word out" denies anew, "cannot squeeze and smiles crookedly" tells anew
        if place in ors or clause != sentence.clauses[place - 1]:
            left = reach
        elif place in ands and last_clause == sentence.clauses[negator]:
            zone.update({place, place + 1})  # "no fever and swelling", not "no fever and my leg is swollen"
            break
        if not whole and left < 0:
            break
        left -= place not in light
        zone.add(place)
    return frozenset(zone)


def _list_end(sentence: Sentence, negator: int, joins: set[int]) -> int:
    """Give the last clause of the list a denial begins: short clauses that nobody does anything in, three or with an "or"."""
    own = clause = sentence.clauses[negator]
    joined = False
    while clause + 1 <= sentence.clauses[-1]:
        places = [at for at, one in enumerate(sentence.clauses) if one == clause + 1]
        if not places or not _is_part(sentence, places):
            break
        joined = joined or not joins.isdisjoint(places)
        clause += 1
    return clause if joined or clause >= own + 2 else own


def _is_part(sentence: Sentence, places: list[int]) -> bool:
    """Tell whether a clause is but a part of a list: not "tangan kiri tidak bisa ...", nor "kaki kiri bengkak", which has no verb."""
    verbs = {place for group in ("subject", "is") for place, _ in sentence.places.get(f"@{group}", ())}
    two = any(place in places for place, _ in sentence.places.get("@or", ()))
    unable = any(place in places for place, _ in sentence.places.get("@cannot", ()))
    sided = sentence.lang == "id" and any(place in places for place, _ in sentence.places.get("@one", ()))
    anew = any(start in places[1:] for start, _ in sentence.places.get("@not", ()))  # "... , the heart beats no end"
    short = len(places) <= LIST_WORDS * (1 + two)
    return short and verbs.isdisjoint(places) and not unable and not sided and not anew


def _is_fine(sentence: Sentence, end: int, used: set[int]) -> bool:
    """Tell whether something is said to be as it should, or as it always was: "breathing is normal", "like before"."""
    clause = sentence.clauses[end - 1]
    if any(sentence.clauses[place] == clause for place, _ in sentence.places.get("@as_ever", ())):
        return True
    fine = [start for start, _ in sentence.places.get("@fine", ())]
    return any(
        end <= place < end + AFTER
        and place not in used
        and sentence.clauses[place] == clause
        and not negators(sentence).intersection(range(end, place))
        for place in fine
    )


def _verb_denied(sentence: Sentence, end: int, used: set[int]) -> bool:
    """Tell whether "not" follows a verb at once, and something else begins: "hij hinkt niet en speelt", "halter ikke"."""
    light = {place for start, stop in sentence.places.get("@light", ()) for place in range(start, stop)}
    at = end + 1 if end in light and end not in negators(sentence) else end
    if sentence.lang not in VERB_FIRST or at not in negators(sentence) or at in used:
        return False
    ands = {place for place, _ in sentence.places.get("@and", ())}
    after = at + 1
    return after == len(sentence.words) or sentence.clauses[after] != sentence.clauses[at] or after in ands


def _after(sentence: Sentence, end: int, used: set[int]) -> bool:
    """Tell whether the clause ends in a denial shortly after a place: "koorts heb ik niet"."""
    if _verb_denied(sentence, end, used):
        return True
    last = end - 1
    while last + 1 < len(sentence.words) and sentence.clauses[last + 1] == sentence.clauses[end - 1]:
        last += 1
    light = {place for start, stop in sentence.places.get("@light", ()) for place in range(start, stop)}
    while last >= end and last in light and last not in negators(sentence):
        last -= 1
    ands = {place for place, _ in sentence.places.get("@and", ())}
    if last - 2 in ands and last - 2 >= end and sentence.lang in VERB_FIRST:
        return False  # "sover og våkner ikke": what is denied is a verb of its own
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
    if "@if" in sentence.places and any(
        end == len(following.words) for _, end in following.places.get("@never_was", ())
    ):
        return True  # "Would you want to know if I passed out? I never have."
    return 0 in negators(following) and (len(following.words) <= 2 or following.clauses[1] != following.clauses[0])


def hedged(sentence: Sentence, start: int) -> bool:
    """Tell whether "maybe" stands shortly before a place."""
    return any(start - HEDGE <= place < start for place, _ in sentence.places.get("@hedge", ()))
