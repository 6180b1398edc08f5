"""Fits "people like you" and writes its table into the pack: `python -m scripts.survey.fit`; `--check` only compares.

In: data/survey/people.csv.gz. Out: src/nattero/pack/people_like_you.yaml. Weighted logistic regressions with a ridge penalty
(le Cessie and van Houwelingen 1992), their covariance by linearisation over the survey's design (Binder 1983), and the
terms' means and covariance given age and sex, for what is not known. docs/model-card.md tells the choices.
"""

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from nattero.checkup.peer_math import NODES
from nattero.checkup.peer_terms import INPUTS
from scripts.survey.people import KNOTS, OUTCOMES, Array, People, read_people

TABLE = Path(__file__).resolve().parents[2] / "src/nattero/pack/people_like_you.yaml"
TERMS = list(INPUTS)
# Ridge penalties on standardised terms, in people of mean weight; chosen by cross-validation over sampling units.
PENALTY, CLEAR_PENALTY, AGE_PENALTY, FREE = 300.0, 30.0, 50.0, 1e-3
CLEAR = {"pregnant", "health", "jerks_ever", "jerks_sometimes", "jerks_often"}
# The other terms may not work against the direction published of them (pmid 28586374; drugs: doi
# 10.1001/archinternmed.2011.1029): education falls, all else rises.
FREE_TERMS, FALLING = {"jerks_often"}, {"education"}
FEW = 25.0  # people of mean weight
EVEN = 1e-6  # added to the covariance's diagonal, as a share of it, so that it can be inverted


class Regression(NamedTuple):
    """One outcome: coefficients of base and terms, their covariance, and how far to spread what is not known."""

    base: Array
    terms: Array
    uncertainty: Array
    spread: float


class Fit(NamedTuple):
    """All that was fitted: terms' means by age and sex, their residual covariance, and a regression an outcome."""

    expected: Array
    covariance: Array
    outcomes: dict[str, Regression]


def fit(people: People, chosen: Array | None = None) -> Fit:
    """Fit everything to the chosen participants (a weight of zero or one each), or to all."""
    weight = people.weight * (1.0 if chosen is None else chosen)
    expected = means_by_age(people, weight)
    covariance = residual_covariance(people, weight, expected)
    filled = fill(people.basis @ expected, people.terms, covariance)
    design = np.column_stack([people.basis, filled])
    found = {name: regress(people, design, weight, people.outcome(name)) for name in OUTCOMES}
    blank = people.basis @ expected
    outcomes = {}
    for name, one in found.items():
        score = people.basis @ one.base + blank @ one.terms
        spread = settle(score, float(one.terms @ covariance @ one.terms), weight, people.outcome(name))
        outcomes[name] = one._replace(spread=spread)
    return Fit(expected, covariance, outcomes)


def means_by_age(people: People, weight: Array) -> Array:
    """The mean of each term by age and sex: weighted least squares on the basis, a column a term."""
    columns = []
    for values in people.terms.T:
        known = ~np.isnan(values) & (weight > 0)
        root = np.sqrt(weight[known])
        columns.append(np.linalg.lstsq(people.basis[known] * root[:, None], values[known] * root, rcond=None)[0])
    return np.column_stack(columns)


def residual_covariance(people: People, weight: Array, expected: Array) -> Array:
    """The weighted covariance of the terms around their means, from all pairs that are known.

    What goes with a rare answer is shrunk towards nothing (halved for 25 people); the whole is made positive definite.
    """
    residuals = people.terms - people.basis @ expected
    known = ~np.isnan(residuals)
    residuals = np.where(known, residuals, 0.0)
    together = (known * weight[:, None]).T @ known
    raw = (residuals * weight[:, None]).T @ residuals / together
    rare = (weight[:, None] * (residuals + people.basis @ expected > 0) * known).sum(axis=0)
    trust = rare / (rare + FEW)
    raw = trust[:, None] * raw * trust + np.diag((1 - trust**2) * np.diag(raw))
    values, vectors = np.linalg.eigh(raw)
    positive = (vectors * np.maximum(values, EVEN)) @ vectors.T
    return np.asarray(positive + EVEN * np.diag(np.diag(positive)))


def fill(means: Array, terms: Array, covariance: Array) -> Array:
    """The terms, each that is not known at its mean given those that are."""
    filled = terms - means
    patterns, which = np.unique(np.isnan(terms), axis=0, return_inverse=True)
    for number, missing in enumerate(patterns):
        if missing.any():
            rows = np.flatnonzero(which.ravel() == number)
            lean = covariance[np.ix_(missing, ~missing)] @ np.linalg.inv(covariance[np.ix_(~missing, ~missing)])
            filled[np.ix_(rows, missing)] = filled[np.ix_(rows, ~missing)] @ lean.T
    return np.asarray(filled + means)


def regress(people: People, design: Array, weight: Array, outcome: Array) -> Regression:
    """The penalised weighted regression on standardised columns, told on the columns' own scale."""
    base = people.basis.shape[1]
    total = weight.sum()
    centre = weight @ design / total
    scale = np.sqrt(weight @ (design - centre) ** 2 / total)
    centre[0], scale[0] = 0.0, 1.0
    standard = (design - centre) / scale
    penalty = np.r_[
        FREE, np.full(base - 1, AGE_PENALTY), [CLEAR_PENALTY if term in CLEAR else PENALTY for term in TERMS]
    ]

    def loss(coefficients: Array) -> tuple[float, Array]:
        score = standard @ coefficients
        value = weight @ (np.logaddexp(0, score) - outcome * score) + 0.5 * penalty @ coefficients**2
        return float(value), np.asarray(standard.T @ (weight * (expit(score) - outcome)) + penalty * coefficients)

    start = np.zeros(standard.shape[1])
    exact = {"maxiter": 5000, "gtol": 1e-6, "ftol": 1e-14}
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds(base), options=exact).x
    back = np.diag(1 / scale)
    back[0, 1:] = -centre[1:] / scale[1:]
    told = back @ best
    uncertainty = back @ linearised(people, standard, weight, outcome, best, penalty) @ back.T
    return Regression(told[:base], told[base:], uncertainty, 1.0)


def bounds(base: int) -> list[tuple[float | None, float | None]]:
    """The limits of each coefficient: none for age and sex, zero on one side for a term with a published direction."""
    limits: dict[str, tuple[float | None, float | None]] = dict.fromkeys(TERMS, (0.0, None))
    limits |= dict.fromkeys(FREE_TERMS, (None, None)) | dict.fromkeys(FALLING, (None, 0.0))
    return [(None, None)] * base + [limits[term] for term in TERMS]


def linearised(people: People, design: Array, weight: Array, outcome: Array, best: Array, penalty: Array) -> Array:
    """The coefficients' covariance: the spread of the sampling units' scores within strata, between two bends of the loss."""
    chance = expit(design @ best)
    bend = np.linalg.inv((design * (weight * chance * (1 - chance))[:, None]).T @ design + np.diag(penalty))
    scores = design * (weight * (outcome - chance))[:, None]
    middle = np.zeros_like(bend)
    for stratum in np.unique(people.stratum):
        within = people.stratum == stratum
        sums = np.array([scores[within & (people.unit == unit)].sum(axis=0) for unit in np.unique(people.unit[within])])
        apart = sums - sums.mean(axis=0)
        middle += len(sums) / (len(sums) - 1) * apart.T @ apart
    return np.asarray(bend @ middle @ bend)


def settle(score: Array, variance: float, weight: Array, outcome: Array) -> float:
    """How far to spread what is not known, so that age and sex alone give the survey's own total.

    Terms are not quite normal (most people have no leg jerks, some have many); one number makes up for that.
    """
    nodes, shares = np.array(NODES).T
    wanted = weight @ outcome

    def total(spread: float) -> float:
        return float(weight @ (expit(score[:, None] + np.sqrt(spread * variance) * nodes) @ shares))

    low, high = 0.0, 4.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if total(middle) < wanted else (low, middle)
    return (low + high) / 2


def table_text(people: People, fitted: Fit) -> str:
    """The fitted table as the pack holds it."""
    bmi = np.array([float(row["BMXBMI"] or "nan") for row in people.rows])
    ages = quantiles(people.age, people.weight, np.arange(0.05, 1, 0.1))
    lines = [
        "# Fitted by `python -m scripts.survey.fit` from data/survey/people.csv.gz; docs/model-card.md tells what it is and how good.",
        "survey: 2005-2006",
        f"people: {len(people.rows)}",
        f"knots: {row(KNOTS)}",
        f"ages: {row(ages)}",
        f"pregnant_share: {people.pregnant_share:.4f}",
        f"bmi: {row(np.nanquantile(bmi, [0.01, 0.99]))}",
    ]
    for name, one in fitted.outcomes.items():
        lines += [f"{name}:", f"  base: {row(one.base)}", f"  spread: {one.spread:.4f}", "  uncertainty:"]
        lines += [f'    - "{triangle}"' for triangle in lower(one.uncertainty)]
    lines.append("terms:")
    for place, term in enumerate(TERMS):
        coefficients = " ".join(f"{name}: {one.terms[place]:.4f}," for name, one in fitted.outcomes.items())
        count = int((people.terms[:, place] == 1).sum() if term == "pregnant" else (people.terms[:, place] > 0).sum())
        lines.append(
            f"  - {{id: {term}, input: {INPUTS[term]}, {coefficients} people: {count}, expected: {row(fitted.expected[:, place])}}}"
        )
    lines += ["covariance:", *(f'  - "{triangle}"' for triangle in lower(fitted.covariance))]
    return "\n".join(lines) + "\n"


def row(values: Array | tuple[float, ...]) -> str:
    """Numbers as a YAML list."""
    return "[" + ", ".join(f"{value:.5g}" for value in values) + "]"


def lower(matrix: Array) -> list[str]:
    """The lower triangle of a matrix, a text a row."""
    return [" ".join(f"{value:.4g}" for value in line[: place + 1]) for place, line in enumerate(matrix)]


def quantiles(values: Array, weight: Array, shares: Array) -> Array:
    """Weighted quantiles."""
    order = np.argsort(values)
    return np.asarray(np.interp(shares, np.cumsum(weight[order]) / weight.sum(), values[order]).round(1))


def main() -> int:
    """Fit and write the table, or with `--check` say whether the table is what the fit gives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    people = read_people()
    text = table_text(people, fit(people))
    if parser.parse_args().check:
        return 0 if TABLE.read_text(encoding="utf-8") == text else 1
    TABLE.write_text(text, encoding="utf-8")
    print(f"Wrote {TABLE.name}: {len(people.rows)} people, {len(TERMS)} terms, {len(text) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
