"""Is it a night leg cramp? The three criteria of sleep medicine and the seven distinguishing features, one by one.

In: answers by feature. Out: each criterion as met, not met or unknown. The three are those of the International
Classification of Sleep Disorders, third edition; the seven those of Hallegraeff et al. (BMC Family Practice 2017, doi
10.1186/s12875-017-0600-x): intense pain, seconds to ten minutes, calf or foot, seldom the thigh, pain that lingers,
broken sleep, distress.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from nattero.checkup.weighing import Answers, Weighed

Standing = Literal["met", "not_met", "unknown"]
ICSD = {"A": "muscle_hard", "B": "in_bed", "C": "relief_stretch"}
SEVEN = (
    "intense_pain",
    "duration_min",
    "loc_calf_foot",
    "loc_thigh_hamstring",
    "after_pain",
    "sleep_disruption",
    "distress",
)
LONGEST = 10.0  # minutes (Hallegraeff et al. 2017)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its set and place in it, the feature that tells, and whether it is met."""

    set: Literal["icsd", "seven"]
    place: str
    feature: str
    met: Standing


def criteria(answers: "Answers") -> list[Criterion]:
    """Give the three criteria and the seven features with how they stand."""
    three = [Criterion("icsd", place, name, _standing(answers.get(name))) for place, name in ICSD.items()]
    return three + [
        Criterion("seven", str(place), name, _seven(name, answers)) for place, name in enumerate(SEVEN, start=1)
    ]


def probability(weighed: "Weighed") -> float:
    """Give how probable it is that the complaint is a true cramp, whatever may lie behind it, among what is explained."""
    cramp = explained = 0.0
    for name, share in zip(weighed.table.names, weighed.probabilities.tolist(), strict=True):
        explanation = weighed.table.expectations.explanations[name]
        cramp += share if explanation.cramp else 0.0
        explained += share
    return min(1.0, cramp / explained)


def _standing(answer: object) -> Standing:
    """Give how a yes-or-no criterion stands."""
    return "unknown" if not isinstance(answer, bool) else "met" if answer else "not_met"


def _seven(name: str, answers: "Answers") -> Standing:
    """Give how one of the seven stands; a long attack and a main place in the thigh are what does not fit."""
    if name == "loc_thigh_hamstring":
        thigh, calf = answers.get(name), answers.get("loc_calf_foot")
        return "unknown" if not isinstance(thigh, bool) else "not_met" if thigh and calf is not True else "met"
    if name == "duration_min":
        minutes = answers.get(name)
        if isinstance(minutes, (int, float)) and not isinstance(minutes, bool):
            return "met" if minutes <= LONGEST else "not_met"
        return "not_met" if answers.get("longer_10min") is True else "unknown"
    return _standing(answers.get(name))
