"""How long the first instruction takes from the service worker, on a phone that is slow and has no network."""

import statistics
from typing import Any

from bench.browser import chromium
from bench.server import nattero

TITLE = "The first instruction, from the service worker"
ABOUT = (
    "390 x 844, processor slowed down by the factor given, network off; from the start of navigation until the first step's figure and "
    "title are painted, and until the count-down runs beneath them. Median of nine; aim: 300 ms for the instruction. Peer: the same page "
    "over a fast 4G profile, no service worker."
)
RUNS = 9
WATCH = """
const seen = (name, selector) => {
  const look = () => {
    if (document.querySelector(selector)?.getClientRects().length) setTimeout(() => { window[name] = performance.now(); });
    else requestAnimationFrame(look);
  };
  look();
};
seen("firstInstruction", "[data-step]:not([hidden]) h2");
seen("countDown", ".relief.live [data-count]:not([hidden])");
"""
UNTIL = """new Promise((done) => {
  const look = () => window.firstInstruction && window.countDown ? done() : setTimeout(look, 30);
  look();
})"""  # asked again and again from outside, the page's own policy would forbid it
FAST_4G = {"offline": False, "latency": 60, "downloadThroughput": 9_000_000 / 8, "uploadThroughput": 1_500_000 / 8}


def timed(page: Any, address: str) -> tuple[float, float]:
    """Milliseconds of one opening: to the instruction, and to the running count-down."""
    page.goto(address + "/relief")
    page.evaluate(UNTIL)
    return float(page.evaluate("window.firstInstruction")), float(page.evaluate("window.countDown"))


def medians(times: list[tuple[float, float]]) -> tuple[float, float]:
    """The median of each."""
    return statistics.median(first for first, _ in times), statistics.median(second for _, second in times)


def from_worker(browser: Any, address: str, slower: int) -> tuple[float, float]:
    """The median from the service worker with the network off."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(address + "/")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/relief', {ignoreSearch: true}).then(Boolean)")
    page.reload()
    context.set_offline(True)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    times = [timed(page, address) for _ in range(RUNS)]
    context.close()
    return medians(times)


def from_network(browser: Any, address: str, slower: int) -> tuple[float, float]:
    """The median over a telephone network, without a service worker and with an empty cache."""
    times = []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
        context.add_init_script(WATCH)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", FAST_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        times.append(timed(page, address))
        context.close()
    return medians(times)


def run() -> list[dict[str, object]]:
    """Three sorts of phone."""
    rows: list[dict[str, object]] = []
    with nattero() as (address, _), chromium() as browser:
        for slower in (1, 4, 6):
            (ours, running), (theirs, _) = from_worker(browser, address, slower), from_network(browser, address, slower)
            rows.append(
                {
                    "processor slowed by": slower,
                    "service worker, offline: instruction, ms": f"{ours:.0f}",
                    "count-down, ms": f"{running:.0f}",
                    "first visit over 4G: instruction, ms": f"{theirs:.0f}",
                    "ratio": f"{ours / theirs:.2f}",
                }
            )
    return rows
