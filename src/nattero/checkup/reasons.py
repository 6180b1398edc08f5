"""Why a question is asked: the danger sign a yes would be, and the explanations it tells apart.

In: a feature and the desk. Out: ids, for the edges to put words to.
"""

from dataclasses import dataclass

import numpy as np

from nattero.checkup.desk import Desk
from nattero.checkup.weighing import Weighed
from nattero.knowledge.finding import features

FEW = 2


@dataclass(frozen=True)
class Reason:
    """Why a feature is asked: danger signs it is part of, and explanations it would speak for and against the most."""

    signs: tuple[str, ...]
    pro: tuple[str, ...]
    con: tuple[str, ...]


def why_asked(feature: str, weighed: Weighed, desk: Desk) -> Reason:
    """Give why a feature is asked of somebody, by what is probable for them now; the sign that needs the least besides."""
    flags = [
        flag for flag in desk.pack.red_flags.values() if flag.urgency != "routine" and feature in features(flag.finding)
    ]
    signs = tuple(flag.id for flag in sorted(flags, key=lambda flag: len(features(flag.finding))))
    table = desk.table
    if feature not in table.first or desk.pack.features[feature].type != "yes_no":
        return Reason(signs[:1], (), ())
    felt = weighed.probabilities * table.weights[table.first[feature]]
    order = np.argsort(felt, kind="stable")
    con = tuple(table.names[column] for column in order[:FEW] if felt[column] < 0)
    pro = tuple(table.names[column] for column in order[::-1][:FEW] if felt[column] > 0)
    return Reason(signs[:1], pro, con)
