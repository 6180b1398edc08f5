"""One cramp: everything that is known of it, to be changed, and a new one from an earlier time.

In: a cramp's id, or the night a new one belongs to. Out: a page whose form makes the entry that corrects it.
"""

import json
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from markupsafe import Markup

from nattero.diary.entry import write
from nattero.diary.merge import families, winner
from nattero.diary.night import ONE_DAY, Episode, night_of
from nattero.draw.leg import leg_map
from nattero.web.pages.fields import Field, exact, hide, plain
from nattero.web.pages.night import date_in
from nattero.web.pages.relief import leg_words, muscles, sides
from nattero.web.pages.wording import title
from nattero.web.view import View, view_of

ASKED = ("at", "side", "muscle", "pain", "seconds", "note")
GUESSED_HOUR = 3  # where the time field begins for a cramp of an earlier night; the person sets it
WORST = 10


@get("/diary/cramp/new", include_in_schema=False)
async def new_cramp(request: Request[Any, Any, Any]) -> Response[str]:
    """A cramp from an earlier time, not yet in the diary."""
    view = view_of(request)
    day = date_in(request.query_params.get("date"), view)
    here = view.local.replace(tzinfo=None, second=0, microsecond=0)
    at = here if day is None else min(here, datetime.combine(day + ONE_DAY, time(GUESSED_HOUR)))
    go_to = local_path(request) or (f"/diary/night/{day.isoformat()}" if day else "/diary")
    return page(view, None, at, view.zone, hide(plain("cramp", go_to, zone=view.zone)), Markup(""))


@get("/diary/cramp/{name:str}", include_in_schema=False)
async def one_cramp(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[Any]:
    """A cramp of the diary; the address of one that was corrected leads to what stands now."""
    view = view_of(request)
    episode = next((episode for episode in view.person.episodes() if episode.id == name), None)
    if episode is None:
        return Redirect(f"/diary/cramp/{standing_now(name, view)}")
    night = night_of(episode.cramp.at, episode.zone)
    go_to = local_path(request) or f"/diary/night/{night.isoformat()}"
    kept = hide(
        [*plain("cramp", go_to, episode.id, episode.zone), *exact(write(episode.cramp), ASKED), *shown(episode)]
    )
    retract = hide(plain("retraction", f"/diary?deleted={episode.id}", episode.id))
    return page(view, episode, episode.local.replace(tzinfo=None), episode.zone, kept, retract)


def standing_now(name: str, view: View) -> str:
    """The id of the cramp that stands for an entry that was corrected. Raises NotFoundException where there is none."""
    mine = [entry for entry in view.site.entries() if entry.person == view.person.name]
    family = next((found for found in families(mine) if any(entry.id == name for entry in found)), [])
    if not family or winner(family).kind != "cramp" or winner(family).id == name:
        raise NotFoundException
    return winner(family).id


def page(view: View, episode: Episode | None, at: datetime, zone: str, kept: Markup, retract: Markup) -> Response[str]:
    """The form of a cramp."""
    cramp = episode.cramp if episode else None
    night = night_of(at.replace(tzinfo=ZoneInfo(zone)), zone)
    return view.render(
        "cramp.html",
        cramp=cramp,
        heading=title(episode, view) if episode else view.gettext("A cramp from an earlier time"),
        night=night.isoformat(),
        night_name=view.day(night),
        at=wall(at),
        latest=wall(view.site.clock().astimezone(ZoneInfo(zone)).replace(tzinfo=None)),
        other_zone="" if zone == view.zone else zone,
        minutes=minutes(cramp.seconds) if cramp and cramp.seconds is not None else "",
        sides=sides(view),
        muscles=muscles(view),
        legs=leg_map(leg_words(view), "leg"),
        pains=[(pain, pain) for pain in range(WORST + 1)],
        kept=kept,
        retract=retract,
    )


def shown(episode: Episode) -> list[Field]:
    """What the time and duration fields show, with the exact values that stay while they show it."""
    fields = [("at:was", f"{wall(episode.local)}|{json.dumps(write(episode.cramp)['at'])}")]
    if episode.cramp.seconds is not None:
        fields.append(("seconds:was", f"{minutes(episode.cramp.seconds)}|{episode.cramp.seconds}"))
    return fields


def wall(at: datetime) -> str:
    """A time on the wall's clock as a form field writes it."""
    return at.strftime("%Y-%m-%dT%H:%M")


def minutes(seconds: int) -> str:
    """Seconds as minutes with at most one decimal, as a form field writes it."""
    return f"{round(seconds / 60, 1):g}"


def local_path(request: Request[Any, Any, Any]) -> str:
    """Where the address says to go afterwards, when that is a page of ours."""
    asked = request.query_params.get("next", "")
    return asked if asked.startswith("/") and not asked.startswith(("//", "/\\")) else ""


ROUTES = [new_cramp, one_cramp]
