"""What the answers of one person weigh, for and against each explanation, and how probable that makes each.

In: answers by feature and the table of weights. Out: a weight per answer and explanation, and probabilities that make 1.
Answers that go together would count twice if simply added (Spiegelhalter and Knill-Jones 1984, section 4.3): within a
cluster the strongest weight for, and the strongest against, count in full, the next half, the next a quarter.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nattero.checkup.weights import Array, Table
from nattero.knowledge.explanations import NOT_KNOWN

Answer = bool | float | str | None
Answers = Mapping[str, Answer]
LESS = 0.5
TEMPER = 0.9
"""Independence is never perfect between clusters either: all weights are held a little back."""
KNOWN_ENOUGH = 0.35
"""By how much each answer makes it less likely that too little is known: for each natural unit of how rare it is (its surprise)."""
CHANCE_FINDINGS = 2
"""Two findings beside the point are chance; more, and the answers do not make one picture."""
AT_ODDS = 1.2
"""How much (natural units) each further one makes it likelier that too little is known."""
ACCOUNTED, WORTH_A_LOOK = 0.1, 0.02
STILL_OPEN = 3.5
"""How far that goes: what many telling answers leave unexplained is not for lack of answers."""


@dataclass(frozen=True)
class Shift:
    """Something other than an answer that moves the prior: what it is, and by how much for each explanation."""

    what: str
    name: str
    weights: Array


@dataclass(frozen=True)
class Weighed:
    """The answers that weigh, each with its weight for every explanation (a row an answer, a column an explanation).

    `raw` are the weights each would have alone, `weights` those they have together.
    """

    table: Table
    log_prior: Array
    features: tuple[str, ...]
    answers: tuple[Answer, ...]
    raw: Array
    weights: Array
    shifts: tuple[Shift, ...] = ()

    @cached_property
    def scores(self) -> Array:
        """The logarithm of each explanation's prior share times what the answers say of it.

        Where no probable explanation accounts for the telling answers, too little is known to say what fits.
        """
        scores = np.asarray(self.log_prior + self.weights.sum(axis=0))
        left = unexplained(self, softmax(scores))
        if left > CHANCE_FINDINGS:
            scores[self.table.place[NOT_KNOWN]] += AT_ODDS * (left - CHANCE_FINDINGS)
        return scores

    @cached_property
    def probabilities(self) -> Array:
        """The probability of each explanation; they make 1."""
        return softmax(self.scores)


def shifts(taken: Collection[str], table: Table, *, listed: bool) -> tuple[Shift, ...]:
    """Give how medicines that are taken move the priors; with a list, also what is not on it."""
    found: list[Shift] = []
    for sign in table.expectations.medicine_signs:
        named = sorted({*taken} & {*sign.medicines})
        weights = sign.favours if named else sign.without if listed else {}
        if weights:
            column = np.zeros(len(table.names))
            for name, weight in weights.items():
                column[table.place[name]] = weight
            found.append(Shift("medicines", ", ".join(named) or f"no {sign.id}", column))
    return tuple(found)


def unexplained(weighed: Weighed, probabilities: Array) -> int:
    """Give how many telling yes answers the explanation that accounts for most of them leaves, of those that are probable."""
    references = weighed.table.expectations.references
    telling = [
        place
        for place, (name, answer) in enumerate(zip(weighed.features, weighed.answers, strict=True))
        if answer is True and not references[name].everyday
    ]
    if len(telling) <= CHANCE_FINDINGS:
        return 0
    left = (weighed.weights[telling] < ACCOUNTED).sum(axis=0)
    probable = probabilities > WORTH_A_LOOK
    probable[weighed.table.place[NOT_KNOWN]] = False
    return int(left[probable].min()) if probable.any() else 0


def softmax(scores: Array) -> Array:
    """Give shares that make 1 along the last axis, from logarithms."""
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def weigh(table: Table, log_prior: Array, answers: Answers, shifts: tuple[Shift, ...] = ()) -> Weighed:
    """Give what each answer weighs; the order in which answers are given makes no difference."""
    for shift in shifts:
        log_prior = log_prior + shift.weights
    known = [(name, row) for name, answer in answers.items() if (row := table.row(name, answer)) is not None]
    known.sort(key=lambda item: item[1])
    features = tuple(name for name, _ in known)
    rows = np.array([row for _, row in known], dtype=int)
    raw = TEMPER * table.weights[rows]
    told = KNOWN_ENOUGH * table.surprise[rows]
    raw[:, table.place[NOT_KNOWN]] = -told * min(1.0, STILL_OPEN / max(told.sum(), STILL_OPEN))
    held = together(table, features, raw)
    return Weighed(table, log_prior, features, tuple(answers[name] for name in features), raw, held, shifts)


def together(table: Table, features: Sequence[str], raw: Array) -> Array:
    """Give the weights of answers held back within each cluster."""
    clusters: dict[str, list[int]] = {}
    for place, name in enumerate(features):
        clusters.setdefault(table.expectations.references[name].cluster, []).append(place)
    held = raw.copy()
    for places in clusters.values():
        if len(places) > 1:
            held[places] = held_back(raw[places])
    held[:, table.place[NOT_KNOWN]] = raw[:, table.place[NOT_KNOWN]]
    return held


def held_back(weights: Array) -> Array:
    """Give the weights of one cluster, each held back by how many of its sign are stronger."""
    more, less = np.maximum(weights, 0), np.minimum(weights, 0)
    return np.asarray(more * _factor(-more) + less * _factor(less))


def _factor(weights: Array) -> Array:
    """Give 1 for the smallest of each column, a half for the next, and so on."""
    rank = np.argsort(np.argsort(weights, axis=0, kind="stable"), axis=0, kind="stable")
    return np.asarray(LESS ** rank.astype(float))
