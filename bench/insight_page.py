"""What the nights show, as a page: how long it takes, and whether the smoothed rate's interval holds the true rate."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
from litestar import Litestar
from litestar.datastructures import State
from litestar.testing import TestClient
from numpy.typing import NDArray
from scipy.special import gammaincinv
from threadpoolctl import threadpool_limits

from nattero import demo
from nattero.insight.course import weekly
from nattero.insight.findings import findings
from nattero.insight.lately import COMPARED, MONTH, compared, week_dispersion
from nattero.insight.walk import smooth
from nattero.knowledge.pack import load_pack
from nattero.person import person
from nattero.person.insight import history_of
from nattero.store.journal import open_journal
from nattero.trials.simulate import Truth, simulate
from nattero.web.pages import ROUTES
from nattero.web.site import Site

TITLE = "What the nights show: the page, and the smoothed rate"
ABOUT = (
    "The whole page from the entries in memory to HTML, median of five, CPU time of one thread; and the most that Python holds at once "
    "beside the diary itself: for the page, and for what is found alone (exposures, weekday, change, dated lines, tonight). Then the "
    "course: how often the "
    "95 % interval of a week holds the true rate of that week, over simulated diaries of 120 nights (rate 3.5 a week, nights scattering "
    "and alike from one to the next); beside it what simple apps do, each week's own Poisson interval; and how wide each is (high by "
    "low). Last: how often this month is called more or fewer than the last where nothing differs; beside it two Poisson intervals that "
    "do not overlap."
)
REPEATS, DIARIES = 5, 150
Numbers = NDArray[np.float64]
CELLS = {
    "steady": Truth(nights=120),
    "steady, nights alike (0.8)": Truth(nights=120, correlation=0.8),
    "steady, a third missing": Truth(nights=120, missing=0.33),
    "wandering": Truth(nights=120, walk=0.1),
    "rising line": Truth(nights=120, trend=2.0),
    "a step": Truth(nights=120, step=-1.0),
    "waves of 60 nights": Truth(nights=120, season=0.5),
}


def run() -> list[dict[str, object]]:
    """Times and shares."""
    return [*pages(), *(held(name, truth) for name, truth in CELLS.items()), *(called(rate) for rate in (3.5, 14.0))]


def pages() -> Iterator[dict[str, object]]:
    """The page of one year to twenty: how long it takes, and how much it holds at once."""
    for name, years in (("a year", 1), ("five years", 5), ("ten years", 10), ("twenty years", 20)):
        with (
            TemporaryDirectory() as folder,
            patch.object(demo, "DAYS", years * 365),
            open_journal(Path(folder)) as journal,
        ):
            entries = demo.year(1, datetime.now(UTC), "Europe/Amsterdam", "en")
            journal.append(entries)
            site = Site(journal, load_pack())
            app = Litestar(ROUTES, state=State({"site": site, "pairing": None}))
            with threadpool_limits(1), TestClient(app) as client:
                client.get("/insight")
                took = [once(client) for _ in range(REPEATS)]
                held_by_page = peak(partial(once, client))
        who = person(entries, "me", datetime.now(UTC), "Europe/Amsterdam")
        nights = history_of(who, entries)
        holds = {"page, MB": f"{held_by_page:.1f}", "found, MB": f"{peak(partial(findings, nights)):.1f}"}
        yield row(f"the page, {name}", **{"CPU, ms": f"{1000 * float(np.median(took)):.0f}"}, **holds)


def peak(work: Callable[[], object]) -> float:
    """The most that Python held at once for this work, beside what it held before, in MB."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def once(client: TestClient[Litestar]) -> float:
    """Seconds of work for the page."""
    began = time.process_time()
    if client.get("/insight").status_code != 200:
        raise RuntimeError("no page")
    return time.process_time() - began


def held(name: str, truth: Truth) -> dict[str, object]:
    """How often intervals hold the true rate of their week."""
    courses: list[Numbers] = []
    ours, simple = [], []
    with patch("nattero.trials.simulate._course", spy(courses)):
        made = simulate(truth, DIARIES, np.random.default_rng(11))
    for course, cramps, there in zip(courses[0], made.cramps, made.recorded, strict=True):
        seen, nights = weekly(np.where(there > 0, cramps, np.nan))
        true = weekly(truth.rate / 7 * np.exp(course + truth.spread**2 / 2))
        rate = true[0] / true[1]
        found = smooth(seen, nights, 0.025)
        ours.append((((found.low <= rate) & (rate <= found.high)).mean(), np.median(found.high / found.low)))
        told = nights > 0
        low, high = (gammaincinv(seen[told] + 0.5, end) / nights[told] for end in (0.025, 0.975))
        simple.append((((low <= rate[told]) & (rate[told] <= high)).mean(), np.median(high / low)))
    mine, others = np.mean(ours, axis=0), np.mean(simple, axis=0)
    shares = {"held": f"{100 * mine[0]:.0f} %", "held, week alone": f"{100 * others[0]:.0f} %"}
    return row(f"course: {name}", **shares, **{"width": f"{mine[1]:.1f}", "width, week alone": f"{others[1]:.0f}"})


def called(rate: float) -> dict[str, object]:
    """How often a month is called more or fewer where nothing differs, and what intervals of two months do that do not overlap."""
    truth = Truth(nights=180, rate=rate, correlation=0.8, spread=1.0, missing=0.1)
    made, wrong, simple, tried = simulate(truth, 600, np.random.default_rng(12)), 0, 0, 0
    for cramps, there in zip(made.cramps, made.recorded, strict=True):
        count = np.where(there > 0, cramps, np.nan)
        months = [count[-MONTH:], count[-2 * MONTH : -MONTH]]
        nights = [int((~np.isnan(month)).sum()) for month in months]
        if min(nights) < COMPARED:
            continue
        tried += 1
        _, low, high = compared(months[0], months[1], *week_dispersion(count))
        wrong += low > 1 or high < 1
        sums = [float(np.nansum(month)) for month in months]
        ends = [
            [gammaincinv(total + 0.5, end) / many for end in (0.025, 0.975)]
            for total, many in zip(sums, nights, strict=True)
        ]
        simple += ends[0][0] > ends[1][1] or ends[1][0] > ends[0][1]
    shares = {"called": f"{100 * wrong / tried:.1f} %", "called, month alone": f"{100 * simple / tried:.0f} %"}
    return row(f"this month against the last, nothing differs, {rate:g} a week, nights alike (0.8)", **shares)


def spy(kept: list[Numbers]):  # type: ignore[no-untyped-def]  # the generator's own slow part, kept beside what it made
    """The generator's slow part, noted down."""
    from nattero.trials import simulate as module

    real = module._course

    def noted(truth: Truth, trials: int, rng: np.random.Generator) -> Numbers:
        kept.append(real(truth, trials, rng))
        return kept[-1]

    return noted


def row(name: str, **values: str) -> dict[str, object]:
    """A row of the table."""
    columns = (
        "CPU, ms",
        "page, MB",
        "found, MB",
        "held",
        "held, week alone",
        "width",
        "width, week alone",
        "called",
        "called, month alone",
    )
    return {"": name, **{column: values.get(column, "") for column in columns}}
