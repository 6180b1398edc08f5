"""A case as it comes and the answer of the contract, or what is wrong with which field in the person's language.

In: plain values of a case, from the command line or over the API. Out: plain values, the same for both. No entry is made.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from nattero import words

if TYPE_CHECKING:
    from nattero.checkup.case import Problem
    from nattero.checkup.desk import Desk

Use = Literal["answers", "text", "both"]


def answered(raw: Any, use: Use, desk: "Desk", lang: str) -> dict[str, Any]:
    """The answer to one case, or its problems, each with the field; in `lang` where the case names no language."""
    from nattero.checkup.case import CaseError, read_case
    from nattero.checkup.consult import consult
    from nattero.checkup.told import told

    name = raw.get("id") if isinstance(raw, Mapping) else None
    head = {} if name is None else {"id": name}
    try:
        case = read_case(prepared(raw, use, lang), desk.pack.features)
    except CaseError as error:
        speak = words.known_language(str(raw.get("language", ""))) if isinstance(raw, Mapping) else None
        return {**head, "problems": [_told(each, speak or lang) for each in error.problems]}
    return {**head, **told(consult(case, desk), desk)}


def prepared(raw: Any, use: Use, lang: str) -> Any:
    """A case as it came, with only what is to be used; the two names a list of medicines goes by are one."""
    if not isinstance(raw, Mapping):
        return raw
    case = dict(raw)
    if "medications" in case:
        case.setdefault("medicines", case.pop("medications"))
    if case.get("language") is None:
        case["language"] = lang
    elif isinstance(case["language"], str):
        case["language"] = words.known_language(case["language"]) or case["language"]
    if use == "text":
        case.pop("answers", None)
    if use == "answers":
        case.pop("text", None)
    return case


def problem_text(problem: "Problem", lang: str) -> str:
    """What is wrong with one field, in a sentence."""
    _ = words.translator(lang)
    sentences = {
        "kind": _("{field}: {value} is not what belongs here."),
        "impossible": _("{field}: {value} cannot be. Possible: {allowed}."),
        "unknown": _("{field}: Nattero does not know {value}."),
        "misspelt": _("{field}: Nattero does not know this field. Is it {allowed}?"),
        "too_long": _("{field}: {value} characters are too many. At most {allowed}."),
        "too_many": _("{field}: {value} lines are too many. At most {allowed}."),
    }
    return sentences[problem.code].format(field=problem.field, value=problem.value, allowed=problem.allowed)


def _told(problem: "Problem", lang: str) -> dict[str, str]:
    return {"field": problem.field, "code": problem.code, "message": problem_text(problem, lang)}
