"""Whether a programme may be begun now: at once, after a question, or not, and why.

In: the parts of a programme, what limits the person (said, or only assumed because nobody asked), the exercise bank. Out: an
`Offer`. What is only assumed is asked about; what was said forbids. Who is not steady today does it all lying or sitting.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from nattero.diary.payloads import GivenPart
from nattero.knowledge.exercises import Exercise, Limit, Part, widened
from nattero.knowledge.limits import Limits
from nattero.plan.programme import FIRM
from nattero.plan.session import Arranged, arranged

SEATED: frozenset[Limit] = frozenset({"cannot_stand_unaided", "unsteady", "dizzy"})
"""What holds for who is not steady today."""
State = Literal["ready", "ask", "no"]


class Offer(msgspec.Struct, frozen=True):
    """What a person may do of a programme: `made` with everything that limits them, said or assumed.

    `because` is what was said and keeps it from being begun. `unsure` is what nobody said and would change it; where it
    `waits`, nothing is begun before that is answered.
    """

    made: Arranged
    because: frozenset[Limit]
    unsure: frozenset[Limit]
    waits: bool

    @property
    def state(self) -> State:
        """Whether it may be begun."""
        return "no" if self.because else "ask" if self.waits else "ready"


def offer(
    parts: Iterable[Part | GivenPart],
    limits: Limits,
    bank: Mapping[str, Exercise],
    steady: bool = False,
    seated: bool = False,
) -> Offer:
    """Give what a person may do of a programme; `steady`: it is for who stands firmly, `seated`: they are not steady today."""
    listed = list(parts)
    today = SEATED if seated else frozenset[Limit]()
    said = widened(frozenset(limits.because) | today)
    assumed = widened(limits.assumed) - said
    firm = FIRM if steady and not seated else frozenset[Limit]()
    surely = arranged(listed, said, bank)
    because = (firm & said).union(*surely.refused.values())
    made = arranged(listed, said | assumed, bank)
    matters = firm.union(*(bank[part.exercise].never for part in listed))
    waits = not because and (bool(firm & assumed) or not made.possible)
    return Offer(made, because, assumed & matters, waits)
