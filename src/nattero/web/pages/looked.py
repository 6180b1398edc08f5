"""A danger sign that somebody has to see the same day, and that a doctor or nurse has seen: said with its day, and told until it is over.

In: forms, the view. Out: an answer of the diary, and values for the pages. What is new or worse is raised again by what is told of it.
"""

from datetime import date, timedelta
from typing import Any

from litestar import Request, post
from litestar.response import Redirect

from nattero import pen
from nattero.diary.payloads import Answers
from nattero.person.dangers import clot_first
from nattero.person.open_sign import OpenSign
from nattero.person.sign_answers import ANSWER, LOOK_HOLDS, looked_at, settled_signs
from nattero.web.pages.entry_form import pairs_in
from nattero.web.pages.fields import hide, plain
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]


@post("/danger/looked", include_in_schema=False)
async def looked(request: AnyRequest) -> Redirect:
    """Keeps that a doctor or nurse looked at a sign of the same day, on which day, and whether they said that one may go on."""
    view = view_of(request)
    said = dict(pairs_in(await request.body()))
    flag = view.pack.red_flags.get(said.get("sign", ""))
    days = [day.isoformat() for day in days_back(view)]
    if flag and flag.urgency == "urgent" and said.get("day") in days:
        value = looked_at(date.fromisoformat(said["day"]), go_on=said.get("go_on") == "yes")
        answers = Answers(answers={f"{ANSWER}{flag.id}": value})
        made = pen.entry(view.site.journal, answers, person=view.person.name, zone=view.zone, at=view.site.clock())
        view.site.journal.append([made])
    back = said.get("next", "/")
    return Redirect(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", status_code=303)


def days_back(view: View) -> list[date]:
    """The days on which somebody may have looked so that it still counts, today first."""
    today = view.local.date()
    return [today - timedelta(days=back) for back in range(LOOK_HOLDS.days)]


def form(found: OpenSign, here: str, view: View) -> dict[str, Any]:
    """What is asked where somebody looked at a sign: on which day, and whether one may go on."""
    return {
        "sign": found.flag,
        "next": here,
        "days": [(day.isoformat(), view.day(day)) for day in days_back(view)],
        "again": again(found.flag, view),
    }


def again(flag: str, view: View) -> str:
    """When to ring again though somebody has looked: of a leg that may hold a clot with its own words."""
    if clot_first([OpenSign(flag, "urgent")], view.pack):
        return view.say("advice.look-again")
    _ = view.gettext
    return _("Does it get worse, or does something new come? Then contact %(medical)s the same day.") % {
        "medical": view.say(f"country.{view.country}.medical")
    }


def looked_here(view: View) -> list[dict[str, Any]]:
    """What a doctor or nurse has looked at and that still counts: what it was, when to ring again, and how to say that it changed.

    Signs of one day with the same words are one: often they are the same leg.
    """
    alike: dict[tuple[date, str, bool], list[str]] = {}
    for sign, each in settled_signs(view.person, view.pack).items():
        if each.looked:
            of_leg = clot_first([OpenSign(sign, "urgent")], view.pack)
            alike.setdefault((each.looked, again(sign, view), of_leg), []).append(sign)
    return [
        {
            "sign": "; ".join(view.say(f"flag.{sign}.sign") for sign in signs),
            "day": view.day(day),
            "again": text,
            "claim": "clot-looked-for-twice" if of_leg else "",
            "fields": hide(
                [*plain("answers", view.request.url.path), *((f"answers.{ANSWER}{sign}:text", "") for sign in signs)]
            ),
        }
        for (day, text, of_leg), signs in alike.items()
    ]


ROUTES = [looked]
