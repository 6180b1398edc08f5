"""Which pages are looked at in a browser, and tabs to look at them with.

In: a running server. Out: tabs with a language and a theme, and the brightest pixel of a picture.
"""

import base64
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

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
    "/trial/new?arm=own&own=mijn+tenen+bewegen",
    "/trial/new?arm=loose-bedclothes&against=nothing&weeks=8",
    "/trial/shared",
    "/settings/diary",
    "/ask",
    "/insight",
    "/report",
    "/report/preview",
    "/report/data",
    "/offline",
    "/nowhere",
]
LANGUAGES = ["nl", "nb", "id", "en"]
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


def brightest(browser: Browser, picture: bytes) -> tuple[int, int, int]:
    """The brightest red, green and blue of a picture, read in a tab of its own."""
    page = browser.new_page()
    try:
        red, green, blue = page.evaluate(BRIGHTEST, base64.b64encode(picture).decode())
    finally:
        page.close()
    return red, green, blue
