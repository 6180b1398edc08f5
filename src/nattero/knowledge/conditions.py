"""What cramps come with, and what can be taken for a cramp: one struct for each such condition.

In: rows of `conditions.yaml`. Out: validated values. The roles are those of a differential diagnosis: the cramp itself
(`index`), what looks like it (`mimic`), what goes with it (`underlying`), or `both`. A condition without a claim or a
source behind it cannot be built.
"""

from typing import Literal

from nattero.knowledge.model import Id, Row, Urgency

Role = Literal["index", "mimic", "underlying", "both"]
Group = Literal["cramp", "movement", "nerves", "vessels", "body", "muscles", "other"]
Seed = Literal["S0", "S1", "S2", "S3", "S4"]


class Condition(Row, frozen=True, kw_only=True):
    """A condition: its role, how urgent it is when suspected, its danger signs, whom to see, and what stands behind it.

    `flags` are ids of danger signs, the most urgent first; `see` of specialties; `tests` of what a doctor may test;
    `seeds` the originals that name the condition.
    """

    role: Role
    urgency: Urgency
    group: Group
    flags: tuple[Id, ...] = ()
    see: tuple[Id, ...]
    tests: tuple[Id, ...] = ()
    claims: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()
    seeds: tuple[Seed, ...] = ()

    def __post_init__(self) -> None:
        if not (self.claims or self.sources):
            raise ValueError("A condition needs at least one of `claims` and `sources`")
        if not self.see:
            raise ValueError("A condition needs at least one of `see`")
