"""How long ten years of diary take as a FHIR bundle and back, how large it is, and what the other ways out cost beside it.

In: ten example years end to end, from ten seeds. Out: times, sizes and memory.
"""

import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from nattero.checkup.desk import Desk
from nattero.demo import year
from nattero.diary.entry import Entry
from nattero.knowledge.pack import load_pack
from nattero.report.fhir import Speech, bundle, encoded
from nattero.report.fhir_read import read_bundle
from nattero.report.files import json_lines, zip_of
from nattero.report.sharing import PARTS, Share, shared
from nattero.report.tables import tables

TITLE = "FHIR: ten years of diary out and in"
ABOUT = (
    "Ten example years (seeds 1 to 10), everything chosen, in Dutch. To share: what stands, without devices. Bundle: as FHIR R4, with the "
    "medicines recognised. JSON: the bundle as bytes. Back: those bytes as entries again, each examined. Peers: the same as JSON Lines, "
    "and as tables in a zip. Memory: the most that Python held at once beside its input. Processor time of one core."
)
Made = TypeVar("Made")
ZONE = "Europe/Amsterdam"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def run() -> list[dict[str, object]]:
    """The time, size and memory of each step."""
    pack = load_pack()
    desk = Desk(pack)
    speak = Speech(pack, "nl", "NL")
    entries = [
        entry for seed in range(1, 11) for entry in year(seed, NOW - timedelta(days=365 * (seed - 1)), ZONE, "nl")
    ]
    everything = Share(frozenset(PARTS))
    out, first = measured("to share", partial(shared, entries, "me", everything), len)
    made, second = measured(
        "bundle", lambda: bundle(out, speak, NOW, ZONE, desk=lambda: desk), lambda b: len(b["entry"])
    )
    data, third = measured("JSON", partial(encoded, made), lambda _: len(made["entry"]))
    back, fourth = measured("back", lambda: read_bundle(data, "me", NOW), lambda found: len(found.entries))
    lines, fifth = measured("peer: JSON Lines", partial(json_lines, out), lambda _: len(out))
    zipped, sixth = measured(
        "peer: tables in a zip", lambda: zip_of(tables(out, speak), speak, "nl"), lambda _: len(out)
    )
    sizes = {"JSON": data, "peer: JSON Lines": lines, "peer: tables in a zip": zipped}
    same = set(back.entries) == set[Entry](out)
    return [
        {
            **row,
            "MB": f"{len(sizes[name]) / 1e6:.2f}" if (name := str(row["what"])) in sizes else "",
            "same diary": told,
        }
        for row in (first, second, third, fourth, fifth, sixth)
        for told in [("yes" if same else "NO") if row["what"] == "back" else ""]
    ]


def measured(what: str, make: Callable[[], Made], count: Callable[[Made], int]) -> tuple[Made, dict[str, object]]:
    """What is made, and what it took: the best of three runs for the time, one more for the memory."""
    times = []
    for _ in range(3):
        start = time.process_time()
        make()
        times.append(time.process_time() - start)
    tracemalloc.start()
    made = make()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    row = {"what": what, "number": count(made), "seconds": f"{min(times):.2f}", "memory": f"{peak / 1e6:.0f} MB"}
    return made, row
