"""Numbers over nights, each with what it was made from; refused, with a reason, when there is too little.

In: nights. Out: a weekly rate with its interval, and spreads of pain, duration and time of night.
The rate counts closed nights only. Its interval is the Jeffreys interval for a Poisson rate (Brown, Cai and DasGupta 2003,
Statistica Sinica 13:19-49) with counts and nights divided by the Pearson dispersion where nights vary more than
Poisson counts do (quasi-likelihood; McCullagh and Nelder 1989, section 6.2).
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


class NotYet(msgspec.Struct, frozen=True):
    """No number, and why: how many closed nights there are, and how many it takes."""

    have: int
    need: int
    reason: str = "need_nights"


class Rate(msgspec.Struct, frozen=True):
    """Cramps per week with the interval that holds the true rate with probability `level`, over `nights` closed nights."""

    per_week: float
    low: float
    high: float
    level: float
    cramps: int
    nights: int
    dispersion: float
    method: str = "Jeffreys interval, Pearson dispersion"


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


def rate(nights: Iterable[Night]) -> Rate | NotYet:
    """Cramps per week over the closed nights, or what is still needed for it."""
    counts = [night.count for night in nights if isinstance(night, Closed)]
    if len(counts) < NIGHTS_NEEDED:
        return NotYet(len(counts), NIGHTS_NEEDED)
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
