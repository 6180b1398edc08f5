"""Relief: every step this person may need tonight in one page, so that it works with the network off.

Without script the page is the procedure as a list. With script the same sections are shown one at a time; which, the page's table says.
"""

from typing import Any, get_args

import msgspec
from litestar import Request, Response, get

from nattero import words
from nattero.draw.figure import Pose, figure
from nattero.draw.leg import leg_map
from nattero.knowledge.model import MOMENTARY, Condition, Muscle, RedFlag, Step
from nattero.knowledge.pack import Pack
from nattero.person.dangers import clot_first, seen_not_freed
from nattero.person.open_sign import OpenSign
from nattero.relief.procedure import Asked, procedure
from nattero.relief.situation import CONDITIONS, Situation, conditions
from nattero.relief.table import table
from nattero.web.pages.noticed import card, open_signs
from nattero.web.view import Knowing, Speaker, View, view_of

OPEN = "/relief/open"
"""Danger that is open by now, for a page that was kept from before it was told."""

UNRUBBED = ("one-leg-swollen", "breathless-chest", "cold-pale-leg")
"""The signs with which a leg is neither rubbed nor warmed before somebody looked at it."""

STAND_RISKS: tuple[Condition, ...] = ("unsteady", "numb_feet")


@get("/relief")
async def relief(request: Request[Any, Any, Any]) -> Response[str]:
    """Relief for the muscle and place that the address names; a calf in bed where it names none."""
    view = view_of(request)
    found = open_signs(view)
    situation = situation_of(view, unrubbed([*found, *seen_not_freed(view.person, view.site.pack)], view.site.pack))
    return view.render("relief.html", **contents(view, situation), **open_now(view, found))


@get(OPEN, include_in_schema=False)
async def relief_open(request: Request[Any, Any, Any]) -> Response[str]:
    """The cards of open danger alone."""
    view = view_of(request)
    return view.render("_relief_open.html", **open_now(view, open_signs(view)))


def open_now(view: View, found: list[OpenSign]) -> dict[str, Any]:
    """What is open and asks for help today, as short cards: what it is, of which day, what to do; and whether it may be a clot."""
    cards = [card(each, view) for each in found if each.today]
    return {
        "open_now": [each | {"day": each["wrote_on"] or each["said_on"]} for each in cards],
        "clot": unrubbed([*found, *seen_not_freed(view.person, view.site.pack)], view.site.pack),
    }


def unrubbed(found: list[OpenSign], pack: Pack) -> bool:
    """Whether the leg is left alone for now: with a sign that may be a clot in it, or one that came loose."""
    return clot_first(found, pack) or any(each.flag in UNRUBBED for each in found)


def situation_of(view: View, clot: bool = False) -> Situation:
    """The situation from the address and from what the person once answered."""
    query = view.request.query_params
    muscle: Muscle = next((known for known in get_args(Muscle) if known == query.get("muscle")), "calf")
    known, unknown = conditions(view.person.answers)
    return Situation(
        muscle=muscle,
        place="water" if query.get("place") == "water" else "bed",
        reach=query.get("reach") != "no",
        stand=True if query.get("stand") == "yes" else None,
        helper=view.person.answers.get("for_whom") in {"child", "other"},
        conditions=known | MOMENTARY if clot else known - MOMENTARY,
        unknown=unknown - MOMENTARY if clot else unknown | MOMENTARY,
    )


def contents(view: View, situation: Situation) -> dict[str, Any]:
    """What the page shows: this situation's steps in order, then every other step the table may call for."""
    pack = view.site.pack
    mine = procedure(situation, pack.relief.values())
    steps = [step for step in pack.relief.values() if concerns(step, helper=situation.helper)]
    shown = {asked.step.id for asked in mine}
    return {
        "steps": [asked for asked in mine if asked.step.place != "after"],
        "others": [Asked(step) for step in steps if step.id not in shown and step.place != "after"],
        "aftercare": [step for step in steps if step.place == "after"],
        "flags": signs(view),
        "rejected": list(pack.rejected.values()),
        "muscles": muscles(view),
        "situation": situation,
        "draw": lambda step: drawing(view, step),
        "question": question_text,
        "legs": leg_map(leg_words(view), "leg"),
        "sides": sides(view),
        "data": json_block(page_data(view, situation, steps)),
    }


def concerns(step: Step, *, helper: bool) -> bool:
    """Whether a step may be called for here: a helper's only where somebody helps, one's own hands only where nobody does."""
    return "helper" not in step.unless if helper else not step.helper


def signs(view: View) -> list[RedFlag]:
    """The danger signs that matter in bed in the dark; those of pregnancy not for whom said not to be pregnant."""
    known = view.person.answers.get("pregnant")
    found = at_relief(view.site.pack)
    return [flag for flag in found if not (flag.id.startswith("pregnant") and known == "no")]


def at_relief(pack: Pack) -> list[RedFlag]:
    """The danger signs that matter in bed in the dark; first the two that the link to them names."""
    found = [flag for flag in pack.red_flags.values() if flag.at_relief]
    return sorted(found, key=lambda flag: (flag.id not in UNRUBBED[:2], flag.id not in UNRUBBED[:1]))


def muscles(view: Speaker) -> dict[str, str]:
    """The muscles by name."""
    return words.muscle_names(view.gettext)


def sides(view: View) -> dict[str, str]:
    """The legs by name."""
    return words.side_names(view.gettext)


def leg_words(view: View) -> dict[str, str]:
    """The words of the drawn legs."""
    _ = view.gettext
    own = {"title": _("Touch the place"), "front": _("Front"), "behind": _("Behind")}
    # One short word under each leg: two legs stand close together on a narrow screen.
    return own | {"left": _("Left"), "right": _("Right")} | muscles(view)


def drawing(view: View, step: Step) -> str:
    """The figure doing a step."""
    pose = pose_of(view.site.pack, step.pose)
    title, how = view.say(f"step.{step.id}.title"), view.say(f"step.{step.id}.how")
    return figure(pose, title=title, description=how, uid=f"fig-{step.id}")


def pose_of(pack: Pack, pose: str) -> Pose:
    """A pose of the pack by its id."""
    return msgspec.convert(pack.poses[pose], Pose)


def question_text(asks: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of the questions that a step depends on, without those that the danger signs ask already."""
    return tuple(f"question.{question}" for question in asks)


def page_data(view: Knowing, situation: Situation, steps: list[Step]) -> dict[str, Any]:
    """What the page's script looks up: the table of procedures, each step's seconds and voice, and the words it needs."""
    _ = view.gettext
    held = dict.fromkeys(situation.conditions, True)
    open_ = set(get_args(Condition)) - situation.conditions - situation.unknown - MOMENTARY
    return {
        "table": table(steps, situation.helper),
        "steps": {
            step.id: {
                "seconds": step.seconds,
                "place": step.place,
                "say": view.say(f"step.{step.id}.say"),
                "why": step.claims[0],
            }
            for step in steps
        },
        "situation": {"muscle": situation.muscle, "place": situation.place, "reach": situation.reach},
        "conditions": held | dict.fromkeys(sorted(open_), False),
        "momentary": sorted(MOMENTARY),
        "standRisks": list(STAND_RISKS),
        "clot": list(UNRUBBED),
        "stop": [flag.id for flag in at_relief(view.pack) if flag.urgency == "emergency"],
        "long": "over-ten-minutes",
        "questions": {question: view.say(f"question.{question}") for question, _ in CONDITIONS.values()},
        "risks": {"unsteady": view.say("question.steady.no"), "numb_feet": view.say("question.feet_feel.no")},
        "words": {
            "where": _("Step {n} of {of}"),
            "any": _("First: does one of these fit?"),
            "none": _("None of these"),
            "stand": view.say("question.can_stand"),
            "canStand": view.say("question.can_stand.yes"),
            "cannotStand": view.say("question.can_stand.no"),
            "lasted": _("It lasted {m} min {s} s."),
            "lastedSeconds": _("It lasted {s} s."),
            "voiceOn": _("Voice: on"),
            "voiceOff": _("Voice: off"),
        },
    }


def json_block(value: Any) -> str:
    """JSON that may stand inside a script element: no closing tag can be spelled in it."""
    return msgspec.json.encode(value).decode().replace("<", "\\u003c")


ROUTES = [relief, relief_open]
