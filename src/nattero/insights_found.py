"""What goes together with cramps, what changed, what is there since a date, and tonight: in words that never name a cause.

In: `Findings` and a voice. Out: sentences. Only what was found is told as something; all else is told as not clear.
"""

from typing import TYPE_CHECKING

from babel.dates import get_day_names

from nattero import words
from nattero.diary.summary import NotYet
from nattero.insights import short
from nattero.plans import Voice

if TYPE_CHECKING:
    from nattero.insight.found import Change, Findings, Forecast, Since, Together, Weekday

TEN = 10
TRIAL = "trial"  # asked of the nights of a trial


def name(each: "Together", voice: Voice) -> str:
    """What was looked at, by the name it has in the morning's list."""
    if each.exposure == TRIAL:
        return voice.gettext("Done as your trial drew it")
    return voice.say(f"exposure.{each.exposure}") if each.exposure in voice.pack.exposures else each.exposure


def together(each: "Together", voice: Voice) -> str:
    """How many cramps go with it, beside ten without it."""
    _ = voice.gettext
    row = voice.pack.exposures.get(each.exposure)
    if row is not None and row.type == "count":
        told = _(
            "For each one more: about %(n)s cramps, against 10 without it (between %(low)s and %(high)s is possible)."
        )
    else:
        told = _(
            "After such days: about %(n)s cramps, against 10 in as many other nights (between %(low)s and %(high)s is possible)."
        )
    return told % of_ten(each.ratio, each.low, each.high, voice)


def of_ten(ratio: float, low: float, high: float, voice: Voice) -> dict[str, str]:
    """A ratio and its interval as cramps for every ten."""
    parts = (("n", ratio), ("low", low), ("high", high))
    return {key: words.number(TEN * value, voice.lang, 0 if TEN * value >= 2 else 1) for key, value in parts}


def direction(each: "Together | Weekday", voice: Voice) -> str:
    """Whether it goes together with more or with fewer."""
    _ = voice.gettext
    return _("goes together with more cramps") if each.ratio > 1 else _("goes together with fewer cramps")


def looked_at(found: "Findings", voice: Voice) -> str:
    """At how much was looked, and whether anything was found."""
    if isinstance(found.exposures, NotYet):
        return ""
    if found.together or found.weekday:
        told = voice.ngettext(
            "%(num)s thing was looked at. What is not named here showed nothing clear.",
            "%(num)s things were looked at, weekdays and dates among them. What is not named here showed nothing clear.",
            found.looked_at,
        )
    else:
        told = voice.ngettext(
            "%(num)s thing was looked at, and it does not clearly go together with your cramps.",
            "%(num)s things were looked at, weekdays and dates among them, and none clearly goes together with your cramps.",
            found.looked_at,
        )
    return told % {"num": found.looked_at}


def next_look(found: "Findings", voice: Voice) -> str:
    """With which nights this was looked at, and when it is again: not with every night, or chance would be met sooner or later."""
    if found.last_look is None or found.next_look is None:
        return ""
    _ = voice.gettext
    told = _("Looked at with the nights up to %(day)s, the next time from %(next)s on.")
    why = _("Anybody who looks every day will sooner or later take chance for something real.")
    last, coming = (words.short_day(day, voice.lang) for day in (found.last_look, found.next_look))
    return f"{told % {'day': last, 'next': coming}} {why}"


def weekday(each: "Weekday", voice: Voice) -> str:
    """A weekday that differs."""
    day = str(get_day_names("wide", "stand-alone", words.locale(voice.lang))[each.weekday])
    told = voice.gettext(
        "The night after %(day)s: about %(n)s cramps, against 10 in as many other nights (between %(low)s and %(high)s is possible)."
    )
    return told % {"day": day, **of_ten(each.ratio, each.low, each.high, voice)}


def change(each: "Change", voice: Voice) -> str:
    """A night from which on it was otherwise."""
    _ = voice.gettext
    more = _("Since about %(day)s there are more cramps: about %(after)s a week, before it %(before)s.")
    fewer = _("Since about %(day)s there are fewer cramps: about %(after)s a week, before it %(before)s.")
    told = more if each.ratio > 1 else fewer
    between = _("The change lies between %(first)s and %(last)s. What brought it, the diary cannot say.")
    days = {"first": words.short_day(each.earliest, voice.lang), "last": words.short_day(each.latest, voice.lang)}
    rates = {"after": short(each.rate_after, voice), "before": short(each.rate_before, voice)}
    return f"{told % {'day': words.short_day(each.night, voice.lang), **rates}} {between % days}"


def since(each: "Since | NotYet", voice: Voice) -> str:
    """The rate since a date beside the one before it."""
    _ = voice.gettext
    if isinstance(each, NotYet):
        return _("Too few nights were filled in before it or since then to compare.")
    rates = {"after": short(each.rate_after, voice), "before": short(each.rate_before, voice)}
    told = _("Since then about %(after)s cramps a week, before it %(before)s.") % rates
    if not each.found:
        chance = _("Such a difference can be chance.")
        return f"{told} {chance}"
    clear = _("That is clearly more.") if each.ratio > 1 else _("That is clearly fewer.")
    others = _("It need not come from this: other things may have changed too.")
    return f"{told} {clear} {others}"


def tonight(each: "Forecast", voice: Voice) -> str:
    """The probability of a cramp tonight, beside the usual one."""
    told = voice.gettext(
        "The chance of a cramp tonight is about %(chance)s %%. On a usual night of yours it is %(usual)s %%."
    )
    return told % {"chance": round(100 * each.probability), "usual": round(100 * each.usual)}


def tried(each: "Forecast", voice: Voice) -> str:
    """How the forecast was tried."""
    told = voice.gettext(
        "It was tried on %(num)s of your past nights, each before it was known, and did better than always naming your usual chance."
    )
    return told % {"num": each.nights}
