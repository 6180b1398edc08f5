"""Web push: a short message to a browser, through its maker's push service, which carries it sealed.

In: a subscription and a message. Out: how it went. The message is encrypted for that browser alone (RFC 8291), the sender
proves with keys of its own who it is (VAPID, RFC 8292), made when they are first needed. The library that does both is an
extra: where it is not installed `available` is false, nothing else changes, and nothing is imported. A message has no word
about anybody's health: a lock screen shows it to whoever is near.
"""

import base64
from collections.abc import Callable
from importlib.util import find_spec
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from nattero import words
from nattero.plan.occasions import CHECK_IN, TRIAL, Occasion
from nattero.store import settings
from nattero.store.journal import Journal
from nattero.store.subscriptions import Browser

KEY = "push-key"
CONTACT = (
    "mailto:nobody@example.org"  # push services ask whom to write to about a sender; a computer at home has nobody
)
WORTH = 3600  # seconds that a message is worth delivering: later the moment is over
PATIENCE = 10.0  # seconds for a push service to answer
LONGEST = 2000  # characters of an address
GONE = frozenset({404, 410})
LATER = frozenset({408, 425, 429})
PUBLIC, SECRET = 65, 16  # bytes of a browser's keys (RFC 8291)

Outcome = Literal["sent", "gone", "later", "refused"]


class Message(msgspec.Struct, frozen=True):
    """What a browser shows, in the names that a notification has: its words, and in `data` where a touch leads."""

    title: str
    body: str
    data: str
    tag: str = "nattero"


class Sent(msgspec.Struct, frozen=True):
    """How it went; the push service's number or the kind of trouble; and the seconds it asks to be left alone."""

    outcome: Outcome
    trouble: str = ""
    wait: int = 0


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("pywebpush") is not None


def public_key(journal: Journal) -> str:
    """The public key by which a browser knows this sender, as its push manager takes it."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from py_vapid import Vapid02

    public = Vapid02.from_raw(private_key(journal).encode()).public_key
    return letters(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def private_key(journal: Journal) -> str:
    """The private key, made at first use and kept with the data; two programs that ask at once get the same."""
    from cryptography.hazmat.primitives.asymmetric import ec

    found = settings.get(journal, KEY)
    if found:
        return found
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return settings.keep_first(journal, KEY, letters(number.to_bytes(32)))


def letters(value: bytes) -> str:
    """Bytes as the web writes keys (RFC 4648, section 5, without padding)."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def is_right(browser: Browser) -> bool:
    """Whether a browser can be written to: a secure address, and keys of the right form."""
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        address = urlsplit(browser.endpoint)
        host, _ = address.hostname, address.port
        public, secret = (opened(key) for key in (browser.p256dh, browser.auth))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    except ValueError:
        return False
    small = len(browser.endpoint) <= LONGEST and browser.endpoint.isascii() and address.username is None
    return bool(host) and address.scheme == "https" and small and (len(public), len(secret)) == (PUBLIC, SECRET)


def opened(key: str) -> bytes:
    """A key's bytes. Raises ValueError for what is none."""
    return base64.b64decode(key + "=" * (-len(key) % 4), altchars=b"-_", validate=True)


def send(journal: Journal, browser: Browser, message: Message) -> Sent:
    """Sends a message. Never raises for what a push service or the network does."""
    import requests
    from py_vapid import Vapid02
    from pywebpush import WebPushException, webpush

    with requests.Session() as session:
        session.max_redirects = 0  # a push service answers itself; nobody sends us elsewhere
        try:
            webpush(
                {"endpoint": browser.endpoint, "keys": {"p256dh": browser.p256dh, "auth": browser.auth}},
                msgspec.json.encode(message).decode(),
                Vapid02.from_raw(private_key(journal).encode()),
                {"sub": CONTACT},
                timeout=PATIENCE,
                ttl=WORTH,
                headers={"Urgency": "normal", "Topic": message.tag},
                requests_session=session,
            )
        except WebPushException as error:
            return judged(error.status_code, error.retry_after)
        except requests.RequestException as error:
            return Sent("later", type(error).__name__)
    return Sent("sent")


def judged(status: int | None, wait: str | None) -> Sent:
    """What a push service's answer means (RFC 8030, and RFC 9110 for Retry-After)."""
    trouble = str(status or "no answer")
    if status in GONE:
        return Sent("gone", trouble)
    if status is None or status in LATER or status >= 500:
        return Sent("later", trouble, min(int(wait), WORTH) if wait and wait.isdecimal() else 0)
    return Sent("refused", trouble)


def message_of(occasions: list[Occasion], lang: str) -> Message:
    """The message for what is due at once. Its words say nothing of what it is about."""
    _ = words.translator(lang)
    if len(occasions) != 1:
        return Message("Nattero", _("It is time for what you planned."), "/plan")
    (one,) = occasions
    if one.id == CHECK_IN:
        return Message("Nattero", _("It is time for your check-in."), "/checkin")
    if one.id == TRIAL:
        return Message("Nattero", _("It is time for what you planned."), "/trial")
    where = f"/session/{one.programme}" if one.programme else "/plan"
    return Message("Nattero", _("It is time for what you planned."), where)


def trial(lang: str) -> Message:
    """The message that somebody asks for to see one."""
    _: Callable[[str], str] = words.translator(lang)
    return Message("Nattero", _("This is what a reminder looks like."), "/plan/reminders")
