"""After a trial was stopped in one tap: what to do first, what it was, and the way back while its evening lasts.

In: forms. Out: values for the page of the result, and new versions of the trial. Nothing is erased: a stop that was taken back stays in
the trial. Neither its order nor its result is worked out before its evening is over, unless somebody asks to see it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from litestar import Request, post
from litestar.params import FromPath
from litestar.response import Redirect

from nattero import pen, words
from nattero.diary.entry import Entry, read
from nattero.diary.merge import families, winner
from nattero.diary.payloads import Note, Trial
from nattero.diary.trials import Tried
from nattero.person import going_on
from nattero.person.trying import Trying
from nattero.trial_words import after_stop
from nattero.trials.running import back_until
from nattero.web.pages.entry_form import pairs_in
from nattero.web.pages.trial_known import by_name, keep, name_of, trying_of
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]
LONGEST = 2000


@post("/trial/go-back", include_in_schema=False)
async def go_back(request: AnyRequest) -> Redirect:
    """Goes on with a trial that was stopped this evening by a slip."""
    view = view_of(request)
    who = trying_of(view)
    again = going_on.gone_back(who)
    if again:
        keep(again, going_on.slipped(who), view)
    return Redirect("/trial", status_code=303)


@post("/trial/show/{name:str}", include_in_schema=False)
async def show(request: AnyRequest, name: FromPath[str]) -> Redirect:
    """Shows what came of a trial that was stopped before its evening is over: they asked."""
    view = view_of(request)
    who = trying_of(view)
    found = by_name(name, who)
    told = going_on.told(found, who)
    if told:
        keep(told, found, view)
    return Redirect(f"/trial/result/{name_of(found)}", status_code=303)


@post("/trial/describe/{name:str}", include_in_schema=False)
async def describe(request: AnyRequest, name: FromPath[str]) -> Redirect:
    """Keeps what a side effect was: a note of the diary, in which danger is heard, and that the trial names."""
    view = view_of(request)
    found = by_name(name, trying_of(view))
    text = dict(pairs_in(await request.body())).get("text", "").strip()[:LONGEST]
    now = view.site.clock()
    note = pen.entry(view.site.journal, Note(at=now, text=text), person=view.person.name, zone=view.zone, at=now)
    described = going_on.described(found.trial, note.id, now)
    if text and described is not found.trial:
        view.site.journal.append([note])
        keep(described, found, view)
    return Redirect(f"/trial/result/{name_of(found)}", status_code=303)


def stop_of(found: Tried, who: Trying, view: View) -> dict[str, Any] | None:
    """What is said after a stop in one tap: what to do, what it was, and until when it can be taken back; None of other ends."""
    end, until = found.trial.ended, back_until(found.trial, view.zone)
    if end is None or end.at is None or until is None:
        return None
    slipped = going_on.slipped(who)
    return {
        "danger": end.why == "danger",
        "lines": after_stop(view),
        "was": said_in(end.note, view.site.entries()),
        "sealed": end.sealed,
        "back": words.clock(until, view.lang) if slipped and slipped.id == found.id else "",
        "until": view.day(until.date()),
    }


def said_in(note: str | None, entries: Iterable[Entry]) -> str:
    """What a note says as it stands now; nothing where there is none, or it was taken back."""
    if note is None:
        return ""
    family = next((each for each in families(entries) if any(entry.id == note for entry in each)), None)
    stands = read(winner(family)) if family else None
    return stands.text if isinstance(stands, Note) else ""


class Harm(NamedTuple):
    """A stop for a side effect or danger: when, why, what it was, whether it was taken back, and whether the result was seen before."""

    at: datetime
    why: str
    was: str
    back: bool = False
    seen: bool = False


def told_harms(trial: Trial, entries: Iterable[Entry]) -> list[Harm]:
    """Every stop of a trial for a side effect or danger, the first first."""
    kept = list(entries)
    found = [Harm(slip.at, slip.why, said_in(slip.note, kept), back=True, seen=slip.seen) for slip in trial.slips]
    end = trial.ended
    return [*found, Harm(end.at, end.why, said_in(end.note, kept))] if end and end.at else found


ROUTES = [go_back, show, describe]
