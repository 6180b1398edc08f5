"""The peer: one ASGI function that decodes a batch of entries, inserts them and commits. No guard, no checks, no pages."""

import hashlib
import socket
import sqlite3
import sys
from pathlib import Path
from typing import Any

import msgspec
import uvicorn

STATEMENT = (
    "INSERT OR IGNORE INTO entry (id, digest, person, recorded_at, kind, body, received_at) VALUES (?,?,?,?,?,?,?)"
)


def make(folder: Path) -> Any:
    """The handler, writing to a file with the same table and the same care (WAL, synchronous FULL)."""
    base = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute(
        "CREATE TABLE entry (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, digest BLOB NOT NULL, person TEXT NOT NULL, "
        "recorded_at INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, received_at INTEGER NOT NULL, UNIQUE (id, digest))"
    )

    async def handler(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body = b""
        while True:
            part = await receive()
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        entries = msgspec.json.decode(body)["entries"]
        base.execute("BEGIN IMMEDIATE")
        for entry in entries:
            text = msgspec.json.encode(entry)
            base.execute(
                STATEMENT,
                (entry["id"], hashlib.sha256(text).digest(), entry["person"], 0, entry["kind"], text.decode(), 0),
            )
        base.execute("COMMIT")
        answer = msgspec.json.encode({"held": [entry["id"] for entry in entries], "refused": []})
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": 201, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    return handler


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as bound:
        print(f"bare: http://127.0.0.1:{bound.getsockname()[1]}/", flush=True)
        config = uvicorn.Config(make(Path(sys.argv[1])), log_level="error", access_log=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[bound])
