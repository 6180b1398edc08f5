"""The browsers that asked to be reminded: kept when they ask, forgotten when they no longer want it or cannot be reached.

In: what a browser's push manager gives (W3C, Push API), and how sending went. Out: subscriptions. One that belongs to a
paired device goes with it.
"""

import secrets
from datetime import datetime
from typing import Any

import msgspec

from nattero.diary.entry import new_id
from nattero.store.journal import Journal, from_micros, to_micros

MOST = 20  # of one person: more are a mistake


class Browser(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: whose plan, which paired device, what it calls itself, how it is reached, and what it speaks."""

    person: str
    device: str | None
    name: str
    endpoint: str
    p256dh: str
    auth: str
    lang: str
    zone: str


class Subscription(msgspec.Struct, frozen=True):
    """A browser that is reminded, what is settled of it, and how the last attempts went."""

    id: str
    browser: Browser
    made: datetime
    done_until: datetime
    retry_at: datetime | None
    failures: int
    trouble: str | None


def keep(journal: Journal, browser: Browser, now: datetime) -> str | None:
    """Keeps a browser, or what is new about one that is known; gives its id, None when there are too many of them.

    Nothing that was due before it asked is sent.
    """
    with journal.writing() as connection:
        (many,) = connection.execute(
            "SELECT count(*) FROM push_subscription WHERE person = ? AND endpoint <> ?",
            (browser.person, browser.endpoint),
        ).fetchone()
        if many >= MOST:
            return None
        micros = to_micros(now)
        values = (browser.person, browser.device, browser.name, browser.endpoint, browser.p256dh, browser.auth)
        connection.execute(
            "INSERT INTO push_subscription"
            " (id, person, device, name, endpoint, p256dh, auth, lang, zone, created_at, done_until)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (endpoint) DO UPDATE SET person = excluded.person, device = excluded.device,"
            " p256dh = excluded.p256dh, auth = excluded.auth, lang = excluded.lang, zone = excluded.zone",
            (new_id(now, secrets.token_bytes(10)), *values, browser.lang, browser.zone, micros, micros),
        )
        (kept,) = connection.execute(
            "SELECT id FROM push_subscription WHERE endpoint = ?", (browser.endpoint,)
        ).fetchone()
    return str(kept)


def kept(journal: Journal, person: str | None = None) -> list[Subscription]:
    """The browsers that are reminded, the newest first: of one person, or all. None whose device was forgotten."""
    with journal.reading() as connection:
        rows = connection.execute(
            "SELECT id, person, device, name, endpoint, p256dh, auth, lang, zone, created_at, done_until, retry_at, failures, trouble"
            " FROM push_subscription WHERE person = coalesce(?, person)"
            " AND (device IS NULL OR device NOT IN (SELECT id FROM device WHERE revoked_at IS NOT NULL))"
            " ORDER BY created_at DESC, id DESC",
            (person,),
        )
        return [_read(row) for row in rows]


def forget(journal: Journal, id_: str) -> bool:
    """Forgets a browser; whether it was known."""
    with journal.writing() as connection:
        return bool(connection.execute("DELETE FROM push_subscription WHERE id = ?", (id_,)).rowcount)


def settle(journal: Journal, id_: str, until: datetime, trouble: str | None = None) -> None:
    """Notes that all that was due until an instant was sent; with `trouble`, that it was given up."""
    with journal.writing() as connection:
        connection.execute(
            "UPDATE push_subscription SET done_until = ?, retry_at = NULL, failures = 0, trouble = ? WHERE id = ?",
            (to_micros(until), trouble, id_),
        )


def put_off(journal: Journal, id_: str, until: datetime, trouble: str) -> None:
    """Notes that an attempt failed, and when the next one may be made."""
    with journal.writing() as connection:
        connection.execute(
            "UPDATE push_subscription SET retry_at = ?, failures = failures + 1, trouble = ? WHERE id = ?",
            (to_micros(until), trouble, id_),
        )


def _read(row: tuple[Any, ...]) -> Subscription:
    """A row of the table."""
    id_, person, device, name, endpoint, p256dh, auth, lang, zone, made, done, retry, failures, trouble = row
    browser = Browser(
        person=person, device=device, name=name, endpoint=endpoint, p256dh=p256dh, auth=auth, lang=lang, zone=zone
    )
    again = None if retry is None else from_micros(retry)
    return Subscription(id_, browser, from_micros(made), from_micros(done), again, failures, trouble)
