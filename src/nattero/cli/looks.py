"""`nattero figures`: every pose of the pack drawn on one page.

In: a folder. Out: `figures.html` in it, in the tones of the light theme.
"""

import re
from importlib.resources import files
from pathlib import Path

import msgspec

from nattero.draw.sheet import contact_sheet
from nattero.draw.skeleton import Pose
from nattero.knowledge.pack import load_pack
from nattero.store.errors import explained


def write_figures(folder: Path) -> Path:
    """Draws the figures into a folder, made when it is not there; gives the page's path. Raises StoreError."""
    page = folder / "figures.html"
    static = files("nattero") / "web" / "static"
    tones = re.search(r":root \{.*?\}", (static / "app.css").read_text("utf-8"), re.DOTALL)
    style = (tones[0] if tones else "") + (static / "figure.css").read_text("utf-8")
    sheet = contact_sheet(msgspec.convert(list(load_pack().poses.values()), list[Pose]), style=style)
    with explained(page):
        folder.mkdir(parents=True, exist_ok=True)
        page.write_text(sheet, "utf-8")
    return page
