"""A question answered from the pack: a warning where there is danger, up to three claims, related ones, or a refusal.

In: an index, the rules of danger, a question, and where the asker lives. Out: an `Answer`; every text in it is a text
of the pack. The score adds how rare the shared concepts are to BM25 over the stems; below a limit, or where nothing of
the question belongs to Nattero, it refuses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from nattero.ask.asked import read_asked
from nattero.ask.index import Index, build
from nattero.ask.named import facts_of_names
from nattero.ask.ranking import rank
from nattero.ask.scope import refuses
from nattero.checkup.alarms import alarms_of
from nattero.checkup.danger import danger
from nattero.checkup.hearing import Told, features_in
from nattero.checkup.names import Names, index_names
from nattero.checkup.phrases import Hearing, read_hearing
from nattero.checkup.redflags import Alarm, Sign, alarms, read_signs
from nattero.knowledge.hearing import Heard, hear
from nattero.knowledge.lexicon import Lexicon, read_lexicon
from nattero.knowledge.medicines import read_medicines
from nattero.knowledge.model import URGENCIES, Certainty, Claim, Urgency, Verdict
from nattero.knowledge.pack import Pack

PASSAGES, RELATED = 3, 4
NEAR, NEAR_DANGER = 0.4, 0.2  # a passage scores at least this share of the best
GRAVE = frozenset({"emergency", "urgent"})
OF_DANGER = frozenset({"red-flag", "safety", "differential", "warning"})
"""Topics that somebody with a danger sign is told of: advice to try at home must not stand in the way of help."""

DONE_TO_THE_LEG = frozenset(
    {"relief-now", "after-care", "exercise", "treatment-physio", "folk-remedy", "lifestyle-prevention"}
)
"""Topics of rubbing, stretching, warming and training: what a leg is spared as long as a grave sign stands."""
NO = frozenset({"unsafe", "contradicted"})

LENGTH = 4000


class Passage(msgspec.Struct, frozen=True):
    """A claim that answers, with its words, how it was judged, and how well it fits."""

    claim: str
    answers: tuple[str, ...]
    text: str
    verdict: Verdict
    certainty: Certainty
    score: float


class Warned(msgspec.Struct, frozen=True):
    """What comes first: which sign, how urgent, the sign's and the advice's words, the claim they stand on; is it about another?"""

    sign: str
    urgency: Urgency
    text: str
    do: str
    claim: str
    about_another: bool = False


class Answer(msgspec.Struct, frozen=True):
    """What is given for a question."""

    lang: str
    answered: bool
    warning: Warned | None
    passages: tuple[Passage, ...]
    related: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """All that answering needs, made once."""

    index: Index
    lexicon: Lexicon
    signs: tuple[Sign, ...]
    hearing: Hearing
    names: Callable[[], Names]


def open_desk(
    pack: Pack,
    lexicon: Lexicon | None = None,
    hearing: Hearing | None = None,
    names: Callable[[], Names] | None = None,
) -> Desk:
    """Give a pack made ready to be asked; PackError where its lexicon or rules are wrong. What is read already may be given."""
    known = lexicon or read_lexicon(pack.root)
    index = build(pack, known, read_asked(pack.root))
    named = names or cache(lambda: index_names(read_medicines(pack.root)))
    return Desk(index, known, read_signs(pack.root, known), hearing or read_hearing(pack.root), named)


def ask(
    question: str, desk: Desk, lang: str | None = None, country: str = "other", standing: tuple[str, ...] = ()
) -> Answer:
    """Give the answer to a question, in a language or in that of the question; `standing` are grave signs open already."""
    heard = hear(question[:LENGTH], desk.lexicon)
    spoken = lang or heard.lang
    told = features_in(question[:LENGTH], desk.hearing)
    raised = _raised(told, heard, desk)
    another = told.of_relative or (bool(raised) and raised[0].sign in _beside(told, desk))
    warning = _warned(raised[0], another, desk.index.pack, spoken, country) if raised else None
    words = desk.index.pack.words(spoken)
    found = rank(heard, desk.index, alarm_claims(raised, desk.index.pack))
    ranked = [(name, score) for name, score in found if f"claim.{name}" in words]
    if raised and raised[0].urgency in GRAVE:
        ranked = in_danger(ranked, alarm_claims(raised, desk.index.pack), heard, desk.index)
    if refuses(heard, ranked, raised, desk.index):
        return Answer(spoken, False, warning, (), ())
    best = ranked[0][1]
    ranked = spared(ranked, standing, desk.index) if standing else ranked
    near = NEAR_DANGER if raised and raised[0].urgency in GRAVE else NEAR
    chosen = [item for item in ranked[:PASSAGES] if item[1] >= near * best]
    passages = tuple(_passage(desk.index.claims[name], score, desk, spoken, country) for name, score in chosen)
    more = tuple(name for name, _ in ranked[len(chosen) : len(chosen) + RELATED])
    return Answer(spoken, True, warning, passages, more)


def _raised(told: Told, heard: Heard, desk: Desk) -> list[Alarm]:
    """Give the alarms of a question, the most urgent first: by the check-up's ear what is grave, by the rules all else."""
    grave = alarms_of(told, desk.index.pack.red_flags.values())
    named = facts_of_names(heard, desk.names)
    return sorted([*alarms(heard, desk.signs, named), *grave], key=lambda alarm: URGENCIES.index(alarm.urgency))


def _beside(told: Told, desk: Desk) -> set[str]:
    """Give the signs of what a relative has, where the asker has only the cramps."""
    found = danger(told.beside, None, "unknown", None, desk.index.pack.red_flags.values())
    return {sign.id for sign in found}


def alarm_claims(raised: list[Alarm], pack: Pack) -> list[str]:
    """Give the claims that alarms stand on: who is warned of something has asked about it."""
    return [pack.red_flags[alarm.flag].claim if alarm.flag else str(alarm.claim) for alarm in raised]


def in_danger(ranked: list[tuple[str, float]], grave: list[str], heard: Heard, index: Index) -> list[tuple[str, float]]:
    """Give the ranking for somebody in danger: what they are warned of first, and nothing to try at home."""
    best = max((score for _, score in ranked), default=0.0)
    said = [index.lexicon.concepts[concept] for concept in heard.said()]
    told = {*grave, *(name for concept in said if concept.kind == "sign" for name in concept.claims)}
    kept = [(name, score) for name, score in ranked if index.claims[name].topic in OF_DANGER or name in told]
    kept = [(name, best if name == grave[0] else score) for name, score in kept]
    return sorted(kept, key=lambda item: (item[0] != grave[0], -item[1], item[0]))


def spared(ranked: list[tuple[str, float]], standing: tuple[str, ...], index: Index) -> list[tuple[str, float]]:
    """Give the ranking for somebody whose sign still stands: nothing that is done to the leg; who asks for that gets its claim."""
    kept = [item for item in ranked if leaves_the_leg(index.claims[item[0]])]
    if kept[:PASSAGES] == ranked[:PASSAGES]:
        return kept
    first = index.pack.red_flags[standing[0]].claim
    return [(first, ranked[0][1]), *(item for item in kept if item[0] != first)]


def leaves_the_leg(claim: Claim) -> bool:
    """Tell whether a claim advises nothing that is done to the leg; what it advises against may be said."""
    return claim.topic not in DONE_TO_THE_LEG or claim.verdict in NO


def _passage(claim: Claim, score: float, desk: Desk, lang: str, country: str) -> Passage:
    text = desk.index.pack.say(f"claim.{claim.id}", lang, country)
    return Passage(claim.id, claim.answers, text, claim.verdict, claim.certainty, round(score, 2))


def _warned(alarm: Alarm, another: bool, pack: Pack, lang: str, country: str) -> Warned:
    """Give a warning in the pack's words; a claim names no number, so the country's stands beside an emergency."""
    if alarm.flag:
        sign, do = (pack.say(f"flag.{alarm.flag}.{part}", lang, country) for part in ("sign", "do"))
        return Warned(alarm.sign, alarm.urgency, sign, do, pack.red_flags[alarm.flag].claim, another)
    text = pack.say(f"claim.{alarm.claim}", lang, country)
    number = pack.say(f"country.{country}.emergency", lang, country) if alarm.urgency == "emergency" else ""
    return Warned(alarm.sign, alarm.urgency, text, number, str(alarm.claim), another)


def as_json(answer: Answer, pack: Pack) -> dict[str, Any]:
    """Give an answer as it is printed: `related` with the words of each claim."""
    found: dict[str, Any] = msgspec.to_builtins(answer)
    found["related"] = [{"claim": name, "text": pack.text(f"claim.{name}", answer.lang)} for name in answer.related]
    return found
