"""Danger that is open, as cards for the pages about nights.

In: the view. Out: one value a card, the most urgent first; none where nothing is open.
"""

from typing import Any

from nattero import words
from nattero.checkup.redflags import ORDER
from nattero.person.dangers import OpenSign, open_danger
from nattero.web.view import View

ALERT = frozenset(ORDER[:2])
GRAVE = frozenset(ORDER[:3])


def noticed(view: View) -> list[dict[str, Any]]:
    """Give a card for each danger sign that the diary shows: what was noticed, what to do, and why we say so."""
    found = view.person.noticed(view.site.pack)
    return [card(OpenSign(each.flag, each.urgency, each.rule, each.nights), view) for each in found]


def danger_first(view: View) -> list[dict[str, Any]]:
    """Give a card for each danger sign that is open: of the diary, of the check-up, of the plan, and of own words."""
    found = open_danger(view.person, view.site.pack, lambda: view.site.desk, view.lang)
    return [card(each, view) for each in found]


def card(found: OpenSign, view: View) -> dict[str, Any]:
    """Give a danger sign as a card."""
    pack = view.site.pack
    sign = view.say(f"flag.{found.flag}.sign")
    rule = pack.diary_flags[found.rule] if found.rule else None
    return {
        "alert": found.urgency in ALERT,
        "grave": found.urgency in GRAVE,
        "what": view.say(f"noticed.{found.rule}") if rule else sign,
        "sign": sign if rule and rule.flag is None else "",
        "do": view.say(f"flag.{found.flag}.do"),
        "claim": pack.red_flags[found.flag].claim,
        "said_on": words.day(found.said_on, view.lang, year=True) if found.said_on else "",
        "wrote": found.wrote or "",
        "wrote_on": words.day(found.wrote_on, view.lang) if found.wrote_on else "",
    }
