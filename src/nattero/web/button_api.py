"""Buttons in the home: one call logs a cramp at this moment; docs/home-buttons.md shows how, docs/api.md is the reference.

In: POST /api/cramp-now with a button's token. Out: the entry's id, once it is on disk, or why not, in a sentence. What makes
two calls one press is in web/presses.
"""

import asyncio
import math
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from litestar import Request, Response, post
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_201_CREATED,
    HTTP_400_BAD_REQUEST,
    HTTP_401_UNAUTHORIZED,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_429_TOO_MANY_REQUESTS,
)

from nattero import words
from nattero.diary.entry import Entry
from nattero.diary.problems import Problem
from nattero.store import tokens
from nattero.store.tokens import Token
from nattero.web.api import Complaint
from nattero.web.calendar_feed import peer
from nattero.web.presses import pressed
from nattero.web.site import Site

LARGEST_BODY = 4096  # bytes
LONGEST_KEY = 200
ASKED = frozenset({"side", "muscle", "note"})
SCHEME = "bearer "
AnyRequest = Request[Any, Any, Any]


class Noted(msgspec.Struct, frozen=True):
    """The answer to a press: the entry that is on disk, its instant, whether it is new, and a sentence to say aloud."""

    held: str
    at: datetime
    new: bool
    message: str


class PressRefusedError(Exception):
    """A press that becomes no entry: the status, the part that is wrong and its problem, and the seconds to wait."""

    def __init__(self, status: int, field: str, problem: str, wait: float = 0) -> None:
        super().__init__(f"{field}: {problem}")
        self.status, self.field, self.problem, self.wait = status, field, problem, wait


@post("/api/cramp-now", tags=["buttons"], include_in_schema=True)
async def cramp_now(request: AnyRequest) -> Response[Noted | Complaint]:
    """Logs a cramp at this moment: 201 when it is new, 200 when it was logged by an earlier press of the same."""
    site: Site = request.app.state.site
    lang = words.language(None, request.headers.get("accept-language"))
    try:
        token = await asyncio.to_thread(allowed, site, request)
        lang = token.settings.lang
        said, key = told(await request.body()), key_of(request)
        entry, new = held(await asyncio.to_thread(pressed, site, token, said, key))
    except PressRefusedError as error:
        head = {"retry-after": str(math.ceil(error.wait))} if error.wait else {}
        if error.status == HTTP_401_UNAUTHORIZED:
            head["www-authenticate"] = "Bearer"
        value = Complaint(error.field, error.problem, complaint(error, lang))
        return Response(value, status_code=error.status, headers=head)
    noted = Noted(entry.id, entry.recorded_at, new, message(entry, lang, new=new))
    return Response(noted, status_code=HTTP_201_CREATED if new else HTTP_200_OK)


def allowed(site: Site, request: AnyRequest) -> Token:
    """The button that calls. Raises PressRefusedError: 400 for a token in the address, 401 for none or a wrong one, 429."""
    if request.scope.get("query_string"):
        raise PressRefusedError(HTTP_400_BAD_REQUEST, "query", "query")
    sent = request.headers.getall("authorization", [])
    bearer = sent[0] if len(sent) == 1 and sent[0].lower().startswith(SCHEME) else ""
    token = tokens.find(site.journal, "button", bearer[len(SCHEME) :].strip())
    if token is None or token.revoked:
        if wait := site.guesses.wait(peer(request)):
            raise PressRefusedError(HTTP_429_TOO_MANY_REQUESTS, "", "often", wait)
        problem = "revoked" if token else "token" if bearer else "no-token"
        raise PressRefusedError(HTTP_401_UNAUTHORIZED, "authorization", problem)
    if wait := site.presses.wait(token.id):
        raise PressRefusedError(HTTP_429_TOO_MANY_REQUESTS, "", "often", wait)
    return token


def told(body: bytes) -> dict[str, Any]:
    """What a press says of the cramp; nothing is fine. Raises PressRefusedError."""
    if len(body) > LARGEST_BODY:
        raise PressRefusedError(HTTP_413_REQUEST_ENTITY_TOO_LARGE, "body", "large")
    try:
        value = msgspec.json.decode(body) if body.strip() else {}
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise PressRefusedError(HTTP_400_BAD_REQUEST, "body", "malformed") from error
    if not isinstance(value, dict):
        raise PressRefusedError(HTTP_400_BAD_REQUEST, "body", "malformed")
    for name in value:
        if name not in ASKED:
            raise PressRefusedError(HTTP_422_UNPROCESSABLE_ENTITY, name[:80], "unknown")
    return {name: said for name, said in value.items() if said is not None}


def key_of(request: AnyRequest) -> str:
    """The key by which a call is sent again; empty without one. Raises PressRefusedError."""
    sent = request.headers.getall("idempotency-key", [])
    key = sent[0].strip() if sent else ""
    if len(sent) > 1 or len(key) > LONGEST_KEY:
        raise PressRefusedError(HTTP_400_BAD_REQUEST, "idempotency-key", "key")
    return key


def held(found: tuple[Entry, bool] | Problem) -> tuple[Entry, bool]:
    """The entry of a press, and whether it is new. Raises PressRefusedError for what a cramp cannot be."""
    if isinstance(found, Problem):
        raise PressRefusedError(HTTP_422_UNPROCESSABLE_ENTITY, found.field, found.code)
    return found


def message(entry: Entry, lang: str, *, new: bool) -> str:
    """What a home system may say aloud."""
    _ = words.translator(lang)
    time = words.clock(entry.recorded_at.astimezone(ZoneInfo(entry.zone)), lang)
    said = _("Noted: a cramp at %(time)s.") if new else _("Already noted: a cramp at %(time)s.")
    return said % {"time": time}


def complaint(error: PressRefusedError, lang: str) -> str:
    """Why a press was refused, in a sentence."""
    _ = words.translator(lang)
    sentences = {
        "query": _("Nothing may come after the address. The button's key belongs in the header “Authorization”."),
        "no-token": _("The button's key is missing. It belongs in the header “Authorization”, after the word Bearer."),
        "token": _("Nattero does not know this key. Make a new one in Nattero, under Plan, Home buttons."),
        "revoked": _("This button was taken out of use. Make a new one in Nattero, under Plan, Home buttons."),
        "often": _("That was very often in a short time. What was noted before is in your diary."),
        "large": _("This is more than a button may send."),
        "malformed": _("This is not JSON that Nattero can read."),
        "key": _("The “Idempotency-Key” is too long, or there are two."),
    }
    if error.problem in sentences:
        return sentences[error.problem]
    return words.problem_text(Problem(error.field, error.problem), lang)


ROUTES = [cramp_now]
