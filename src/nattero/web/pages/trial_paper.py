"""The protocol of a trial and its report, every item filled, to read and to print; and the trial as a small file.

In: a registered trial. Out: pages and a file. The order of nights to come is in none of them; the file is only of a trial that is over.
"""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero import words
from nattero.diary.trials import Tried
from nattero.trial_words import arm_names, tonight_name
from nattero.trials.protocol import CENT, SPENT, facts, shared
from nattero.trials.running import evenings
from nattero.web.pages.trial_facts import label, said
from nattero.web.pages.trial_known import by_name, name_of, trying_of
from nattero.web.pages.trial_result import keys_of, picture_of
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]


@get("/trial/paper/{name:str}", include_in_schema=False)
async def paper(request: AnyRequest, name: FromPath[str]) -> Response[str]:
    """The protocol, and the report where the trial is over."""
    view = view_of(request)
    found = by_name(name, trying_of(view))
    known = facts(found)
    over = not found.trial.concealed
    return view.render(
        "trial_paper.html",
        name=name_of(found),
        over=over,
        title=" / ".join(arm_names(found.trial, view)),
        protocol=items(SPENT, found, known, view),
        report=items(CENT, found, known, view) if over else [],
        keys=keys_of(found.trial, view),
        picture=picture_of(found.trial, view) if over else "",
        order=order_so_far(found, view),
    )


@get("/trial/file/{name:str}", include_in_schema=False)
async def file(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """A trial that is over, as a file."""
    view = view_of(request)
    found = by_name(name, trying_of(view))
    if found.trial.concealed:
        raise NotFoundException
    without = view.request.query_params.get("words") == "no"
    headers = {
        "content-disposition": f'attachment; filename="trial-{name_of(found)}.json"',
        "cache-control": "no-store",
    }
    return Response(shared(found, without_words=without), media_type="application/json", headers=headers)


def items(
    numbered: tuple[tuple[str, str], ...], found: Tried, known: dict[str, Any], view: View
) -> list[dict[str, str]]:
    """The items of a checklist in words."""
    return [
        {"number": number, "label": label(key, view), "text": said(key, found, known, view)} for number, key in numbered
    ]


def order_so_far(found: Tried, view: View) -> list[tuple[str, str]]:
    """The nights that have begun, with what was drawn for them."""
    begun = evenings(found.trial, view.site.clock(), view.zone)
    return [(words.short_day(each.night, view.lang), tonight_name(found.trial, each, view)) for each in begun]


ROUTES = [paper, file]
