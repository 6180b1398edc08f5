"""The check-up: accuracy, safety and inclination to over-triage on vignettes, beside naive Bayes and one threshold.

Ours lie in bench/data/vignettes.jsonl, written from textbook medicine; half of the
first were set aside, and 24 written when the weights stood. 72 are by somebody who had not seen the program; what they
showed has been mended since, so they too are known now.
NATTERO_VIGNETTES may name another file of the same form. The measures are those of the comparisons of symptom checkers
(Semigran et al. 2015, doi 10.1136/bmj.h3480; Gilbert et al. 2020, doi 10.1136/bmjopen-2020-040269).
"""

import importlib
import itertools
import os
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from bench.vignettes import OURS, Outcome, Reasoner, is_below, kappa, naive_bayes, nattero, one_threshold, read
from nattero.checkup.case import Case
from nattero.checkup.consult import consult
from nattero.checkup.desk import Desk
from nattero.checkup.weighing import weigh
from nattero.knowledge.model import URGENCIES
from nattero.knowledge.pack import load_pack

TITLE = "The check-up"
ABOUT = (
    "On vignettes: how often the urgency is one that was held acceptable, by level of what was held right; safe advice (not less urgent "
    "than the least urgent acceptable); emergencies and urgent cases rated lower than urgent; harmless cases rated urgent or higher; "
    "self-care told as self-care; the right explanation first, and among three; every medicine and no false one; contributors; screens of "
    "at most eight questions. By answers and words, by either alone, by naive Bayes and one threshold on both. Answers only is the "
    "ceiling of words only: the same ranking, told all that the case holds; how much of that its words gave is said beside."
)
SYSTEMS: tuple[tuple[str, Reasoner, str], ...] = (
    ("both", nattero, "both"),
    ("answers only", nattero, "answers"),
    ("text only", nattero, "text"),
    ("naive Bayes", naive_bayes, "both"),
    ("one threshold", one_threshold, "both"),
)
Rows = list[dict[str, Any]]


def share(hits: Iterable[bool]) -> str:
    """How many of how many."""
    seen = list(hits)
    return f"{sum(seen)}/{len(seen)} ({100 * sum(seen) / len(seen):.0f} %)" if seen else "-"


def measures(rows: Rows, found: list[Outcome]) -> dict[str, str]:
    """Every measure of one way of reasoning over one set of vignettes."""
    pairs = [(row["gold"], outcome) for row, outcome in zip(rows, found, strict=True)]
    table = {
        f"acceptable, {level}": share(o.urgency in g["urgency_acceptable"] for g, o in pairs if g["urgency"] == level)
        for level in URGENCIES
    }
    harmless = [(g, o) for g, o in pairs if g["urgency"] in {"self-care", "routine"}]
    grave = [(g, o) for g, o in pairs if g["urgency"] in {"emergency", "urgent"}]
    table |= {
        "acceptable": share(o.urgency in g["urgency_acceptable"] for g, o in pairs),
        "exactly right": share(o.urgency == g["urgency"] for g, o in pairs),
        "safe": share(not is_below(o.urgency, max(g["urgency_acceptable"], key=URGENCIES.index)) for g, o in pairs),
        "grave rated below urgent": share(is_below(o.urgency, "urgent") for _, o in grave),
        "harmless rated urgent": share(
            not is_below(o.urgency, "urgent") and o.urgency not in g["urgency_acceptable"] for g, o in harmless
        ),
        "self-care told as such": share(o.urgency == "self-care" for g, o in pairs if g["urgency"] == "self-care"),
        "right explanation first": share(o.ranking[0] == g["most_likely"] for g, o in pairs if o.ranking),
        "acceptable one first": share(o.ranking[0] in g["acceptable_top3"] for g, o in pairs if o.ranking),
        "right among three": share(g["most_likely"] in o.ranking[:3] for g, o in pairs if o.ranking),
        "answers of the case heard in its words": share(each for o in found for each in o.heard),
        "must not be missed, among five": share(
            name in o.ranking[:5] for g, o in pairs if o.ranking for name in g["must_not_miss"]
        ),
    }
    return table | extras(pairs) if any(o.screens for o in found) else table


def extras(pairs: list[tuple[dict[str, Any], Outcome]]) -> dict[str, str]:
    """What only a whole check-up gives."""
    times = [1000 * o.seconds for _, o in pairs]
    return {
        "every medicine, no false one": share(o.inns == set(g["drug_hits"]) for g, o in pairs),
        "contributors found": share(name in o.contributors for g, o in pairs for name in g["contributors"]),
        "screens, median (most)": f"{statistics.median(o.screens for _, o in pairs):g} ({max(o.screens for _, o in pairs)})",
        "ms a check-up, median (most)": f"{statistics.median(times):.1f} ({max(times):.1f})",
    }


def sets() -> dict[str, Rows]:
    """The sets of vignettes by name."""
    ours = read(OURS)
    named = os.environ.get("NATTERO_VIGNETTES", "")
    return {
        "ours, open half": [row for row in ours if row["set"] == "open"],
        "ours, held half": [row for row in ours if row["set"] == "held"],
        "ours, written last": [row for row in ours if row["set"] == "fresh"],
        "by an outsider": [row for row in ours if row["set"] == "outside"],
    } | ({"named": read(Path(named))} if named else {})


def run() -> list[dict[str, object]]:
    """One line a measure and set, then paraphrases, then the cost beside a Bayesian network's library."""
    begun = time.perf_counter()
    pack = load_pack()
    packed = time.perf_counter() - begun
    desk = Desk(pack)
    desk.read_all()
    made = time.perf_counter() - begun - packed
    lines: list[dict[str, object]] = []
    for name, rows in sets().items():
        by_system = {title: measures(rows, [how(row, use, desk) for row in rows]) for title, how, use in SYSTEMS}
        lines += [
            {"set": name, "measure": measure, **{title: table.get(measure, "-") for title, table in by_system.items()}}
            for measure in next(iter(by_system.values()))
        ]
    blank: dict[str, object] = dict.fromkeys(lines[0], "")
    costs = {
        "kappa of urgency, the same case in other words": paraphrases(desk),
        "pack loaded, desk made": f"{1000 * packed:.0f} ms, {1000 * made:.0f} ms",
        "probabilities of one case": timed(lambda case: inferred(case, desk), sample(desk)),
        "whole check-up, screens not counted": timed(lambda case: consult(case, desk, count=False), sample(desk)),
        "the same inference by pyAgrum": agrum(desk),
    }
    return lines + [{**blank, "set": "-", "measure": what, "both": value} for what, value in costs.items()]


def paraphrases(desk: Desk) -> str:
    """Cohen's kappa of the urgency over all pairs of tellings of one case, four languages together, by text alone."""
    tellings: dict[str, list[str]] = {}
    for row in read(OURS.parent / "hearing.jsonl"):
        case = Case(language=row["lang"], text=row["text"])
        tellings.setdefault(row["case"], []).append(consult(case, desk, count=False).urgency)
    pairs = [pair for told in tellings.values() for pair in itertools.combinations(told, 2)]
    return f"{kappa(pairs + [(two, one) for one, two in pairs]):.2f} ({len(tellings)} cases, {len(pairs)} pairs)"


def sample(desk: Desk) -> list[Case]:
    """Cases to time."""
    from bench.vignettes import case_of

    return [case_of(row, "answers", desk) for row in read(OURS)]


def timed(work: Callable[[Case], object], cases: list[Case]) -> str:
    """The processor's time for one case, median."""
    times = []
    for case in cases:
        begun = time.process_time()
        work(case)
        times.append(1000 * (time.process_time() - begun))
    return f"{statistics.median(times):.2f} ms"


def inferred(case: Case, desk: Desk) -> object:
    """The probabilities alone."""
    prior = desk.table.log_prior(case.age, case.sex, case.pregnant is True, False)
    return weigh(desk.table, prior, case.answers).probabilities


def agrum(desk: Desk) -> str:
    """The same chances as a naive Bayesian network, inferred by pyAgrum where it is installed."""
    try:
        gum: Any = importlib.import_module("pyagrum")
    except ImportError:
        return "pyAgrum is not installed"
    table = desk.table
    network = gum.BayesNet("naive")
    cause = network.add(gum.LabelizedVariable("cause", "", list(table.names)))
    prior = np.exp(table.log_prior(None, "unknown", False, False))
    network.cpt(cause).fillWith((prior / prior.sum()).tolist())
    for name in table.features:
        states = table.expectations.references[name].values
        node = network.add(gum.LabelizedVariable(name, "", list(states)))
        network.addArc(cause, node)
        begin = table.first[name]
        chance = table.background[begin : begin + len(states), None] * np.exp(
            table.weights[begin : begin + len(states)]
        )
        network.cpt(node).fillWith((chance / chance.sum(axis=0)).T.ravel().tolist())
    engine = gum.LazyPropagation(network)

    def infer(case: Case) -> object:
        rows = {name: row for name, answer in case.answers.items() if (row := table.row(name, answer)) is not None}
        engine.setEvidence({name: row - table.first[name] for name, row in rows.items()})
        engine.makeInference()
        return engine.posterior("cause")

    return timed(infer, sample(desk))
