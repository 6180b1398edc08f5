"""The page as a PDF, typeset by Typst: A4, tagged and accessible, its fonts embedded, right in black and white.

In: a `Page`. Out: the bytes of a PDF. All words are handed over as data, so that nothing anybody wrote is read as markup. It is made to
PDF/UA-1; where letters have no glyph in any font that standard cannot be kept, and the page is tagged all the same.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import msgspec

from nattero.report.sheet import Page

LONG = re.compile(r"[^\s\u200b]{25,}")
JOINT = re.compile(r"(?<=[/.\-_])(?=[^/.\-_])")
PIECE = 24  # letters after which a word that no line holds may be broken, where it has no joints
PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
SIZES = (1.0, 0.94)  # the second is tried where it may save a sheet that would hold little else than sources
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def pdf(page: Page, at: datetime = EPOCH, folder: Path | None = None) -> bytes:
    """Give the page as a PDF; `at` is the instant it says it was made, `folder` holds the fonts (otherwise ours)."""
    words = msgspec.json.encode(breakable(msgspec.to_builtins(page))).decode()
    whole = typeset(words, SIZES[0], at, folder)
    if pages(whole) != 2:
        return whole
    smaller = typeset(words, SIZES[1], at, folder)
    return smaller if pages(smaller) == 1 else whole


def typeset(words: str, size: float, at: datetime, folder: Path | None) -> bytes:
    """Give the page with its letters at a size, 1 being the usual one."""
    import typst

    wanted: dict[str, Any] = {
        "font_paths": fonts(folder),
        "sys_inputs": {"page": words, "size": str(size)},
        "timestamp": at.astimezone(UTC).replace(microsecond=0),
    }
    try:
        made = typst.compile(template(), pdf_standards="ua-1", **wanted)
    except typst.TypstError:
        made = typst.compile(template(), **wanted)
    return bytes(made)


def pages(body: bytes) -> int:
    """Give how many sheets a PDF has, as its page tree says."""
    found = PAGES.search(body)
    return int(found[1]) if found else 0


@lru_cache(maxsize=1)
def template() -> bytes:
    """The layout."""
    return (files("nattero.report") / "page.typ").read_bytes()


@lru_cache(maxsize=2)
def fonts(folder: Path | None = None) -> Any:
    """Our fonts, then this computer's own for names in other scripts, looked for once; a font that is broken is passed over."""
    import typst

    with as_file(files("nattero.report") / "fonts") as ours:
        return typst.Fonts(font_paths=[folder or ours])


def breakable(value: Any) -> Any:
    """Give plain values with every long word made to break, so that nothing runs off the page; not the drawing."""
    if isinstance(value, str):
        return LONG.sub(lambda found: "\u200b".join(pieces(found[0])), value)
    if isinstance(value, dict):
        return {name: each if name == "svg" else breakable(each) for name, each in value.items()}
    return [breakable(each) for each in value] if isinstance(value, list | tuple) else value


def pieces(word: str) -> list[str]:
    """Give a word in pieces: at its joints, where it is an address, and else anywhere."""
    return [part[start : start + PIECE] for part in JOINT.split(word) for start in range(0, len(part), PIECE)]
