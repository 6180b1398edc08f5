"""People like you: how well the probabilities hold on people the fit has not seen, beside gradient-boosted trees.

In: data/survey/people.csv.gz. Out: area under the curve, calibration and Brier score of both, over the same folds.
"""

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from nattero.checkup.peer_person import FLAGS, RANGES, SCALES, read_person
from scripts.survey.people import OUTCOMES, Array, People, blank_table, read_people
from scripts.survey.validate import (
    AGE_AND_SEX,
    ALL,
    FOLDS,
    JERKS,
    SLEEP,
    area,
    folds,
    masks,
    measures,
    out_of_fold,
    tenths,
)

TITLE = "People like you: cramps predicted for people the fit has not seen"
ABOUT = (
    "5,886 people of the survey of 2005-2006, weighted; ten folds of whole sampling units, the same for both. Any: once a month or more "
    "(30.0 %); frequent: five times or more (5.6 %). A slope of 1 and an intercept of 0 are perfect calibration. Range of the area: "
    "500 bootstrap samples of sampling units within strata. Tenths: percent expected > observed, from the lowest risk up. Peer: "
    "scikit-learn's histogram gradient boosting on the same answers, not tuned further. Penalties of ours were chosen on these "
    "folds, so our figures are slightly flattered; the rival's settings were not."
)
KNOWN = {
    "age and sex": AGE_AND_SEX,
    "all but leg jerks": ALL - JERKS,
    "all but sleep": ALL - SLEEP,
    "all answers": ALL,
}
SAMPLES = 500


def run() -> list[dict[str, object]]:
    """Both models for both outcomes, with age and sex only and with all answers; ours also with parts left out."""
    people = read_people()
    ours = out_of_fold(people, {name: masks(people, told) for name, told in KNOWN.items()})
    rival = {"age and sex": boosted(people, answers(people)[:, :2]), "all answers": boosted(people, answers(people))}
    rows = []
    for outcome in OUTCOMES:
        for name in KNOWN:
            for who, found in (("Nattero", ours), ("boosted trees", rival)):
                if name in found:
                    rows.append({"cramps": outcome, "known": name, "model": who, **told(people, found[name], outcome)})
    return rows


def told(people: People, chances: dict[str, Array], outcome: str) -> dict[str, object]:
    """The measures of one set of probabilities as they are printed."""
    chance, happened = chances[outcome], people.outcome(outcome)
    found = measures(chance, happened, people.weight)
    low, high = area_range(people, chance, happened)
    groups = tenths(chance, happened, people.weight)
    return {
        "AUC": f"{found['AUC']:.3f} ({low:.3f} to {high:.3f})",
        "slope": f"{found['slope']:.2f}",
        "intercept": f"{found['intercept']:+.2f}",
        "observed / expected": f"{found['observed / expected']:.2f}",
        "Brier": f"{found['Brier']:.4f}",
        "log loss": f"{found['log loss']:.4f}",
        "tenths, %": " ".join(f"{100 * expected:.0f}>{100 * observed:.0f}" for expected, observed, _ in groups),
    }


def area_range(people: People, chance: Array, happened: Array) -> tuple[float, float]:
    """The 95 % range of the area when the survey's units are drawn anew within their strata (Rao and Wu 1988, one fewer)."""
    rng = np.random.default_rng(20261122)
    units = {stratum: np.unique(people.clusters[people.stratum == stratum]) for stratum in np.unique(people.stratum)}
    areas = []
    for _ in range(SAMPLES):
        times: dict[int, float] = {}
        for here in units.values():
            drawn = rng.choice(here, len(here) - 1)
            times |= {int(unit): len(here) / (len(here) - 1) * int((drawn == unit).sum()) for unit in here}
        weight = people.weight * np.array([times[int(cluster)] for cluster in people.clusters])
        areas.append(area(chance[weight > 0], happened[weight > 0], weight[weight > 0]))
    low, high = np.quantile(areas, [0.025, 0.975])
    return float(low), float(high)


def answers(people: People) -> Array:
    """The answers as they were given, not yet terms: age, sex, then everything; nan where nobody knows."""
    table = blank_table()
    known = [read_person(person, table) for person in people.persons]
    numbers = (*RANGES, *FLAGS, "education", "health", "hours", *SCALES)
    rows = [
        [
            person.age,
            float(person.sex == "female"),
            *(person.numbers.get(name, np.nan) for name in numbers),
            *(person.conditions.get(name, np.nan) for name in table.names.conditions),
            *(np.nan if person.medicines is None else name in person.medicines for name in table.names.medicines),
        ]
        for person in known
    ]
    given = np.array(rows, dtype=np.float64)
    return given[:, ~np.isnan(given).all(axis=0)]


def boosted(people: People, given: Array) -> dict[str, Array]:
    """The rival's probabilities over the same folds."""
    fold = folds(people)
    found = {outcome: np.zeros(len(given)) for outcome in OUTCOMES}
    for number in range(FOLDS):
        seen = fold != number
        for outcome, chances in found.items():
            model = HistGradientBoostingClassifier(
                learning_rate=0.03,
                max_iter=150,
                max_leaf_nodes=8,
                min_samples_leaf=40,
                l2_regularization=5.0,
                random_state=0,
            )
            with threadpool_limits(1):  # its threads wait for one another on a busy machine
                model.fit(given[seen], people.outcome(outcome)[seen], sample_weight=people.weight[seen])
            chances[~seen] = model.predict_proba(given[~seen])[:, 1]
    return found
