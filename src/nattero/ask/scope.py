"""What belongs to Nattero and what does not: a question that the pack cannot answer is refused.

In: a question as it was heard, the ranking, the alarms, the index. Out: whether to refuse. A question about cramps is
at home; any other is refused where it names something of another field, or where little of it is known to the pack.
"""

from nattero.ask.index import Index
from nattero.checkup.redflags import Alarm
from nattero.knowledge.hearing import Heard
from nattero.knowledge.lexicon import stemmed

LIMIT = 3.9  # of the best score, times the share of the telling words that the pack knows
BODY = frozenset({"calf", "leg", "foot", "toes", "thigh", "shin", "hands_arms"})
OTHER_CRAMPS = frozenset({"period", "belly"})
OTHER_WORLDS = frozenset({"pets", "shops", "money", "tech", "sport_news", "school", "commands", "house", "other_ask"})
"""A leg does not make a question one of ours where it is a dog's or a chicken's."""

NEVER_ANSWERED = frozenset({"child-dose", "crisis"})
BELONGING = frozenset({"topic", "sign"})
UNSURE = 2.0  # more is asked where what belongs here was guessed or foreign, or only names people


def refuses(heard: Heard, ranked: list[tuple[str, float]], raised: list[Alarm], index: Index) -> bool:
    """Tell whether the pack does not know: nothing fits, nothing belongs here, or it must not be answered."""
    if not ranked or any(alarm.sign in NEVER_ANSWERED for alarm in raised):
        return True
    concepts = {found.concept for found in heard.mentions}
    strange = outside(heard, index)
    if "cramp" in concepts and not concepts & OTHER_CRAMPS:
        return False
    if concepts & BODY and not strange & (OTHER_WORLDS | OTHER_CRAMPS):
        return False
    if strange:
        return True
    kinds = {(index.lexicon.concepts[found.concept].kind, found.sure) for found in heard.mentions}
    if not any(kind in BELONGING | {"people"} for kind, _ in kinds):
        return True
    limit = LIMIT * (1.0 if any(kind in BELONGING and sure == 1.0 for kind, sure in kinds) else UNSURE)
    return ranked[0][1] * known_share(heard, index) < limit


def outside(heard: Heard, index: Index) -> set[str]:
    """Give the things of other fields that a question surely names."""
    return {
        found.concept
        for found in heard.mentions
        if found.sure == 1.0 and index.lexicon.concepts[found.concept].kind == "outside"
    }


def known_share(heard: Heard, index: Index) -> float:
    """Give how much of the words that tell something is known, as a concept or from the question forms."""
    small = index.lexicon.small[heard.lang]
    understood = {place for found in heard.mentions for place in range(found.start, found.end)}
    telling = [place for place, word in enumerate(heard.words) if word not in small and not word.isdigit()]
    stems, asked = stemmed(heard.words, heard.lang), index.spoken(heard.lang).asked
    known = [place for place in telling if place in understood or stems[place] in asked]
    return len(known) / len(telling) if telling else 1.0
