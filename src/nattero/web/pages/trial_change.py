"""A trial that runs, changed: a pause, going on, a look, a side effect in one tap, an end.

In: forms. Out: a new version of the trial in the place of the one before, and the next page. What was drawn never changes.
"""

from typing import Any

from litestar import Request, post
from litestar.response import Redirect

from nattero.diary.trials import Tried
from nattero.person import going_on
from nattero.person.going_on import ENDS, PAUSES
from nattero.person.trying import Trying
from nattero.trials import running
from nattero.web.pages.entry_form import pairs_in
from nattero.web.pages.noticed import open_signs
from nattero.web.pages.trial_known import keep, name_of, trying_of
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]


@post("/trial/pause", include_in_schema=False)
async def pause(request: AnyRequest) -> Redirect:
    """Pauses from this evening on."""
    view = view_of(request)
    who = trying_of(view)
    said = dict(pairs_in(await request.body())).get("why")
    why = next((one for one in PAUSES if one == said), PAUSES[-1])
    if who.running:
        keep(running.paused(who.running.trial, why, who.person.now, view.zone), who.running, view)
    return Redirect("/trial", status_code=303)


@post("/trial/go-on", include_in_schema=False)
async def go_on(request: AnyRequest) -> Redirect:
    """Goes on from the coming evening, unless something still speaks against it."""
    view = view_of(request)
    who = trying_of(view)
    knows = dict(pairs_in(await request.body())).get("midwife") == "yes"
    again = going_on.gone_on(who.running, who, midwife_knows=knows) if who.running else None
    if again:
        keep(again, who.running, view)
    return Redirect("/trial", status_code=303)


@post("/trial/stop", include_in_schema=False)
async def stop(request: AnyRequest) -> Redirect:
    """Ends the trial now; what can be worked out from its nights is."""
    view = view_of(request)
    who = trying_of(view)
    said = dict(pairs_in(await request.body())).get("why")
    why = next((one for one in ENDS if one == said), ENDS[1])
    found = who.running
    if found is None:
        return Redirect("/trial", status_code=303)
    keep(going_on.stopped(found, why, who), found, view)
    return Redirect(f"/trial/result/{name_of(found)}", status_code=303)


@post("/trial/look", include_in_schema=False)
async def look(request: AnyRequest) -> Redirect:
    """Takes the look that is due: the trial ends where it is clear or over, and goes on without a word of it otherwise."""
    view = view_of(request)
    who = trying_of(view)
    found = who.running
    seen = going_on.looked(found, who) if found else None
    if found is None or seen is None:
        return Redirect("/trial", status_code=303)
    keep(seen, found, view)
    return Redirect(f"/trial/result/{name_of(found)}" if seen.ended else "/trial?looked=yes", status_code=303)


def pause_by_itself(who: Trying, view: View) -> Tried | None:
    """The trial that runs; paused first, and written down so, where a danger sign or a pregnancy says so."""
    made = going_on.paused_by_itself(who, open_signs(view))
    if made is None:
        return who.running
    keep(made, who.running, view)
    return trying_of(View(view.site, view.request)).running


ROUTES = [pause, go_on, stop, look]
