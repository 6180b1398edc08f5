"""The words people read: a folder per language with a flat file of texts per subject, and what each was made from.

In: `words/LANG/SUBJECT.yaml` (key: text) and `words/seen/LANG/SUBJECT.yaml` (key: the first 8 hexadecimal digits of the
SHA-256 of the English text that was translated). Out: texts with their files and lines. `stamp` writes the second kind.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path

from nattero.knowledge.rows import Finding, PackError, Placed, sheet

LANGUAGES = ("en", "nl", "nb", "id")
SOURCE_LANGUAGE = "en"
PLACEHOLDERS = frozenset({"emergency", "medical", "child", "crisis"})
PLACEHOLDER = re.compile(r"\{(\w*)\}")


def words_folder(lang: str) -> str:
    """Give the folder inside the pack of a language's texts."""
    return f"words/{lang}"


def seen_folder(lang: str) -> str:
    """Give the folder inside the pack of the fingerprints a language's texts were translated from."""
    return f"words/seen/{lang}"


def read_texts(root: Traversable | Path, folder: str) -> dict[str, Placed[str]]:
    """Give the texts of all files of a folder by key; PackError for a key written twice, or no text at all."""
    names = _names(root, folder)
    if not names:
        raise PackError(Finding("error", folder, 1, "folder", "there are no texts here"))
    texts: dict[str, Placed[str]] = {}
    for name in names:
        for key, text in _read_file(root, f"{folder}/{name}"):
            if key in texts:
                where = f"in {texts[key].file}, line {texts[key].line}"
                raise PackError(Finding("error", text.file, text.line, key, f"the key is already used {where}"))
            texts[key] = text
    return texts


def _names(root: Traversable | Path, folder: str) -> list[str]:
    """Give the names of the YAML files of a folder, sorted."""
    place = root.joinpath(folder)
    return sorted(one.name for one in place.iterdir() if one.name.endswith(".yaml")) if place.is_dir() else []


def _read_file(root: Traversable | Path, file: str) -> Iterator[tuple[str, Placed[str]]]:
    """Give the keys and texts of one flat file."""
    found = sheet(root, file)
    if found.form not in {"mapping", "nothing"}:
        raise PackError(Finding("error", file, 1, "file", "it must be one flat mapping of keys to texts"))
    for row in found.lines:
        if not isinstance(row.value, str) or not row.value.strip():
            raise PackError(Finding("error", file, row.line, row.key, "there must be a text here"))
        yield row.key, Placed(row.value, row.line, row.fields, file)


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
        raise PackError(Finding("error", seen_folder(lang), 1, lang, f"only translations are stamped: {others}"))
    english, translated = (read_texts(root, words_folder(one)) for one in (SOURCE_LANGUAGE, lang))
    chosen = list(keys) or [key for key in english if key in translated]
    for key in chosen:
        if key not in english or key not in translated:
            missing = SOURCE_LANGUAGE if key not in english else lang
            raise PackError(Finding("error", words_folder(missing), 1, key, "this text is missing"))
    seen = {key: row.value for key, row in read_seen(root, lang).items()}
    seen |= {key: fingerprint(english[key].value) for key in chosen}
    for name, prints in _by_subject(translated, seen).items():
        _write(root / seen_folder(lang) / name, prints)
    return chosen


def read_seen(root: Traversable | Path, lang: str) -> dict[str, Placed[str]]:
    """Give the fingerprints of a language by key; none where nothing was ever stamped."""
    return read_texts(root, seen_folder(lang)) if _names(root, seen_folder(lang)) else {}


def _by_subject(translated: Mapping[str, Placed[str]], seen: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Give the fingerprints by the name of the file their texts stand in, in the order of the texts."""
    files: dict[str, dict[str, str]] = {}
    for key, row in translated.items():
        prints = files.setdefault(row.file.rpartition("/")[2], {})
        if key in seen:
            prints[key] = seen[key]
    return files


def _write(path: Path, seen: Mapping[str, str]) -> None:
    """Write the fingerprints whole or not at all."""
    note = "# By key, the fingerprint of the English text that was translated. `nattero pack stamp` writes this file.\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(note + "".join(f'{key}: "{value}"\n' for key, value in seen.items()), encoding="utf-8")
    new.replace(path)
