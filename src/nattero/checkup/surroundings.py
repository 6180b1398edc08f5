"""What goes with the explanations: what may play a part, what comes next, what does not go together, people like you.

In: everything that was said, how urgent it is, what fits. Out: `Surroundings`, in ids and numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nattero.checkup.case import Answer, Case
from nattero.checkup.contributors import Contributor, contributors
from nattero.checkup.danger import Raised
from nattero.checkup.desk import Desk
from nattero.checkup.explain import Fit, fits_well, spoken_for
from nattero.checkup.interactions import Together, warnings
from nattero.checkup.medicines import Recognised
from nattero.checkup.next_steps import NextSteps, Standing, next_steps
from nattero.checkup.peer_person import YOUNGEST
from nattero.checkup.peers import Peers, people_like_you
from nattero.knowledge.explanations import NOT_KNOWN
from nattero.knowledge.facts import facts
from nattero.knowledge.model import Urgency

WORTH_LOOKING_INTO = 0.15
"""The probability from which an explanation brings its own tests and doctors."""
EVEN = 0.5  # the probability above which what is no cramp explains it better
LINKED = frozenset({"strong", "moderate", "weak"})
ASKED_OF_PEERS = {
    "diabetes": "diabetes",
    "stroke": "stroke",
    "copd_asthma": "copd",
    "kidney_disease": "kidney_disease",
    "liver_disease": "liver_disease",
    "cancer_active": "cancer",
}
"""The survey's condition that a feature of the check-up answers."""


@dataclass(frozen=True)
class Surroundings:
    """Contributors, next steps, warnings about our own advice, and people like this person (None under sixteen)."""

    contributors: list[Contributor]
    steps: NextSteps
    together: tuple[Together, ...]
    peers: Peers | None


def may_be_a_cramp(ranking: list[Fit], desk: Desk) -> bool:
    """Tell whether what is no cramp (restless legs, a clot, a nerve) does not explain more than half."""
    explanations = desk.table.expectations.explanations
    others = (fit for fit in ranking if fit.condition != NOT_KNOWN and not explanations[fit.condition].cramp)
    return sum(fit.probability for fit in others) <= EVEN


def surroundings(
    case: Case,
    answers: Mapping[str, Answer],
    medicines: Recognised,
    urgency: Urgency,
    raised: list[Raised],
    ranking: list[Fit],
    plays_a_part: list[Contributor],
    desk: Desk,
) -> Surroundings:
    """Give what goes with the explanations of a check-up."""
    known = facts(answers, case.age, case.sex, case.pregnant)
    linked = [each for each in medicines.medicines if each.association in LINKED]
    well = fits_well(ranking[0])
    standing = Standing(
        known=known,
        urgency=urgency,
        raised=[sign.id for sign in raised],
        likely=[
            desk.pack.conditions[fit.condition]
            for fit in ranking
            if (well or spoken_for(fit)) and _is_worth_looking_into(fit, desk)
        ],
        cramp=may_be_a_cramp(ranking, desk),
        ways={desk.names.known.medicines[each.id].mechanism for each in linked if each.id},
    )
    conditions = [name for name, said in known.items() if True in said]
    return Surroundings(
        contributors=plays_a_part,
        steps=next_steps(standing, desk.pack),
        together=warnings(medicines, conditions, desk.names.known),
        peers=_peers(case, answers, medicines, desk),
    )


def contributing(case: Case, answers: Mapping[str, Answer], medicines: Recognised, desk: Desk) -> list[Contributor]:
    """Give what may play a part."""
    known = facts(answers, case.age, case.sex, case.pregnant)
    links = [str(each.association) for each in medicines.medicines if each.association]
    return contributors(known, links, desk.pack.factors.values())


def _is_worth_looking_into(fit: Fit, desk: Desk) -> bool:
    """Tell whether an explanation is probable enough, and not the plain cramp or that too little is known."""
    plain = fit.condition == NOT_KNOWN or desk.pack.conditions[fit.condition].role == "index"
    return fit.probability >= WORTH_LOOKING_INTO and not plain


def _peers(case: Case, answers: Mapping[str, Answer], medicines: Recognised, desk: Desk) -> Peers | None:
    """Give people like this person, as far as the survey asked about what is known; it asked from sixteen on."""
    if case.age is None or case.age < YOUNGEST:
        return None
    person: dict[str, Any] = {"age": case.age, "sex": case.sex}
    person["conditions"] = {
        theirs: answers[ours] for ours, theirs in ASKED_OF_PEERS.items() if isinstance(answers.get(ours), bool)
    }
    if isinstance(answers.get("smoking"), bool):
        person["smoker"] = answers["smoking"]
    if case.pregnant is not None and case.sex != "male" and case.age <= 50:
        person["pregnant"] = case.pregnant
    if case.medicines:
        person["medicines"] = list(medicines.inns())
    return people_like_you(person, desk.peers)
