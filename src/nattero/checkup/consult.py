"""One check-up from beginning to end: danger, is it a cramp, what fits, what contributes, how urgent, what to ask next.

In: a `Case` and the desk. Out: a `Checkup`, in ids and numbers; `told` puts the words to it. Where answers contradict one
another every reading is judged, and the most cautious rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nattero.checkup.case import Answer, Case
from nattero.checkup.contradictions import AskBack
from nattero.checkup.contributors import Contributor
from nattero.checkup.criteria import Criterion, criteria, probability
from nattero.checkup.danger import Raised
from nattero.checkup.desk import Desk
from nattero.checkup.explain import Fit, explain, telling_apart
from nattero.checkup.gathering import PERSON, gather
from nattero.checkup.judging import concerning, judge, next_question, screens, signs_of
from nattero.checkup.medicines import Recognised
from nattero.checkup.surroundings import Surroundings, contributing, surroundings
from nattero.checkup.urgency import most_urgent
from nattero.checkup.weighing import Weighed, shifts
from nattero.knowledge.model import URGENCIES, Urgency

LINKED = frozenset({"strong", "moderate"})
LOSES_SALT = frozenset({"salt-loss"})
MANY_A_WEEK = (
    3  # cramps from which a water tablet is worth a blood test (Garrison 2012: starts of diuretics and of quinine)
)
WORTH_A_VISIT = frozenset({"alcohol", "anaemia"})
"""Contributors that are worth an ordinary appointment for their own sake, however weak their link with cramps."""


@dataclass(frozen=True)
class Checkup:
    """What a check-up found, in ids and numbers. `case` holds all that was said, heard and implied."""

    case: Case
    urgency: Urgency
    raised: list[Raised]
    for_another: list[Raised]
    criteria: list[Criterion]
    is_cramp: float
    explanations: list[Fit]
    tells_apart: list[str]
    medicines: Recognised
    around: Surroundings
    ask_back: list[AskBack]
    next_question: list[str]
    asked_n: int
    answers: Mapping[str, Answer]
    weighed: Weighed = field(compare=False, repr=False)


def consult(case: Case, desk: Desk, *, count: bool = True) -> Checkup:
    """Give the check-up of a case; with `count`, also how many screens of questions lead to it."""
    heard = desk.heard(case.text, case.language)
    medicines = desk.recognised(case.medicines, case.text, case.language)
    known = gather(case, heard, medicines, desk)
    moved = shifts(medicines.ids(), desk.table, listed=bool(case.medicines))
    judged = [
        judge(known.case, reading, signs_of(known.case, reading, desk), desk, moved) for reading in known.readings
    ]
    first, answers = judged[0], known.readings[0]
    ranking = explain(first.weighed)
    raised = _all_raised([each.signs.raised for each in judged])
    plays_a_part = contributing(known.case, answers, medicines, desk)
    asked_for = [_for_medicines(medicines, answers, desk), _for_illnesses(plays_a_part)]
    urgency = most_urgent([*(each.urgency for each in judged), *asked_for, _for_silence(answers, desk)])
    return Checkup(
        case=known.case,
        urgency=urgency,
        raised=raised,
        for_another=desk.beside(case.text, case.language),
        criteria=criteria(answers),
        is_cramp=probability(first.weighed),
        explanations=ranking,
        tells_apart=telling_apart(
            first.weighed, ranking[0].condition, ranking[1].condition, concerning(known.case, answers, desk)
        ),
        medicines=medicines,
        around=surroundings(known.case, answers, medicines, urgency, raised, ranking, plays_a_part, desk),
        ask_back=known.ask_back,
        next_question=next_question(known.case, answers, first, desk),
        asked_n=screens(known.case, desk, moved) if count else 0,
        answers=answers,
        weighed=first.weighed,
    )


def _for_silence(answers: Mapping[str, Answer], desk: Desk) -> Urgency:
    """Give what is called for where nobody told of a complaint: who it is alone is no reason to call it harmless."""
    told = (name for name, said in answers.items() if said is not None and said is not False)
    return "self-care" if any(name not in PERSON and name not in desk.caution.danger for name in told) else "routine"


def _for_medicines(medicines: Recognised, answers: Mapping[str, Answer], desk: Desk) -> Urgency:
    """Give what the medicines call for: an ordinary appointment for one known to cause cramps, or a water tablet and many."""
    often = answers.get("attacks_per_week")
    many = isinstance(often, int | float) and often >= MANY_A_WEEK
    taken = [desk.names.known.medicines[each.id] for each in medicines.medicines if each.what == "medicine" and each.id]
    salts = many and any(each.mechanism in LOSES_SALT for each in taken)
    return "routine" if salts or any(each.association in LINKED for each in medicines.medicines) else "self-care"


def _for_illnesses(found: list[Contributor]) -> Urgency:
    """Give what illnesses call for: one that is well known to bring cramps is worth an ordinary appointment."""
    known = any(each.kind == "condition" and each.evidence == "supported" and each.strength in LINKED for each in found)
    return "routine" if known or any(each.id in WORTH_A_VISIT for each in found) else "self-care"


def _all_raised(readings: list[list[Raised]]) -> list[Raised]:
    """Give the signs of every reading, each once, the most urgent first."""
    found = {sign.id: sign for reading in readings for sign in reading}
    return sorted(found.values(), key=lambda sign: URGENCIES.index(sign.urgency))
