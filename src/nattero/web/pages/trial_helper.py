"""The helper's page of a blinded trial: how to pack the bags, and the list of what goes into each, for the helper alone.

In: a trial that a helper packs. Out: pages. Opening the list is written into the trial; from the owner of the diary it cannot be hidden,
and the page says so to them.
"""

from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero.diary.trials import Tried
from nattero.person.going_on import opened
from nattero.trial_words import arm_name, arm_names
from nattero.trials.running import bags
from nattero.web.pages.trial_known import by_name, keep, name_of, trying_of
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]


@get("/trial/helper/{name:str}", include_in_schema=False)
async def helper(request: AnyRequest, name: FromPath[str]) -> Response[str]:
    """What a helper does, and a button to the list."""
    view = view_of(request)
    return page(packed(name, view), [], view)


@post("/trial/helper/{name:str}", status_code=200, include_in_schema=False)
async def bag_list(request: AnyRequest, name: FromPath[str]) -> Response[str]:
    """The list; that it was opened is written down first."""
    view = view_of(request)
    found = packed(name, view)
    seen = opened(found, trying_of(view))
    if seen:
        keep(seen, found, view)
    return page(found, [arm_name(arm, view, blinded=True) for arm in bags(found.trial)], view)


def packed(name: str, view: View) -> Tried:
    """The trial of this name that a helper packs. Raises NotFoundException."""
    found = by_name(name, trying_of(view))
    if not bags(found.trial):
        raise NotFoundException
    return found


def page(found: Tried, listed: list[str], view: View) -> Response[str]:
    """The page, with or without the list."""
    return view.render(
        "trial_helper.html",
        name=name_of(found),
        bags=listed,
        many=len(bags(found.trial)),
        block=found.trial.design.block,
        title=" / ".join(arm_names(found.trial, view)),
        first=view.day(found.trial.first),
        seal=found.trial.hash,
    )


ROUTES = [helper, bag_list]
