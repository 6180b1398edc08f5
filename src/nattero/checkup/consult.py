"""One check-up from beginning to end: danger, is it a cramp, what fits, what contributes, how urgent, what to ask next.

In: a `Case` and the desk (the pack, made ready once). Out: a `Finding`, plain values in the order of the contract; the
words for people are put to it by `told`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nattero.checkup.case import Answer, Case
from nattero.checkup.contradictions import AskBack, Contradiction, contradictions, read_contradictions, readings
from nattero.checkup.criteria import Criterion, criteria, probability
from nattero.checkup.danger import CHILDBEARING, POSTPARTUM_WEEKS, Raised, danger, facts, worst
from nattero.checkup.explain import Fit, explain, telling_apart
from nattero.checkup.prospects import Prospects, almost, prospects
from nattero.checkup.questions import PERSON, Known, next_screen
from nattero.checkup.urgency import Caution, called_for, caution, is_heavy, most_urgent, ordinary
from nattero.checkup.weighing import Weighed, weigh
from nattero.checkup.weights import Array, Table, build_table
from nattero.knowledge.explanations import read_expectations
from nattero.knowledge.finding import conditions
from nattero.knowledge.model import Urgency
from nattero.knowledge.pack import Pack

CONCERNS = frozenset({"childbearing", "second_half", "child", "pregnant", "postpartum"})
DANGEROUS = frozenset({"emergency", "urgent", "soon"})


@dataclass(frozen=True)
class Desk:
    """The pack made ready for check-ups."""

    pack: Pack
    table: Table
    caution: Caution
    ahead: Prospects
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True)
class Judged:
    """One reading of the answers: the signs it raises, what it weighs, how urgent it is."""

    raised: list[Raised]
    unmet: Mapping[str, int]
    weighed: Weighed
    urgency: Urgency


@dataclass(frozen=True)
class Checkup:
    """What a check-up found, in ids and numbers."""

    case: Case
    urgency: Urgency
    raised: list[Raised]
    criteria: list[Criterion]
    is_cramp: float
    explanations: list[Fit]
    tells_apart: list[str]
    ask_back: list[AskBack]
    next_question: list[str]
    asked_n: int
    answers: Mapping[str, Answer] = field(default_factory=dict)


def open_desk(pack: Pack) -> Desk:
    """Give the desk of a pack; PackError where its tables do not fit."""
    table = build_table(read_expectations(pack.root))
    urgencies = {name: row.urgency for name, row in pack.conditions.items()}
    careful = caution(table.names, urgencies, danger_signs(pack))
    ahead = prospects(table, careful, pack.red_flags.values())
    return Desk(pack, table, careful, ahead, read_contradictions(pack.root))


def danger_signs(pack: Pack) -> frozenset[str]:
    """Give the features a plain yes to which raises a sign of `soon` or above by itself, for somebody it can concern."""
    found: set[str] = set()
    for flag in pack.red_flags.values():
        parts = [part for part in conditions(flag.finding) if not {item.feature for item in part} <= CONCERNS]
        if flag.urgency in DANGEROUS and len(parts) == 1:
            found |= {item.feature for item in parts[0] if not item.sign}
    return frozenset(found)


def consult(case: Case, desk: Desk, *, count: bool = True) -> Checkup:
    """Give the check-up of a case; with `count`, also how many screens of questions lead to it."""
    back = contradictions(case, desk.contradictions)
    answers = with_implied(case.answers, desk)
    judged = _judged(case, answers, desk)
    urgency, weighed = judged.urgency, judged.weighed
    if back:
        urgency = most_urgent(
            _judged(case, with_implied(reading, desk), desk).urgency for reading in readings(case.answers, back)
        )
    ranking = explain(weighed)
    return Checkup(
        case=case,
        urgency=urgency,
        raised=judged.raised,
        criteria=criteria(answers),
        is_cramp=probability(weighed),
        explanations=ranking,
        tells_apart=telling_apart(weighed, ranking[0].condition, ranking[1].condition),
        ask_back=back,
        next_question=next_question(case, answers, judged, desk),
        asked_n=screens(case, desk) if count else 0,
        answers=answers,
    )


def with_implied(answers: Mapping[str, Answer], desk: Desk) -> dict[str, Answer]:
    """Give the answers with what a yes (or any number) says as well, where nothing else was said of it."""
    found = dict(answers)
    open_ = [name for name, value in answers.items() if value is not None and value is not False]
    while open_:
        feature = desk.pack.features.get(open_.pop())
        for implied in feature.means if feature else ():
            if found.get(implied) is None:
                found[implied] = True
                open_.append(implied)
    return found


def _judged(case: Case, answers: Mapping[str, Answer], desk: Desk, before: Judged | None = None) -> Judged:
    """Give the signs, the weights and the urgency of one reading; `before` where it adds no more than no and don't know."""
    if before is None:
        raised = danger(answers, case.age, case.sex, case.pregnant, desk.pack.red_flags.values())
        known = facts(answers, case.age, case.sex, case.pregnant)
        holds = frozenset(name for name, said in known.items() if True in said)
        unmet: Mapping[str, int] = almost(desk.ahead.signs, holds, frozenset(sign.id for sign in raised))
    else:
        raised, unmet = before.raised, before.unmet
    weighed = weigh(desk.table, _prior(case, answers, desk), answers)
    never_outvoted = worst(sign for sign in raised if not sign.weighed)
    found = (never_outvoted, called_for(weighed, desk.caution), ordinary(raised, is_heavy(answers)))
    return Judged(raised, unmet, weighed, most_urgent(found))


def _prior(case: Case, answers: Mapping[str, Answer], desk: Desk) -> Array:
    """Give the prior for such a person."""
    return desk.table.log_prior(case.age, case.sex, _pregnant(case, answers), _given_birth(answers))


def _pregnant(case: Case, answers: Mapping[str, Answer]) -> bool:
    """Tell whether the person is pregnant as far as said, and can be."""
    said = case.pregnant is True or answers.get("pregnant") is True
    return said and case.sex != "male" and (case.age is None or CHILDBEARING[0] <= case.age <= CHILDBEARING[1])


def _given_birth(answers: Mapping[str, Answer]) -> bool:
    """Tell whether the person has given birth within the last weeks."""
    weeks = answers.get("postpartum_weeks")
    return isinstance(weeks, (int, float)) and weeks <= POSTPARTUM_WEEKS


def next_question(case: Case, answers: Mapping[str, Answer], judged: Judged, desk: Desk) -> list[str]:
    """Give the next screen; none once a danger sign calls for help today: it ends the questions with its advice."""
    if judged.raised and worst(judged.raised) in {"emergency", "urgent"}:
        return []
    person = {name for name in PERSON if getattr(case, name) not in {None, "unknown"}}
    known = Known(
        age=case.age,
        sex=case.sex,
        expecting=_pregnant(case, answers) or _given_birth(answers),
        asked=frozenset(answers) | person,
        weighed=judged.weighed,
        urgency=judged.urgency,
        unmet=judged.unmet,
    )
    return next_screen(known, desk.pack.features, desk.ahead)


def screens(case: Case, desk: Desk) -> int:
    """Give how many screens lead to the advice when everything not in the case is answered with "I don't know"."""
    said: dict[str, Answer] = {}
    asked, judged = 0, None
    while True:
        answers = with_implied(said, desk)
        judged = _judged(case, answers, desk, judged)
        wanted = next_question(case, answers, judged, desk)
        if not wanted:
            return asked
        asked += 1
        new = {name: case.answers.get(name) for name in wanted}
        said |= new
        judged = judged if all(answer is None or answer is False for answer in new.values()) else None
