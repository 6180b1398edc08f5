"""A programme that somebody made for the person: opened, looked at, asked about where it may not be right, and taken over.

In: a code, a link or a file. Out: the page that shows it, and, once the person agrees, a plan with it in the place of the
plan that stood. What cannot be read changes nothing. Until the person has asked whoever gave it, the safer exercise is done.
"""

import re
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException
from litestar.response import Redirect

from nattero import pen
from nattero.diary.entry import Entry
from nattero.diary.payloads import Given, Measure, Plan
from nattero.diary.plans import planned
from nattero.knowledge.exercises import Limit
from nattero.person.planning import outlook
from nattero.plan.given import Decision, Doubt, Fault, decided, doubts, refused
from nattero.plan.given_code import code, from_code, from_file
from nattero.web.pages.entry_form import pairs_in
from nattero.web.pages.given_words import drawn, fault_text, limits, part_row
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]
TAKE = "/plan/given"
GIVEN = "given"
MOST = 12  # measures of a plan, as the diary keeps them
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@get(TAKE, include_in_schema=False)
async def given(request: AnyRequest) -> Response[str]:
    """Where a programme is opened."""
    return opening(view_of(request))


@post(TAKE, include_in_schema=False, status_code=200)
async def opened(request: AnyRequest) -> Response[str]:
    """The programme of a code, a link or a file, before it is taken over; or what is wrong with it."""
    view = view_of(request)
    found, typed = await carried(request, view)
    return opening(view, found, typed) if isinstance(found, list) else shown(found, view)


@post("/plan/given/take", include_in_schema=False)
async def take(request: AnyRequest) -> Response[Any]:
    """Writes the plan with the programme in it."""
    view = view_of(request)
    sent = dict(pairs_in(await request.body()))
    found = from_code(sent.get("code", ""), view.site.pack.exercises)
    if isinstance(found, list):
        return opening(view, found)
    held, unknown = person_limits(view)
    asked = doubts(found, view.site.pack.exercises, held, unknown)
    taken = decided(found, asked, decisions(sent, asked))
    if refused(held) or taken is None:
        return shown(found, view)
    view.site.journal.append([plan_entry(taken, clock_in(sent.get("time", "")), view)])
    return Redirect("/plan", status_code=303)


@post("/plan/given/out", include_in_schema=False)
async def take_out(request: AnyRequest) -> Response[Any]:
    """Writes the plan without the programme; the rest of it stays."""
    view = view_of(request)
    if standing_given(view):
        view.site.journal.append([plan_entry(None, None, view)])
    return Redirect("/plan", status_code=303)


async def carried(request: AnyRequest, view: View) -> tuple[Given | list[Fault], str]:
    """The programme that a form carries: its file, when there is one, else its code; and what was typed."""
    bank = view.site.pack.exercises
    try:
        sent = await request.form()
    except (ValueError, ClientException):
        return [Fault("code", "missing")], ""
    held = sent.get("file")
    content = await held.read() if isinstance(held, UploadFile) else b""
    typed = str(sent.get("code") or "")
    return (from_file(content, bank) if content.strip() else from_code(typed, bank)), typed


def opening(view: View, faults: list[Fault] | None = None, typed: str = "") -> Response[str]:
    """The page where a programme is opened, with what was wrong with the last try."""
    said = list(dict.fromkeys(fault_text(fault, view) for fault in faults or []))
    has = standing_given(view)
    left_out = [title(name, view) for name in (has.left_out if has else []) if name in view.site.pack.exercises]
    rows = standing_rows(has, view)
    status = 422 if faults else 200
    return view.render("given.html", status, faults=said, typed=typed, has=has, rows=rows, left_out=left_out)


def shown(found: Given, view: View) -> Response[str]:
    """The programme with its figures, and what to ask about first."""
    held, unknown = person_limits(view)
    before = planned(view.person.entries)
    asked = {doubt.place: doubt for doubt in doubts(found, view.site.pack.exercises, held, unknown)}
    return view.render(
        "given_take.html",
        given=found,
        code=code(found),
        parts=[
            {**part_row(place, part, view), "doubt": doubt_row(asked[place], view) if place in asked else None}
            for place, part in enumerate(found.parts)
        ],
        doubtful=len(asked),
        refused=limits(refused(held), view),
        nothing=decided(found, asked.values(), {}) is None,
        has=standing_given(view),
        time=next((each.time for each in before.plan.measures if each.id == GIVEN), None) if before else None,
    )


def doubt_row(doubt: Doubt, view: View) -> dict[str, Any]:
    """What speaks, or may speak, against an exercise, and what is done instead."""
    bank = view.site.pack.exercises
    safer = bank[doubt.instead] if doubt.instead else None
    return {
        "held": limits(doubt.held, view),
        "unknown": limits(doubt.unknown, view),
        "instead": title(safer.id, view) if safer else "",
        "how": view.say(f"exercise.{safer.id}.how") if safer else "",
        "figure": drawn(safer, f"safer-{doubt.place}", view) if safer else "",
    }


def decisions(sent: dict[str, str], asked: list[Doubt]) -> dict[int, Decision]:
    """What the person decided about each doubt; nothing where they did not say."""
    return {doubt.place: "given" for doubt in asked if sent.get(f"part.{doubt.place}") == "given"}


def person_limits(view: View) -> tuple[frozenset[Limit], frozenset[Limit]]:
    """The limits that hold for the person, and those that hold until they say otherwise."""
    found = outlook(view.person, view.site.pack, lambda: view.site.desk, view.lang).profile.limits
    return frozenset(found.because), found.assumed


def standing_given(view: View) -> Given | None:
    """The programme that the plan has already."""
    found = planned(view.person.entries)
    return found.plan.given if found else None


def standing_rows(given: Given | None, view: View) -> list[tuple[str, str]]:
    """The exercises of the programme in the plan, each with the one that it is done for until somebody was asked."""
    bank = view.site.pack.exercises
    names = [(part.exercise, part.instead_of) for part in (given.parts if given else []) if part.exercise in bank]
    return [(title(name, view), title(instead, view) if instead in bank else "") for name, instead in names]


def title(exercise: str | None, view: View) -> str:
    """What an exercise is called."""
    return view.say(f"exercise.{exercise}.title")


def clock_in(text: str) -> str | None:
    """A time of day as it was typed, or None."""
    return text if CLOCK.fullmatch(text) else None


def plan_entry(taken: Given | None, clock: str | None, view: View) -> Entry:
    """The plan that stands, with the programme in it or without; or a new plan of nothing else. A time makes it a measure."""
    now, before = view.site.clock(), planned(view.person.entries)
    plan = before.plan if before else Plan(at=now, first=view.local.date())
    measures = [each for each in plan.measures if each.id != GIVEN]
    if taken and clock and len(measures) < MOST:
        measures.append(Measure(id=GIVEN, programme=GIVEN, time=clock))
    payload = msgspec.structs.replace(plan, at=now, given=taken, measures=measures)
    supersedes = before.id if before else None
    return pen.entry(view.site.journal, payload, person=view.person.name, supersedes=supersedes, zone=view.zone, at=now)


ROUTES = [given, opened, take, take_out]
