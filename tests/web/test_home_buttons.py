"""Buttons in the home: one press is one cramp, whoever has no key gets nothing, and the written examples really work."""

import http.client
import json
import re
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme
import yaml
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import TestClient

from nattero.diary.entry import read
from nattero.diary.payloads import Cramp
from nattero.store import tokens
from nattero.store.journal import open_journal
from nattero.web.pace import Pace
from nattero.web.pages.buttons import MOST
from nattero.web.pairing import Pairing
from nattero.web.policy import Policy
from nattero.web.site import Site
from tests.serving import Served
from tests.web.small import MORNING, client_of, guarded, site_in

ROOT = Path(__file__).resolve().parents[2]
NAME = "home.example:8765"
PAIRED = Policy(frozenset({NAME}), secure=True, pairing=True, address=f"https://{NAME}/")
JSON = {"content-type": "application/json"}
CALL = "/api/cramp-now"


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> Any:
        return self.now

    def seconds(self) -> float:
        return (self.now - MORNING).total_seconds()

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(tmp_path: Path, clock: Clock) -> Iterator[Site]:
    made = site_in(tmp_path / "data")
    made.clock = clock
    made.presses.clock = made.guesses.clock = clock.seconds
    yield made
    made.journal.close()


@pytest.fixture
def button(site: Site) -> TestClient[Any]:
    """A program that is not paired, at a server where devices are."""
    app = guarded(site, PAIRED, Pairing(site.journal))
    return TestClient(app, f"https://{NAME}", raise_server_exceptions=False)


@pytest.fixture
def key(site: Site) -> str:
    return key_of(site)


def key_of(site: Site, lang: str = "en", name: str = "Bed") -> str:
    """Make a key in the page."""
    with client_of(site, lang) as client:
        page = client.post("/plan/buttons", data={"name": name})
    assert page.headers["cache-control"] == "no-store"
    (found,) = re.findall(r'link-text" translate="no">(\S+)</p>', page.text)
    return str(found)


def press(client: httpx.Client, key: str, body: Any = None, **head: str) -> httpx.Response:
    headers = {"authorization": f"Bearer {key}"} | JSON | {name.replace("_", "-"): said for name, said in head.items()}
    content = b"" if body is None else json.dumps(body).encode()
    return client.post(CALL, content=content, headers=headers)


def cramps(site: Site) -> list[Cramp]:
    return [one for entry in site.entries() if isinstance(one := read(entry), Cramp)]


def test_a_press_is_a_cramp_at_this_moment_on_the_disk(site: Site, button: TestClient[Any], key: str) -> None:
    answer = press(button, key, {"side": "left", "muscle": "calf", "note": "again"})
    assert answer.status_code == 201
    said = answer.json()
    assert said["new"] is True
    assert said["message"] == "Noted: a cramp at 07:12."
    with open_journal(site.journal.path.parent) as journal:
        (entry,) = journal.entries()
    assert (entry.id, entry.kind, entry.zone) == (said["held"], "cramp", "Europe/Amsterdam")
    assert read(entry) == Cramp(at=MORNING, side="left", muscle="calf", note="again")


@pytest.mark.parametrize("body", [None, {}, {"side": None}])
def test_nothing_need_be_said(site: Site, button: TestClient[Any], key: str, body: Any) -> None:
    assert press(button, key, body).status_code == 201
    assert cramps(site) == [Cramp(at=MORNING)]


def test_presses_within_a_minute_are_one_cramp_and_later_ones_another(
    site: Site, clock: Clock, button: TestClient[Any], key: str
) -> None:
    first = press(button, key)
    clock.pass_by(59)
    second = press(button, key, {"side": "left"})
    assert (second.status_code, second.json()["held"], second.json()["new"]) == (200, first.json()["held"], False)
    assert second.json()["message"] == "Already noted: a cramp at 07:12."
    clock.pass_by(1)
    assert press(button, key).status_code == 201
    assert len(cramps(site)) == 2


def test_two_buttons_do_not_take_each_others_presses_for_their_own(
    site: Site, button: TestClient[Any], key: str
) -> None:
    assert [press(button, one).status_code for one in (key, key_of(site))] == [201, 201]


def test_a_call_with_the_same_key_is_the_same_press_however_late_and_after_a_restart(
    site: Site, clock: Clock, button: TestClient[Any], key: str
) -> None:
    first = press(button, key, idempotency_key='"8e03978e"')
    assert press(button, key, idempotency_key='"8e03978f"').status_code == 201
    clock.pass_by(86_400)
    site._entries, site._mark = (), (0, 0)  # what a restart forgets
    again = press(button, key, idempotency_key='"8e03978e"')
    assert (again.status_code, again.json()["held"]) == (200, first.json()["held"])
    assert len(cramps(site)) == 2


def test_without_the_right_key_nothing_is_noted(site: Site, button: TestClient[Any], key: str) -> None:
    for sent in (None, "", "Bearer", "Bearer ", f"Basic {key}", key, f"Bearer {key}x", f"Bearer {key.swapcase()}"):
        head = {} if sent is None else {"authorization": sent}
        answer = button.post(CALL, content=b"{}", headers=JSON | head)
        assert answer.status_code == 401, sent
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["problem"] in {"no-token", "token"}
    assert cramps(site) == []


def test_another_kind_of_key_and_a_key_taken_out_of_use_note_nothing(
    site: Site, button: TestClient[Any], key: str
) -> None:
    _, calendar = tokens.make(site.journal, "calendar", "me", "", tokens.Settings(), MORNING)
    assert press(button, calendar).json()["problem"] == "token"
    (made,) = tokens.standing(site.journal, "button", "me")
    with client_of(site) as client:
        client.post("/plan/buttons", data={"revoke": made.id})
    assert (press(button, key).status_code, press(button, key).json()["problem"]) == (401, "revoked")
    assert cramps(site) == []


def test_a_key_in_the_address_is_refused_even_beside_the_right_one(
    site: Site, button: TestClient[Any], key: str
) -> None:
    head = JSON | {"authorization": f"Bearer {key}"}
    for query in (f"token={key}", f"access_token={key}", "key", "x=1"):
        answer = button.post(f"{CALL}?{query}", content=b"{}", headers=head)
        assert (answer.status_code, answer.json()["problem"]) == (400, "query")
    assert cramps(site) == []


FOREIGN = [
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "none"},
    {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": f"http://{NAME}"},
    {"content-type": "text/plain"}, {"content-type": "application/x-www-form-urlencoded"}, {"content-type": ""},
]  # fmt: skip


def test_no_page_of_another_site_can_press_a_button(site: Site, button: TestClient[Any], key: str) -> None:
    for head in FOREIGN:
        answer = button.post(CALL, content=b"{}", headers={"authorization": f"Bearer {key}"} | JSON | head)
        assert answer.status_code == 403, head
    assert cramps(site) == []


def test_only_a_post_presses(site: Site, button: TestClient[Any], key: str) -> None:
    for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        answer = button.request(method, CALL, headers=JSON | {"authorization": f"Bearer {key}"})
        assert answer.status_code in {401, 405}, method
        assert not any(name.startswith("access-control") for name in answer.headers)
    assert cramps(site) == []


def test_a_buttons_key_opens_nothing_else(site: Site, button: TestClient[Any], key: str) -> None:
    head = JSON | {"authorization": f"Bearer {key}"}
    odd = (
        "/api/cramp-now/",
        "/api/Cramp-Now",
        "/api/cramp-now/../entries",
        "/api/entries",
        "/api/cramp-now%00",
        "/diary",
    )
    for path, method in product(odd, ("GET", "POST")):
        assert button.request(method, path, headers=head, content=b"{}").status_code in {401, 404, 405}, path
    assert cramps(site) == []


WRONG = [
    (b"[", 400, "body"), (b"[]", 400, "body"), (b'"left"', 400, "body"), (b"[" * 3000, 400, "body"),
    (b'{"note": "' + b"x" * 5000 + b'"}', 413, "body"), (b'{"note": "' + b"x" * 2001 + b'"}', 422, "payload.note"),
    (b'{"pain": 7}', 422, "pain"), (b'{"at": "2020-01-01T00:00:00Z"}', 422, "at"),
    (b'{"side": "up"}', 422, "payload.side"), (b'{"note": 3}', 422, "payload.note"), (b"\xff", 400, "body"),
]  # fmt: skip


def test_what_a_cramp_cannot_be_is_named_and_not_kept(site: Site, button: TestClient[Any], key: str) -> None:
    for body, status, field in WRONG:
        answer = button.post(CALL, content=body, headers=JSON | {"authorization": f"Bearer {key}"})
        assert (answer.status_code, answer.json()["field"]) == (status, field)
        assert answer.json()["message"]
    assert cramps(site) == []


def test_an_impossible_idempotency_key_is_refused(site: Site, button: TestClient[Any], key: str) -> None:
    assert {press(button, key, idempotency_key="x" * size).status_code for size in (201, 5000)} == {400}
    assert cramps(site) == []


def test_very_many_presses_are_one_cramp_and_then_a_plain_word(site: Site, button: TestClient[Any], key: str) -> None:
    found = [press(button, key) for _ in range(30)]
    assert [one.status_code for one in found] == [201] + [200] * 19 + [429] * 10
    assert found[-1].headers["retry-after"] == "30"
    assert "is in your diary" in found[-1].json()["message"]
    _, other = tokens.make(site.journal, "button", "me", "Chair", tokens.Settings(), MORNING)
    assert press(button, other).status_code == 201  # the others are not slowed down
    assert sum(site.presses.wait("another") == 0 for _ in range(10_000)) == 20


def test_who_waits_as_long_as_was_said_may_press_again(
    site: Site, clock: Clock, button: TestClient[Any], key: str
) -> None:
    answer = next(one for one in (press(button, key) for _ in range(40)) if one.status_code == 429)
    clock.pass_by(int(answer.headers["retry-after"]))
    assert press(button, key).status_code == 200


def test_guessing_is_slowed_down_and_keeps_no_real_button_from_working(
    site: Site, button: TestClient[Any], key: str
) -> None:
    found = [press(button, "x" * 43).status_code for _ in range(40)]
    assert (found[0], found[-1]) == (401, 429)
    assert press(button, key).status_code == 201


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 300)), max_size=60))
def test_no_key_ever_gets_more_than_its_share(calls: list[tuple[str, float]]) -> None:
    now = [0.0]
    pace = Pace(5, 100, lambda: now[0])
    let: dict[str, list[float]] = {}
    for key, later in calls:
        now[0] += later / 10
        wait = pace.wait(key)
        assert wait >= 0
        if wait == 0:
            let.setdefault(key, []).append(now[0])
        else:
            assert sum(now[0] - at < 100 for at in let[key]) >= 5 - 1
    for times in let.values():
        for first in times:
            assert sum(first <= at < first + 100 for at in times) <= 10


def test_a_crowd_of_keys_takes_no_more_memory_than_a_few_thousand() -> None:
    now = [0.0]
    pace = Pace(2, 100, lambda: now[0])
    for name in range(10_000):
        now[0] += 0.001
        pace.wait(str(name))
    assert len(pace._free_at) <= 4096


def test_it_answers_in_the_language_it_was_made_in(site: Site, button: TestClient[Any]) -> None:
    for lang, said in {"nl": "Genoteerd", "nb": "Notert", "id": "Tercatat", "en": "Noted"}.items():
        assert press(button, key_of(site, lang), accept_language="en, nl").json()["message"].startswith(said)


def test_the_page_shows_a_key_once_and_each_button_with_its_last_use(
    site: Site, clock: Clock, button: TestClient[Any]
) -> None:
    key = key_of(site, name="  Bed,\n<b>left</b> ")
    with client_of(site) as client:
        page = client.get("/plan/buttons").text
        assert key not in page
        assert "Bed, &lt;b&gt;left&lt;/b&gt;" in page
        assert page.count("not yet") == 1
        press(button, key)
        assert "22 Nov 2026, 07:12" in client.get("/plan/buttons").text
    kept = b"".join(path.read_bytes() for path in site.journal.path.parent.iterdir() if path.is_file())
    assert key.encode() not in kept


def test_a_button_needs_a_name_and_there_are_not_endlessly_many(site: Site) -> None:
    with client_of(site) as client:
        assert client.post("/plan/buttons", data={"name": " \t"}).status_code == 422
        found = [client.post("/plan/buttons", data={"name": f"Bed {number}"}).status_code for number in range(MOST + 1)]
    assert found == [200] * MOST + [422]


def test_the_example_on_the_page_is_the_call_that_works(serve: Callable[..., Served]) -> None:
    server = serve()
    page = httpx.post(f"{server.url}/plan/buttons", data={"name": "Bed"}, headers={"origin": server.url})
    curl, example = (unescape(found) for found in re.findall(r"<pre[^>]*>(.*?)</pre>", page.text, re.DOTALL))
    called = yaml.safe_load(example)["rest_command"]["nattero_cramp"]
    assert home_assistant_calls(called).status_code == 201
    assert called["url"] in curl
    assert f"'authorization: {called['headers']['authorization']}'" in curl


def test_the_example_in_the_documentation_is_the_call_that_works(serve: Callable[..., Served]) -> None:
    server = serve()
    text = (ROOT / "docs/home-buttons.md").read_text("utf-8")
    secrets, configuration = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    page = httpx.post(f"{server.url}/plan/buttons", data={"name": "Bed"}, headers={"origin": server.url})
    (key,) = re.findall(r'link-text" translate="no">(\S+)</p>', page.text)
    kept = yaml.safe_load(secrets.replace("KEY", key))

    class Loader(yaml.SafeLoader):
        """Reads `!secret` as Home Assistant does."""

    Loader.add_constructor("!secret", lambda _, node: kept[node.value])
    found = yaml.load(configuration.replace("http://127.0.0.1:8765", server.url), Loader)  # a loader of ours, and safe
    called = found["rest_command"]["nattero_cramp"]
    assert set(called) <= {"url", "method", "headers", "payload", "content_type", "timeout", "verify_ssl"}
    answer = home_assistant_calls(called)
    assert (answer.status_code, answer.json()["new"]) == (201, True)
    assert home_assistant_calls(called).status_code == 200
    (automation,) = found["automation"]
    assert [one["action"] for one in automation["actions"]] == ["rest_command.nattero_cramp"]
    assert {one["trigger"] for one in automation["triggers"]} == {"state"}
    entries = httpx.get(f"{server.url}/api/entries").json()["entries"]
    assert [one["id"] for one in entries] == [answer.json()["held"]]


def home_assistant_calls(command: dict[str, Any]) -> httpx.Response:
    """What Home Assistant's rest_command does with these keys."""
    headers = command["headers"] | {"content-type": command["content_type"]}
    return httpx.request(
        command["method"].upper(), command["url"], headers=headers, content=command["payload"].encode()
    )


def test_thousands_of_calls_to_a_real_server_are_one_cramp(serve: Callable[..., Served]) -> None:
    server = serve()
    with open_journal(server.data) as journal:
        _, key = tokens.make(journal, "button", "me", "Bed", tokens.Settings(), MORNING)
    statuses: Counter[int] = Counter()
    begun = time.monotonic()

    def hand() -> None:
        line = http.client.HTTPConnection(server.url.removeprefix("http://"))
        for _ in range(500):
            line.request("POST", CALL, b"{}", JSON | {"authorization": f"Bearer {key}"})
            answer = line.getresponse()
            answer.read()
            statuses[answer.status] += 1
        line.close()

    hands = [threading.Thread(target=hand) for _ in range(4)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    took = time.monotonic() - begun
    assert statuses[200] + statuses[201] + statuses[429] == 2000
    assert 20 <= statuses[200] + statuses[201] <= 21 + took / 30  # a slow computer lets a few more through
    assert 1 <= statuses[201] <= 1 + took / 60
    assert len(httpx.get(f"{server.url}/api/entries").json()["entries"]) == statuses[201]


def test_beyond_this_computer_a_button_and_a_calendar_come_in_by_their_secrets_and_nothing_else_does(
    serve: Callable[..., Served], tmp_path: Path
) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", "127.0.0.1", "home.example")
    issued.cert_chain_pems[0].write_to_path(str(tmp_path / "home.pem"))
    issued.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    server = serve("--host", "0.0.0.0", "--cert", str(tmp_path / "home.pem"), "--key", str(tmp_path / "key.pem"))
    with open_journal(server.data) as journal:
        _, key = tokens.make(journal, "button", "me", "Bed", tokens.Settings("nb", "Europe/Oslo"), MORNING)
        _, secret = tokens.make(journal, "calendar", "me", "", tokens.Settings(), MORNING)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    here = f"https://127.0.0.1:{server.url.rpartition(':')[2]}"
    with httpx.Client(transport=httpx.HTTPTransport(verify=trust, retries=5), base_url=here, timeout=20) as http:
        pressed = press(http, key)
        assert (pressed.status_code, pressed.json()["message"][:7]) == (201, "Notert:")
        assert http.get(f"/calendar/{secret}.ics").text.startswith("BEGIN:VCALENDAR")
        bearer = {"authorization": f"Bearer {key}"} | JSON
        for path in ("/api/entries", "/", "/diary", "/plan/buttons", f"/calendar/{key}.ics", f"/calendar/{secret}"):
            assert http.get(path, headers=bearer).status_code in {401, 404}, path
        assert http.post("/api/entries", headers=bearer, json={"entries": []}).status_code == 401
        assert http.post("/plan/buttons", headers=bearer, json={}).status_code == 401
