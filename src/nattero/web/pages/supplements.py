"""Supplements as a page shows them: whether they help, the most a day by group, who must not; and what is no use at all.

In: supplements and measures of the pack. Out: values for the template of the page on food.
"""

from typing import Any

from nattero import words
from nattero.knowledge.supplements import Supplement, UpperLevel
from nattero.web.pages.interventions import head
from nattero.web.pages.known import claim_row, source_rows
from nattero.web.view import View

USELESS = ("supplement", "food", "fluids")
"""Kinds of measures that belong on a page about food where they are no use."""
ORDER = ("adults", "pregnant", "children")


def supplement(row: Supplement, view: View) -> dict[str, Any]:
    """A supplement: whether it helps, the most a day by group, who must not, and what says so."""
    pack = view.site.pack
    return {
        "id": row.id,
        "name": view.say(f"supplement.{row.id}"),
        "care": view.say(f"supplement.{row.id}.care"),
        "remedy": head(pack.interventions[row.remedy], view) if row.remedy else None,
        "claim": claim_row(pack.claims[row.claims[0]], view),
        "levels": levels(row, view),
        "sources": source_rows(dict.fromkeys((*row.authorities, *row.sources)), view),
    }


def levels(row: Supplement, view: View) -> list[tuple[str, str]]:
    """The most a day: for whom, and how much by which authority; authorities that agree share a line."""
    found: dict[tuple[str, str], list[str]] = {}
    for level in sorted(row.levels, key=lambda level: ORDER.index(level.who)):
        place = view.locale.territories[level.place]
        found.setdefault((who(level, view), how_much(row, level, view)), []).append(place)
    return [(group, f"{much} ({', '.join(dict.fromkeys(places))})") for (group, much), places in found.items()]


def who(level: UpperLevel, view: View) -> str:
    """For whom an upper level is."""
    _ = view.gettext
    if level.who == "children":
        return _("Children of %(least)d to %(most)d years") % {"least": level.least, "most": level.most}
    return _("Adults") if level.who == "adults" else _("In pregnancy")


def how_much(row: Supplement, level: UpperLevel, view: View) -> str:
    """An upper level with its unit, and whether food counts too."""
    _ = view.gettext
    number = words.number(level.amount, view.lang)
    unit = _("micrograms") if row.unit == "microgram" else "mg"
    counted = _("in supplements") if level.counts == "supplements" else _("in food and supplements together")
    return f"{number} {unit} {counted}"


def useless(view: View) -> list[dict[str, Any]]:
    """What to swallow is not worth the effort or the risk, each with why and where to read on."""
    rows = view.site.pack.measures.values()
    return [
        {
            "title": view.say(f"measure.{row.id}.title"),
            "why": view.say(f"measure.{row.id}.why"),
            "more": f"/learn/remedies/{row.remedy}" if row.remedy else f"/learn/{row.claims[0]}",
        }
        for row in rows
        if not row.offered and row.kind in USELESS
    ]
