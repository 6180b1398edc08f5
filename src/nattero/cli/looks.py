"""`nattero figures`: everything that is drawn in the pack, on one page and each in a file of its own.

In: a folder and a language. Out: `figures.html` in it, an index by relief step and by exercise with each key frame held
still and the movement, and the pictures of bed and shoes; each also as `step-ID.svg`, `exercise-ID.svg` or
`look-CHECK-OPTION.svg`. All in the tones of the light theme.
"""

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import msgspec

from nattero.cli import known
from nattero.draw.looks import look
from nattero.draw.sheet import Drawing, alone, contact_sheet, drawing, still
from nattero.draw.skeleton import Pose
from nattero.knowledge.looking import Look, Option
from nattero.knowledge.pack import Pack
from nattero.store.errors import explained
from nattero.words import translator


def write_figures(folder: Path, lang: str) -> Path:
    """Draws the figures into a folder, made when it is not there; gives the page's path. Raises StoreError."""
    page = folder / "figures.html"
    style = light()
    _ = translator(lang)
    groups = drawings(known.pack(), lang)
    sheet = contact_sheet(groups, lang, _("All figures"), style)
    with explained(page):
        folder.mkdir(parents=True, exist_ok=True)
        for one in (one for group in groups.values() for one in group):
            (folder / f"{one.name}.svg").write_text(alone(one.picture, style), "utf-8")
        page.write_text(sheet, "utf-8")
    return page


def light() -> str:
    """The tones of the light theme, and the styles of figures and pictures."""
    static = files("nattero") / "web" / "static"
    tones = re.search(r":root \{.*?\}", (static / "app.css").read_text("utf-8"), re.DOTALL)
    return (tones[0] if tones else "") + "".join(
        (static / name).read_text("utf-8") for name in ("figure.css", "looks.css")
    )


def drawings(pack: Pack, lang: str) -> Mapping[str, Sequence[Drawing]]:
    """What is drawn, under its headings: each relief step, each exercise, each picture of bed and shoes."""
    _ = translator(lang)

    def drawn(kind: str, name: str, pose: str) -> Drawing:
        title, how = (pack.say(f"{kind}.{name}.{part}", lang, "other") for part in ("title", "how"))
        return drawing(f"{kind}-{name}", msgspec.convert(pack.poses[pose], Pose), title, how)

    def pictured(row: Look, option: Option) -> Drawing:
        key, name = f"look.{row.id}.{option.id}", f"look-{row.id}-{option.id}"
        title, seen = (pack.say(f"{key}{part}", lang, "other") for part in ("", ".seen"))
        if option.pose:
            return drawing(name, msgspec.convert(pack.poses[option.pose], Pose), title, seen)
        return still(name, title, look(str(option.picture), title=title, description=seen, uid=name))

    return {
        _("Relief"): [drawn("step", step.id, step.pose) for step in pack.relief.values()],
        _("Exercises"): [drawn("exercise", row.id, row.pose) for row in pack.exercises.values()],
        _("Bed and shoes"): [pictured(row, option) for row in pack.looks.values() for option in row.options],
    }
