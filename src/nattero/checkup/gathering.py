"""Everything that was said, put together: answers, a person's own words, what their medicines tell.

In: a `Case` and the tools that hear and recognise. Out: `Gathered`: the case with all answers, the medicines, and what
contradicts itself. What was answered goes before what was heard; where words speak of a danger sign
that the answers deny, both stand until the person says which is right.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nattero.checkup.case import Answer, Case
from nattero.checkup.contradictions import AskBack, contradictions, readings
from nattero.checkup.desk import Desk
from nattero.checkup.medicines import Recognised
from nattero.knowledge.explanations import MedicineSign
from nattero.knowledge.features import Feature

PERSON = ("age", "sex", "pregnant")


@dataclass(frozen=True)
class Gathered:
    """A case with all that is known of it; `readings` are the answers as they stand and as they may be meant."""

    case: Case
    heard: Mapping[str, Answer]
    medicines: Recognised
    ask_back: list[AskBack]
    readings: tuple[Mapping[str, Answer], ...]


def gather(case: Case, heard: Mapping[str, Answer], medicines: Recognised, desk: Desk) -> Gathered:
    """Give all that is known of a case, from what was heard in its text and recognised in its list."""
    taken = medicines.ids() | medicines.others()
    implied: dict[str, Answer] = {
        name: True for sign in desk.expectations.medicine_signs if _tells(sign, taken) for name in sign.means
    }
    if case.medicines:
        implied["med_count"] = float(len({line.casefold().strip() for line in case.medicines}))
    answers: dict[str, Answer] = {**implied, **_of_answers(heard), **_said(case.answers)}
    unknown = {name: value for name, value in case.answers.items() if value is None and name not in answers}
    whole = replace(case, answers=answers | unknown, **_person(case, heard))
    back = [*contradictions(whole, desk.contradictions), *_against_words(case, heard)]
    all_readings = [*readings(whole.answers, back)]
    if any(pair.id.startswith(HEARD) for pair in back):
        all_readings.append({**whole.answers, **_of_answers(heard)})
    return Gathered(
        case=whole,
        heard=heard,
        medicines=medicines,
        ask_back=back,
        readings=tuple(with_implied(reading, desk.pack.features) for reading in all_readings),
    )


def _tells(sign: MedicineSign, taken: Collection[str]) -> bool:
    """Tell whether medicines show a sign: one of its own, and where it names others one of those beside it."""
    return not set(sign.medicines).isdisjoint(taken) and (not sign.beside or not set(sign.beside).isdisjoint(taken))


HEARD = "heard-"


def _against_words(case: Case, heard: Mapping[str, Answer]) -> list[AskBack]:
    """Give what was answered no, and told all the same."""
    return [
        AskBack(f"{HEARD}{name}", (name, name), (False, True))
        for name, value in heard.items()
        if value is True and case.answers.get(name) is False
    ]


def _said(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {name: value for name, value in answers.items() if value is not None}


def _of_answers(heard: Mapping[str, Answer]) -> dict[str, Answer]:
    return {name: value for name, value in heard.items() if name not in PERSON}


def _person(case: Case, heard: Mapping[str, Answer]) -> dict[str, Any]:
    """Give age, sex and pregnancy as far as the case itself leaves them open."""
    found: dict[str, Any] = {}
    for name in PERSON:
        if getattr(case, name) in {None, "unknown"} and heard.get(name) is not None:
            found[name] = heard[name]
    return found


def with_implied(answers: Mapping[str, Answer], features: Mapping[str, Feature]) -> dict[str, Answer]:
    """Give the answers with what a yes (or any number) says as well, where nothing else was said of it."""
    found = dict(answers)
    open_ = [name for name, value in answers.items() if value is not None and value is not False]
    while open_:
        feature = features.get(open_.pop())
        for implied in feature.means if feature else ():
            if found.get(implied) is None:
                found[implied] = True
                open_.append(implied)
    return found
