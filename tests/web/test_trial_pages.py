"""The trial room without script: from the choice to the answer; what is to come is never shown, and a side effect always stops."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nattero.diary.payloads import Trial
from nattero.diary.trials import Tried, trials
from nattero.trials.answering import numbers
from nattero.trials.protocol import CENT, SPENT, read_shared
from nattero.web.site import Site
from tests.web import small
from tests.web.pages_of import Page

Client = TestClient[Litestar]
TODAY = date(2026, 11, 22)
ANSWERS = {"answers": {"steady": "yes", "can_stand": "yes", "pregnant": "no"}}
STRETCH = {"arm": "evening-stretch.evening-stretch-sitting", "against": "nothing", "weeks": "8"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    made.journal.append([small.entry("answers", ANSWERS), *run_in()])
    yield made
    made.journal.close()


def run_in(nights: int = 20) -> list[Any]:
    chance = Random(3)
    return [
        small.night(TODAY - timedelta(days=back), chance.choice([0, 0, 1, 1, 2, 3])) for back in range(1, nights + 1)
    ]


def at(site: Site, day: date, hour: int = 9) -> None:
    """The site lives at this hour from now on."""
    ticks = iter(range(1, 10**9))
    now = datetime.combine(day, time(hour), ZoneInfo(small.ZONE))
    site.clock = lambda: now + timedelta(milliseconds=next(ticks))


def send(client: Client, path: str, **fields: str) -> Any:
    return client.post(path, data=fields, follow_redirects=False)


def found(site: Site) -> Tried:
    return trials(site.entries())[-1]


def trial(site: Site) -> Trial:
    return found(site).trial


def begun(site: Site, **more: str) -> Client:
    client = small.client_of(site)
    assert send(client, "/trial/start", **STRETCH | more).headers["location"] == "/trial"
    return client


def live(site: Site, ratio: float = 1.0, rate: float = 2.4, nights: int = 56) -> None:
    """Tells the nights of the trial, as somebody whose cramps have this rate ratio would."""
    chance, made = Random(11), trial(site)
    for number in range(nights):
        day = made.first + timedelta(days=number)
        mean = rate * (ratio if made.order[number] == "B" else 1.0)
        count = sum(chance.random() < mean / 12 for _ in range(12))
        at(site, day + timedelta(days=1))
        site.journal.append(
            [
                small.entry(
                    "night", {"date": day.isoformat(), "cramps": count, "exposures": {"trial": True}}, at=site.clock()
                )
            ]
        )


def test_a_trial_goes_from_the_choice_to_the_answer(site: Site) -> None:
    client = small.client_of(site)
    assert "/trial/new" in Page(client.get("/trial").text).links
    assert "56 nights" in client.get("/trial/new", params=STRETCH).text
    begun(site)
    live(site, ratio=0.35)
    at(site, trial(site).first + timedelta(days=57), 14)
    answer = send(client, "/trial/look")
    assert answer.headers["location"].startswith("/trial/result/")
    page = client.get(answer.headers["location"]).text
    assert "cramps where you would otherwise have had 10" in page
    assert "is possible (95\u00a0%)" in page
    assert "it helps you" in page
    made = trial(site)
    assert made.result is not None
    assert made.result.numbers["decision"] == "helps"


def test_the_paper_fills_every_item_and_the_file_gives_the_same_digits(site: Site) -> None:
    client = begun(site)
    name = found(site).first_hash[:12]
    before = client.get(f"/trial/paper/{name}").text
    assert found(site).trial.seed not in before
    assert client.get(f"/trial/file/{name}").status_code == 404
    live(site, ratio=0.35)
    at(site, trial(site).first + timedelta(days=57), 14)
    send(client, "/trial/look")
    page = client.get(f"/trial/paper/{name}").text
    assert page.count("<dt>") == len(SPENT) + len(CENT)
    assert '<dd class="code"></dd>' not in page
    again = read_shared(client.get(f"/trial/file/{name}").content)
    assert again.result is not None
    assert numbers(again, again.result.table) == again.result.numbers
