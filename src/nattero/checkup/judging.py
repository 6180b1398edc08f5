"""One reading of what was said, judged: the signs it raises, what it weighs, how urgent it is, what to ask next.

In: a case, its answers, and the desk. Out: `Judged`, the next screen, and how many screens lead to an advice.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nattero.checkup.case import Answer, Case
from nattero.checkup.danger import CHILDBEARING, POSTPARTUM_WEEKS, Raised, danger, facts, worst
from nattero.checkup.desk import Desk
from nattero.checkup.gathering import PERSON, with_implied
from nattero.checkup.prospects import almost
from nattero.checkup.questions import Known, next_screen
from nattero.checkup.urgency import called_for, is_heavy, most_urgent, ordinary
from nattero.checkup.weighing import Shift, Weighed, weigh
from nattero.checkup.weights import Array
from nattero.knowledge.model import Urgency


@dataclass(frozen=True)
class Judged:
    """One reading of the answers: the signs it raises, those an answer would raise, what it weighs, how urgent it is."""

    raised: list[Raised]
    unmet: Mapping[str, int]
    weighed: Weighed
    urgency: Urgency


def judge(
    case: Case,
    answers: Mapping[str, Answer],
    desk: Desk,
    shifts: tuple[Shift, ...] = (),
    before: Judged | None = None,
) -> Judged:
    """Give one reading, judged; `before` where it adds nothing to an earlier one but no and "I don't know"."""
    if before is None:
        raised = danger(answers, case.age, case.sex, case.pregnant, desk.pack.red_flags.values())
        known = facts(answers, case.age, case.sex, case.pregnant)
        holds = frozenset(name for name, said in known.items() if True in said)
        unmet: Mapping[str, int] = almost(desk.ahead.signs, holds, frozenset(sign.id for sign in raised))
    else:
        raised, unmet = before.raised, before.unmet
    weighed = weigh(desk.table, _prior(case, answers, desk), answers, shifts)
    never_outvoted = worst(sign for sign in raised if not sign.weighed)
    found = (never_outvoted, called_for(weighed, desk.caution), ordinary(raised, is_heavy(answers)))
    return Judged(raised, unmet, weighed, most_urgent(found))


def _prior(case: Case, answers: Mapping[str, Answer], desk: Desk) -> Array:
    """Give the prior for such a person."""
    return desk.table.log_prior(case.age, case.sex, is_pregnant(case, answers), has_given_birth(answers))


def is_pregnant(case: Case, answers: Mapping[str, Answer]) -> bool:
    """Tell whether the person is pregnant as far as said, and can be."""
    said = case.pregnant is True or answers.get("pregnant") is True
    return said and case.sex != "male" and (case.age is None or CHILDBEARING[0] <= case.age <= CHILDBEARING[1])


def has_given_birth(answers: Mapping[str, Answer]) -> bool:
    """Tell whether the person has given birth within the last weeks."""
    weeks = answers.get("postpartum_weeks")
    return isinstance(weeks, (int, float)) and weeks <= POSTPARTUM_WEEKS


def next_question(case: Case, answers: Mapping[str, Answer], judged: Judged, desk: Desk) -> list[str]:
    """Give the next screen; none once a danger sign calls for help today: it ends the questions with its advice."""
    if worst(judged.raised) in {"emergency", "urgent"}:
        return []
    person = {name for name in PERSON if getattr(case, name) not in {None, "unknown"}}
    known = Known(
        age=case.age,
        sex=case.sex,
        expecting=is_pregnant(case, answers) or has_given_birth(answers),
        asked=frozenset(answers) | person,
        weighed=judged.weighed,
        urgency=judged.urgency,
        unmet=judged.unmet,
    )
    return next_screen(known, desk.pack.features, desk.ahead)


def screens(case: Case, desk: Desk, shifts: tuple[Shift, ...] = ()) -> int:
    """Give how many screens lead to the advice when everything not in the case is answered with "I don't know"."""
    said: dict[str, Answer] = {}
    asked, before = 0, None
    while True:
        answers = with_implied(said, desk.pack.features)
        judged = judge(case, answers, desk, shifts, before)
        wanted = next_question(case, answers, judged, desk)
        if not wanted:
            return asked
        asked += 1
        new = {name: case.answers.get(name) for name in wanted}
        said |= new
        before = judged if all(answer is None or answer is False for answer in new.values()) else None
