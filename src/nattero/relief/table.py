"""All procedures worked out beforehand, so that the phone's script looks medicine up and decides nothing.

In: the pack's steps. Out: one small mapping of texts to lists of texts, and `look_up`, the few lines a script needs to
read it.

What keeps a step away is a *limit*: `no_reach`, `no_stand`, or a condition. Limits that take the same steps away are
one bit, and those that take none are left out, so that few lists remain:

- `calf bed`: the limits that matter there, the first for bit 0; limits that do the same are joined by `|`.
- `calf bed lists`: for each number these bits can make, the name of a list.
- `7`: that list, the ids of its steps in order.
- `calf-rub asks`: the questions a step depends on, in the order of asking.
- `numb_feet unless`: the question that tells about a condition, then the answers that rule the condition out.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from nattero.knowledge.model import MOMENTARY, Condition, Muscle, Step
from nattero.relief.procedure import forbids, procedure, questions
from nattero.relief.situation import ALL_CONDITIONS, CONDITIONS, Situation

Table = dict[str, list[str]]
Water = Literal["bed", "water"]

_LIMITS = ("no_reach", "no_stand", *CONDITIONS)


def table(steps: Iterable[Step], helper: bool) -> Table:
    """Give the procedures of every muscle, place and set of limits, with or without a helper.

    ValueError where some muscle has no step in bed or in water that everybody can do: then some list would start with
    a risk.
    """
    chosen = [step for step in steps if helper or not step.helper]
    names: dict[tuple[str, ...], str] = {}
    made: Table = {}
    for muscle in get_args(Muscle):
        for place in get_args(Water):
            bits = _bits(chosen, muscle, place)
            lists = [_ids(chosen, muscle, place, helper, _set_bits(bits, number)) for number in range(2 ** len(bits))]
            made[f"{muscle} {place}"] = bits
            made[f"{muscle} {place} lists"] = [names.setdefault(ids, str(len(names))) for ids in lists]
    made |= {name: list(ids) for ids, name in names.items()}
    made |= {f"{step.id} asks": questions(step) for step in chosen if forbids(step) - MOMENTARY}
    made |= {f"{condition} unless": [question, *ruled_out] for condition, (question, ruled_out) in CONDITIONS.items()}
    return made


def look_up(table: Mapping[str, list[str]], situation: Situation) -> list[tuple[str, list[str]]]:
    """Give the ids of a situation's steps with the questions still open before each; the table is for its `helper`.

    The first instruction is the first of the list for the most careful reading, in which every condition not asked yet
    holds, but for what is true of tonight: that is asked by the danger signs, and by a step only beside something else.
    """
    limits = _limits(situation)
    ids = _find(table, situation, limits)
    first = _find(table, situation, limits | (situation.unknown - MOMENTARY))[0]
    open_ = {table[f"{condition} unless"][0] for condition in situation.unknown}
    tonight = {table[f"{condition} unless"][0] for condition in MOMENTARY}
    ordered = [first, *(step for step in ids if step != first)]
    asks = {step: [question for question in table.get(f"{step} asks", []) if question in open_] for step in ordered}
    return [(step, [] if tonight.issuperset(found) else found) for step, found in asks.items()]


def _find(table: Mapping[str, list[str]], situation: Situation, limits: Iterable[str]) -> list[str]:
    """Give the list of a set of limits."""
    place = f"{situation.muscle} {situation.place}"
    known = set(limits)
    number = sum(1 << bit for bit, joined in enumerate(table[place]) if known.intersection(joined.split("|")))
    return table[table[f"{place} lists"][number]]


def _limits(situation: Situation) -> set[str]:
    """Give what is known to keep steps away."""
    able = {"no_reach": situation.reach, "no_stand": situation.stand is True}
    return {*situation.conditions, *(limit for limit, can in able.items() if not can)}


def _situation(muscle: Muscle, place: Water, helper: bool, limits: Iterable[str]) -> Situation:
    """Give the situation in which exactly these limits hold and nothing is unknown."""
    known = set(limits)
    held: frozenset[Condition] = frozenset(condition for condition in ALL_CONDITIONS if condition in known)
    return Situation(muscle, place, "no_reach" not in known, "no_stand" not in known, helper, held, frozenset())


def _ids(steps: list[Step], muscle: Muscle, place: Water, helper: bool, limits: Iterable[str]) -> tuple[str, ...]:
    """Give the steps of a situation by id."""
    asked = procedure(_situation(muscle, place, helper, limits), steps)
    if not asked or asked[0].step.place != place:
        raise ValueError(f"{muscle} has no step in {place} that everybody can do")
    return tuple(one.step.id for one in asked)


def _bits(steps: list[Step], muscle: Muscle, place: Water) -> list[str]:
    """Give the limits that change the list here; those that only take away, and the same, are joined into one."""
    places = {place, "after"} if place == "water" else {"bed", "standing", "after"}
    here = [step for step in steps if muscle in step.muscles and step.place in places]
    groups: dict[tuple[frozenset[str], str], list[str]] = {}
    for limit in _LIMITS:
        taken = frozenset(step.id for step in here if limit in _taken_by(step))
        brought = any(limit.removeprefix("no_") in step.unless for step in here)
        if taken or brought:
            groups.setdefault((taken, limit if brought else ""), []).append(limit)
    return ["|".join(group) for group in groups.values()]


def _taken_by(step: Step) -> set[str]:
    """Give the limits that take a step away."""
    standing = {"no_stand"} if step.place == "standing" else set()
    return {*forbids(step), *(f"no_{need}" for need in step.needs), *standing}


def _set_bits(bits: list[str], number: int) -> list[str]:
    """Give one limit for each bit that is set in a number."""
    return [joined.split("|")[0] for bit, joined in enumerate(bits) if number >> bit & 1]
