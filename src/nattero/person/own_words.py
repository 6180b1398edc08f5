"""Somebody's own words for what they want to test, heard: medicines, what can harm, what is swallowed, and kinds of harmless things.

Harms are told by how they are put: a treatment left out (`without my stocking`), going without food, drink or sleep, something hot
against the leg, standing. In: a text, the lexicon, the check-up's desk (it knows medicines by name) and the pack. Out: `Heard`, which the
trials' room judges. What is not wholly understood is told too: no list of what can harm is ever whole.
"""

from typing import TYPE_CHECKING

from nattero.knowledge.hearing import hear
from nattero.knowledge.lexicon import Lexicon, fold, tokens
from nattero.knowledge.own_words import OwnWords, Reading, read_own_words
from nattero.knowledge.pack import Pack
from nattero.trials.question import Heard

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

KINDS = frozenset({"medicine", "other", "group"})
ABOUT = frozenset({"kind-day", "kind-shoes", "kind-warmth"})  # one is on one's feet for it


def heard(text: str, lexicon: Lexicon, desk: "Desk", pack: Pack) -> Heard:
    """Give what somebody's own words say."""
    told, words = read_own_words(pack.root), tokens(text)
    said = hear(text, lexicon).said()
    readings = told.read(words)
    unknown = (*readings[0].unknown, *foreign(text))
    rest = " ".join(unknown)  # a word that is known to be harmless is no name of a medicine that is spelt wrongly
    named = (*desk.recognised((rest,), "").medicines, *desk.recognised((), rest).medicines) if rest else ()
    medicines = {each.id or each.typed for each in named if each.what in KINDS}
    hungry = min((told.without("meal_time", words, each.lang) for each in readings), key=len)
    concepts = said if unknown else frozenset()  # where every word is known, the words themselves say it better
    rows = frozenset().union(*(each.rows for each in readings))

    def spoken(name: str) -> bool:
        return any(told.spoken(name, words, each.lang) for each in readings)

    swallowed = bool(unknown) and (spoken("mouth") or bool(said & told.concepts("swallowed")))
    to_the_body, harmful = told.concepts("unsafe"), _about(lexicon, unsafe_claims(pack))
    # What goes in by the mouth is said to do harm only where a claim says so: not as a cup, nor for being of no use.
    harmful = harmful - to_the_body if swallowed else harmful | to_the_body | _about(lexicon, useless_claims(pack))
    return Heard(
        medicines=sorted(medicines | (concepts & told.concepts("medicine"))),
        without=leaves_out_treatment(words, told),
        fasting=goes_without_food(hungry, told),
        hot=something_hot(words, told),
        harm=spoken("harm") or spoken("harm_close") or any(sleeps_little(words, told, each.lang) for each in readings),
        unsafe=sorted(concepts & harmful),
        swallowed=swallowed,
        on_skin=bool(unknown) and spoken("skin"),
        standing=stands(words, told, readings) or bool(concepts & told.concepts("standing")),
        harmless=bool(rows & {"harmless", "getting_up", *told.kinds}),
        kinds=tuple(name for name in told.kinds if name in rows or spoken(name)),
        not_known=unknown,
    )


def stands(words: list[str], told: OwnWords, readings: tuple[Reading, ...]) -> bool:
    """Whether somebody stands, or is up and about in the dark hours."""
    for each in readings:
        if told.spoken("upright", told.without("getting_up", words, each.lang), each.lang):
            return True
        if each.rows & ABOUT and told.spoken("at_night", words, each.lang):
            return True
    return False


def sleeps_little(words: list[str], told: OwnWords, lang: str) -> bool:
    """Whether the hours of sleep are counted, and are too few: `sleep only three hours`, not `sleep two hours earlier`."""
    sleep, hour, few, shift = (told.words(name, lang) for name in ("sleep", "hour", "few", "shift"))
    kept = ["", *(word for word in words if word not in told.words("only", lang)), ""]
    for place in range(2, len(kept) - 1):
        before, number, after = kept[place - 2], kept[place - 1], kept[place + 1]
        if kept[place] in hour and number in few and (after in sleep or (before in sleep and after not in shift)):
            return True
    return False


def foreign(text: str) -> list[str]:
    """Give the words in letters that no language here is written in."""
    return [word for word in fold(text).split() if any(sign.isalpha() and not sign.isascii() for sign in word)]


def leaves_out_treatment(words: list[str], told: OwnWords) -> bool:
    """Whether something that treats somebody, or that holds them up, is left out."""
    if not told.said("leaving", words):
        return False
    socks = told.said("sock", words) and told.said("medical_sock", words)
    return socks or told.said("whole_treatment", words) or told.said("treatment", words)


def goes_without_food(words: list[str], told: OwnWords) -> bool:
    """Whether somebody goes hungry or thirsty for it."""
    if any(told.said(name, words) for name in ("only_hunger", "hunger", "hungry")):
        return True
    drink = not told.said("may_leave", words) and told.said("drink", words)
    without = told.said("leaving", words) or told.said("nothing", words)
    return without and (drink or told.said("food", words))


def something_hot(words: list[str], told: OwnWords) -> bool:
    """Whether something hot lies against the leg, or is taken to bed."""
    if told.said("hot_thing", words) or told.said("hot_pair", words):
        return True
    return told.said("hot", words) and told.said("leg", words)


def unsafe_claims(pack: Pack) -> frozenset[str]:
    """Give the claims that say: this does harm."""
    found = {name for row in pack.interventions.values() if row.verdict == "unsafe" for name in row.claims[:1]}
    return frozenset(found | {claim.id for claim in pack.claims.values() if claim.verdict == "unsafe"})


def useless_claims(pack: Pack) -> frozenset[str]:
    """Give the claims of what Nattero advises against because it is of no use."""
    found = {row.claim for row in pack.rejected.values()}
    return frozenset(
        found | {name for row in pack.measures.values() if not (row.offered or row.trial) for name in row.claims}
    )


def _about(lexicon: Lexicon, claims: frozenset[str]) -> frozenset[str]:
    """Give the concepts whose first claim is one of these."""
    return frozenset(
        concept.id
        for concept in lexicon.concepts.values()
        if concept.kind == "topic" and concept.claims and concept.claims[0] in claims
    )
