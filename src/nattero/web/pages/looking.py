"""Bed and shoes, looked at: one taps the picture that is like one's own, and sees what it may do and what would be better.

In: the picture checks of the pack, and what was tapped, in the address. Out: one page. Nothing of it is kept; a plain form
asks, so it works without script. What one could fall over comes first, and only one thing is asked for tonight.
"""

from typing import Any

from litestar import Request, Response, get

from nattero.draw.figure import figure
from nattero.draw.looks import look
from nattero.knowledge.looking import Look, Option
from nattero.web.pages.known import claim_rows, foot
from nattero.web.pages.relief import pose_of
from nattero.web.view import View, view_of

PATH = "/learn/bed-and-shoes"
FALLS_PLAN = "shoes-and-bedding"  # the page of what people try that gathers what was studied of all this


@get(PATH, include_in_schema=False)
async def bed_and_shoes(request: Request[Any, Any, Any]) -> Response[str]:
    """The pictures to tap; above them, once some were tapped, what they may mean."""
    view = view_of(request)
    rows = list(view.site.pack.looks.values())
    chosen = [(row, mine) for row in rows if (mine := tapped(row, view))]
    amiss = [(row, mine) for row, mine in chosen if mine.rather]
    title = view.gettext("Bed and shoes")
    return view.render(
        "bed_and_shoes.html",
        title=title,
        groups=groups(rows, view),
        answered=bool(chosen),
        tonight=[found(row, mine, view) for row, mine in amiss[:1]],
        later=[found(row, mine, view) for row, mine in amiss[1:]],
        fine=[found(row, mine, view) for row, mine in chosen if not mine.rather],
        planned=any(mine.measure for _, mine in amiss),
        features=list(dict.fromkeys(mine.feature for _, mine in amiss if mine.feature)),
        remedy=FALLS_PLAN,
        foot=foot("situations", (claim for row in rows for claim in row.claims), title, view),
    )


def tapped(row: Look, view: View) -> Option | None:
    """The picture of a check that was tapped; None when none of its own was."""
    asked = view.request.query_params.get(row.id)
    return next((option for option in row.options if option.id == asked), None)


def groups(rows: list[Look], view: View) -> list[tuple[str, list[dict[str, Any]]]]:
    """The checks under their headings, each with its pictures and which of them was tapped."""
    _ = view.gettext
    names = {"falls": _("So that you do not fall"), "bed": _("Your bed"), "shoes": _("Your shoes by day")}
    return [(name, [asked(row, view) for row in rows if row.about == about]) for about, name in names.items()]


def asked(row: Look, view: View) -> dict[str, Any]:
    """One check, to be asked."""
    mine = tapped(row, view)
    options = [
        {
            "id": option.id,
            "name": view.say(f"look.{row.id}.{option.id}"),
            "picture": picture(row, option, "ask", view),
            "mine": option is mine,
        }
        for option in row.options
    ]
    return {"id": row.id, "name": view.say(f"look.{row.id}"), "options": options}


def found(row: Look, mine: Option, view: View) -> dict[str, Any]:
    """What one tapped: its picture, the better one beside it, what to do, and what is known."""
    better = next((option for option in row.options if option.id == mine.rather), None)
    return {
        "id": row.id,
        "name": view.say(f"look.{row.id}"),
        "mine": (view.say(f"look.{row.id}.{mine.id}"), picture(row, mine, "mine", view)),
        "better": (view.say(f"look.{row.id}.{better.id}"), picture(row, better, "better", view)) if better else None,
        "do": view.say(f"look.{row.id}.{mine.id}.do") if better else "",
        "claims": claim_rows(mine.claims, view),
    }


def picture(row: Look, option: Option, place: str, view: View) -> str:
    """The drawing of an option, held still; `place` keeps its ids apart from those of the same drawing elsewhere."""
    name = f"look.{row.id}.{option.id}"
    title, seen, tag = view.say(name), view.say(f"{name}.seen"), f"{place}-{row.id}-{option.id}"
    if option.pose:
        return figure(pose_of(view.site.pack, option.pose), title=title, description=seen, uid=tag, moving=False)
    return look(str(option.picture), title=title, description=seen, uid=tag)


ROUTES = [bed_and_shoes]
