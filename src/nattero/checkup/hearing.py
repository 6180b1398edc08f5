"""Free text to answers: what a person says in their own words, in any of four languages, as features of the check-up.

In: a text and what is listened for (`read_hearing`). Out: `Told`: the language, answers by feature, and for each the words
it was heard in. What is denied is an answer of false; "maybe" keeps a danger and drops the rest; what a relative had is not
the person's own. Where a text says both, yes stands: contradictions are asked back, and the cautious reading rules.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from nattero.checkup.amounts import amounts
from nattero.checkup.denial import answered_no, denied, hedged, in_list, supposed
from nattero.checkup.listening import Sentence, Span, listen
from nattero.checkup.persons import person, relative
from nattero.checkup.phrases import Effect, Hearing, Pattern, Saying

Answer = bool | float | str
ACUTE = frozenset(
    (
        *("breathless_chest", "sudden_cold_pale", "dark_urine", "little_urine", "lost_consciousness", "stroke_signs"),
        *("fever", "red_warm", "swelling_one_leg", "gi_bleed", "confusion", "tight_pain_extreme", "vomit_diarrhoea"),
        *("jaundice", "sudden_weakness", "spreading_skin", "bleeding_bruise_quinine", "whole_body_jerk"),
        *("saddle_numb", "bladder_bowel"),
    )
)
"""What matters only while it lasts; a danger that stays (cancer, an operation) counts whenever it was."""
LATER = 9  # words between something and when it was


@dataclass(frozen=True)
class Told:
    """What a text said: its language, answers by feature, and the words each was heard in."""

    lang: str
    answers: Mapping[str, Answer]
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    saying: Saying
    effect: Effect
    items: tuple[Span, ...]
    own: tuple[Span, ...]
    said: bool


def features_in(text: str, hearing: Hearing, lang: str | None = None) -> Told:
    """Give the answers a text holds; `lang` is the language it is thought to be in."""
    home, sentences = listen(text, hearing, lang)
    anywhere = {term for sentence in sentences for term in sentence.places}
    yes: dict[str, Answer] = {}
    no: dict[str, Answer] = {}
    words: dict[str, str] = {}
    for at, sentence in enumerate(sentences):
        following = next((one for one in sentences[at + 1 :] if one.words != sentence.words), None)
        for found in _found(sentence, following, anywhere, hearing):
            answer = _answer(found, sentence, sentences)
            if answer is None:
                continue
            name = found.saying.feature or found.saying.id
            (no if answer is False else yes).setdefault(name, answer)
            words.setdefault(name, " ".join(sentence.words[found.items[0][0] : found.items[-1][1]]))
    numbers = {**amounts(sentences), **person(sentences)}
    answers = {**no, **numbers, **yes}
    return Told(home, answers, words)


def _answer(found: _Found, sentence: Sentence, sentences: list[Sentence]) -> Answer | None:
    """Give what a mention answers; None where it says nothing of this person."""
    saying = found.saying
    if saying.danger and (sentence.guessed.issuperset(found.items) or _is_over(found, sentence)):
        return None  # a short slip alone is no alarm: "timbul" is no lead, "megal" no gasping
    if saying.own and relative(sentence, found.items[0][0], sentences):
        return None
    if supposed(sentence, found.items[0][0]) or (not saying.danger and hedged(sentence, found.items[0][0])):
        return None
    if found.effect == "opposite":
        return None if not found.said else False
    if not found.said:
        return None if saying.gives else False
    if found.effect == "unsaid":
        return None
    return saying.gives or True


def _is_over(found: _Found, sentence: Sentence) -> bool:
    """Tell whether something acute was long ago: "brown urine last year, not since"; nothing of today beside it."""
    if (found.saying.feature or found.saying.id) not in ACUTE:
        return False
    first, last = found.items[0][0], found.items[-1][1]
    clauses = {sentence.clauses[start] for start, _ in found.items}
    today = {sentence.clauses[start] for start, _ in sentence.places.get("@today", ())}
    if not clauses.isdisjoint(today):
        return False
    return any(
        sentence.clauses[start] in clauses
        and first - LATER <= start < last + LATER
        and not _parted(sentence, (start, end), first)
        for start, end in sentence.places.get("@once_was", ())
    )


def _parted(sentence: Sentence, when: Span, other: int) -> bool:
    """Tell whether "and" or "but" stands between a time and a place: "surgery last year and my calf is swollen"."""
    between = range(when[1], other) if when[0] < other else range(other + 1, when[0])
    return any(place in between for group in ("and", "turn") for place, _ in sentence.places.get(f"@{group}", ()))


def _found(sentence: Sentence, following: Sentence | None, anywhere: set[str], hearing: Hearing) -> Iterator[_Found]:
    """Give all that is said in a sentence, in its order, each said or denied."""
    tongue = hearing.tongues[sentence.lang]
    hits: list[tuple[Pattern, tuple[Span, ...], tuple[Span, ...]]] = []
    for term in sentence.places:
        for pattern in tongue.patterns.get(term, ()):
            if all(one in anywhere for one in pattern.anywhere):
                hits.extend(_matches(pattern, term, sentence, hearing))
    hits.sort(key=lambda hit: (hit[1][0], hit[1][-1]))
    no_comes = answered_no(sentence, following)
    taken: list[Span] = []
    for pattern, items, own in hits:
        if any(f"@{group}" in sentence.places for group in pattern.saying.unless):
            continue
        used = {place for start, end in items for place in range(start, end)}
        is_denied = no_comes or denied(sentence, list(own), used)
        if not is_denied and len(own) == 1:
            is_denied = any(in_list(sentence, before, own[0]) for before in taken)
        if is_denied:
            taken.extend(own)
        yield _Found(pattern.saying, pattern.effect, items, own, not is_denied)


def _matches(
    pattern: Pattern, anchor: str, sentence: Sentence, hearing: Hearing
) -> Iterator[tuple[Pattern, tuple[Span, ...], tuple[Span, ...]]]:
    """Give where a pattern stands: its parts' places in order, and those that can be affirmed or denied."""
    for start in sentence.places[anchor]:
        chosen = [(start, anchor)]
        for part in pattern.parts:
            if anchor in part:
                continue
            near = [(abs(span[0] - start[0]), span, term) for term in part for span in sentence.places.get(term, ())]
            if not near:
                break
            _, span, term = min(near)
            chosen.append((span, term))
        else:
            items = tuple(sorted(span for span, _ in chosen))
            room = sum(max(0, after[0] - before[1]) for before, after in pairwise(items))
            if room <= pattern.gap:
                own = tuple(sorted(span for span, term in chosen if term not in hearing.places)) or items
                yield pattern, items, own
