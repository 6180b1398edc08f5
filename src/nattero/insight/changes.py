"""A night from which on the rate was another one: a series of nights in, the evidence for one change of level and where it lies out.

Compared, all with night-to-night correlation averaged over its lattice: nothing but level; a trend; a bent one; a wave; a wave on a
trend; a step. A step is told only if it has nearly all of the posterior (Bayes factors of normal
regressions: O'Hagan and Forster 2004, Kendall's Advanced Theory of Statistics 2B, chapter 11; the place of the step is summed over:
Smith 1975, Biometrika 62:407-416) and the place is narrow, so that a slow course, a season or a row of bad nights does not pass for one.
"""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from scipy.special import logsumexp

from nattero.diary.summary import NIGHTS_A_WEEK
from nattero.insight.estimate import LEVEL, WIDE, Z, estimates
from nattero.insight.found import Change
from nattero.insight.history import Array
from nattero.insight.regressors import Told, line
from nattero.insight.whitening import LATTICE, LOG_PRIOR, memory, solved

EACH_SIDE = 14  # recorded nights
PLACES = 64
PERIODS = (60.0, 90.0, 120.0, 180.0, 365.25)
STEP_SD, TREND_SD, BEND_SD, WAVE_SD = 0.7, 1.0, 3.0, 0.5  # of log rates (judged)
SURE = 0.85
NEAR, NEAR_ENOUGH = 7, 0.5  # a change that lies rather outside of a week either way than within is not told
PRIOR = {"level": 0.25, "trend": 0.125, "bend": 0.085, "wave": 0.085, "both": 0.205, "step": 0.25}
OF_YEAR = 0.6  # of the waves' share, for the one of a year: what returns mostly returns with the seasons


class Course(NamedTuple):
    """A model of the slow course: its name, and which of the columns it has."""

    name: str
    columns: list[int]
    log_prior: float


class Place(NamedTuple):
    """The posterior of a change: at which places, with which probabilities, and that there is one at all."""

    places: Array
    chance: Array
    there: float


def places(told: Told) -> Array:
    """Where a change may lie: recorded nights with enough of them on either side, at most `PLACES` of them."""
    (nights,) = np.nonzero(told.known)
    margin = max(EACH_SIDE, len(nights) // 10)
    inner = nights[margin : len(nights) - margin]
    return np.asarray(inner[:: max(1, -(-len(inner) // PLACES))] if len(inner) else inner, float)


def evidence(told: Told, at: Array) -> Place:
    """Weigh every model of the course, with a step at each of these places."""
    columns, names = _columns(told)
    steps = (np.arange(len(told.known))[:, None] >= at) * told.known[:, None].astype(float)
    series = told.series[told.known]
    unit = np.sqrt(told.mean + 0.375) / 2 / series.std()  # a log rate in deviations of the series
    penalty = np.concatenate(
        [
            [1e-9],
            [(TREND_SD * unit) ** -2],
            [(BEND_SD * unit) ** -2],
            np.full(columns.shape[1] - 4, (WAVE_SD * unit) ** -2),
        ]
    )
    step_penalty = float((STEP_SD * unit) ** -2)
    plain: list[float] = []
    stepped: list[Array] = []
    for point, log_prior in zip(LATTICE, LOG_PRIOR, strict=True):
        right, log_det = solved(np.column_stack([columns, steps]), told.known, point)
        gram = columns.T @ right
        own = (steps * right[:, columns.shape[1] :]).sum(axis=0)
        for course in names:
            fit = _Fit(gram, course.columns, penalty, len(series))
            base = log_prior + course.log_prior - 0.5 * log_det
            plain.append(base + fit.log_likely)
            if course.name == "level":
                prior = np.log(PRIOR["step"] / PRIOR["level"] / len(at))
                stepped.append(base + prior + fit.with_steps(own, columns.shape[1], step_penalty))
    per_place = logsumexp(np.array(stepped), axis=0)
    with_step = logsumexp(per_place)
    return Place(at, np.exp(per_place - with_step), float(1 / (1 + np.exp(logsumexp(plain) - with_step))))


class _Fit:
    """The series (column 0 of `gram`) on some of the other columns: what is left of it, and what a step would take of that."""

    def __init__(self, gram: Array, columns: list[int], penalty: Array, nights: int) -> None:
        self.gram, self.columns, self.free = gram, columns, nights - 1
        chosen = penalty[np.array(columns) - 1]
        self.inside = gram[np.ix_(columns, columns)] + np.diag(chosen)
        self.coefficients = np.linalg.solve(self.inside, gram[columns, 0])
        self.rest = max(float(gram[0, 0] - gram[columns, 0] @ self.coefficients), 1e-9)
        self.size = 0.5 * float(np.log(chosen[1:]).sum() - np.linalg.slogdet(self.inside)[1])

    @property
    def log_likely(self) -> float:
        """The log of how likely the series is, up to what all models share."""
        return self.size - self.free / 2 * float(np.log(self.rest))

    def with_steps(self, own: Array, first: int, penalty: float) -> Array:
        """The same with a step more, for every step."""
        cross = self.gram[np.ix_(self.columns, range(first, self.gram.shape[1]))]
        left = own - (cross * np.linalg.solve(self.inside, cross)).sum(axis=0) + penalty
        gain = (self.gram[0, first:] - cross.T @ self.coefficients) ** 2 / left
        rest = np.maximum(self.rest - gain, 1e-9)
        return np.asarray(self.size + 0.5 * np.log(penalty / left) - self.free / 2 * np.log(rest))


def _columns(told: Told) -> tuple[Array, list[Course]]:
    """The series, level, trend, bend and waves as columns (0 where not recorded), and the models made of them."""
    night = np.arange(len(told.known))
    periods = [period for period in PERIODS if period <= 2 * len(night)]
    waves = [wave(2 * np.pi * night / period) for period in periods for wave in (np.sin, np.cos)]
    columns = (
        np.column_stack([told.series, np.ones(len(night)), line(len(night)), line(len(night)) ** 2, *waves])
        * told.known[:, None]
    )
    models = [Course("level", [1], np.log(PRIOR["level"])), Course("trend", [1, 2], np.log(PRIOR["trend"]))]
    models.append(Course("bend", [1, 2, 3], np.log(PRIOR["bend"])))
    for k, share in enumerate(shares(len(periods))):
        models.append(Course("wave", [1, 4 + 2 * k, 5 + 2 * k], np.log(PRIOR["wave"] * share)))
        models.append(Course("both", [1, 2, 4 + 2 * k, 5 + 2 * k], np.log(PRIOR["both"] * share)))
    return columns, models


def shares(periods: int) -> list[float]:
    """How the waves share their prior: alike while the nights are too few for the wave of a year, which is the last."""
    if periods < len(PERIODS):
        return [1 / periods] * periods
    return [(1 - OF_YEAR) / (periods - 1)] * (periods - 1) + [OF_YEAR]


def change(told: Told, first: date, looked_at: int) -> Change | None:
    """The one change of level that stands out, or None. `first`: the date of the first night of the history."""
    coarse = places(told)
    if not len(coarse):
        return None
    found = evidence(told, coarse)
    place = _closer(told, found) if found.there >= SURE else found
    at = int(place.places[place.chance.argmax()])
    near = float(place.chance[np.abs(place.places - at) <= NEAR].sum())
    if found.there < SURE or near < NEAR_ENOUGH:
        return None
    start = first + timedelta(days=told.start)
    low, high = (
        int(place.places[np.searchsorted(place.chance.cumsum(), share).clip(0, len(place.places) - 1)])
        for share in (0.025, 0.975)
    )
    after = np.arange(len(told.known)) >= at
    step, level = after.astype(float)[:, None], np.ones((len(after), 1))
    number = estimates(
        told.cramps,
        told.known,
        level,
        step,
        memory(told.series, np.hstack([level, step]), told.known),
        (np.array([WIDE]), STEP_SD),
    )
    mean, sd = float(number.mean[0]), float(number.sd[0])
    return Change(
        night=start + timedelta(days=at),
        earliest=start + timedelta(days=min(low, at)),
        latest=start + timedelta(days=max(high, at)),
        ratio=float(np.exp(mean)),
        low=float(np.exp(mean - Z * sd)),
        high=float(np.exp(mean + Z * sd)),
        level=LEVEL,
        rate_before=NIGHTS_A_WEEK * float(told.cramps[told.known & ~after].mean()),
        rate_after=NIGHTS_A_WEEK * float(told.cramps[told.known & after].mean()),
        nights_before=int((told.known & ~after).sum()),
        nights_after=int((told.known & after).sum()),
        chance=1 - found.there,
        looked_at=looked_at,
    )


def _closer(told: Told, found: Place) -> Place:
    """The posterior night by night round where it lies, when the places looked at lay further apart."""
    likely = found.places[found.chance > 0.01 * found.chance.max()]
    gap = int(np.diff(found.places).max(initial=1))
    (nights,) = np.nonzero(told.known)
    near = nights[(nights >= likely.min() - gap) & (nights <= likely.max() + gap)]
    return found if gap == 1 else evidence(told, near.astype(float))
