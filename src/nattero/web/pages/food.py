"""Food and supplements: what usual portions hold, who should take care, what food cannot do, and how much is too much.

In: foods, nutrients, cares, supplements and measures of the pack. Out: one page of plain tables, with their sources.
"""

from collections.abc import Iterable
from typing import Any

from litestar import Request, Response, get

from nattero import words
from nattero.knowledge.foods import Food, Nutrient, amount, rich_in, rounded, said_in_vain
from nattero.knowledge.supplements import Supplement, UpperLevel
from nattero.web.pages.interventions import head
from nattero.web.pages.known import claim_row, claim_rows, foot, source_rows
from nattero.web.view import View, view_of

FIRST = ("foods-named-as-good",)
"""What is said before any table."""
USELESS = ("supplement", "food", "fluids")
"""Kinds of measures that belong on this page where they are no use."""
EVERYWHERE = "kidneys"
"""The care that is said once, above all tables, and not again beside each food."""


@get("/learn/food", include_in_schema=False)
async def food(request: Request[Any, Any, Any]) -> Response[str]:
    """Foods by mineral with portions and amounts, then the other foods people name, then supplements."""
    view = view_of(request)
    pack = view.site.pack
    foods = pack.foods.values()
    minerals = [mineral(row, foods, view) for row in pack.nutrients.values() if row.daily is not None]
    title = view.gettext("Food and supplements")
    shown = [
        claim for rows in (pack.foods, pack.cares, pack.supplements) for row in rows.values() for claim in row.claims
    ]
    return view.render(
        "food.html",
        first=claim_rows(FIRST, view),
        cares=[(view.say(f"care.{row.id}"), row.claims[0]) for row in pack.cares.values()],
        minerals=minerals,
        tables=source_rows(dict.fromkeys(one.source for one in foods if one.source), view),
        daily=source_rows(dict.fromkeys(row.source for row in pack.nutrients.values() if row.daily), view),
        groups=[(name, others(kind, view)) for kind, name in group_names(view).items()],
        limits=claim_rows(("upper-limits", "child-vitamins"), view),
        supplements=[supplement(row, view) for row in pack.supplements.values()],
        useless=useless(view),
        foot=foot("foods", shown, title, view),
    )


def mineral(nutrient: Nutrient, foods: Iterable[Food], view: View) -> dict[str, Any]:
    """One mineral: the foods whose portion holds much, those named for it in vain, and what is claimed of it."""
    return {
        "id": nutrient.id,
        "name": view.say(f"nutrient.{nutrient.id}"),
        "daily": words.number(nutrient.daily or 0, view.lang),
        "rows": [portion(row, nutrient, view) for row in rich_in(foods, nutrient)],
        "vain": [portion(row, nutrient, view) for row in said_in_vain(foods, nutrient)],
        "claims": claim_rows(nutrient.claims, view),
    }


def portion(row: Food, nutrient: Nutrient, view: View) -> dict[str, Any]:
    """A usual portion of a food: what it holds, and which part of a day that is."""
    held = amount(row, nutrient.id) or 0
    return {
        "name": view.say(f"food.{row.id}"),
        "portion": view.say(f"food.{row.id}.portion"),
        "held": words.number(rounded(held), view.lang),
        "share": round(100 * held / (nutrient.daily or 1)),
        "cares": [view.say(f"care.{name}") for name in row.care if name != EVERYWHERE],
    }


def others(kind: str, view: View) -> list[dict[str, Any]]:
    """The foods of one kind, each with what is known of it."""
    pack = view.site.pack
    return [
        {"name": view.say(f"food.{row.id}"), "claim": claim_row(pack.claims[row.claims[0]], view)}
        for row in pack.foods.values()
        if row.kind == kind and not (kind == "drink" and row.per_100g)
    ]


def group_names(view: View) -> dict[str, str]:
    """The kinds of food that stand in no table, by what a reader calls them."""
    _ = view.gettext
    return {
        "idea": _("When and how to eat"),
        "drink": _("To drink"),
        "less": _("Said to be better left"),
        "folk": _("Home remedies to swallow"),
    }


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
    for level in row.levels:
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
    counted = _("in supplements") if level.counts == "supplements" else _("with food")
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


ROUTES = [food]
