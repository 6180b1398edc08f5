"""What a question is compared with: each claim by its concepts, by the questions it answers, and by its own words.

In: a pack, its lexicon, and the question forms. Out: an `Index`. Words are weighed as in Okapi BM25 (Robertson &
Zaragoza 2009, doi 10.1561/1500000019), concepts by how few claims are about them.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from nattero.ask.asked import Asked
from nattero.knowledge.hearing import read_out
from nattero.knowledge.lexicon import SHORTEST_PART, Lexicon, stemmed, tokens
from nattero.knowledge.model import Claim
from nattero.knowledge.pack import Pack

HIDDEN_TOPIC = "warning"  # claims that only ever stand before an answer
FIRST_TIE, LATER_TIE, NEXT = 2.2, 1.2, 0.3
NAMED, FORM, OPENING, MENTIONED = 1.0, 0.8, 0.7, 0.3
K1, B = 1.2, 0.6

Postings = Mapping[str, Mapping[str, float]]
"""For each stem, the claims that have it with its BM25 weight."""


class Spoken(NamedTuple):
    """One language of the claims: their question forms, their own words, and the spellings known."""

    asked: Postings
    texts: Postings
    spellings: Mapping[str, None]


@dataclass(frozen=True)
class Index:
    """A pack made ready to be asked: which claims each concept is about, and how rare it is; a language when it is first spoken."""

    pack: Pack
    lexicon: Lexicon
    claims: Mapping[str, Claim]
    about: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]
    asked: Mapping[str, Asked]
    _spoken: dict[str, Spoken] = field(default_factory=dict, repr=False, compare=False)

    def spoken(self, lang: str) -> Spoken:
        """Give the claims as a language says them."""
        if lang not in self._spoken:
            forms = {name: asked_in(name, self.asked, lang) for name in self.claims}
            texts = {name: text_in(name, self.pack, lang) for name in self.claims}
            known = _spellings(forms.values(), self.lexicon.small[lang])
            self._spoken[lang] = Spoken(_postings(forms, lang), _postings(texts, lang), known)
        return self._spoken[lang]


def build(pack: Pack, lexicon: Lexicon, asked: Mapping[str, Asked]) -> Index:
    """Give the index of a pack."""
    claims = {name: claim for name, claim in pack.claims.items() if claim.topic != HIDDEN_TOPIC}
    about = concepts_about(claims, pack, lexicon, asked)
    rarity = {concept: math.log(1 + len(claims) / (1 + sum(row.values()))) for concept, row in about.items()}
    return Index(pack, lexicon, claims, about, rarity, asked)


def concepts_about(
    claims: Iterable[str], pack: Pack, lexicon: Lexicon, asked: Mapping[str, Asked]
) -> dict[str, dict[str, float]]:
    """Give, by concept, the claims that are about it: those the lexicon ties to it, and those that mention it."""
    about: dict[str, dict[str, float]] = {}
    for name in claims:
        for concept, weight in concepts_of(name, pack, lexicon, asked).items():
            about.setdefault(concept, {})[name] = weight
    for tied in lexicon.concepts.values():
        for place, name in enumerate(tied.claims):
            if name in claims:
                row = about.setdefault(tied.id, {})
                row[name] = max(LATER_TIE, FIRST_TIE - NEXT * place) + 0.3 * row.get(name, 0.0)
    return about


def concepts_of(name: str, pack: Pack, lexicon: Lexicon, asked: Mapping[str, Asked]) -> dict[str, float]:
    """Give the concepts of a claim by where they are mentioned: its id, its question forms, or its sentences."""
    text = pack.words("en").get(f"claim.{name}", "")
    opening, _, rest = text.partition(". ")
    found: dict[str, float] = {}
    forms = asked_in(name, asked, "en")
    for part, weight in ((name.replace("-", " "), NAMED), (forms, FORM), (opening, OPENING), (rest, MENTIONED)):
        for concept in {mention.concept for mention in read_out(part, lexicon, "en").mentions}:
            if lexicon.concepts[concept].kind not in {"sign", "outside"}:
                found[concept] = max(found.get(concept, 0.0), weight)
    return found


def asked_in(name: str, asked: Mapping[str, Asked], lang: str) -> str:
    """Give the question forms of a claim in a language as one text."""
    return " ".join(asked[name].asked.get(lang, ())) if name in asked else ""


def text_in(name: str, pack: Pack, lang: str) -> str:
    """Give the words of a claim in a language, without its placeholders."""
    return re.sub(r"\{\w+\}", " ", pack.words(lang).get(f"claim.{name}", ""))


def _spellings(texts: Iterable[str], small: frozenset[str]) -> dict[str, None]:
    """Give the words of the question forms as they are spelt, each once, without the small ones."""
    words = (word for text in texts for word in tokens(text))
    return dict.fromkeys(word for word in words if len(word) >= SHORTEST_PART and word not in small)


def _postings(texts: Mapping[str, str], lang: str) -> dict[str, dict[str, float]]:
    """Give the stems of a language's texts with their BM25 weights by claim."""
    counts = {name: Counter(stemmed(tokens(text), lang)) for name, text in texts.items() if text}
    lengths = {name: sum(count.values()) for name, count in counts.items()}
    mean = sum(lengths.values()) / max(1, len(lengths))
    spread = Counter(stem for count in counts.values() for stem in count)
    weights: dict[str, dict[str, float]] = {}
    for name, count in counts.items():
        norm = K1 * (1 - B + B * lengths[name] / mean)
        for stem, times in count.items():
            rarity = math.log(1 + (len(counts) - spread[stem] + 0.5) / (spread[stem] + 0.5))
            weights.setdefault(stem, {})[name] = rarity * times * (K1 + 1) / (times + norm)
    return weights
