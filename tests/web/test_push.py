"""Reminders through the browser: sealed, signed, sent when they are due and once; tried again; off until turned on."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import msgspec
import pytest
from playwright.sync_api import BrowserContext, expect

from nattero.diary.payloads import Measure, NightCheck, Plan
from nattero.pen import entry
from nattero.plan.occasions import CHECK_IN, Occasion
from nattero.store import erasure, subscriptions
from nattero.store.journal import open_journal
from nattero.web import push
from nattero.web.pairing import Pairing
from nattero.web.push import judged, message_of, public_key, trial
from nattero.web.reminding import remind
from nattero.web.site import Site
from tests.plan.programmes import pack
from tests.serving import Served, environment
from tests.web import small
from tests.web.pages_of import Page as Read
from tests.web.pushing import Keys, Service, push_service

ZONE = "Europe/Amsterdam"
EVENING = datetime(2026, 11, 22, 21, 29, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
MINUTE = timedelta(minutes=1)
PLAN = Plan(
    at=EVENING - timedelta(days=3),
    first=date(2026, 11, 19),
    measures=[Measure(id="evening-stretch", programme="evening-stretch", time="21:30")],
    checkin="07:30",
)


@dataclass
class Clock:
    """A clock that a test turns."""

    now: datetime = EVENING

    def __call__(self) -> datetime:
        return self.now


@dataclass
class House:
    """A site with a plan, its clock, a push service, and a browser's keys."""

    site: Site
    clock: Clock
    service: Service
    keys: Keys = field(default_factory=Keys)

    def browser(self, **more: Any) -> subscriptions.Browser:
        given = self.keys.subscription(self.service.endpoint())
        values = {"person": "me", "device": None, "name": "Android", "lang": "en", "zone": ZONE, **more}
        return subscriptions.Browser(endpoint=given["endpoint"], **{**given["keys"], **values})

    def turn_on(self, **more: Any) -> str:
        kept = subscriptions.keep(self.site.journal, self.browser(**more), self.clock.now)
        assert kept is not None
        return kept

    def after(self, passed: timedelta) -> int:
        """Let time pass, look once what is due, and give how many messages have arrived in all."""
        self.clock.now += passed
        remind(self.site)
        return len(self.service.received)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with push_service(tmp_path_factory.mktemp("push")) as running:
        yield running


@pytest.fixture
def house(tmp_path: Path, service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(service.authority))
    monkeypatch.setenv("NO_PROXY", "localhost")
    service.received.clear()
    service.answers.clear()
    clock = Clock()
    site = Site(open_journal(tmp_path / "data"), pack(), clock=clock, zone=ZONE)
    site.journal.append([entry(site.journal, PLAN, zone=ZONE, at=PLAN.at)])
    yield House(site, clock, service)
    site.journal.close()


def test_a_message_is_sealed_for_the_browser_and_signed_by_this_nattero(house: House) -> None:
    assert push.send(house.site.journal, house.browser(), trial("en")).outcome == "sent"
    (pushed,) = house.service.received
    said = pushed.opened(house.keys)
    assert said == {
        "title": "Nattero",
        "body": "This is what a reminder looks like.",
        "data": "/plan/reminders",
        "tag": "nattero",
    }
    assert b"reminder" not in pushed.body
    assert pushed.sender == public_key(house.site.journal)
    assert pushed.claims["aud"] == house.service.url
    assert 0 < pushed.claims["exp"] - datetime.now(UTC).timestamp() <= 24 * 3600
    assert int(pushed.headers["ttl"]) == 3600


def test_the_keys_are_made_once_and_kept_with_the_data(house: House, tmp_path: Path) -> None:
    first = public_key(house.site.journal)
    house.site.journal.close()
    with open_journal(tmp_path / "data") as again:
        assert public_key(again) == first
    with open_journal(tmp_path / "other") as other:
        assert public_key(other) != first


def test_what_is_due_comes_once_and_never_early(house: House) -> None:
    house.turn_on()
    assert [house.after(passed) for passed in (0 * MINUTE, MINUTE, MINUTE, 30 * MINUTE)] == [0, 1, 1, 1]
    assert house.service.received[0].opened(house.keys)["data"] == "/session/evening-stretch"
    assert house.after(timedelta(hours=9, minutes=30)) == 2
    assert house.service.received[1].opened(house.keys)["data"] == "/checkin"


def test_while_a_danger_sign_holds_up_the_plan_only_the_check_in_is_asked_for(house: House) -> None:
    house.turn_on()
    held = msgspec.structs.replace(PLAN, limits={"clot_sign": True})
    house.site.journal.append([entry(house.site.journal, held, zone=ZONE, at=house.clock.now)])
    assert house.after(2 * MINUTE) == 0
    assert "A danger sign needs looking at first" in small.client_of(house.site).get("/plan/reminders").text
    assert house.after(timedelta(hours=10)) == 1
    assert house.service.received[0].opened(house.keys)["data"] == "/checkin"


def test_nobody_is_reminded_of_what_is_forbidden_by_now(house: House) -> None:
    house.turn_on()
    limited = msgspec.structs.replace(PLAN, limits={"recent_surgery": True})
    house.site.journal.append([entry(house.site.journal, limited, zone=ZONE, at=house.clock.now)])
    assert house.after(2 * MINUTE) == 0


def test_nothing_that_was_due_before_it_was_turned_on_is_sent(house: House) -> None:
    house.clock.now += 10 * MINUTE
    house.turn_on()
    assert house.after(MINUTE) == 0


def test_who_is_on_a_journey_is_reminded_by_the_clock_there(house: House) -> None:
    house.turn_on(zone="Asia/Jakarta")  # 21:30 in Amsterdam is 3:30 there
    assert house.after(2 * MINUTE) == 0
    assert house.after(timedelta(hours=4)) == 1
    assert house.service.received[0].opened(house.keys)["data"] == "/checkin"


def test_a_night_that_was_told_is_not_asked_about(house: House) -> None:
    house.turn_on()
    house.clock.now = datetime(2026, 11, 23, 7, 29, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    told = NightCheck(date=date(2026, 11, 22), cramps=0)
    house.site.journal.append([entry(house.site.journal, told, zone=ZONE, at=house.clock.now)])
    assert house.after(5 * MINUTE) == 0


def test_after_hours_asleep_only_the_last_hour_counts(house: House) -> None:
    house.turn_on()
    assert house.after(timedelta(hours=3)) == 0


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(house: House, status: int) -> None:
    house.turn_on()
    house.service.answers.append((status, {}))
    assert house.after(MINUTE) == 1
    assert subscriptions.kept(house.site.journal) == []


def test_what_fails_is_tried_again_later_each_time_and_arrives_once(house: House) -> None:
    house.turn_on()
    house.service.answers += [(503, {}), (429, {"retry-after": "240"})]
    assert [house.after(MINUTE) for _ in range(3)] == [
        1,
        2,
        2,
    ]  # at 21:30, a minute later, and then not for four minutes
    assert [house.after(MINUTE) for _ in range(3)] == [2, 2, 3]
    assert house.service.received[-1].opened(house.keys)["title"] == "Nattero"
    assert house.after(5 * MINUTE) == 3
    (one,) = subscriptions.kept(house.site.journal)
    assert (one.failures, one.trouble, one.retry_at) == (0, None, None)


def test_after_an_hour_of_trouble_the_moment_is_over(house: House) -> None:
    house.turn_on()
    house.service.answers += [(500, {})] * 90
    for _ in range(90):
        house.after(MINUTE)
    tried = len(house.service.received)
    assert 4 <= tried <= 8
    house.service.answers.clear()
    assert house.after(timedelta(hours=1)) == tried


def test_what_is_refused_for_good_is_not_tried_again(house: House) -> None:
    house.turn_on()
    house.service.answers.append((403, {}))
    assert [house.after(MINUTE), house.after(MINUTE)] == [1, 1]
    assert subscriptions.kept(house.site.journal)[0].trouble == "403"


def test_a_push_service_that_is_not_there_or_sends_elsewhere_is_not_followed(house: House) -> None:
    away = house.browser()
    nobody = subscriptions.Browser(
        **{**{name: getattr(away, name) for name in away.__struct_fields__}, "endpoint": "https://localhost:1/x"}
    )
    assert push.send(house.site.journal, nobody, trial("en")).outcome == "later"
    house.service.answers.append((307, {"location": house.service.endpoint("elsewhere")}))
    assert push.send(house.site.journal, away, trial("en")).outcome == "later"
    assert [pushed.path for pushed in house.service.received] == ["/browser"]


@pytest.mark.parametrize(
    ("status", "wait", "outcome", "seconds"),
    [
        (None, None, "later", 0),
        (500, "90", "later", 90),
        (429, "999999", "later", 3600),
        (503, "soon", "later", 0),
        (413, None, "refused", 0),
    ],
)
def test_what_a_push_service_answers_is_understood(
    status: int | None, wait: str | None, outcome: str, seconds: int
) -> None:
    found = judged(status, wait)
    assert (found.outcome, found.wait) == (outcome, seconds)


def test_a_phone_that_was_forgotten_is_not_reminded(house: House) -> None:
    pairing = Pairing(house.site.journal)
    secret = pairing.pair(pairing.invitation("https://x").split("token=")[1], "Android")
    device = pairing.knows(secret or "")
    assert device is not None
    house.turn_on(device=device.id)
    pairing.revoke(device.id)
    assert house.after(MINUTE) == 0


def test_who_erases_their_diary_is_no_longer_reminded(house: House) -> None:
    house.turn_on()
    erasure.erase(house.site.journal, "me")
    assert subscriptions.kept(house.site.journal) == []


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_a_message_says_nothing_of_what_it_is_about(lang: str) -> None:
    sessions = [message_of([Occasion(name, "21:30", name)], lang).body for name in ("evening-stretch", "pregnancy")]
    assert len({*sessions, message_of([Occasion("water", "12:00")], lang).body}) == 1
    assert message_of([Occasion(CHECK_IN, "07:30"), Occasion("water", "07:30")], lang).data == "/plan"
    for body in (*sessions, message_of([Occasion(CHECK_IN, "07:30")], lang).body, trial(lang).body):
        assert not {"cramp", "kramp", "kram", "leg", "been", "bein", "kaki"} & set(
            body.lower().replace(".", "").split()
        )


def test_a_browser_turns_it_on_tries_it_and_turns_it_off(house: House) -> None:
    client = small.client_of(house.site)
    assert client.get("/plan/reminders").text.count("data-digest") == 0
    given = house.keys.subscription(house.service.endpoint())
    made = client.post("/plan/reminders/subscription", json={**given, "expirationTime": None})
    assert made.status_code == 201
    assert client.post("/plan/reminders/subscription", json=given).json() == made.json()  # again is not twice
    page = client.get("/plan/reminders").text
    assert page.count("data-digest") == 1
    assert given["endpoint"] not in page
    assert "Stretch before bed" in page
    assert Read(page).forbidden == []
    assert "Sent." in client.post("/plan/reminders", data={"now": made.json()["id"]}).text
    assert len(house.service.received) == 1
    house.service.answers.append((403, {}))
    assert "(403)" in client.post("/plan/reminders", data={"now": made.json()["id"]}).text
    off = client.post("/plan/reminders", data={"off": made.json()["id"]}, follow_redirects=False)
    assert off.status_code == 303
    assert subscriptions.kept(house.site.journal) == []
    assert client.post("/plan/reminders", data={"now": "nobody"}, follow_redirects=False).status_code == 303


def test_a_browser_that_is_gone_when_tried_is_taken_off_the_list(house: House) -> None:
    known = house.turn_on()
    house.service.answers.append((410, {}))
    page = small.client_of(house.site).post("/plan/reminders", data={"now": known}).text
    assert "taken off the list" in page
    assert "data-digest" not in page


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "http://localhost/x"},
        {"endpoint": "https:///x"},
        {"endpoint": "https://user:word@localhost/x"},
        {"endpoint": "https://localhost:port/x"},
        {"endpoint": "https://localhost/" + "x" * 2000},
        {"keys": {"p256dh": "AAAA", "auth": "AAAA"}},
        {"keys": {"p256dh": "!", "auth": "!"}},
        {"keys": {}},
        {"endpoint": 5},
    ],
)
def test_what_cannot_be_written_to_is_refused(house: House, change: dict[str, Any]) -> None:
    given = {**house.keys.subscription(house.service.endpoint()), **change}
    assert small.client_of(house.site).post("/plan/reminders/subscription", json=given).status_code == 422
    assert subscriptions.kept(house.site.journal) == []


def test_twenty_browsers_are_enough(house: House) -> None:
    client = small.client_of(house.site)
    answers = [
        client.post("/plan/reminders/subscription", json=house.keys.subscription(house.service.endpoint(str(number))))
        for number in range(21)
    ]
    assert [answer.status_code for answer in answers] == [201] * 20 + [422]


WITHOUT = """
import sys
sys.modules["pywebpush"] = None
from pathlib import Path
from nattero.web.app import serve
sys.exit(serve(Path(sys.argv[1]), "127.0.0.1", 0, None, None, "en", []))
"""


def test_without_the_extra_the_page_says_so_and_everything_else_works(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT, str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(tmp_path)) as running:
        try:
            assert running.stdout is not None
            url = running.stdout.readline().removeprefix("Nattero: ").strip()
            with httpx.Client(base_url=url, headers={"accept-language": "en"}, timeout=30) as client:
                page = client.get("/plan/reminders")
                assert page.status_code == 200
                assert "installed without the part that sends them" in page.text
                assert "reminders.js" not in page.text
                sent = client.post("/plan/reminders/subscription", json=Keys().subscription("https://localhost/x"))
                assert sent.status_code == 422
                assert all(client.get(path).status_code == 200 for path in ("/", "/relief", "/plan/given", "/diary"))
        finally:
            running.terminate()


# Without the internet a browser cannot subscribe. This stands in for its push manager, and for nothing else.
STAND_IN = """
const KEY = "stand-in", given = GIVEN;
const subscription = (key) => ({ endpoint: given.endpoint, options: { applicationServerKey: Uint8Array.from(key.split(",")).buffer },
  toJSON: () => given, unsubscribe: async () => { localStorage.removeItem(KEY); return true; } });
PushManager.prototype.getSubscription = async () => localStorage.getItem(KEY) && subscription(localStorage.getItem(KEY));
PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
  if (!userVisibleOnly) throw new Error("silent messages are not allowed");
  localStorage.setItem(KEY, String(applicationServerKey));
  return subscription(String(applicationServerKey));
};
"""


def test_a_device_is_turned_on_tried_and_turned_off_on_the_page(
    serve: Callable[..., Served], new_context: Callable[..., BrowserContext], service: Service, tmp_path: Path
) -> None:
    service.received.clear()
    service.answers.clear()
    home = environment(tmp_path, REQUESTS_CA_BUNDLE=str(service.authority), NO_PROXY="localhost")
    url = f"{serve(env=home).url}/plan/reminders"
    refusing = new_context().new_page()  # headless, nobody is asked, and the answer is no
    refusing.goto(url)
    refusing.locator("[data-turn-on]").click()
    expect(refusing.locator("[data-state]")).to_have_attribute("data-state", "denied")
    expect(refusing.locator("[data-turn-on]")).to_be_hidden()
    context, keys = new_context(permissions=["notifications"]), Keys()
    context.add_init_script(STAND_IN.replace("GIVEN", json.dumps(keys.subscription(service.endpoint()))))
    page = context.new_page()
    page.goto(url)
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "off")
    page.locator("[data-turn-on]").click()
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "on")
    expect(page.locator("[data-this]")).to_be_visible()
    page.get_by_role("button", name="Send one now").click()
    expect(page.locator(".flash")).to_contain_text("Sent.")
    (pushed,) = service.received
    assert pushed.opened(keys)["body"] == "This is what a reminder looks like."
    assert pushed.sender == page.locator("[data-push]").get_attribute("data-push")
    page.get_by_role("button", name="Turn off").click()
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "off")
    assert page.evaluate("localStorage.getItem('stand-in')") is None


SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  for (;;) {
    const [one] = await worker.getNotifications();
    if (one) return [one.title, one.body, one.data];
    await new Promise((done) => setTimeout(done, 20));
  }
}"""


def test_a_message_is_shown_by_the_service_worker_and_knows_its_page(
    serve: Callable[..., Served], new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context(permissions=["notifications"])
    url = serve().url
    page = context.new_page()
    session = context.new_cdp_session(page)
    registrations: list[str] = []
    seen = "ServiceWorker.workerRegistrationUpdated"
    session.on(seen, lambda event: registrations.extend(one["registrationId"] for one in event["registrations"]))
    session.send("ServiceWorker.enable")
    page.goto(f"{url}/plan/reminders")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    while not registrations:  # the browser tells of the worker in its own time
        page.evaluate("1")
    message = '{"title": "Nattero", "body": "It is time.", "data": "/checkin", "tag": "nattero"}'
    session.send(
        "ServiceWorker.deliverPushMessage", {"origin": url, "registrationId": registrations[0], "data": message}
    )
    assert page.evaluate(SHOWN) == ["Nattero", "It is time.", "/checkin"]
