"""The check-up and the settings as a Questionnaire and its responses (FHIR R4, after Structured Data Capture), and back.

In: the pack's questions and an entry's answers. Out: Questionnaire and the fields of a QuestionnaireResponse; and from such fields the
payload as JSON, for `diary.problems` to examine. linkIds are our ids of questions. An answer that its question does not take (an older or
newer Nattero asked otherwise) is in our extension, so that the response stays one of its questionnaire.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from nattero.diary.payloads import Answers, CheckUp, Value
from nattero.knowledge.features import Feature, takes
from nattero.knowledge.model import Question
from nattero.knowledge.pack import Pack
from nattero.report.fhir_observation import Speaker
from nattero.report.fhir_terms import (
    ANSWER,
    OURS,
    UCUM,
    Json,
    coding,
    extension,
    listed,
    moment,
    parts_of,
    value_of,
    words,
)

MEDICINES, OWN_WORDS = "medicines", "own-words"
CHECKUP, SETTINGS = f"{OURS}questionnaire:checkup", f"{OURS}questionnaire:settings"
STRUCTURES = "http://hl7.org/fhir/StructureDefinition/"
UNITS = {"years": "a", "weeks": "wk", "minutes": "min"}


def questionnaire(url: str, version: str, made: str, pack: Pack, speak: Speaker) -> Json:
    """Give a questionnaire: the check-up's or the settings'."""
    _ = speak.gettext
    if url == CHECKUP:
        title = _("Check-up")
        items = [item(feature, speak) for feature in pack.features.values()]
        items.append({"linkId": MEDICINES, "text": _("Medicines"), "type": "string", "repeats": True})
        items.append({"linkId": OWN_WORDS, "text": _("In your own words"), "type": "text"})
    else:
        title = _("Settings")
        items = [setting(question, speak) for question in pack.questions.values()]
    return {
        "resourceType": "Questionnaire",
        "url": url,
        "version": version,
        "name": "NatteroCheckUp" if url == CHECKUP else "NatteroSettings",
        "title": title,
        "status": "active",
        "subjectType": ["Patient"],
        "date": made,
        "item": items,
    }


def item(feature: Feature, speak: Speaker) -> Json:
    """Give a question of the check-up."""
    made: Json = {"linkId": feature.id, "text": speak.word(f"feature.{feature.id}", feature.id)}
    if feature.type == "yes_no":
        return {**made, "type": "boolean"}
    if feature.type == "choice":
        return {**made, "type": "choice", "answerOption": [option(feature.id, one, speak) for one in feature.values]}
    limits: list[tuple[str, Json]] = [
        ("minValue", {"valueDecimal": feature.least}),
        ("maxValue", {"valueDecimal": feature.most}),
    ]
    if feature.unit in UNITS:
        unit = coding(UCUM, UNITS[feature.unit], UNITS[feature.unit])
        limits.append(("questionnaire-unit", {"valueCoding": unit}))
    return {"extension": [{"url": STRUCTURES + name, **value} for name, value in limits], **made, "type": "decimal"}


def option(question: str, value: str, speak: Speaker, kind: str = "feature") -> Json:
    """Give an answer that may be chosen."""
    shown = speak.word(f"{kind}.{question}.{value}", value)
    return {"valueCoding": coding(f"{OURS}{kind}:{question}", value, shown)}


def setting(question: Question, speak: Speaker) -> Json:
    """Give a question of the settings."""
    options = [option(question.id, one, speak, "question") for one in question.values]
    text = speak.word(f"question.{question.id}", question.id)
    return {"linkId": question.id, "text": text, "type": "choice", "answerOption": options}


def of_checkup(said: CheckUp, zone: str, version: str, pack: Pack, speak: Speaker) -> Json:
    """Give a check-up as far as it went."""
    items = [answered(feature, said.answers[name], speak) for name, feature in fitting(said.answers, pack.features)]
    medicines = [{"valueString": typed} for line in said.medicines if (typed := words(line))]
    if medicines:
        items.append({"linkId": MEDICINES, "text": speak.gettext("Medicines"), "answer": medicines})
    if text := words(said.text):
        answer = [{"valueString": text}]
        items.append({"linkId": OWN_WORDS, "text": speak.gettext("In your own words"), "answer": answer})
    known = {name for name, _ in fitting(said.answers, pack.features)}
    return {
        "questionnaire": f"{CHECKUP}|{version}",
        "status": "completed" if said.done else "in-progress",
        "authored": moment(said.at, zone),
        "extension": others(said.answers, known),
        **({"item": items} if items else {}),
    }


def of_answers(said: Answers, authored: str, version: str, pack: Pack, speak: Speaker) -> Json:
    """Give answers to questions of the settings."""
    known = {
        name: question
        for name, question in pack.questions.items()
        if name in said.answers and (said.answers[name] is None or said.answers[name] in question.values)
    }
    items = []
    for name in known:
        made: Json = {"linkId": name, "text": speak.word(f"question.{name}", name)}
        value = said.answers[name]
        items.append(made if value is None else {**made, "answer": [option(name, str(value), speak, "question")]})
    return {
        "questionnaire": f"{SETTINGS}|{version}",
        "status": "completed",
        "authored": authored,
        "extension": others(said.answers, known),
        **({"item": items} if items else {}),
    }


def fitting(answers: Mapping[str, Value], features: Mapping[str, Feature]) -> list[tuple[str, Feature]]:
    """Give the questions that were answered as they ask, in the questionnaire's order."""
    return [
        (name, feature)
        for name, feature in features.items()
        if name in answers and (answers[name] is None or takes(feature, answers[name]))
    ]


def answered(feature: Feature, value: Value, speak: Speaker) -> Json:
    """Give a question and its answer; none where it was not known."""
    made: Json = {"linkId": feature.id, "text": speak.word(f"feature.{feature.id}", feature.id)}
    if value is None:
        return made
    if feature.type == "choice":
        return {**made, "answer": [option(feature.id, str(value), speak)]}
    return {**made, "answer": [{"valueBoolean" if feature.type == "yes_no" else "valueDecimal": value}]}


def others(answers: Mapping[str, Value], known: Iterable[str]) -> list[Json]:
    """Give the answers that no question of the questionnaire takes, as extensions of our own."""
    left = {name: value for name, value in answers.items() if name not in set(known) and words(name) == name}
    made = []
    for name, value in left.items():
        said = {key: part for key, part in value_of(value).items() if key != "dataAbsentReason"}
        if said or value is None:
            typed = [(key.removeprefix("value"), part) for key, part in said.items()]
            parts = {"value": typed[0]} if typed else {}
            made.append(extension(ANSWER, question=("String", name), **parts))
    return made


def answers_of(resource: Json) -> dict[str, Any]:
    """Give the answers of a response, by question."""
    found: dict[str, Any] = {}
    for each in listed(resource, "item"):
        if each.get("linkId") not in (MEDICINES, OWN_WORDS):
            given = list(listed(each, "answer"))
            found[str(each.get("linkId"))] = value_in(given[0]) if given else None
    for part in parts_of(resource, ANSWER):
        value = part.get("value")
        found[str(part.get("question"))] = value.get("value") if isinstance(value, dict) else value
    return found


def value_in(answer: Json) -> Any:
    """Give the value of an answer."""
    chosen = answer.get("valueCoding")
    if isinstance(chosen, dict):
        return chosen.get("code")
    return answer.get("valueBoolean", answer.get("valueDecimal"))


def strings_of(resource: Json, link: str) -> list[Any]:
    """Give the texts that answer a question."""
    return [
        each.get("valueString")
        for item in listed(resource, "item")
        if item.get("linkId") == link
        for each in listed(item, "answer")
    ]


def to_checkup(resource: Json) -> Json:
    """Give the payload of a check-up."""
    texts = strings_of(resource, OWN_WORDS)
    return {
        "at": resource.get("authored"),
        "answers": answers_of(resource),
        "medicines": strings_of(resource, MEDICINES),
        "text": texts[0] if texts else None,
        "done": resource.get("status") == "completed" or None,
    }


def to_answers(resource: Json) -> Json:
    """Give the payload of answers to the settings' questions."""
    return {"answers": answers_of(resource)}
