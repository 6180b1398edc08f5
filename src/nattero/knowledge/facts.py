"""What is known of a person, and whether it makes a finding hold.

In: answers by feature, age, sex and pregnancy. Out: facts, each feature with everything said of it; and, for a finding
(`knowledge.finding`), the answers that make it hold.

Nothing unknown makes a finding hold, and no condition asks that something be false, so one more answer that says yes can
only add. Where answers contradict one another the cautious one counts: who is pregnant in one place is pregnant.
"""

import operator
from collections.abc import Callable, Iterator, Mapping

from nattero.knowledge.finding import Condition, conditions

Answer = bool | float | str | None
Answers = Mapping[str, Answer]
Facts = Mapping[str, tuple[bool | float | str, ...]]

_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_ANSWERED = {"child": "age", "postpartum": "postpartum_weeks", "childbearing": "", "maybe_child": "", "second_half": ""}
"""The answers behind what follows from answers; nothing for what only says that a sign is possible."""
CHILDHOOD_ENDS = 18  # years; children's services and NICE NG12 speak of under 16 or under 18: the later one is cautious
CHILDBEARING = (10, 60)  # years between which a woman's answer about pregnancy is taken at its word
POSTPARTUM_WEEKS = 12  # weeks; the risk of clots lasts so long (Kamel et al. 2014, doi 10.1056/NEJMoa1311485)
SECOND_HALF = 20  # weeks; pre-eclampsia is a matter of the time from here on (NICE NG133)


def facts(answers: Answers, age: float | None, sex: str, pregnant: bool | None) -> Facts:
    """Give what is known, each feature with everything said of it, and what follows from several answers together.

    An age or a pregnancy may be said twice and differently; both stand, so the more cautious one counts.
    """
    known: dict[str, tuple[bool | float | str, ...]] = {
        feature: (value,) for feature, value in answers.items() if value is not None
    }
    ages = (*_numbers(age), *_numbers(answers.get("age")))
    sexes = {value for value in (sex, answers.get("sex")) if isinstance(value, str)}
    known.pop("age", None)
    if ages:
        known["age"] = ages
    known["sex"] = tuple(sorted(sexes))
    weeks = tuple(_numbers(answers.get("gestation_weeks")))
    expecting = pregnant is True or answers.get("pregnant") is True or bool(weeks)
    given_birth = any(since <= POSTPARTUM_WEEKS for since in _numbers(answers.get("postpartum_weeks")))
    derived = {
        "pregnant": expecting,
        "postpartum": given_birth,
        "childbearing": expecting or given_birth or _may_be_pregnant(sexes, ages),
        "second_half": given_birth
        or not any(weeks < SECOND_HALF for weeks in _numbers(answers.get("gestation_weeks"))),
        "child": _of_a_child(answers, ages),
        "maybe_child": not ages or _of_a_child(answers, ages),
    }
    known.pop("pregnant", None)
    return known | {name: (True,) for name, holds in derived.items() if holds}


def is_child(age: object) -> bool:
    """Tell whether an answer is the age of a child."""
    return any(years < CHILDHOOD_ENDS for years in _numbers(age))


def is_childbearing_age(age: float | None) -> bool:
    """Tell whether an answer about a pregnancy can be true at this age, or where nobody gave one."""
    low, high = CHILDBEARING
    return age is None or low <= age <= high


def meets(finding: str, known: Facts) -> tuple[str, ...] | None:
    """Give the answers that make a finding hold (none where only the person does), or None where it does not hold."""
    why: dict[str, None] = {}
    for part in conditions(finding):
        met = [each.feature for each in part if each.feature in known and _holds(each, known)]
        if not met:
            return None
        why |= dict.fromkeys(_ANSWERED.get(feature, feature) for feature in met)
    why.pop("", None)
    return tuple(why)


def _holds(condition: Condition, known: Facts) -> bool:
    """Tell whether anything that was said of a feature meets the condition."""
    said = known[condition.feature]
    if not condition.sign:
        return any(value is True for value in said)
    if condition.sign == "=":
        return condition.value in said
    limit, compare = float(condition.value), _COMPARE[condition.sign]
    return any(compare(number, limit) for value in said for number in _numbers(value))


def _numbers(value: object) -> Iterator[float]:
    """Give a value if it is a number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        yield float(value)


def _may_be_pregnant(sexes: set[str], ages: tuple[float, ...]) -> bool:
    """Tell whether an answer about a pregnancy can be true of this person: not of a man, a small child, an old woman."""
    return sexes != {"male"} and any(map(is_childbearing_age, ages or (None,)))


def _of_a_child(answers: Answers, ages: tuple[float, ...]) -> bool:
    """Tell whether this is a child: by age, or, where nobody gave one, by an answer to a question about a child."""
    if ages:
        return any(map(is_child, ages))
    return any(answers[feature] is True for feature in answers if feature.startswith("child_"))
