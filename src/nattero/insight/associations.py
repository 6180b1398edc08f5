"""What goes together with cramps, and whether a weekday does: a history in, every exposure looked at out.

All exposures are looked at together, each adjusted for the others, the weekday and the slow course, and each compared with the
largest that chance makes of as many (`permutation.py`). Ratios are shrunk (`estimate.py`). Never a cause: exposures are chosen by
somebody who knows how the nights were.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nattero.diary.summary import NIGHTS_A_WEEK
from nattero.insight.estimate import LEVEL, LOOK_SD, WEEKDAY_SD, WIDE, Z, estimates
from nattero.insight.found import Together, Weekday
from nattero.insight.history import Array
from nattero.insight.permutation import Left, Orders, family, freed, orders, stepped
from nattero.insight.regressors import Told, centred, slow, weekdays
from nattero.insight.whitening import Memory, innovations, memory

WEEKDAY_NIGHTS = 56  # eight weeks


@dataclass(frozen=True, eq=False)
class Whitened:
    """Innovations of everything the looks need, and the series' own in random orders."""

    memory: Memory
    slow: Array
    weekdays: Array
    looks: Array
    left: Left  # of the series, freed of the slow course
    orders: Orders


def whitened(told: Told, looks: Array) -> Whitened:
    """Take night-to-night correlation out of the series and of everything it is looked at with."""
    course = slow(len(told.known))
    found = memory(told.series, course, told.known)
    columns = [told.series[:, None], course, weekdays(told), looks]
    ends = np.cumsum([column.shape[1] for column in columns])[:-1]
    series, bent, days, seen = np.split(innovations(np.hstack(columns), told.known, found), ends, axis=1)
    rest = freed(series, bent)[:, 0]
    return Whitened(found, bent, days, seen, Left(rest, len(rest) - bent.shape[1]), orders(rest))


def scaled(exposures: Mapping[str, Array], nights: int) -> tuple[Array, Array]:
    """Exposures as columns alike in spread, and what each was divided by: yes or no by 1, numbers by two deviations (Gelman 2008)."""
    if not exposures:
        return np.zeros((nights, 0)), np.ones(0)
    steps = [
        1.0 if np.isin(values[~np.isnan(values)], (0, 1)).all() else 2 * np.nanstd(values)
        for values in exposures.values()
    ]
    columns = [centred(values) / step for values, step in zip(exposures.values(), steps, strict=True)]
    return np.column_stack(columns), np.array(steps)


def chances_of_exposures(told: Told, white: Whitened) -> Array:
    """The chance of each exposure's look, all adjusted for each other with shrinkage (exposures,)."""
    unit = white.left.scale / (np.sqrt(told.mean + 0.375) / 2)  # the scale as a log rate
    penalty = np.concatenate([np.full(white.slow.shape[1], 1e-9), np.full(7, (unit / WEEKDAY_SD) ** 2)])
    looks = freed(white.looks, np.hstack([white.slow, white.weekdays]), penalty)
    gram = looks.T @ looks
    inside = np.linalg.inv(gram + (unit / LOOK_SD) ** 2 * np.eye(len(gram)))
    joint = looks @ inside
    unexplained = white.left.rest - joint @ (looks.T @ white.left.rest)
    left = Left(unexplained, white.left.free - float(np.trace(inside @ gram)))
    return stepped(family(joint, white.left.rest, left, white.orders))


def together(
    told: Told, exposures: Mapping[str, Array], white: Whitened, limits: tuple[float, int]
) -> tuple[Together, ...]:
    """Every exposure looked at, the surest first. `limits`: the chance below which it is found, and how many looks there are."""
    columns, steps = scaled(exposures, len(told.known))
    chances = chances_of_exposures(told, white)
    course = slow(len(told.known))
    allowed = np.column_stack([course, weekdays(told)])
    wide = np.concatenate([np.full(course.shape[1], WIDE), np.full(7, WEEKDAY_SD)])
    mean, sd = (
        part / steps for part in estimates(told.cramps, told.known, allowed, columns, white.memory, (wide, LOOK_SD))
    )
    every = [
        _one(told, name, exposures[name], (mean[k], sd[k], chances[k]), limits) for k, name in enumerate(exposures)
    ]
    return tuple(sorted(every, key=lambda one: (one.chance, -abs(np.log(one.ratio)), one.exposure)))


def _one(
    told: Told, name: str, values: Array, number: tuple[float, float, float], limits: tuple[float, int]
) -> Together:
    mean, sd, chance = number
    low, high = mean - Z * sd, mean + Z * sd
    with_it, without = told.cramps[np.nan_to_num(values) != 0], told.cramps[values == 0]
    return Together(
        exposure=name,
        ratio=float(np.exp(mean)),
        low=float(np.exp(low)),
        high=float(np.exp(high)),
        level=LEVEL,
        nights_with=len(with_it),
        nights_without=len(without),
        rate_with=NIGHTS_A_WEEK * float(with_it.mean()),
        rate_without=NIGHTS_A_WEEK * float(without.mean()),
        chance=float(chance),
        looked_at=limits[1],
        found=bool(chance <= limits[0] and (low > 0 or high < 0)),
    )


def weekday(told: Told, white: Whitened, limits: tuple[float, int]) -> Weekday | None:
    """The weekday that stands out most from the other six, if one does."""
    if told.nights < WEEKDAY_NIGHTS:
        return None
    chances = stepped(family(freed(white.weekdays, white.slow), white.left.rest, white.left, white.orders))
    day = int(chances.argmin())
    course, column = slow(len(told.known)), weekdays(told)[:, day : day + 1]
    wide = np.full(course.shape[1], WIDE)
    mean, sd = (
        float(part[0]) for part in estimates(told.cramps, told.known, course, column, white.memory, (wide, LOOK_SD))
    )
    if chances[day] > limits[0] or abs(mean) <= Z * sd:
        return None
    return Weekday(
        weekday=day,
        ratio=float(np.exp(mean)),
        low=float(np.exp(mean - Z * sd)),
        high=float(np.exp(mean + Z * sd)),
        level=LEVEL,
        nights=int((column[told.known] > 0).sum()),
        chance=float(chances[day]),
        looked_at=limits[1],
    )
