"""Things of the diary in words: nights, times, how long, how bad, and which part of which leg.

In: values of the diary and a view. Out: text in the page's language. What is not known is left out, never guessed.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval
from babel.units import format_unit

from nattero import words
from nattero.diary.night import Episode
from nattero.diary.payloads import Cramp
from nattero.web.pages.relief import muscles, sides
from nattero.web.view import View

MINUTE, HOUR = 60, 3600


def month_name(first: date, view: View) -> str:
    """A month with its year, as in the middle of a sentence: November 2026, november 2026."""
    return str(format_date(first, "LLLL y", locale=view.locale))


def sentence(text: str) -> str:
    """The same words with a capital at the start."""
    return text[:1].upper() + text[1:]


def days(first: date, last: date, view: View) -> str:
    """A span of days in few letters: 1–7 Nov, 29 Oct – 4 Nov."""
    return str(format_interval(first, last, "MMMd", locale=view.locale)).replace("\u2009", " ")


def duration(seconds: float, view: View) -> str:
    """How long, as people say it: 40 seconds, 2.5 minutes, 12 minutes, 2 hours."""
    if seconds < MINUTE:
        return of_unit(round(seconds), "second", view)
    if seconds < HOUR:
        minutes = round(seconds / MINUTE * 2) / 2 if seconds < 5 * MINUTE else round(seconds / MINUTE)
        return of_unit(minutes, "minute", view)
    return of_unit(round(seconds / HOUR, 1), "hour", view)


def of_unit(value: float, unit: str, view: View) -> str:
    """So many of a unit of time."""
    whole = int(value) if value == int(value) else value
    return str(format_unit(whole, f"duration-{unit}", locale=view.locale))


def clock(instant: datetime, zone: str, view: View) -> str:
    """The time of day of an instant on the clock of its zone."""
    return words.clock(instant.astimezone(ZoneInfo(zone)), view.lang)


def pain(value: float, view: View) -> str:
    """How bad, of ten."""
    return view.gettext("pain %(number)s of 10") % {"number": words.number(value, view.lang)}


def where(side: str | None, muscle: str | None, view: View) -> str:
    """Which part of which leg, as one says it; empty when nothing is known."""
    _ = view.gettext
    named = {
        ("left", "calf"): _("left calf"),
        ("right", "calf"): _("right calf"),
        ("both", "calf"): _("both calves"),
        ("left", "foot"): _("left foot"),
        ("right", "foot"): _("right foot"),
        ("both", "foot"): _("both feet"),
        ("left", "toes"): _("left toes"),
        ("right", "toes"): _("right toes"),
        ("both", "toes"): _("toes of both feet"),
        ("left", "shin"): _("left shin"),
        ("right", "shin"): _("right shin"),
        ("both", "shin"): _("both shins"),
        ("left", "hamstring"): _("back of the left thigh"),
        ("right", "hamstring"): _("back of the right thigh"),
        ("both", "hamstring"): _("back of both thighs"),
        ("left", "thigh"): _("front of the left thigh"),
        ("right", "thigh"): _("front of the right thigh"),
        ("both", "thigh"): _("front of both thighs"),
    }
    if side and muscle:
        return named.get((side, muscle), "")
    one = muscles(view).get(muscle or "") or sides(view).get(side or "", "")
    return one[:1].lower() + one[1:]


def details(cramp: Cramp, view: View) -> str:
    """What else is known of a cramp, in one line: 2 minutes, pain 7 of 10."""
    parts = []
    if cramp.seconds is not None:
        parts.append(duration(cramp.seconds, view))
    if cramp.pain is not None:
        parts.append(pain(cramp.pain, view))
    return ", ".join(parts)


def untold(cramp: Cramp, view: View) -> list[str]:
    """What could still be told of a cramp."""
    _ = view.gettext
    asked = [
        (cramp.side, _("which leg")),
        (cramp.muscle, _("which muscle")),
        (cramp.pain, _("how bad")),
        (cramp.seconds, _("how long")),
    ]
    return [name for value, name in asked if value is None]


def title(episode: Episode, view: View) -> str:
    """A cramp by its time and place: 02:14 · right calf."""
    parts = [words.clock(episode.local, view.lang), where(episode.cramp.side, episode.cramp.muscle, view)]
    return " · ".join(part for part in parts if part)
