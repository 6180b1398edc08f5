"""How a harm is told in somebody's own words for what they want to test: words, parts, pairs and concepts, in four languages.

In: `own_words.yaml`. Out: `OwnWords`: by id, what is looked for; and the words that are known to be harmless. What it
means for a trial is judged where it is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

from nattero.knowledge.lexicon import fold
from nattero.knowledge.model import Id, Row
from nattero.knowledge.rows import PackError, read_rows
from nattero.knowledge.words import LANGUAGES

FILE = "own_words.yaml"
NEEDED = frozenset(
    {
        "leaving", "treatment", "whole_treatment", "sock", "medical_sock", "food", "drink", "may_leave", "nothing", "hunger", "only_hunger",
        "hungry", "hot", "hot_thing", "hot_pair", "leg", "medicine", "swallowed", "unsafe", "standing", "harmless", "plain",
    }
)  # fmt: skip
"""What the code asks for."""


class Told(Row, frozen=True, kw_only=True):
    """One thing that is listened for: how it is matched, and its words by language, or the lexicon's concepts for it."""

    match: Literal["word", "part", "start", "whole", "pair", "concept"]
    words: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    concepts: tuple[Id, ...] = ()


@dataclass(frozen=True)
class OwnWords:
    """What is listened for, by id, folded; in no language: a text may mix them."""

    rows: Mapping[str, Told]
    folded: Mapping[str, frozenset[str]]
    vocabulary: Mapping[str, frozenset[str]]

    def concepts(self, name: str) -> frozenset[str]:
        """Give the concepts that mean this."""
        return frozenset(self.rows[name].concepts)

    def said(self, name: str, words: list[str]) -> bool:
        """Whether the folded words of a text say this."""
        wanted = self.folded[name]
        match self.rows[name].match:
            case "word":
                return bool(wanted & set(words))
            case "whole":
                return " ".join(words) in wanted
            case "pair":
                return any(f"{first} {second}" in wanted for first, second in pairwise(words))
            case "start":
                return any(word.startswith(tuple(wanted)) for word in words)
            case "part":
                return any(part in word for word in words for part in wanted)
            case "concept":
                return False

    def not_known(self, words: list[str]) -> list[str]:
        """Give the words that are in the vocabulary of no one language, of the language that knows most of them."""
        unknown = (
            [word for word in words if word not in known and not word.isdigit()] for known in self.vocabulary.values()
        )
        return min(unknown, key=len, default=words)


def read_own_words(root: Traversable | Path) -> OwnWords:
    """Give what is listened for; PackError for the first row that is wrong, or missing."""
    rows, findings = read_rows(root, FILE, Told)
    for finding in findings:
        raise PackError(finding)
    found = {row.value.id: row.value for row in rows}
    vocabulary = {lang: _folded(found.get("harmless"), lang) | _folded(found.get("plain"), lang) for lang in LANGUAGES}
    return OwnWords(found, {name: _folded(row, *LANGUAGES) for name, row in found.items()}, vocabulary)


def _folded(row: Told | None, *languages: str) -> frozenset[str]:
    return frozenset(fold(word) for lang in languages for word in (row.words.get(lang, ()) if row else ()))
