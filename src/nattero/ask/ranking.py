"""Which claims fit a question best: concepts, question forms and words weighed together.

In: a question as it was heard, and the index. Out: claims with their scores, the best first. Each word that tells
something brings the best of what it finds by its meaning, by the questions a claim answers, and by the claim's own
words; the weaker kinds of evidence for the same word count less, as they are not independent.
"""

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz, process

from nattero.ask.index import Index
from nattero.knowledge.hearing import SHORTEST_SLIP, Heard
from nattero.knowledge.lexicon import SHORTEST_PART, stemmed
from nattero.knowledge.model import Claim

ASKED, WORDS = 1.0, 0.22  # how much question forms and the claim's own words count, beside concepts
SECOND = 0.4  # what the weaker of two kinds of evidence for one word still adds
SHARES = {"generic": 0.08, "intent": 0.45, "sign": 0.5, "outside": 0.0}
PLACE, PLACES = 0.5, frozenset({"foot", "toes", "thigh", "shin", "hands_arms", "one_side"})
"""Where it hurts says less of what is asked than anything else."""

ALL_CLEAR = "nothing_else"  # what is asked about where signs are named only to say that they are not there
SLIP, ALIKE = 86, 0.6  # how near a spelling must be, and how much it then counts
STRANGER = 0.55  # a claim about people whom the question does not name
NAMESAKE = 1.3  # a claim about the very people that it names
GROWN_UP = 0.8  # a claim about grown people where a child is named
WARNED = 6.0  # about one rare concept
PEOPLE = {"pregnant": "pregnant", "children": "child", "swimmers": "swim"}


def rank(heard: Heard, index: Index, warned: Iterable[str] = ()) -> list[tuple[str, float]]:
    """Give the claims with their scores, the best first; what a warning stands on gets a start."""
    scores: dict[str, float] = {name: WARNED for name in warned if name in index.claims}
    if not scores and _only_denies(heard, index):
        scores = {name: WARNED * weight for name, weight in index.about.get(ALL_CLEAR, {}).items()}
    for found in _evidence(heard, index):
        for name, brought in found.items():
            scores[name] = scores.get(name, 0.0) + brought
    said = {found.concept for found in heard.mentions}
    fitting = [(name, score * _fit(index.claims[name], said)) for name, score in scores.items()]
    return sorted(fitting, key=lambda item: (-item[1], item[0]))


def _only_denies(heard: Heard, index: Index) -> bool:
    """Tell whether danger signs are named only to say that they are not there."""
    return any(found.denied and index.lexicon.concepts[found.concept].kind == "sign" for found in heard.mentions)


def _evidence(heard: Heard, index: Index) -> Iterator[Mapping[str, float]]:
    """Give, for each place of the question that tells something, what it brings to which claim."""
    meant: dict[int, dict[str, float]] = {}
    done: set[str] = set()
    for mention in heard.mentions:
        kind = index.lexicon.concepts[mention.concept].kind
        if mention.concept in done or mention.concept not in index.about or (mention.denied and kind == "sign"):
            continue
        share = SHARES.get(kind, 1.0) * mention.sure
        share *= PLACE if mention.concept in PLACES else 1.0
        longer = 1.0 + 0.25 * (mention.end - mention.start - 1)
        row = meant.setdefault(mention.start, {})
        for name, weight in index.about[mention.concept].items():
            row[name] = max(row.get(name, 0.0), share * longer * index.rarity[mention.concept] * weight)
        if share:
            done.add(mention.concept)
    small = index.lexicon.small[heard.lang]
    denied = {found.start for found in heard.mentions if found.denied}
    seen: set[str] = set()
    for place, word in enumerate(heard.words):
        row = meant.get(place, {})
        if word not in small and word not in seen and place not in denied:
            seen.add(word)
            row = _joined(row, _by_words(word, heard.lang, index, known=place in meant))
        yield row


def _by_words(word: str, lang: str, index: Index, *, known: bool) -> dict[str, float]:
    """Give what a word finds among the question forms and the words of the claims, else what words like it find."""
    found = _of_stem(stemmed([word], lang)[0], lang, index)
    if found or known or len(word) < SHORTEST_SLIP or word.isdigit():
        return found
    for near in _like(word, lang, index):
        for name, weight in _of_stem(stemmed([near], lang)[0], lang, index).items():
            found[name] = max(found.get(name, 0.0), ALIKE * weight)
    return found


def _of_stem(stem: str, lang: str, index: Index) -> dict[str, float]:
    """Give the claims that have a stem, with its weight."""
    found: dict[str, float] = {}
    spoken = index.spoken(lang)
    for postings, share in ((spoken.asked, ASKED), (spoken.texts, WORDS)):
        for name, weight in postings.get(stem, {}).items():
            found[name] = found.get(name, 0.0) + share * weight
    return found


def _like(word: str, lang: str, index: Index) -> list[str]:
    """Give the known words that an unknown one is made of, else the nearest in spelling."""
    known = index.spoken(lang).spellings
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        if word[:cut] in known and word[cut:] in known:
            return [word[:cut], word[cut:]]
    near = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=SLIP)
    return [near[0]] if near and near[0][0] == word[0] else []


def _joined(first: dict[str, float], second: dict[str, float]) -> dict[str, float]:
    """Give the better of two kinds of evidence in full, and a share of the other."""
    return {
        name: max(first.get(name, 0.0), second.get(name, 0.0))
        + SECOND * min(first.get(name, 0.0), second.get(name, 0.0))
        for name in {**first, **second}
    }


def _fit(claim: Claim, said: set[str]) -> float:
    """Give how well a claim's people are those of the question."""
    if "everyone" in claim.populations:
        return 1.0
    if "adults" in claim.populations or "older" in claim.populations:
        return GROWN_UP if "child" in said and "children" not in claim.populations else 1.0
    wanted = {PEOPLE[name] for name in claim.populations if name in PEOPLE}
    if "child" in wanted:
        wanted |= {"teen", "flat_feet", "growing"}
    if "pregnant" in wanted:
        wanted |= {"breastfeed", "early_pregnant", "late_pregnant", "womb"}
    if not wanted:
        return 1.0
    return NAMESAKE if wanted & said else STRANGER
