"""Somebody's own words for what they want to test, heard: medicines, what is unsafe or useless, what is swallowed, standing up.

Three kinds of harm are told by how they are put: a treatment left out (`without my stocking`), going without food or drink, something hot
against the leg. In: a text, the lexicon, the check-up's desk (it knows medicines by name) and the pack. Out: `Heard`, which the trials'
room judges. What is not wholly understood is told too: no list of what can harm is ever whole.
"""

from typing import TYPE_CHECKING

from nattero.knowledge.hearing import hear
from nattero.knowledge.lexicon import Lexicon, fold, tokens
from nattero.knowledge.own_words import OwnWords, read_own_words
from nattero.knowledge.pack import Pack
from nattero.trials.question import Heard

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

KINDS = frozenset({"medicine", "other", "group"})


def heard(text: str, lexicon: Lexicon, desk: "Desk", pack: Pack) -> Heard:
    """Give what somebody's own words say."""
    told, words = read_own_words(pack.root), tokens(text)
    said = hear(text, lexicon).said()
    unknown = (*told.not_known(words), *foreign(text))
    rest = " ".join(unknown)  # a word that is known to be harmless is no name of a medicine that is spelt wrongly
    named = (*desk.recognised((rest,), "").medicines, *desk.recognised((), rest).medicines) if rest else ()
    medicines = {each.id or each.typed for each in named if each.what in KINDS}
    return Heard(
        medicines=sorted(medicines | (said & told.concepts("medicine"))),
        without=leaves_out_treatment(words, told),
        fasting=goes_without_food(words, told),
        hot=something_hot(words, told),
        unsafe=sorted(said & (told.concepts("unsafe") | _advised_against(lexicon, pack))),
        swallowed=sorted(said & told.concepts("swallowed")),
        standing=bool(said & told.concepts("standing")),
        harmless=told.said("harmless", words),
        not_known=unknown,
    )


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


def _advised_against(lexicon: Lexicon, pack: Pack) -> frozenset[str]:
    """Give the concepts whose first claim is one that says: do not."""
    no = {row.claim for row in pack.rejected.values()}
    no |= {name for row in pack.interventions.values() if row.verdict == "unsafe" for name in row.claims[:1]}
    no |= {name for row in pack.measures.values() if not (row.offered or row.trial) for name in row.claims}
    no |= {claim.id for claim in pack.claims.values() if claim.verdict == "unsafe"}
    return frozenset(
        concept.id
        for concept in lexicon.concepts.values()
        if concept.kind == "topic" and concept.claims and concept.claims[0] in no
    )
