"""Every room in two taps.

In: nothing but the view. Out: the list of rooms.
"""

from typing import Any

from litestar import Request, Response, get

from nattero.web.view import View, view_of


@get("/more", include_in_schema=False)
async def more(request: Request[Any, Any, Any]) -> Response[str]:
    """Every room."""
    view = view_of(request)
    return view.render("more.html", here=rooms_here(view))


def rooms_here(view: View) -> list[tuple[str, str, str]]:
    """The rooms there are: address, name, and what one does there."""
    _ = view.gettext
    return [
        ("/relief", _("Relief"), _("For now, during a cramp.")),
        ("/checkin", _("Check-in"), _("Say how the night was, in ten seconds.")),
        ("/diary", _("Diary"), _("Your nights, and how often it really happens.")),
        ("/insight", _("Insight"), _("What the nights show: more or fewer, when, and what goes together.")),
        ("/checkup", _("Check-up"), _("Is it harmless, what fits, and what to ask your doctor.")),
        ("/plan", _("Plan"), _("A few things to do that fit, with how sure they are.")),
        ("/session", _("Exercises"), _("A voice and a clock lead you through them.")),
        ("/trial", _("Trial"), _("Find out by a fair test whether something works.")),
        (
            "/report",
            _("A page for the doctor"),
            _("How often, how bad, what was tried: to print or to give as a file."),
        ),
        ("/learn/danger", _("Danger signs"), _("When to call, and whom.")),
        ("/learn", _("Learn"), _("What is known, and how sure that is.")),
        ("/ask", _("Ask"), _("A question in your own words, answered with sources.")),
        ("/settings", _("Settings"), _("Language, country, look, and what Nattero knows about you.")),
    ]


ROUTES = [more]
