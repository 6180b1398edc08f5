"""A bad connection for tests: a proxy between a browser and a real server, which can fail in every way a network can.

In: the server's address. Out: an address for the browser, and `Proxy.mode`, which says what becomes of the entries
that are posted (or, for `gone`, of every request).
"""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import urlsplit

PATIENCE = 30.0
HOP = {"connection", "keep-alive", "transfer-encoding", "host", "origin", "referer"}
Mode = Literal["pass", "gone", "late", "lost", "twice", "silent", "answer", "page"]
Answer = tuple[int, bytes, list[tuple[str, str]]]


class Proxy(ThreadingHTTPServer):
    """Listens on a free port. `posts` counts the batches that came by; `release` ends the wait of `late` and `silent`.

    Modes: `pass`; `gone` closes every connection; `late` delivers and answers once released; `lost` delivers and
    closes; `twice` delivers twice; `silent` neither delivers nor answers; `answer` gives `reply` itself; `page` answers
    with a page. `renamed` gives a build of the static files another name, as a new version would, except at the paths
    `kept_from_change`; the paths `refused` answer as to a device that is not paired.
    """

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.upstream = upstream
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.mode: Mode = "pass"
        self.reply: tuple[int, Any] = (507, {"message": "There is no room left on the disk."})
        self.release = threading.Event()
        self.delivered = threading.Event()
        self.posts = 0
        self.renamed: tuple[str, str] | None = None
        self.kept_from_change: tuple[str, ...] = ()
        self.refused: tuple[str, ...] = ()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: Proxy

    def do_GET(self) -> None:
        self.pass_on()

    def do_POST(self) -> None:
        self.pass_on()

    def pass_on(self) -> None:
        """Does with the request what the mode says."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        entries = self.command == "POST" and self.path == "/api/entries"
        self.server.posts += entries
        if self.server.mode == "gone":
            self.hang_up()
        elif self.path in self.server.refused:
            self.answer((401, b"Not paired", [("content-type", "text/plain")]))
        elif entries:
            self.misbehave(self.server.mode, body)
            self.server.delivered.set()
        else:
            self.answer(self.ask(body))

    def misbehave(self, mode: Mode, body: bytes) -> None:
        """Does with a batch of entries what a mode says."""
        match mode:
            case "late":
                answer = self.ask(body)
                self.wait()
                self.answer(answer)
            case "lost":
                self.ask(body)
                self.hang_up()
            case "silent":
                self.wait()
                self.hang_up()
            case "answer":
                status, value = self.server.reply
                self.answer((status, json.dumps(value).encode(), [("content-type", "application/json")]))
            case "page":
                self.answer((200, b"<!doctype html><title>Sign in</title>", [("content-type", "text/html")]))
            case "twice":
                self.ask(body)
                self.answer(self.ask(body))
            case _:
                self.answer(self.ask(body))

    def wait(self) -> None:
        """Waits until the test releases it."""
        self.server.delivered.set()
        self.server.release.wait(PATIENCE)

    def ask(self, body: bytes) -> Answer:
        """What the server answers."""
        upstream = urlsplit(self.server.upstream)
        connection = http.client.HTTPConnection(upstream.netloc, timeout=PATIENCE)
        try:
            left_out, path = HOP, self.path
            if self.server.renamed:
                old, new = self.server.renamed
                left_out, path = HOP | {"accept-encoding", "if-none-match"}, path.replace(new, old)
            headers = {name: value for name, value in self.headers.items() if name.lower() not in left_out}
            if "origin" in self.headers:
                headers["Origin"] = self.server.upstream
            connection.request(self.command, path, body or None, headers)
            response = connection.getresponse()
            kept = [header for header in response.getheaders() if header[0].lower() not in HOP | {"content-length"}]
            return response.status, self.renamed_in(response.read()), kept
        finally:
            connection.close()

    def renamed_in(self, content: bytes) -> bytes:
        """What is answered, with the build's other name."""
        if self.server.renamed is None or self.path in self.server.kept_from_change:
            return content
        old, new = self.server.renamed
        return content.replace(old.encode(), new.encode())

    def answer(self, answer: Answer) -> None:
        status, body, headers = answer
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def proxy(upstream: str) -> Iterator[Proxy]:
    """A proxy that runs."""
    with Proxy(upstream) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield running
        running.release.set()
        running.shutdown()
        thread.join(PATIENCE)
