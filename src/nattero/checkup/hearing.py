"""Free text to answers: what a person says in their own words, in any of four languages, as features of the check-up.

In: a text and what is listened for (`read_hearing`). Out: `Told`: the language, answers by feature, and for each the words
it was heard in. What is denied is an answer of false; "maybe" keeps a danger and drops the rest; what a relative had is not
the person's own. Where a text says both, yes stands: contradictions are asked back, and the cautious reading rules.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from nattero.checkup.amounts import amounts
from nattero.checkup.bygone import closed, ended, over
from nattero.checkup.bystanders import others
from nattero.checkup.denial import answered_no, denied, hedged, in_list, negators, scopes
from nattero.checkup.girths import girths
from nattero.checkup.harmless import explained
from nattero.checkup.listening import Sentence, Span, listen
from nattero.checkup.modality import unreal
from nattero.checkup.persons import patient_is_relative, person, relative
from nattero.checkup.phrases import Effect, Hearing, Pattern, Saying
from nattero.checkup.sidedness import sides

Answer = bool | float | str
LASTING = frozenset(
    (
        *("cancer_active", "prev_dvt", "neck_surgery", "dialysis", "liver_disease", "eating_disorder", "licorice"),
        *("getting_worse", "wasting", "calf_bigger", "trouble_stairs", "weakness", "foot_drop"),
        *("alcohol_stop", "salt_dark_dizzy", "hot_thin_shaky"),
    )
)
"""A danger that counts whenever it was or began; all others matter only while they last."""


PASSING = frozenset(
    (
        *("swelling_one_leg", "swelling_both", "red_warm", "spreading_skin", "calf_tender", "fever", "hard_vein"),
        *("vomit_diarrhoea", "foot_wounds", "immobile_recent", "dirty_wound", "jaundice", "heat_sweat", "pale_bruise"),
    )
)
"""A danger that is none once it is over: a swelling that went down. A fit, a faint or a numb arm is one however soon it passed."""

HAPPENED = frozenset({"had", "once", "kreeg", "ooit", "vroeger", "hadde", "fikk", "dulu", "pernah", "vorig", "fjor"})
"""With these a relative's danger is a story, and no call for help."""
WIDE = 5  # words: what leaves this much room may go on in the next clause; all else stands in one
BESIDE = 5  # words between "not" and what it denies in a pattern
WIDEST = 9  # words: with so much room, in the next but one


@dataclass(frozen=True)
class Told:
    """What a text said: its language, answers by feature, the words each was heard in, whether all is said of a relative; `own`:
    what is left of it without what somebody else has, where that is not all; `beside`: the dangers somebody else has now."""

    lang: str
    answers: Mapping[str, Answer]
    words: Mapping[str, str] = field(default_factory=dict)
    of_relative: bool = False
    own: str | None = None
    beside: Mapping[str, Answer] = field(default_factory=dict)


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
    told = person(sentences)
    numbers = {**sides(sentences), **amounts(sentences, _age(told)), **girths(sentences), **told}
    anywhere = {term for sentence in sentences for term in _present(sentence, hearing.places)}
    if "gestation_weeks" in numbers:
        numbers["pregnant"] = True
        anywhere.add("@pregnant")
    yes: dict[str, Answer] = {}
    no: dict[str, Answer] = {}
    words: dict[str, str] = {}
    apart: dict[Sentence, frozenset[int]] = {}
    beside: dict[str, Answer] = {}
    for at, sentence in enumerate(sentences):
        following = next((one for one in sentences[at + 1 :] if one.words != sentence.words), None)
        unsaid = unreal(sentence) | (ended(sentence) if "@cramp" not in sentence.places else frozenset())
        past, theirs = over(sentence), others(sentence, sentences)
        apart[sentence] = theirs
        passed = closed(sentence, following)
        for found in _found(sentence, following, anywhere, hearing):
            name = found.saying.feature or found.saying.id
            harmless = explained(sentence, name, following)
            if _is_anothers(found, unsaid | past, theirs, sentence) and not harmless:
                beside[name] = found.saying.gives or True
            if harmless or _is_elsewhere(found, unsaid, past, theirs) or (passed and name in PASSING):
                continue
            answer = _answer(found, sentence, sentences)
            if answer is None:
                continue
            (no if answer is False else yes).setdefault(name, answer)
            words.setdefault(name, " ".join(sentence.words[found.items[0][0] : found.items[-1][1]]))
    answers = {**no, **numbers, **yes}
    return Told(home, answers, words, patient_is_relative(sentences), _own(apart), beside)


def _own(apart: Mapping[Sentence, frozenset[int]]) -> str | None:
    """Give the words of a text without those about somebody else, clause by clause; None where there are none of these."""
    if not any(apart.values()):
        return None
    kept: dict[tuple[str, ...], str] = {}
    for sentence, theirs in apart.items():
        parts: dict[int, list[str]] = {}
        for at, word in enumerate(sentence.words):
            if at not in theirs:
                parts.setdefault(sentence.clauses[at], []).append(word)
        kept.setdefault(sentence.words, ", ".join(" ".join(part) for part in parts.values()))
    return ". ".join(kept.values())


def _age(told: Mapping[str, Answer]) -> float | None:
    age = told.get("age")
    return age if isinstance(age, float) else None


def _present(sentence: Sentence, places: frozenset[str]) -> Iterator[str]:
    """Give the terms of a sentence that are not all denied, nor slips: who takes no quinine bruises for another reason."""
    none = {place for _, zone in scopes(sentence) for place in zone}
    for term, spans in sentence.places.items():
        if term in places or any(start not in none and start not in sentence.guessed for start, _ in spans):
            yield term


def _answer(found: _Found, sentence: Sentence, sentences: list[Sentence]) -> Answer | None:
    """Give what a mention answers; None where it says nothing of this person."""
    saying = found.saying
    if any(not sentence.guessed.isdisjoint(range(*span)) for span in found.own):
        return None  # a slip alone says nothing: "timbul" is no lead, "megal" no gasping, "winkel" no wobbling
    if saying.own and relative(sentence, found.items[0][0], sentences):
        return None
    if not saying.danger and hedged(sentence, found.items[0][0]):
        return None
    if found.effect == "opposite":
        return None if not found.said else False
    if not found.said:
        return None if saying.gives else False
    if found.effect == "unsaid":
        return None
    return saying.gives or True


def _is_anothers(found: _Found, unreal_or_past: frozenset[int], theirs: frozenset[int], sentence: Sentence) -> bool:
    """Tell whether it is a danger that a relative has now: "my husband has chest pain, I only have cramp"."""
    places = {place for span in found.items for place in range(*span)}
    now = (
        "@deceased" not in sentence.places and places.isdisjoint(unreal_or_past) and HAPPENED.isdisjoint(sentence.words)
    )
    kin = "@kin" in sentence.places and places <= theirs and sentence.guessed.isdisjoint(places)
    return found.saying.danger and found.said and found.effect == "said" and now and kin


def _is_elsewhere(found: _Found, unsaid: frozenset[int], past: frozenset[int], theirs: frozenset[int]) -> bool:
    """Tell whether something is said of no real thing, of long ago, or of somebody else."""
    start = found.items[-1][0] if found.items[-1][0] in unsaid else found.items[0][0]
    if start in unsaid or not theirs.isdisjoint(place for place, _ in found.items):
        return True
    name = found.saying.feature or found.saying.id
    return name not in LASTING and not found.saying.own and all(place in past for place, _ in found.items)


def _found(sentence: Sentence, following: Sentence | None, anywhere: set[str], hearing: Hearing) -> Iterator[_Found]:
    """Give all that is said in a sentence, in its order, each said or denied."""
    tongue = hearing.tongues[sentence.lang]
    hits: list[tuple[Pattern, tuple[Span, ...], tuple[Span, ...]]] = []
    for term in sentence.places:
        for pattern in tongue.patterns.get(term, ()):
            if not any(anywhere.isdisjoint(terms) for terms in pattern.anywhere):
                hits.extend(_matches(pattern, term, sentence, hearing))
    hits.sort(key=lambda hit: (hit[1][0], hit[1][-1]))
    no_comes = answered_no(sentence, following)
    taken: list[Span] = []
    for pattern, items, own in hits:
        if _is_taken_away(pattern, items, sentence, hearing.wide):
            continue
        is_denied = no_comes or denied(sentence, list(own), items)
        if not is_denied and len(own) == 1 and negators(sentence).isdisjoint(range(*own[0])):
            is_denied = any(in_list(sentence, before, own[0]) for before in taken)
        if is_denied:
            taken.extend(own)
        yield _Found(pattern.saying, pattern.effect, items, own, not is_denied)


def _is_taken_away(pattern: Pattern, items: tuple[Span, ...], sentence: Sentence, wide: frozenset[str]) -> bool:
    """Tell whether a word that takes a pattern away stands in its clauses, or in the reason given for them."""
    clauses = [sentence.clauses[place] for place, _ in items]
    reasons = {sentence.clauses[place] for place, _ in sentence.places.get("@because", ())}
    near = {*range(min(clauses), max(clauses) + 1), *reasons.intersection({min(clauses) - 1, max(clauses) + 1})}
    return any(
        sentence.clauses[place] in near or f"@{group}" in wide
        for group in pattern.saying.unless
        for place, _ in sentence.places.get(f"@{group}", ())
    )


def _matches(
    pattern: Pattern, anchor: str, sentence: Sentence, hearing: Hearing
) -> Iterator[tuple[Pattern, tuple[Span, ...], tuple[Span, ...]]]:
    """Give where a pattern stands: its parts' places in order, and those that can be affirmed or denied."""
    for start in sentence.places[anchor]:
        chosen = {at: (start, anchor) for at, part in enumerate(pattern.parts) if anchor in part}
        for at, part in enumerate(pattern.parts):
            if anchor in part:
                continue
            near = [
                (abs(span[0] - start[0]), span, term)
                for term in part
                for span in sentence.places.get(term, ())
                if _joins(sentence, span, start, pattern.gap)
                and not any(_overlap(span, other) for other, _ in chosen.values())
            ]
            if not near:
                break
            _, span, term = min(near)
            chosen[at] = span, term
        else:
            items = tuple(sorted({span for span, _ in chosen.values()}))
            room = sum(max(0, after[0] - before[1]) for before, after in pairwise(items))
            written = [chosen[at][0] for at in sorted(chosen) if chosen[at][1] not in hearing.places]
            if room <= pattern.gap and _denies_its_own(sentence, written):
                yield pattern, items, tuple(sorted(set(written))) or items


def _denies_its_own(sentence: Sentence, written: list[Span]) -> bool:
    """Tell whether each "not" among the parts of a pattern stands by the part it is written beside.

    "tidak baal, ... terasa" denies no feeling, nor does "never white, and I feel my toes".
    """
    said = negators(sentence)
    return all(
        any(
            abs(other[0] - one[0]) <= BESIDE and _same_clause(sentence, one, other)
            for other in (*written[max(0, at - 1) : at], *written[at + 1 : at + 2])
        )
        for at, one in enumerate(written)
        if one[1] - one[0] == 1 and one[0] in said and len(set(written)) > 1
    )


def _same_clause(sentence: Sentence, one: Span, other: Span) -> bool:
    return sentence.clauses[one[0]] == sentence.clauses[other[0]]


def _joins(sentence: Sentence, one: Span, other: Span, gap: int) -> bool:
    """Tell whether two places are in one clause, or in the next where a pattern leaves room."""
    return abs(sentence.clauses[one[0]] - sentence.clauses[other[0]]) <= (gap >= WIDE) + (gap >= WIDEST)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
