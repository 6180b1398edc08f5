"""A browser that dies: without a word to its pages, as when a phone takes back its memory, or because it does not end by itself."""

import os
import signal
from threading import Timer

from playwright.sync_api import Browser, BrowserContext, Error, Page

PATIENCE = 20.0  # seconds; a profile closes within a tenth of one


def kill_browser(page: Page) -> None:
    """Kills the browser a page is open in, and nothing else."""
    browser = page.context.browser
    assert browser
    end(process_of(browser))
    page.wait_for_event("close")


def process_of(browser: Browser) -> int:
    """Give a browser's main process, which leads a group of its own."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    (main,) = [int(process["id"]) for process in processes if process["type"] == "browser"]
    assert os.getpgid(main) == main  # the browser's own group, and nobody else's
    return main


def end(main: int) -> None:
    """Kills a browser with all its processes."""
    os.killpg(main, signal.SIGKILL)


def close(context: BrowserContext, main: int) -> bool:
    """Closes a profile; where its browser hangs over that, as Chromium does now and then, the browser goes too: then False."""
    timer = Timer(PATIENCE, end, [main])
    timer.start()
    try:
        context.close()
    except Error:
        if timer.is_alive():
            raise
        return False
    finally:
        timer.cancel()
    return True
