"""Danger in the answers: rules over what was said of the person, apart from any score.

In: answers by feature, age, sex and pregnancy, and the danger signs of `pack/red_flags.yaml`. Out: the signs that are
raised, the most urgent first, each with the answers that raised it. What holds is worked out in `knowledge.facts`: nothing
unknown raises a sign, and one more danger sign among the answers can only add.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from nattero.knowledge.facts import Answers, Facts, facts, meets
from nattero.knowledge.model import URGENCIES, RedFlag, Urgency


@dataclass(frozen=True, slots=True)
class Raised:
    """A danger sign that the answers raise: which, the id others know it by, how urgent, and the answers behind it."""

    id: str
    rule: str | None
    urgency: Urgency
    why: tuple[str, ...]
    alone: bool

    @property
    def weighed(self) -> bool:
        """Whether it is a threshold of ordinary advice, to be weighed with everything else, and no danger."""
        return self.urgency in {"routine", "self-care"}


def danger(
    answers: Answers, age: float | None, sex: str, pregnant: bool | None, flags: Iterable[RedFlag]
) -> list[Raised]:
    """Give the signs that are raised, the most urgent first, and among equals in the order of the pack."""
    known = facts(answers, age, sex, pregnant)
    found = [raised for flag in flags if (raised := _raise(flag, known))]
    return sorted(found, key=lambda raised: URGENCIES.index(raised.urgency))


def worst(raised: Iterable[Raised]) -> Urgency:
    """Give the greatest urgency of signs, `self-care` without any."""
    return min((sign.urgency for sign in raised), key=URGENCIES.index, default="self-care")


def _raise(flag: RedFlag, known: Facts) -> Raised | None:
    """Give a flag as raised, or None where its finding does not hold."""
    why = meets(flag.finding, known)
    return None if why is None else Raised(flag.id, flag.rule, flag.urgency, why, flag.alone)
