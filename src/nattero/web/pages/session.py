"""Guided sessions: which programmes there are for this person, and one of them led through by voice and clock.

In: the programmes of the pack, one that a physiotherapist gave, what is known of the person. Out: a list, what fits them
first, the rest with the reason; and a page a session, which without script is a list to read. What is unknown is read
cautiously and asked about; what is forbidden is not begun.
"""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero.diary.payloads import GivenPart
from nattero.knowledge.exercises import ASK_FIRST, UPRIGHT
from nattero.plan.offer import SEATED
from nattero.plan.profile import Profile
from nattero.web.pages.exercises import tested_names
from nattero.web.pages.known import flag_rows
from nattero.web.pages.looked import looked_here
from nattero.web.pages.noticed import danger_to_settle
from nattero.web.pages.relief import json_block
from nattero.web.pages.session_choice import Choice, choices, in_plan, limits, outlook_of, questions, reasons
from nattero.web.pages.session_line import SIGNS, equipment, line_data, shown
from nattero.web.pages.settings import asked
from nattero.web.view import View, view_of


@get("/session", include_in_schema=False)
async def sessions(request: Request[Any, Any, Any]) -> Response[str]:
    """The programmes: what is planned, what fits, what is asked about first, what is for others, what is not for this person."""
    view = view_of(request)
    person = outlook_of(view)
    who, planned = person.profile, in_plan(person)
    groups: dict[str, list[Choice]] = {name: [] for name in ("planned", "ready", "ask", "others", "no")}
    for one in choices(person, view):
        groups[group_of(one, one.id in planned)].append(one)
    unsure = frozenset(limit for one in (*groups["planned"], *groups["ask"]) for limit in one.offer.unsure)
    return view.render(
        "sessions.html",
        groups=[(name, title, groups[name]) for name, title in group_names(view).items() if groups[name]],
        reasons=lambda one: reasons(one, who, view),
        tested=tested_names(view),
        noticed=danger_to_settle(view) if who.stopped else [],
        looked=looked_here(view),
        questions=[asked(name, view) for name in questions(unsure, view)],
        ahead=[one.id for one in groups["planned"] or groups["ready"][:1]],
    )


@get("/session/{name:str}", include_in_schema=False)
async def session(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    """One programme, led through; `sit=yes` in the address: all of it sitting or lying."""
    view = view_of(request)
    seated = request.query_params.get("sit") == "yes"
    person = outlook_of(view)
    found = next((one for one in choices(person, view, seated) if one.id == name), None)
    if found is None:
        raise NotFoundException
    held = limits(person.profile).all | (SEATED if seated else frozenset())
    return view.render(
        "session.html",
        it=found,
        here=f"/session/{name}",
        seated=seated,
        upright=is_upright((turn.exercise.id for turn in found.offer.made.turns), view),
        may_sit=not seated and is_upright((part.exercise for part in found.parts), view),
        exercises=shown(found.offer, notes(found), held, view),
        needs=equipment(found.offer, view),
        reasons=reasons(found, person.profile, view),
        danger=alarms(person.profile, view) if found.offer.because & ASK_FIRST else [],
        questions=[asked(one, view) for one in questions(found.offer.unsure, view)],
        flags=[view.site.pack.red_flags[sign] for sign in SIGNS],
        data=json_block(line_data(found.id, found.offer, held, view)),
    )


def alarms(who: Profile, view: View) -> list[dict[str, Any]]:
    """The danger signs that somebody looks at before legs are exercised, with what to do."""
    return flag_rows([sign.id for sign in who.danger], view) if who.stopped else []


def notes(it: Choice) -> dict[str, str]:
    """What the giver of a programme wrote beside its exercises."""
    return {part.exercise: part.note for part in it.parts if isinstance(part, GivenPart) and part.note}


def is_upright(names: Any, view: View) -> bool:
    """Whether any of some exercises is done standing."""
    return any(view.site.pack.exercises[name].position in UPRIGHT for name in names)


def group_of(one: Choice, planned: bool) -> str:
    """Where a programme stands in the list."""
    if one.offer.state == "no":
        return "no"
    if planned:
        return "planned"
    return one.offer.state if one.theirs else "others"


def group_names(view: View) -> dict[str, str]:
    """The groups of the list, in its order."""
    _ = view.gettext
    return {
        "planned": _("In your plan"),
        "ready": _("Suitable"),
        "ask": _("If you stand firmly"),
        "others": _("For others"),
        "no": _("Not suitable now"),
    }


ROUTES = [sessions, session]
