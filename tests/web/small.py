"""A small app with the pages alone, and a diary to look at, for tests of single pages.

In: a folder, and the instant the site lives in. Out: an app and its site.
"""

from copy import copy
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from litestar import Litestar
from litestar.datastructures import State
from litestar.static_files import create_static_files_router
from litestar.testing import TestClient

from nattero.ask.answer import Desk as Questions
from nattero.checkup.desk import Desk
from nattero.diary.entry import Entry, new_id
from nattero.knowledge.lexicon import Lexicon
from nattero.store.journal import open_journal
from nattero.web import errors
from nattero.web.app import routed
from nattero.web.guard import Guard
from nattero.web.pages import ROUTES
from nattero.web.pairing import Pairing
from nattero.web.policy import Policy
from nattero.web.site import Site
from nattero.web.view import assets
from tests import packed

ZONE = "Europe/Amsterdam"
MORNING = datetime(2026, 11, 22, 7, 12, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
NUMBERS = count(1)
LAST_NIGHT = date(2026, 11, 21)
CLEARED = {"kidney_disease": False, "dialysis": False, "med_count": 0, "age": 70, "pregnant": False}
"""What a check-up asks before magnesium may be tested."""


class SmallSite(Site):
    """A site that shares with those of other tests what is made of the pack, as nothing changes it."""

    @cached_property
    def desk(self) -> Desk:
        return packed.desk()

    @cached_property
    def lexicon(self) -> Lexicon:
        return packed.lexicon()

    @cached_property
    def questions(self) -> Questions:
        return packed.questions()


def site_in(folder: Path, now: datetime = MORNING) -> Site:
    """A site with an empty diary that lives at one instant, a millisecond later each time it looks at its clock."""
    ticks = count()
    return SmallSite(
        open_journal(folder), packed.pack(), clock=lambda: now + timedelta(milliseconds=next(ticks)), zone=ZONE
    )


@cache
def pages() -> Litestar:
    """The pages without a site, put together once: that takes longer than most tests."""
    files = create_static_files_router(path=assets().prefix, directories=[assets().root])
    return Litestar([*ROUTES, files], state=State(), exception_handlers=errors.HANDLERS)


@cache
def everything() -> Litestar:
    """The whole app without a site."""
    return routed(State())


def around(app: Litestar, site: Site, pairing: Pairing | None) -> Litestar:
    """The same app around a site of its own."""
    made = copy(app)
    made.state = State({"site": site, "pairing": pairing})
    made.asgi_router = copy(app.asgi_router)
    made.asgi_router.app = made
    return made


def app_of(site: Site, pairing: Pairing | None = None) -> Litestar:
    """The pages around a site, without the guard."""
    return around(pages(), site, pairing)


def guarded(site: Site, policy: Policy, pairing: Pairing | None = None) -> Any:
    """The whole app around a site, with the guard in front; what `create_app` gives."""
    return Guard(around(everything(), site, pairing), policy, pairing)


def client_of(site: Site, lang: str = "en", **cookies: str) -> TestClient[Litestar]:
    """A browser without script."""
    client = TestClient(app_of(site), raise_server_exceptions=False)
    client.cookies.update({"zone": ZONE, "lang": lang, **cookies})
    return client


def entry(kind: str, payload: dict[str, Any], at: datetime = MORNING, **more: Any) -> Entry:
    """An entry of a phone; each call makes another one."""
    name = new_id(at, next(NUMBERS).to_bytes(10))
    values = {"id": name, "recorded_at": at, "device": "phone-1", "zone": ZONE, "kind": kind, "payload": payload}
    return Entry(**{**values, **more})


def cramp(local: str, zone: str = ZONE, **payload: Any) -> Entry:
    """A cramp at a time on the wall's clock."""
    at = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return entry("cramp", {"at": at.isoformat().replace("+00:00", "Z"), **payload}, zone=zone)


def night(day: date, cramps: int, **payload: Any) -> Entry:
    """A check-in."""
    return entry("night", {"date": day.isoformat(), "cramps": cramps, **payload})


def season(nights: int = 100, until: date = LAST_NIGHT) -> list[Entry]:
    """A plausible diary that ends with a night: mostly quiet, some cramps, some nights missing, one open."""
    chance = Random(7)
    made: list[Entry] = []
    for back in range(nights, -1, -1):
        day = until - timedelta(days=back)
        if chance.random() < 0.12 and back:
            continue
        many = chance.choices([0, 1, 2, 3], [70, 22, 6, 2])[0] if back else 1
        for _ in range(many):
            hour = chance.choice([22, 23, 0, 1, 2, 2, 3, 3, 3, 4, 4, 5, 6])
            when = datetime.combine(day + timedelta(days=hour < 12), time(hour, chance.randrange(60)))
            more: dict[str, Any] = {
                "side": chance.choice(["left", "right", "right", "both"]),
                "muscle": chance.choice(["calf", "calf", "calf", "foot", "hamstring"]),
            }
            if chance.random() < 0.9:
                more |= {
                    "pain": chance.choice([3, 5, 6, 7, 7, 8]),
                    "seconds": chance.choice([40, 90, 120, 150, 200, 320]),
                }
            made.append(cramp(when.isoformat(), **more))
        if back not in (0, 9):
            exposures = {"stretched": chance.random() < 0.5} | (
                {"alcohol": chance.randrange(3)} if chance.random() < 0.5 else {}
            )
            made.append(night(day, many, exposures=exposures, **({"sore": chance.random() < 0.4} if many else {})))
    return made
