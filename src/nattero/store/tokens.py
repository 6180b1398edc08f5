"""Tokens: secrets that let something in for one purpose, kept as hashes only.

In: a purpose, whose it is, a name. Out: the secret, this once, and from then on who comes with it. A secret has 256
random bits; what is kept is SHA-256 without salt, because there is nothing to guess in 256 random bits, and looking its
hash up tells nobody's clock anything about the secret.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from nattero.diary.entry import new_id
from nattero.store.journal import Journal, from_micros, to_micros

Purpose = Literal["calendar", "button"]
LONGEST_NAME = 80
LONGEST_SECRET = 200  # of what is looked up at all
USED_EVERY = timedelta(minutes=1)  # between two notes that a token was used


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """What its owner chose for a token: the language, and the zone a button is in; of a calendar, how much it tells."""

    lang: str = "en"
    zone: str = "Etc/UTC"
    full: bool = False
    alarms: bool = False


class Token(msgspec.Struct, frozen=True):
    """A token without its secret."""

    id: str
    purpose: Purpose
    person: str
    name: str
    settings: Settings
    made: datetime
    used: datetime | None
    revoked: datetime | None


def digest(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def make(
    journal: Journal, purpose: Purpose, person: str, name: str, settings: Settings, now: datetime
) -> tuple[Token, str]:
    """A new token with its secret, which is not kept and cannot be told again. On disk when this returns."""
    secret = secrets.token_urlsafe(32)
    token = Token(new_id(now, secrets.token_bytes(10)), purpose, person, tidy(name), settings, now, None, None)
    with journal.writing() as connection:
        connection.execute(
            "INSERT INTO token (id, purpose, person, name, settings, token_hash, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (token.id, purpose, person, token.name, written(settings), digest(secret), to_micros(now)),
        )
    return token, secret


def find(journal: Journal, purpose: Purpose, secret: str) -> Token | None:
    """The token with this secret, also one that was revoked; None for any other secret, and for another purpose's."""
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    with journal.reading() as connection:
        row = connection.execute(
            "SELECT id, purpose, person, name, settings, created_at, last_used, revoked_at"
            " FROM token WHERE token_hash = ? AND purpose = ?",
            (digest(secret), purpose),
        ).fetchone()
    return read(row) if row else None


def standing(journal: Journal, purpose: Purpose, person: str) -> list[Token]:
    """The tokens of a purpose that are not revoked, the newest first."""
    with journal.reading() as connection:
        rows = connection.execute(
            "SELECT id, purpose, person, name, settings, created_at, last_used, revoked_at"
            " FROM token WHERE purpose = ? AND person = ? AND revoked_at IS NULL ORDER BY created_at DESC, id DESC",
            (purpose, person),
        ).fetchall()
    return [read(row) for row in rows]


def used(journal: Journal, token: Token, now: datetime) -> None:
    """Notes that a token was used; not again within a minute, so that reading much writes little."""
    if token.used is None or now - token.used >= USED_EVERY:
        with journal.writing() as connection:
            connection.execute("UPDATE token SET last_used = ? WHERE id = ?", (to_micros(now), token.id))


def revoke(journal: Journal, purpose: Purpose, person: str, now: datetime, name: str | None = None) -> int:
    """Takes back the tokens of a purpose, or the one with this id; how many there were. They never work again."""
    with journal.writing() as connection:
        return connection.execute(
            "UPDATE token SET revoked_at = :now"
            " WHERE purpose = :purpose AND person = :person AND revoked_at IS NULL AND id = coalesce(:id, id)",
            {"now": to_micros(now), "purpose": purpose, "person": person, "id": name},
        ).rowcount


def tidy(name: str) -> str:
    """A name as it is kept: one line, not too long."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())[:LONGEST_NAME]


def written(settings: Settings) -> str:
    """Settings as they stand in the table."""
    return msgspec.json.encode(settings).decode()


def read(row: tuple[str, Purpose, str, str, str, int, int | None, int | None]) -> Token:
    """The token of a row."""
    name, purpose, person, called, settings, made, last, ended = row
    return Token(
        name,
        purpose,
        person,
        called,
        msgspec.json.decode(settings, type=Settings),
        from_micros(made),
        None if last is None else from_micros(last),
        None if ended is None else from_micros(ended),
    )
