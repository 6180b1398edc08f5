"""Requests per second of the log endpoint beside the bare handler, interleaved, over kept connections."""

import asyncio
import os
import statistics
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec

from bench.server import bare, nattero
from nattero.diary.entry import new_id

TITLE = "The log endpoint: requests per second"
ABOUT = (
    "One cramp a request, `POST /api/entries`, each on disk (WAL, synchronous FULL) before it is answered; eight kept connections. "
    "Peer: a bare ASGI function under the same uvicorn that decodes, inserts and commits, no more. Rounds alternate."
)
ROUNDS, REQUESTS, CONNECTIONS = 5, 1500, 8


def body() -> bytes:
    """A batch of one new cramp."""
    now = datetime.now(UTC)
    stamp = now.isoformat()
    entry = {
        "id": new_id(now, os.urandom(10)),
        "person": "me",
        "recorded_at": stamp,
        "device": "bench",
        "zone": "Europe/Amsterdam",
        "kind": "cramp",
        "version": 1,
        "supersedes": None,
        "payload": {"at": stamp, "seconds": 150, "pain": 7, "side": "left"},
    }
    return msgspec.json.encode({"entries": [entry]})


async def one_connection(host: str, port: int, bodies: list[bytes]) -> None:
    """Sends bodies one after another; every answer must be 201."""
    reader, writer = await asyncio.open_connection(host, port)
    for data in bodies:
        head = f"POST /api/entries HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        writer.write(head.encode() + data)
        answer = await reader.readuntil(b"\r\n\r\n")
        if not answer.startswith(b"HTTP/1.1 201"):
            raise RuntimeError(answer.decode())
        length = next(
            int(line.split(b":")[1]) for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length")
        )
        await reader.readexactly(length)
    writer.close()
    await writer.wait_closed()


async def load(address: str) -> float:
    """Requests per second of one round."""
    at = urlsplit(address)
    shares = [[body() for _ in range(REQUESTS // CONNECTIONS)] for _ in range(CONNECTIONS)]
    begun = time.perf_counter()
    await asyncio.gather(*(one_connection(at.hostname or "", at.port or 0, share) for share in shares))
    return sum(map(len, shares)) / (time.perf_counter() - begun)


def run() -> list[dict[str, object]]:
    """Both servers, round about."""
    ours, theirs = [], []
    with nattero() as (mine, _), bare() as (peer, _):
        for _ in range(ROUNDS):
            ours.append(asyncio.run(load(mine)))
            theirs.append(asyncio.run(load(peer)))
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    return [
        {
            "server": name,
            "requests/s, median": f"{statistics.median(rates):,.0f}",
            "lowest": f"{min(rates):,.0f}",
            "highest": f"{max(rates):,.0f}",
            "ratio": share,
        }
        for name, rates, share in (("Nattero", ours, f"{ratio:.2f}"), ("bare handler", theirs, "1"))
    ]
