"""Numbers over nights, each with what it was made from; refused, with a reason, when there is too little.

In: nights. Out: a weekly rate with its interval, and spreads of pain, duration and time of night.
The rate counts closed nights only. Its interval is the Jeffreys interval for a Poisson rate (Brown, Cai and DasGupta 2003,
Statistica Sinica 13:19-49) with counts and nights divided by the Pearson dispersion where nights vary more than
Poisson counts do (quasi-likelihood; McCullagh and Nelder 1989, section 6.2).

An open night (cramps logged, nobody said whether those were all) is not counted, since only nights with a cramp are ever open and
counting them would select for cramps. Leaving them out selects against cramps, and the more of the cramps lie in them the more: so where
open nights hold more cramps than closed nights do, nothing is said of how often (`too_open`). What is said counts at least half of
the cramps that are known, and `no cramp` is never said beside a logged one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median, quantiles

import msgspec

from nattero.diary.gamma import quantile
from nattero.diary.night import Closed, Episode, Missing, Night, Open

NIGHTS_A_WEEK = 7
NIGHTS_NEEDED = 7
LEVEL = 0.95
OPEN_NIGHTS = "open_nights"
NEED_NIGHTS = "need_nights"


class NotYet(msgspec.Struct, frozen=True):
    """No number, and why: how many closed nights there are, and how many it takes."""

    have: int
    need: int
    reason: str = NEED_NIGHTS

    @property
    def unfinished(self) -> int:
        """How many nights with a cramp are to be finished first; 0 where something else is missing."""
        return self.need - self.have if self.reason == OPEN_NIGHTS else 0


class Rate(msgspec.Struct, frozen=True):
    """Cramps per week with the interval that holds the true rate with probability `level`, over `nights` closed nights.

    `left_out` cramps of `open` nights are not in it.
    """

    per_week: float
    low: float
    high: float
    level: float
    cramps: int
    nights: int
    dispersion: float
    method: str = "Jeffreys interval, Pearson dispersion"
    open: int = 0
    left_out: int = 0


class Spread(msgspec.Struct, frozen=True):
    """The middle value of `n` values and the middle half around it, in the values' own unit."""

    median: float
    low: float
    high: float
    n: int


class Summary(msgspec.Struct, frozen=True):
    """What a span of nights shows. `missing` and `open` nights are counted, and counted as nothing else."""

    rate: Rate | NotYet
    closed: int
    open: int
    missing: int
    quiet: int
    cramps: int
    pain: Spread | None
    seconds: Spread | None
    hours: dict[int, int]
    sides: dict[str, int]
    muscles: dict[str, int]


def too_open(counted: float, logged: float) -> bool:
    """Whether open nights hold more cramps (`logged`) than closed nights do (`counted`), so that no rate is said of them."""
    return logged > counted


def refusal(counts: Sequence[int], logged: Sequence[int], need: int) -> NotYet | None:
    """Why there is no rate over closed nights of these `counts` beside open ones of `logged` cramps; None where there is one."""
    have = len(counts)
    if have + len(logged) >= need and too_open(sum(counts), sum(logged)):
        return NotYet(have, have + len(logged), OPEN_NIGHTS)
    return NotYet(have, need) if have < need else None


def rate(nights: Iterable[Night]) -> Rate | NotYet:
    """Cramps per week over the closed nights, or what is still needed for it."""
    told = list(nights)
    counts = [night.count for night in told if isinstance(night, Closed)]
    logged = [night.count for night in told if isinstance(night, Open)]
    return refusal(counts, logged, NIGHTS_NEEDED) or rate_of(counts, logged)


def rate_of(counts: Sequence[int], logged: Sequence[int] = ()) -> Rate:
    """The rate of closed nights of these counts, of which there is one at least; open nights of `logged` cramps are only told of."""
    phi = dispersion(counts)
    low, high = interval(sum(counts) / phi, len(counts) / phi)
    mean = sum(counts) / len(counts)
    return Rate(
        per_week=mean * NIGHTS_A_WEEK,
        low=low * NIGHTS_A_WEEK,
        high=high * NIGHTS_A_WEEK,
        level=LEVEL,
        cramps=sum(counts),
        nights=len(counts),
        dispersion=phi,
        open=len(logged),
        left_out=sum(logged),
    )


def dispersion(counts: Sequence[int]) -> float:
    """The variance of nightly counts as a multiple of their mean, never under 1 (Pearson's statistic by its degrees of freedom)."""
    mean = sum(counts) / len(counts)
    if mean == 0 or len(counts) < 2:
        return 1.0
    return max(1.0, sum((count - mean) ** 2 for count in counts) / mean / (len(counts) - 1))


def interval(events: float, exposure: float) -> tuple[float, float]:
    """The Jeffreys interval of a Poisson rate, in events per unit of exposure; from 0 when nothing was seen."""
    tail = (1 - LEVEL) / 2
    low = quantile(events + 0.5, tail) / exposure if events else 0.0
    return low, quantile(events + 0.5, 1 - tail) / exposure


def spread(values: Sequence[float]) -> Spread | None:
    """The median and quartiles of values, or None without any."""
    if not values:
        return None
    if len(values) == 1:
        return Spread(values[0], values[0], values[0], 1)
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(median(values), low, high, len(values))


def summary(nights: Sequence[Night]) -> Summary:
    """What these nights show."""
    closed = [night for night in nights if isinstance(night, Closed)]
    opened = [night for night in nights if isinstance(night, Open)]
    known: list[Closed | Open] = [*closed, *opened]
    logged: list[Episode] = [episode for night in known for episode in night.episodes]
    return Summary(
        rate=rate(nights),
        closed=len(closed),
        open=len(opened),
        missing=sum(isinstance(night, Missing) for night in nights),
        quiet=sum(night.count == 0 for night in closed),
        cramps=sum(night.count for night in known),
        pain=spread([episode.cramp.pain for episode in logged if episode.cramp.pain is not None]),
        seconds=spread([episode.cramp.seconds for episode in logged if episode.cramp.seconds is not None]),
        hours=dict(sorted(Counter(episode.local.hour for episode in logged).items())),
        sides=dict(Counter(episode.cramp.side for episode in logged if episode.cramp.side)),
        muscles=dict(Counter(episode.cramp.muscle for episode in logged if episode.cramp.muscle)),
    )
