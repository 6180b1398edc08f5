"""Ceilings: what somebody would find who knows everything of a simulated history but the one thing that is asked.

In: the generator's `Truth` and many of its histories at once. Out: shares. The likelihood is exact but for a grid: the hidden log rate is
an AR(1) on `STATES` points (Rouwenhorst 1995, in Cooley, Frontiers of Business Cycle Research, chapter 10), counts round it are negative
binomial, and nights are run through forwards and backwards (Rabiner 1989, Proc IEEE 77:257-286).
"""

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from nattero.insight.simulate import Simulated, Truth, simulate

Numbers = NDArray[np.float64]
STATES = 9
LEVELS = np.exp(np.linspace(-0.9, 0.9, 7))  # usual rates that are thought of, as multiples of the true one
RATIOS = np.exp(np.linspace(-1.8, 1.8, 13))
SLOPES = np.linspace(-3, 3, 15)
MARGIN = 14  # nights on either side of a change, as ours has it


class Hidden(NamedTuple):
    """The chain of the log rate: its values, and the chances from each to each."""

    values: Numbers
    moves: Numbers


def hidden(truth: Truth) -> Hidden:
    """The chain on a grid with the same mean, deviation and correlation."""
    if not truth.spread:
        return Hidden(np.zeros(1), np.ones((1, 1)))
    stay = (1 + truth.correlation) / 2
    two = np.array([[stay, 1 - stay], [1 - stay, stay]])
    moves = reduce(lambda smaller, _: larger(smaller, two), range(STATES - 2), two)
    reach = truth.spread * np.sqrt(STATES - 1)
    return Hidden(np.linspace(-reach, reach, STATES) - truth.spread**2 / 2, moves)


def larger(moves: Numbers, two: Numbers) -> Numbers:
    """The same chain with a state more."""
    size = len(moves)
    whole = np.zeros((size + 1, size + 1))
    for down in (0, 1):
        for right in (0, 1):
            whole[down : size + down, right : size + right] += two[down, right] * moves
    whole[1:-1] /= 2
    return whole


def told(truth: Truth, count: Numbers, rate: Numbers, chain: Hidden) -> Numbers:
    """The log chance of each count in each state (..., states), where the rate without the chain is known."""
    mean = rate[..., None] * np.exp(chain.values)
    seen = count[..., None]
    if truth.scatter:
        size = truth.scatter**-2
        log = (
            gammaln(seen + size)
            - gammaln(size)
            + size * np.log(size / (size + mean))
            + seen * np.log(mean / (size + mean))
        )
    else:
        log = seen * np.log(mean) - mean
    return np.asarray(np.where(np.isnan(seen), 0.0, log))


def forwards(log: Numbers, chain: Hidden) -> Numbers:
    """The log chance of all nights up to each, with the state of that night: (nights, ..., states) in and out."""
    found = np.empty_like(log)
    size = len(chain.values)
    start = np.linalg.matrix_power(chain.moves, 512)[0]
    ahead = np.broadcast_to(np.log(start), log.shape[1:])
    for night, chances in enumerate(log):
        found[night] = ahead + chances
        top = found[night].max(axis=-1, keepdims=True)
        ahead = np.log(np.maximum(np.exp(found[night] - top) @ chain.moves, 1e-300)) + top if size > 1 else found[night]
    return found


def backwards(log: Numbers, chain: Hidden) -> Numbers:
    """The log chance of all nights from each on, given the state of that night: (nights, ..., states) in and out."""
    found = np.empty_like(log)
    behind = np.zeros(log.shape[1:])
    for night in range(len(log) - 1, -1, -1):
        found[night] = behind + log[night]
        top = found[night].max(axis=-1, keepdims=True)
        behind = np.log(np.maximum(np.exp(found[night] - top) @ chain.moves.T, 1e-300)) + top
    return found


def trigger_score(truth: Truth, made: Sequence[Simulated]) -> Numbers:
    """How much likelier each history is with a ratio of the trigger's size, up or down, than with none; the usual rate is not known."""
    chain, count = hidden(truth), np.array([one.history.count for one in made]).T
    there = np.nan_to_num(np.array([one.history.exposures["x0"] for one in made]).T)
    mean = truth.rate / 7 * (1 - truth.share + truth.share * truth.ratios[0])

    def likely(ratio: float) -> Numbers:
        base = mean / (1 - truth.share + truth.share * ratio) * LEVELS
        rate = base * np.where(there, ratio, 1.0)[..., None]
        return np.asarray(logsumexp(forwards(told(truth, count[..., None], rate, chain), chain)[-1], axis=(1, 2)))

    ratio = truth.ratios[0]
    return np.asarray(np.logaddexp(likely(ratio), likely(1 / ratio)) - np.log(2) - likely(1.0))


class Places(NamedTuple):
    """Of each history: the likeliest night of a change, and the log chance of the history with a change somewhere, and with none."""

    night: NDArray[np.int64]
    changed: Numbers
    plain: Numbers


def change_places(truth: Truth, made: Sequence[Simulated], *, ratio_known: bool = False) -> Places:
    """The likeliest place of the one change; with `ratio_known` its ratio and the rate before are known too."""
    chain, count = hidden(truth), np.array([one.history.count for one in made]).T[..., None]
    middle = truth.rate / 7 * (1.0 if ratio_known else np.sqrt(truth.change))
    before = middle * (np.ones(1) if ratio_known else RATIOS)
    after = np.array([middle * truth.change]) if ratio_known else before
    early = forwards(told(truth, count, np.broadcast_to(before, (*count.shape[:2], len(before))), chain), chain)
    late = backwards(told(truth, count, np.broadcast_to(after, (*count.shape[:2], len(after))), chain), chain)
    step = np.stack([_joined(early[night - 1], late[night], chain) for night in range(MARGIN, len(count) - MARGIN)])
    pairs = step.reshape(*step.shape[:2], -1)
    changed = logsumexp(pairs, axis=(0, 2)) - np.log(len(pairs) * pairs.shape[2])
    plain = logsumexp(early[-1], axis=(1, 2)) - np.log(len(before))
    return Places(pairs.max(axis=2).argmax(axis=0) + MARGIN, changed, plain)


def line_chance(truth: Truth, made: Sequence[Simulated]) -> Numbers:
    """The log chance of each history with a rate that rose or fell on a straight line."""
    chain, count = hidden(truth), np.array([one.history.count for one in made]).T[..., None]
    time = np.linspace(-0.5, 0.5, len(count))[:, None, None]
    middle = truth.rate / 7 * np.sqrt(truth.change) * LEVELS
    rate = (np.exp(SLOPES[:, None] * time) * middle).reshape(len(count), 1, -1)
    rate = np.broadcast_to(rate, (*count.shape[:2], rate.shape[2]))
    log = forwards(told(truth, count, rate, chain), chain)[-1]
    return np.asarray(logsumexp(log, axis=(1, 2)) - np.log(rate.shape[2]))


def trigger_ceiling(truth: Truth, rng: np.random.Generator, histories: int) -> Numbers:
    """The share in which the trigger stands out: looked at alone with 5 % error, and as one of five (1 %)."""
    mean = truth.rate * (1 - truth.share + truth.share * truth.ratios[0])
    nothing = replace(truth, ratios=(1.0,) * len(truth.ratios), rate=mean)
    by_chance = trigger_score(truth, [simulate(nothing, rng) for _ in range(20 * histories)])
    there = trigger_score(truth, [simulate(truth, rng) for _ in range(2 * histories)])
    return np.array([(there > np.quantile(by_chance, 1 - error)).mean() for error in (0.05, 0.01)])


def change_ceiling(truth: Truth, rng: np.random.Generator, histories: int) -> Numbers:
    """Shares: placed within a week; the same with the ratio known; told from nothing and from a line, either with 5 % error."""
    slope = 1.5 * np.log(truth.change) / truth.spread  # the line that lies nearest to a step in the middle
    level = truth.rate * np.sqrt(truth.change)
    made = [simulate(truth, rng) for _ in range(histories)]
    nothing = [simulate(replace(truth, change=1.0, rate=level), rng) for _ in range(histories)]
    lines = [simulate(replace(truth, change=1.0, rate=level, trend=slope), rng) for _ in range(histories)]
    true = np.array([one.changed for one in made])
    found = change_places(truth, made)
    placed = [
        (np.abs(place.night - true) <= 7).mean() for place in (found, change_places(truth, made, ratio_known=True))
    ]
    none, straight = change_places(truth, nothing), change_places(truth, lines)
    apart = found.changed - found.plain > np.quantile(none.changed - none.plain, 0.95)
    bent = straight.changed - line_chance(truth, lines)
    from_line = found.changed - line_chance(truth, made) > np.quantile(bent, 0.95)
    return np.array([*placed, apart.mean(), from_line.mean()])


def _joined(early: Numbers, late: Numbers, chain: Hidden) -> Numbers:
    """The log chance of a whole history from its two parts, for every pair of rates (histories, before, after)."""
    top, end = early.max(axis=-1, keepdims=True), late.max(axis=-1, keepdims=True)
    moved = np.exp(early - top) @ chain.moves
    both = np.einsum("hbs,has->hba", moved, np.exp(late - end))
    return np.asarray(np.log(np.maximum(both, 1e-300)) + top + end[..., 0][:, None, :])
