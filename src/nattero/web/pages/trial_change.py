"""A trial that runs, changed: a pause, going on, a look, a side effect in one tap, an end.

In: forms. Out: a new version of the trial in the place of the one before, and the next page. What was drawn never changes.
"""

from typing import Any, Literal

import msgspec
from litestar import Request, post
from litestar.response import Redirect

from nattero.diary.payloads import Trial
from nattero.diary.trials import Tried
from nattero.person.trying import Trying, changed_since
from nattero.trials import running
from nattero.trials.told import is_clear
from nattero.web.pages.entry_form import pairs_in
from nattero.web.pages.trial_known import keep, name_of, trying_of
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]
PAUSES: tuple[Literal["illness", "travel", "other"], ...] = ("illness", "travel", "other")
ENDS: tuple[Literal["side-effect", "given-up", "danger"], ...] = ("side-effect", "given-up", "danger")


@post("/trial/pause", include_in_schema=False)
async def pause(request: AnyRequest) -> Redirect:
    """Pauses from this evening on."""
    view = view_of(request)
    who = trying_of(view)
    said = dict(pairs_in(await request.body())).get("why")
    why = next((one for one in PAUSES if one == said), PAUSES[-1])
    if who.running:
        keep(running.paused(who.running.trial, why, view.site.clock(), view.zone), who.running, view)
    return Redirect("/trial", status_code=303)


@post("/trial/go-on", include_in_schema=False)
async def go_on(request: AnyRequest) -> Redirect:
    """Goes on from the coming evening, unless something still speaks against it."""
    view = view_of(request)
    who = trying_of(view)
    found = who.running
    if found and running.open_pause(found.trial) and who.pause_for(found.trial) is None:
        keep(running.resumed(found.trial, view.site.clock(), view.zone), found, view)
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
    keep(with_result(running.ended(found.trial, why, view.site.clock(), view.zone), found, who, view), found, view)
    return Redirect(f"/trial/result/{name_of(found)}", status_code=303)


@post("/trial/look", include_in_schema=False)
async def look(request: AnyRequest) -> Redirect:
    """Takes the look that is due: the trial ends where it is clear or over, and goes on without a word of it otherwise."""
    from nattero.trials.answering import answer

    view = view_of(request)
    who = trying_of(view)
    found = who.running
    due = who.state(found.trial).due if found else None
    if found is None or due is None or changed_since(found) in {"order", "replaced"}:
        return Redirect("/trial", status_code=303)
    now = view.site.clock()
    rows = running.table(found.trial, who.nights(found.trial), now, view.zone, due)
    told = answer(found.trial, rows, now)
    seen = running.looked(found.trial, due, told, clear=is_clear(told.numbers), now=now, zone=view.zone)
    keep(seen, found, view)
    return Redirect(f"/trial/result/{name_of(found)}" if seen.ended else "/trial?looked=yes", status_code=303)


def with_result(trial: Trial, found: Tried, who: Trying, view: View) -> Trial:
    """The trial with what its nights say so far; as it is where it was changed."""
    from nattero.trials.answering import answer

    if changed_since(found) in {"order", "replaced"}:
        return trial
    now = view.site.clock()
    rows = running.table(found.trial, who.nights(found.trial), now, view.zone)
    return msgspec.structs.replace(trial, result=answer(found.trial, rows, now))


def pause_by_itself(who: Trying, view: View) -> Tried | None:
    """The trial that runs; paused first, and written down so, where a danger sign or a pregnancy says so."""
    found = who.running
    if found is None or running.open_pause(found.trial):
        return found
    why = who.pause_for(found.trial)
    if why is None:
        return found
    keep(running.paused(found.trial, why, view.site.clock(), view.zone), found, view)
    return trying_of(View(view.site, view.request)).running


ROUTES = [pause, go_on, stop, look]
