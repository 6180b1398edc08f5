"""Writes docs/survey.md: what was published of the survey beside what we count: `python -m scripts.survey.published`.

In: data/survey/people.csv.gz and published.csv (Grandner and Winkelman 2017, doi 10.1371/journal.pone.0178465). Out: a page of
prevalences, odds ratios and ranks, with 95 % intervals by linearisation over the survey's design. `--check` only compares.
"""

import argparse
import csv
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit

from scripts.survey.exposures import adjustable, adjustment, columns
from scripts.survey.fit import linearised
from scripts.survey.people import OUTCOMES, Array, People, read_people

ROOT = Path(__file__).resolve().parents[2]
PAGE, PUBLISHED = ROOT / "docs/survey.md", ROOT / "data/survey/published.csv"
Z = 1.959963984540054
T = 2.131  # the 97.5 % quantile of Student's t with 15 degrees of freedom: 30 sampling units less 15 strata
PREVALENCES = {"mild cramps (SLQ160 1 or 2)": (1, 2), "moderate to severe cramps (SLQ160 3 or 4)": (3, 4)}

UNSURE, STEPS = "same direction, not sure", 6
BEYOND = f"after the first {STEPS}"
PROSE = """<!-- Written by `python -m scripts.survey.published` from data/survey/; change it there. -->

# What was published of the survey, and what we count

Grandner and Winkelman (PLoS ONE 2017, [doi 10.1371/journal.pone.0178465](https://doi.org/10.1371/journal.pone.0178465)) studied
night leg cramps in two cycles of the National Health and Nutrition Examination Survey, 2005-2006 and 2007-2008. We have the first:
{people} people of sixteen and over. Every published figure below rests on both cycles, so ours can agree only as far as one half
agrees with the whole. All our numbers take the examination weights, and their intervals the survey's strata and sampling units.
We read the article's summary, not its tables.

## How many have cramps

|  | published, % | ours, % | 95 % interval | agrees? |
|---|---|---|---|---|
{prevalences}

The published figures are whole percents; one agrees when it lies inside our interval.

## What goes with them

Published: the direction, adjusted for age, sex, education and body mass index, found in 2005-2006 and again in 2007-2008. Ours: odds
ratios adjusted for the same, for any cramps (once a month or more) and for frequent ones (five times or more), among {adults}
people of twenty and over. *Yes* means that the published direction is ours and that at least one of the two intervals leaves out 1:
so for {agreeing} of {directions}; {unsure} more point the same way without being sure. An odds ratio says what goes together, not
what causes what.

|  | more cramps with (published) | per | any: odds ratio | 95 % interval | frequent: odds ratio | 95 % interval | agrees? |
|---|---|---|---|---|---|---|---|
{beside}

## What matters most

Published: forward selection for moderate to severe cramps over both cycles, by partial explained variance. Ours: forward selection by
deviance for frequent cramps in 2005-2006, adjusted as above, among all rows above and general health. One cycle and another
measure, so only the top can be compared.

|  | published rank | our rank |
|---|---|---|
{ranks}

Ours in order: {order}.
"""


class Estimate(NamedTuple):
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float

    def told(self, form: str) -> tuple[str, str]:
        """The value and its interval as they are printed."""
        return format(self.value, form), f"{self.low:{form}} to {self.high:{form}}"


def main() -> int:
    """Write the page, or with `--check` say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    check, text = parser.parse_args().check, page(read_people())
    if check:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(ROOT)}")
    return 0


def page(people: People) -> str:
    """The whole page."""
    with PUBLISHED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    exposures = columns(people)
    ranks = stepwise(people, exposures)
    of = {kind: [row for row in rows if row["kind"] == kind] for kind in ("percent", "direction", "named", "rank")}
    beside = [direction_line(people, exposures, row) for row in (*of["direction"], *of["named"])]
    return PROSE.format(
        people=f"{len(people.rows):,}",
        prevalences="\n".join(prevalence_line(people, row) for row in of["percent"]),
        adults=f"{int(adjustable(people).sum()):,}",
        directions=len(of["direction"]),
        agreeing=sum(line.endswith("| yes |") for line in beside),
        unsure=sum(UNSURE in line for line in beside),
        beside="\n".join(beside),
        ranks="\n".join(
            f"| {row['finding']} | {row['published']} | {ranks.get(row['finding'], BEYOND)} |" for row in of["rank"]
        ),
        order=", ".join(sorted(ranks, key=lambda name: ranks[name])),
    )


def prevalence_line(people: People, row: dict[str, str]) -> str:
    """One prevalence beside ours."""
    ours = share(people, np.isin(people.cramps, PREVALENCES[row["finding"]]).astype(np.float64))
    low, high = float(row["low"] or row["published"]), float(row["high"] or row["published"])
    agrees = low <= 100 * ours.high and high >= 100 * ours.low
    value, interval = Estimate(*(100 * end for end in ours)).told(".1f")
    told = row["published"] or f"{row['low']} to {row['high']}"
    return f"| {row['finding']} | {told} | {value} | {interval} | {'yes' if agrees else 'no'} |"


def share(people: People, values: Array) -> Estimate:
    """A weighted share, its interval on the scale of log odds."""
    mean = float(np.average(values, weights=people.weight))
    scores = people.weight * (values - mean) / people.weight.sum()
    error = np.sqrt(between(people, scores)) / (mean * (1 - mean))
    low, high = (float(expit(logit(mean) + sign * T * error)) for sign in (-1, 1))
    return Estimate(mean, low, high)


def between(people: People, scores: Array) -> float:
    """The variance of a total over the survey's design."""
    found = 0.0
    for stratum in np.unique(people.stratum):
        within = people.stratum == stratum
        sums = np.array([scores[within & (people.unit == unit)].sum() for unit in np.unique(people.unit[within])])
        found += len(sums) / (len(sums) - 1) * float(((sums - sums.mean()) ** 2).sum())
    return found


def direction_line(people: People, exposures: dict[str, tuple[Array, str]], row: dict[str, str]) -> str:
    """One direction beside our two odds ratios."""
    values, step = exposures[row["finding"]]
    ratios = [odds_ratio(people, row["finding"], values, outcome) for outcome in OUTCOMES]
    if row["kind"] == "named":
        verdict = "no direction was published"
    elif any(ratio.low > 1 for ratio in ratios) and all(ratio.high > 1 for ratio in ratios):
        verdict = "yes"
    else:
        verdict = UNSURE if all(ratio.value > 1 for ratio in ratios) else "no"
    told = " | ".join(" | ".join(ratio.told(".2f")) for ratio in ratios)
    return f"| {row['finding']} | {row['published'] or '-'} | {step} | {told} | {verdict} |"


def odds_ratio(people: People, name: str, values: Array, outcome: str) -> Estimate:
    """The adjusted odds ratio of one exposure."""
    design = adjustment(people)
    inside = {"age": 1, "education": 3, "body mass index": 4}
    place = inside.get(name, design.shape[1])
    design = design if name in inside else np.column_stack([design, values])
    weight = np.where(np.isnan(design).any(axis=1), 0.0, people.weight)
    design = np.nan_to_num(design)
    best = newton(design, weight, people.outcome(outcome))
    error = np.sqrt(
        linearised(people, design, weight, people.outcome(outcome), best, np.zeros(len(best)))[place, place]
    )
    return Estimate(*(float(np.exp(best[place] + sign * T * error)) for sign in (0, -1, 1)))


def newton(design: Array, weight: Array, outcome: Array) -> Array:
    """The coefficients of a weighted logistic regression."""
    best = np.zeros(design.shape[1])
    for _ in range(12):
        chance = expit(design @ best)
        bend = (design * (weight * chance * (1 - chance))[:, None]).T @ design
        best = best + np.linalg.solve(bend, design.T @ (weight * (outcome - chance)))
    return best


def stepwise(people: People, exposures: dict[str, tuple[Array, str]]) -> dict[str, int]:
    """The order in which exposures enter for frequent cramps; what is not known is taken at its mean."""
    outcome, design = people.outcome("frequent"), adjustment(people)
    weight = adjustable(people) * people.weight
    design = np.nan_to_num(design)
    filled = {
        name: np.where(
            np.isnan(values), np.average(values[~np.isnan(values)], weights=people.weight[~np.isnan(values)]), values
        )
        for name, (values, _) in exposures.items()
        if name not in {"age", "education", "body mass index"}
    }

    def deviance(columns: Array) -> float:
        score = columns @ newton(columns, weight, outcome)
        return float(weight @ (np.logaddexp(0, score) - outcome * score))

    found: dict[str, int] = {}
    for rank in range(1, STEPS + 1):
        best = min(filled, key=lambda name: deviance(np.column_stack([design, filled[name]])))
        design = np.column_stack([design, filled.pop(best)])
        found[best] = rank
    return found


if __name__ == "__main__":
    sys.exit(main())
