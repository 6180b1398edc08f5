"""Everything that may be shown about a history as found, in one call: a `History` in, `Findings` out.

What is looked at is looked at together: the chance that anything at all is shown of a history in which nothing is to be found is
meant to stay at 5 % through every look of a year (`looks.py`; docs/insight.md tells how it does). That chance is shared out among
exposures, weekdays, dated lines and a change.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from nattero.diary.summary import NEED_NIGHTS, OPEN_NIGHTS, NotYet, too_open
from nattero.insight.associations import Whitened, scaled, together, weekday, whitened
from nattero.insight.changes import change
from nattero.insight.forecast import forecast
from nattero.insight.found import Change, Findings, Forecast, Since, Together, Unseen, Weekday
from nattero.insight.history import History, cut
from nattero.insight.looks import looks_at
from nattero.insight.regressors import NIGHTS_NEEDED, Told, exposures, told
from nattero.insight.since import since

__all__ = ["Change", "Findings", "Forecast", "Since", "Together", "Unseen", "Weekday", "findings"]

CRAMPS_NEEDED = 7
WEEKDAYS = 7
OF_WEEKDAYS = 0.05  # of a look's share of error; the rest is for exposures
Stood = frozenset[tuple[str, bool]]  # exposures that stood out, and whether with more cramps
OF_LINES = 0.002  # of error, for all dated lines; these are looked at with every night


def findings(
    history: History,
    tonight: Mapping[str, float] | None = None,
    on: date | None = None,
    tests: Mapping[str, tuple[str, ...]] | None = None,
) -> Findings:
    """Give all that may be shown. `tonight`: what is known of this evening, as in `History.exposures`; `on`: its date.

    Without `on`, tonight is the evening after the last recorded night. `tests`: the measures a trial could be made of, by
    exposure (`testable.py`).
    """
    seen, due = told(history), looks_at(history.recorded)
    wait = unfinished(history, seen) or too_little(seen)
    if wait or history.first is None:
        none = wait or NotYet(0, NIGHTS_NEEDED)
        later = NotYet(due.next_end - due.missing, due.next_end) if none.reason == NEED_NIGHTS else none
        return Findings(0, 0, later, None, later, tuple(none for _ in history.lines), none)
    first, limits = history.first, (OF_LINES / max(len(history.lines), 1), looks(history, seen))
    lines = tuple(since(seen, first, one, limits) for one in history.lines)
    later = NotYet(due.next_end - due.missing, due.next_end)
    columns = later if exposures(history, seen) else NotYet(0, 1, "need_exposures")
    base = Findings(0, limits[1], columns, None, later, lines, forecast(history, tonight, on))
    if not due.so_far:
        return base
    *before, last = ((cut(history, each.end), each.share) for each in due.of_the_year)
    found = looked(base, *last, (_stood(before), tests or {}))
    return msgspec.structs.replace(found, next_look=history.day(due.next_end - 1))


def looked(
    base: Findings, history: History, share: float, more: tuple[Stood, Mapping[str, tuple[str, ...]]]
) -> Findings:
    """Add what the last look saw, in the nights up to it, with its share of error. `more`: what stood out before; tests."""
    seen = told(history)
    if wait := unfinished(history, seen) or too_little(seen):
        return msgspec.structs.replace(base, exposures=wait, change=wait)
    white, every = _together(history, seen, share)
    stood, tests = more
    exposures_ = tuple(
        msgspec.structs.replace(one, found=one.found or _stands(one, stood), tests=tests.get(one.exposure, ()))
        for one in every
    )
    return msgspec.structs.replace(
        base,
        nights=int(history.recorded.sum()),
        looked_at=looks(history, seen),
        exposures=exposures_ or base.exposures,
        weekday=weekday(seen, white, (OF_WEEKDAYS * share, looks(history, seen))),
        change=change(seen, history.day(0), looks(history, seen)),
        last_look=history.day(len(history) - 1),
    )


def _together(history: History, seen: Told, share: float) -> tuple[Whitened, tuple[Together, ...]]:
    """Every exposure looked at, with a look's share of error."""
    columns = exposures(history, seen)
    white = whitened(seen, scaled(columns, len(seen.known))[0])
    limits = ((1 - OF_WEEKDAYS) * share, looks(history, seen))
    return white, together(seen, columns, white, limits) if columns else ()


def _stood(before: Iterable[tuple[History, float]]) -> Stood:
    """What stood out at earlier looks, each given with its nights and its share of error."""
    found: set[tuple[str, bool]] = set()
    for history, share in before:
        seen = told(history)
        if not (unfinished(history, seen) or too_little(seen)):
            found |= {(one.exposure, one.ratio > 1) for one in _together(history, seen, share)[1] if one.found}
    return frozenset(found)


def _stands(one: Together, stood: Stood) -> bool:
    """Whether what stood out before still has an interval without 1."""
    return (one.exposure, one.ratio > 1) in stood and not one.low <= 1 <= one.high


def looks(history: History, seen: Told) -> int:
    """How many things are looked at in all."""
    return len(exposures(history, seen)) + WEEKDAYS + len(history.lines) + 1


def unfinished(history: History, seen: Told) -> NotYet | None:
    """Whether unfinished nights hold more of the cramps than those that would be looked at."""
    counted, logged = seen.cramps[seen.known].sum(), history.logged[seen.start :]
    if seen.nights and too_open(float(counted), float(logged.sum())):
        return NotYet(seen.nights, seen.nights + int((logged > 0).sum()), OPEN_NIGHTS)
    return None


def too_little(seen: Told) -> NotYet | None:
    """Why nothing can be said yet: too few nights, too few cramps, or every night the same."""
    if seen.nights < NIGHTS_NEEDED:
        return NotYet(seen.nights, NIGHTS_NEEDED)
    cramps = int(seen.cramps[seen.known].sum())
    if cramps < CRAMPS_NEEDED:
        return NotYet(cramps, CRAMPS_NEEDED, "need_cramps")
    return NotYet(1, 2, "every_night_the_same") if len(set(seen.cramps[seen.known])) == 1 else None
