"""Exercises to do by day or before bed: programmes with their doses, each exercise with its figure, and who must not.

In: the exercise bank of the pack. Out: a page that lists the programmes, and one for each. Leading through a session is
another room's; here one reads and looks.
"""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero.draw.figure import figure
from nattero.knowledge.exercises import Dose, Exercise, Programme, dose
from nattero.plans import limit_names
from nattero.web.pages.known import claim_rows, foot
from nattero.web.pages.relief import pose_of
from nattero.web.view import View, view_of


@get("/learn/exercises", include_in_schema=False)
async def exercises(request: Request[Any, Any, Any]) -> Response[str]:
    """The programmes, those that were tried against cramps first."""
    view = view_of(request)
    rows = sorted(view.site.pack.programmes.values(), key=lambda row: ("trial", "alike", "untested").index(row.tested))
    listed = [
        (row.id, view.say(f"programme.{row.id}.title"), view.say(f"programme.{row.id}.for"), row.tested) for row in rows
    ]
    title = view.gettext("Exercises")
    end = foot("exercises", [claim for row in rows for claim in row.claims], title, view)
    return view.render("exercises.html", programmes=listed, tested=tested_names(view), foot=end)


@get("/learn/exercises/{name:str}", include_in_schema=False)
async def programme(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    """One programme: why, for whom, and its exercises in order."""
    view = view_of(request)
    row = view.site.pack.programmes.get(name)
    if row is None:
        raise NotFoundException
    title = view.say(f"programme.{row.id}.title")
    return view.render(
        "programme.html",
        title=title,
        people=view.say(f"programme.{row.id}.for"),
        why=view.say(f"programme.{row.id}.why"),
        tested=tested_names(view)[row.tested],
        parts=[part(place, row, view) for place in range(len(row.parts))],
        never=never(row, view),
        claims=claim_rows(row.claims, view),
        foot=foot("exercises", row.claims, title, view),
    )


def part(place: int, row: Programme, view: View) -> dict[str, Any]:
    """One exercise of a programme: its figure, how it is done, how much."""
    exercise = view.site.pack.exercises[row.parts[place].exercise]
    title, how = view.say(f"exercise.{exercise.id}.title"), view.say(f"exercise.{exercise.id}.how")
    pose = pose_of(view.site.pack, exercise.pose)
    drawn = figure(pose, title=title, description=how, uid=f"fig-{place}-{exercise.id}")
    return {
        "title": title,
        "how": how,
        "figure": drawn,
        "dose": dose_text(dose(exercise, row.parts[place]), exercise, view),
    }


def dose_text(much: Dose, exercise: Exercise, view: View) -> list[str]:
    """How much, in short sentences."""
    _, ngettext = view.gettext, view.ngettext
    said = [ngettext("%(num)s second", "%(num)s seconds", much.hold) % {"num": much.hold}]
    said.append(ngettext("%(num)s time", "%(num)s times", much.repetitions) % {"num": much.repetitions})
    if exercise.sides == "each":
        said.append(_("each leg"))
    if much.sets > 1:
        said.append(ngettext("%(num)s round", "%(num)s rounds", much.sets) % {"num": much.sets})
    if much.rest:
        said.append(ngettext("%(num)s second of rest", "%(num)s seconds of rest", much.rest) % {"num": much.rest})
    if much.times > 1:
        said.append(ngettext("%(num)s time a day", "%(num)s times a day", much.times) % {"num": much.times})
    return said


def never(row: Programme, view: View) -> list[str]:
    """Who must not do a programme, or ask first: the limits of all its exercises."""
    names = limit_names(view.gettext)
    bank = view.site.pack.exercises
    found = dict.fromkeys(limit for name in row.exercises for limit in bank[name].never)
    return [names[limit] for limit in names if limit in found]


def tested_names(view: View) -> dict[str, str]:
    """How well a programme was tried against cramps."""
    _ = view.gettext
    return {
        "trial": _("tried in this dose"),
        "alike": _("something like it was tried"),
        "untested": _("not tried against cramps"),
    }


ROUTES = [exercises, programme]
