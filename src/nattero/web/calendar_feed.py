"""The calendar feed: whoever has its secret address reads when there is something to do, and nothing else of anybody's.

In: GET or HEAD /calendar/SECRET.ics. Out: iCalendar, or a plain sentence: 404 for an address that never was one, 410 for
one that was taken back, 429 for reading too often. The pages that make and take back addresses are in pages/plan_calendar.
"""

import asyncio
import math
from hashlib import sha256
from typing import Any

from litestar import HttpMethod, Request, Response, route
from litestar.params import FromPath
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_304_NOT_MODIFIED,
    HTTP_404_NOT_FOUND,
    HTTP_410_GONE,
    HTTP_429_TOO_MANY_REQUESTS,
)

from nattero import words
from nattero.store import tokens
from nattero.store.tokens import Token
from nattero.web.site import Site

FEED, ENDING = "/calendar/", ".ics"
TYPE = "text/calendar"
DATE = "%a, %d %b %Y %H:%M:%S GMT"
AnyRequest = Request[Any, Any, Any]


@route("/calendar/{name:str}", http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False)
async def calendar_feed(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """The plan as a calendar, for the token in the address."""
    site: Site = request.app.state.site
    secret = name.removesuffix(ENDING) if name.endswith(ENDING) else ""
    token = await asyncio.to_thread(tokens.find, site.journal, "calendar", secret)
    if token is None:
        wait = site.guesses.wait(peer(request))
        return sentence(request, HTTP_429_TOO_MANY_REQUESTS, wait) if wait else sentence(request, HTTP_404_NOT_FOUND)
    if token.revoked:
        return sentence(request, HTTP_410_GONE, lang=token.settings.lang)
    if wait := site.readings.wait(token.id):
        return sentence(request, HTTP_429_TOO_MANY_REQUESTS, wait, token.settings.lang)
    body, written = await asyncio.to_thread(read, site, token)
    tag = f'W/"{sha256(body).hexdigest()[:20]}"'
    head = {"etag": tag} | ({"last-modified": written} if written else {})
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=head)
    head["content-disposition"] = 'inline; filename="nattero.ics"'
    return answer(request, HTTP_200_OK, body, TYPE, head)


def read(site: Site, token: Token) -> tuple[bytes, str]:
    """The calendar of a token's person, and when the plan was written as a header says it."""
    from nattero.calendars import calendar, kept_back, standing_plan, without

    plan, chosen = standing_plan(site.entries(), token.person), token.settings
    who = site.person(chosen.zone, token.person)
    if plan:
        held = site.held_up(who, chosen.lang)
        plan = kept_back(plan) if held else without(plan, site.refused(who, chosen.lang))
    tokens.used(site.journal, token, site.clock())
    body = calendar(plan, site.pack, chosen.lang, chosen.zone, full=chosen.full, alarms=chosen.alarms)
    return body, plan.written.strftime(DATE) if plan else ""


def sentence(request: AnyRequest, status: int, wait: float = 0, lang: str = "") -> Response[bytes]:
    """Why there is no calendar, as plain text."""
    _ = words.translator(lang or words.language(None, request.headers.get("accept-language")))
    said = {
        HTTP_404_NOT_FOUND: _("There is no calendar at this address."),
        HTTP_410_GONE: _(
            "This calendar was turned off. Take it out of your calendar app; a new one is made in Nattero."
        ),
        HTTP_429_TOO_MANY_REQUESTS: _("That was too often in a short time. Try again later."),
    }
    head = {"cache-control": "no-store"} | ({"retry-after": str(math.ceil(wait))} if wait else {})
    return answer(request, status, f"{said[status]}\n".encode(), "text/plain", head)


def answer(request: AnyRequest, status: int, body: bytes, kind: str, head: dict[str, str]) -> Response[bytes]:
    """An answer, without its body to who asked for the head alone."""
    body = b"" if request.method == HttpMethod.HEAD else body
    return Response(body, status_code=status, media_type=kind, headers=head)


def peer(request: AnyRequest) -> str:
    """The address at the other end of the socket; what a request says about its sender is not believed."""
    return request.client.host if request.client else ""


ROUTES = [calendar_feed]
