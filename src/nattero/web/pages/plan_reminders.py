"""Reminders through the browser: what goes where, turned on and off for each device, and one to try.

In: the plan's times, the browsers that asked, and what a browser's push manager gives. Out: the page, and the answers to
its forms. Turning on needs the browser's own script; seeing, trying and turning off do not.
"""

import asyncio
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from nattero import words
from nattero.diary.payloads import Plan
from nattero.diary.plans import planned
from nattero.diary.trials import running
from nattero.plan.occasions import CHECK_IN, TRIAL, Occasion, at_night, held_up, occasions, with_trial
from nattero.store import subscriptions
from nattero.store.subscriptions import Browser, Subscription
from nattero.web import push
from nattero.web.pages.devices import device_id
from nattero.web.pages.entry_form import pairs_in
from nattero.web.pages.pair import device_name
from nattero.web.reminding import note
from nattero.web.view import View, view_of

PAGE = "/plan/reminders"
AnyRequest = Request[Any, Any, Any]


class Keys(msgspec.Struct):
    """A browser's keys, as its push manager gives them."""

    p256dh: str
    auth: str


class Given(msgspec.Struct):
    """A browser's subscription, as its push manager gives it (W3C, Push API: PushSubscriptionJSON)."""

    endpoint: str
    keys: Keys


@get(PAGE, include_in_schema=False)
async def reminders(request: AnyRequest) -> Response[str]:
    """The page."""
    return page(view_of(request))


@post(f"{PAGE}/subscription", include_in_schema=False)
async def subscribe(request: AnyRequest) -> Response[Any]:
    """Keeps the browser that asks: 201 with its id, 422 for what cannot be written to."""
    view = view_of(request)
    try:
        given = msgspec.json.decode(await request.body(), type=Given)
    except msgspec.DecodeError:
        return Response({"problem": "wrong"}, status_code=422)
    browser = Browser(
        person=view.person.name,
        device=device_id(request),
        name=device_name(request.headers.get("user-agent", "")),
        endpoint=given.endpoint,
        p256dh=given.keys.p256dh,
        auth=given.keys.auth,
        lang=view.lang,
        zone=view.zone,
    )
    known = subscriptions.keep(view.site.journal, browser, view.site.clock()) if able(browser) else None
    return Response({"id": known} if known else {"problem": "refused"}, status_code=201 if known else 422)


@post(PAGE, include_in_schema=False, status_code=200)
async def change(request: AnyRequest) -> Response[Any]:
    """Turns a browser's reminders off, or sends it one now."""
    view = view_of(request)
    sent = dict(pairs_in(await request.body()))
    mine = {one.id: one for one in subscriptions.kept(view.site.journal, view.person.name)}
    if sent.get("off") in mine:
        subscriptions.forget(view.site.journal, sent["off"])
        return Redirect(PAGE, status_code=303)
    found = mine.get(sent.get("now", ""))
    if found is None or not push.available():
        return Redirect(PAGE, status_code=303)
    return page(view, await tried(found, view))


async def tried(found: Subscription, view: View) -> str:
    """Sends one reminder at once, and says how it went."""
    _ = view.gettext
    made = push.trial(found.browser.lang)
    went = await asyncio.to_thread(push.send, view.site.journal, found.browser, made)
    if went.outcome == "gone":
        note(view.site, found, went, view.site.clock())
    return {
        "sent": _("Sent. It should be there within a minute."),
        "gone": _("That browser no longer takes reminders, so it was taken off the list."),
        "later": _("It could not be sent just now. Is this computer on the internet?"),
        "refused": _("The push service did not take it (%(number)s). Turn reminders off and on again on that device."),
    }[went.outcome] % {"number": went.trouble}


def able(browser: Browser) -> bool:
    """Whether reminders can be sent to a browser from here."""
    return push.available() and push.is_right(browser)


def page(view: View, said: str = "") -> Response[str]:
    """The page, with what was just done."""
    ready = push.available()
    found, tried = planned(view.person.entries), running(view.person.entries)
    own = with_trial(found.plan if found else None, tried.trial if tried else None)
    held = own is not None and view.site.held_up(view.person, view.lang)
    plan = held_up(own) if own and held else own
    return view.render(
        "plan_reminders.html",
        ready=ready,
        key=push.public_key(view.site.journal) if ready else "",
        said=said,
        held=held,
        times=[(one.time, occasion_name(one, plan, view)) for one in occasions(plan)] if plan else [],
        left_out=any(at_night(one.time) for one in plan.measures if one.time) if plan else False,
        browsers=[browser_row(one, view) for one in subscriptions.kept(view.site.journal, view.person.name)],
    )


def browser_row(one: Subscription, view: View) -> dict[str, str]:
    """A browser in the list. Its script knows it by a digest: the address itself is for nobody to read."""
    return {
        "id": one.id,
        "name": one.browser.name,
        "since": words.short_day(one.made.astimezone(ZoneInfo(view.zone)).date(), view.lang),
        "digest": sha256(one.browser.endpoint.encode()).hexdigest(),
        "trouble": one.trouble or "",
    }


def occasion_name(one: Occasion, plan: Plan, view: View) -> str:
    """What a time of the plan is for."""
    from nattero.calendars import named  # stands on the calendar library, which is slow to import

    _ = view.gettext
    if one.id == TRIAL:
        return _("The trial tonight")
    return _("Check-in") if one.id == CHECK_IN else named(one, plan, view.site.pack, view.lang) or _("From your plan")


ROUTES = [reminders, subscribe, change]
