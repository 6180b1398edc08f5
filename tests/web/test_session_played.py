"""A guided session in a browser: led by the clock, stopped by a tap, and written down as far as it got, whatever happens."""

import json
import random
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from bench.weight import visit
from nattero.diary.entry import Entry, convert, encode, read
from nattero.diary.merge import current, families
from nattero.diary.payloads import Session
from nattero.plan.session import Phase, arranged, phases, total
from tests import packed
from tests.killing import kill_browser
from tests.web import small
from tests.web.held import Diary, held

PACK = packed.pack()
BEFORE_BED = phases(arranged(PACK.programmes["before-bed"].parts, (), PACK.exercises).turns)
LONG = [{"exercise": "toes-up", "hold": 10, "repetitions": 30, "rest": 0}]
EARLIER = timedelta(hours=3)
"""Sessions of these tests begin so long ago that their end is not in the server's future."""
TICK = """() => new Promise((done) => {
  const ticker = new Worker(document.querySelector("[data-ticker]").dataset.ticker);
  let seen = 0;
  ticker.onmessage = () => { if (++seen === 2) { ticker.terminate(); done(); } };
})"""
DEVICE = """
window.said = [];
window.locks = 0;
const voice = { lang: "en-GB", localService: true };
const synth = { speaking: false, getVoices: () => [voice], speak: ({ text }) => said.push(text), cancel() {}, addEventListener() {} };
Object.defineProperty(window, "speechSynthesis", { value: synth });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
const lock = () => { locks += 1; return { released: false, release: async () => { locks -= 1; } }; };
Object.defineProperty(navigator, "wakeLock", { value: { request: async () => lock() } });
"""
"""A device with a voice and a screen that can be kept on, both of which tell what they were asked for."""


def send(diary: Diary, kind: str, payload: dict[str, Any]) -> None:
    """Put an entry into the diary of a server."""
    body = b'{"entries":[' + encode(small.entry(kind, payload)) + b"]}"
    asked = urllib.request.Request(f"{diary.url}/api/entries", body, {"content-type": "application/json"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        assert answer.status == 201


def entries(diary: Diary) -> list[Entry]:
    """Every entry of a session that the server got since the test began."""
    return [convert(one) for one in held(diary) if one["kind"] == "session"]


def until(page: Page, condition: str, given: Any = None) -> None:
    """Wait until an expression, which may await, holds in the page."""
    code = f"""async (given) => {{
      const held = async () => (await (await fetch("/api/entries")).json()).entries.filter(({{ kind }}) => kind === "session");
      while (!({condition})) await new Promise((done) => setTimeout(done, 30));
    }}"""
    page.evaluate(code, given)


def only_session(page: Page, diary: Diary) -> Session:
    """The one session that stands, once nothing waits on the device any more."""
    until(page, "(await held()).some(({ id }) => !given.includes(id))", sorted(diary.before))
    expect(page.locator("section[data-outbox]").first).to_be_hidden()
    found = entries(diary)
    assert len(list(families(found))) == 1
    (entry,) = current(found)
    session = read(entry)
    assert isinstance(session, Session)
    return session


def begin(page: Page, diary: Diary, path: str = "/session/before-bed") -> None:
    """Open a session on a clock of its own and start it."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.clock.install(time=datetime.now(UTC) - EARLIER)
    page.goto(f"{diary.url}{path}")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator("[data-doing]")).to_have_text("Get ready")


def let_pass(page: Page, seconds: float) -> None:
    """Let time go by, the page asleep for up to a minute between two ticks, as in a browser that saves power."""
    while seconds > 0:
        page.clock.run_for(int(min(seconds, 59) * 1000))
        page.evaluate(TICK)
        seconds -= 59


def done_by(line: tuple[Phase, ...], seconds: float) -> int:
    """How many repetitions a time line has done after so many seconds."""
    done = 0
    for phase in line:
        within = min(max(seconds, 0), phase.seconds)
        done += int(phase.repetitions * within // phase.seconds)
        seconds -= phase.seconds
    return done


def did(session: Session) -> int:
    return sum(step.done for step in session.steps)


def test_a_session_that_goes_to_its_end_is_written_down_whole(page: Page, diary: Diary) -> None:
    begin(page, diary)
    let_pass(page, total(BEFORE_BED) + 1)
    expect(page.get_by_text("Well done. That was all.")).to_be_visible()
    found = only_session(page, diary)
    assert found.ended == "whole"
    assert [(step.exercise, step.done) for step in found.steps] == [
        ("toes-up", 6), ("towel-stretch", 6), ("legs-up", 1), ("belly-breath", 6),
    ]  # fmt: skip
    assert abs(found.seconds - total(BEFORE_BED)) < 20


def test_the_clock_is_less_than_a_tenth_of_a_second_off_after_ten_minutes_of_late_ticks(
    page: Page, diary: Diary
) -> None:
    send(
        diary, "plan", {"at": "2026-11-20T10:00:00Z", "first": "2026-11-20", "given": {"title": "Long", "parts": LONG}}
    )
    page.clock.install(time=datetime.now(UTC) - EARLIER)
    page.goto(f"{diary.url}/session/given")
    page.clock.pause_at(datetime.now(UTC) - EARLIER + timedelta(minutes=1))
    page.get_by_role("button", name="Start", exact=True).click()
    line = json.loads(page.locator("#session-data").text_content() or "")["phases"]
    ends = list(accumulate(phase[2] for phase in line))
    place = next(place for place, end in enumerate(ends) if end > 600)
    let_pass(page, ends[place] - 0.1)
    expect(page.get_by_role("timer")).to_have_text("1")
    before = page.locator("[data-doing]").inner_text()
    page.clock.run_for(200)
    page.evaluate(TICK)
    expect(page.locator("[data-doing]")).not_to_have_text(before)
    expect(page.get_by_role("timer")).to_have_text(str(line[place + 1][2]))


@pytest.mark.parametrize("seed", range(2))
def test_a_session_whose_tab_is_closed_is_recorded_as_far_as_it_got(
    context: BrowserContext, diary: Diary, seed: int
) -> None:
    first, far = context.new_page(), random.Random(seed).uniform(1, total(BEFORE_BED) - 5)
    begin(first, diary)
    let_pass(first, far)
    first.close()
    second = context.new_page()
    second.goto(f"{diary.url}/more")
    found = only_session(second, diary)
    assert found.ended is None
    assert done_by(BEFORE_BED, far - 1) <= did(found) <= done_by(BEFORE_BED, far + 10)


@pytest.mark.parametrize("seed", range(2))
def test_a_session_whose_tab_crashes_is_recorded_when_any_page_opens(
    new_context: Callable[..., BrowserContext], diary: Diary, seed: int
) -> None:
    context = new_context(service_workers="block")  # it would crash too, and take its time to come back
    first, far = context.new_page(), random.Random(100 + seed).uniform(1, total(BEFORE_BED) - 5)
    begin(first, diary)
    let_pass(first, far)
    with pytest.raises(Error):
        first.goto("chrome://crash")
    second = context.new_page()
    second.goto(f"{diary.url}/more")
    found = only_session(second, diary)
    assert found.ended is None
    assert done_by(BEFORE_BED, far - 1) <= did(found) <= done_by(BEFORE_BED, far + 10)


def test_a_killed_browser_still_has_the_session_as_far_as_it_got(
    new_profile: Callable[..., BrowserContext], diary: Diary
) -> None:
    context = new_profile()
    page = context.new_page()
    begin(page, diary)
    let_pass(page, 40)
    kill_browser(page)
    again = new_profile().new_page()
    again.goto(f"{diary.url}/more")
    assert did(only_session(again, diary)) >= done_by(BEFORE_BED, 39)


def test_a_session_that_is_still_going_on_is_left_alone_by_other_tabs(context: BrowserContext, diary: Diary) -> None:
    first = context.new_page()
    begin(first, diary)
    let_pass(first, 30)
    second = context.new_page()
    second.goto(f"{diary.url}/more")
    second.wait_for_load_state("networkidle")
    assert entries(diary) == []
    first.get_by_role("button", name="Stop for today").first.click()
    assert only_session(second, diary).ended == "stopped"


def test_a_page_that_was_already_open_records_a_session_once_its_tab_is_gone(
    context: BrowserContext, diary: Diary
) -> None:
    first, second = context.new_page(), context.new_page()
    begin(first, diary)
    let_pass(first, 30)
    second.goto(f"{diary.url}/more")
    second.wait_for_load_state("networkidle")
    assert entries(diary) == []
    first.close()
    assert only_session(second, diary).ended is None


def test_a_pause_does_not_count_and_what_is_skipped_is_said_to_be(page: Page, diary: Diary) -> None:
    begin(page, diary)
    let_pass(page, 17)
    page.get_by_role("button", name="Pause").click()
    let_pass(page, 100)
    shown = page.get_by_role("timer").inner_text()
    let_pass(page, 30)
    assert page.get_by_role("timer").inner_text() == shown
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_role("button", name="Skip").click()
    expect(page.locator("[data-doing]")).to_have_text("Next exercise")
    page.get_by_role("button", name="Stop for today").first.click()
    found = only_session(page, diary)
    assert found.seconds < 40
    assert [step.skipped for step in found.steps] == [True, False, False, False]


def test_that_hurts_stops_at_once_says_the_danger_signs_first_and_offers_another(page: Page, diary: Diary) -> None:
    begin(page, diary)
    let_pass(page, 17)
    page.get_by_role("button", name="That hurts").click()
    let_pass(page, 60)
    hurt = page.locator("[data-part=hurt]")
    expect(hurt.get_by_role("heading", name="Stop. Let go")).to_be_focused()
    buttons = hurt.get_by_role("button").all_inner_texts()
    assert next(place for place, text in enumerate(buttons) if "One leg is swollen" in text) < len(buttons) - 2
    hurt.get_by_role("button", name="Instead: Straighten your knee").click()
    expect(page.locator(".turn[data-on] h2")).to_have_text("Straighten your knee")
    let_pass(page, 20)
    page.get_by_role("button", name="Stop for today").first.click()
    found = only_session(page, diary)
    assert found.ended == "hurt"
    assert [(step.exercise, step.hurt) for step in found.steps][:2] == [("toes-up", True), ("leg-straighten", False)]
    assert found.steps[1].done


def test_pain_with_a_danger_sign_ends_the_exercise_and_says_whom_to_call(page: Page, diary: Diary) -> None:
    begin(page, diary)
    page.get_by_role("button", name="That hurts").click()
    page.get_by_role("button", name="One leg is swollen").click()
    advice = page.locator("[data-advice=one-leg-swollen]")
    expect(advice).to_be_visible()
    expect(advice.get_by_role("link", name="Call")).to_have_attribute("href", "tel:112")
    expect(page.get_by_role("button", name="On to the next")).to_be_hidden()
    page.get_by_role("button", name="Stop for today").last.click()
    assert only_session(page, diary).ended == "hurt"


def test_who_goes_on_after_stopping_has_one_session_all_the_same(page: Page, diary: Diary) -> None:
    begin(page, diary)
    let_pass(page, 20)
    page.get_by_role("button", name="Stop for today").first.click()
    assert only_session(page, diary).ended == "stopped"
    page.get_by_role("button", name="Go on after all").click()
    let_pass(page, total(BEFORE_BED))
    expect(page.get_by_text("Well done. That was all.")).to_be_visible()
    until(page, "(await held()).some((entry) => entry.supersedes)")
    assert only_session(page, diary).ended == "whole"


def test_a_device_that_slept_has_waited_instead_of_running_on(page: Page, diary: Diary) -> None:
    begin(page, diary)
    let_pass(page, 20)
    page.clock.fast_forward(3_600_000)
    expect(page.locator("[data-doing]")).to_have_text("Nattero waited for you.")
    page.get_by_role("button", name="Stop for today").first.click()
    assert only_session(page, diary).seconds < 60


def test_a_planned_session_is_kept_ahead_played_without_a_network_and_written_down_once_it_is_back(
    context: BrowserContext, diary: Diary
) -> None:
    page = context.new_page()
    page.goto(f"{diary.url}/session")
    wanted = str(page.locator("a[data-ahead]").first.get_attribute("href"))
    page.evaluate("navigator.serviceWorker.ready")
    until(page, "await caches.match(given)", wanted)
    ticker = str(page.locator("script[src$='ahead.js']").get_attribute("src")).replace("ahead.js", "ticker.js")
    until(page, "await caches.match(given)", ticker)
    context.set_offline(True)
    begin(page, diary, wanted)
    let_pass(page, 30)
    page.get_by_role("button", name="Stop for today").first.click()
    expect(page.get_by_text("Not yet saved: 1")).to_be_visible()
    context.set_offline(False)
    assert only_session(page, diary).ended == "stopped"


def test_voice_and_screen_follow_the_session(page: Page, diary: Diary) -> None:
    page.add_init_script(DEVICE)
    begin(page, diary)
    for seconds in (15.5, 5, 3):
        let_pass(page, seconds)
    said = page.evaluate("said")
    assert said[0].startswith("Get ready. Draw your toes up Lie with one leg straight")
    assert [each for each in said[1:] if not each.isdecimal()] == [  # seconds are counted down where the clock stops at them
        "Left leg. Push your heel away, and draw your toes up.", "Change legs.",
        "Right leg. Push your heel away, and draw your toes up.",
    ]  # fmt: skip
    assert page.evaluate("locks") == 1
    page.get_by_role("button", name="Pause").click()
    page.wait_for_function("locks === 0")


def test_the_first_visit_of_a_session_weighs_no_more_than_relief_may(browser: Browser, diary: Diary) -> None:
    assert sum(visit(browser, diary.url, "/session/before-bed").values()) < 75


def test_axe_finds_nothing_while_a_session_is_played_when_it_hurts_or_when_it_is_over(
    new_context: Callable[..., BrowserContext], diary: Diary
) -> None:
    context = new_context(service_workers="block", bypass_csp=True)
    context.add_cookies([{"name": "theme", "value": "night", "url": diary.url}])
    page = context.new_page()
    begin(page, diary)
    for name in ("Start now", "That hurts", "Stop for today"):
        page.get_by_role("button", name=name).locator("visible=true").first.click()
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        assert not found.violations_count, (name, found.generate_report())
