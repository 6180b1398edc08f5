"""Which limits could narrow somebody's plan, so that nobody is asked about what changes nothing for them.

In: a `Profile` and the `Shelf`. Out: limits. A child is not asked about varicose veins where nothing that is meant for
children is left out for them. What is assumed stays assumed, and what was said counts, whether it is asked or not.
"""

from collections.abc import Iterator

from nattero.knowledge.exercises import ASK_FIRST, IMPLIES, LIMITS_OF, Limit
from nattero.knowledge.limits import LIMITS
from nattero.knowledge.measures import Measure, meant_for
from nattero.plan.profile import Profile
from nattero.plan.shelf import Shelf


def narrowing(profile: Profile, shelf: Shelf) -> frozenset[Limit]:
    """Give the limits worth asking about: of a grown-up all, of a child those that something for children keeps to."""
    if "children" not in profile.people:
        return frozenset(LIMITS)
    rows = [row for row in shelf.measures.values() if row.offered and meant_for(row, profile.people)]
    named = {name for row in rows for name in (*row.asks, *_exercised(row, shelf))}
    found = {limit for limit in LIMITS if limit in named or not named.isdisjoint(IMPLIES.get(limit, ()))}
    return frozenset(found | ASK_FIRST | LIMITS_OF["children"]) - LIMITS_OF["pregnant"]


def _exercised(measure: Measure, shelf: Shelf) -> Iterator[Limit]:
    """Give the limits of a measure's exercises, and of what stands in for them."""
    for programme in (shelf.programmes[name] for name in measure.programmes):
        for first in (shelf.exercises[name] for name in programme.exercises):
            yield from first.never
            yield from (limit for name in first.instead for limit in shelf.exercises[name].never)
