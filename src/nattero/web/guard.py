"""The guard in front of the app: known hosts, own origin for every write, small bodies, strict headers, paired devices only.

In: requests to any ASGI app and a `Policy`. Out: the app's answers with security headers, or one plain sentence.
Loopback is no protection by itself: any page in the same browser can send requests to it, and any name can be made to
point there (DNS rebinding). Sources: RFC 9110 (Host, 421), the WHATWG's Fetch standard (Origin, Sec-Fetch-Site), the
OWASP Cross-Site Request Forgery Prevention Cheat Sheet.
"""

import asyncio
import re
import time
from contextlib import suppress
from typing import Any

from nattero import words
from nattero.store.errors import StoreError
from nattero.web.headers import STATIC, protected
from nattero.web.pairing import COOKIE, PAIR, SEEN_EVERY, Device, Pairing, cookie, keeping
from nattero.web.policy import PORTS, Policy, authority, origin
from nattero.web.refusals import (
    ELSEWHERE,
    LARGE,
    NO_HOST,
    NOT_DONE,
    OTHER_HOST,
    TROUBLE,
    UNPAIRED,
    Message,
    Receive,
    Refusal,
    Send,
    refuse,
)
from nattero.web.view import STRANGER

LARGEST_BODY = 1_000_000  # bytes
LARGEST_READ = 16_000_000  # read to the end all the same, so that a browser hears why it was too large
READING = frozenset({"GET", "HEAD"})
WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
FOR_ALL = (PAIR, "/manifest.webmanifest", "/relief")  # a cramp does not wait until a phone is paired again
BY_TOKEN = re.compile(r"/calendar/[A-Za-z0-9_-]{43}\.ics|/api/cramp-now")  # asks for a secret of its own


class RequestRefusedError(Exception):
    """A request that the app does not get to see."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.problem)
        self.refusal = refusal


class GoneError(Exception):
    """The other side closed the connection before it had said everything."""


class Guard:
    """Stands in front of an app. Refuses before the app sees anything."""

    def __init__(self, app: Any, policy: Policy, pairing: Pairing | None = None) -> None:
        self.app, self.policy, self.pairing = app, policy, pairing

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self.http(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def http(self, scope: Message, receive: Receive, send: Send) -> None:
        """Lets a request through with its body read whole, or says why not."""
        lang = words.language(cookie(scope["headers"], "lang"), value(scope, "accept-language"))
        try:
            check(scope, self.policy)
            extra = await greeted(self.pairing, scope) if self.pairing else []
            body = await whole(receive) if scope["method"] in WRITING else b""
        except RequestRefusedError as error:
            await refuse(send, error.refusal, scope["path"], lang)
        except StoreError:
            await refuse(send, TROUBLE, scope["path"], lang)
        except GoneError:
            return
        else:
            await self.app(scope, again(body, receive), with_headers(send, scope["path"], extra))


def values(scope: Message, name: str) -> list[str]:
    """What a request says under a header's name, once for each time it says it."""
    wanted = name.encode()
    return [text.decode("latin-1").strip() for found, text in scope["headers"] if found.lower() == wanted]


def value(scope: Message, name: str) -> str | None:
    """What a request says under a header's name; None when it does not, or says several things."""
    found = set(values(scope, name))
    return found.pop() if len(found) == 1 else None


def check(scope: Message, policy: Policy) -> None:
    """Looks at the head of a request, whoever sends it. Raises RequestRefusedError."""
    host, method = host_of(scope, policy), scope["method"]
    wrong = {
        NO_HOST: host is None,
        OTHER_HOST: host not in policy.hosts,
        NOT_DONE: method not in READING | WRITING,
        ELSEWHERE: looks_in(scope) if method in READING else not is_own(scope, policy, host or ""),
        LARGE: is_hopeless(scope),
    }
    for refusal, applies in wrong.items():
        if applies:
            raise RequestRefusedError(refusal)


def host_of(scope: Message, policy: Policy) -> str | None:
    """The `host:port` a request is for; None unless it names exactly one that could be."""
    named = values(scope, "host")
    return authority(named[0], PORTS[policy.scheme]) if len(named) == 1 else None


def is_own(scope: Message, policy: Policy, host: str) -> bool:
    """Whether a write comes from our own pages, or from no browser: then only as JSON, which no foreign form can send."""
    sites, origins = values(scope, "sec-fetch-site"), values(scope, "origin")
    if any(site != "same-origin" for site in sites) or any(one != origin(policy.scheme, host) for one in origins):
        return False
    if sites or origins:
        return True
    return (value(scope, "content-type") or "").partition(";")[0].strip().lower() == "application/json"


def looks_in(scope: Message) -> bool:
    """Whether another site reads more than by a link that a person follows: nothing of ours is for embedding."""
    elsewhere = value(scope, "sec-fetch-site") in {"cross-site", "same-site"}
    return elsewhere and value(scope, "sec-fetch-mode") != "navigate"


def is_hopeless(scope: Message) -> bool:
    """Whether a body is announced that is not worth reading to its end, or that waits to hear whether it may come."""
    length = value(scope, "content-length") or "0"
    return not length.isdecimal() or int(length) > (LARGEST_BODY if value(scope, "expect") else LARGEST_READ)


async def greeted(pairing: Pairing, scope: Message) -> list[tuple[bytes, bytes]]:
    """Lets in the devices that are known, and gives their cookie another year now and then. Raises RequestRefusedError."""
    secret = cookie(scope["headers"], COOKIE)
    device = pairing.knows(secret)
    if device is None:
        if is_open(scope["path"]):
            scope[STRANGER] = True
            return []
        raise RequestRefusedError(UNPAIRED)
    if is_recent(device):
        return []
    with suppress(StoreError):  # a full disk must keep nobody from reading
        await asyncio.to_thread(pairing.saw, device.id)
    return [(b"set-cookie", keeping(secret).encode())]


def is_open(path: str) -> bool:
    """Whether a device that is not paired may ask for this: relief, what the pairing page needs, what has its own secret."""
    return path in FOR_ALL or path.startswith(STATIC) or BY_TOKEN.fullmatch(path) is not None


def is_recent(device: Device) -> bool:
    """Whether a device was noted not long ago."""
    return time.time() - device.seen < SEEN_EVERY


async def whole(receive: Receive) -> bytes:
    """The body of a request. Raises RequestRefusedError when it is too large, GoneError when the rest never comes."""
    parts: list[bytes] = []
    size, more = 0, True
    while more and size <= LARGEST_READ:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        part, more = message.get("body", b""), message.get("more_body", False)
        size += len(part)
        if size <= LARGEST_BODY:
            parts.append(part)
    if size > LARGEST_BODY:
        raise RequestRefusedError(LARGE)
    return b"".join(parts)


def again(body: bytes, receive: Receive) -> Receive:
    """Gives a body that was read once more, and then what comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving


def with_headers(send: Send, path: str, extra: list[tuple[bytes, bytes]]) -> Send:
    """Sends answers with the security headers."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = protected(path, [*message["headers"], *extra])
        await send(message)

    return sending
