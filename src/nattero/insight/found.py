"""What is said of a finding: every value with its interval, how it was made, from how many nights, and beside how many others."""

from datetime import date

import msgspec

from nattero.diary.summary import NotYet
from nattero.insight.lines import Line


class Together(msgspec.Struct, frozen=True):
    """Nights with and without something: the ratio of their rates, adjusted for everything else; never a cause.

    For what is a number (drinks), `ratio` is for one more of it. `found`: it may be shown as something that goes together with
    cramps, since it stands out now, or did at an earlier look of the year and its interval still keeps off 1. What is not found
    is kept too, so that one can say what was looked at.
    """

    exposure: str
    ratio: float
    low: float
    high: float
    level: float
    nights_with: int
    nights_without: int
    rate_with: float  # cramps a week, as counted, not adjusted
    rate_without: float
    chance: float  # of something at least as marked turning up anywhere in what was looked at, were there nothing
    looked_at: int  # at how many things in all
    found: bool
    tests: tuple[str, ...] = ()  # measures of the pack that a trial could be made of
    method: str = "log-linear counts, night-to-night correlation, shrunk, permuted"


class Change(msgspec.Struct, frozen=True):
    """A night from which on the rate was another one; it lies between `earliest` and `latest` with probability `level`."""

    night: date
    earliest: date
    latest: date
    ratio: float  # rate after over rate before
    low: float
    high: float
    level: float
    rate_before: float  # cramps a week
    rate_after: float
    nights_before: int
    nights_after: int
    chance: float
    looked_at: int
    method: str = "one change of level, night-to-night correlation and trend allowed for"


class Since(msgspec.Struct, frozen=True):
    """The rate since a dated line beside the rate before it: not what the thing did."""

    line: Line
    ratio: float
    low: float
    high: float
    level: float
    rate_before: float
    rate_after: float
    nights_before: int
    nights_after: int
    chance: float
    looked_at: int
    found: (
        bool  # clear of what chance does; otherwise only the two rates may be told, and that they may differ by chance
    )
    method: str = "rates before and after, night-to-night correlation and trend allowed for"


class Weekday(msgspec.Struct, frozen=True):
    """A weekday (Monday 0) whose nights have more or fewer cramps than the other six."""

    weekday: int
    ratio: float
    low: float
    high: float
    level: float
    nights: int
    chance: float
    looked_at: int
    method: str = "log-linear counts, night-to-night correlation, shrunk, permuted"


class Forecast(msgspec.Struct, frozen=True):
    """The probability of at least one cramp tonight; on this person's own past it beat their usual share of nights."""

    probability: float
    usual: float  # the share of their nights with a cramp
    nights: int  # on which it was tried before it was shown
    skill: float  # share of the Brier score of `usual` that it saves
    method: str = "recent nights, weekday and what was said of today; tried on each past night before it was known"


class Unseen(msgspec.Struct, frozen=True):
    """A forecast that is not shown, since it did not beat the usual share on this person's own past."""

    nights: int
    skill: float
    reason: str = "no_better_than_usual"


class Findings(msgspec.Struct, frozen=True):
    """What may be shown; `looked_at`: everything that was looked at, and shared the chance of error.

    Exposures, a weekday and a change are looked at when `looks.py` says, with the first `nights` recorded nights; `since` and
    `forecast` with all of them.
    """

    nights: int
    looked_at: int
    exposures: tuple[Together, ...] | NotYet
    weekday: Weekday | None
    change: Change | NotYet | None  # None: looked, and found none
    since: tuple[Since | NotYet, ...]  # in the order of the history's lines
    forecast: Forecast | Unseen | NotYet
    last_look: date | None = None  # the last night that exposures, weekdays and a change were looked at with
    next_look: date | None = None  # and the earliest night that they will be looked at with next

    @property
    def together(self) -> tuple[Together, ...]:
        """What goes together with cramps, the surest first."""
        return () if isinstance(self.exposures, NotYet) else tuple(one for one in self.exposures if one.found)
