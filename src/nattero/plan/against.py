"""What speaks against a piece of advice for one person: findings that hold, medicines and conditions it does not go with.

In: lines of findings, kinds of advice, a `Profile`, the `Shelf`. Out: ids of answers, limits and medicines; none where
nothing does.
"""

from collections.abc import Collection, Iterable

from nattero.knowledge.facts import Facts, meets
from nattero.knowledge.medicines import Advice
from nattero.plan.profile import Profile
from nattero.plan.shelf import Shelf


def met(lines: Iterable[str], known: Facts) -> tuple[str, ...]:
    """Give the answers and limits that make any of several findings hold."""
    found: dict[str, None] = {}
    for line in lines:
        why = meets(line, known)
        if why is not None:
            found |= dict.fromkeys(why or (line,))
    return tuple(found)


def together(about: Collection[Advice], profile: Profile, shelf: Shelf, *cautions: str) -> tuple[str, ...]:
    """Give the medicines and conditions with which some advice does not go; a blood thinner nobody named may be any."""
    found: dict[str, None] = {}
    for row in shelf.interactions.values():
        if row.advice in about and row.caution in cautions:
            found |= dict.fromkeys(name for name in row.medicines if name in profile.medicines)
            found |= dict.fromkeys(name for name, kind in profile.kinds.items() if kind in row.kinds)
            if "vitamin-k-antagonist" in row.kinds and "blood_thinners" in profile.limits.all:
                found["blood_thinners"] = None
            found |= dict.fromkeys(name for name in row.conditions if True in profile.guarded.get(name, ()))
    return tuple(found)
