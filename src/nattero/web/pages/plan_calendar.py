"""The plan in somebody's own calendar: off until it is turned on, with a secret address that is shown once.

In: the plan that stands and what the person chooses. Out: the page, the address as text and as a code to scan, and the
calendar as a file. The feed itself is web/calendar_feed.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from litestar import Request, Response, get, post
from litestar.response import Redirect

from nattero import words
from nattero.diary.payloads import Plan
from nattero.plan.occasions import Occasion, at_night, occasions
from nattero.store import tokens
from nattero.store.tokens import Settings, Token
from nattero.web.calendar_feed import ENDING, FEED, TYPE
from nattero.web.pages.entry_form import pairs_in
from nattero.web.pages.pair import code_of
from nattero.web.policy import is_loopback
from nattero.web.view import View, view_of

if TYPE_CHECKING:
    from nattero.calendars import Standing

PAGE = "/plan/calendar"
FILE = "nattero.ics"
AnyRequest = Request[Any, Any, Any]


@get(PAGE, include_in_schema=False)
async def plan_calendar(request: AnyRequest) -> Response[str]:
    """What the calendar would show, and whether it is on."""
    view = view_of(request)
    return page(view, calendar_of(view))


@post(PAGE, include_in_schema=False, status_code=200)
async def turn(request: AnyRequest) -> Response[Any]:
    """Turns the calendar on with a new address, or off; an address from before never works again."""
    view = view_of(request)
    sent = dict(pairs_in(await request.body()))
    now = view.site.clock()
    tokens.revoke(view.site.journal, "calendar", view.person.name, now)
    if sent.get("turn") != "on":
        return Redirect(PAGE, status_code=303)
    chosen = Settings(view.lang, view.zone, full=sent.get("names") == "full", alarms=sent.get("alarms") == "yes")
    token, secret = tokens.make(view.site.journal, "calendar", view.person.name, "", chosen, now)
    answer = page(view, token, f"{own_address(request)}{FEED}{secret}{ENDING}")
    answer.headers["cache-control"] = "no-store"
    return answer


@get(f"{PAGE}/{FILE}", include_in_schema=False)
async def calendar_file(request: AnyRequest) -> Response[bytes]:
    """The calendar as it stands, to bring to a calendar that cannot fetch it."""
    from nattero.calendars import calendar

    view = view_of(request)
    plan, _held = shown_plan(view)
    full, alarms = (request.query_params.get(name) == on for name, on in (("names", "full"), ("alarms", "yes")))
    body = calendar(plan, view.site.pack, view.lang, view.zone, full=full, alarms=alarms)
    headers = {"content-disposition": f'attachment; filename="{FILE}"', "cache-control": "no-store"}
    return Response(body, media_type=TYPE, headers=headers)


def page(view: View, token: Token | None, address: str = "") -> Response[str]:
    """The page; with an address, which it then shows for the only time."""
    plan, held = shown_plan(view)
    times = [measure.time for measure in plan.plan.measures if measure.time] if plan else []
    here_only = is_loopback(view.request.base_url.hostname or "")
    return view.render(
        "plan_calendar.html",
        token=token,
        since=moment(token.made, view) if token else "",
        used=moment(token.used, view) if token and token.used else "",
        address=address,
        code=code_of(address) if address and not here_only else "",  # a phone that scans 127.0.0.1 finds itself
        here_only=here_only,
        shown=[row(one, plan.plan, view) for one in occasions(plan.plan)] if plan else [],
        left_out=any(at_night(time) for time in times),
        held=held,
        checkin=bool(plan and plan.plan.checkin),
        zone=plan.zone if plan else "",
        file=f"{PAGE}/{FILE}",
    )


def shown_plan(view: View) -> "tuple[Standing | None, bool]":
    """The plan as its calendar shows it, and whether a danger sign holds it up."""
    from nattero.calendars import kept_back, standing_plan, without

    plan = standing_plan(view.site.entries(), view.person.name)
    if plan is None:
        return None, False
    held = view.site.held_up(view.person, view.lang)
    return kept_back(plan) if held else without(plan, view.site.refused(view.person, view.lang)), held


def row(occasion: Occasion, plan: Plan, view: View) -> tuple[str, str, str]:
    """An event of the calendar: its time, what it is called in general terms, and by its own name."""
    from nattero.calendars import title

    short, full = (title(occasion, plan, view.site.pack, view.lang, full=full) for full in (False, True))
    clock = words.clock(datetime.fromisoformat(f"2000-01-01T{occasion.time}"), view.lang)
    return clock, short, full


def calendar_of(view: View) -> Token | None:
    """The calendar that is on, or None."""
    found = tokens.standing(view.site.journal, "calendar", view.person.name)
    return found[0] if found else None


def moment(instant: datetime, view: View) -> str:
    """An instant as a day and a time of day."""
    local = instant.astimezone(ZoneInfo(view.zone))
    return f"{words.short_day(local.date(), view.lang)}, {words.clock(local, view.lang)}"


def own_address(request: AnyRequest) -> str:
    """The address by which this page was reached, without a slash at its end; the guard knows it is one of ours."""
    return str(request.base_url).rstrip("/")


ROUTES = [plan_calendar, turn, calendar_file]
