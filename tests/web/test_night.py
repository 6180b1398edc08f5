"""Night on the screen: dark from the first frame, and by the phone's own clock."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.serving import Served
from tests.web.looked_at import BRIGHTEST, opened


def test_night_is_dark_from_the_first_frame_of_a_navigation(
    new_context: Callable[..., BrowserContext], browser: Browser, shared_server: Served
):
    page = opened(new_context, shared_server, "en", "night", viewport={"width": 390, "height": 844})
    page.goto(shared_server.url)
    frames: list[str] = []
    session = page.context.new_cdp_session(page)

    def keep(event: dict[str, Any]) -> None:
        frames.append(event["data"])
        session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
    for path in ("/relief", "/diary", "/"):
        page.goto(shared_server.url + path)
        page.wait_for_load_state("networkidle")
    session.send("Page.stopScreencast")
    assert frames
    reader = browser.new_page()
    for frame in frames:
        _, green, blue = reader.evaluate(BRIGHTEST, frame)
        assert max(green, blue) < 140
    reader.close()


@pytest.mark.parametrize("hour", [2, 22])
def test_night_follows_the_clock_of_the_phone(
    new_context: Callable[..., BrowserContext], shared_server: Served, hour: int
):
    page = opened(new_context, shared_server, "en", "auto")
    page.clock.install(time=f"2026-11-22T{hour:02d}:00:00")
    page.goto(shared_server.url)
    assert page.locator("html").get_attribute("data-theme") == "night"
    page.clock.set_system_time("2026-11-22T12:00:00")
    page.clock.run_for(61_000)
    assert page.locator("html").get_attribute("data-theme") == "auto"
