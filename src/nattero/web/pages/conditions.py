"""Pages by condition: what it is, how cramps come with it, what is known, whom to ask; its danger signs before all.

In: the pack's conditions. Out: the list in groups, and a page for each.
"""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero.knowledge.conditions import Condition
from nattero.web.pages.known import claim_rows, flag_rows, foot, source_rows
from nattero.web.pages.learn import urgency_name
from nattero.web.view import View, view_of


@get("/learn/conditions", include_in_schema=False)
async def conditions(request: Request[Any, Any, Any]) -> Response[str]:
    """All conditions, in groups that say where in the body they are."""
    view = view_of(request)
    rows = view.site.pack.conditions.values()
    groups = [
        (group, name, [named(row, view) for row in rows if row.group == group])
        for group, name in group_names(view).items()
    ]
    title = view.gettext("Conditions")
    return view.render("conditions.html", groups=groups, count=len(rows), foot=foot("conditions", (), title, view))


@get("/learn/conditions/{name:str}", include_in_schema=False)
async def one_condition(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    """One condition."""
    view = view_of(request)
    row = view.site.pack.conditions.get(name)
    if row is None:
        raise NotFoundException
    title = view.say(f"condition.{row.id}")
    return view.render(
        "condition.html",
        title=title,
        group=group_names(view)[row.group],
        group_id=row.group,
        urgency=row.urgency,
        urgency_name=urgency_name(row.urgency, view),
        role=role_name(row, view),
        what=view.say(f"condition.{row.id}.what"),
        how=view.say(f"condition.{row.id}.how"),
        whom=view.say(f"condition.{row.id}.whom"),
        flags=flag_rows(row.flags, view),
        claims=claim_rows(row.claims, view),
        sources=source_rows(row.sources, view),
        foot=foot("conditions", row.claims, title, view),
    )


def named(row: Condition, view: View) -> dict[str, str]:
    """A condition for a list: its id, its name, and its urgency where it cannot wait."""
    pressing = row.urgency in {"emergency", "urgent"}
    return {
        "id": row.id,
        "name": view.say(f"condition.{row.id}"),
        "urgency": urgency_name(row.urgency, view) if pressing else "",
    }


def group_names(view: View) -> dict[str, str]:
    """The groups of conditions, in the order of the page."""
    _ = view.gettext
    return {
        "cramp": _("The cramp itself"),
        "movement": _("Legs that move, jerk or stiffen"),
        "nerves": _("Nerves, back and brain"),
        "vessels": _("Blood vessels and heart"),
        "body": _("Salts, glands and organs"),
        "muscles": _("Muscles, joints, bones and skin"),
        "other": _("Pregnancy, poisons, alcohol and worry"),
    }


def role_name(row: Condition, view: View) -> str:
    """What a condition has to do with a night cramp."""
    _ = view.gettext
    names = {
        "index": _("This is the cramp itself."),
        "mimic": _("It can be taken for a night cramp."),
        "underlying": _("Named as something that cramps come with."),
        "both": _("Cramps can come with it, and it can be taken for a cramp."),
    }
    return names[row.role]


ROUTES = [conditions, one_condition]
