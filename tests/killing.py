"""A browser that dies: without a word to its pages, as when a phone takes back its memory."""

import os
import signal

from playwright.sync_api import Browser, Page


def kill_browser(page: Page) -> None:
    """Kills the browser a page is open in, and nothing else."""
    browser = page.context.browser
    assert browser
    kill(browser)
    page.wait_for_event("close")


def kill(browser: Browser) -> None:
    """Kills a browser with all its processes."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    (main,) = [process["id"] for process in processes if process["type"] == "browser"]
    assert os.getpgid(main) == main  # the browser's own group, and nobody else's
    os.killpg(main, signal.SIGKILL)
