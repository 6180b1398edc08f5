"""Reading the pack: all rows checked, and one language's words."""

import statistics
import time

from nattero.knowledge.check import check
from nattero.knowledge.pack import load_pack

TITLE = "Reading the pack"
ABOUT = "All files read, validated and cross-checked, with the words of one language; best and median of fifteen, in this process."
RUNS = 15


def run() -> list[dict[str, object]]:
    """Loading, and the full check."""
    loads, checks = [], []
    for _ in range(RUNS):
        begun = time.perf_counter()
        load_pack().words("nl")
        loads.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        check()
        checks.append(time.perf_counter() - begun)
    claims = len(load_pack().claims)
    return [
        {
            "what": name,
            "claims": claims,
            "best, ms": f"{1000 * min(times):.0f}",
            "median, ms": f"{1000 * statistics.median(times):.0f}",
        }
        for name, times in (("load, one language", loads), ("check, four languages", checks))
    ]
