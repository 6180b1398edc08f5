"""Pairing: a phone shows a one-time token, and from then on a cookie of its own; both are kept as hashes only.

In: the journal's device table, tokens and cookies. Out: who is known. Tokens have 256 random bits, live ten minutes and work once.
"""

import hashlib
import hmac
import io
import secrets
import time
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from threading import Lock

import msgspec
import segno

from nattero import words
from nattero.diary.entry import new_id
from nattero.store.journal import Journal, to_micros
from nattero.web.site import utc_now

PAIR = "/pair"
COOKIE = "nattero_device"
LIFETIME = 600.0  # seconds an invitation is good for
TRIES = 20  # wrong tokens before an invitation is withdrawn
LANGUAGES = ("nl", "nb", "id", "en")


class Device(msgspec.Struct, frozen=True):
    """A paired device: its id, its name, and when it was paired and last seen (microseconds since 1970)."""

    id: str
    name: str
    created_at: int
    last_seen: int | None


def digest(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()


class Pairing:
    """The invitation that is open, and the devices that are known."""

    def __init__(self, journal: Journal, clock: Callable[[], float] = time.monotonic) -> None:
        self.journal, self.clock = journal, clock
        self._open: bytes | None = None
        self._until = 0.0
        self._wrong = 0
        self._lock = Lock()
        self._known: set[bytes] | None = None

    def invitation(self, address: str) -> str:
        """A new address to pair at; an earlier one that was not used is withdrawn."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._open, self._until, self._wrong = digest(token), self.clock() + LIFETIME, 0
        return f"{address.rstrip('/')}{PAIR}?token={token}"

    def is_open(self, token: str) -> bool:
        """Whether a token would be taken now."""
        with self._lock:
            return self._fits(token)

    def pair(self, token: str, name: str) -> str | None:
        """The cookie of a newly known device, or None when the token is wrong, used or too old."""
        with self._lock:
            if not self._fits(token):
                self._wrong += 1
                if self._wrong >= TRIES:
                    self._open = None
                return None
            self._open = None
        secret = secrets.token_urlsafe(32)
        now = utc_now()
        with self.journal.writing() as connection:
            connection.execute(
                "INSERT INTO device (id, name, token_hash, created_at, last_seen) VALUES (?, ?, ?, ?, ?)",
                (new_id(now, secrets.token_bytes(10)), name[:80], digest(secret), to_micros(now), to_micros(now)),
            )
        self._known = None
        return secret

    def knows(self, secret: str) -> bool:
        """Whether a cookie is that of a paired device."""
        if not secret:
            return False
        if self._known is None:
            with self.journal.reading() as connection:
                rows = connection.execute("SELECT token_hash FROM device WHERE revoked_at IS NULL").fetchall()
            self._known = {bytes(row[0]) for row in rows}
        return digest(secret) in self._known

    def devices(self) -> list[Device]:
        """The paired devices, the newest first."""
        with self.journal.reading() as connection:
            rows = connection.execute(
                "SELECT id, name, created_at, last_seen FROM device WHERE revoked_at IS NULL ORDER BY created_at DESC"
            ).fetchall()
        return [Device(*row) for row in rows]

    def revoke(self, device: str) -> bool:
        """Forgets a device; whether it was known."""
        with self.journal.writing() as connection:
            changed = connection.execute(
                "UPDATE device SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (to_micros(utc_now()), device)
            ).rowcount
        self._known = None
        return bool(changed)

    def _fits(self, token: str) -> bool:
        return self._open is not None and self.clock() < self._until and hmac.compare_digest(self._open, digest(token))


def cookie(headers: dict[str, str]) -> str:
    """The device cookie of a request, empty without one."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def pairing_lines(address: str, lang: str) -> str:
    """What the terminal shows: the code to scan, and the address beneath it."""
    drawn = io.StringIO()
    segno.make(address, error="l").terminal(drawn, compact=True)
    _ = words.translator(lang)
    told = _("Scan this with the phone within ten minutes. It works once.")
    return f"\n{told}\n{drawn.getvalue()}{address}\n"


def refusal(path: str) -> str:
    """What a device that is not paired is told, in every language: it has not said its own yet."""
    sentences = {lang: unpaired(lang) for lang in LANGUAGES}
    if path.startswith("/api"):
        return msgspec.json.encode({"field": "", "problem": "unpaired", "message": sentences["en"]}).decode()
    said = "".join(f'<p lang="{lang}">{sentence}</p>' for lang, sentence in sentences.items())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="dark"><title>Nattero</title></head><body><h1>Nattero</h1>{said}</body></html>'
    )


def unpaired(lang: str) -> str:
    """What to do, in one language."""
    _ = words.translator(lang)
    return _("This phone is not paired with Nattero. Start Nattero on the computer and scan the code it shows.")
