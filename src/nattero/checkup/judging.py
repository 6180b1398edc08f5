"""One reading of what was said, judged: the signs it raises, what it weighs, how urgent it is, what to ask next.

In: a case, its answers, and the desk. Out: `Judged`, the next screen, and how many screens lead to an advice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from nattero.checkup.case import Answer, Case
from nattero.checkup.danger import Raised, danger, worst
from nattero.checkup.desk import Desk
from nattero.checkup.gathering import PERSON, with_implied
from nattero.checkup.prospects import Sign, almost
from nattero.checkup.questions import Person, first_screen, kinds_of, next_screen
from nattero.checkup.urgency import called_for, is_heavy, most_urgent, ordinary
from nattero.checkup.weighing import Shift, Weighed, weigh
from nattero.checkup.weights import Array
from nattero.knowledge.facts import POSTPARTUM_WEEKS, facts, is_childbearing_age
from nattero.knowledge.model import Urgency


@dataclass(frozen=True)
class Signs:
    """The danger signs that are raised, the features that hold, and the signs there are."""

    raised: list[Raised]
    holds: frozenset[str]
    all: tuple[Sign, ...]

    @cached_property
    def unmet(self) -> Mapping[str, int]:
        """The features a yes to which would raise a sign now, with how urgent that is."""
        return almost(self.all, self.holds, frozenset(sign.id for sign in self.raised))


@dataclass(frozen=True)
class Judged:
    """One reading of the answers: its danger signs, what it weighs, how urgent it is."""

    signs: Signs
    weighed: Weighed
    urgency: Urgency


def signs_of(case: Case, answers: Mapping[str, Answer], desk: Desk) -> Signs:
    """Give the danger signs of one reading."""
    known = facts(answers, case.age, case.sex, case.pregnant)
    raised = danger(answers, case.age, case.sex, case.pregnant, desk.flags_about(known))
    holds = frozenset(name for name, said in known.items() if True in said)
    return Signs(raised, holds, desk.ahead.signs)


def judge(
    case: Case, answers: Mapping[str, Answer], signs: Signs, desk: Desk, shifts: tuple[Shift, ...] = ()
) -> Judged:
    """Give one reading, judged."""
    weighed = weigh(desk.table, _prior(case, answers, desk), answers, shifts)
    never_outvoted = worst(sign for sign in signs.raised if not sign.weighed)
    heavy = is_heavy(answers, expecting=is_pregnant(case, answers))
    found = (never_outvoted, called_for(weighed, desk.caution), ordinary(signs.raised, heavy))
    return Judged(signs, weighed, most_urgent(found))


def _prior(case: Case, answers: Mapping[str, Answer], desk: Desk) -> Array:
    """Give the prior for such a person."""
    return desk.table.log_prior(case.age, case.sex, is_pregnant(case, answers), has_given_birth(answers))


def is_pregnant(case: Case, answers: Mapping[str, Answer]) -> bool:
    """Tell whether the person is pregnant as far as said, and can be."""
    said = case.pregnant is True or answers.get("pregnant") is True
    return said and case.sex != "male" and is_childbearing_age(case.age)


def has_given_birth(answers: Mapping[str, Answer]) -> bool:
    """Tell whether the person has given birth within the last weeks."""
    weeks = answers.get("postpartum_weeks")
    return isinstance(weeks, (int, float)) and weeks <= POSTPARTUM_WEEKS


def next_question(case: Case, answers: Mapping[str, Answer], judged: Judged, desk: Desk) -> list[str]:
    """Give the next screen; none once a danger sign calls for help today: it ends the questions with its advice."""
    if ends_questions(judged.signs):
        return []
    person = _person(case, answers)
    return first_screen(person) or next_screen(person, desk.ahead, judged.weighed, judged.urgency, judged.signs.unmet)


def concerning(case: Case, answers: Mapping[str, Answer], desk: Desk) -> frozenset[str]:
    """Give the features that are asked of such a person at all."""
    kinds = set(kinds_of(_person(case, answers)))
    return frozenset(name for name, row in desk.pack.features.items() if not kinds.isdisjoint(row.asked_of))


def ends_questions(signs: Signs) -> bool:
    """Tell whether a danger sign calls for help today."""
    return worst(signs.raised) in {"emergency", "urgent"}


def _person(case: Case, answers: Mapping[str, Answer]) -> Person:
    """Give the person as far as questions depend on them."""
    told = {name for name in PERSON if getattr(case, name) not in {None, "unknown"}}
    expecting = is_pregnant(case, answers) or has_given_birth(answers)
    return Person(case.age, case.sex, expecting, frozenset(answers) | told)


def screens(case: Case, desk: Desk, shifts: tuple[Shift, ...] = ()) -> int:
    """Give how many screens lead to the advice when everything not in the case is answered with "I don't know"."""
    said: dict[str, Answer] = {}
    asked, signs = 0, signs_of(case, {}, desk)
    while not ends_questions(signs):
        answers = with_implied(said, desk.pack.features)
        wanted = first_screen(_person(case, answers))
        if not wanted:
            wanted = next_question(case, answers, judge(case, answers, signs, desk, shifts), desk)
        if not wanted:
            break
        asked += 1
        new = {name: case.answers.get(name) for name in wanted}
        said |= new
        if any(answer is not None and answer is not False for answer in new.values()):
            signs = signs_of(case, with_implied(said, desk.pack.features), desk)
    return asked
