"""A check-up as it goes over the wire: the answer of the contract, its texts in the person's language.

In: a `Checkup` and the desk. Out: plain values. Danger signs go by the id others know them by where they have one (`rule`),
with our own as `flag`. Numbers, ids and answers are the same in every language; only the texts differ.
"""

from typing import Any

import msgspec

from nattero.checkup.consult import Checkup
from nattero.checkup.contributors import Contributor
from nattero.checkup.danger import Raised
from nattero.checkup.desk import Desk
from nattero.checkup.explain import Bar, Fit, fits_well
from nattero.checkup.interactions import Together
from nattero.checkup.medicines import Typed
from nattero.checkup.questions import unsure
from nattero.knowledge.facts import is_child
from nattero.knowledge.medicines import local_names
from nattero.knowledge.pack import Pack
from nattero.knowledge.spoken import country_of


class Voice:
    """The words of one language, with the numbers of one country."""

    def __init__(self, pack: Pack, lang: str, country: str | None) -> None:
        wanted = country or country_of(lang)
        self.pack, self.lang = pack, lang
        self.country = wanted if wanted in pack.countries else "other"

    def say(self, key: str) -> str:
        """Give one text."""
        return self.pack.say(key, self.lang, self.country)


def told(found: Checkup, desk: Desk) -> dict[str, Any]:
    """Give the answer of the contract."""
    voice = Voice(desk.pack, found.case.language, found.case.country)
    steps = found.around.steps
    return {
        "urgency": found.urgency,
        "red_flags": [red_flag(sign, voice) for sign in found.raised if not sign.weighed],
        "for_another": [red_flag(sign, voice) for sign in found.for_another],
        "thresholds": [red_flag(sign, voice) for sign in found.raised if sign.weighed],
        "watch_for": [
            {"id": sign, "sign": voice.say(f"flag.{sign}.sign"), "do": voice.say(f"flag.{sign}.do")}
            for sign in steps.watch_for
        ],
        "is_nlc": {
            "criteria": [
                {"set": each.set, "place": each.place, "feature": each.feature, "met": each.met}
                for each in found.criteria
            ],
            "probability": found.is_cramp,
        },
        "fits_well": fits_well(found.explanations[0]),
        "explanations": [explanation(fit, voice) for fit in found.explanations],
        "tells_apart": found.tells_apart,
        "contributors": [contributor(each, voice) for each in found.around.contributors],
        "medicines": [medicine(each, voice, desk) for each in found.medicines.medicines],
        "medicines_unread": found.medicines.unread,
        "warnings": [warning(each, voice) for each in found.around.together],
        "tests": [
            {
                "id": each.id,
                "name": voice.say(f"test.{each.id}"),
                "text": voice.say(f"test.{each.id}.why"),
                "why": list(each.why),
            }
            for each in steps.tests
        ],
        "see": [{"id": who, "name": voice.say(f"specialty.{who}")} for who in steps.see],
        "meanwhile": [{"id": each, "text": voice.say(f"advice.{each}")} for each in steps.meanwhile],
        "can_wait": [{"id": each, "text": voice.say(f"advice.{each}")} for each in steps.wait],
        "paths": [
            {"id": each, "name": voice.say(f"path.{each}"), "text": voice.say(f"path.{each}.text")}
            for each in steps.paths
        ],
        "people_like_you": None if found.around.peers is None else msgspec.to_builtins(found.around.peers),
        "ask_back": [
            {"id": pair.id, "features": list(pair.features), "answers": list(pair.answers)} for pair in found.ask_back
        ],
        "next_question": screen(found.next_question, voice, found.case.age),
        "danger_unknown": unsure(found.answers),
        "asked_n": found.asked_n,
    }


def red_flag(sign: Raised, voice: Voice) -> dict[str, Any]:
    """Give a danger sign: what it is, what to do, and the answers that raised it."""
    return {
        "id": sign.rule or sign.id,
        "flag": sign.id,
        "urgency": sign.urgency,
        "message": voice.say(f"flag.{sign.id}.do"),
        "sign": voice.say(f"flag.{sign.id}.sign"),
        "why": list(sign.why),
    }


def contributor(each: Contributor, voice: Voice) -> dict[str, Any]:
    """Give what may play a part, with what is known of it and what can be done."""
    name, why, do = ("condition", "what", "whom") if each.kind == "condition" else ("factor", "why", "do")
    return {
        "id": each.id,
        "strength": each.strength,
        "certainty": each.certainty,
        "evidence": each.evidence,
        "folk": each.folk,
        "name": voice.say(f"{name}.{each.id}"),
        "why": voice.say(f"{name}.{each.id}.{why}"),
        "do": voice.say(f"{name}.{each.id}.{do}"),
        "because": list(each.why),
    }


def medicine(each: Typed, voice: Voice, desk: Desk) -> dict[str, Any]:
    """Give a medicine as typed, what it was recognised as, and what to ask about it; `name`, `suggested`: in one's language."""
    return {
        "typed": each.typed,
        "what": each.what,
        "id": each.id,
        "inn": each.inn,
        "name": each.inn and called(each.inn, voice, desk),
        "confidence": each.confidence,
        "association": each.association,
        "ask": None if each.ask is None else voice.say(f"medicine.ask.{each.ask}"),
        "suggestions": list(each.suggestions),
        "suggested": [called(inn, voice, desk) for inn in each.suggestions],
        "again": each.again,
    }


def called(inn: str, voice: Voice, desk: Desk) -> str:
    """Give what one's language calls a medicine; of the others we know one name only."""
    row = next((row for row in desk.names.known.medicines.values() if row.inn == inn), None)
    return inn if row is None else local_names(row).get(voice.lang, inn)


def warning(each: Together, voice: Voice) -> dict[str, Any]:
    """Give what does not go together with our own advice."""
    return {
        "id": each.id,
        "advice": each.advice,
        "caution": each.caution,
        "because": [*each.medicines, *each.conditions],
        "text": voice.say(f"interaction.{each.id}"),
    }


def screen(asked: list[str], voice: Voice, age: float | None) -> dict[str, Any] | None:
    """Give the next screen of questions, None when it is enough."""
    return {"items": [item(name, voice, age) for name in asked]} if asked else None


def item(name: str, voice: Voice, age: float | None) -> dict[str, Any]:
    """Give one question with the answers it takes; "I don't know" is always one of them, and is null."""
    feature = voice.pack.features[name]
    key = voice.pack.own(f"feature.{name}", voice.lang, "child" if is_child(age) else "")
    return {
        "feature": name,
        "question": voice.say(key),
        "type": feature.type,
        "values": [{"value": value, "text": voice.say(f"feature.{name}.{value}")} for value in feature.values],
        "unit": feature.unit,
        "least": feature.least,
        "most": feature.most,
    }


def explanation(fit: Fit, voice: Voice) -> dict[str, Any]:
    """Give an explanation with its bars."""
    return {
        "condition": fit.condition,
        "name": voice.say(f"condition.{fit.condition}"),
        "probability": fit.probability,
        "for": [_bar(bar) for bar in fit.pro],
        "against": [_bar(bar) for bar in fit.con],
    }


def _bar(bar: Bar) -> dict[str, Any]:
    return {"feature": bar.feature, "answer": bar.answer, "weight": round(bar.weight, 4)}
