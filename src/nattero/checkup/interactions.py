"""What of our own advice does not go together with somebody's medicines and conditions.

In: the medicines that were recognised (`checkup.medicines`), the conditions and features that are true of the person, and
the rules of the pack. Out: warnings, the strictest first, each with what set it off. They say what not to take on one's own
and whom to ask; none says to stop or change a medicine.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from nattero.checkup.medicines import Recognised
from nattero.knowledge.medicines import Advice, Caution, Interaction, Medicines

STRICTEST: tuple[Caution, ...] = ("not-on-your-own", "ask-first", "hours-apart")


@dataclass(frozen=True)
class Together:
    """An interaction that holds for somebody: which, with which advice, how strict, and what sets it off.

    Words: `interaction.<id>`; `medicines` are ids of medicines and other medicines, `conditions` ids as they were given.
    """

    id: str
    advice: Advice
    caution: Caution
    medicines: tuple[str, ...]
    conditions: tuple[str, ...]
    claims: tuple[str, ...]
    sources: tuple[str, ...]


def warnings(
    recognised: Recognised, conditions: Collection[str], known: Medicines, *, about: Collection[Advice] = ()
) -> tuple[Together, ...]:
    """Give the warnings for somebody's medicines and conditions; with `about`, only those about some advice."""
    held = set(conditions)
    found = (_warning(row, recognised, held, known) for row in known.interactions.values())
    wanted = (each for each in found if each and (not about or each.advice in about))
    return tuple(sorted(wanted, key=lambda each: STRICTEST.index(each.caution)))


def _warning(row: Interaction, recognised: Recognised, held: set[str], known: Medicines) -> Together | None:
    """Give a rule's warning where a medicine or a condition sets it off."""
    medicines = (*(one for one in row.medicines if one in recognised.ids()), *_others(row, recognised, known))
    conditions = tuple(one for one in row.conditions if one in held)
    if not medicines and not conditions:
        return None
    return Together(row.id, row.advice, row.caution, medicines, conditions, row.claims, row.sources)


def _others(row: Interaction, recognised: Recognised, known: Medicines) -> Iterator[str]:
    """Give the other medicines somebody has that are of a kind a rule names."""
    for one in sorted(recognised.others()):
        if known.others[one].kind in row.kinds:
            yield one
