"""What the page of a session shows and what its script plays: figures, doses, and the time line with every word that is said.

In: what a person may do of a programme. Out: the exercises with their figures (and what stands in for one that hurts), and
the data of the script, which decides nothing: it keeps the time.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from nattero.draw.figure import figure
from nattero.knowledge.exercises import Limit, dose
from nattero.plan.offer import Offer
from nattero.plan.session import Phase, Turn, instead, phases
from nattero.web.pages.exercises import dose_text
from nattero.web.pages.relief import pose_of
from nattero.web.view import View

SIGNS = ("breathless-chest", "cold-pale-leg", "sudden-weakness", "drum-tight-leg", "one-leg-swollen")
"""The danger signs that pain in a leg may be, the most urgent first."""


def shown(offer: Offer, notes: Mapping[str, str], limits: Collection[Limit], view: View) -> list[dict[str, Any]]:
    """The exercises of a session in order, with what their giver wrote, then what stands in for one of them if it hurts."""
    own = {turn.exercise.id: turn for turn in reversed(offer.made.turns)}
    spare = {turn.exercise.id: turn for turn in stand_ins(offer, limits, view).values()}
    return [
        {**exercise_shown(turn, view), "note": notes.get(turn.exercise.id, ""), "spare": turn in spare.values()}
        for turn in (*reversed(own.values()), *spare.values())
    ]


def exercise_shown(turn: Turn, view: View) -> dict[str, Any]:
    """One exercise: its figure, how it is done, how much, and what it stands in for."""
    one = turn.exercise
    title, how = view.say(f"exercise.{one.id}.title"), view.say(f"exercise.{one.id}.how")
    pose = pose_of(view.site.pack, one.pose)
    return {
        "id": one.id,
        "title": title,
        "how": how,
        "dose": dose_text(turn.amount, one, view),
        "figure": figure(pose, title=title, description=how, uid=f"fig-{one.id}"),
        "mirror": "left" if pose.leg == "near" else "right",
        "loop": pose.motion == "loop",
        "instead_of": view.say(f"exercise.{turn.given}.title") if turn.given != one.id else "",
    }


def stand_ins(offer: Offer, limits: Collection[Limit], view: View) -> dict[str, Turn]:
    """What to do instead of each exercise of a session, should it hurt; none that is in it anyway."""
    turns, bank = offer.made.turns, view.site.pack.exercises
    there = {turn.exercise.id for turn in turns}
    found = {turn.exercise.id: instead(turn.exercise, limits, bank, there) for turn in turns}
    return {name: Turn(one, dose(one), name) for name, one in found.items() if one}


def line_data(programme: str, offer: Offer, limits: Collection[Limit], view: View) -> dict[str, Any]:
    """The data of the script: turns, phases, what is said, stand-ins, and the few words that it writes itself."""
    said: dict[str, int] = {}
    _ = view.gettext
    return {
        "programme": programme,
        **line(offer.made.turns, "ready", said, view),
        "instead": {name: line([turn], "next", said, view) for name, turn in stand_ins(offer, limits, view).items()},
        "says": list(said),
        "words": {
            "where": _("Exercise {n} of {of}"),
            "left": _("{m} min left"),
            "ready": _("Get ready"),
            "next": _("Next exercise"),
            "hold": _("Hold"),
            "move": _("Slowly and calmly"),
            "rest": _("Rest"),
            "change": _("Change legs"),
            "leftLeg": _("Left leg"),
            "rightLeg": _("Right leg"),
            "time": _("{n} of {of}"),
            "pause": _("Pause"),
            "go": _("Go on"),
            "begin": _("Start now"),
            "skip": _("Skip"),
            "voiceOn": _("Voice: on"),
            "voiceOff": _("Voice: off"),
            "soundOn": _("Sound: on"),
            "soundOff": _("Sound: off"),
            "instead": _("Instead: {title}"),
            "hurt": _("Stop. Let go, and let the leg rest."),
            "whole": _("Well done. That was all."),
            "stopped": _("Well done. That is enough for today."),
            "slept": _("Nattero waited for you."),
        },
    }


def line(turns: Iterable[Turn], first: Any, said: dict[str, int], view: View) -> dict[str, Any]:
    """Turns and their phases as the script reads them; a text is told by its place among all that is said."""
    listed = list(turns)
    return {
        "turns": [
            {
                "exercise": turn.exercise.id,
                "of": turn.repetitions,
                "title": view.say(f"exercise.{turn.exercise.id}.title"),
            }
            for turn in listed
        ],
        "phases": [phase_data(phase, said, view) for phase in phases(listed, first)],
    }


def phase_data(phase: Phase, said: dict[str, int], view: View) -> list[Any]:
    """A phase as a row: what is done, turn, seconds, leg, repetitions, and the texts that are said."""
    spoken = [said.setdefault(text_of(key, view), len(said)) for key in phase.says]
    return [phase.doing, phase.turn, phase.seconds, phase.leg, phase.repetitions, spoken]


def text_of(key: str, view: View) -> str:
    """What is said: a text of the pack, or the word of a cue."""
    _ = view.gettext
    cues = {
        "left": _("Left leg."),
        "right": _("Right leg."),
        "again": _("And again."),
        "rest": _("Let go, and rest."),
        "change": _("Change legs."),
        "ready": _("Get ready."),
        "next": _("Next exercise."),
    }
    return cues[key] if key in cues else view.say(key)


def equipment(offer: Offer, view: View) -> list[str]:
    """What is needed, in words, each once."""
    names = equipment_names(view)
    return [names[one] for one in dict.fromkeys(one for turn in offer.made.turns for one in turn.exercise.equipment)]


def equipment_names(view: View) -> dict[str, str]:
    """What exercises are done with."""
    _ = view.gettext
    return {
        "chair": _("a firm chair"),
        "wall": _("a wall"),
        "bed": _("a bed"),
        "pillow": _("a pillow"),
        "towel": _("a towel"),
        "ball": _("a small ball"),
        "cloth": _("a cloth"),
        "stick": _("a round stick"),
        "foam-roller": _("a foam roller"),
        "bicycle": _("an exercise bike"),
    }
