"""Sessions of the diary in words: when, which programme, and how far it went.

In: sessions that stand, a view. Out: rows for the diary's pages.
"""

from datetime import date

from markupsafe import Markup

from nattero.diary.plans import Done, planned, sessions
from nattero.web.pages.fields import hide, plain
from nattero.web.pages.session_choice import GIVEN
from nattero.web.pages.wording import clock, duration, sentence
from nattero.web.view import View


def rows_of(first: date, last: date, view: View) -> list[dict[str, str | Markup]]:
    """The sessions of some days, the latest first."""
    found = [done for done in sessions(view.person.entries) if first <= done.day <= last]
    return [row(done, view) for done in reversed(found)]


def row(done: Done, view: View) -> dict[str, str | Markup]:
    """A session as a row of a list, with the fields that delete it."""
    night = f"/diary/night/{done.day.isoformat()}"
    parts = [clock(done.session.at, done.zone, view), duration(done.session.seconds, view), how_far(done, view)]
    return {
        "href": night,
        "day": sentence(view.day(done.day)),
        "title": title(done.session.programme, view),
        "details": ", ".join(part for part in parts if part),
        "retract": hide(plain("retraction", night, done.id)),
    }


def title(programme: str, view: View) -> str:
    """A programme by name; the given one by the name its giver chose."""
    if programme in view.site.pack.programmes:
        return view.say(f"programme.{programme}.title")
    plan = planned(view.person.entries)
    if programme == GIVEN and plan and plan.plan.given:
        return plan.plan.given.title
    return view.gettext("Exercises")


def how_far(done: Done, view: View) -> str:
    """How far a session went, and whether something hurt."""
    _ = view.gettext
    if done.session.ended == "hurt" or any(step.hurt for step in done.session.steps):
        return _("something hurt")
    if done.session.ended == "whole":
        return _("to the end") if not any(step.skipped for step in done.session.steps) else _("with something left out")
    return _("stopped earlier") if done.session.ended else _("broken off")
