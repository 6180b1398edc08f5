"""A push service of our own on this computer, and a browser's keys: what Nattero sends is opened here as a browser would.

It speaks HTTPS with a certificate of a made-up authority, and keeps what it is sent. What a real push service does beyond
that, and a browser's own subscription, need the internet and are not tried.
"""

import base64
import json
import os
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import http_ece
import trustme
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


def letters(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def unlettered(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Keys:
    """What a browser makes for a subscription, and keeps the private part of."""

    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def public(self) -> bytes:
        return bytes(self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def subscription(self, endpoint: str) -> dict[str, Any]:
        return {"endpoint": endpoint, "keys": {"p256dh": letters(self.public), "auth": letters(self.secret)}}


@dataclass
class Pushed:
    """One message as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    def opened(self, keys: Keys) -> dict[str, Any]:
        """What it says to the browser it was sealed for."""
        assert self.headers["content-encoding"] == "aes128gcm"
        plain = http_ece.decrypt(self.body, private_key=keys.private, auth_secret=keys.secret, version="aes128gcm")
        found: dict[str, Any] = json.loads(plain)
        return found

    @property
    def sender(self) -> str:
        """The public key that signed it; its signature is checked."""
        assert Vapid02.verify(self.headers["authorization"])
        return self.headers["authorization"].split("k=")[1]

    @property
    def claims(self) -> dict[str, Any]:
        token = self.headers["authorization"].split("t=")[1].split(",")[0]
        found: dict[str, Any] = json.loads(unlettered(token.split(".")[1]))
        return found


@dataclass
class Service:
    """A push service: its address, what it was sent, and what it answers next (201 when nothing is named)."""

    url: str
    authority: Path
    received: list[Pushed] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def endpoint(self, name: str = "browser") -> str:
        return f"{self.url}/{name}"


@contextmanager
def push_service(folder: Path) -> Iterator[Service]:
    """A running push service; who should believe it is told its authority in REQUESTS_CA_BUNDLE."""
    authority = trustme.CA()
    bundle = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(bundle))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            service.received.append(Pushed(self.path, headers, body))
            status, more = service.answers.pop(0) if service.answers else (201, {})
            self.send_response(status)
            for name, value in {"content-length": "0", **more}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    service = Service(f"https://localhost:{server.server_address[1]}", bundle)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
