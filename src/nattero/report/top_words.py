"""What stands around the page, in words: who, which nights, danger, the numbers that are seen first, what the page is not.

In: a `Letter` and how the page speaks. Out: parts of a `Page`.
"""

from collections.abc import Iterable, Iterator
from typing import get_args

from nattero import __version__
from nattero.diary.summary import NotYet, Rate
from nattero.knowledge.model import Urgency
from nattero.report.letter import PARTS, UNASKED, Letter, Part, Raised
from nattero.report.sheet import Block, Line, Number
from nattero.report.speech import Speech, lower

ADULT = 18
TODAY: frozenset[Urgency] = frozenset({"emergency", "urgent"})
MOST_ALARMS = 5  # with what to do
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
    if nights is None:
        return _("No nights in the diary for this period")
    told = _("%(days)s: %(told)s of %(all)s nights recorded")
    parts = [told % {"days": speech.days(nights.first, nights.last), "told": nights.closed, "all": nights.nights}]
    if nights.open:
        parts.append(speech.ngettext("%(num)s unfinished", "%(num)s unfinished", nights.open) % {"num": nights.open})
    if nights.missing:
        parts.append(speech.ngettext("%(num)s missing", "%(num)s missing", nights.missing) % {"num": nights.missing})
    if len(nights.zones) > 1:
        zones = speech.joined([zone.replace("_", " ") for zone in nights.zones], 3)
        parts.append(_("time zones: %(zones)s") % {"zones": zones})
    return ", ".join(parts)


def alert(letter: Letter, speech: Speech) -> Block | None:
    """The danger signs that are raised, every one, in a box at the top; None without any."""
    if not letter.raised:
        return None
    lines = own_alarms(letter, speech) if speech.mine else alarms(letter, speech)
    return Block(id="flags", title=speech.gettext("Danger signs reported"), lines=tuple(lines))


def own_alarms(letter: Letter, speech: Speech) -> Iterator[Line]:
    """For the patient: the first with what to do, what there is no room to explain by its sign alone."""
    for each in letter.raised[:MOST_ALARMS]:
        text = f"{speech.sign(each.id)}. {speech.say(f'flag.{each.id}.do')}"
        yield Line(
            lead=urgencies(speech)[each.urgency],
            text=text,
            note=origin(each, letter, speech),
            mark="alarm",
            refs=speech.refs(each, 2),
        )
    for urgency, those in by_urgency(letter.raised[MOST_ALARMS:]):
        yield Line(
            lead=urgencies(speech)[urgency], text=speech.joined(speech.sign(each.id) for each in those), mark="alarm"
        )


def alarms(letter: Letter, speech: Speech) -> Iterator[Line]:
    """For a doctor: what was answered, written down or seen in the diary, by how urgent it is and where it comes from."""
    for urgency, those in by_urgency(letter.raised):
        places: dict[str, list[Raised]] = {}
        for each in those:
            places.setdefault(origin(each, letter, speech), []).append(each)
        for place, signs in places.items():
            yield Line(
                lead=urgencies(speech)[urgency],
                text="; ".join(findings(signs, letter, speech)),
                note=place,
                mark="alarm",
                refs=tuple(
                    dict.fromkeys(ref for each in signs for ref in speech.refs(each, 2 if len(signs) == 1 else 1))
                ),
            )


def by_urgency(signs: Iterable[Raised]) -> Iterator[tuple[Urgency, list[Raised]]]:
    """Danger signs by how urgent they are, the most urgent first."""
    every = list(signs)
    for urgency in get_args(Urgency):
        if those := [each for each in every if each.urgency == urgency]:
            yield urgency, those


def urgencies(speech: Speech) -> dict[Urgency, str]:
    """How urgent a danger sign is, in a word."""
    _ = speech.gettext
    return {
        "emergency": _("Emergency"),
        "urgent": _("Help today"),
        "soon": _("Within days"),
        "routine": _("Appointment"),
        "self-care": _("Self-care"),
    }


def for_today(letter: Letter, speech: Speech) -> int:
    """How many findings of the box need help today: as many as it names."""
    grave = [each for each in letter.raised if each.urgency in TODAY]
    if speech.mine:
        return len(grave)
    groups = {(each.urgency, origin(each, letter, speech)) for each in grave}
    return sum(
        len(findings((one for one in grave if (one.urgency, origin(one, letter, speech)) == group), letter, speech))
        for group in groups
    )


def findings(signs: Iterable[Raised], letter: Letter, speech: Speech) -> list[str]:
    """What raises danger signs, each once; what is all in another one is told there."""
    told = {finding(each, letter, speech): frozenset(each.why) for each in signs}
    return [text for text, why in told.items() if not (why and any(why < other for other in told.values()))]


def finding(each: Raised, letter: Letter, speech: Speech) -> str:
    """What raises a danger sign: the answers behind it, else the sign itself."""
    values = {one.feature: one.value for one in letter.checkup.answers} if letter.checkup else {}
    known = [name for name in each.why if name in speech.pack.features]
    return " + ".join(dict.fromkeys(speech.statement(name, values.get(name) or True) for name in known)) or speech.sign(
        each.id
    )


def origin(each: Raised, letter: Letter, speech: Speech) -> str:
    """Where a danger sign comes from, and whether the person said that somebody knows of it."""
    if each.known_on is None:
        return place(each, letter, speech)
    told = speech.gettext("%(origin)s; on %(day)s: a doctor or nurse knows of it")
    return told % {"origin": place(each, letter, speech), "day": speech.day(each.known_on)}


def place(each: Raised, letter: Letter, speech: Speech) -> str:
    """Where a danger sign comes from: nights of the diary, a note, or a check-up."""
    _ = speech.gettext
    if each.nights:
        return _("diary: %(nights)s") % {"nights": speech.joined([speech.day(night) for night in each.nights[-3:]])}
    if each.wrote_on:
        return _("a note of %(day)s, as a program reads it") % {"day": speech.day(each.wrote_on)}
    day = speech.day(speech.local(letter.checkup.at, letter.checkup.zone)) if letter.checkup else ""
    return _("check-up of %(day)s") % {"day": day}


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
        "pattern": _("The pattern of your cramps") if speech.mine else _("Pattern"),
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
