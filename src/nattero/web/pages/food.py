"""Food and supplements: what usual portions hold, who should take care, what food cannot do, and how much is too much.

In: foods, nutrients, cares, supplements and measures of the pack. Out: one page of plain tables, with their sources.
"""

import re
from collections.abc import Iterable
from typing import Any

from litestar import Request, Response, get

from nattero import words
from nattero.knowledge.foods import Food, Nutrient, amount, rich_in, rounded, said_in_vain
from nattero.web.pages.known import claim_row, claim_rows, foot, source_rows
from nattero.web.pages.supplements import supplement, useless
from nattero.web.view import View, view_of

FIRST = ("foods-named-as-good",)
"""What is said before any table."""
OWN = {"potassium": "kidneys"}
"""The care that goes with a whole table is said above it, not beside each food."""
NAMED = 8
"""The foods a care is said to be about are named when they are no more than these."""


@get("/learn/food", include_in_schema=False)
async def food(request: Request[Any, Any, Any]) -> Response[str]:
    """Foods by mineral with portions and amounts, then the other foods people name, then supplements."""
    view = view_of(request)
    pack = view.site.pack
    foods = pack.foods.values()
    title = view.gettext("Food and supplements")
    shown = [
        claim for rows in (pack.foods, pack.cares, pack.supplements) for row in rows.values() for claim in row.claims
    ]
    return view.render(
        "food.html",
        first=claim_rows(FIRST, view),
        cares=[care(name, view) for name in pack.cares if any(row.per_100g for row in with_care(name, foods))],
        minerals=[mineral(row, foods, view) for row in pack.nutrients.values() if row.daily is not None],
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
        "portion": _together(view.say(f"food.{row.id}.portion")),
        "held": words.number(rounded(held), view.lang),
        "share": round(100 * held / (nutrient.daily or 1)),
        "cares": [view.say(f"care.{name}.short") for name in row.care if name != OWN.get(nutrient.id)],
    }


def with_care(name: str, foods: Iterable[Food]) -> list[Food]:
    """The foods a care is about."""
    return [row for row in foods if name in row.care]


def care(name: str, view: View) -> dict[str, Any]:
    """Who should take care with which foods, and the claim behind it; many foods are not named one by one."""
    row = view.site.pack.cares[name]
    about = [view.say(f"food.{food.id}") for food in with_care(name, view.site.pack.foods.values())]
    return {
        "short": view.say(f"care.{name}.short"),
        "text": view.say(f"care.{name}"),
        "foods": "; ".join(about) if len(about) <= NAMED else "",
        "claim": row.claims[0],
    }


def others(kind: str, view: View) -> list[dict[str, Any]]:
    """The foods of one kind that stand in no table, each with what is known of it and who should take care."""
    pack = view.site.pack
    return [
        {
            "name": view.say(f"food.{row.id}"),
            "claim": claim_row(pack.claims[row.claims[0]], view),
            "cares": [(view.say(f"care.{name}.short"), view.say(f"care.{name}")) for name in row.care],
        }
        for row in pack.foods.values()
        if row.kind == kind and not (kind in {"eat", "drink"} and row.per_100g)
    ]


def group_names(view: View) -> dict[str, str]:
    """The kinds of food that stand in no table, by what a reader calls them."""
    _ = view.gettext
    return {
        "idea": _("When and how to eat"),
        "eat": _("Also named as good for cramps"),
        "drink": _("To drink"),
        "less": _("Said to be better left"),
        "folk": _("Home remedies to swallow"),
    }


def _together(text: str) -> str:
    """A text with each number kept on one line with its unit."""
    return re.sub(r"(\d) (g|ml)\b", "\\1\N{NO-BREAK SPACE}\\2", text)


ROUTES = [food]
