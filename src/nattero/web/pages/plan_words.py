"""What is said about a plan: its times of day, the one thing worth saying of how it goes, and what is asked back.

In: the person as their plan sees them, and their measures. Out: plain values for the plan's page.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from nattero import words
from nattero.diary.summary import Rate
from nattero.person.planning import Outlook, going
from nattero.person.standing import stands
from nattero.plan.adjust import Advice, Doing, easier
from nattero.plan.planner import Choice
from nattero.plans import Voice
from nattero.web.view import View

MORNING, AFTERNOON, EVENING = 4, 12, 18  # hours


def voice_of(view: View) -> Voice:
    """The words of the view."""
    return Voice(view.site.pack, view.lang, view.country, helped=view.person.by_other)


def blocks(cards: list[dict[str, Any]], view: View) -> list[tuple[str, list[dict[str, Any]]]]:
    """The cards by the time of day, each time said once."""
    return [(name, list(rows)) for name, rows in groupby(cards, key=lambda each: heading(each, view))]


def heading(card: dict[str, Any], view: View) -> str:
    """When a measure is done: at its time, or whenever a cramp comes."""
    return time_name(str(card["time"]), view) if card["when"] == card["time"] else str(card["when"])


def time_name(time: str, view: View) -> str:
    """A time of day in words."""
    _, hour = view.gettext, int(time[:2])
    if MORNING <= hour < AFTERNOON:
        return _("In the morning, %(time)s") % {"time": time}
    if AFTERNOON <= hour < EVENING:
        return _("By day, %(time)s") % {"time": time}
    return _("In the evening, %(time)s") % {"time": time}


def advice(seen: Outlook, rows: Sequence[Choice], view: View) -> dict[str, Any] | None:
    """The one thing worth saying of the plan: nothing while it simply goes on."""
    found = going(view.person, seen, view.site.shelf) if stands(seen) and not seen.profile.stopped else None
    if found is None or found.advice.kind == "keep" or found.advice.measure is None:
        return None
    said, id_ = found.advice, found.advice.measure
    row = next((each for each in rows if each.id == id_), None)
    other = easier(row.fit, view.site.shelf, seen.profile) if row else None
    doing = next((each for each in found.doing if each.id == id_), None)
    return {
        "kind": said.kind,
        "id": id_,
        "title": view.say(f"measure.{id_}.title"),
        "do": view.say(f"measure.{id_}.do"),
        "easier": other and {"id": other.programme, "title": view.say(f"programme.{other.programme}.title")},
        "nights": side_by_side(said, view),
        "done": done_text(doing, view) if doing else "",
    }


def limit_questions(_: Callable[[str], str]) -> dict[str, str]:
    """What limits a person, asked so that a yes means it does; the gravest first."""
    return {
        "clot_sign": _("Is one leg swollen, red, warm or sore?"),
        "recent_surgery": _("An operation not long ago?"),
        "foot_wound": _("A sore on the foot?"),
        "cannot_stand_unaided": _("Help needed to stand?"),
        "unsteady": _("Unsteady on the feet?"),
        "dizzy": _("Dizzy at times?"),
        "numb_feet": _("Numb feet?"),
        "heart_failure": _("A weak heart (heart failure)?"),
        "heart_disease": _("A heart disease?"),
        "artery_disease": _("Narrowed arteries in the legs?"),
        "blood_thinners": _("Taking blood thinners?"),
        "varicose_veins": _("Varicose veins?"),
        "diabetes": _("Diabetes?"),
        "knee_replacement": _("A new knee?"),
        "hip_replacement": _("A new hip?"),
        "back_pain": _("A painful back?"),
        "weak_bones": _("Weak bones (osteoporosis)?"),
        "glaucoma": _("Too high a pressure in the eyes (glaucoma)?"),
        "pregnant": _("Pregnant?"),
        "third_trimester": _("In the last three months of a pregnancy?"),
        "child_alone": _("Is it for a child?"),
        "cannot_reach": _("Hard to reach the feet?"),
    }


def side_by_side(said: Advice, view: View) -> list[str]:
    """The nights before and lately, each with its range; nothing where there are too few."""
    if said.nights is None:
        return []
    _ = view.gettext
    rates = ((_("In the four weeks before"), said.nights.before), (_("In the last four weeks"), said.nights.since))
    if not all(isinstance(rate, Rate) for _name, rate in rates):
        return []
    return [f"{name}: {rate_text(rate, view)}" for name, rate in rates if isinstance(rate, Rate)]


def rate_text(rate: Rate, view: View) -> str:
    """Cramps a week, with the range that is likely."""
    shown = {
        name: words.number(round(value, 1), view.lang)
        for name, value in (("rate", rate.per_week), ("low", rate.low), ("high", rate.high))
    }
    return view.gettext("%(rate)s cramps a week (likely between %(low)s and %(high)s)") % shown


def done_text(doing: Doing, view: View) -> str:
    """On how many days it was done, of those that are known."""
    if not doing.known:
        return ""
    return view.ngettext(
        "Done on %(done)s of %(num)s day that you told of.",
        "Done on %(done)s of %(num)s days that you told of.",
        doing.known,
    ) % {"done": doing.done, "num": doing.known}


def back(rows: list[dict[str, Any]], seen: Outlook, view: View) -> list[list[tuple[str, str]]]:
    """What is asked back: answers that cannot all be right, each with where it can be changed."""
    voice, said = voice_of(view), seen.run.said.answers if seen.run else {}

    def where(name: str) -> str:
        return f"/checkup/ask?item={name}" if name in said else "/plan/change"

    return [[(where(name), voice.name(name)) for name in dict.fromkeys(each["features"])] for each in rows]
