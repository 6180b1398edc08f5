"""The words people read: one flat file of texts per language, and what each translation was made from.

In: `words/LANG.yaml` (key: text) and `words/seen/LANG.yaml` (key: the first 8 hexadecimal digits of the SHA-256 of the
English text that was translated). Out: texts with their lines. `stamp` writes the second kind of file.
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from nattero.knowledge.rows import Finding, PackError, Placed, compose, plain

LANGUAGES = ("en", "nl", "nb", "id")
SOURCE_LANGUAGE = "en"
PLACEHOLDERS = frozenset({"emergency", "medical"})
PLACEHOLDER = re.compile(r"\{(\w*)\}")


def words_file(lang: str) -> str:
    """Give the path inside the pack of a language's texts."""
    return f"words/{lang}.yaml"


def seen_file(lang: str) -> str:
    """Give the path inside the pack of the fingerprints a language's texts were translated from."""
    return f"words/seen/{lang}.yaml"


def read_texts(root: Traversable | Path, file: str) -> dict[str, Placed[str]]:
    """Give the texts of a flat file by key; PackError for a key that is written twice or has no text."""
    node = compose(root, file)
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise PackError(Finding("error", file, 1, "file", "it must be one flat mapping of keys to texts"))
    texts: dict[str, Placed[str]] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        text = plain(value_node)
        if key in texts:
            raise PackError(Finding("error", file, line, key, f"the key is already used in line {texts[key].line}"))
        if not isinstance(text, str) or not text.strip():
            raise PackError(Finding("error", file, line, key, "there must be a text here"))
        texts[key] = Placed(text, line, {})
    return texts


def fingerprint(text: str) -> str:
    """Give the first 8 hexadecimal digits of the SHA-256 of a text, which tell a translator whether it has changed."""
    return sha256(text.encode()).hexdigest()[:8]


def placeholders(text: str) -> frozenset[str]:
    """Give the names between braces in a text."""
    return frozenset(PLACEHOLDER.findall(text))


def stamp(root: Path, lang: str, keys: Iterable[str] = ()) -> list[str]:
    """Record that texts of a language (no key named: all) are translations of today's English; give their keys.

    Stamps of texts that are gone are dropped. PackError for a key without a text in both languages, or for English
    itself.
    """
    if lang not in LANGUAGES or lang == SOURCE_LANGUAGE:
        others = ", ".join(known for known in LANGUAGES if known != SOURCE_LANGUAGE)
        raise PackError(Finding("error", seen_file(lang), 1, lang, f"only translations are stamped: {others}"))
    english, translated = read_texts(root, words_file(SOURCE_LANGUAGE)), read_texts(root, words_file(lang))
    both = [key for key in english if key in translated]
    chosen = list(keys) or both
    for key in chosen:
        if key not in english or key not in translated:
            missing = SOURCE_LANGUAGE if key not in english else lang
            raise PackError(Finding("error", words_file(missing), 1, key, "this text is missing"))
    seen = {key: row.value for key, row in read_seen(root, lang).items()}
    seen |= {key: fingerprint(english[key].value) for key in chosen}
    _write(root / seen_file(lang), {key: seen[key] for key in both if key in seen})
    return chosen


def read_seen(root: Traversable | Path, lang: str) -> dict[str, Placed[str]]:
    """Give the fingerprints of a language by key; none where nothing was ever stamped."""
    return read_texts(root, seen_file(lang)) if root.joinpath(seen_file(lang)).is_file() else {}


def _write(path: Path, seen: Mapping[str, str]) -> None:
    """Write the fingerprints whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    new = path.with_suffix(".new")
    note = "# By key, the fingerprint of the English text that was translated. `nattero pack stamp` writes this file.\n"
    new.write_text(note + "".join(f'{key}: "{value}"\n' for key, value in seen.items()), encoding="utf-8")
    new.replace(path)
