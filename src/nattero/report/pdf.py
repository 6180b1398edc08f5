"""The page as a PDF, typeset by Typst: A4, tagged and accessible, its fonts embedded, right in black and white.

In: a `Page`. Out: the bytes of a PDF. All words are handed over as data, so that nothing anybody wrote is read as markup. It is made to
PDF/UA-1; where letters have no glyph in any font that standard cannot be kept, and the page is tagged all the same.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
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
SIZES = (1.0, 0.94)  # the second is tried where it may save a sheet
SPARED = 0.4  # of a second sheet: what is more than that no smaller letters save
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def pdf(page: Page, at: datetime = EPOCH, folder: Path | None = None, terse: Callable[[], Page] | None = None) -> bytes:
    """Give the page as a PDF; `at` is the instant it says it was made, `folder` holds the fonts (otherwise ours).

    One sheet where that can be; else all but what was tried on the first, and what was tried and the sources on a second. `terse`
    gives a page that says less, for where the whole one cannot be set so.
    """
    whole = Setting(data(page), SIZES[0])
    made = typeset(whole, at, folder)
    if pages(made) == 1:
        return made
    found = extent(whole, folder)
    small = replace(whole, size=SIZES[1])
    short = replace(small, page=data(terse())) if terse else small
    tries: list[tuple[Setting, int]] = []
    if found.sheets == 2 and found.full < SPARED:
        tries += [(small, 1), (short, 1)]
    if found.front > 1:
        tries += [(replace(each, parted="yes"), 2) for each in (small, short)]
    for setting, most in dict.fromkeys(tries):
        other = typeset(setting, at, folder)
        if pages(other) <= most:
            return other
    return typeset(short, at, folder) if found.sheets > 2 else made


class Extent(msgspec.Struct, frozen=True):
    """On which sheet all but what was tried ends, how many sheets there are, and how much of the last is full."""

    front: int
    sheets: int
    full: float


@dataclass(frozen=True)
class Setting:
    """A page as data, the size of its letters (1 the usual one), and whether what was tried begins on a new sheet."""

    page: str
    size: float
    parted: str = "no"


def data(page: Page) -> str:
    """Give a page as the template reads it."""
    return msgspec.json.encode(breakable(msgspec.to_builtins(page))).decode()


def inputs(setting: Setting, folder: Path | None) -> dict[str, Any]:
    """Give what the template is compiled with."""
    values = {"page": setting.page, "size": str(setting.size), "parted": setting.parted}
    return {"font_paths": fonts(folder), "sys_inputs": values}


def extent(setting: Setting, folder: Path | None) -> Extent:
    """Give how far a page reaches."""
    import typst

    found = typst.query(template(), "<extent>", field="value", one=True, **inputs(setting, folder))
    return msgspec.json.decode(found, type=Extent)


def typeset(setting: Setting, at: datetime, folder: Path | None) -> bytes:
    """Give the page as it is set."""
    import typst

    wanted = {**inputs(setting, folder), "timestamp": at.astimezone(UTC).replace(microsecond=0)}
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
