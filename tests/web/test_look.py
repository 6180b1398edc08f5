"""What is on the screen: nothing axe objects to, no white at night, nothing cut off on a narrow screen or in large print."""

import base64
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests import serving
from tests.serving import Served

PAGES = [
    "/",
    "/relief",
    "/relief?place=water",
    "/checkin",
    "/sleep",
    "/diary",
    "/diary/cramp/new",
    "/settings",
    "/learn",
    "/learn/danger",
    "/learn/stretch-ends-cramp",
    "/learn/conditions",
    "/learn/conditions/dvt",
    "/learn/situations/muscle",
    "/learn/myths",
    "/learn/exercises",
    "/learn/exercises/evening-stretch",
    "/learn/bed-and-shoes",
    "/learn/bed-and-shoes?way=rug&slippers=open&cover=tucked&lying=side&pillow=knees&heel=low",
    "/learn/remedies",
    "/learn/remedies/stretch-evening",
    "/learn/remedies/magnesium-pregnancy",
    "/learn/food",
    "/more",
    "/checkup",
    "/checkup/ask?item=duration_min",
    "/checkup/result",
    "/plan",
    "/plan/more",
    "/plan/change",
    "/plan/sheet",
    "/plan/calendar",
    "/plan/buttons",
    "/plan/given",
    "/plan/given/new",
    "/plan/reminders",
    "/session",
    "/session/before-bed",
    "/session/evening-stretch",
    "/trial",
    "/trial/new",
    "/trial/new?arm=loose-bedclothes&against=nothing&weeks=8",
    "/ask",
    "/insight",
    "/report",
    "/report/data",
    "/offline",
    "/nowhere",
]
LANGUAGES = ["nl", "nb", "id", "en"]
THEMES = ["light", "dark", "night"]
BRIGHTEST = """
async (png) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  let green = 0, blue = 0, red = 0;
  for (let i = 0; i < data.length; i += 4) { red = Math.max(red, data[i]);
    green = Math.max(green, data[i + 1]); blue = Math.max(blue, data[i + 2]); }
  return [red, green, blue];
}
"""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a year of diary."""
    data = tmp_path_factory.mktemp("full") / "data"
    subprocess.run([sys.executable, "-m", "nattero", "demo", "--data", str(data)], check=True, capture_output=True)
    server = serving.serve(data)
    yield server
    server.stop()


def opened(new_context: Callable[..., BrowserContext], served: Served, lang: str, theme: str, **settings: Any) -> Page:
    """A tab with a language and a theme, kept from registering a worker."""
    context = new_context(service_workers="block", **settings)
    context.add_cookies(
        [
            {"name": "lang", "value": lang, "url": served.url},
            {"name": "theme", "value": theme, "url": served.url},
        ]
    )
    return context.new_page()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_on_any_page(new_context: Callable[..., BrowserContext], full: Served, theme: str):
    page = opened(new_context, full, "nl", theme, viewport={"width": 390, "height": 844}, bypass_csp=True)
    found = {}
    for path in PAGES:
        page.goto(full.url + path)
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        if results.violations_count:
            found[path] = [
                (rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in results.response["violations"]
            ]
    assert not found


def brightest(browser: Browser, picture: bytes) -> tuple[int, int, int]:
    """The brightest red, green and blue of a picture, read in a tab of its own."""
    page = browser.new_page()
    try:
        red, green, blue = page.evaluate(BRIGHTEST, base64.b64encode(picture).decode())
    finally:
        page.close()
    return red, green, blue


def test_night_never_shows_a_white_pixel(new_context: Callable[..., BrowserContext], browser: Browser, full: Served):
    page = opened(new_context, full, "en", "night", viewport={"width": 390, "height": 844})
    for path in PAGES:
        page.goto(full.url + path)
        red, green, blue = brightest(browser, page.screenshot(full_page=True))
        assert green < 140, path
        assert blue < 100, path
        assert red > 150, path


def test_night_is_dark_from_the_first_frame_of_a_navigation(
    new_context: Callable[..., BrowserContext], browser: Browser, full: Served
):
    page = opened(new_context, full, "en", "night", viewport={"width": 390, "height": 844})
    page.goto(full.url)
    frames: list[str] = []
    session = page.context.new_cdp_session(page)

    def keep(event: dict[str, Any]) -> None:
        frames.append(event["data"])
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
    for path in ("/relief", "/diary", "/"):
        page.goto(full.url + path)
        page.wait_for_load_state("networkidle")
    session.send("Page.stopScreencast")
    assert frames
    reader = browser.new_page()
    for frame in frames:
        _, green, blue = reader.evaluate(BRIGHTEST, frame)
        assert max(green, blue) < 140
    reader.close()


@pytest.mark.parametrize("hour", [2, 22])
def test_night_follows_the_clock_of_the_phone(new_context: Callable[..., BrowserContext], full: Served, hour: int):
    page = opened(new_context, full, "en", "auto")
    page.clock.install(time=f"2026-11-22T{hour:02d}:00:00")
    page.goto(full.url)
    assert page.locator("html").get_attribute("data-theme") == "night"
    page.clock.set_system_time("2026-11-22T12:00:00")
    page.clock.run_for(61_000)
    assert page.locator("html").get_attribute("data-theme") == "auto"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256)])  # 320 x 256 is 1280 x 1024 at 400 %
def test_nothing_is_cut_off_on_a_narrow_screen(
    new_context: Callable[..., BrowserContext], full: Served, lang: str, width: int, height: int
):
    page = opened(new_context, full, lang, "light", viewport={"width": width, "height": height})
    for path in PAGES:
        page.goto(full.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_pages_can_be_used_at_four_times_the_text_size(new_context: Callable[..., BrowserContext], full: Served):
    page = opened(new_context, full, "nl", "light", viewport={"width": 1280, "height": 1024})
    page.context.new_cdp_session(page).send(
        "Emulation.setDeviceMetricsOverride", {"width": 1280, "height": 1024, "deviceScaleFactor": 1, "mobile": False}
    )
    for path in PAGES:
        page.goto(full.url + path)
        page.evaluate("document.documentElement.style.fontSize = '72px'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path


def test_everything_that_is_pressed_is_large_enough(new_context: Callable[..., BrowserContext], full: Served):
    page = opened(new_context, full, "nl", "light", viewport={"width": 390, "height": 844})
    small = {}
    for path in PAGES:
        page.goto(full.url + path)
        found = page.evaluate("""() => [...document.querySelectorAll('a[href], button, summary, select, input, textarea')]
            .filter(e => e.getClientRects().length && e.type !== 'hidden' && !e.closest('.sr, .skip, p, li p, svg'))
            .map(e => e.matches('input') ? e.closest('label') ?? e : e)
            .map(e => [e.textContent.trim().slice(0, 30) || e.name, e.getBoundingClientRect().width, e.getBoundingClientRect().height])
            .filter(([, width, height]) => height < 47.5 && width < 300 || height < 33)""")
        if found:
            small[path] = found
    assert not small
