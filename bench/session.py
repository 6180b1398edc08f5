"""Ten minutes of a guided session in a tab that nobody looks at: how late each of its phases begins, by the machine's clock."""

import json
import re
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

from playwright.sync_api import sync_playwright

from bench.server import nattero
from nattero.diary.entry import encode
from scripts import browser as browsers
from tests.conftest import FLAGS
from tests.web import small

TITLE = "A session's clock, ten minutes in the background"
ABOUT = (
    "A session of 117 phases in a tab behind another one, the browser's saving of power in the background switched on as users have it; "
    "for each phase, how many milliseconds after its time it began. Drift: the last phase against the first. Aim: under 100 ms over "
    "ten minutes. Peer: the same page counting ticks of `setInterval`, a second each."
)
MINUTES = 10
PLAN = {
    "at": "2026-11-20T10:00:00Z",
    "first": "2026-11-20",
    "given": {"title": "Long", "parts": [{"exercise": "toes-up", "hold": 10, "repetitions": 30, "rest": 0}]},
}
WATCH = """() => {
  window.begun = [];
  window.hidden = 0;
  const doing = document.querySelector("[data-doing]");
  new MutationObserver(() => { begun.push(Date.now()); hidden += document.hidden; }).observe(doing, { childList: true });
  window.ticks = 0;
  window.first = Date.now();
  setInterval(() => { ticks += 1; }, 1000);
}"""


def run() -> list[dict[str, object]]:
    """One session; its tab is behind another one from its first seconds on, and nobody drives the browser meanwhile."""
    with nattero() as (address, _), tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        plan(address)
        with alone(folder) as driver:
            browser = playwright.chromium.connect_over_cdp(driver)
            page = browser.contexts[0].pages[0]
            page.goto(f"{address}/session/given")
            line = json.loads(page.locator("#session-data").text_content() or "")["phases"]
            page.evaluate(WATCH)
            page.locator("[data-act=start]").click()
            browser.contexts[0].new_page().bring_to_front()
            browser.close()  # lets go of it: a browser that is driven shows every tab
            time.sleep(MINUTES * 60 + 5)
            browser = playwright.chromium.connect_over_cdp(driver)
            (page,) = [one for one in browser.contexts[0].pages if one.url.startswith(address)]
            begun, hidden, ticks, lasted = page.evaluate("[begun, hidden, ticks, (Date.now() - first) / 1000]")
            browser.close()
    return [row(line, begun, hidden), counting(ticks, lasted)]


@contextmanager
def alone(folder: str) -> Iterator[str]:
    """A browser as a person has it, with a profile in a folder; gives the address at which it can be driven."""
    command = [
        str(browsers.ensure()),
        "--headless=new",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
        *FLAGS,
    ]
    with subprocess.Popen([*command, "about:blank"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = next(found for line in process.stderr if (found := re.search(r"ws://\S+", line)))
        try:
            yield found[0]
        finally:
            process.terminate()
            process.wait(10)


def plan(address: str) -> None:
    """Puts a plan with a long programme into the diary."""
    body = b'{"entries":[' + encode(small.entry("plan", PLAN)) + b"]}"
    with urllib.request.urlopen(
        urllib.request.Request(f"{address}/api/entries", body, {"content-type": "application/json"}), timeout=10
    ):
        pass


def row(line: list[Any], begun: list[float], hidden: int) -> dict[str, object]:
    """How late the phases began, counted from the first."""
    due = [0, *accumulate(phase[2] * 1000 for phase in line)]
    late = sorted(at - begun[0] - wanted for at, wanted in zip(begun[1:], due[1:], strict=False))
    return {
        "clock": "ours",
        "phases begun": len(begun),
        "of them hidden": hidden,
        "seconds": f"{(begun[-1] - begun[0]) / 1000:.1f}",
        "drift, ms": f"{begun[-1] - begun[0] - due[len(begun) - 1]:.0f}",
        "late, median ms": f"{late[len(late) // 2]:.0f}",
        "latest, ms": f"{late[-1]:.0f}",
    }


def counting(ticks: int, seconds: float) -> dict[str, object]:
    """The same for a clock that counts ticks."""
    return {
        "clock": "counting ticks",
        "phases begun": "-",
        "of them hidden": "-",
        "seconds": f"{seconds:.1f}",
        "drift, ms": f"{(seconds - ticks) * 1000:.0f}",
        "late, median ms": "-",
        "latest, ms": "-",
    }
