"""What stands around the page, in words: who, which nights, the numbers that are seen first, what the page is not.

In: a `Letter` and how the page speaks. Out: parts of a `Page`.
"""

from collections.abc import Iterator

from nattero import __version__
from nattero.diary.summary import NotYet, Rate
from nattero.report.letter import PARTS, UNASKED, Letter, Part
from nattero.report.sheet import Number
from nattero.report.speech import Speech, lower

ADULT = 18
FEWEST_HALVED = 4  # values; fewer have no middle half


def title(speech: Speech) -> str:
    """What the page is called."""
    _ = speech.gettext
    return (
        _("Leg cramps at night: your own summary") if speech.mine else _("Leg cramps at night: summary for the doctor")
    )


def made(letter: Letter, speech: Speech) -> str:
    """When it was made."""
    return speech.gettext("Made on %(day)s") % {"day": speech.day(speech.local(letter.made, letter.zone))}


def who(letter: Letter, speech: Speech) -> str:
    """The person, without the name: age, sex, pregnant."""
    _ = speech.gettext
    about = letter.who
    sexes = {"female": _("woman"), "male": _("man"), "other": _("sex: other")}
    age = int(about.age) if about.age is not None else None
    if age is not None and age < ADULT:
        sexes |= {"female": _("girl"), "male": _("boy")}
    parts = [
        speech.ngettext("%(num)s year old", "%(num)s years old", age) % {"num": age} if age is not None else "",
        sexes.get(about.sex, ""),
        _("pregnant") if about.pregnant else "",
    ]
    known = " · ".join(part for part in parts if part) or _("Age and sex not given")
    return f"{known} · {by_other(speech)}" if about.by_other else known


def by_other(speech: Speech) -> str:
    """That the patient did not write the diary."""
    return speech.gettext("diary kept by somebody else")


def period(letter: Letter, speech: Speech) -> str:
    """Which nights are covered, and how many of them are known."""
    _ = speech.gettext
    nights = letter.period
    trial = _("a trial runs since %(day)s: to keep it fair, its nights are shown when it is over")
    late = [trial % {"day": speech.day(letter.trial)}] if letter.trial else []
    if nights is None:
        return "; ".join([_("No nights in the diary for this period"), *late])
    told = _("%(days)s: %(told)s of %(all)s nights recorded")
    parts = [told % {"days": speech.days(nights.first, nights.last), "told": nights.closed, "all": nights.nights}]
    if nights.open:
        parts.append(speech.ngettext("%(num)s unfinished", "%(num)s unfinished", nights.open) % {"num": nights.open})
    if nights.missing:
        parts.append(speech.ngettext("%(num)s missing", "%(num)s missing", nights.missing) % {"num": nights.missing})
    if len(nights.zones) > 1:
        zones = speech.joined([zone.replace("_", " ") for zone in nights.zones], 3)
        parts.append(_("time zones: %(zones)s") % {"zones": zones})
    return "; ".join([", ".join(parts), *late])


def numbers(letter: Letter, speech: Speech) -> tuple[Number, ...]:
    """The numbers that are seen first."""
    return tuple(_numbers(letter, speech))


def _numbers(letter: Letter, speech: Speech) -> Iterator[Number]:
    _ = speech.gettext
    found = letter.pattern
    if found is None:
        return
    if found.recent is not None:
        yield Number(_("Cramps a week, last 4 weeks"), *rate(found.recent, speech))
    label = _("Cramps a week, whole period") if found.recent is not None else _("Cramps a week")
    yield Number(label, *rate(found.rate, speech))
    for label, spread, write in (
        (_("Pain, of 10"), found.pain, speech.number),
        (_("Duration"), found.seconds, speech.duration),
    ):
        if spread:
            low, high = write(spread.low), write(spread.high)
            half = _("half of %(n)s cramps: %(low)s–%(high)s") % {"low": low, "high": high, "n": spread.n}
            yield Number(
                label,
                write(spread.median),
                half if spread.n >= FEWEST_HALVED and low != high else of_cramps(spread.n, speech),
            )


def rate(found: Rate | NotYet, speech: Speech) -> tuple[str, str]:
    """A rate and its interval; of too few nights a dash, and how many there are."""
    _ = speech.gettext
    if isinstance(found, NotYet):
        if found.unfinished:
            return "–", unfinished(found.unfinished, speech)
        return "–", _("%(have)s of the %(need)s nights that a rate needs") % {"have": found.have, "need": found.need}
    between = _("95 %% interval %(low)s–%(high)s")
    told = between % {"low": speech.exact(found.low), "high": speech.exact(found.high)}
    return speech.exact(found.per_week), f"{told}; {unfinished(found.open, speech)}" if found.open else told


def unfinished(nights: int, speech: Speech) -> str:
    """Nights with a cramp that are not in a rate."""
    told = speech.ngettext(
        "%(num)s unfinished night with a cramp not counted",
        "%(num)s unfinished nights with a cramp not counted",
        nights,
    )
    return told % {"num": nights}


def of_cramps(cramps: int, speech: Speech) -> str:
    """Of how many cramps something was told."""
    return speech.ngettext("of %(n)s cramp", "of %(n)s cramps", cramps) % {"n": cramps}


def foot(letter: Letter, speech: Speech) -> tuple[str, ...]:
    """What this page is and is not, and what is not on it."""
    _ = speech.gettext
    made_from = _(
        "Made by a computer program (Nattero %(version)s) from what the patient wrote. No clinician has reviewed it. "
        "It is not a diagnosis: how well an explanation fits is judged from textbooks, not measured."
    )
    told = _("Left off this page by the patient's choice: %(parts)s.")
    if speech.mine:
        made_from = _(
            "Made by a computer program (Nattero %(version)s) from what you wrote. No clinician has reviewed it. "
            "It is not a diagnosis: how well an explanation fits is judged from textbooks, not measured."
        )
        told = _("You left this off the page: %(parts)s.")
    lines = [
        made_from % {"version": __version__},
        _("A night that was not recorded is unknown, not quiet. Rates count recorded nights only."),
    ]
    left_out = [part for part in PARTS if part in letter.without and part not in UNASKED]
    if left_out:
        names = part_names(speech)
        lines.append(told % {"parts": speech.joined(lower(names[part]) for part in left_out)})
    return tuple(lines)


def part_names(speech: Speech) -> dict[Part, str]:
    """What the parts of the page are called."""
    _ = speech.gettext
    return {
        "pattern": _("The pattern of the cramps") if speech.mine else _("Pattern"),
        "picture": _("Picture of the nights"),
        "flags": _("Danger signs"),
        "criteria": _("Is it a night leg cramp?"),
        "explanations": _("What fits, and why"),
        "contributors": _("What may play a part"),
        "medicines": _("Medicines"),
        "tried": _("What was tried"),
        "trials": _("Trials"),
        "words": _("In your own words") if speech.mine else _("In the patient's own words"),
        "notes": _("Notes from the diary"),
        "questions": _("Questions"),
        "tests": _("Tests worth discussing"),
        "sources": _("Sources"),
    }
