"""What the first visit costs: every byte over the wire, fonts included, with an empty cache."""

import socket
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from bench.browser import chromium
from bench.server import nattero
from nattero.knowledge.pack import load_pack
from nattero.store.journal import open_journal
from nattero.web.app import create_app
from nattero.web.policy import policy_for
from nattero.web.site import Site

TITLE = "First visit: kilobytes over the wire"
ABOUT = (
    "A new browser profile, every response counted as it came over the wire, headers too; aim: at most 75 kB for the relief page. "
    "The last column but one adds what the service worker fetches in the background for nights without a network, counted at the server; "
    "a session's page is held to the limit by its own total, as what is fetched then is relief."
)
PAGES = ["/relief", "/", "/diary", "/checkin", "/session/before-bed"]
LIMIT = {"/relief": "75", "/session/before-bed": "75"}


def visit(browser: Any, address: str, path: str) -> dict[str, float]:
    """Kilobytes by kind of one first visit; the service worker is kept out of it."""
    context = browser.new_context(service_workers="block", viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: defaultdict[str, float] = defaultdict(float)
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"] / 1000})
    )
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    context.close()
    by_kind: defaultdict[str, float] = defaultdict(float)
    for request, size in sizes.items():
        by_kind[kinds.get(request, "Other")] += size
    return dict(by_kind)


class Counted:
    """An app whose answers are counted, headers and status lines too."""

    def __init__(self, app: Any) -> None:
        self.app, self.bytes = app, 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Passes everything on."""

        async def counting(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.bytes += 80 + sum(len(name) + len(value) + 4 for name, value in message["headers"])
            self.bytes += len(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, counting)


@contextmanager
def counted() -> Iterator[tuple[str, Counted]]:
    """Nattero in this process, counting what it sends."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
        with closing(open_journal(Path(folder) / "data")) as journal:
            app = Counted(create_app(Site(journal, load_pack()), policy_for("127.0.0.1", port, None, None, [])))
            server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
            thread.start()
            try:
                yield f"http://127.0.0.1:{port}", app
            finally:
                server.should_exit = True
                thread.join()


def with_worker(browser: Any, path: str) -> float:
    """Kilobytes of a first visit with everything its service worker fetches."""
    with counted() as (address, app):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.goto(address + path)
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_function("caches.match('/diary').then(Boolean)")
        page.wait_for_load_state("networkidle")
        context.close()
        return app.bytes / 1000


def run() -> list[dict[str, object]]:
    """Each page once."""
    rows: list[dict[str, object]] = []
    with nattero() as (address, _), chromium() as browser:
        for path in PAGES:
            kinds = visit(browser, address, path)
            named = {name: kinds.pop(name, 0.0) for name in ("Document", "Stylesheet", "Script", "Font")}
            total = sum(named.values()) + sum(kinds.values())
            rows.append(
                {
                    "page": path,
                    **{name.lower(): f"{size:.1f}" for name, size in named.items()},
                    "other": f"{sum(kinds.values()):.1f}",
                    "total": f"{total:.1f}",
                    "with service worker": f"{with_worker(browser, path):.1f}",
                    "limit": LIMIT.get(path, "-"),
                }
            )
    return rows
