"""Danger in what somebody asks or notes: the check-up's own ear, for the question box and for the diary.

In: a text, what is listened for and the danger signs. Out: the danger signs of it, the most urgent first; of a question the alarms of
what needs help today.
What is denied, supposed, over or somebody else's raises none: it is heard as the check-up hears it.
"""

from collections.abc import Collection, Iterable, Mapping

from nattero.checkup.danger import Raised, danger
from nattero.checkup.hearing import Answer, Told, features_in
from nattero.checkup.phrases import Hearing
from nattero.checkup.redflags import Alarm
from nattero.knowledge.model import RedFlag, Urgency

GRAVE: frozenset[Urgency] = frozenset({"emergency", "urgent"})
SEEN: frozenset[Urgency] = GRAVE | {"soon"}
"""With a sign of these somebody looks at it: today, or at an appointment."""
FEELING_LOST = "numb-tingling"  # a question is warned of it too
OF_ILLNESS = frozenset({"liver-cramps", "dialysis-cramps", "cancer-cramps", "getting-worse"})
"""Signs that only say which illness is there, or that it goes on: a question about them is no cry for help."""
HOW_OFTEN = frozenset({"several_daily_week", "attacks_per_week"})
BY_NUMBER = HOW_OFTEN | {"longer_10min", "duration_min"}
"""Numbers of a question are often those asked about: `checkup.numbers` reads them beside the words around."""


def grave_alarms(text: str, hearing: Hearing, flags: Iterable[RedFlag]) -> list[Alarm]:
    """Give the alarms of what a question says with which somebody looks at it."""
    return alarms_of(features_in(text, hearing), flags)


def alarms_of(told: Told, flags: Iterable[RedFlag]) -> list[Alarm]:
    """Give the same of a text that was heard."""
    found = _raised(_without_numbers(told), flags)
    return [Alarm(sign.id, sign.urgency, sign.id, None) for sign in found if _warns(sign)]


def _warns(sign: Raised) -> bool:
    """Tell whether a question is warned of a sign: of all with which somebody looks at it, and of feeling that is lost."""
    return (sign.urgency in SEEN and sign.id not in OF_ILLNESS) or sign.id == FEELING_LOST


def answers_in(text: str, hearing: Hearing) -> dict[str, Answer]:
    """Give the answers heard in a note, without how often: the nights show that better than a sentence about them."""
    return {name: answer for name, answer in features_in(text, hearing).answers.items() if name not in HOW_OFTEN}


def _without_numbers(told: Told) -> dict[str, Answer]:
    return {name: answer for name, answer in told.answers.items() if name not in BY_NUMBER}


def signs_of(told: Mapping[str, Answer], flags: Iterable[RedFlag], noes: Collection[str] = ()) -> list[Raised]:
    """Give the danger signs of answers heard with which somebody looks at it, each with the answers that raise it.

    `noes` are features that were answered with no after it was written: they are no longer heard in it.
    """
    found = _raised({name: answer for name, answer in told.items() if name not in noes}, flags)
    return [sign for sign in found if sign.urgency in SEEN]


def _raised(said: Mapping[str, Answer], flags: Iterable[RedFlag]) -> list[Raised]:
    """Give every danger sign of answers heard, of a person as far as the text tells."""
    age, sex = _number(said.get("age")), str(said.get("sex", "unknown"))
    return danger(said, age, sex, said.get("pregnant") is True, flags)


def _number(answer: Answer | None) -> float | None:
    return float(answer) if isinstance(answer, (int, float)) and not isinstance(answer, bool) else None
