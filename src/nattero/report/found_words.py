"""What was found, in words: criteria, danger signs, explanations, what plays a part, tests.

In: a `Letter` and how the page speaks. Out: blocks of lines; None where there is nothing to say or the part was left out.
"""

from collections.abc import Iterable, Iterator

from nattero.checkup.next_steps import ALWAYS_WATCH
from nattero.report.blocks import block
from nattero.report.letter import Checked, Criterion, Explanation, Letter, Said, Weight
from nattero.report.medicine_words import linked
from nattero.report.sheet import Block, Line, Mark
from nattero.report.speech import Speech, lower, upper

SELDOM = "loc_thigh_hamstring"  # the one of the seven that is met by a no
NO_TEST = "no-big-work-up"
WHOLE = 1000  # letters: no sign is as long
MOST_BARS, MOST_SIGNS, MOST_CONTRIBUTORS, MOST_TESTS = 6, 24, 6, 6


def criteria(letter: Letter, speech: Speech) -> Block | None:
    """The three criteria one by one, the seven features in groups."""
    if letter.checkup is None:
        return None
    return block("criteria", _criteria(letter.checkup, speech), speech)


def _criteria(found: Checked, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    stands: dict[str, Mark] = {"met": "met", "not_met": "not_met", "unknown": "unknown"}
    names = standing_names(speech)
    for each in found.criteria:
        if each.set == "icsd":
            yield Line(
                lead=f"ICSD-3 {each.place}",
                text=shown(each, found, speech),
                mark=stands[each.met],
                sign=names[each.met],
                refs=speech.refs(each),
            )
    seven = [each for each in found.criteria if each.set == "seven"]
    if not seven:
        return
    refs = speech.refs(seven[0])
    for standing in ("met", "not_met", "unknown"):
        those = [shown(each, found, speech) for each in seven if each.met == standing]
        if those:
            lead = _("Of 7 features, %(num)s %(stand)s") % {"num": len(those), "stand": names[standing]}
            yield Line(lead=lead, text=speech.joined(those), mark=stands[standing], refs=refs)
            refs = ()


def standing_names(speech: Speech) -> dict[str, str]:
    """How a criterion stands, in a word."""
    _ = speech.gettext
    return {"met": _("met"), "not_met": _("not met"), "unknown": _("not known")}


def shown(each: Criterion, found: Checked, speech: Speech) -> str:
    """A criterion as a statement that is met or not; a number with its value."""
    if each.met != "unknown":
        value = next((one.value for one in found.answers if one.feature == each.feature), None)
        if value is not None and not isinstance(value, bool):
            return speech.statement(each.feature, value)
        if each.feature == SELDOM:
            return speech.statement(each.feature, each.met == "not_met")
    return speech.statement(each.feature, True)


def safety(letter: Letter, speech: Speech) -> Block | None:
    """The danger signs that were asked, by what was answered, and important ones that were not."""
    if "flags" in letter.without:
        return None
    lines = _safety(letter.checkup, speech) if letter.checkup else [not_asked(ALWAYS_WATCH, speech)]
    return block("flags", lines, speech, title=speech.gettext("Danger signs asked"))


def not_asked(signs: Iterable[str], speech: Speech) -> Line:
    """The danger signs that everybody should be asked about and nobody asked."""
    texts = [speech.quoted(speech.say(f"flag.{each}.sign"), WHOLE) for each in signs]  # a danger sign is never cut
    return Line(lead=speech.gettext("Not asked"), text=speech.joined(texts), mark="unknown")


def _safety(found: Checked, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    day = speech.day(speech.local(found.at, found.zone))
    said = {
        answer: [speech.say(f"feature.{each.feature}.short") for each in found.safety if each.value is answer]
        for answer in (True, False, None)
    }
    if said[True]:
        yield Line(lead=_("Yes"), text=speech.joined(said[True], MOST_SIGNS), mark="alarm")
    if said[False]:
        yield Line(lead=_("No"), text=speech.joined(said[False], MOST_SIGNS))
    if said[None]:
        yield Line(lead=_("Not known"), text=speech.joined(said[None], MOST_SIGNS), mark="unknown")
    if found.unasked:
        yield not_asked(found.unasked, speech)
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
    for each in found.explanations:
        name = upper(speech.say(f"condition.{each.condition}"))
        yield Line(lead=name, text=for_and_against(each, found, speech), note=fit[each.fit], refs=speech.refs(each))
    for pair in found.contradict:
        yield Line(lead=_("Answers that contradict each other"), text=speech.joined(speech.name(name) for name in pair))


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
    return speech.joined(list(dict.fromkeys(said))[:MOST_BARS])


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
    for each in found.contributors[:MOST_CONTRIBUTORS]:
        kind = "condition" if each.kind == "condition" else "factor"
        note = f"{links[each.strength]}, {sure[each.certainty]}"
        if "medicines" not in each.why and not told.intersection(each.why):
            inferred = _("inferred, not asked")
            note = f"{note}, {inferred}"
        elif each.id == "medicines":
            note = f"{note}, {linked(found, speech)}"
        yield Line(text=upper(speech.say(f"{kind}.{each.id}")), note=note, refs=speech.refs(each))


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
    lines = [
        Line(
            text=upper(speech.say(f"test.{each.id}")),
            note=speech.joined(dict.fromkeys(reason(name, each.id, found, speech) for name in each.why), 3),
            refs=speech.refs(each),
        )
        for each in found.tests[:MOST_TESTS]
    ]
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
        return marked(speech.say(f"feature.{name}.short"), name, found, speech)
    if name in pack.conditions:
        return lower(speech.say(f"condition.{name}"))
    if name in pack.paths:
        return lower(speech.say(f"path.{name}"))
    return linked(found, speech, pack.tests[test].mechanisms)
