"""A check-up as it goes over the wire: the answer of the contract, its texts in the person's language.

In: a `Checkup`, the pack, language and country. Out: plain values. Danger signs go by the id others know them by where
they have one (`rule`), with our own as `flag`.
"""

from typing import Any

from nattero.checkup.consult import Checkup
from nattero.checkup.danger import Raised
from nattero.checkup.desk import Desk
from nattero.checkup.explain import Bar, Fit
from nattero.checkup.medicines import Typed
from nattero.knowledge.pack import Pack

COUNTRIES = {"nl": "NL", "nb": "NO", "id": "ID"}
"""The country whose numbers are given where nobody said where the person lives, by language."""


def told(found: Checkup, desk: Desk) -> dict[str, Any]:
    """Give the answer of the contract."""
    pack, lang = desk.pack, found.case.language
    country = found.case.country or COUNTRIES.get(lang, "other")
    country = country if country in pack.countries else "other"
    return {
        "urgency": found.urgency,
        "red_flags": [red_flag(sign, pack, lang, country) for sign in found.raised if not sign.weighed],
        "thresholds": [red_flag(sign, pack, lang, country) for sign in found.raised if sign.weighed],
        "watch_for": [],
        "is_nlc": {
            "criteria": [
                {"set": each.set, "place": each.place, "feature": each.feature, "met": each.met}
                for each in found.criteria
            ],
            "probability": found.is_cramp,
        },
        "explanations": [explanation(fit) for fit in found.explanations],
        "tells_apart": found.tells_apart,
        "contributors": [],
        "medicines": [medicine(each) for each in found.medicines.medicines],
        "tests": [],
        "see": [],
        "people_like_you": None,
        "ask_back": [
            {"id": pair.id, "features": list(pair.features), "answers": list(pair.answers)} for pair in found.ask_back
        ],
        "next_question": {"items": found.next_question} if found.next_question else None,
        "asked_n": found.asked_n,
    }


def red_flag(sign: Raised, pack: Pack, lang: str, country: str) -> dict[str, Any]:
    """Give a danger sign: what it is, what to do, and the answers that raised it."""
    return {
        "id": sign.rule or sign.id,
        "flag": sign.id,
        "urgency": sign.urgency,
        "message": pack.say(f"flag.{sign.id}.do", lang, country),
        "sign": pack.say(f"flag.{sign.id}.sign", lang, country),
        "why": list(sign.why),
    }


def medicine(each: Typed) -> dict[str, Any]:
    """Give a medicine as typed, and what it was recognised as."""
    return {
        "typed": each.typed,
        "what": each.what,
        "id": each.id,
        "inn": each.inn,
        "confidence": each.confidence,
        "association": each.association,
        "ask": each.ask,
        "suggestions": list(each.suggestions),
    }


def explanation(fit: Fit) -> dict[str, Any]:
    """Give an explanation with its bars."""
    return {
        "condition": fit.condition,
        "probability": fit.probability,
        "for": [_bar(bar) for bar in fit.pro],
        "against": [_bar(bar) for bar in fit.con],
    }


def _bar(bar: Bar) -> dict[str, Any]:
    return {"feature": bar.feature, "answer": bar.answer, "weight": round(bar.weight, 4)}
