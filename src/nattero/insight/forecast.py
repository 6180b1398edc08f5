"""Tonight: the probability of at least one cramp, from nights before and what is known of this evening.

A logistic regression on recent nights, weekday and today's exposures, learned one night at a time (Gaussian updates of its
coefficients: Spiegelhalter and Lauritzen 1990, Networks 20:579-605; probabilities softened by what is not known of them: MacKay 1992,
Neural Comput 4:720-736). Every past night was foretold before it was known (prequential: Dawid 1984, J R Stat Soc A 147:278-292) and
scored by Brier's score beside the person's own share of nights so far. Only a forecast that was clearly better is shown, drawn in towards
that share, since whose forecast was better was partly lucky (Copas 1983, J R Stat Soc B 45:311-354).
"""

import math
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np

from nattero.diary.summary import NotYet
from nattero.insight.estimate import WEEKDAY_SD
from nattero.insight.found import Forecast, Unseen
from nattero.insight.history import Array, History, Mask
from nattero.insight.regressors import Told, exposures, told, weekdays

LEARNING = 28  # nights before the first that counts
NIGHTS_NEEDED = 84
MARGIN = 2.0  # standard errors by which it must be better
SKILL = 0.02  # of the usual share's Brier score, at least
SHORT, LONG = 0.8, 0.97  # how much of a recent night counts a night later
RECENT_SD, LEVEL_SD, TODAY_SD = 0.5, 1.5, 0.5  # of coefficients (judged)
SLOPE, SLOPE_SD = (
    0.6,
    0.2,
)  # beforehand, of what came on what was foretold: who is shown a forecast was lucky with it too


class Past(NamedTuple):
    """What was foretold of every night that counts, what came, and what the usual share would have said; tonight's at the end."""

    foretold: Array
    came: Array
    usual: Array
    tonight: float
    tonight_usual: float


def forecast(
    history: History, tonight: Mapping[str, float] | None = None, on: date | None = None
) -> Forecast | Unseen | NotYet:
    """Give tonight's probability, or why it is not shown. `on`: the evening it is for, otherwise the one after the last recorded."""
    seen = told(history)
    if seen.nights < NIGHTS_NEEDED:
        return NotYet(seen.nights, NIGHTS_NEEDED)
    ahead = 1
    if on is not None and history.first is not None:
        ahead = max((on - history.first).days - seen.start - len(seen.known) + 1, 1)
    known_today = {name: value for name, value in (tonight or {}).items() if np.isfinite(value)}
    past = foretell(seen, features(history, seen, known_today, ahead), ahead)
    found = skill(past.foretold, past.usual, past.came)
    if not found.clear:
        return Unseen(len(past.came), found.share)
    return Forecast(past.tonight, past.tonight_usual, len(past.came), found.share)


class Skill(NamedTuple):
    """Which share of the Brier score of the usual share a forecast saved, and the standard error of that."""

    share: float
    error: float

    @property
    def clear(self) -> bool:
        """Whether it was clearly better."""
        return self.share > MARGIN * self.error and self.share >= SKILL


def skill(foretold: Array, usual: Array, came: Array) -> Skill:
    """How much better nights were foretold than by the usual share."""
    better = (usual - came) ** 2 - (foretold - came) ** 2
    worst = float(((usual - came) ** 2).sum())
    if worst <= 0:
        return Skill(0.0, 0.0)
    return Skill(float(better.sum()) / worst, float(np.sqrt((better**2).sum())) / worst)


def features(history: History, seen: Told, tonight: Mapping[str, float], ahead: int) -> tuple[Array, Array]:
    """Weekdays and those exposures that are known of tonight (nights and tonight, columns), and their prior deviations."""
    nights = len(seen.known)
    days = np.vstack([weekdays(seen), np.zeros((1, 7))])
    days[nights, int(seen.weekday[-1] + ahead) % 7] = 1
    columns, sds = [days], [WEEKDAY_SD] * 7
    for name, values in exposures(history, seen).items():
        if name in tonight:
            # scaled by all nights said: that needs no count, so nothing of the night is known beforehand
            middle, step = np.nanmean(values), 2 * max(float(np.nanstd(values)), 1e-9)
            whole = np.append(values, tonight[name])
            columns.append(np.where(np.isnan(whole), 0.0, np.clip((whole - middle) / step, -3, 3))[:, None])
            sds.append(TODAY_SD)
    return np.hstack(columns), np.array(sds)


def foretell(seen: Told, features: tuple[Array, Array], ahead: int = 1) -> Past:
    """Foretell every night from those before it, then learn from it."""
    columns, sds = features
    came = (np.where(seen.known, seen.cramps, 0.0) > 0).astype(float)
    learner = _Learner(np.concatenate([[LEVEL_SD, RECENT_SD, RECENT_SD], sds]))
    recent, trust, drawn = _Recent(), _Trust(), _Drawn()
    foretold = np.full(len(came), np.nan)
    usual = np.full(len(came), np.nan)
    for night, there in enumerate(seen.known):
        recent.pass_nights(1)
        if there:
            row = np.concatenate([recent.row, columns[night]])
            learnt, usual[night] = learner.chance(row), recent.usual
            mixed = trust.mixed(learnt, recent.usual)
            foretold[night] = drawn.near(mixed, recent.usual)
            drawn.learn(mixed, recent.usual, came[night])
            trust.learn(learnt, recent.usual, came[night])
            learner.learn(row, came[night])
            recent.add(came[night], np.log1p(seen.cramps[night]))
    counted = _counted(seen.known)
    recent.pass_nights(ahead)
    row = np.concatenate([recent.row, columns[-1]])
    tonight = drawn.near(trust.mixed(learner.chance(row), recent.usual), recent.usual)
    return Past(foretold[counted], came[counted], usual[counted], float(tonight), float(recent.usual))


def _counted(known: Mask) -> Mask:
    """Recorded nights after those that were only for learning."""
    return np.asarray(known & (known.cumsum() > LEARNING))


class _Trust:
    """How far the regression is trusted beside the usual share: by how likely each made what came (Bayesian model averaging)."""

    def __init__(self) -> None:
        self.lead = 0.0

    def mixed(self, learnt: float, usual: float) -> float:
        """The average of the two."""
        share = _logistic(self.lead)
        return share * learnt + (1 - share) * usual

    def learn(self, learnt: float, usual: float, came: float) -> None:
        """Take in whether a cramp came."""
        self.lead += math.log(learnt / usual) if came else math.log((1 - learnt) / (1 - usual))


class _Drawn:
    """How far a forecast is drawn back to the usual share: by the slope of what came on what was foretold, with a prior."""

    def __init__(self) -> None:
        self.size = self.along = self.noise = 0.0

    def near(self, mixed: float, usual: float) -> float:
        """The forecast, drawn in."""
        weight = self.size**2 / self.noise if self.noise else 0.0  # the information of the slope
        own = self.along / self.size if self.size else 0.0
        slope = (SLOPE / SLOPE_SD**2 + own * weight) / (SLOPE_SD**-2 + weight)
        return usual + min(max(slope, 0.0), 1.0) * (mixed - usual)

    def learn(self, mixed: float, usual: float, came: float) -> None:
        """Take in whether a cramp came."""
        off = mixed - usual
        self.size += off**2
        self.along += off * (came - usual)
        self.noise += off**2 * mixed * (1 - mixed)


class _Recent:
    """How recent nights differ from what was usual so far."""

    def __init__(self) -> None:
        self.nights, self.cramped, self.sizes = 0, 0.0, 0.0
        self.short = self.long = 0.0

    @property
    def usual(self) -> float:
        """The person's own share of nights with a cramp so far (Jeffreys)."""
        return float(self.cramped + 0.5) / (self.nights + 1)

    @property
    def row(self) -> Array:
        """Level, the last nights, the last weeks."""
        return np.array([1.0, (1 - SHORT) * self.short * 2, (1 - LONG) * self.long * 4])

    def pass_nights(self, nights: int) -> None:
        """Let nights go by."""
        self.short *= SHORT**nights
        self.long *= LONG**nights

    def add(self, came: float, size: float) -> None:
        """Take in a night."""
        middle = (self.sizes + 0.5) / (self.nights + 1)
        self.short += size - middle
        self.long += size - middle
        self.nights, self.cramped, self.sizes = self.nights + 1, self.cramped + came, self.sizes + size


class _Learner:
    """A logistic regression that learns a night at a time: mean and covariance of its coefficients."""

    def __init__(self, sds: Array) -> None:
        self.mean = np.zeros(len(sds))
        self.covariance = np.diag(sds**2)

    def chance(self, row: Array) -> float:
        """The probability of a cramp, softened by what is not known of the coefficients."""
        return self._softened(row, float(row @ self.covariance @ row))

    def learn(self, row: Array, came: float) -> None:
        """Take in whether one came."""
        lean = self.covariance @ row
        variance = float(row @ lean)
        now = self._softened(row, variance)
        weight = max(now * (1 - now), 1e-6)
        gain = lean / (1 + weight * variance)
        self.covariance -= gain[:, None] * (weight * lean)
        self.mean += gain * (came - now)

    def _softened(self, row: Array, variance: float) -> float:
        return _logistic(float(row @ self.mean) / math.sqrt(1 + math.pi * variance / 8))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-min(max(value, -30.0), 30.0)))
