"""A person's plan as it is laid before them: the one that stands as they have it, else what is proposed; the same everywhere.

In: the person as their plan sees them, what the pack knows, and the minutes there are today where somebody says so. Out: a
`Proposal`, whose `chosen` is the plan. What is worth adding to a plan that stands is left for later: nothing joins it unasked.
"""

from collections.abc import Iterable
from dataclasses import replace

from nattero.person.planning import Outlook, ahead
from nattero.plan.fit import fit
from nattero.plan.planner import Choice, Left, Proposal, clock_of, in_order, propose, weight
from nattero.plan.shelf import Shelf


def stands(seen: Outlook) -> bool:
    """Whether a plan was taken over: one that only holds what limits the person is none yet."""
    return seen.planned is not None and bool(seen.planned.plan.measures or seen.planned.plan.given)


def laid_out(seen: Outlook, shelf: Shelf, minutes: int | None = None) -> Proposal:
    """Give the plan that stands, or the one that is proposed. `minutes`: what there is today goes before what was once chosen."""
    if not stands(seen):
        return ahead(seen, shelf)
    held = mine(seen, shelf)
    chosen = held if minutes is None else tuple(within(held, minutes))
    found = propose(seen.profile, shelf, [each.id for each in chosen])
    names = {each.id for each in held}
    left = [
        *(Left(each.fit, "minutes") for each in held if each not in chosen),
        *(Left(each.fit, "later") for each in found.chosen if each.id not in names),
        *(each for each in found.left if each.fit.measure.id not in names),
    ]
    return replace(found, chosen=chosen, left=tuple(left))


def mine(seen: Outlook, shelf: Shelf) -> tuple[Choice, ...]:
    """Give the measures of the plan that stands, each as it fits the person now; the earliest of the day first."""
    found: dict[str, Choice] = {}
    for each in seen.planned.plan.measures if seen.planned else ():
        row = shelf.measures.get(each.id)
        if row is not None and row.offered:
            now = fit(row, seen.profile, shelf, each.programme)
            found[row.id] = Choice(now, each.time or clock_of(row, seen.profile), weight(now, shelf))
    return in_order(found.values())


def refused(seen: Outlook, shelf: Shelf) -> frozenset[str]:
    """Give the measures of the plan that stands that are forbidden by now: nobody is reminded of them."""
    return frozenset(each.fit.measure.id for each in mine(seen, shelf) if each.fit.forbidden)


def within(choices: Iterable[Choice], minutes: int) -> Iterable[Choice]:
    """Give the choices that there is time for, the earliest of the day first; what is forbidden now takes none."""
    spent = 0
    for each in choices:
        takes = 0 if each.fit.forbidden else each.fit.minutes
        if spent + takes <= minutes:
            spent += takes
            yield each
