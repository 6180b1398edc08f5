"""The guard in front of the app: known hosts, own origin for every write, small bodies, strict headers, paired devices only.

In: requests to any ASGI app and a `Policy`. Out: the app's answers with security headers, or one plain sentence.
Loopback is no protection by itself: any page in the same browser can send requests to it (DNS rebinding, cross-site requests).
"""

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from nattero import words
from nattero.web.pairing import PAIR, Pairing, cookie, refusal

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

LARGEST_BODY = 1_000_000  # bytes
READING = frozenset({"GET", "HEAD"})
WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
STATIC = "/static/"
NEEDED_TO_PAIR = (STATIC, PAIR)
CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer a browser sends its own forms with `Origin: null`
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), screen-wake-lock=(self)",
}

FOR_FILES = ("x-content-type-options", "cross-origin-resource-policy")
"""What a static file needs: the policies of a page are the page's, and a dozen copies of them weigh more than a font."""


class RefusedError(Exception):
    """An address that would not be safe to serve at; `text` says why."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def text(self, lang: str) -> str:
        """One sentence in a language."""
        _ = words.translator(lang)
        sentences = {
            "no-certificate": _(
                "Beyond this computer Nattero needs --cert and --key; docs/phone.md says how to make them."
            ),
            "half-certificate": _("--cert and --key belong together; one of them is missing."),
            "no-file": _("There is no file %(path)s."),
        }
        return sentences[self.code] % self.values


class Policy(msgspec.Struct, frozen=True):
    """Who may speak to the server: the `host[:port]` spellings it answers to, whether over TLS, and whether only paired devices."""

    hosts: frozenset[str]
    secure: bool = False
    pairing: bool = False

    @property
    def scheme(self) -> str:
        """The scheme of the server's own addresses."""
        return "https" if self.secure else "http"


def is_loopback(host: str) -> bool:
    """Whether an address can only be reached from this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_everywhere(host: str) -> bool:
    """Whether an address stands for every address of this computer, and so is the name of none."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def policy_for(host: str, port: int, cert: Path | None, key: Path | None, hosts: list[str]) -> Policy:
    """The policy for a bind. Raises RefusedError: beyond loopback TLS is required, and a certificate needs its key."""
    if (cert is None) != (key is None):
        raise RefusedError("half-certificate")
    for path in (cert, key):
        if path is not None and not path.is_file():
            raise RefusedError("no-file", path=str(path))
    beyond = not is_loopback(host)
    if beyond and cert is None:
        raise RefusedError("no-certificate")
    secure = cert is not None
    names = {
        "localhost",
        "127.0.0.1",
        "[::1]",
        *(spelled(name) for name in (host, *hosts) if not is_everywhere(name)),
    }
    known = {f"{name}:{port}" for name in names}
    if port == (443 if secure else 80):
        known |= names
    return Policy(frozenset(known), secure, beyond)


def spelled(host: str) -> str:
    """A host as a Host header spells it: lower case, IPv6 in brackets, no dot at the end."""
    name = host.lower().rstrip(".")
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def known_host(header: str, policy: Policy) -> bool:
    """Whether a Host header names this server."""
    name, colon, port = header.lower().rpartition(":") if not header.endswith("]") else (header.lower(), "", "")
    if not colon:
        name, port = header.lower(), ""
    name = name.rstrip(".")
    return (f"{name}:{port}" if port else name) in policy.hosts


def own_origin(headers: dict[str, str], policy: Policy) -> bool:
    """Whether a write comes from our own pages, or from no browser at all (then only as JSON, which no foreign form can send)."""
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is not None:
        at = urlsplit(origin)
        # Without a port in either, the Host header's own spelling decides: a page may only write to where it came from.
        return at.scheme == policy.scheme and bool(at.netloc) and at.netloc.lower() == headers.get("host", "").lower()
    if site is not None:
        return True
    return headers.get("content-type", "").split(";")[0].strip().lower() == "application/json"


class Guard:
    """Stands in front of an app. Refuses before the app sees anything."""

    def __init__(self, app: Any, policy: Policy, pairing: Pairing | None = None) -> None:
        self.app, self.policy, self.pairing = app, policy, pairing

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self.refused(scope, headers)
        if refused:
            await plain(send, *refused)
            return
        if self.pairing and not scope["path"].startswith(NEEDED_TO_PAIR) and not self.pairing.knows(cookie(headers)):
            await plain(
                send,
                401,
                refusal(scope["path"]),
                "application/json" if scope["path"].startswith("/api") else "text/html",
            )
            return
        await self.app(scope, receive, self.with_headers(send, scope))

    def refused(self, scope: Message, headers: dict[str, str]) -> tuple[int, str] | None:
        """The status and sentence for a request that is refused whatever it asks."""
        if not known_host(headers.get("host", ""), self.policy):
            return 421, "Nattero does not answer to this name."
        if scope["method"] not in READING | WRITING:
            return 405, "Nattero does not do that."
        if scope["method"] in WRITING and not own_origin(headers, self.policy):
            return 403, "Nattero takes this only from its own pages."
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > LARGEST_BODY:
            return 413, "That is too large: at most 1 MB at a time."
        return None

    def with_headers(self, send: Send, scope: Message) -> Send:
        """Sends answers with the security headers."""
        every = {name: HEADERS[name] for name in FOR_FILES} if scope["path"].startswith(STATIC) else HEADERS
        extra = every | (
            {"strict-transport-security": "max-age=31536000"} if self.policy.secure and self.policy.pairing else {}
        )

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                added = [(name.encode(), value.encode()) for name, value in extra.items() if name.encode() not in given]
                if b"cache-control" not in given:
                    kept = b"no-store" if scope["path"].startswith("/api") else b"private, no-cache"
                    added.append((b"cache-control", kept))
                message["headers"] = [*message["headers"], *added]
            await send(message)

        return sending


async def plain(send: Send, status: int, text: str, kind: str = "text/plain") -> None:
    """Answers with a sentence."""
    headers = {**HEADERS, "content-type": f"{kind}; charset=utf-8", "cache-control": "no-store"}
    body = text.encode()
    headers["content-length"] = str(len(body))
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": False})
