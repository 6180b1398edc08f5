"""What was found, in words: danger signs asked, explanations, what plays a part, tests.

In: a `Letter` and how the page speaks. Out: blocks of lines; None where there is nothing to say or the part was left out.
"""

from collections.abc import Collection, Iterable, Iterator

from nattero.checkup.next_steps import ALWAYS_WATCH
from nattero.report.blocks import block
from nattero.report.letter import Checked, Contributor, Denied, Explanation, Letter, Said, Weight
from nattero.report.medicine_words import linked
from nattero.report.sheet import Block, Line
from nattero.report.speech import Speech, lower, upper

NO_TEST = "no-big-work-up"
MOST_BARS, MOST_EXPLANATIONS, MOST_CONTRIBUTORS, MOST_TESTS = 6, 4, 8, 6
FEW_BARS, FEW_EXPLANATIONS, FEW_CONTRIBUTORS, FEW_TESTS = 3, 2, 3, 4  # where there is little room


def safety(letter: Letter, speech: Speech) -> Block | None:
    """The danger signs that were asked, by what was answered, and important ones that were not."""
    if "flags" in letter.without:
        return None
    known = {each.id for each in letter.raised}
    lines = list(_safety(letter.checkup, known, speech)) if letter.checkup else [not_asked(ALWAYS_WATCH, known, speech)]
    lines += (denied(each, speech) for each in letter.denied)
    return block("flags", lines, speech, title=speech.gettext("Danger signs asked"))


def denied(each: Denied, speech: Speech) -> Line:
    """A sign that a program heard in a note, and that the person says is not so."""
    told = speech.gettext("read in a note of %(wrote)s by a program; answered with no on %(day)s")
    note = told % {"wrote": speech.day(each.wrote_on), "day": speech.day(each.on)}
    return Line(lead=speech.gettext("No"), text=speech.sign(each.id), note=note)


def not_asked(signs: Iterable[str], known: Collection[str], speech: Speech) -> Line:
    """The danger signs that everybody should be asked about and nobody asked; not those that are raised anyway."""
    texts = [speech.sign(each) for each in signs if each not in known]
    return Line(lead=speech.gettext("Not asked"), text=speech.joined(texts), mark="unknown")


def _safety(found: Checked, known: Collection[str], speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    day = speech.day(speech.local(found.at, found.zone))
    said = {
        answer: [speech.short(each.feature) for each in found.safety if each.value is answer]
        for answer in (True, False, None)
    }
    if said[True]:
        yield Line(lead=_("Yes"), text=speech.joined(said[True]), mark="alarm")
    if said[False]:
        yield Line(lead=_("No"), text=speech.joined(said[False]))
    if said[None]:
        yield Line(lead=_("Not known"), text=speech.joined(said[None]), mark="unknown")
    if set(found.unasked) - set(known):
        yield not_asked(found.unasked, known, speech)
    if any(said.values()) or found.unasked:
        when = _("Check-up of %(day)s") if found.done else _("Check-up of %(day)s, not finished")
        yield Line(note=when % {"day": day})


def explanations(letter: Letter, speech: Speech) -> Block | None:
    """What fits, the best first, with what speaks for and against it."""
    if letter.checkup is None:
        return None
    return block("explanations", _explanations(letter.checkup, speech), speech)


def _explanations(found: Checked, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    fit = {"best": _("fits too") if found.unclear else _("fits best"), "too": _("fits too"), "less": _("fits less")}
    most = FEW_EXPLANATIONS if speech.terse else MOST_EXPLANATIONS
    for each in found.explanations[:most]:
        name = upper(speech.term("condition", each.condition))
        yield Line(lead=name, text=for_and_against(each, found, speech), note=fit[each.fit], refs=speech.refs(each))
    others = [speech.inner("condition", each.condition) for each in found.explanations[most:]]
    if others:
        yield Line(lead=_("Considered too"), text=speech.joined(others))
    for pair in found.contradict:
        names = (speech.short(name) if name in speech.pack.features else speech.name(name) for name in pair)
        yield Line(lead=_("Answers that contradict each other"), text=speech.joined(names))


def for_and_against(each: Explanation, found: Checked, speech: Speech) -> str:
    """What speaks for an explanation, and what against, the strongest first."""
    _ = speech.gettext
    parts = []
    if each.pro:
        parts.append(_("For: %(what)s.") % {"what": weighed(each.pro, found, speech)})
    if each.con:
        parts.append(_("Against: %(what)s.") % {"what": weighed(each.con, found, speech)})
    return " ".join(parts)


def weighed(bars: Iterable[Weight], found: Checked, speech: Speech) -> str:
    """The answers that weigh most."""
    said = (marked(speech.statement(bar.feature, bar.answer), bar.feature, found, speech) for bar in bars)
    return speech.joined(dict.fromkeys(said), FEW_BARS if speech.terse else MOST_BARS)


def marked(text: str, feature: str, found: Checked, speech: Speech) -> str:
    """A statement; where nobody said it and a medicine alone tells it, that is told too."""
    if any(each.feature == feature and each.inferred for each in found.answers):
        return speech.gettext("%(what)s (only inferred from a medicine)") % {"what": text}
    return text


def contributors(letter: Letter, speech: Speech) -> Block | None:
    """What may play a part, the best supported first."""
    if letter.checkup is None:
        return None
    return block("contributors", _contributors(letter.checkup, speech), speech)


def _contributors(found: Checked, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    links = {
        "strong": _("strong link"),
        "moderate": _("moderate link"),
        "weak": _("weak link"),
        "none": _("no link shown"),
    }
    sure = certainties(speech)
    told = {each.feature for each in found.answers if each.given} | {"age", "sex", "pregnant"}
    most = FEW_CONTRIBUTORS if speech.terse else MOST_CONTRIBUTORS
    for each in found.contributors[:most]:
        note = f"{links[each.strength]}, {sure[each.certainty]}"
        if "medicines" not in each.why and not told.intersection(each.why):
            inferred = _("inferred, not asked")
            note = f"{note}, {inferred}"
        elif each.id == "medicines":
            note = f"{note}, {linked(found, speech)}"
        yield Line(text=upper(speech.term(row_of(each), each.id)), note=note, refs=speech.refs(each))
    others = [speech.inner(row_of(each), each.id) for each in found.contributors[most:]]
    if others:
        yield Line(lead=_("With less support"), text=speech.joined(others))


def row_of(each: Contributor) -> str:
    """Which rows of the pack a contributor is one of."""
    return "condition" if each.kind == "condition" else "factor"


def certainties(speech: Speech) -> dict[str, str]:
    """How sure the evidence is, in GRADE's words."""
    _ = speech.gettext
    return {
        "high": _("high certainty"),
        "moderate": _("moderate certainty"),
        "low": _("low certainty"),
        "very-low": _("very low certainty"),
    }


def tests(letter: Letter, speech: Speech) -> Block | None:
    """The tests that guidelines would consider, each with the answers behind it."""
    _ = speech.gettext
    if letter.checkup is None or "tests" in letter.without:
        return None
    found = letter.checkup
    most = FEW_TESTS if speech.terse else MOST_TESTS
    lines = [
        Line(
            text=upper(speech.term("test", each.id)),
            note=speech.joined(dict.fromkeys(reason(name, each.id, found, speech) for name in each.why), 3),
            refs=speech.refs(each),
        )
        for each in found.tests[:most]
    ]
    others = [speech.inner("test", each.id) for each in found.tests[most:]]
    if others:
        lines.append(Line(lead=_("Also"), text=speech.joined(others)))
    if not lines and found.urgency == "self-care":
        claim = Said(claims=(NO_TEST,))
        lines = [
            Line(text=_("None: what was told is an uncomplicated cramp, which needs no test."), refs=speech.refs(claim))
        ]
    return block("tests", lines, speech)


def reason(name: str, test: str, found: Checked, speech: Speech) -> str:
    """Why a test is worth discussing: an answer, a condition, a path or a medicine."""
    pack = speech.pack
    if name in pack.features:
        return marked(speech.short(name), name, found, speech)
    if name in pack.conditions:
        return speech.inner("condition", name)
    if name in pack.paths:
        return lower(speech.say(f"path.{name}"))
    return linked(found, speech, pack.tests[test].mechanisms)
