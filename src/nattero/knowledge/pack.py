"""The pack as one value: look-ups by id, and the words in the reader's language.

In: the folder of the pack (by default the one that ships with Nattero). Out: a `Pack`, or a `PackError` naming file,
line and field. A language is read when it is first asked for. A missing text is an error, never silently another
language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nattero.knowledge.conditions import Condition
from nattero.knowledge.exercises import Exercise, Programme, RejectedExercise
from nattero.knowledge.features import Feature
from nattero.knowledge.foods import Care, Food, Nutrient
from nattero.knowledge.interventions import Intervention, TrialResult
from nattero.knowledge.learning import Correction, Myth, Review, Situation
from nattero.knowledge.limits import LimitRule
from nattero.knowledge.looking import Look
from nattero.knowledge.measures import Measure
from nattero.knowledge.model import Claim, Country, Exposure, Question, RedFlag, Rejected, Source, Step, Verdict
from nattero.knowledge.noticing import DiaryRule
from nattero.knowledge.reading import Reading, dangling, duplicates, read_pack
from nattero.knowledge.rows import Finding, PackError
from nattero.knowledge.steps import Advice, Factor, Investigation, Specialty
from nattero.knowledge.steps import Path as SpecialPath
from nattero.knowledge.supplements import Supplement
from nattero.knowledge.words import LANGUAGES, PLACEHOLDER, PLACEHOLDERS, read_texts, words_folder

Poses = Mapping[str, Mapping[str, Any]]
HELPER = "helper"
"""Who hears a text where somebody else keeps the diary of whom it is about; `child` is who a question is about."""


@dataclass(frozen=True)
class Pack:
    """Everything Nattero knows, by id and in the order of its files; `poses` are the figures' rows as written."""

    root: Traversable | Path
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    red_flags: Mapping[str, RedFlag]
    relief: Mapping[str, Step]
    rejected: Mapping[str, Rejected]
    questions: Mapping[str, Question]
    exposures: Mapping[str, Exposure]
    countries: Mapping[str, Country]
    features: Mapping[str, Feature]
    conditions: Mapping[str, Condition]
    situations: Mapping[str, Situation]
    myths: Mapping[str, Myth]
    corrections: Mapping[str, Correction]
    reviews: Mapping[str, Review]
    trials: Mapping[str, TrialResult]
    interventions: Mapping[str, Intervention]
    factors: Mapping[str, Factor]
    tests: Mapping[str, Investigation]
    specialties: Mapping[str, Specialty]
    paths: Mapping[str, SpecialPath]
    advice: Mapping[str, Advice]
    diary_flags: Mapping[str, DiaryRule]
    exercises: Mapping[str, Exercise]
    programmes: Mapping[str, Programme]
    rejected_exercises: Mapping[str, RejectedExercise]
    limits: Mapping[str, LimitRule]
    measures: Mapping[str, Measure]
    nutrients: Mapping[str, Nutrient]
    cares: Mapping[str, Care]
    foods: Mapping[str, Food]
    supplements: Mapping[str, Supplement]
    looks: Mapping[str, Look]
    poses: Poses
    _words: dict[str, Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def words(self, lang: str) -> Mapping[str, str]:
        """Give all texts of a language by key; PackError where the language is unknown or its file is broken."""
        if lang not in LANGUAGES:
            raise PackError(Finding("error", words_folder(lang), 1, lang, f"the languages are {', '.join(LANGUAGES)}"))
        if lang not in self._words:
            texts = read_texts(self.root, words_folder(lang))
            self._words[lang] = MappingProxyType({key: row.value for key, row in texts.items()})
        return self._words[lang]

    def text(self, key: str, lang: str) -> str:
        """Give one text as it is written; PackError where this language has none."""
        words = self.words(lang)
        if key not in words:
            raise PackError(Finding("error", words_folder(lang), 1, key, "this text is missing"))
        return words[key]

    def own(self, key: str, lang: str, hearer: str) -> str:
        """Give the key of a text's own words for who hears it (`child`, `helper`), where it has any; else the key itself."""
        own = f"{key}.{hearer}"
        return own if hearer and own in self.words(lang) else key

    def say(self, key: str, lang: str, country: str) -> str:
        """Give one text, its placeholders filled with the words of a country (an id of `countries`)."""
        if country not in self.countries:
            raise PackError(Finding("error", "countries.yaml", 1, country, "there is no such country"))

        def fill(found: re.Match[str]) -> str:
            if found[1] not in PLACEHOLDERS:
                raise PackError(Finding("error", words_folder(lang), 1, key, f"nothing fills {found[0]}"))
            return self.text(f"country.{country}.{found[1]}", lang)

        return PLACEHOLDER.sub(fill, self.text(key, lang))


def pack_root() -> Traversable:
    """Give the folder of the pack that ships with Nattero."""
    return files("nattero") / "pack"


def load_pack(root: Traversable | Path | None = None) -> Pack:
    """Give the pack of a folder; PackError for the first row, id or reference that would break a page."""
    reading = read_pack(pack_root() if root is None else root)
    for finding in (*reading.findings, *duplicates(reading), *dangling(reading)):
        raise PackError(finding)
    return to_pack(reading)


def to_pack(reading: Reading) -> Pack:
    """Give the rows of a reading as look-ups by id."""
    rows: dict[str, Any] = {name: MappingProxyType(by_id) for name, by_id in reading.by_id().items()}
    return Pack(reading.root, **rows)


def coverage(pack: Pack) -> dict[str, dict[Verdict, list[str]]]:
    """Give, by topic and verdict, the seed claims that the pack's claims answer, sorted and each once."""
    found: dict[str, dict[Verdict, set[str]]] = {}
    for claim in pack.claims.values():
        found.setdefault(claim.topic, {}).setdefault(claim.verdict, set()).update(claim.answers)
    return {
        topic: {verdict: sorted(answers) for verdict, answers in sorted(verdicts.items())}
        for topic, verdicts in sorted(found.items())
    }


def export(pack: Pack) -> list[dict[str, Any]]:
    """Give every claim with its words in all languages and its sources in full; PackError for a missing text."""
    return [
        {
            "id": claim.id,
            "topic": claim.topic,
            "answers": list(claim.answers),
            "populations": list(claim.populations),
            "verdict": claim.verdict,
            "certainty": claim.certainty,
            "sources": [_found(pack.sources[source]) for source in claim.sources],
            "text": {lang: pack.text(f"claim.{claim.id}", lang) for lang in LANGUAGES},
        }
        for claim in pack.claims.values()
    ]


def _found(source: Source) -> dict[str, Any]:
    """Give a source's fields without those it does not have."""
    values = {name: getattr(source, name) for name in source.__struct_fields__}
    return {name: value for name, value in values.items() if value is not None}
