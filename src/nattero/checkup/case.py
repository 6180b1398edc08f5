"""A case: what one person said of themselves, checked before anything is made of it.

In: a case as it comes (the contract of `nattero checkup`). Out: a `Case`, or a `CaseError` with every problem: a code, the
field, and the values that are wrong; the edges say it in the person's language. What is merely improbable or contradicts
itself is no problem here: it is asked back (`contradictions`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal

from nattero.knowledge.features import Feature, takes
from nattero.knowledge.words import LANGUAGES

Answer = bool | float | str | None
LONGEST_TEXT = 20_000  # characters; a story longer than ten pages is not read
MOST_MEDICINES = 500  # lines
LONGEST_MEDICINE = 300  # characters
OLDEST = 120  # years
SEXES = ("female", "male", "other", "unknown")
FIELDS = frozenset({"id", "age", "sex", "pregnant", "language", "country", "answers", "medicines", "text"})
ALIKE = 0.75  # a field that is written almost like one of these is a slip; what is wholly other is somebody's own
Code = Literal["kind", "impossible", "unknown", "too_long", "too_many", "misspelt"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field: a code, the value as far as it helps, and what would be right."""

    field: str
    code: Code
    value: str = ""
    allowed: str = ""


class CaseError(Exception):
    """A case that cannot be used, with all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{found.field}: {found.code}" for found in problems))
        self.problems = problems


@dataclass(frozen=True)
class Case:
    """What one person said: about themselves, to the questions, in their own words, and of their medicines.

    An answer of None is "I don't know": it counts as no answer, and is not asked again.
    """

    id: str | None = None
    age: float | None = None
    sex: str = "unknown"
    pregnant: bool | None = None
    language: str = "en"
    country: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    medicines: tuple[str, ...] = ()
    text: str = ""


def read_case(raw: object, features: Mapping[str, Feature]) -> Case:
    """Give a case from plain values; CaseError with every problem there is. Fields it does not know are left alone, unless one that
    is missing was meant."""
    if not isinstance(raw, Mapping):
        raise CaseError([Problem("case", "kind", type(raw).__name__, "object")])
    problems = list(_problems(raw, features))
    if problems:
        raise CaseError(problems)
    given: dict[str, Any] = {name: raw[name] for name in FIELDS & raw.keys() if raw[name] is not None}
    answers = dict(given.pop("answers", {}))
    given["medicines"] = tuple(given.get("medicines", ()))
    for name in ("age", "sex", "pregnant"):  # both places are in use; what is said in the case's own field goes first
        if given.get(name) is None and answers.get(name) is not None:
            given[name] = answers[name]
    if "id" in given:
        given["id"] = str(given["id"])
    return Case(answers=answers, **given)


def _problems(raw: Mapping[Any, Any], features: Mapping[str, Feature]) -> Iterator[Problem]:
    """Give every problem of a case."""
    yield from _misspelt(raw)
    yield from _age(raw.get("age"))
    if raw.get("sex") is not None and raw["sex"] not in SEXES:
        yield Problem("sex", "unknown", _short(raw["sex"]), ", ".join(SEXES))
    if raw.get("pregnant") is not None and not isinstance(raw["pregnant"], bool):
        yield Problem("pregnant", "kind", _short(raw["pregnant"]), "true, false")
    if raw.get("language") is not None and raw["language"] not in LANGUAGES:
        yield Problem("language", "unknown", _short(raw["language"]), ", ".join(LANGUAGES))
    if raw.get("country") is not None and not isinstance(raw["country"], str):
        yield Problem("country", "kind", _short(raw["country"]))
    yield from _text(raw.get("text"))
    yield from _medicines(raw.get("medicines"))
    yield from _answers(raw.get("answers"), features)


def _misspelt(raw: Mapping[Any, Any]) -> Iterator[Problem]:
    """Give fields that are missing and there under almost the same name: what they hold would be lost."""
    missing = FIELDS - raw.keys()
    for name in raw.keys() - FIELDS:
        for meant in get_close_matches(str(name), missing, 1, ALIKE):
            yield Problem(_short(name), "misspelt", _short(name), meant)


def _age(age: object) -> Iterator[Problem]:
    """Give what is wrong with an age."""
    if age is None:
        return
    if isinstance(age, bool) or not isinstance(age, (int, float)):
        yield Problem("age", "kind", _short(age), f"0-{OLDEST}")
    elif not 0 <= age <= OLDEST:
        yield Problem("age", "impossible", _short(age), f"0-{OLDEST}")


def _text(text: object) -> Iterator[Problem]:
    """Give what is wrong with a person's own words."""
    if text is None:
        return
    if not isinstance(text, str):
        yield Problem("text", "kind", _short(text))
    elif len(text) > LONGEST_TEXT:
        yield Problem("text", "too_long", str(len(text)), str(LONGEST_TEXT))


def _medicines(listed: object) -> Iterator[Problem]:
    """Give what is wrong with a list of medicines."""
    if listed is None:
        return
    if not isinstance(listed, list | tuple) or not all(isinstance(line, str) for line in listed):
        yield Problem("medicines", "kind", _short(listed))
    elif len(listed) > MOST_MEDICINES:
        yield Problem("medicines", "too_many", str(len(listed)), str(MOST_MEDICINES))
    else:
        for place, line in enumerate(listed):
            if len(line) > LONGEST_MEDICINE:
                yield Problem(f"medicines[{place}]", "too_long", str(len(line)), str(LONGEST_MEDICINE))


def _answers(answers: object, features: Mapping[str, Feature]) -> Iterator[Problem]:
    """Give what is wrong with the answers: features nobody knows, and values that are none of theirs."""
    if answers is None:
        return
    if not isinstance(answers, Mapping):
        yield Problem("answers", "kind", _short(answers), "object")
        return
    for name, value in answers.items():
        feature = features.get(name) if isinstance(name, str) else None
        if feature is None:
            yield Problem(f"answers.{_short(name)}", "unknown", _short(name))
        elif value is not None and not takes(feature, value):
            yield Problem(f"answers.{name}", "impossible", _short(value), _allowed(feature))


def _allowed(feature: Feature) -> str:
    """Give what a feature takes, in words a program writes."""
    if feature.type == "number":
        return f"{feature.least:g}-{feature.most:g}"
    return ", ".join(feature.values) if feature.type == "choice" else "true, false"


def _short(value: object) -> str:
    """Give a value as text that fits in a sentence."""
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
