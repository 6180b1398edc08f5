"""Collects the interface's words into every language's catalogue; `--check` only tells whether they are complete.

In: gettext calls in src/nattero, English being the source. Out: src/nattero/locale/LANG/LC_MESSAGES/nattero.po, with
what was translated kept, what is gone removed, and no dates or line numbers that change by themselves.
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["nl", "nb", "id"]
METHODS = [("src/nattero/**.py", "python"), ("src/nattero/web/templates/**.html", "jinja2")]
OPTIONS = {"src/nattero/web/templates/**.html": {"trimmed": "true", "silent": "false"}}
# pgettext and npgettext take a context first. `say` also says the pack's words, by keys such as "step.flex.title":
# those are no phrases.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "say": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEY = re.compile(r"[a-z_]+(\.[\w-]*)+")
CHANGING = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Generated-By',
    '"Last-Translator',
    '"Language-Team',
    '"Report-Msgid',
    '"Project-Id',
)


def collect(root: Path) -> Catalog:
    """Return every phrase of the interface, with the files that use it."""
    found = Catalog(project="Nattero", fuzzy=False)
    for file, line, message, comments, context in extract_from_dir(root, METHODS, OPTIONS, KEYWORDS, ["Note:"]):
        if not (isinstance(message, str) and KEY.fullmatch(message)):
            found.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return found


def catalogue_path(root: Path, language: str) -> Path:
    """Return where a language's catalogue lies."""
    return root / "src/nattero/locale" / language / "LC_MESSAGES/nattero.po"


def updated(root: Path, language: str, phrases: Catalog) -> str:
    """Return a language's catalogue as it should be: today's phrases with the translations it has."""
    path = catalogue_path(root, language)
    catalogue = read(path, language) if path.exists() else Catalog(locale=language, project="Nattero")
    catalogue.fuzzy = False
    catalogue.header_comment = (
        "# The interface in this language; English is the source. Made by `make messages`, translated by hand."
    )
    catalogue.update(phrases, no_fuzzy_matching=True, update_header_comment=False)
    out = io.BytesIO()
    write_po(out, catalogue, width=0, ignore_obsolete=True, sort_output=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(CHANGING)).rstrip("\n") + "\n"


def read(path: Path, language: str) -> Catalog:
    """Return the catalogue that lies at `path`."""
    with path.open("rb") as lines:
        return read_po(lines, locale=language)


def texts(phrase: Message) -> list[str]:
    """Return a phrase's translations, one for each number it has; none is an empty text."""
    if isinstance(phrase.string, list | tuple):
        return [text or "" for text in phrase.string]
    return [phrase.string or ""]


def untranslated(root: Path, language: str, phrases: Catalog) -> list[str]:
    """Return the phrases that a language's catalogue lacks or has only as a guess."""
    catalogue = read(catalogue_path(root, language), language)
    missing = []
    for phrase in phrases:
        known = catalogue.get(phrase.id, phrase.context) if phrase.id else None
        if phrase.id and (known is None or known.fuzzy or not all(texts(known))):
            missing.append(str(phrase.id))
    return missing


def main(arguments: list[str]) -> int:
    """Write the catalogues, or with `--check` name what is missing and return 1 if anything is."""
    phrases = collect(ROOT)
    failed = 0
    for language in LANGUAGES:
        if "--check" in arguments:
            for phrase in untranslated(ROOT, language, phrases):
                print(f"{language}: not translated: {phrase}")
                failed = 1
            continue
        path = catalogue_path(ROOT, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(updated(ROOT, language, phrases))
        print(f"{language}: {len(phrases)} phrases, {len(untranslated(ROOT, language, phrases))} to translate")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
