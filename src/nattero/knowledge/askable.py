"""What a question box needs of the pack: concepts with words, rules that can be raised, claims somebody can ask for.

In: a reading of the pack, its `lexicon.yaml`, `signs.yaml`, `asked.yaml` and `own_words.yaml` (none of which another page needs). Out:
findings: ids that lead nowhere, concepts without words in a language, signs that nothing can raise, and claims whose
text has a placeholder, which only a page with a country could fill.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from nattero.knowledge.lexicon import FACTS, FILE, Concept
from nattero.knowledge.own_words import FILE as OWN
from nattero.knowledge.own_words import NEEDED as OWN_NEEDED
from nattero.knowledge.own_words import Told
from nattero.knowledge.reading import Reading
from nattero.knowledge.rows import Finding, PackError, Placed, read_rows
from nattero.knowledge.words import LANGUAGES, placeholders, read_texts, words_folder

SIGNS, ASKED = "signs.yaml", "asked.yaml"
NEEDED = frozenset({"cramp", "small", "not"})  # concepts the code names


def ask_rules(reading: Reading) -> Iterator[Finding]:
    """Give what is wrong with the question box's files; nothing where a pack has no question box."""
    if not reading.root.joinpath(FILE).is_file():
        return
    concepts, wrong = _rows(reading, FILE, Concept)
    signs, wrong_signs = _rows(reading, SIGNS, dict)
    asked, wrong_asked = _rows(reading, ASKED, dict)
    yield from (*wrong, *wrong_signs, *wrong_asked)
    yield from _concepts(concepts, reading)
    yield from _signs(signs, {row.value.id: row.value for row in concepts}, reading)
    yield from _asked(asked, reading)
    yield from _own(reading, {row.value.id for row in concepts})


def _own(reading: Reading, concepts: set[str]) -> Iterator[Finding]:
    """Name what is listened for in somebody's own words and cannot be heard, or is missing."""
    told, wrong = _rows(reading, OWN, Told)
    yield from wrong
    for row in told:
        for name in sorted(set(row.value.concepts) - concepts):
            yield _finding("error", OWN, row, row.value.id, "concepts", f"{name} is not in {FILE}")
        for lang in sorted(set(row.value.words) - set(LANGUAGES)):
            yield _finding("error", OWN, row, row.value.id, "words", f"{lang} is no language of the pack")
    if told:
        for name in sorted(OWN_NEEDED - {row.value.id for row in told}):
            yield Finding("error", OWN, 1, name, "this is missing")


def placeholder_claims(reading: Reading) -> Iterator[Finding]:
    """Name claims whose text waits for a country: a claim is also exported and searched, where nothing fills it."""
    for lang in LANGUAGES:
        try:
            texts = read_texts(reading.root, words_folder(lang))
        except PackError:
            continue
        for key, row in texts.items():
            if key.startswith("claim.") and placeholders(row.value):
                yield Finding("error", row.file, row.line, key, "a claim has no placeholders")


def claims_of_signs(reading: Reading) -> set[str]:
    """Give the claims that stand before an answer as a warning."""
    return {str(row.value["claim"]) for row in _rows(reading, SIGNS, dict)[0] if row.value.get("claim")}


def _rows(reading: Reading, file: str, kind: type[Any]) -> tuple[list[Placed[Any]], list[Finding]]:
    """Give the rows of a file, none where a pack does not have it."""
    if not reading.root.joinpath(file).is_file():
        return [], []
    try:
        return read_rows(reading.root, file, kind)
    except PackError as error:
        return [], [error.finding]


def _concepts(concepts: list[Placed[Any]], reading: Reading) -> Iterator[Finding]:
    """Name concepts that are given twice or missing, tied to no claim of ours, or without words in a language."""
    known = _ids(reading, "claims")
    first: set[str] = set()
    for row in concepts:
        error = partial(_finding, "error", FILE, row, row.value.id)
        if row.value.id in first:
            yield error("id", "the id is already used")
        first.add(row.value.id)
        for claim in row.value.claims:
            if claim not in known:
                yield error("claims", f"{claim} is not in claims.yaml")
        for lang in sorted(set(row.value.words) - set(LANGUAGES)):
            yield error("words", f"{lang} is no language of the pack")
        for lang in LANGUAGES:
            if not row.value.words.get(lang):
                yield error("words", f"it has no words in {lang}")
    for name in sorted(NEEDED - first):
        yield Finding("error", FILE, 1, name, "this concept is missing")


def _signs(signs: list[Placed[Any]], concepts: dict[str, Any], reading: Reading) -> Iterator[Finding]:
    """Name signs that show nothing of ours, ask for unknown concepts, or can never be raised."""
    places = (("flag", "red_flags"), ("claim", "claims"))
    for row in signs:
        sign = row.value
        error = partial(_finding, "error", SIGNS, row, str(sign.get("id")))
        if bool(sign.get("flag")) == bool(sign.get("claim")):
            yield error("when", "it shows either a flag or a claim")
        for field, name in places:
            if sign.get(field) and sign[field] not in _ids(reading, name):
                yield error(field, f"{sign[field]} is not in {name}.yaml")
        unless = set(sign.get("unless") or ())
        lines = [{part.strip() for part in line.split("&")} for line in sign.get("when") or ()]
        for concept in sorted(set().union(unless, *lines) - set(concepts) - FACTS):
            yield error("when", f"{concept} is not in lexicon.yaml")
        if all(line & unless for line in lines):
            yield error("when", "nothing can raise this sign: what raises it also takes it away")


def _asked(asked: list[Placed[Any]], reading: Reading) -> Iterator[Finding]:
    """Name question forms of no claim, those without one in a language, and claims that nobody can ask for."""
    known = _ids(reading, "claims")
    for row in asked:
        name, forms = str(row.value.get("id")), row.value.get("asked")
        if name not in known:
            yield _finding("error", ASKED, row, name, "id", f"{name} is not in claims.yaml")
        for lang in LANGUAGES:
            if not isinstance(forms, dict) or not forms.get(lang):
                yield _finding("error", ASKED, row, name, "asked", f"it has no question in {lang}")
    asked_for = {row.value.get("id") for row in asked}
    for row in reading.rows["claims"]:
        if row.value.topic != "warning" and row.value.id not in asked_for:
            yield _finding("warning", "claims.yaml", row, row.value.id, "id", f"{ASKED} has no question for this claim")


def _ids(reading: Reading, name: str) -> set[str]:
    return {row.value.id for row in reading.rows[name]}


def _finding(level: Any, file: str, row: Placed[Any], name: str, field: str, message: str) -> Finding:
    return Finding(level, file, row.line_of(field), f"{name}.{field}", message)
