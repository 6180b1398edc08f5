"""The posterior of one contrast of many trials at once: stacked trials in, for each a mixture that is the density of its log rate ratio
out.

Nested, and nothing drawn by chance. Hyperparameters are averaged over three small lattices; each is laid where a quadratic through the
log posterior so far says it belongs, and all points are weighted together (balance heuristic: Veach and Guibas 1995, SIGGRAPH,
419-428). At each point the field is integrated out (`field.py`, `correction.py`). The density of the contrast is a mixture of Gaussians
over the points, each bent by one common factor: the exact shape at the last lattice's centre, where the field is integrated anew with
the contrast held at nine values. Compare Rue, Martino and Chopin 2009, J R Stat Soc B 71:319-392.
"""

from typing import NamedTuple

import numpy as np

from nattero.trials import chain, correction, field, model
from nattero.trials.model import HYPERPARAMETERS
from nattero.trials.quadrature import Array, lattice


class Lattices(NamedTuple):
    """Lattices one after the other: points, standard deviations they are laid at, Newton steps; which points are not believed."""

    each: tuple[tuple[int, float, int], ...]
    astray: float  # where the last step still moved a night so far


LATTICES = Lattices(((17, 1.15, 4), (13, 1.3, 3), (25, 1.1, 3)), astray=1.5)
RICHER = Lattices(
    ((33, 1.15, 5), (33, 1.3, 3), (65, 1.1, 3)), astray=1.5
)  # for the few trials whose points are worth too few
PATIENT = Lattices(
    ((33, 1.15, 24), (33, 1.3, 12), (65, 1.1, 12)), astray=0.3
)  # for the very few whose field does not come to rest
FEW, FEWEST = 15.0, 4.0  # what the points of a trial are worth
RESTLESS = 0.9  # how far one that counts may still move a night
WORKING_SD = 1.5  # a wider prior of the contrast is put in afterwards: the Gaussian stand-in needs one that is not flat
HELD = np.array([-4.2, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.2])  # standard deviations from the contrast's mean
HELD_STEPS = 2
GUESS_VARIANCE = 0.3
FAR = 1e9
FLATTEN, FLOOR, DEEPEST = (
    0.6,
    14.0,
    60.0,
)  # how the quadratic weighs the points: by a power of their density, never by nothing
LEAST_PRECISION, MOST_PRECISION, FARTHEST = 0.7, 25.0, 2.5
ROWS, COLUMNS = np.triu_indices(HYPERPARAMETERS)


class Stack(NamedTuple):
    """Trials of one length. The contrast is a column of its own; the other arms' are the last of `columns`.

    Another arm's coefficient is what its effect is beyond half of the contrast's, so that their priors do not lean on one another.
    """

    counts: Array  # (trials, nights); 0 where nothing was recorded
    known: Array  # (trials, nights) of 0 and 1
    exposure: Array  # (trials, nights), less its middle, so that no arm is special: the level lies between the arms
    middle: Array  # (arms), the contrast's last
    columns: Array  # (columns, trials, nights)
    others: Array  # (trials, other arms): prior precision
    beyond: Array  # (trials): prior mean of the others' coefficients
    mean: Array  # (trials): the contrast's prior
    sd: Array

    @property
    def arms(self) -> int:
        """How many arms there are but the reference."""
        return 1 + int(self.others.shape[1])

    @property
    def exposures(self) -> Array:
        """Of all arms but the reference, the contrast's last, less the middle: (arms, trials, nights)."""
        return np.concatenate([self.columns[len(self.columns) - self.others.shape[1] :], self.exposure[None]])

    @property
    def shift(self) -> Array:
        """What the other arms' prior means make of the log rate, (trials, nights)."""
        return np.asarray(self.beyond[:, None] * self.columns[len(self.columns) - self.others.shape[1] :].sum(axis=0))

    @property
    def working_sd(self) -> Array:
        """The prior the field is integrated with."""
        return np.minimum(self.sd, WORKING_SD)


class Mixture(NamedTuple):
    """The density of the contrast under its working prior, and of a level of its two arms, which leans on the contrast.

    The level is half way between the two, so that neither is told otherwise when the other is called the reference.
    """

    weights: Array  # (trials, points)
    mean: Array
    sd: Array
    bend: Array  # (trials, 9): log factor at HELD standard deviations from each mean
    level: Array  # (trials, points): log of the mean rate of all nights, had they all been half way between the reference and the arm
    level_sd: Array  # what is left when the contrast is known
    level_slope: Array  # how it moves with the contrast
    effective: Array  # (trials): how many points the weights are worth
    moved: Array  # (trials): the largest last step among points that count


class _Points(NamedTuple):
    z: Array  # (trials, points, 4)
    evidence: Array
    mean: Array
    sd: Array
    level: Array
    level_sd: Array
    level_slope: Array
    moved: Array


class _Laid(NamedTuple):
    """A lattice: how many points, round which centre, and the root of its covariance."""

    points: int
    centre: Array
    root: Array


def posterior(stack: Stack, lattices: Lattices = LATTICES) -> Mixture:
    """The posterior of each trial's contrast."""
    nights = stack.counts.shape[1]
    space = field.room(len(stack.columns) + 1, len(stack.mean), max(points for points, _, _ in lattices.each), nights)
    points, fitted, laid = _explore(stack, lattices, space)
    drawn = _log_posterior(points) - _log_density(points.z, laid)
    weights = np.exp(drawn - drawn.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    return Mixture(
        weights,
        points.mean,
        points.sd,
        _shape(stack, points, fitted, lattices.each[-1][0], space),
        points.level,
        points.level_sd,
        points.level_slope,
        1 / (weights**2).sum(axis=1),
        (points.moved * (weights > 1e-3)).max(axis=1),
    )


def _explore(stack: Stack, lattices: Lattices, space: Array) -> tuple[_Points, field.Fitted, list[_Laid]]:
    """All points of all lattices, the field at the last lattice's, and where the lattices lay."""
    trials = len(stack.mean)
    centre = np.zeros((trials, HYPERPARAMETERS))
    root = np.broadcast_to(np.eye(HYPERPARAMETERS), (trials, HYPERPARAMETERS, HYPERPARAMETERS))
    guess, variance = _first_guess(stack)
    seen: list[_Points] = []
    laid: list[_Laid] = []
    fitted: field.Fitted
    for points, reach, steps in lattices.each:
        laid.append(_Laid(points, centre, root * reach))
        z = centre[:, None, :] + np.einsum("nij,pj->npi", root * reach, lattice(points, HYPERPARAMETERS))
        blocks = _blocks(stack, z)
        fitted = field.fit(blocks, guess, variance, steps, space)
        found = _found(stack, z, blocks, fitted, lattices.astray)
        best = np.argmax(_log_posterior(found), axis=1)[:, None, None]
        guess, variance = (np.take_along_axis(part, best, axis=1) for part in (fitted.centre, fitted.variance))
        seen.append(found)
        together = _joined(seen)
        centre, root = _where_next(together.z, together.evidence)
    return _joined(seen), fitted, laid


def _joined(seen: list[_Points]) -> _Points:
    """The points of several lattices."""
    return _Points(*(np.concatenate(parts, axis=1) for parts in zip(*seen, strict=True)))


def _first_guess(stack: Stack) -> tuple[Array, Array]:
    """Where Newton starts: half way between a night's count and the mean, so that no step is a leap."""
    rate = np.maximum(stack.counts.sum(axis=1), 0.5) / stack.known.sum(axis=1)
    guess = np.log(np.where(stack.known > 0, 0.5 * (stack.counts + rate[:, None]), rate[:, None]))[:, None]
    return guess, np.full_like(guess, GUESS_VARIANCE)


def _blocks(stack: Stack, z: Array, held: Array | None = None) -> field.Blocks:
    """A block for every trial and point (trials, points, 4), the contrast free or held at values (trials, points)."""
    trials, points = z.shape[:2]
    hyper = model.hyper(z)
    others = np.broadcast_to(stack.others[:, None], (trials, points, stack.others.shape[1]))
    precision = [model.shared_precision(stack.counts.shape[1], hyper.drift), others]
    columns = stack.columns
    offset = (model.RATE + stack.shift)[:, None]
    exposure = stack.exposure[:, None]
    if held is None:
        columns = np.concatenate([columns, stack.exposure[None]])
        precision.append(np.broadcast_to(stack.working_sd[:, None, None] ** -2.0, (trials, points, 1)))
        offset = offset + exposure * stack.mean[:, None, None]
    else:
        offset = offset + exposure * held[:, :, None]
    return field.Blocks(
        stack.counts[:, None],
        stack.known[:, None],
        columns[:, :, None],
        np.concatenate(precision, axis=2),
        offset,
        hyper.size,
        hyper.spread,
        hyper.correlation,
    )


def _found(stack: Stack, z: Array, blocks: field.Blocks, fitted: field.Fitted, astray: float) -> _Points:
    """What the field at every point says of evidence, contrast and level. No counts are likelier than certain."""
    evidence = correction.evidence(blocks, fitted)
    evidence = np.where((fitted.moved < astray) & (evidence <= 0), evidence, -FAR)
    mean, sd = stack.mean[:, None] + fitted.coefficients[:, :, -1], np.sqrt(fitted.covariance[:, :, -1, -1])
    effects = fitted.coefficients[:, :, -stack.arms :] + stack.beyond[:, None, None]
    effects[:, :, -1] = mean
    absent = np.append(stack.middle[:-1], 0.0)  # no other arm; of the contrast, half way between its two
    exposures = stack.exposures + absent[:, None, None]
    level, level_sd, slope = _level(fitted, exposures[:, :, None], effects, sd)
    return _Points(z, evidence, mean, sd, level, level_sd, slope, fitted.moved)


def _level(fitted: field.Fitted, exposures: Array, effects: Array, sd: Array) -> tuple[Array, Array, Array]:
    """The log of the mean rate without what these exposures make of it: mean, deviation once the contrast is known, and slope on it.

    `exposures` (arms, trials, 1, nights) and `effects` (trials, points, arms) of all arms but the reference, the contrast's last. To first
    order around the field's centre: the mean rate is a sum of log-normals, each night weighing what its rate does.
    """
    arms = len(exposures)
    among = fitted.covariance[:, :, -arms:, -arms:]
    leaning = 2 * fitted.leaning[-arms:] - np.einsum("npab,bnqt->anpt", among, exposures)
    variance = fitted.variance - (exposures * leaning).sum(axis=0)
    nightly = fitted.centre - (exposures * effects.transpose(2, 0, 1)[:, :, :, None]).sum(axis=0) + variance / 2
    top = nightly.max(axis=2, keepdims=True)
    share = np.exp(nightly - top)
    total = share.sum(axis=2, keepdims=True)
    share /= total
    along = np.matmul(fitted.slopes.transpose(1, 2, 0, 3), share[:, :, :, None])
    along[:, :, -arms:, 0] -= (share * exposures).sum(axis=3).transpose(1, 2, 0)
    spread = np.matmul(fitted.covariance, along)
    moved = share[None].copy()
    chain.solve(fitted.chains, moved)
    whole = (along * spread).sum(axis=(2, 3)) + (share * moved[0]).sum(axis=2)
    slope = spread[:, :, -1, 0] / sd**2
    rest = np.sqrt(np.maximum(whole - slope**2 * sd**2, 1e-12))
    return (top + np.log(total / share.shape[2]))[:, :, 0] - whole / 2, rest, slope


def _shape(stack: Stack, points: _Points, fitted: field.Fitted, size: int, space: Array) -> Array:
    """The log of the exact density over the Gaussian at the last lattice's centre, at HELD deviations from its mean."""
    last = points.z.shape[1] - size  # the centre of the last lattice
    mean, sd = points.mean[:, last, None], points.sd[:, last, None]
    held = mean + sd * HELD
    lean = (fitted.leaning[-1, :, 0] / sd**2)[:, None]
    start = fitted.centre[:, :1] + lean * (held - mean)[:, :, None]
    variance = np.maximum(fitted.variance[:, :1] - (lean * sd[:, :, None]) ** 2, 1e-4)
    blocks = _blocks(stack, np.repeat(points.z[:, last, None], len(HELD), axis=1), held)
    again = field.fit(blocks, start, variance, HELD_STEPS, space)
    curve = correction.evidence(blocks, again)
    curve -= 0.5 * ((held - stack.mean[:, None]) / stack.working_sd[:, None]) ** 2
    bend = curve + 0.5 * HELD**2
    return np.asarray(bend - bend[:, [len(HELD) // 2]])


def _log_posterior(points: _Points) -> Array:
    """Up to a constant; the hyperparameters' prior is standard normal."""
    return np.asarray(points.evidence - 0.5 * (points.z**2).sum(axis=2))


def _log_density(z: Array, laid: list[_Laid]) -> Array:
    """Up to a constant, how densely all lattices together cover each point."""
    density = np.zeros(z.shape[:2])
    for points, centre, root in laid:
        away = np.linalg.solve(root, (z - centre[:, None]).transpose(0, 2, 1))
        density += points * np.exp(-0.5 * (away**2).sum(axis=1) - np.linalg.slogdet(root)[1][:, None])
    return np.log(density)


def _where_next(z: Array, evidence: Array) -> tuple[Array, Array]:
    """Centre (trials, 4) and root of the covariance of a Gaussian close to the hyperparameters' posterior.

    A weighted quadratic through the log evidence, ridged towards none; the prior, which is known, is added afterwards.
    """
    trials, points, size = z.shape
    design = np.concatenate([np.ones((trials, points, 1)), z, z[:, :, ROWS] * z[:, :, COLUMNS]], axis=2)
    target = np.maximum(evidence - evidence.max(axis=1, keepdims=True), -DEEPEST)
    density = target - 0.5 * (z**2).sum(axis=2)
    weight = np.exp(FLATTEN * np.maximum(density - density.max(axis=1, keepdims=True), -FLOOR))
    weight /= weight.sum(axis=1, keepdims=True)
    ridge = np.diag([1e-8] + [1e-3] * size + [3e-3] * len(ROWS))
    normal = np.einsum("npi,np,npj->nij", design, weight, design) + ridge
    found = np.linalg.solve(normal, np.einsum("npi,np,np->ni", design, weight, target)[:, :, None])[:, :, 0]
    bend = np.zeros((trials, size, size))
    bend[:, ROWS, COLUMNS] += found[:, 1 + size :]
    bend[:, COLUMNS, ROWS] += found[:, 1 + size :]
    values, vectors = np.linalg.eigh(np.eye(size) - bend)
    values = np.clip(values, LEAST_PRECISION, MOST_PRECISION)
    covariance = np.einsum("nij,nj,nkj->nik", vectors, 1 / values, vectors)
    centre = np.einsum("nij,nj->ni", covariance, found[:, 1 : 1 + size])
    length = np.sqrt((centre**2).sum(axis=1, keepdims=True))
    return centre * np.minimum(1, FARTHEST / np.maximum(length, 1e-9)), np.linalg.cholesky(covariance)
