"""How long planning takes for people of every kind, and what it costs beside a plain filter that only leaves out.

In: the pack, and random people from a seed. Out: times, the part a profile takes, and how many things are planned.
"""

import random
import statistics
import time
from collections.abc import Callable

from nattero.knowledge.facts import meets
from nattero.knowledge.limits import LIMITS
from nattero.knowledge.measures import meant_for
from nattero.knowledge.pack import Pack, load_pack
from nattero.plan.planner import propose
from nattero.plan.profile import Profile, Said, profile_of
from nattero.plan.shelf import Shelf, shelf_of

TITLE = "Plans: made for random people"
ABOUT = (
    "2,000 random people (seed 20261122): up to 20 answers, 4 limits, some danger signs. Profile: what they said; what came of it are "
    "limits. Plan: chosen and explained; what came of it are measures. Peer: a plain filter that leaves out what is forbidden and neither "
    "ranks, tailors nor says why. Aim: under 20 ms for profile and plan together. Processor time of one core."
)
PEOPLE = 2000
Timed = tuple[list[float], list[int]]


def run() -> list[dict[str, object]]:
    """The times of the profile, the plan, both together, and of the plain filter."""
    pack = load_pack()
    shelf = shelf_of(pack)
    rng = random.Random(20261122)
    people = [person(rng, pack) for _ in range(PEOPLE)]
    profiles = [profile(said, pack) for said in people]
    rows = {
        "profile": timed(lambda place: len(profile(people[place], pack).limits.all)),
        "plan": timed(lambda place: len(propose(profiles[place], shelf).chosen)),
        "both": timed(lambda place: len(propose(profile(people[place], pack), shelf).chosen)),
        "peer: plain filter": timed(lambda place: filtered(profiles[place], shelf)),
    }
    return [{"what": name, **told(*found)} for name, found in rows.items()]


def person(rng: random.Random, pack: Pack) -> Said:
    """A random person."""
    names = [name for name, row in pack.features.items() if row.type == "yes_no"]
    return Said(
        readings=({name: rng.random() < 0.3 for name in rng.sample(names, rng.randrange(20))},),
        age=rng.choice([None, rng.randrange(1, 18), rng.randrange(18, 60), rng.randrange(60, 100)]),
        sex=rng.choice(["female", "male", "unknown"]),
        settings={name: rng.choice(["yes", "no"]) for name in ("steady", "feet_feel") if rng.random() < 0.6},
        limits={name: rng.random() < 0.5 for name in rng.sample(LIMITS, rng.randrange(5))},
    )


def profile(said: Said, pack: Pack) -> Profile:
    """What a plan needs to know of a person."""
    return profile_of(said, pack.limits.values(), pack.red_flags.values())


def filtered(who: Profile, shelf: Shelf) -> int:
    """How many measures a plain filter leaves."""
    return sum(
        row.offered
        and meant_for(row, who.people)
        and not any(meets(line, who.guarded) is not None for line in row.never)
        for row in shelf.measures.values()
    )


def timed(work: Callable[[int], int]) -> Timed:
    """The seconds of each piece of work, and what came of it; a first round is not counted."""
    work(0)
    times, made = [], []
    for place in range(PEOPLE):
        begun = time.process_time()
        made.append(work(place))
        times.append(time.process_time() - begun)
    return times, made


def told(times: list[float], made: list[int]) -> dict[str, object]:
    """The middle, the slowest twentieth and the slowest, in milliseconds, and how much came of it on average."""
    cut = statistics.quantiles(times, n=20)
    return {
        "p50, ms": f"{1000 * cut[9]:.2f}",
        "p95, ms": f"{1000 * cut[18]:.2f}",
        "slowest, ms": f"{1000 * max(times):.1f}",
        "mean of what came of it": f"{statistics.mean(made):.1f}",
    }
