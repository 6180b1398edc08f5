"""The gist in words: what fits, danger signs, medicines, what a trial showed, what the patient asks.

In: a `Letter` and how the page speaks. Out: a few lines.
"""

from collections.abc import Iterator
from datetime import timedelta

from nattero.report.alarm_words import for_today
from nattero.report.letter import Checked, Letter, Medicine
from nattero.report.sheet import Line
from nattero.report.speech import Speech, lower
from nattero.report.trial_words import in_short

FRESH, LONG_AGO = timedelta(days=1), timedelta(days=92)  # since a check-up
LINKED = ("strong", "moderate", "weak")
QUESTION, MOST_NAMES = 220, 4
UNSURE = frozenset({"group", "unsure", "unknown"})  # not recognised for sure
QUININE = frozenset({"quinine", "tonic"})  # what is said of quinine, and of drinks that hold it


def brief(letter: Letter, speech: Speech) -> tuple[Line, ...]:
    """The gist: what fits, danger signs, medicines, what a trial showed, what the patient asks."""
    return tuple(_brief(letter, speech))


def _brief(letter: Letter, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    found = letter.checkup
    if found is None:
        told = _("not done: danger signs, criteria and medicines were not asked. Please ask.")
        yield Line(lead=_("Check-up"), text=_("not done yet") if speech.mine else told)
    else:
        grave = for_today(letter, speech)
        if grave:
            how = speech.joined([grave[0], *(lower(each) for each in grave[1:])])
            yield Line(lead=_("Danger signs"), text=_("%(how)s: see the box") % {"how": how})
        if "explanations" not in letter.without:
            yield fits(found, speech)
        if not grave and (line := three(found, speech)):
            yield line  # beside a danger sign of today this would calm
        if "flags" not in letter.without and not letter.raised:
            yield Line(lead=_("Danger signs"), text=no_danger(found, letter, speech))
        if "medicines" not in letter.without:
            yield Line(lead=_("Medicines"), text=linked(found, speech))
    for outcome in letter.tried.trials:
        if outcome.contrasts:
            yield Line(lead=_("Tested"), text=in_short(outcome, speech))
            break
    if letter.asked:
        yield Line(lead=_("Question"), text=speech.quoted(letter.asked, QUESTION), own=True)


def fits(found: Checked, speech: Speech) -> Line:
    """What fits best."""
    _ = speech.gettext
    if found.unclear or not found.explanations:
        return Line(lead=_("Fits best"), text=_("too little is known to say what fits"))
    day = _("check-up of %(day)s") % {"day": speech.day(speech.local(found.at, found.zone))}
    return Line(lead=_("Fits best"), text=speech.inner("condition", found.explanations[0].condition), note=day)


def three(found: Checked, speech: Speech) -> Line | None:
    """How many of the three criteria of sleep medicine are met; None where they are left out."""
    _ = speech.gettext
    those = [each.met for each in found.criteria if each.set == "icsd"]
    if not those:
        return None
    said = _("%(met)s of 3 met") % {"met": those.count("met")}
    if "unknown" in those:
        said += ", " + _("%(num)s not known") % {"num": those.count("unknown")}
    return Line(lead=_("Criteria of night leg cramp (ICSD-3)"), text=said)


def no_danger(found: Checked, letter: Letter, speech: Speech) -> str:
    """That no danger sign is raised, of how many that were asked, when, and that nobody asked since; or that nobody asked."""
    _ = speech.gettext
    if not found.safety:
        return _("not asked")
    asked = sum(isinstance(each.value, bool) for each in found.safety)
    text = speech.ngettext("none, of %(num)s asked on %(day)s", "none, of %(num)s asked on %(day)s", asked) % {
        "num": asked,
        "day": speech.day(speech.local(found.at, found.zone)),
    }
    unknown = sum(each.value is None for each in found.safety)
    if unknown:
        not_known = _("%(num)s not known") % {"num": unknown}
        text = f"{text}; {not_known}" if asked else not_known
    ago = letter.made - found.at
    if ago > LONG_AGO:
        day = speech.day(speech.local(found.at, found.zone))
        text = _("asked long ago, on %(day)s: please ask again") % {"day": day}
    elif ago > FRESH:
        text = text + "; " + _("not asked since")
    if found.unasked:
        number = len(found.unasked)
        told = speech.ngettext("%(num)s important one not asked", "%(num)s important ones not asked", number)
        text = f"{text}; {told % {'num': number}}"
    return text


def linked(found: Checked, speech: Speech) -> str:
    """The medicines that are known to go with cramps."""
    _ = speech.gettext
    if not found.medicines:
        return _("not asked") if found.taken is None else _("none by name") if found.taken else _("none listed")
    number = len(found.medicines) + found.unread
    ranked = by_link(found)
    clear = list(dict.fromkeys(each.named(speech.lang) for each in ranked if each.association == LINKED[0]))
    names = list(dict.fromkeys(each.named(speech.lang) for each in ranked))
    if names:
        told = _("linked with cramps: %(names)s (of %(num)s listed)") % {
            "names": speech.joined(names, max(MOST_NAMES, len(clear))),
            "num": number,
        }
    else:
        told = speech.ngettext(
            "%(num)s listed, not known to be linked with cramps", "%(num)s listed, none known to be linked with cramps", number
        ) % {"num": number}  # fmt: skip
    return "; ".join([told, *beside(found, speech)])


def beside(found: Checked, speech: Speech) -> Iterator[str]:
    """What else the list holds: what was not recognised, what was written twice, and what is dangerous against cramps."""
    unsure = sum(each.what in UNSURE for each in found.medicines) + found.unread
    if unsure:
        yield speech.ngettext("%(num)s not recognised", "%(num)s not recognised", unsure) % {"num": unsure}
    twice = len(found.again)
    if twice:
        yield speech.ngettext("%(num)s listed a second time", "%(num)s listed a second time", twice) % {"num": twice}
    risky = dict.fromkeys(each.named(speech.lang) for each in found.medicines if each.ask in QUININE)
    if risky:
        yield speech.gettext("%(names)s: serious risks") % {"names": speech.joined(risky)}


def by_link(found: Checked) -> list[Medicine]:
    """The medicines that go with cramps, the strongest link first."""
    those = (each for each in found.medicines if each.association in LINKED)
    return sorted(those, key=lambda each: LINKED.index(str(each.association)))
