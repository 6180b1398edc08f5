"""Nothing lost, nothing doubled: a real browser, a real server, and between them a line that fails in every way."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from nattero.diary.entry import Entry
from nattero.diary.problems import examine
from tests import packed
from tests.killing import kill_browser
from tests.serving import Served
from tests.web.held import Diary, held
from tests.web.proxy import Proxy, proxy

FORM = "/offline/checkin"
MODULE = "const load = (name) => import(document.querySelector('script[src$=\"app.js\"]').src.replace('app.js', name));"
OUTBOX = "section[data-outbox]:has([data-count])"
SOON = 20_000  # milliseconds
SECONDS = 20


@pytest.fixture
def line(diary: Diary) -> Iterator[Proxy]:
    """The connection to it."""
    with proxy(diary.url) as running:
        yield running


def call(page: Page, code: str, argument: Any = None) -> Any:
    """Run a line with the page's own modules: `outbox` and `device`."""
    modules = f"{MODULE} const outbox = await load('outbox.js'), device = await load('device.js');"
    return page.evaluate(f"async (given) => {{ {modules} {code} }}", argument)


def put(page: Page, **payload: Any) -> str:
    """Write a cramp down, as the relief page does, and return its id."""
    cramp = {"at": "2026-01-05T02:14:10Z", **payload}
    code = "const entry = device.newEntry('cramp', given); await outbox.put(entry); outbox.flush(); return entry.id;"
    return str(call(page, code, cramp))


def device_now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def waiting(page: Page) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", call(page, "return outbox.waiting();"))


def try_now(page: Page) -> None:
    call(page, "await outbox.flush(true);")


def until(page: Page, condition: str) -> None:
    """Wait until an expression, which may await, holds in the page."""
    code = f"""async (patience) => {{
      const end = Date.now() + patience;
      while (!({condition})) {{
        if (Date.now() > end) throw new Error("it did not come true");
        await new Promise((done) => setTimeout(done, 20));
      }}
    }}"""
    page.evaluate(code, SOON)


def with_worker(page: Page, url: str) -> None:
    """Open a page and wait until the service worker has kept what it keeps."""
    page.goto(url)
    page.evaluate("navigator.serviceWorker.ready")
    until(page, "(await (await caches.open('pages')).keys()).length >= 6")


def expect_count(page: Page, count: int) -> None:
    place = page.locator(OUTBOX)
    if count:
        expect(place.locator("[data-count]")).to_have_text(f"Not yet saved: {count}")
    else:
        expect(place).to_be_hidden()


def test_what_was_told_offline_is_saved_once_when_the_network_is_back(
    page: Page, context: BrowserContext, diary: Diary
) -> None:
    with_worker(page, diary.url + FORM)
    context.set_offline(True)
    expect(page.get_by_text("Nattero has not read your note yet")).to_be_visible()
    page.get_by_label("Note").fill("short of breath")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-status]")).to_have_text(re.compile("Kept here.*chest pain.* Call 112 or .* now"))
    expect_count(page, 1)
    assert held(diary) == []
    put(page, at=device_now(), danger=["breathless-chest"])
    page.goto(diary.url + "/")
    here = page.locator("[data-here]")
    expect(here.get_by_text("Nattero has not read your note yet")).to_be_visible()
    expect(here.get_by_role("link", name="Call 112")).to_be_visible()
    context.set_offline(False)
    expect_count(page, 0)
    assert [entry["payload"].get("note") for entry in held(diary)] == ["short of breath", None]
    # The page that is open was made before: what tells of danger on it is fetched anew.
    expect(page.locator("[data-fresh='noticed'] .card.alert").first).to_be_visible()
    expect(here.locator(".card")).to_have_count(0)


def test_relief_knows_what_was_told_a_moment_ago_before_it_is_opened(page: Page, serve: Any) -> None:
    url = serve().url
    with_worker(page, url + "/settings#for-whom")
    tell = """const entry = device.newEntry('answers', {answers: {for_whom: 'child'}});
        await outbox.put(entry); await outbox.flush(true);"""
    call(page, tell)
    # The worker renews it by itself; how long relief waits for that is a matter of a server's speed, not of a test.
    until(page, "(await (await (await caches.open('pages')).match('/relief')).text()).includes('helper-calf')")
    page.goto(url + "/relief")
    helped = [step.id for step in packed.pack().relief.values() if step.helper]
    data = json.loads(page.locator("#relief-data").text_content() or "")
    assert helped
    assert set(helped) <= set(data["steps"])


def test_relief_says_first_what_is_open_also_when_it_was_told_elsewhere_and_when_the_server_is_gone(
    page: Page, serve: Any
) -> None:
    served, sign = serve(), packed.pack().say("flag.one-leg-swollen.sign", "en", "other")
    with_worker(page, served.url + "/")
    page.goto(served.url + "/relief")
    expect(page.locator("[data-open] section")).to_have_count(0)
    tell = """const note = {at: new Date().toISOString(), text: 'My left calf is swollen and red since this morning'};
        const entry = device.newEntry('note', note), body = JSON.stringify({entries: [entry]});
        await fetch('/api/entries', {method: 'POST', headers: {'content-type': 'application/json'}, body});"""
    call(page, tell)  # past the outbox, as another device does
    page.goto(served.url + "/relief")
    open_ = page.locator("[data-open]")
    expect(open_.get_by_text(sign)).to_be_visible()
    # A leg that may hold a clot rests until somebody has looked at it.
    expect(page.get_by_role("heading", name="Breathe out slowly")).to_be_in_viewport()
    until(page, "(await (await (await caches.open('pages')).match('/relief')).text()).includes('data-clot')")
    served.stop()
    page.goto(served.url + "/relief")
    expect(open_.get_by_text(sign)).to_be_visible()
    assert json.loads(page.locator("#relief-data").text_content() or "")["conditions"]["clot_sign"] is True


def test_two_quick_taps_on_save_are_one_entry(page: Page, diary: Diary) -> None:
    page.goto(diary.url + FORM)
    page.get_by_label("No cramp").check()
    page.get_by_role("button", name="Save").dblclick()
    page.wait_for_url(diary.url + "/")
    expect(page.locator("[data-status]")).to_have_text(re.compile("Saved|Kept here"))  # as the server is quick or slow
    expect_count(page, 0)
    assert len(held(diary)) == 1


def test_a_form_that_comes_back_from_memory_makes_another_entry(page: Page, diary: Diary) -> None:
    page.goto(diary.url + FORM)
    for count in (1, 3):
        page.get_by_label(str(count), exact=True).check()
        page.get_by_role("button", name="Save").click()
        page.wait_for_url(diary.url + "/")
        page.go_back()
        page.wait_for_url(diary.url + FORM)
    assert sorted(entry["payload"]["cramps"] for entry in held(diary)) == [1, 3]


def test_two_tabs_save_each_entry_once_and_show_the_same(context: BrowserContext, line: Proxy, diary: Diary) -> None:
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto(line.url + FORM)
    line.mode = "gone"
    ids = {put(tab, pain=pain) for tab in tabs for pain in range(3)}
    for tab in tabs:
        expect_count(tab, 6)
    line.mode = "pass"
    for tab in tabs:
        tab.evaluate("dispatchEvent(new Event('online'))")
    for tab in tabs:
        expect_count(tab, 0)
    assert sorted(entry["id"] for entry in held(diary)) == sorted(ids)


def test_two_devices_save_to_one_diary(new_context: Callable[..., BrowserContext], line: Proxy, diary: Diary) -> None:
    phones = [new_context(has_touch=True, is_mobile=True).new_page(), new_context().new_page()]
    line.mode = "pass"
    for phone in phones:
        phone.goto(line.url + FORM)
    line.mode = "gone"
    ids = [put(phone) for phone in phones]
    line.mode = "pass"
    for phone in phones:
        try_now(phone)
    entries = held(diary)
    assert {entry["id"] for entry in entries} == set(ids)
    assert len({entry["device"] for entry in entries}) == 2
    assert any(entry["device"].startswith("phone-") for entry in entries)


def test_a_server_that_answers_late_is_not_waited_for_and_nothing_is_doubled(
    page: Page, line: Proxy, diary: Diary
) -> None:
    page.goto(line.url + FORM)
    line.mode = "late"
    page.get_by_label("4", exact=True).check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(line.url + "/")
    expect(page.locator("[data-status]")).to_have_text(re.compile("Kept here"))
    line.mode = "pass"
    line.release.set()
    expect_count(page, 0)
    assert [entry["payload"]["cramps"] for entry in held(diary)] == [4]


def test_an_answer_that_is_lost_on_the_way_leads_to_a_second_try_and_one_entry(
    page: Page, line: Proxy, diary: Diary
) -> None:
    page.goto(line.url + FORM)
    line.mode = "lost"
    name = put(page)
    assert line.delivered.wait(SECONDS)
    expect_count(page, 1)
    assert [row["id"] for row in waiting(page)] == [name]
    line.mode = "pass"
    try_now(page)
    assert waiting(page) == []
    assert line.posts >= 2
    assert [entry["id"] for entry in held(diary)] == [name]


def test_a_request_that_arrives_twice_is_one_entry(page: Page, line: Proxy, diary: Diary) -> None:
    page.goto(line.url + FORM)
    line.mode = "twice"
    name = put(page)
    expect_count(page, 0)
    assert [entry["id"] for entry in held(diary)] == [name]


def test_a_page_that_leaves_while_sending_neither_loses_nor_doubles(
    context: BrowserContext, line: Proxy, diary: Diary
) -> None:
    first = context.new_page()
    first.goto(line.url + FORM)
    line.mode = "silent"
    name = put(first)
    assert line.delivered.wait(SECONDS)
    first.close()
    line.mode = "pass"
    second = context.new_page()
    second.goto(line.url + FORM)
    try_now(second)
    assert waiting(second) == []
    assert [entry["id"] for entry in held(diary)] == [name]


def test_a_killed_browser_still_has_what_was_written(
    new_profile: Callable[..., BrowserContext], line: Proxy, diary: Diary
) -> None:
    context = new_profile()
    page = context.new_page()
    page.goto(line.url + FORM)
    line.mode = "gone"
    name = put(page)
    kill_browser(page)
    again = new_profile().new_page()
    line.mode = "answer"
    again.goto(line.url + FORM)
    expect_count(again, 1)
    assert [row["id"] for row in waiting(again)] == [name]
    line.mode = "pass"
    try_now(again)
    expect_count(again, 0)
    assert [entry["id"] for entry in held(diary)] == [name]


@pytest.mark.parametrize("status", [401, 403, 404, 408, 429, 500, 502, 507])
def test_whatever_a_server_in_trouble_answers_nothing_is_lost(
    page: Page, line: Proxy, diary: Diary, status: int
) -> None:
    page.goto(line.url + FORM)
    line.mode, line.reply = "answer", (status, {"message": f"Trouble number {status}."})
    names = [put(page), put(page)]
    try_now(page)
    assert [row["id"] for row in waiting(page)] == names
    assert not any("refused" in row for row in waiting(page))
    page.locator(f"{OUTBOX} > details > summary").click()
    expect(page.locator("[data-trouble]")).to_have_text(f"Trouble number {status}.")
    line.mode = "pass"
    page.locator("[data-try]").dispatch_event("click")  # it may be gone already: the page also tries by itself
    expect_count(page, 0)
    assert [entry["id"] for entry in held(diary)] == names


def test_a_network_that_answers_for_the_server_is_not_believed(page: Page, line: Proxy, diary: Diary) -> None:
    page.goto(line.url + FORM)
    line.mode = "page"
    name = put(page)
    try_now(page)
    assert [row["id"] for row in waiting(page)] == [name]
    line.mode, line.reply = "answer", (200, {"held": ["another"], "refused": []})
    try_now(page)
    assert [row["id"] for row in waiting(page)] == [name]
    line.mode = "pass"
    try_now(page)
    assert [entry["id"] for entry in held(diary)] == [name]


def test_one_entry_that_is_too_large_holds_up_no_other(page: Page, diary: Diary) -> None:
    page.goto(diary.url + FORM)
    code = """
      const entry = device.newEntry("picture", { data: "x".repeat(1_100_000) });
      await outbox.put(entry);
      return entry.id;
    """
    large = call(page, code)
    names = [put(page), put(page)]
    try_now(page)
    assert [row["id"] for row in waiting(page)] == [large]
    expect(page.locator("[data-why]").first).not_to_be_empty()
    assert sorted(entry["id"] for entry in held(diary)) == sorted(names)


def test_many_entries_go_in_several_batches(page: Page, line: Proxy, diary: Diary) -> None:
    page.goto(line.url + FORM)
    line.mode = "gone"
    code = """
      const cramp = { at: "2026-01-05T02:14:10Z" };
      for (let n = 0; n < 230; n++) await outbox.put(device.newEntry("cramp", cramp));
    """
    call(page, code)
    line.mode, line.posts = "pass", 0
    try_now(page)
    assert waiting(page) == []
    assert line.posts == 3
    assert len(held(diary)) == 230


def test_what_the_server_will_not_take_is_shown_and_kept_until_the_person_lets_it_go(page: Page, diary: Diary) -> None:
    page.goto(diary.url + FORM)
    put(page, pain=99)
    put(page)
    expect_count(page, 1)
    page.reload()
    expect_count(page, 1)
    page.locator(f"{OUTBOX} > details > summary").click()
    expect(page.locator(f"{OUTBOX} [data-why]")).to_have_text("Pain is a whole number from 0 (none) to 10 (worst).")
    page.locator(f"{OUTBOX} summary", has_text="Throw away").click()
    assert len(waiting(page)) == 1
    page.get_by_role("button", name="Throw away").click()
    expect_count(page, 0)
    assert len(held(diary)) == 1


def test_a_form_that_was_refused_stays_and_what_is_mended_takes_its_place(page: Page, diary: Diary) -> None:
    begun = datetime.now(UTC) - timedelta(minutes=10)
    page.clock.install(time=begun)
    page.clock.pause_at(begun + timedelta(minutes=1))  # a form waits for a slow server while no time goes by
    page.goto(diary.url + FORM)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-status]")).to_contain_text("is missing")
    expect_count(page, 0)  # nothing was told, so nothing waits
    page.locator("[name='date:date']").evaluate("(field) => { field.max = ''; field.value = '2999-01-01'; }")
    page.get_by_label("No cramp").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-status]")).to_have_text("“Date” has not happened yet.")
    page.locator("[name='date:date']").fill("2026-01-05")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(diary.url + "/")
    expect_count(page, 0)
    assert [entry["payload"]["date"] for entry in held(diary)] == ["2026-01-05"]


def test_what_waits_can_be_saved_to_a_file_that_import_takes(page: Page, line: Proxy) -> None:
    page.goto(line.url + FORM)
    line.mode = "gone"
    names = [put(page, note="naïve 🌙"), put(page)]
    expect_count(page, 2)
    page.locator(f"{OUTBOX} > details > summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    assert re.fullmatch(r"nattero-\d{4}-\d\d-\d\d\.jsonl", download.value.suggested_filename)
    rows = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    read = [examine(json.loads(row), datetime.now(UTC)) for row in rows]
    assert [entry.id for entry in read if isinstance(entry, Entry)] == names


NO_DATABASE = "Object.defineProperty(window, 'indexedDB', { value: undefined });"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } });"


def test_without_a_database_the_browsers_other_storage_keeps_the_entry(
    context: BrowserContext, line: Proxy, diary: Diary
) -> None:
    context.add_init_script(NO_DATABASE)
    page = context.new_page()
    page.goto(line.url + FORM)
    line.mode = "answer"
    name = put(page)
    page.reload()
    expect_count(page, 1)
    line.mode = "pass"
    try_now(page)
    expect_count(page, 0)
    assert [entry["id"] for entry in held(diary)] == [name]


def test_a_browser_that_keeps_nothing_says_so_and_stays_on_the_form(
    context: BrowserContext, line: Proxy, diary: Diary
) -> None:
    context.add_init_script(NO_DATABASE + NO_STORAGE)
    page = context.new_page()
    page.goto(line.url + FORM)
    line.mode = "answer"
    page.get_by_label("5", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-status]")).to_contain_text("this browser keeps nothing")
    expect(page).to_have_url(line.url + FORM)
    page.locator(f"{OUTBOX} > details > summary").click()
    expect(page.locator("[data-unsafe]")).to_be_visible()
    line.mode = "pass"
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(line.url + "/")
    assert {entry["payload"]["cramps"] for entry in held(diary)} == {5}


def test_identifiers_are_unique_and_in_order_even_when_the_clock_goes_back(page: Page, diary: Diary) -> None:
    page.goto(diary.url + FORM)
    code = """
      const now = Date.now; let calls = 0;
      Date.now = () => now() - (calls++ > 3000 ? 3_600_000 : 0);
      return Array.from({ length: 9000 }, device.newId);
    """
    names = call(page, code)
    assert names == sorted(set(names))
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", name) for name in names
    )


def test_the_device_keeps_its_name_and_asks_once_to_keep_its_storage(context: BrowserContext, diary: Diary) -> None:
    context.add_init_script("window.asked = 0; StorageManager.prototype.persist = async () => { window.asked += 1; };")
    page = context.new_page()
    page.goto(diary.url + FORM)
    put(page)
    put(page)
    assert page.evaluate("window.asked") == 1
    page.reload()
    put(page)
    assert page.evaluate("window.asked") == 0
    try_now(page)
    devices = [entry["device"] for entry in held(diary)]
    assert (len(devices), len(set(devices))) == (3, 1)


def test_background_sync_saves_when_no_page_is_open(context: BrowserContext, line: Proxy, diary: Diary) -> None:
    page, other = context.new_page(), context.new_page()
    with_worker(page, line.url + FORM)
    line.mode = "gone"
    name = put(page)
    page.close()
    line.mode = "pass"
    session = context.new_cdp_session(other)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(each["registrationId"] for each in event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    other.wait_for_function("true")
    sync = {"origin": line.url, "registrationId": registrations[-1], "tag": "outbox", "lastChance": True}
    session.send("ServiceWorker.dispatchSyncEvent", sync)
    assert line.delivered.wait(SECONDS)
    assert [entry["id"] for entry in held(diary)] == [name]


def test_with_the_server_gone_relief_and_the_last_seen_pages_are_there(page: Page, served: Served) -> None:
    with_worker(page, served.url + "/")
    served.stop()
    for query, first in (("", "Pull your toes towards you"), ("?muscle=foot", "Bend your toes back")):
        page.goto(f"{served.url}/relief{query}")
        expect(page.get_by_role("heading", name=first)).to_be_visible()
        expect(page.locator("[data-copy]")).to_be_hidden()
    page.goto(served.url + "/diary")
    expect(page.get_by_role("heading", name="Diary", exact=True)).to_be_visible()
    expect(page.locator("[data-copy]")).to_have_text(re.compile("Nattero cannot be reached now"))
    page.goto(served.url + "/learn/never-seen")
    expect(page.get_by_role("heading", name="Nattero cannot be reached")).to_be_visible()
    expect(page.get_by_role("link", name="Cramp now")).to_have_attribute("href", "/relief")
    expect(page.get_by_text("chest pain")).to_be_visible()
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()
    page.goto(served.url + "/checkin")
    put(page)
    page.goto(served.url + "/")
    expect_count(page, 1)


def test_offline_a_check_in_asks_about_the_night_of_the_address_or_the_last_one(page: Page, served: Served) -> None:
    with_worker(page, served.url + "/")
    served.stop()
    page.goto(served.url + "/checkin?date=2026-01-05")
    expect(page.locator("[name='date:date']")).to_have_value("2026-01-05")
    page.clock.set_fixed_time(datetime(2026, 3, 1, 8, tzinfo=UTC))
    page.goto(served.url + "/checkin")
    expect(page.locator("[name='date:date']")).to_have_value("2026-02-28")


def test_a_chosen_language_stays_when_the_server_is_gone(page: Page, served: Served) -> None:
    with_worker(page, served.url + "/settings")
    page.evaluate("document.cookie = 'lang=nl; path=/'")
    page.goto(served.url + "/diary")
    until(page, "(await (await (await caches.open('pages')).match('/relief')).text()).includes('<html lang=\"nl\"')")
    served.stop()
    page.goto(served.url + "/relief")
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_the_worker_keeps_no_api_answers_no_errors_and_no_posts(page: Page, diary: Diary) -> None:
    with_worker(page, diary.url + "/")
    page.goto(diary.url + "/nowhere-at-all")
    put(page)
    try_now(page)
    page.goto(diary.url + "/diary")
    kept = page.evaluate("""async () => {
      const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      const requests = await Promise.all(stores.map((store) => store.keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    }""")
    assert not [path for path in kept if path.startswith("/api") or path in {"/nowhere-at-all", "/sw.js"}]
    assert "/relief" in kept


def test_a_start_page_kept_from_another_day_asks_about_the_right_night(page: Page, served: Served) -> None:
    with_worker(page, served.url + "/")
    page.clock.set_fixed_time(datetime(2026, 3, 1, 8, tzinfo=UTC))
    served.stop()
    page.goto(served.url + "/")
    expect(page.locator("[data-night-of]:visible")).to_have_count(0)
    asked = page.locator("[data-other-than]")
    expect(asked).to_be_visible()
    asked.get_by_role("button", name="No cramp").click()
    expect(page.locator("[data-status]")).to_have_text(re.compile("Kept here"))
    expect(asked).to_be_hidden()
    expect(page.get_by_role("heading", name="Waiting to be saved")).to_be_visible()
    assert [row["entry"]["payload"] for row in waiting(page)] == [{"date": "2026-02-28", "cramps": 0}]


def test_what_is_written_anew_while_the_first_is_on_its_way_is_saved_too(page: Page, line: Proxy, diary: Diary) -> None:
    page.goto(line.url + FORM)
    line.mode = "late"
    code = """
      globalThis.first = device.newEntry("cramp", { at: "2026-01-05T02:14:10Z", pain: 2 });
      await outbox.put(first);
      outbox.flush();
    """
    call(page, code)
    assert line.delivered.wait(SECONDS)
    call(
        page,
        "await outbox.put({ ...first, recorded_at: new Date().toISOString(), payload: { ...first.payload, pain: 7 } });",
    )
    line.mode = "pass"
    line.release.set()
    try_now(page)
    assert waiting(page) == []
    assert sorted(entry["payload"]["pain"] for entry in held(diary)) == [2, 7]


def test_an_entry_is_not_called_saved_because_the_database_cannot_be_read(page: Page, line: Proxy) -> None:
    page.goto(line.url + FORM)
    line.mode = "answer"
    code = """
      const entry = device.newEntry("cramp", { at: "2026-01-05T02:14:10Z" });
      const open = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function (store, mode, settings) {
        if (mode === "readonly") throw new Error("cannot be read");
        return open.call(this, store, mode, settings);
      };
      const { state } = await outbox.save(entry);
      IDBDatabase.prototype.transaction = open;
      return state;
    """
    assert call(page, code) == "kept"
    assert len(waiting(page)) == 1


@pytest.mark.parametrize("theme", ["light", "dark", "night"])
def test_axe_finds_nothing_in_what_waits_and_in_the_offline_pages(
    new_context: Callable[..., BrowserContext], line: Proxy, theme: str
) -> None:
    context = new_context(viewport={"width": 320, "height": 640})
    context.add_cookies([{"name": "theme", "value": theme, "url": line.url}])
    page = context.new_page()
    page.goto(line.url + FORM)
    line.mode = "answer"
    line.reply = (422, {"message": "Nattero could not read that."})
    put(page)
    try_now(page)
    for path in (FORM, "/offline"):
        page.goto(line.url + path)
        expect_count(page, 1)
        for summary in page.locator(f"{OUTBOX} summary").all():
            summary.click()
        expect(page.get_by_role("button", name="Throw away")).to_be_visible()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_pages_to_learn_from_open_offline_once_visited_and_a_note_on_them_waits(
    page: Page, context: BrowserContext, diary: Diary
) -> None:
    with_worker(page, diary.url + "/")
    for path in ("/learn/myths", "/learn/situations/muscle"):
        page.goto(diary.url + path)
        until(page, f"await (await caches.open('pages')).match('{path}')")
    context.set_offline(True)
    page.goto(diary.url + "/learn/myths")
    expect(page.get_by_role("heading", name="True or not?")).to_be_visible()
    page.goto(diary.url + "/learn/situations/muscle")
    expect(page.locator("svg.muscle")).to_be_visible()
    assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
    page.get_by_text("Something wrong or missing?").click()
    page.get_by_label("What is wrong, or what do you miss?").fill("The foot looks small")
    page.get_by_role("button", name="Keep this note").click()
    expect_count(page, 1)
    context.set_offline(False)
    expect_count(page, 0)
    assert [entry["payload"]["text"] for entry in held(diary)] == ["The foot looks small"]


def test_a_printed_page_shows_every_source_with_its_address(page: Page, diary: Diary) -> None:
    page.goto(diary.url + "/learn/conditions/dvt")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    links = page.locator("main a[href^=http]")
    assert links.count() > 5
    assert all(link.is_visible() for link in links.all())
    shown = links.evaluate_all("all => all.map((link) => [link.href, getComputedStyle(link, '::after').content])")
    assert all(href.rstrip("/") in content.replace('/")', ')"') for href, content in shown)
    expect(page.locator(".foot details")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("main details[open]")).to_have_count(0)
