"""What a check-up and the diary were found to say, for the doctor's page, as resources of FHIR R4, tagged as derived.

In: a `Letter` and what a bundle is made with. Out: Observations (criteria, answers heard or inferred, danger signs that nobody asked
about, what may play a part, tests to talk about, medicines that were noted with a night) and a RiskAssessment (what fits, with what
speaks for and against it). Shares of explanations are judged and not measured: they are no probability of FHIR's, and stay on the page.
"""

from collections.abc import Iterable, Iterator

from nattero import __version__
from nattero.diary.payloads import Value
from nattero.report.fhir_derived import WEEK, Making
from nattero.report.fhir_observation import Speaker, category, component
from nattero.report.fhir_terms import (
    DERIVED,
    NOT_ASKED,
    UNKNOWN,
    Json,
    concept,
    day,
    made_id,
    moment,
    own,
    quantity,
    reference,
    value_of,
    words,
)
from nattero.report.letter import Answer, Began, Checked, Contributor, Criterion, Denied, Letter, Test, Weight

Found = Iterator[Json]


def found(letter: Letter, making: Making) -> Found:
    """Give all of it, as far as the letter holds it."""
    if letter.checkup:
        yield from of_checkup(letter.checkup, making)
    for one in letter.denied:
        yield denied(one, making)
    for number, began in enumerate(letter.tried.medicines):
        yield noted(number, began, making)


def of_checkup(checked: Checked, making: Making) -> Found:
    """Give what the check-up was found to say."""
    _ = making.speech.gettext
    tables: list[tuple[str, str, list[Json]]] = [
        ("criteria", _("Is it a night leg cramp?"), [criterion(each, making.speech) for each in checked.criteria]),
        ("heard-answers", _("Answers read in own words, or that follow from others"), answers(checked, making.speech)),
        (
            "inferred-answers",
            _("Answers inferred from medicines alone"),
            answers(checked, making.speech, inferred=True),
        ),
        (
            "contributors",
            _("What may play a part"),
            [contributor(each, making.speech) for each in checked.contributors],
        ),
        ("tests-to-discuss", _("Tests worth discussing"), [test(each, making.speech) for each in checked.tests]),
    ]
    for name, text, components in tables:
        if components:
            yield {
                **observation(name, making, checked),
                "code": own("observation", name, text),
                "component": components,
            }
    for sign in checked.unasked:
        code = own("danger-sign", sign, clinical("flag", sign, making.speech, ".sign"))
        yield {**observation(f"unasked/{sign}", making, checked), "code": code, "dataAbsentReason": concept(NOT_ASKED)}
    if checked.explanations:
        yield fitting(checked, making)


def observation(name: str, making: Making, checked: Checked) -> Json:
    """Give what every Observation out of a check-up has in common."""
    return {
        **derived(name, making),
        "effectiveDateTime": moment(checked.at, checked.zone),
        "derivedFrom": [reference(checked.entry)],
    }


def derived(name: str, making: Making) -> Json:
    """Give what every Observation that is worked out has in common."""
    return {
        "resourceType": "Observation",
        "id": made_id(name, making.patient),
        "meta": {"tag": [DERIVED]},
        "status": "final",
        "category": category("survey"),
        "subject": reference(making.patient),
    }


def clinical(word: str, name: str, speak: Speaker, part: str = "") -> str:
    """Give what a row is called, in the terms of the profession where it has one."""
    return speak.word(f"{word}.{name}.clinical", speak.word(f"{word}.{name}{part}", name))


def criterion(each: Criterion, speak: Speaker) -> Json:
    """Give one criterion and how it stands; what nobody knows is no value."""
    _ = speak.gettext
    standings = {"met": _("met"), "not_met": _("not met")}
    said: Json = (
        {"valueCodeableConcept": own("standing", each.met, standings[each.met])}
        if each.met in standings
        else {"dataAbsentReason": concept(UNKNOWN)}
    )
    return {
        "code": own("criterion", f"{each.set}-{each.place}", clinical("feature", each.feature, speak, ".short")),
        **said,
    }


def answers(checked: Checked, speak: Speaker, *, inferred: bool = False) -> list[Json]:
    """Give the answers that nobody was asked for: told in own words or following from others, or inferred from medicines alone."""
    return [
        {"code": own("feature", each.feature, clinical("feature", each.feature, speak, ".short")), **value(each, speak)}
        for each in checked.answers
        if not each.given and each.inferred is inferred
    ]


def value(each: Answer, speak: Speaker) -> Json:
    """Give the value of an answer; a choice by its code."""
    if isinstance(each.value, str):
        text = speak.word(f"feature.{each.feature}.{each.value}", each.value)
        return {"valueCodeableConcept": own(f"feature:{each.feature}", each.value, text)}
    return value_of(each.value)


def contributor(each: Contributor, speak: Speaker) -> Json:
    """Give what may play a part: how strong the link is, and how sure."""
    word = "condition" if each.kind == "condition" else "factor"
    said = own("link", f"{each.strength}/{each.certainty}", f"{each.strength}, {each.certainty}")
    return {"code": own(word, each.id, clinical(word, each.id, speak)), "valueCodeableConcept": said}


def test(each: Test, speak: Speaker) -> Json:
    """Give a test that guidelines would consider, and why; it is no order."""
    why = [speak.gettext("Medicines") if name == "medicines" else reason(name, speak) for name in each.why]
    return {"code": own("test", each.id, clinical("test", each.id, speak)), "valueString": "; ".join(why) or each.id}


def reason(name: str, speak: Speaker) -> str:
    """Give why a test is worth discussing: an answer, a condition or a path."""
    for word, part in (("feature", ".short"), ("condition", ""), ("path", "")):
        if text := clinical(word, name, speak, part) if speak.word(f"{word}.{name}{part}", "") else "":
            return text
    return name


def fitting(checked: Checked, making: Making) -> Json:
    """Give what fits, the best first. Made by a program out of textbooks, hence preliminary; no clinician has looked at it."""
    _ = making.speech.gettext
    fits = {"best": _("fits best"), "too": _("fits too"), "less": _("fits less")}
    predictions = [
        {
            "outcome": own("condition", each.condition, clinical("condition", each.condition, making.speech)),
            "qualitativeRisk": own("fit", each.fit, fits[each.fit]),
            **rationale(each.pro, each.con, making.speech),
        }
        for each in checked.explanations
    ]
    torn = [
        " / ".join(clinical("feature", name, making.speech, ".short") for name in pair) for pair in checked.contradict
    ]
    torn_head = _("Answers that contradict each other")
    notes = [f"{torn_head}: {each}" for each in torn]
    if checked.unclear:
        notes.insert(0, _("too little is known to say what fits"))
    return {
        "resourceType": "RiskAssessment",
        "id": made_id("explanations", making.patient),
        "meta": {"tag": [DERIVED]},
        "status": "preliminary",
        "method": {"text": _("Judged by a program from textbooks, not measured. It is not a diagnosis.")},
        "code": own("observation", "explanations", _("What fits, and why")),
        "subject": reference(making.patient),
        "occurrenceDateTime": moment(checked.at, checked.zone),
        "performer": reference(made_id("software", making.patient, __version__)),
        "basis": [reference(checked.entry)],
        "prediction": predictions,
        **({"note": [{"text": text} for text in notes]} if notes else {}),
    }


def rationale(pro: Iterable[Weight], con: Iterable[Weight], speak: Speaker) -> Json:
    """Give what speaks for an explanation and against it, the strongest first."""
    _ = speak.gettext
    told = [_("For: %(what)s.") % {"what": weighed(pro, speak)}] if pro else []
    told += [_("Against: %(what)s.") % {"what": weighed(con, speak)}] if con else []
    return {"rationale": " ".join(told)} if told else {}


def weighed(weights: Iterable[Weight], speak: Speaker) -> str:
    """Give the answers that weigh, each with its value."""
    return "; ".join(dict.fromkeys(said(each.feature, each.answer, speak) for each in weights))


def said(feature: str, value: Value, speak: Speaker) -> str:
    """Give a question with its answer in words."""
    _ = speak.gettext
    name = _("Medicines") if feature == "medicines" else clinical("feature", feature, speak, ".short")
    if value is True:
        return name
    if value is False:
        return _("not: %(statement)s") % {"statement": name}
    shown = (
        speak.word(f"feature.{feature}.{value}", str(value))
        if isinstance(value, str)
        else f"{value:g}"
        if value is not None
        else "?"
    )
    return f"{name}: {shown}"


def denied(each: Denied, making: Making) -> Json:
    """Give a danger sign that was read in a note and that the person said is not so."""
    told = making.speech.gettext("read in a note of %(wrote)s by a program; answered with no on %(day)s")
    return {
        **derived(f"denied/{each.id}", making),
        "code": own("danger-sign", each.id, clinical("flag", each.id, making.speech, ".sign")),
        "effectiveDateTime": day(each.on),
        "valueBoolean": False,
        "note": [{"text": told % {"wrote": day(each.wrote_on), "day": day(each.on)}}],
    }


def noted(number: int, each: Began, making: Making) -> Json:
    """Give a medicine that was noted with a night, and the cramps a week since then and before: a difference that can be chance."""
    _ = making.speech.gettext
    rates = [
        ("rate-since", _("Cramps a week since then"), each.after),
        ("rate-before", _("Cramps a week before"), each.before),
    ]
    found = [
        component(name, text, {"valueQuantity": quantity(round(rate, 3), WEEK, WEEK)})
        for name, text, rate in rates
        if rate is not None
    ]
    name = words(each.name)
    return {
        **derived(f"noted/{number}", making),
        "code": own("observation", "medicine-noted", making.speech.word("exposure.medicine_change", "medicine_change")),
        "effectiveDateTime": day(each.day),
        **({"valueString": name} if name else {"valueBoolean": True}),
        **({"component": found, "note": [{"text": _("Such a difference can be chance.")}]} if found else {}),
    }
