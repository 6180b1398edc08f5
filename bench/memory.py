"""Memory of the server: at rest, after every page in every language, and beside the bare handler."""

import asyncio
import urllib.request
from collections.abc import Sequence

from bench import requests
from bench.server import bare, nattero, resident

TITLE = "Memory"
ABOUT = (
    "Resident megabytes of the serving process, pages in four languages; the rooms beside the daily ones need SciPy and all "
    "that is listened for. Peer: the bare handler, Python and uvicorn and nothing else."
)
DAILY = ("/", "/relief", "/checkin", "/diary", "/settings", "/learn", "/more")
SELDOM = (
    "/checkup",
    "/plan",
    "/session",
    "/trial",
    "/trial/new",
    "/report",
    "/report/preview",
    "/insight",
    "/ask?q=why",
)


def visit(address: str, pages: Sequence[str]) -> None:
    """Pages in every language."""
    for lang in ("nl", "nb", "id", "en"):
        for page in pages:
            with urllib.request.urlopen(f"{address}{page}{'&' if '?' in page else '?'}lang={lang}") as answer:
                answer.read()


def run() -> list[dict[str, object]]:
    """Both servers at rest and after work."""
    with nattero() as (mine, pid), bare() as (peer, other):
        rest, bare_rest = resident(pid), resident(other)
        visit(mine, DAILY)
        daily = resident(pid)
        visit(mine, SELDOM)
        pages = resident(pid)
        asyncio.run(requests.load(mine))
        asyncio.run(requests.load(peer))
        return [
            {
                "server": "Nattero",
                "at rest, MB": f"{rest:.0f}",
                "after the daily pages, MB": f"{daily:.0f}",
                "after every room, MB": f"{pages:.0f}",
                "after 1,500 entries, MB": f"{resident(pid):.0f}",
            },
            {
                "server": "bare handler",
                "at rest, MB": f"{bare_rest:.0f}",
                "after the daily pages, MB": "-",
                "after every room, MB": "-",
                "after 1,500 entries, MB": f"{resident(other):.0f}",
            },
        ]
