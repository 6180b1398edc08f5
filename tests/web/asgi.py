"""Speaking to an ASGI app without a server: one request in, its answer out, and whether the app behind was reached."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from nattero.web.guard import Guard
from nattero.web.pairing import Pairing
from nattero.web.policy import Policy

Pairs = list[tuple[str, str]]
HERE = "localhost:8765"
LOCAL = Policy(frozenset({HERE, "127.0.0.1:8765", "[::1]:8765"}))


@dataclass
class Answer:
    """A status, headers by name, a body, and the bodies that the app behind the guard was given."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    reached: list[bytes] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    method: str = "GET",
    path: str = "/",
    headers: Pairs | None = None,
    parts: list[bytes] | None = None,
    policy: Policy = LOCAL,
    pairing: Pairing | None = None,
    whole: bool = True,
) -> Answer:
    """Send a request through a guard; without `whole` the connection ends before the body does."""
    answer = Answer()
    sent = [("host", HERE)] if headers is None else headers
    waiting = [{"type": "http.request", "body": part, "more_body": True} for part in parts or [b""]]
    if whole:
        waiting[-1]["more_body"] = False

    async def receive() -> Any:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    async def app(scope: Any, receive: Any, send: Any) -> None:
        answer.reached.append((await receive())["body"])
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"inside"})

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in sent],
    }
    with ThreadPoolExecutor(1) as aside:  # in this thread Playwright's loop may be running
        aside.submit(asyncio.run, Guard(app, policy, pairing)(scope, receive, send)).result()
    return answer
