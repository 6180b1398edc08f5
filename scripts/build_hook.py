"""Makes what is shipped but not committed: catalogues, the font subset to our languages' letters, and the pack, parsed.

In: src/nattero/locale/*/LC_MESSAGES/nattero.po and the fonts of fontpkg-atkinson-hyperlegible. Out: the .mo files
beside the catalogues, two WOFF2 files with their licence in src/nattero/web/static/fonts, the same whole as TTF for paper in
src/nattero/report/fonts, and the pack's compiled form.
Hatchling calls it for every wheel and editable install; `python scripts/build_hook.py` does the same by hand. What is
newer than its sources is left alone.
"""

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
FONTS = Path("src/nattero/web/static/fonts")
PAPER_FONTS = Path("src/nattero/report/fonts")
WEIGHTS = {"Regular": "AtkinsonHyperlegible-Regular", "Bold": "AtkinsonHyperlegible-Bold"}

# Basic Latin and Latin-1 hold every letter of Dutch, Norwegian, Indonesian and English; a rarer letter in a name somebody
# writes falls back to the system's font. Each kilobyte here is one of the 75 that a first visit may cost.
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100)]
SIGNS = [ord(sign) for sign in "–—‘’‚“”„†•…‹›€™−≈≤≥×·"]
FEATURES = ["kern", "tnum", "lnum"]


class CustomBuildHook(BuildHookInterface[Any]):
    """What Hatchling runs before it packs a wheel or makes an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the catalogues and the fonts in the source tree, where `artifacts` picks them up."""
        del version, build_data  # nothing here depends on the sort of build
        build(Path(self.root))


def build(root: Path) -> list[Path]:
    """Return the files made anew under `root`; what is newer than its sources is left alone."""
    return [*compile_catalogues(root), *subset_fonts(root), *copy_fonts(root), *compile_pack(root)]


def compile_pack(root: Path) -> list[Path]:
    """Return the compiled pack if it was made under `root`: its YAML, parsed, so that Nattero need not do it at each start."""
    folder = root / "src/nattero/pack"
    target = folder / "compiled.msgpack"
    if not folder.is_dir() or _is_newer(target, [*folder.rglob("*.yaml"), root / "src/nattero/knowledge/rows.py"]):
        return []
    sys.path.insert(0, str(root / "src"))
    try:
        from nattero.knowledge.rows import compiled

        target.write_bytes(compiled(folder))
    finally:
        sys.path.remove(str(root / "src"))
    return [target]


def compile_catalogues(root: Path) -> list[Path]:
    """Return the .mo files made from the .po files under `root`; a fuzzy translation is not used."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = []
    for source in sorted(root.glob("src/nattero/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if _is_newer(target, [source]):
            continue
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parent.parent.name)
        with target.open("wb") as out:
            write_mo(out, catalogue, use_fuzzy=False)
        made.append(target)
    return made


def subset_fonts(root: Path) -> list[Path]:
    """Return the WOFF2 files and the licence made under `root`."""
    import fontpkg_atkinson_hyperlegible as font

    folder = root / FONTS
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for weight, name in WEIGHTS.items():
        source, target = Path(font.ROOT) / "files" / f"{name}.ttf", folder / f"atkinson-{weight.lower()}.woff2"
        if not _is_newer(target, [source, Path(__file__)]):
            _subset(source, target)
            made.append(target)
    licence = folder / "LICENSE-OFL.txt"
    if not licence.exists():
        shutil.copyfile(Path(font.ROOT) / "LICENSE", licence)
        made.append(licence)
    return made


def copy_fonts(root: Path) -> list[Path]:
    """Return the TTF files and the licence copied under `root`: on paper a font's weight is no problem, and every letter counts."""
    import fontpkg_atkinson_hyperlegible as font

    folder = root / PAPER_FONTS
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"atkinson-{weight.lower()}.ttf": f"files/{name}.ttf" for weight, name in WEIGHTS.items()}
    made = []
    for name, source in {**wanted, "LICENSE-OFL.txt": "LICENSE"}.items():
        target = folder / name
        if not _is_newer(target, [Path(font.ROOT) / source]):
            shutil.copyfile(Path(font.ROOT) / source, target)
            made.append(target)
    return made


def _subset(source: Path, target: Path) -> None:
    from fontTools import subset

    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = FEATURES
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13]
    options.name_languages = [0x409]
    options.legacy_kern = False
    options.drop_tables += ["DSIG", "gasp", "meta"]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*LETTERS, *SIGNS])
    subsetter.subset(font)
    subset.save_font(font, str(target), options)
    font.close()


def _is_newer(target: Path, sources: list[Path]) -> bool:
    return target.exists() and all(target.stat().st_mtime >= source.stat().st_mtime for source in sources)


if __name__ == "__main__":
    for path in build(ROOT):
        sys.stdout.write(f"Made {path.relative_to(ROOT)} ({path.stat().st_size:,} bytes)\n")
