"""What is thought of an effect before the trial: a named prior for the log rate ratio.

`flat` says nothing. `sceptical` thinks large effects unlikely in either direction. `evidence` starts from the pack's trials of the same
remedy in the same people, as far as they printed what both arms counted: their ratio of means with its variance by the delta method
(Friedrich, Adhikari and Beyene 2008, BMC Med Res Methodol 8:32), discounted (power prior: Ibrahim and Chen 2000, Stat Sci 15:46-60),
and joined to a sceptical prior of the average effect; that a person differs from the average stays. Without such trials it is the
sceptical one, and says so.
"""

from collections.abc import Collection, Iterable, Mapping
from math import hypot, log, sqrt
from typing import Literal

import msgspec

from nattero.knowledge.interventions import Arm, TrialResult

Name = Literal["evidence", "sceptical", "flat"]
NAMES: tuple[Name, ...] = ("evidence", "sceptical", "flat")
Note = Literal["", "no-remedy-named", "no-trial-with-means"]
FLAT_SD = 10.0
AVERAGE_SD = 0.3  # of a remedy's average effect before any trial (judged)
SCEPTICAL_SD = 0.4  # of a person's own effect: one in twelve changes their rate by more than a factor of two (judged)
PERSON_SD = sqrt(SCEPTICAL_SD**2 - AVERAGE_SD**2)  # of people round the average
KEPT = 0.25  # how much a trial's evidence counts for a person outside it (judged)
KEPT_WITH_CAUTION = 0.1  # also for older people's trials where a younger adult asks, and the other way round
CAUTIONS = frozenset(
    {"no-blinding", "very-small", "printed-too-narrow", "placebo-worse", "maker-paid", "contradicts-itself"}
)
AGAINST_NOTHING = frozenset({"placebo", "no-treatment", "no-stretching", "sham-stretching", "usual-care"})
PEOPLE = frozenset({"adults", "older"})


class Prior(msgspec.Struct, frozen=True):
    """A normal prior of the log rate ratio: what it is called, what it says, and how much of it comes from trials."""

    name: Name
    mean: float
    sd: float
    weight: float = 0.0  # the share of what is thought of the average effect that comes from `trials`
    trials: tuple[str, ...] = ()
    note: Note = ""

    def __post_init__(self) -> None:
        if not (self.sd > 0 and 0 <= self.weight <= 1):
            raise ValueError("A prior has a width above zero and a weight from 0 to 1")


FLAT = Prior("flat", 0.0, FLAT_SD)
SCEPTICAL = Prior("sceptical", 0.0, SCEPTICAL_SD)


def named_prior(name: Name, results: Iterable[TrialResult] | None = None, people: Collection[str] = PEOPLE) -> Prior:
    """The prior of this name; `results` are the trials of the remedy, None where no remedy was named."""
    if name == "flat":
        return FLAT
    if name == "sceptical":
        return SCEPTICAL
    if results is None:
        return msgspec.structs.replace(SCEPTICAL, note="no-remedy-named")
    return from_trials(results, people)


def from_trials(results: Iterable[TrialResult], people: Collection[str] = PEOPLE) -> Prior:
    """The evidence prior of a remedy's trials in these people; the sceptical one, and it says so, where none printed means."""
    heard = {
        row.id: (found, _kept(row, people))
        for row in results
        if _counts(row, people) and (found := ratio_of_means(row))
    }
    if not heard:
        return msgspec.structs.replace(SCEPTICAL, note="no-trial-with-means")
    precision, pull = _added(heard)
    whole = AVERAGE_SD**-2 + precision
    return Prior("evidence", pull / whole, hypot(whole**-0.5, PERSON_SD), precision / whole, tuple(heard))


def ratio_of_means(row: TrialResult) -> tuple[float, float] | None:
    """The log ratio of what both arms counted and its variance; None where they did not print it.

    Crossover trials are treated like parallel ones: what a person's two halves share was not printed, and leaving it out is cautious.
    """
    treated, control = _mean(row.treated), _mean(row.control)
    if treated is None or control is None:
        return None
    (one, spread), (other, spread2) = treated, control
    return log(one / other), spread / one**2 + spread2 / other**2


def _mean(arm: Arm | None) -> tuple[float, float] | None:
    """An arm's mean and the variance of it."""
    if arm is None or arm.mean is None or arm.mean <= 0 or arm.sd is None or arm.n is None:
        return None
    return arm.mean, arm.sd**2 / arm.n


def _counts(row: TrialResult, people: Collection[str]) -> bool:
    """Whether a result is a randomised count of cramps against nothing, in these people or such as are near them."""
    randomised = row.design not in {"review", "not-randomised"}
    counted = row.outcome == "cramps" and row.per is not None and row.plotted
    return randomised and counted and row.against in AGAINST_NOTHING and (row.people in people or _near(row, people))


def _near(row: TrialResult, people: Collection[str]) -> bool:
    """Whether a trial in older people is asked about adults, or the other way round."""
    return row.people in PEOPLE and bool(PEOPLE & set(people))


def _kept(row: TrialResult, people: Collection[str]) -> float:
    return KEPT_WITH_CAUTION if CAUTIONS & set(row.cautions) or row.people not in people else KEPT


def _added(heard: Mapping[str, tuple[tuple[float, float], float]]) -> tuple[float, float]:
    """Discounted precision, and precision times effect, of all trials together."""
    precision = sum(kept / variance for (_, variance), kept in heard.values())
    pull = sum(kept / variance * effect for (effect, variance), kept in heard.values())
    return precision, pull
