"""Every room in two taps, and an honest page for each that is not built yet: what it will do, what there is today.

In: nothing but the view. Out: the list of rooms, and one page for each that is still to come.
"""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get

from nattero.web.view import View, view_of

Link = tuple[str, str]


@dataclass(frozen=True)
class Room:
    """A room that is still to come: its address, its name, what it will do, and where to go instead today."""

    path: str
    name: str
    will: str
    today: tuple[Link, ...]


@get("/more", include_in_schema=False)
async def more(request: Request[Any, Any, Any]) -> Response[str]:
    """Every room."""
    view = view_of(request)
    return view.render("more.html", here=rooms_here(view), coming=rooms_to_come(view))


@get(["/insight", "/report"], include_in_schema=False)
async def room(request: Request[Any, Any, Any]) -> Response[str]:
    """A room that is still to come."""
    view = view_of(request)
    found = {room.path: room for room in rooms_to_come(view)}[request.url.path.rstrip("/")]
    return view.render("room.html", room=found)


def rooms_here(view: View) -> list[tuple[str, str, str]]:
    """The rooms there are: address, name, and what one does there."""
    _ = view.gettext
    return [
        ("/relief", _("Relief"), _("For now, when you have a cramp.")),
        ("/checkin", _("Check-in"), _("Tell how the night was, in ten seconds.")),
        ("/diary", _("Diary"), _("Your nights, and how often it really happens.")),
        ("/checkup", _("Check-up"), _("Is it harmless, what fits, and what to ask your doctor.")),
        ("/plan", _("Plan"), _("A few things to do, made for you, with how sure they are.")),
        ("/session", _("Exercises"), _("A voice and a clock lead you through them.")),
        ("/trial", _("Trial"), _("Find out by a fair test whether something works for you.")),
        ("/learn/danger", _("Danger signs"), _("When to call, and whom.")),
        ("/learn", _("Learn"), _("What is known, and how sure that is.")),
        ("/ask", _("Ask"), _("A question in your own words, answered with sources.")),
        ("/settings", _("Settings"), _("Language, country, look, and what Nattero knows about you.")),
    ]


def rooms_to_come(view: View) -> list[Room]:
    """The rooms that are still to come."""
    _ = view.gettext
    diary = ("/diary", _("Your diary"))
    export = ("/settings#data", _("Take your diary with you as a file"))
    return [
        Room("/insight", _("Insight"), _("Here you will see what goes with your cramps, and what does not."), (diary,)),
        Room("/report", _("Report"), _("Here you will make a page for your doctor."), (diary, export)),
    ]


ROUTES = [more, room]
