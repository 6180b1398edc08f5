"""Everything that is missing, stale, dangling, uncited, unreadable or risky in the pack.

In: the pack's folder. Out: findings in the order of files and lines; the pack is good when none of them is an error.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from nattero.knowledge.exercises import FORMS as EXERCISE_FORMS
from nattero.knowledge.foods import FORMS as FOOD_FORMS
from nattero.knowledge.foods import texts_of_food
from nattero.knowledge.interventions import texts_of
from nattero.knowledge.language import LONGEST_SENTENCE, MOST_SENTENCES, banned, full_stops, level, sentences
from nattero.knowledge.looking import texts_of_look
from nattero.knowledge.measures import texts_of_measure
from nattero.knowledge.medicines import texts_of_medicines
from nattero.knowledge.pack import pack_root
from nattero.knowledge.reading import Reading, including_medicines, read_pack
from nattero.knowledge.rows import Finding, PackError, Placed
from nattero.knowledge.rules import RULES
from nattero.knowledge.steps import FORMS as STEP_FORMS
from nattero.knowledge.steps import texts_of_factor
from nattero.knowledge.supplements import FORMS as SUPPLEMENT_FORMS
from nattero.knowledge.words import (
    LANGUAGES,
    PLACEHOLDERS,
    SOURCE_LANGUAGE,
    fingerprint,
    placeholders,
    read_seen,
    read_texts,
    words_folder,
)

Texts = Mapping[str, Placed[str]]

_FORMS = {
    "claims": ("claim.{id}",),
    "red_flags": ("flag.{id}.sign", "flag.{id}.do"),
    "relief": ("step.{id}.title", "step.{id}.how", "step.{id}.say"),
    "rejected": ("no.{id}",),
    "questions": ("question.{id}", "question.{id}.why"),
    "exposures": ("exposure.{id}",),
    "features": ("feature.{id}", "feature.{id}.short"),
    "countries": (
        "country.{id}",
        "country.{id}.emergency",
        "country.{id}.medical",
        "country.{id}.child",
        "country.{id}.crisis",
    ),
    "conditions": ("condition.{id}", "condition.{id}.what", "condition.{id}.how", "condition.{id}.whom"),
    "situations": ("situation.{id}", "situation.{id}.short"),
    "myths": ("myth.{id}",),
    "corrections": ("correction.{id}",),
    **STEP_FORMS,
    "diary_flags": ("noticed.{id}",),
    **EXERCISE_FORMS,
    **FOOD_FORMS,
    **SUPPLEMENT_FORMS,
}
"""The texts each row must have, by file."""
_TEXTS: Mapping[str, Callable[[Any], Iterable[str]]] = {
    "interventions": texts_of,
    "trials": texts_of,
    "factors": texts_of_factor,
    "measures": texts_of_measure,
    "foods": texts_of_food,
    "looks": texts_of_look,
}
"""The same where the texts depend on the row."""


MADE_ELSEWHERE = ("peers.",)
"""Texts whose keys a room above makes out of its own table; its tests see that each is there."""
FOR_CLINICIANS = ".clinical"
"""The end of a key whose text only the doctor's page shows, in the terms of the profession."""
CLINICAL = {
    "conditions": "condition",
    "features": "feature",
    "red_flags": "flag",
    "factors": "factor",
    "tests": "test",
}
"""What such a text may be of, by file."""


def check(root: Traversable | Path | None = None) -> list[Finding]:
    """Give everything that is wrong with the pack of a folder (by default the one that ships), errors and warnings."""
    reading = including_medicines(read_pack(pack_root() if root is None else root))
    found = [*reading.findings, *(finding for rule in RULES for finding in rule(reading)), *check_words(reading)]
    return sorted(found, key=lambda finding: (finding.file, finding.line, finding.key, finding.message))


def check_words(reading: Reading) -> Iterator[Finding]:
    """Give what is wrong with the texts of all languages."""
    texts: dict[str, Texts] = {}
    for lang in LANGUAGES:
        try:
            texts[lang] = read_texts(reading.root, words_folder(lang))
        except PackError as error:
            yield error.finding
    english = texts.get(SOURCE_LANGUAGE, {})
    needed = list(dict.fromkeys(required_keys(reading)))
    allowed = {*needed, *optional_keys(reading)}
    for lang, rows in texts.items():
        wanted = needed if lang == SOURCE_LANGUAGE else list(dict.fromkeys([*needed, *english]))
        yield from missing(rows, wanted, english, lang)
        yield from unwanted(rows, allowed, lang)
        if lang != SOURCE_LANGUAGE:
            yield from untrue_translations(english, rows)
            yield from stale(reading.root, english, rows, lang)
        yield from hard_to_read(rows, lang)


def required_keys(reading: Reading) -> Iterator[str]:
    """Give the keys of the texts the rows cannot do without."""
    for name, forms in _FORMS.items():
        for row in reading.rows[name]:
            yield from (form.format(id=row.value.id) for form in forms)
    for name, word in (("questions", "question"), ("features", "feature")):
        for row in reading.rows[name]:
            yield from (f"{word}.{row.value.id}.{value}" for value in row.value.values)
    for row in reading.rows["situations"]:
        drawn = ("title", "description", *row.value.parts) if row.value.parts else ()
        yield from (f"situation.{row.value.id}.{part}" for part in drawn)
    for name, texts in _TEXTS.items():
        for row in reading.rows[name]:
            yield from texts(row.value)
    medicines, interactions = (reading.rows.get(name, ()) for name in ("medicines", "interactions"))
    yield from texts_of_medicines((row.value for row in medicines), (row.value for row in interactions))


def optional_keys(reading: Reading) -> Iterator[str]:
    """Give the keys of texts used where they are there: names of topics, kinds and verdicts, figures in words."""
    for row in reading.rows["claims"]:
        yield from (f"topic.{row.value.topic}", f"verdict.{row.value.verdict}", f"certainty.{row.value.certainty}")
    for row in reading.rows["sources"]:
        yield f"kind.{row.value.kind}"
    for row in reading.rows["features"]:
        yield from (f"feature.{row.value.id}.help", f"feature.{row.value.id}.child")
    for row in reading.rows["measures"]:
        yield f"measure.{row.value.id}.do.helper"
    for row in reading.rows["relief"]:
        yield from (f"step.{row.value.id}.{part}.helper" for part in ("title", "how", "say"))
    for row in reading.rows["poses"]:
        yield f"pose.{row.value.get('id')}"
    for name, word in CLINICAL.items():
        yield from (f"{word}.{row.value.id}{FOR_CLINICIANS}" for row in reading.rows[name])


def missing(rows: Texts, needed: Iterable[str], english: Texts, lang: str) -> Iterator[Finding]:
    """Name texts a language does not have, and the file they belong in: that of the English text."""
    for key in needed:
        if key not in rows:
            file = english[key].file.rpartition("/")[2] if key in english else ""
            yield Finding("error", f"{words_folder(lang)}/{file}".rstrip("/"), 1, key, "this text is missing")


def unwanted(rows: Texts, allowed: Iterable[str], lang: str) -> Iterator[Finding]:
    """Name texts nothing uses, words we never use, and braces nothing fills."""
    known = set(allowed)
    for key, row in rows.items():
        if key not in known and not key.startswith(MADE_ELSEWHERE):
            yield Finding("warning", row.file, row.line, key, "nothing uses this text")
        for word in banned(row.value, lang):
            yield Finding("error", row.file, row.line, key, f"texts never say {word!r}")
        for name in sorted(placeholders(row.value) - PLACEHOLDERS):
            yield Finding("error", row.file, row.line, key, f"nothing fills {{{name}}}")


def untrue_translations(english: Texts, rows: Texts) -> Iterator[Finding]:
    """Name translations whose placeholders are not those of the English text."""
    for key, row in rows.items():
        if key in english and placeholders(row.value) != placeholders(english[key].value):
            wanted = ", ".join(sorted(placeholders(english[key].value))) or "none"
            yield Finding("error", row.file, row.line, key, f"its placeholders must be those of English: {wanted}")


def stale(root: Traversable | Path, english: Texts, rows: Texts, lang: str) -> Iterator[Finding]:
    """Name translations that were made from another English text than today's, or of which nobody said from which."""
    try:
        seen = read_seen(root, lang)
    except PackError as error:
        yield error.finding
        return
    for key, row in rows.items():
        if key not in english:
            continue
        if key not in seen:
            yield Finding("error", row.file, row.line, key, "nobody has stamped this translation")
        elif seen[key].value != fingerprint(english[key].value):
            yield Finding("error", row.file, row.line, key, "the English text has changed since it was translated")
    for key, row in seen.items():
        if key not in rows:
            yield Finding("warning", row.file, row.line, key, "the text of this stamp is gone")


def hard_to_read(rows: Texts, lang: str) -> Iterator[Finding]:
    """Name a language whose texts together are too hard, each sentence that is too long, each claim of too many."""
    rows = {key: row for key, row in rows.items() if not key.endswith(FOR_CLINICIANS)}
    measured = level((row.value for row in rows.values()), lang)
    if measured and measured.too_hard:
        yield Finding("warning", words_folder(lang), 1, "reading level", str(measured))
    for key, row in rows.items():
        longest = max((len(words) for words in sentences(row.value)), default=0)
        if longest > LONGEST_SENTENCE:
            yield Finding("warning", row.file, row.line, key, f"a sentence of {longest} words is too long")
        if key.startswith("claim.") and full_stops(row.value) > MOST_SENTENCES:
            yield Finding("warning", row.file, row.line, key, f"more than {MOST_SENTENCES} sentences are too many")
