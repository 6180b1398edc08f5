"""Changing a plan: taking over what is proposed, what limits the person, minutes and times, putting in and taking out.

In: forms. Out: a new `plan` entry that supersedes the one before, and the plan again. What is forbidden is never put in, and
a form that asks for it changes nothing.
"""

import re
from collections.abc import Mapping
from typing import Any, get_args

import msgspec
from litestar import Request, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from nattero import pen
from nattero.diary.payloads import Plan
from nattero.knowledge.limits import LIMITS, SAID
from nattero.person.planning import Outlook, ahead
from nattero.person.standing import mine, stands
from nattero.plan.adjust import easier
from nattero.plan.changes import Why, exchanged, put_in, taken, taken_out
from nattero.plan.fit import fit
from nattero.plan.narrowing import narrowing
from nattero.plan.planner import MINUTES, MOST, MOST_MINUTES, Choice, clock_of
from nattero.web.forms import tidy
from nattero.web.pages.entry_form import LARGEST_FORM, pairs_in
from nattero.web.pages.plan import outlook_of
from nattero.web.pages.plan_words import limit_questions
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]
CLOCKED = re.compile(r"\A([01][0-9]|2[0-3]):[0-5][0-9]\Z")
REASONS: tuple[Why, ...] = get_args(Why)
SPANS = (0, 5, 10, 15, 30)
SEE_PLAN = "/plan"


@get("/plan/change", include_in_schema=False)
async def change(request: AnyRequest) -> Response[str]:
    """The few questions a plan is fitted with."""
    return form(view_of(request))


@post("/plan/change", request_max_body_size=LARGEST_FORM, include_in_schema=False)
async def changed(request: AnyRequest) -> Response[Any]:
    """Keeps what was answered; what cannot be is asked again with all else as it was typed."""
    view = view_of(request)
    fields = {name: tidy(text) for name, text in pairs_in(await request.body())}
    seen = outlook_of(view)
    wrong = faults(fields, view)
    if wrong:
        return form(view, fields, wrong)
    before = plan_of(seen, view)
    limits = {
        limit: fields[f"limit.{limit}"] == "yes" for limit in LIMITS if fields.get(f"limit.{limit}") in {"yes", "no"}
    }
    others = {name: value for name, value in before.limits.items() if name not in LIMITS}
    rows = [msgspec.structs.replace(each, time=fields.get(f"time.{each.id}") or None) for each in before.measures]
    minutes = int(fields["minutes"]) if fields.get("minutes") else None
    plan = msgspec.structs.replace(
        before,
        at=view.site.clock(),
        measures=rows,
        limits={**others, **limits},
        minutes=minutes,
        checkin=fields.get("checkin") or None,
    )
    keep(plan, seen, view)
    return Redirect(SEE_PLAN, status_code=303)


@post("/plan/take", include_in_schema=False)
async def take(request: AnyRequest) -> Redirect:
    """Takes over what is proposed, as it was shown: what has become forbidden since is left out."""
    view = view_of(request)
    shown = dict(pairs_in(await request.body())).get("measures", "").split()
    seen = outlook_of(view)
    chosen = [each for each in ahead(seen, view.site.shelf).chosen if each.id in shown]
    if chosen:
        base = seen.planned.plan if seen.planned else None
        keep(taken(chosen, view.site.clock(), view.local.date(), base), seen, view)
    return Redirect(SEE_PLAN, status_code=303)


@post("/plan/in", include_in_schema=False)
async def add(request: AnyRequest) -> Redirect:
    """Puts one more measure in, where nothing forbids it and there is room."""
    view = view_of(request)
    name = dict(pairs_in(await request.body())).get("measure", "")
    seen, row = outlook_of(view), view.site.pack.measures.get(name)
    if row is None:
        raise NotFoundException
    now = fit(row, seen.profile, view.site.shelf)
    if not now.forbidden and row.offered and len(mine(seen, view.site.shelf)) < MOST:
        one = Choice(now, clock_of(row, seen.profile), 0)
        before = plan_of(seen, view)
        if not before.measures:
            before = msgspec.structs.replace(before, first=view.local.date())
        keep(put_in(before, one, view.site.clock(), view.local.date()), seen, view)
    return Redirect(SEE_PLAN, status_code=303)


@post("/plan/out", include_in_schema=False)
async def take_out(request: AnyRequest) -> Redirect:
    """Takes a measure out, or off the proposal, and remembers why."""
    view = view_of(request)
    fields = dict(pairs_in(await request.body()))
    name = fields.get("measure", "")
    why = next((one for one in REASONS if one == fields.get("why")), REASONS[-1])
    if name not in view.site.pack.measures:
        raise NotFoundException
    seen = outlook_of(view)
    keep(taken_out(plan_of(seen, view), name, why, view.site.clock(), view.local.date()), seen, view)
    return Redirect(SEE_PLAN, status_code=303)


@post("/plan/easier", include_in_schema=False)
async def make_easier(request: AnyRequest) -> Redirect:
    """Exchanges a programme for the next one of its measure that the person may do."""
    view = view_of(request)
    name = dict(pairs_in(await request.body())).get("measure", "")
    seen = outlook_of(view)
    row = next((each for each in mine(seen, view.site.shelf) if each.id == name), None)
    other = easier(row.fit, view.site.shelf, seen.profile) if row else None
    if other:
        keep(exchanged(plan_of(seen, view), name, other.programme, view.site.clock()), seen, view)
    return Redirect(SEE_PLAN, status_code=303)


def plan_of(seen: Outlook, view: View) -> Plan:
    """The plan that stands, or an empty one from today on."""
    return seen.planned.plan if seen.planned else Plan(at=view.site.clock(), first=view.local.date())


def keep(plan: Plan, seen: Outlook, view: View) -> None:
    """Writes the plan down in the place of the one before, unless nothing has changed."""
    if seen.planned and plan == msgspec.structs.replace(seen.planned.plan, at=plan.at):
        return
    supersedes = seen.planned.id if seen.planned else None
    made = pen.entry(
        view.site.journal, plan, person=view.person.name, supersedes=supersedes, zone=view.zone, at=view.site.clock()
    )
    view.site.journal.append([made])


def faults(fields: Mapping[str, str], view: View) -> dict[str, str]:
    """What is wrong with what was typed, by field."""
    _ = view.gettext
    found = {}
    minutes = fields.get("minutes", "")
    if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) < 4 and int(minutes) <= MOST_MINUTES):
        found["minutes"] = _("{value} cannot be. Possible: {allowed}.").format(
            value=minutes, allowed=f"0-{MOST_MINUTES}"
        )
    for name, text in fields.items():
        if (name == "checkin" or name.startswith("time.")) and text and not CLOCKED.match(text):
            found[name] = _("{value} cannot be. Possible: {allowed}.").format(value=text, allowed="00:00-23:59")
    return found


def form(view: View, typed: Mapping[str, str] | None = None, wrong: Mapping[str, str] | None = None) -> Response[str]:
    """The questions, with what was answered before or has just been typed."""
    seen = outlook_of(view)
    given = answered(seen) if typed is None else dict(typed)
    asked = narrowing(seen.profile, view.site.shelf)
    questions = limit_questions(view.gettext)
    names = {limit: text for limit, text in questions.items() if limit in asked or f"limit.{limit}" in given}
    held = seen.profile.limits
    assumed = [limit for limit in LIMITS if limit in names and limit in held.assumed and limit != "third_trimester"]
    first = [*assumed, *(limit for limit in LIMITS if f"limit.{limit}" in given and limit not in assumed)]
    return view.render(
        "plan_change.html",
        422 if wrong else 200,
        given=given,
        wrong=wrong or {},
        spans=SPANS,
        usual=MINUTES,
        first=[question(limit, names, seen) for limit in first],
        rest=[question(limit, names, seen) for limit in names if limit not in first],
        times=[(each.id, view.say(f"measure.{each.id}.title")) for each in mine(seen, view.site.shelf)]
        if stands(seen)
        else [],
        stands=stands(seen),
    )


def question(limit: str, names: Mapping[str, str], seen: Outlook) -> dict[str, Any]:
    """A limit as it is asked: its question, and whether something else that was said says it."""
    because = {str(one): why for one, why in seen.profile.limits.because.items()}.get(limit, ())
    return {"id": limit, "name": names[limit], "told": bool(because) and because != (SAID,)}


def answered(seen: Outlook) -> dict[str, str]:
    """What the plan that stands says, as the form has it."""
    if seen.planned is None:
        return {}
    plan = seen.planned.plan
    given = {f"limit.{name}": "yes" if holds else "no" for name, holds in plan.limits.items()}
    given |= {f"time.{each.id}": each.time for each in plan.measures if each.time}
    if plan.minutes is not None:
        given["minutes"] = str(plan.minutes)
    return given | ({"checkin": plan.checkin} if plan.checkin else {})


ROUTES = [change, changed, take, add, take_out, make_easier]
