"""What comes next for this person: tests worth discussing, whom to see, what to do meanwhile, what can wait, what to watch.

In: what is known (`knowledge.facts`), how urgent it is, the danger signs raised, the conditions worth looking into, and the
ways of the person's linked medicines. Out: ids of the pack's rows, each list in the pack's own order of importance.
Uncomplicated cramps need no test (AAFP 2012, PMID 22963024; NHG 2008). In an emergency there is one step: to call; who is
called decides the rest.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nattero.knowledge.conditions import Condition
from nattero.knowledge.facts import Facts, meets
from nattero.knowledge.model import Urgency
from nattero.knowledge.pack import Pack
from nattero.knowledge.steps import Path

ALWAYS_WATCH = (
    "breathless-chest",
    "one-leg-swollen",
    "cold-pale-leg",
    "sudden-weakness",
    "bladder-bowel",
    "dark-urine",
    "over-ten-minutes",
    "muscle-weak",
)
"""Danger signs that everybody is told to come back for, whatever the check-up found."""
MOST_TESTS = 6
MOST_SPECIALTIES = 3
LOOKED_INTO = 2  # conditions whose tests and doctors are named: more would be a shopping list
SHARED = {"potassium", "magnesium", "calcium", "sodium"}
"""Tests that `electrolytes` holds already."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A test worth discussing, and the answers, conditions or `medicines` that give a reason."""

    id: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """Where a person stands after the check-up.

    `likely`: the conditions worth looking into, the likeliest first (not the cramp itself). `ways`: the mechanisms of
    their medicines that are linked with cramps. `cramp`: whether it may be a cramp at all.
    """

    known: Facts
    urgency: Urgency
    raised: Collection[str] = ()
    likely: Sequence[Condition] = ()
    ways: Collection[str] = ()
    cramp: bool = True


@dataclass(frozen=True)
class NextSteps:
    """What comes next, in ids: tests, specialties, advice, danger signs and special paths."""

    tests: list[Wanted] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    meanwhile: list[str] = field(default_factory=list)
    wait: list[str] = field(default_factory=list)
    watch_for: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def next_steps(standing: Standing, pack: Pack) -> NextSteps:
    """Give the next steps of a person."""
    paths = [path for path in pack.paths.values() if meets(path.when, standing.known) is not None]
    return NextSteps(
        tests=investigations(standing, paths, pack),
        see=see(standing, paths, pack),
        meanwhile=list(_advice("meanwhile", standing, pack)),
        wait=list(_advice("wait", standing, pack)),
        watch_for=watch_for(standing.raised, paths),
        paths=[path.id for path in paths],
    )


def investigations(standing: Standing, paths: Iterable[Path], pack: Pack) -> list[Wanted]:
    """Give the tests worth discussing: none for what needs no doctor or the nearest one at once, few for the rest."""
    if standing.urgency in {"self-care", "emergency"}:
        return []
    why: dict[str, dict[str, None]] = {}
    for id_, reason in _reasons(standing, paths, pack):
        unless = pack.tests[id_].unless
        if unless is None or meets(unless, standing.known) is None:
            why.setdefault(id_, {}).update(dict.fromkeys(reason))
    if "electrolytes" in why:
        why = {id_: reason for id_, reason in why.items() if id_ not in SHARED}
    if meets("prior_workup", standing.known) is not None and standing.urgency == "routine":
        why = {id_: reason for id_, reason in why.items() if pack.tests[id_].kind != "blood"}
    return [Wanted(id_, tuple(reason)) for id_, reason in why.items()][:MOST_TESTS]


def _reasons(standing: Standing, paths: Iterable[Path], pack: Pack) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each test with a reason for it: the likely conditions first, then the answers, the medicines, the path."""
    for condition in standing.likely[:LOOKED_INTO]:
        yield from ((test, (condition.id,)) for test in condition.tests)
    for test in pack.tests.values():
        met = meets(test.when, standing.known) if test.when else None
        if met is not None:
            yield test.id, met
        if not set(test.mechanisms).isdisjoint(standing.ways):
            yield test.id, ("medicines",)
    for path in paths:
        yield from ((test, (path.id,)) for test in path.tests)


def see(standing: Standing, paths: Iterable[Path], pack: Pack) -> list[str]:
    """Give whom to see: in an emergency the emergency department, else the path's own people, the GP, who may follow."""
    if standing.urgency == "emergency":
        return ["emergency-department"]
    own = [who for path in paths for who in path.see]
    if standing.urgency == "self-care":
        return ["pharmacist"] if standing.ways else []
    later = [who for condition in standing.likely[:LOOKED_INTO] for who in condition.see]
    known = dict.fromkeys([*own, "gp", *(who for who in later if who != "emergency-department")])
    return [who for who in known if who in pack.specialties][:MOST_SPECIALTIES]


def watch_for(raised: Collection[str], paths: Iterable[Path]) -> list[str]:
    """Give the danger signs to come back for: those of the person's paths, then everybody's; never one raised already."""
    signs = dict.fromkeys([*(sign for path in paths for sign in path.watch_for), *ALWAYS_WATCH])
    return [sign for sign in signs if sign not in raised]


def _advice(kind: str, standing: Standing, pack: Pack) -> Iterator[str]:
    """Give the pieces of advice of a kind that hold at this urgency, for this person."""
    for row in pack.advice.values():
        here = row.kind == kind and standing.urgency in row.at and (standing.cramp or not row.cramps_only)
        if here and (row.when is None or meets(row.when, standing.known) is not None):
            yield row.id
