"""Cross-validation inside the cycle: whole sampling units are left out, so that nobody is predicted by neighbours.

In: `People`. Out: out-of-fold probabilities for some knowledge of each person, and what they are worth: area under the curve,
calibration slope and intercept (Cox 1958), Brier score, observed over expected, and reliability by tenths; all weighted.
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from nattero.checkup.peer_math import NODES
from scripts.survey.fit import TERMS, Fit, fit
from scripts.survey.people import OUTCOMES, Array, People, read_people

FOLDS, SEED = 10, 20261122
AGE_AND_SEX: frozenset[str] = frozenset()
ALL = frozenset(TERMS)
SLEEP = frozenset(
    {"short_sleep", "breathing", "quality", "quality_worst", "pills", "jerks_ever", "jerks_sometimes", "jerks_often"}
)
JERKS = frozenset({"jerks_ever", "jerks_sometimes", "jerks_often"})


def folds(people: People) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The fold of each participant: the sampling units are dealt out over ten folds."""
    units = np.unique(people.clusters)
    np.random.default_rng(SEED).shuffle(units)
    fold = {int(unit): place % FOLDS for place, unit in enumerate(units)}
    return np.array([fold[int(unit)] for unit in people.clusters])


def predict(people: People, fitted: Fit, known: Array) -> dict[str, Array]:
    """The probabilities of each outcome when only some terms (`known`: true or false, a row a person) are told."""
    means = people.basis @ fitted.expected
    told = known.astype(bool) & ~np.isnan(people.terms)
    residuals = np.where(told, people.terms - means, 0.0)
    left = np.zeros((len(told), len(OUTCOMES)))
    patterns, which = np.unique(told, axis=0, return_inverse=True)
    terms = np.column_stack([one.terms for one in fitted.outcomes.values()])
    for number, pattern in enumerate(patterns):
        rows, missing = np.flatnonzero(which.ravel() == number), ~pattern
        if not missing.any():
            continue
        lean = fitted.covariance[np.ix_(missing, pattern)] @ np.linalg.inv(fitted.covariance[np.ix_(pattern, pattern)])
        spread = fitted.covariance[np.ix_(missing, missing)] - lean @ fitted.covariance[np.ix_(pattern, missing)]
        residuals[np.ix_(rows, missing)] = residuals[np.ix_(rows, pattern)] @ lean.T
        left[rows] = np.einsum("io,ij,jo->o", terms[missing], spread, terms[missing])
    nodes, shares = np.array(NODES).T
    found = {}
    for place, (name, one) in enumerate(fitted.outcomes.items()):
        score = people.basis @ one.base + (means + residuals) @ one.terms
        width = np.sqrt(np.maximum(0, one.spread * left[:, place]))
        found[name] = expit(score[:, None] + width[:, None] * nodes) @ shares
    found["frequent"] = np.minimum(found["frequent"], found["any"])
    return found


def masks(people: People, told: frozenset[str]) -> Array:
    """Which terms are told, the same for everybody."""
    return np.tile([term in told for term in TERMS], (len(people.rows), 1))


def out_of_fold(people: People, knowledge: dict[str, Array]) -> dict[str, dict[str, Array]]:
    """The probabilities of each participant from a fit without their fold, by the name of the knowledge."""
    found = {name: {outcome: np.zeros(len(people.rows)) for outcome in OUTCOMES} for name in knowledge}
    fold = folds(people)
    for number in range(FOLDS):
        fitted = fit(people, (fold != number).astype(np.float64))
        for name, known in knowledge.items():
            for outcome, chances in predict(people, fitted, known).items():
                found[name][outcome][fold == number] = chances[fold == number]
    return found


def area(chance: Array, outcome: Array, weight: Array) -> float:
    """The weighted area under the receiver operating characteristic, ties counting half."""
    order = np.argsort(chance, kind="stable")
    chance, outcome, weight = chance[order], outcome[order], weight[order]
    _, start = np.unique(chance, return_index=True)
    with_it = np.add.reduceat(weight * outcome, start)
    without = np.add.reduceat(weight * (1 - outcome), start)
    below = np.cumsum(without) - without
    return float(with_it @ (below + without / 2) / (with_it.sum() * without.sum()))


def calibration(chance: Array, outcome: Array, weight: Array) -> tuple[float, float]:
    """The calibration intercept (with the slope held at one) and slope of the log odds."""
    score = logit(np.clip(chance, 1e-6, 1 - 1e-6))

    def solved(loss: Callable[[Array], float], start: Sequence[float]) -> Array:
        return np.asarray(minimize(loss, start, method="BFGS").x)

    def bent(values: Array) -> float:
        line = values[0] + values[1] * score
        return float(weight @ (np.logaddexp(0, line) - outcome * line) / weight.sum())

    def shifted(values: Array) -> float:
        line = values[0] + score
        return float(weight @ (np.logaddexp(0, line) - outcome * line) / weight.sum())

    return float(solved(shifted, [0.0])[0]), float(solved(bent, [0.0, 1.0])[1])


def measures(chance: Array, outcome: Array, weight: Array) -> dict[str, float]:
    """All that is told of one set of probabilities."""
    intercept, slope = calibration(chance, outcome, weight)
    return {
        "AUC": area(chance, outcome, weight),
        "slope": slope,
        "intercept": intercept,
        "Brier": float(np.average((chance - outcome) ** 2, weights=weight)),
        "observed / expected": float((weight @ outcome) / (weight @ chance)),
        "log loss": float(np.average(-np.log(np.where(outcome == 1, chance, 1 - chance).clip(1e-9)), weights=weight)),
    }


def tenths(chance: Array, outcome: Array, weight: Array) -> list[tuple[float, float, int]]:
    """Expected and observed shares, and the people, in ten groups of equal weight from the lowest probability up."""
    order = np.argsort(chance, kind="stable")
    group = np.minimum(9, (10 * (np.cumsum(weight[order]) - weight[order] / 2) / weight.sum()).astype(int))
    found = []
    for number in range(10):
        chosen = order[group == number]
        share = [float(np.average(values[chosen], weights=weight[chosen])) for values in (chance, outcome)]
        found.append((share[0], share[1], len(chosen)))
    return found


def groups(people: People) -> dict[str, Array]:
    """Parts of the people in which the probabilities ought to hold as well: one or zero each."""
    female, pregnant = people.basis[:, -2] > 0, people.terms[:, TERMS.index("pregnant")] == 1
    found = {
        "16 to 29 years": people.age < 30,
        "30 to 49 years": (people.age >= 30) & (people.age < 50),
        "50 to 64 years": (people.age >= 50) & (people.age < 65),
        "65 years and over": people.age >= 65,
        "women": female,
        "men": ~female,
        "pregnant": pregnant,
        "with diabetes": people.terms[:, TERMS.index("diabetes")] == 1,
        "heart disease": people.terms[:, TERMS.index("heart")] == 1,
        "five medicines or more": people.terms[:, TERMS.index("medicine_count")] >= np.sqrt(5),
        "leg jerks often": people.terms[:, TERMS.index("jerks_often")] == 1,
    }
    return {name: chosen.astype(np.float64) for name, chosen in found.items()}


def main() -> None:
    """Print observed and expected shares by part of the people, from fits that have not seen them."""
    people = read_people()
    known = {"age and sex": masks(people, AGE_AND_SEX), "all answers": masks(people, ALL)}
    chances = out_of_fold(people, known)
    print("| part | people | cramps | observed, % | age and sex only, % | all answers, % |\n|---|---|---|---|---|---|")
    for name, chosen in groups(people).items():
        weight = people.weight * chosen
        for outcome in OUTCOMES:
            shares = [people.outcome(outcome), *(chances[which][outcome] for which in known)]
            told = " | ".join(f"{100 * float(np.average(values, weights=weight)):.1f}" for values in shares)
            print(f"| {name} | {int(chosen.sum())} | {outcome} | {told} |")


if __name__ == "__main__":
    main()
