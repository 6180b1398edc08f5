"""What the first visit costs: every byte over the wire, fonts included, with an empty cache."""

from collections import defaultdict
from typing import Any

from bench.browser import chromium
from bench.server import nattero

TITLE = "First visit: kilobytes over the wire"
ABOUT = (
    "A new browser profile, every response counted as it came over the wire, headers too; aim: at most 75 kB for the relief page. "
    "What the service worker fetches afterwards, for nights without a network, is not a first visit and not counted."
)
PAGES = ["/relief", "/", "/diary", "/checkin"]
LIMIT = {"/relief": "75"}


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
                    "limit": LIMIT.get(path, "-"),
                }
            )
    return rows
