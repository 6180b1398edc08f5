"""What counts are explained by: a history in, columns out - the slow course, weekdays, exposures, steps."""

from typing import NamedTuple

import numpy as np

from nattero.insight.history import Array, History, Mask, known_part

MOST_NIGHTS = 730  # two years: what went together long ago says little of now, and time and memory stay flat
MOST_CRAMPS = 50  # the most a diary holds in one night
NIGHTS_NEEDED = 28
MOST_OF_IT = 1000.0  # a number that somebody may mean
EACH_WAY = 7  # nights with, and nights without
SLOW_NIGHTS = 60  # waves of the course that are longer than this are allowed for
MOST_WAVES = 12


class Told(NamedTuple):
    """The part of a history that is looked at; `series`: counts with their variance made even (Anscombe 1948, Biometrika 35:246-254)."""

    start: int  # the place of its first night in the history
    cramps: Array
    known: Mask
    series: Array
    weekday: Array

    @property
    def nights(self) -> int:
        """How many nights are recorded."""
        return int(self.known.sum())

    @property
    def mean(self) -> float:
        """Cramps a night."""
        return float(self.cramps[self.known].mean())


def told(history: History) -> Told:
    """Give the last two years of nights."""
    part = known_part(history)
    start = max(part.start, part.stop - MOST_NIGHTS)
    count = np.minimum(history.count[start : part.stop], MOST_CRAMPS)
    known = history.recorded[start : part.stop]
    series = np.sqrt(np.where(known, count, 0.0) + 0.375)
    return Told(start, count, known, series, history.weekday[start : part.stop].astype(float))


def line(nights: int) -> Array:
    """A straight line from -1/2 to 1/2."""
    return (np.arange(nights) + 0.5) / nights - 0.5


def slow(nights: int) -> Array:
    """Level, line, and the waves longer than two months (nights, columns)."""
    time = (np.arange(nights) + 0.5) / nights
    waves = np.arange(2, min(2 * nights // SLOW_NIGHTS, MOST_WAVES) + 1)
    return np.column_stack([np.ones(nights), line(nights), np.cos(np.pi * time[:, None] * waves)])


def weekdays(told: Told) -> Array:
    """A column for each weekday (nights, 7)."""
    return np.asarray(told.weekday[:, None] == np.arange(7), float)


def exposures(history: History, told: Told) -> dict[str, Array]:
    """Exposures that vary enough to be looked at, NaN where not said."""
    part = slice(told.start, told.start + len(told.known))
    cut = {
        name: np.where(told.known, np.clip(values[part], -MOST_OF_IT, MOST_OF_IT), np.nan)
        for name, values in sorted(history.exposures.items())
    }
    return {name: values for name, values in cut.items() if varies(values)}


def varies(values: Array) -> bool:
    """Whether there are enough nights with it (not 0), enough without, and enough in all."""
    said = values[~np.isnan(values)]
    with_it = int((said != 0).sum())
    enough = len(said) >= NIGHTS_NEEDED and with_it >= EACH_WAY and len(said) - with_it >= EACH_WAY
    return enough and float(said.std()) > 1e-6


def centred(values: Array) -> Array:
    """Values less their mean; what was not said lies at the mean, and so says nothing."""
    return np.where(np.isnan(values), 0.0, values - np.nanmean(values))
