"""Everything that may be shown about a history as found, in one call: a `History` in, `Findings` out.

What is looked at is looked at together: the chance that anything at all is shown of a history in which nothing is to be found is
meant to stay at 5 % (docs/insight.md tells how it does). That chance is shared out among exposures, weekdays, dated lines and a change.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from nattero.diary.summary import OPEN_NIGHTS, NotYet, too_open
from nattero.insight.associations import Whitened, scaled, together, weekday, whitened
from nattero.insight.changes import change
from nattero.insight.forecast import forecast
from nattero.insight.found import Change, Findings, Forecast, Since, Together, Unseen, Weekday
from nattero.insight.history import Array, History
from nattero.insight.regressors import NIGHTS_NEEDED, Told, exposures, told
from nattero.insight.since import since

__all__ = ["Change", "Findings", "Forecast", "Since", "Together", "Unseen", "Weekday", "findings"]

CRAMPS_NEEDED = 7
CHANGE_NIGHTS = 56
WEEKDAYS = 7


class Shares(NamedTuple):
    """The chance of error of each kind of look."""

    exposures: float = 0.042
    weekday: float = 0.004
    lines: float = 0.004


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
    seen = told(history)
    wait = unfinished(history, seen) or too_little(seen)
    if wait or history.first is None:
        none = wait or NotYet(0, NIGHTS_NEEDED)
        return Findings(seen.nights, 0, none, None, none, tuple(none for _ in history.lines), none)
    looked = exposures(history, seen)
    looks = len(looked) + WEEKDAYS + len(history.lines) + 1
    share = shares(lines=bool(history.lines))
    lines_each = share.lines / max(len(history.lines), 1)
    white = whitened(seen, scaled(looked, len(seen.known))[0])
    return Findings(
        nights=seen.nights,
        looked_at=looks,
        exposures=_together(seen, looked, white, (share.exposures, looks), tests or {}),
        weekday=weekday(seen, white, (share.weekday, looks)),
        change=change(seen, history.first, looks)
        if seen.nights >= CHANGE_NIGHTS
        else NotYet(seen.nights, CHANGE_NIGHTS),
        since=tuple(since(seen, history.first, one, (lines_each, looks)) for one in history.lines),
        forecast=forecast(history, tonight, on),
    )


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


def shares(*, lines: bool) -> Shares:
    """The chance of error of each kind; what no line needs goes to the exposures."""
    return Shares() if lines else Shares(exposures=Shares().exposures + Shares().lines, lines=0.0)


def _together(
    seen: Told,
    looked: Mapping[str, Array],
    white: Whitened,
    limits: tuple[float, int],
    tests: Mapping[str, tuple[str, ...]],
) -> tuple[Together, ...] | NotYet:
    if not looked:
        return NotYet(0, 1, "need_exposures")
    every = together(seen, looked, white, limits)
    return tuple(msgspec.structs.replace(one, tests=tests.get(one.exposure, ())) for one in every)
