"""Pages by situation: who somebody is, what they wonder, and what happens in the muscle; and the page of myths.

In: the pack's situations and myths. Out: a list, a page for each situation, and the myths in three groups.
"""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero.draw.muscle import muscle
from nattero.knowledge.learning import Myth, Situation
from nattero.web.pages.known import MARKS, claim_rows, flag_rows, foot
from nattero.web.view import View, view_of


@get("/learn/situations", include_in_schema=False)
async def situations(request: Request[Any, Any, Any]) -> Response[str]:
    """All situations and questions."""
    view = view_of(request)
    title = view.gettext("Your situation")
    people, questions = listed("person", view), [*listed("question", view), *listed("picture", view)]
    return view.render("situations.html", people=people, questions=questions, foot=foot("situations", (), title, view))


@get("/learn/situations/{name:str}", include_in_schema=False)
async def one_situation(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    """One situation: what matters first, its danger signs, its claims, and the conditions to read on."""
    view = view_of(request)
    row = view.site.pack.situations.get(name)
    if row is None:
        raise NotFoundException
    title = view.say(f"situation.{row.id}")
    rows = claim_rows(row.claims, view)
    parts = part_names(row, view)
    return view.render(
        "situation.html",
        title=title,
        short=view.say(f"situation.{row.id}.short"),
        flags=flag_rows(row.flags, view),
        picture=drawn(row, parts, view),
        parts=list(zip(parts.values(), rows, strict=False)),
        claims=rows[len(parts) :],
        conditions=[(found, view.say(f"condition.{found}")) for found in row.conditions],
        foot=foot("situations", row.claims, title, view),
    )


@get("/learn/myths", include_in_schema=False)
async def myths(request: Request[Any, Any, Any]) -> Response[str]:
    """What people try or believe, the dangerous first, each with the claim that answers it."""
    view = view_of(request)
    rows = list(view.site.pack.myths.values())
    groups = [
        (
            group,
            name,
            [answered(row, view) for row in rows if row.group == group],
        )
        for group, name in myth_groups(view).items()
    ]
    title = view.gettext("True or not?")
    return view.render("myths.html", groups=groups, foot=foot("myths", (row.claim for row in rows), title, view))


def answered(row: Myth, view: View) -> tuple[str, dict[str, Any]]:
    """A myth and the claim that answers it; a dangerous one is marked as such, whatever the claim's own verdict."""
    claim = claim_rows([row.claim], view)[0]
    if row.group == "dangerous":
        claim |= {"kind": "unsafe", "mark": MARKS["unsafe"], "verdict": view.gettext("Not safe")}
    elif claim["kind"] == "supported":
        claim |= {"kind": "contradicted", "mark": MARKS["contradicted"], "verdict": view.gettext("Corrects an error")}
    return view.say(f"myth.{row.id}"), claim


def listed(kind: str, view: View) -> list[tuple[str, str]]:
    """The situations of a kind by id and name, in the order of the pack."""
    rows = view.site.pack.situations.values()
    return [(row.id, view.say(f"situation.{row.id}")) for row in rows if row.kind == kind]


def part_names(row: Situation, view: View) -> dict[str, str]:
    """The words of a drawing's parts."""
    return {part: view.say(f"situation.{row.id}.{part}") for part in row.parts}


def drawn(row: Situation, parts: dict[str, str], view: View) -> str:
    """The drawing of a situation; nothing for one without parts."""
    if not parts:
        return ""
    title, description = (view.say(f"situation.{row.id}.{part}") for part in ("title", "description"))
    return muscle(title, description, parts)


def myth_groups(view: View) -> dict[str, str]:
    """The groups of myths, in the order of the page."""
    _ = view.gettext
    return {"dangerous": _("Dangerous"), "no-help": _("Does not help"), "unproven": _("Harmless but unproven")}


ROUTES = [situations, one_situation, myths]
