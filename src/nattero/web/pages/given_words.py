"""What the pages of a given programme say: its exercises in words and figures, its faults, and its doubts.

In: exercises, faults and doubts of `plan.given`, and who reads. Out: sentences and rows for the templates.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from nattero.diary.payloads import GivenPart
from nattero.draw.figure import figure
from nattero.knowledge.exercises import Exercise, dose
from nattero.plan.given import DOSES, Fault, bounds, part_of
from nattero.plans import limit_names
from nattero.web.pages.exercises import dose_text
from nattero.web.pages.relief import muscles, pose_of
from nattero.web.view import View


def drawn(exercise: Exercise, uid: str, view: View, moving: bool = True) -> str:
    """The figure of an exercise."""
    title, how = view.say(f"exercise.{exercise.id}.title"), view.say(f"exercise.{exercise.id}.how")
    return figure(pose_of(view.site.pack, exercise.pose), title=title, description=how, uid=uid, moving=moving)


def part_row(place: int, part: GivenPart, view: View, moving: bool = True) -> dict[str, Any]:
    """One exercise of a programme: figure, how, how much, its note, who must not, and what stands in for it then."""
    bank = view.site.pack.exercises
    exercise = bank[part.exercise]
    return {
        "place": place,
        "title": view.say(f"exercise.{exercise.id}.title"),
        "how": view.say(f"exercise.{exercise.id}.how"),
        "figure": drawn(exercise, f"part-{place}", view, moving),
        "dose": dose_text(dose(exercise, part_of(part)), exercise, view),
        "note": part.note or "",
        "never": limits(exercise.never, view),
        "instead": [view.say(f"exercise.{name}.title") for name in exercise.instead],
    }


def limits(found: Iterable[str], view: View) -> list[str]:
    """Limits in words, the gravest first."""
    wanted = set(found)
    return [name for limit, name in limit_names(view.gettext).items() if limit in wanted]


def dose_names(view: View) -> dict[str, str]:
    """The doses as a form asks for them."""
    _ = view.gettext
    return {
        "hold": _("Seconds"),
        "repetitions": _("How often"),
        "sets": _("Rounds"),
        "rest": _("Seconds of rest"),
        "times": _("Times a day"),
    }


def choices(view: View) -> dict[str, dict[str, str]]:
    """What exercises are chosen by: muscle, position and kind, with the words for each value."""
    _ = view.gettext
    return {
        "muscle": {"": _("Every muscle"), **muscles(view)},
        "position": {
            "": _("Every position"),
            "lying": _("Lying down"),
            "sitting": _("Sitting"),
            "standing": _("Standing"),
            "wall": _("At a wall"),
            "floor": _("On the floor"),
        },
        "kind": {
            "": _("Every kind"),
            "stretch": _("Stretching"),
            "strength": _("Strength"),
            "mobility": _("Moving"),
            "balance": _("Balance"),
            "relaxation": _("Relaxing"),
            "breathing": _("Breathing"),
        },
    }


def fault_rows(faults: Iterable[Fault], view: View) -> list[tuple[str, str]]:
    """Each fault with the id of the field it is about."""
    return [(f"f-{fault.field.replace('.', '-')}", fault_text(fault, view)) for fault in faults]


def fault_text(fault: Fault, view: View) -> str:
    """One sentence that says what is wrong and where."""
    _ = view.gettext
    head, _dot, rest = fault.field.partition(".")
    if head in {"code", "file"}:
        return (
            carried(view)[head, fault.code]
            if (head, fault.code) in carried(view)
            else _("That is no programme of Nattero.")
        )
    if head == "parts" and rest:
        place, _dot, name = rest.partition(".")
        where = _("Exercise %(number)s:") % {"number": int(place) + 1 if place.isdigit() else place}
        return f"{where} {part_fault(name, fault.code, view)}"
    return whole_faults(view).get((fault.field, fault.code), _("That is no programme of Nattero."))


def carried(view: View) -> Mapping[tuple[str, str], str]:
    """What may be wrong with a code or a file as a whole."""
    _ = view.gettext
    newer = _("A newer Nattero made this. Please update this one; nothing was changed.")
    return {
        ("code", "missing"): _("Paste the code or the link, or choose the file."),
        ("code", "wrong"): _("That is not the code of a programme. It begins with NATTERO1."),
        ("code", "broken"): _("This code is not whole, or a letter is wrong. Copy all of it, and try again."),
        ("code", "newer"): newer,
        ("file", "missing"): _("Paste the code or the link, or choose the file."),
        ("file", "wrong"): _("That is not the file of a programme."),
        ("file", "broken"): _("This file is not whole. Ask for it again."),
        ("file", "long"): _("This file is too large to be a programme."),
        ("file", "newer"): newer,
    }


def whole_faults(view: View) -> Mapping[tuple[str, str], str]:
    """What may be wrong with a programme apart from its exercises."""
    _ = view.gettext
    return {
        ("title", "missing"): _("Give the programme a title."),
        ("title", "long"): _("The title is too long: 120 letters at most."),
        ("by", "long"): _("The name is too long: 120 letters at most."),
        ("note", "long"): _("The note is too long: 2,000 letters at most."),
        ("parts", "missing"): _("Choose at least one exercise."),
        ("parts", "long"): _("A programme has 20 exercises at most."),
    }


def part_fault(name: str, code: str, view: View) -> str:
    """What is wrong with one field of an exercise."""
    _ = view.gettext
    if name in DOSES:
        least, most = bounds(name)
        values = {"field": dose_names(view)[name], "least": least, "most": most}
        return _("“%(field)s” is a whole number from %(least)s to %(most)s.") % values
    sentences = {
        ("", "much"): _("this would take more than an hour at a time."),
        ("exercise", "unknown"): _("this Nattero does not know it. Perhaps it was made by a newer one."),
        ("note", "long"): _("the note is too long: 400 letters at most."),
    }
    return sentences.get((name, code), _("something in it is not right."))
