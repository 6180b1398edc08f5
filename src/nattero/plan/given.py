"""A programme that somebody else made for the person: what is wrong with one, and what this person had better do instead.

In: a programme as JSON values, the exercise bank, the limits of a person. Out: a `Given` or its faults, each naming its
field; the exercises to ask about before it is taken over; and the programme as the person decided. Nothing that a
physiotherapist chose is changed in silence: until somebody was asked, the safer exercise stands, and says what it stands for.
"""

from collections.abc import Collection, Mapping
from typing import Any, Literal

import msgspec

from nattero.diary.payloads import Given, GivenPart
from nattero.knowledge.exercises import ASK_FIRST, Exercise, Limit, Part, allowed, dose, seconds, widened

DOSES = ("hold", "repetitions", "sets", "rest", "times")
MOST_SECONDS = 3600  # of one exercise at a time: more than an hour is a slip of the pen
OWN = frozenset({"instead_of", "agreed", "left_out"})
"""What the person decides, so nothing that comes from outside may say it."""

Decision = Literal["safer", "given"]


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong: its field (`parts.2.hold`, counted from 0) and a code: missing, unknown, wrong, long or much.

    Of a whole code or file also: broken or newer.
    """

    field: str
    code: str


class Doubt(msgspec.Struct, frozen=True):
    """An exercise to ask about: what forbids it, what may forbid it as nobody said, and what stands in for it.

    What stands in is nothing that the programme has already, and may be nothing at all.
    """

    place: int
    exercise: str
    held: frozenset[Limit]
    unknown: frozenset[Limit]
    instead: str | None


def bounds(name: str) -> tuple[int, int]:
    """The least and the most that a dose may be."""
    field = next(one for one in _fields(GivenPart) if one.name == name)
    union = field.type.types if isinstance(field.type, msgspec.inspect.UnionType) else (field.type,)
    whole = next(kind for kind in union if isinstance(kind, msgspec.inspect.IntType))
    return whole.ge or 0, whole.le or 0


def given_from(value: Any, bank: Mapping[str, Exercise]) -> Given | list[Fault]:
    """The programme in a JSON value, or everything that is wrong with it."""
    if not isinstance(value, dict):
        return [Fault("programme", "wrong")]
    parts = value.get("parts")
    faults = _faults(
        Given, {**{name: one for name, one in value.items() if name not in OWN}, "parts": [{"exercise": "any"}]}, ""
    )
    faults += [Fault(name, "unknown") for name in value if name in OWN]
    if not isinstance(parts, list):
        return [*faults, Fault("parts", "wrong" if "parts" in value else "missing")]
    most = next(one.type.max_length for one in _fields(Given) if isinstance(one.type, msgspec.inspect.ListType))
    if not parts or len(parts) > (most or 0):
        faults.append(Fault("parts", "long" if parts else "missing"))
    for place, part in enumerate(parts):
        faults += _faults_of_part(part, f"parts.{place}", bank)
    return faults or msgspec.convert(value, Given)


def part_of(part: GivenPart) -> Part:
    """The same exercise and doses as the programmes of the pack have them."""
    return Part(part.exercise, *(getattr(part, name) for name in DOSES))


def written(given: Given) -> dict[str, Any]:
    """The JSON value of a programme as it is handed on, without what its person decided."""
    held: dict[str, Any] = msgspec.to_builtins(given)
    value = {name: one for name, one in held.items() if name not in OWN}
    value["parts"] = [{name: one for name, one in part.items() if name not in OWN} for part in value["parts"]]
    return value


def doubts(
    given: Given, bank: Mapping[str, Exercise], held: Collection[Limit], unknown: Collection[Limit]
) -> list[Doubt]:
    """What to ask a person about before they take a programme over: exercises that a limit of theirs forbids or may forbid."""
    known = widened(held)
    unsure = frozenset(unknown) - known
    used = {part.exercise for part in given.parts}
    found = []
    for place, part in enumerate(given.parts):
        exercise = bank[part.exercise]
        forbidden, open_ = known & set(exercise.never), unsure & set(exercise.never)
        if forbidden or open_:
            others = (name for name in exercise.instead if name not in used and allowed(bank[name], known | unsure))
            safer = next(others, None)
            used |= {safer} if safer else set()
            found.append(Doubt(place, exercise.id, forbidden, open_, safer))
    return found


def refused(held: Collection[Limit]) -> frozenset[Limit]:
    """The limits with which nothing is taken over: somebody looks at the leg first."""
    return frozenset(held) & (ASK_FIRST - {"recent_surgery"})  # after an operation a physiotherapist is whom one asks


def decided(given: Given, asked: Collection[Doubt], decisions: Mapping[int, Decision]) -> Given | None:
    """The programme as its person does it; who decided nothing does the safer one. None when no exercise is left."""
    doubtful = {doubt.place: doubt for doubt in asked}
    parts, left_out = [], []
    for place, part in enumerate(given.parts):
        doubt = doubtful.get(place)
        if doubt is None:
            parts.append(part)
        elif decisions.get(place) == "given":
            parts.append(msgspec.structs.replace(part, agreed=True))
        elif doubt.instead:
            parts.append(GivenPart(exercise=doubt.instead, instead_of=part.exercise))
        else:
            left_out.append(part.exercise)
    return msgspec.structs.replace(given, parts=parts, left_out=left_out) if parts else None


def _faults_of_part(part: Any, at: str, bank: Mapping[str, Exercise]) -> list[Fault]:
    """What is wrong with one exercise of a programme."""
    if not isinstance(part, dict):
        return [Fault(at, "wrong")]
    faults = _faults(GivenPart, part, f"{at}.")
    faults += [Fault(f"{at}.{name}", "unknown") for name in part if name in OWN]
    name = part.get("exercise")
    if isinstance(name, str) and name not in bank and not any(one.field == f"{at}.exercise" for one in faults):
        faults.append(Fault(f"{at}.exercise", "unknown"))
    if not faults:
        exercise = bank[part["exercise"]]
        if seconds(exercise, dose(exercise, part_of(msgspec.convert(part, GivenPart)))) > MOST_SECONDS:
            faults.append(Fault(at, "much"))
    return faults


def _faults(kind: type[msgspec.Struct], value: Mapping[str, Any], at: str) -> list[Fault]:
    """What is wrong with each field of an object by itself."""
    known = {field.name: field for field in _fields(kind)}
    faults = [Fault(f"{at}{name}"[:80], "unknown") for name in value if name not in known]
    for name, field in known.items():
        if name not in value:
            faults += [Fault(f"{at}{name}", "missing")] if field.required else []
        elif (code := _fault_of(kind, name, value[name])) is not None:
            faults.append(Fault(f"{at}{name}", code))
    return faults


def _fault_of(kind: type[msgspec.Struct], name: str, value: Any) -> str | None:
    """What is wrong with the value of a field, told by the type that the diary keeps it in."""
    try:
        msgspec.convert(value, kind.__annotations__[name])
    except msgspec.ValidationError as error:
        text = str(error)
        return "missing" if "length >= 1" in text else "long" if "of length <=" in text else "wrong"
    return None


def _fields(kind: type[msgspec.Struct]) -> tuple[msgspec.inspect.Field, ...]:
    """The fields of a struct, with their types and limits."""
    found = msgspec.inspect.type_info(kind)
    return found.fields if isinstance(found, msgspec.inspect.StructType) else ()
