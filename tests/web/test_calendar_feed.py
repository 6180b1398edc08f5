"""The calendar feed and its page: off until asked for, one secret address, and nothing else through it."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import TestClient

from nattero.store import tokens
from nattero.web.guard import is_open
from nattero.web.pairing import Pairing
from nattero.web.policy import Policy
from nattero.web.site import Site
from tests.serving import Served
from tests.web.small import MORNING, ZONE, client_of, cramp, entry, guarded, site_in

NAME = "home.example:8765"
HERE = Policy(frozenset({"localhost:8765"}))
PAIRED = Policy(frozenset({NAME}), secure=True, pairing=True, address=f"https://{NAME}/")
OWN = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}
PLAN: dict[str, Any] = {
    "at": "2026-11-22T06:00:00Z",
    "first": "2026-11-23",
    "checkin": "07:30",
    "measures": [
        {"id": "evening-stretch", "programme": "evening-stretch", "time": "21:30"},
        {"id": "drink-by-day", "time": "14:00"},
    ],
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = site_in(tmp_path / "data")
    made.journal.append([entry("plan", PLAN), cramp("2026-11-21T03:00", note="a very private note")])
    yield made
    made.journal.close()


@pytest.fixture
def stranger(site: Site) -> TestClient[Any]:
    """A device that is not paired, at a server where devices are."""
    app = guarded(site, PAIRED, Pairing(site.journal))
    return TestClient(app, f"https://{NAME}", raise_server_exceptions=False)


def turned_on(site: Site, lang: str = "en", **fields: str) -> str:
    """Turn the calendar on in its page; the path of the address that the page then shows."""
    with client_of(site, lang) as client:
        page = client.post("/plan/calendar", data={"turn": "on", **fields})
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert 'class="qr"' in page.text
    (address,) = re.findall(r'link-text">(\S+)</p>', page.text)
    return str(urlsplit(address).path)


def titles(body: str) -> list[str]:
    return [str(event.summary.value) for event in getattr(vobject.readOne(body), "vevent_list", [])]


def test_it_is_off_until_it_is_turned_on(site: Site) -> None:
    with client_of(site) as client:
        page = client.get("/plan/calendar").text
    assert all(time in page for time in ("07:30", "14:00", "21:30"))
    assert "/calendar/" not in page.replace("/plan/calendar", "")
    assert tokens.standing(site.journal, "calendar", "me") == []


def test_a_calendar_without_a_device_reads_the_plan_by_its_address_alone(site: Site, stranger: TestClient[Any]) -> None:
    answer = stranger.get(turned_on(site))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert titles(answer.text) == ["Nattero: check-in", "Nattero: from your plan", "Nattero: exercises"]
    assert "private note" not in answer.text
    assert "calf" not in answer.text
    assert answer.headers["last-modified"] == "Sun, 22 Nov 2026 06:12:00 GMT"
    assert {"no-cache", "private"} == set(answer.headers["cache-control"].split(", "))
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("nl", "Nattero: oefeningen"),
        ("nb", "Nattero: øvelser"),
        ("id", "Nattero: latihan"),
        ("en", "Nattero: exercises"),
    ],
)
def test_it_speaks_the_language_it_was_turned_on_in_and_names_nothing_of_the_plan(
    site: Site, stranger: TestClient[Any], lang: str, title: str
) -> None:
    body = stranger.get(turned_on(site, lang), headers={"accept-language": "id, nb"}).text
    assert title in titles(body)
    known = [site.pack.words(lang)[f"measure.{one['id']}.title"] for one in PLAN["measures"]]
    assert not any(name in body for name in known)


def test_while_a_danger_sign_holds_up_the_plan_only_the_check_in_is_in_the_calendar(
    site: Site, stranger: TestClient[Any]
) -> None:
    address = turned_on(site)
    changed = entry("plan", PLAN | {"limits": {"clot_sign": True}}, MORNING + timedelta(minutes=1))
    site.journal.append([changed])
    assert titles(stranger.get(address).text) == ["Nattero: check-in"]
    with client_of(site) as client:
        assert "A danger sign needs looking at first" in client.get("/plan/calendar").text
        assert titles(client.get("/plan/calendar/nattero.ics").text) == ["Nattero: check-in"]
    site.journal.append([entry("plan", PLAN, MORNING + timedelta(minutes=2), supersedes=changed.id)])
    assert len(titles(stranger.get(address).text)) == 3


def test_what_is_forbidden_by_now_is_in_no_calendar(site: Site, stranger: TestClient[Any]) -> None:
    address = turned_on(site)
    site.journal.append([entry("plan", PLAN | {"limits": {"heart_failure": True}}, MORNING + timedelta(minutes=1))])
    assert titles(stranger.get(address).text) == ["Nattero: check-in", "Nattero: exercises"]
    with client_of(site) as client:
        assert "14:00" not in client.get("/plan/calendar").text


def test_what_there_is_to_do_is_named_only_when_that_was_chosen(site: Site, stranger: TestClient[Any]) -> None:
    body = stranger.get(turned_on(site, names="full", alarms="yes")).text
    assert f"Nattero: {site.pack.words('en')['measure.drink-by-day.title']}" in titles(body)
    assert body.count("BEGIN:VALARM") == 3


def test_a_calendar_that_has_it_already_gets_no_second_copy(site: Site, stranger: TestClient[Any]) -> None:
    path = turned_on(site)
    first = stranger.get(path)
    again = stranger.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    site.journal.append([entry("plan", PLAN | {"checkin": "08:00"}, MORNING + timedelta(minutes=1))])
    assert stranger.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_the_head_alone_has_no_body(site: Site, stranger: TestClient[Any]) -> None:
    path = turned_on(site)
    answer = stranger.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == stranger.get(path).headers["etag"]
    assert stranger.head(f"/calendar/{'x' * 43}.ics").status_code == 404


def test_an_address_that_was_turned_off_says_so_and_gives_nothing(site: Site, stranger: TestClient[Any]) -> None:
    path = turned_on(site, "nl")
    with client_of(site) as client:
        assert client.post("/plan/calendar", data={"turn": "off"}, follow_redirects=False).status_code == 303
    answer = stranger.get(path)
    assert answer.status_code == 410
    assert answer.text.startswith("Deze agenda is uitgezet.")
    assert "BEGIN:" not in answer.text


def test_a_new_address_ends_the_old_one(site: Site, stranger: TestClient[Any]) -> None:
    old, new = turned_on(site), turned_on(site)
    assert [stranger.get(path).status_code for path in (old, new)] == [410, 200]


def test_the_address_is_shown_once_and_only_its_hash_is_kept(site: Site) -> None:
    secret = turned_on(site).removeprefix("/calendar/").removesuffix(".ics")
    with client_of(site) as client:
        assert secret not in client.get("/plan/calendar").text
    kept = b"".join(path.read_bytes() for path in site.journal.path.parent.iterdir() if path.is_file())
    assert secret.encode() not in kept
    assert tokens.digest(secret) in kept


METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"]
TRICKS = [
    "/calendar/{secret}", "/calendar/{secret}.ICS", "/CALENDAR/{secret}.ics", "/calendar/{upper}.ics",
    "/calendar/{secret}.ics/", "/calendar//{secret}.ics", "/calendar/../diary", "/calendar/..%2fdiary",
    "/calendar/{secret}.ics/../../diary", "/calendar/%00{secret}.ics", "/calendar/{secret}.ics%00",
    "/calendar/{short}.ics", "/calendar/.ics", "/calendar/", "/calendar", "/calendar?token={secret}",
    "/calendar/.ics?token={secret}", "/diary?token={secret}", "/plan/calendar/nattero.ics?token={secret}",
]  # fmt: skip


def test_no_other_spelling_and_no_token_behind_an_address_opens_anything(site: Site) -> None:
    app = guarded(site, PAIRED, Pairing(site.journal))
    secret = turned_on(site).removeprefix("/calendar/").removesuffix(".ics")
    with TestClient(app, f"https://{NAME}", raise_server_exceptions=False) as client:
        for path, method in product(TRICKS, METHODS):
            asked = path.format(secret=secret, upper=secret.swapcase(), short=secret[:-1])
            head = {"content-type": "application/json"}
            answer = client.request(method, asked, headers=head, follow_redirects=False)
            assert answer.status_code in {400, 401, 404, 405}, (method, path)
            assert "BEGIN:VCALENDAR" not in answer.text, (method, path)
            assert "private note" not in answer.text, (method, path)


@given(st.text(max_size=60))
def test_only_an_address_of_the_right_form_is_let_through_unpaired(tail: str) -> None:
    path = f"/calendar/{tail}"
    assert is_open(path) == bool(re.fullmatch(r"[A-Za-z0-9_-]{43}\.ics", tail))
    assert not is_open(f"/api/cramp-now{tail}") or not tail


def test_guessing_finds_nothing(site: Site) -> None:
    _, secret = tokens.make(site.journal, "calendar", "me", "", tokens.Settings(), MORNING)
    near = [
        secret[:place] + other + secret[place + 1 :]
        for place in range(43)
        for other in "aZ0_"
        if other != secret[place]
    ]
    for guess in (*near, "", "x", secret + "=", f" {secret}", secret * 100, "\udcff", secret.encode().hex()):
        assert tokens.find(site.journal, "calendar", guess) is None
    assert tokens.find(site.journal, "calendar", secret)


def test_a_buttons_key_is_no_address_of_a_calendar(site: Site, stranger: TestClient[Any]) -> None:
    _, key = tokens.make(site.journal, "button", "me", "Bed", tokens.Settings(), MORNING)
    assert stranger.get(f"/calendar/{key}.ics").status_code == 404


def test_a_page_of_another_site_cannot_embed_or_read_it(site: Site, stranger: TestClient[Any]) -> None:
    path = turned_on(site)
    for mode in ("no-cors", "cors", "websocket"):
        head = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode}
        assert stranger.get(path, headers=head).status_code == 403
    assert stranger.get(path).headers["cross-origin-resource-policy"] == "same-origin"


def test_reading_and_guessing_are_slowed_down_apart_from_one_another(site: Site, stranger: TestClient[Any]) -> None:
    now = [0.0]
    site.readings.clock = site.guesses.clock = lambda: now[0]
    path, wrong = turned_on(site), f"/calendar/{'x' * 43}.ics"
    guessed = [stranger.get(wrong).status_code for _ in range(40)]
    assert (guessed[0], guessed[-1]) == (404, 429)
    read = [stranger.get(path) for _ in range(70)]
    assert (read[0].status_code, read[-1].status_code) == (200, 429)
    assert 0 < int(read[-1].headers["retry-after"]) <= 600
    now[0] += int(read[-1].headers["retry-after"])
    assert stranger.get(path).status_code == 200


def test_without_a_plan_the_calendar_is_empty_and_says_so(tmp_path: Path) -> None:
    empty = site_in(tmp_path / "empty")
    path = turned_on(empty)
    app = guarded(empty, PAIRED, Pairing(empty.journal))
    with TestClient(app, f"https://{NAME}") as client:
        answer = client.get(path)
    assert titles(answer.text) == []
    assert "last-modified" not in answer.headers
    with client_of(empty) as client:
        assert "Nothing yet" in client.get("/plan/calendar").text
    empty.journal.close()


def test_a_plan_that_is_taken_back_or_changed_changes_the_calendar(site: Site, stranger: TestClient[Any]) -> None:
    path = turned_on(site)
    first = vobject.readOne(stranger.get(path).text)
    (old,) = [one for one in site.entries() if one.kind == "plan"]
    changed = entry("plan", PLAN | {"measures": PLAN["measures"][:1]}, MORNING + timedelta(1), supersedes=old.id)
    site.journal.append([changed])
    second = vobject.readOne(stranger.get(path).text)
    assert len(second.vevent_list) == 2
    assert {one.uid.value for one in second.vevent_list} < {one.uid.value for one in first.vevent_list}
    site.journal.append([entry("retraction", {}, MORNING + timedelta(2), supersedes=changed.id)])
    assert titles(stranger.get(path).text) == []


def test_somebody_who_travels_sees_whose_clock_it_is(site: Site, stranger: TestClient[Any]) -> None:
    path = turned_on(site)
    with client_of(site) as client:
        client.cookies["zone"] = "Asia/Jakarta"
        assert f"The times are those of {ZONE}." in client.get("/plan/calendar").text
    assert f"TZID={ZONE}" in stranger.get(path).text
    (old,) = [one for one in site.entries() if one.kind == "plan"]
    site.journal.append([entry("plan", PLAN, MORNING + timedelta(1), supersedes=old.id, zone="Asia/Jakarta")])
    assert "TZID=Asia/Jakarta" in stranger.get(path).text


def test_times_at_night_are_said_to_be_left_out(site: Site) -> None:
    site.journal.append(
        [
            entry(
                "plan",
                PLAN | {"checkin": "03:00", "measures": [{"id": "walk", "time": "03:30"}]},
                MORNING + timedelta(1),
            )
        ]
    )
    with client_of(site) as client:
        assert "Times at night are left out" in client.get("/plan/calendar").text


def test_the_file_is_there_without_any_address(site: Site) -> None:
    with client_of(site, "nb") as client:
        answer = client.get("/plan/calendar/nattero.ics?names=full&alarms=no")
    assert answer.headers["content-disposition"] == 'attachment; filename="nattero.ics"'
    assert len(titles(answer.text)) == 3
    assert tokens.standing(site.journal, "calendar", "me") == []


def test_an_erased_person_leaves_no_open_address(site: Site, stranger: TestClient[Any]) -> None:
    from nattero.store.erasure import erase

    path = turned_on(site)
    erase(site.journal, "me")
    assert stranger.get(path).status_code == 404


def test_a_real_server_gives_the_calendar_to_a_program_that_knows_the_address(serve: Callable[..., Served]) -> None:
    server = serve()
    with httpx.Client(base_url=server.url) as http:
        page = http.post("/plan/calendar", data={"turn": "on"}, headers={"origin": server.url})
        (address,) = re.findall(r'link-text">(\S+)</p>', page.text)
        assert address.startswith(f"{server.url}/calendar/")
        assert 'class="qr"' not in page.text  # a phone that scans 127.0.0.1 finds itself
        assert httpx.get(address).text.startswith("BEGIN:VCALENDAR\r\n")
        assert http.head(address).headers["content-type"] == "text/calendar; charset=utf-8"
        http.post("/plan/calendar", data={"turn": "off"}, headers={"origin": server.url})
        assert httpx.get(address).status_code == 410
