"""Pairing: a phone shows a one-time token, and from then on a cookie of its own; both are kept as hashes only.

In: the journal's device table, tokens and cookies. Out: who is known. Tokens and cookies have 256 random bits; a token
lives ten minutes and works once. What is kept is SHA-256 without salt: there is nothing to guess in 256 random bits.
"""

import hmac
import io
import secrets
import time
from collections.abc import Callable, Iterable
from threading import Lock
from urllib.parse import parse_qs, urlsplit

import msgspec
import segno

from nattero import words
from nattero.diary.entry import new_id
from nattero.store.journal import Journal, to_micros
from nattero.store.tokens import digest
from nattero.web.site import utc_now

PAIR = "/pair"
COOKIE = (
    "__Host-nattero_device"  # a browser takes this name only over TLS, from this host, for every path (RFC 6265bis)
)
A_YEAR = 31_536_000  # seconds
LIFETIME = 600.0  # seconds an invitation is good for
TRIES = 20  # wrong tokens before an invitation is withdrawn
SEEN_EVERY = 3600.0  # seconds between two notes that a device was here
MICROS = 1e6
WHITE_ON_BLACK, NORMAL = "\x1b[97;40m", "\x1b[0m"  # blocks are drawn for the light squares
DEVICES = "SELECT id, name, created_at, last_seen FROM device WHERE revoked_at IS NULL"


class Device(msgspec.Struct, frozen=True):
    """A paired device: its id, its name, and when it was paired and last seen (microseconds since 1970)."""

    id: str
    name: str
    created_at: int
    last_seen: int | None

    @property
    def seen(self) -> float:
        """When it was last seen, in seconds since 1970."""
        return (self.last_seen or 0) / MICROS


class Pairing:
    """The invitation that is open, and the devices that are known."""

    def __init__(self, journal: Journal, clock: Callable[[], float] = time.monotonic) -> None:
        self.journal, self.clock, self.address = journal, clock, ""
        self._open: bytes | None = None
        self._until = 0.0
        self._wrong = 0
        self._lock = Lock()

    def invitation(self, address: str = "") -> str:
        """A new link to pair with, at an address or the last one; an earlier link that was not used is withdrawn."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self.address = address or self.address
            self._open, self._until, self._wrong = digest(token), self.clock() + LIFETIME, 0
        return f"{self.address.rstrip('/')}{PAIR}?token={token}"

    def is_open(self, token: str) -> bool:
        """Whether a token would be taken now."""
        with self._lock:
            return self._fits(token)

    def pair(self, token: str, name: str) -> str | None:
        """The cookie of a newly known device, or None when the token is wrong, used or too old."""
        with self._lock:
            if not self._fits(token):
                return None
            self._open = None
        secret = secrets.token_urlsafe(32)
        now = utc_now()
        with self.journal.writing() as connection:
            connection.execute(
                "INSERT INTO device (id, name, token_hash, created_at, last_seen) VALUES (?, ?, ?, ?, ?)",
                (new_id(now, secrets.token_bytes(10)), name[:80], digest(secret), to_micros(now), to_micros(now)),
            )
        return secret

    def knows(self, secret: str) -> Device | None:
        """The paired device whose cookie this is. Asked of the database each time, so that forgetting one works at once."""
        if not secret:
            return None
        with self.journal.reading() as connection:
            row = connection.execute(f"{DEVICES} AND token_hash = ?", (digest(secret),)).fetchone()
        return Device(*row) if row else None

    def saw(self, device: str) -> None:
        """Notes that a device was here."""
        with self.journal.writing() as connection:
            connection.execute("UPDATE device SET last_seen = ? WHERE id = ?", (to_micros(utc_now()), device))

    def devices(self) -> list[Device]:
        """The paired devices, the newest first."""
        with self.journal.reading() as connection:
            return [Device(*row) for row in connection.execute(f"{DEVICES} ORDER BY created_at DESC")]

    def revoke(self, device: str) -> bool:
        """Forgets a device; whether it was known."""
        with self.journal.writing() as connection:
            changed = connection.execute(
                "UPDATE device SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (to_micros(utc_now()), device)
            ).rowcount
        return bool(changed)

    def _fits(self, token: str) -> bool:
        """Whether a token is the open one; guessing closes it."""
        if self._open is None or self.clock() >= self._until:
            return False
        fits = hmac.compare_digest(self._open, digest(token))
        self._wrong += not fits
        if self._wrong >= TRIES:
            self._open = None
        return fits


def token_in(text: str) -> str:
    """The token of a link that somebody pasted, or the token alone."""
    text = text.strip()
    return parse_qs(urlsplit(text).query).get("token", [""])[0] if "?" in text else text


def cookie(headers: Iterable[tuple[bytes, bytes]], name: str) -> str:
    """A request's cookie by its name, empty without one. Cookies of other programs on this computer may be of any form."""
    sent = b"; ".join(value for header, value in headers if header.lower() == b"cookie").decode("latin-1")
    pairs = (part.partition("=") for part in sent.split(";"))
    return next((value.strip() for found, _, value in pairs if found.strip() == name), "")


def keeping(secret: str) -> str:
    """The Set-Cookie header that gives a device its cookie for a year. Lax, so that a link to Nattero opens it."""
    return f"{COOKIE}={secret}; Path=/; Max-Age={A_YEAR}; Secure; HttpOnly; SameSite=Lax"


def pairing_lines(address: str, lang: str, *, coloured: bool = False) -> str:
    """What the terminal shows: the code to scan, and the link beneath it. `coloured` sets black and white whatever the theme."""
    drawn = io.StringIO()
    segno.make(address, error="l").terminal(drawn, compact=True)
    code = drawn.getvalue().rstrip("\n")
    if coloured:
        code = "\n".join(f"{WHITE_ON_BLACK}{line}{NORMAL}" for line in code.splitlines())
    _ = words.translator(lang)
    told = _("Scan this with the phone within ten minutes. It works once.")
    return f"\n{told}\n{code}\n{address}\n"
