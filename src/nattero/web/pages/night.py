"""One night: what was logged in it, what was said of it in the morning, and where to fill it in.

In: a date. Out: a page, or "There is no such page" for what is no date or has not been.
"""

from datetime import date
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero import words
from nattero.diary.night import ONE_DAY, Night, night_of
from nattero.diary.payloads import Value
from nattero.trials.running import ASKED
from nattero.web.pages.calendar import EARLIEST
from nattero.web.pages.diary import item
from nattero.web.pages.fields import hide, plain
from nattero.web.pages.noticed import danger_here
from nattero.web.pages.session_words import rows_of
from nattero.web.pages.tonight import MORNING, kind_of
from nattero.web.view import View, view_of

NOON = 12


@get("/diary/night/{day:str}", include_in_schema=False)
async def one_night(request: Request[Any, Any, Any], day: FromPath[str]) -> Response[str]:
    """A night."""
    view = view_of(request)
    when = date_in(day, view)
    if when is None:
        raise NotFoundException
    night = view.person.nights(when, when)[0]
    coming = tonight(view)
    return view.render(
        "night.html",
        noticed=danger_here(view),
        night=night,
        state=kind_of(night)["kind"].split()[-1],
        date=when.isoformat(),
        name=view.day(when),
        next_name=view.day(when + ONE_DAY),
        cramps=[item(episode, view) for episode in getattr(night, "episodes", ())],
        day_before=exposures(night, view),
        sessions=rows_of(when, when, view),
        before=(when - ONE_DAY).isoformat() if when > EARLIEST else "",
        after=(when + ONE_DAY).isoformat() if when < coming else "",
        over=is_over(when, view),
        retract=hide(plain("retraction", f"/diary?deleted={night.check}", night.check)) if night.check else "",
    )


def tonight(view: View) -> date:
    """The night that this instant lies in."""
    return night_of(view.site.clock(), view.zone)


def is_over(when: date, view: View) -> bool:
    """Whether a night can be told: it is past, or it is morning."""
    return when < tonight(view) or MORNING <= view.local.hour < NOON


def date_in(text: str | None, view: View) -> date | None:
    """The night a text names, or None for what is no date, lies before 1990 or is still to come."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if EARLIEST <= found <= max(tonight(view), view.person.latest_night) else None


def exposures(night: Night, view: View) -> list[tuple[str, str]]:
    """What was noted about the day before, as questions and answers."""
    own = {ASKED: view.gettext("Done as your trial had drawn")}
    known = {name: view.say(f"exposure.{name}") for name in view.site.pack.exposures} | own
    return [
        (known.get(name, name), answer(value, view)) for name, value in night.exposures.items() if value is not None
    ]


def answer(value: Value, view: View) -> str:
    """A value as an answer."""
    if isinstance(value, bool):
        return view.gettext("Yes") if value else view.gettext("No")
    return words.number(value, view.lang) if isinstance(value, int | float) else str(value)


ROUTES = [one_night]
