"""What a question is compared with: each claim by the concepts it is about and by the stems of its words.

In: a pack and its lexicon. Out: an `Index`. Words are weighed as in Okapi BM25 (Robertson & Zaragoza 2009, doi
10.1561/1500000019), concepts by how few claims are about them.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from nattero.knowledge.lexicon import Lexicon, hear, stemmed, tokens
from nattero.knowledge.model import Claim
from nattero.knowledge.pack import Pack
from nattero.knowledge.words import LANGUAGES

HIDDEN_TOPIC = "warning"  # claims that only ever stand before an answer
FIRST_TIE, LATER_TIE, NEXT = 2.2, 1.2, 0.3
NAMED, OPENING, MENTIONED = 1.0, 0.7, 0.3
K1, B = 1.2, 0.6


@dataclass(frozen=True)
class Postings:
    """The words of one language: for each stem, the claims that have it with its BM25 weight."""

    weights: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Index:
    """A pack made ready to be asked."""

    pack: Pack
    lexicon: Lexicon
    claims: Mapping[str, Claim]
    about: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]
    _words: dict[str, Postings] = field(default_factory=dict, repr=False)

    def words(self, lang: str) -> Postings:
        """Give the words of a language, indexed when they are first asked for."""
        if lang not in self._words:
            self._words[lang] = index_words(self.pack, self.claims, lang)
        return self._words[lang]


def build(pack: Pack, lexicon: Lexicon) -> Index:
    """Give the index of a pack."""
    claims = {name: claim for name, claim in pack.claims.items() if claim.topic != HIDDEN_TOPIC}
    about: dict[str, dict[str, float]] = {}
    for name in claims:
        for concept, weight in concepts_of(name, pack, lexicon).items():
            about.setdefault(concept, {})[name] = weight
    for tied in lexicon.concepts.values():
        for place, name in enumerate(tied.claims):
            if name in claims:
                row = about.setdefault(tied.id, {})
                row[name] = max(LATER_TIE, FIRST_TIE - NEXT * place) + 0.3 * row.get(name, 0.0)
    rarity = {concept: math.log(1 + len(claims) / (1 + sum(row.values()))) for concept, row in about.items()}
    index = Index(pack, lexicon, claims, about, rarity)
    for lang in LANGUAGES:
        index.words(lang)
    return index


def concepts_of(name: str, pack: Pack, lexicon: Lexicon) -> dict[str, float]:
    """Give the concepts of a claim by where they are mentioned: in its id, its first sentence, or the rest."""
    text = pack.words("en").get(f"claim.{name}", "")
    opening, _, rest = text.partition(". ")
    found: dict[str, float] = {}
    for part, weight in ((name.replace("-", " "), NAMED), (opening, OPENING), (rest, MENTIONED)):
        for concept in {mention.concept for mention in hear(part, lexicon, slips=False).mentions}:
            if lexicon.concepts[concept].kind not in {"sign", "outside"}:
                found[concept] = max(found.get(concept, 0.0), weight)
    return found


def index_words(pack: Pack, claims: Mapping[str, Claim], lang: str) -> Postings:
    """Give the stems of a language's claims with their BM25 weights."""
    words = pack.words(lang)
    counts = {
        name: Counter(stemmed(tokens(re.sub(r"\{\w+\}", " ", words.get(f"claim.{name}", ""))), lang)) for name in claims
    }
    counts = {name: count for name, count in counts.items() if count}
    lengths = {name: sum(count.values()) for name, count in counts.items()}
    mean = sum(lengths.values()) / max(1, len(lengths))
    spread = Counter(stem for count in counts.values() for stem in count)
    weights: dict[str, dict[str, float]] = {}
    for name, count in counts.items():
        norm = K1 * (1 - B + B * lengths[name] / mean)
        for stem, times in count.items():
            rarity = math.log(1 + (len(counts) - spread[stem] + 0.5) / (spread[stem] + 0.5))
            weights.setdefault(stem, {})[name] = rarity * times * (K1 + 1) / (times + norm)
    return Postings(weights)
