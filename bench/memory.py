"""Memory of the server: at rest, after every page in every language, and beside the bare handler."""

import asyncio
import urllib.request

from bench import requests
from bench.server import bare, nattero, resident

TITLE = "Memory"
ABOUT = "Resident megabytes of the serving process. Peer: the bare handler, Python and uvicorn and nothing else."
PAGES = ["/", "/relief", "/checkin", "/diary", "/settings", "/learn", "/more"]


def visit(address: str) -> None:
    """Every page in every language."""
    for lang in ("nl", "nb", "id", "en"):
        for page in PAGES:
            with urllib.request.urlopen(f"{address}{page}?lang={lang}") as answer:
                answer.read()


def run() -> list[dict[str, object]]:
    """Both servers at rest and after work."""
    with nattero() as (mine, pid), bare() as (peer, other):
        rest, bare_rest = resident(pid), resident(other)
        visit(mine)
        pages = resident(pid)
        asyncio.run(requests.load(mine))
        asyncio.run(requests.load(peer))
        return [
            {
                "server": "Nattero",
                "at rest, MB": f"{rest:.0f}",
                "after every page, MB": f"{pages:.0f}",
                "after 1,500 entries, MB": f"{resident(pid):.0f}",
            },
            {
                "server": "bare handler",
                "at rest, MB": f"{bare_rest:.0f}",
                "after every page, MB": "-",
                "after 1,500 entries, MB": f"{resident(other):.0f}",
            },
        ]
