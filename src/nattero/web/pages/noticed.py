"""Danger that is open, as cards for the pages about nights.

In: the view. Out: one value a card, the most urgent first; none where nothing is open.
"""

from typing import Any

from nattero.knowledge.model import URGENCIES
from nattero.person.dangers import open_danger
from nattero.person.open_sign import OpenSign
from nattero.person.sign_answers import ANSWER, KNOWN, NO, touched_and_denied
from nattero.person.written import denied
from nattero.web.pages.fields import hide, plain
from nattero.web.pages.looked import form
from nattero.web.view import View

ALERT = frozenset(URGENCIES[:2])
GRAVE = frozenset(URGENCIES[:3])
ANSWERED_AT = frozenset(
    {"/", "/ask", "/checkin", "/diary", "/insight", "/plan", "/report", "/session", "/trial", "/trial/new"}
)
"""Pages on which one can answer a sign: not so, or known to one's doctor; they can be gone back to."""
FURTHER = ("/trial/result/", "/learn/")


def danger_first(view: View) -> list[dict[str, Any]]:
    """Give a card for each danger sign that is open: of the diary, of the check-up, of the plan, and of own words."""
    return [card(each, view) for each in open_signs(view)]


def open_signs(view: View) -> list[OpenSign]:
    """Give each danger sign that is open."""
    return open_danger(view.person, view.site.pack, lambda: view.site.desk, view.lang)


def denied_here(view: View) -> list[dict[str, Any]]:
    """Give the signs of the last days of which the person said that they are not so, and how to take that back.

    They were heard in own words, or touched during a cramp.
    """
    slips = touched_and_denied(view.person, view.site.pack).items()
    touched = [OpenSign(flag, view.site.pack.red_flags[flag].urgency, denied_on=day) for flag, day in slips]
    heard = denied(view.person, view.site.pack, lambda: view.site.desk)
    found = {each.flag: each for each in (*touched, *heard)}.values()
    return [
        {
            "sign": view.say(f"flag.{each.flag}.sign"),
            "day": view.day(each.denied_on) if each.denied_on else "",
            "fields": answering(each, "", view) if f"{ANSWER}{each.flag}" in view.person.answers else "",
        }
        for each in found
    ]


def answering(found: OpenSign, value: str, view: View) -> str:
    """The fields that answer a sign; none on a page that cannot be gone back to."""
    back = way_back(view)
    return hide([*plain("answers", back), (f"answers.{ANSWER}{found.flag}:text", value)]) if back else ""


def way_back(view: View) -> str:
    """The address of this page, with what was chosen there; nothing of a page that cannot be gone back to."""
    here = view.request.url
    if here.path not in ANSWERED_AT and not here.path.startswith(FURTHER):
        return ""
    return f"{here.path}?{here.query}".replace("+", "%20") if here.query else here.path


def danger_here(view: View) -> list[dict[str, Any]]:
    """Give the cards for a page on which one writes: what needs help today, and what was heard in one's own words."""
    return [each for each in danger_first(view) if each["alert"] or each["wrote_on"]]


def danger_in(text: str, view: View) -> list[dict[str, Any]]:
    """Give the cards of what a text that is not kept says of danger that needs help today."""
    if not text:
        return []
    from nattero.checkup.alarms import GRAVE as NOW
    from nattero.checkup.alarms import signs_of

    found = signs_of(view.site.desk.noted(text), view.site.pack.red_flags.values())
    today = view.local.date()
    signs = (OpenSign(each.id, each.urgency, wrote=text, wrote_on=today) for each in found if each.urgency in NOW)
    return [
        card(each, view) | {"not_so": "", "looked": None} for each in signs
    ]  # nothing is kept that could be answered


def danger_to_settle(view: View) -> list[dict[str, Any]]:
    """Give the cards that hold up a plan or a trial: without what is only a reason for ordinary advice."""
    return [each for each in danger_first(view) if each["grave"]]


def card(found: OpenSign, view: View) -> dict[str, Any]:
    """Give a danger sign as a card."""
    pack = view.site.pack
    sign = view.say(f"flag.{found.flag}.sign")
    rule = pack.diary_flags[found.rule] if found.rule else None
    said = not (rule or found.wrote_on)  # in the check-up, in the settings or in the plan
    return {
        "alert": found.urgency in ALERT,
        "grave": found.urgency in GRAVE,
        "emergency": found.urgency == "emergency",
        "what": view.say(f"noticed.{found.rule}") if rule else sign,
        "sign": sign if rule and rule.flag is None else "",
        "do": view.say(f"flag.{found.flag}.do"),
        "claim": pack.red_flags[found.flag].claim,
        "said_on": view.day(found.said_on) if found.said_on else "",
        "wrote": found.wrote or "",
        "wrote_on": view.day(found.wrote_on) if found.wrote_on else "",
        "not_so": answering(found, NO, view) if found.wrote_on or (rule and rule.kind == "touched") else "",
        "known": answering(found, KNOWN, view) if not found.today else "",
        "looked": form(found, way_back(view), view) if found.urgency == "urgent" and way_back(view) else None,
        "of_limits": said and not found.said_on,
    }
