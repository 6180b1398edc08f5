"""The small file of somebody else's trial: looked at, worked out again, and never kept.

In: a file. Out: a page with their result as it comes out here, and whether that is what the file says. Nothing is written down.
"""

from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException

from nattero.trial_words import arm_names, ended_text
from nattero.trials.protocol import read_shared
from nattero.web.pages.entry_form import LARGEST_FORM
from nattero.web.pages.trial import design_of
from nattero.web.pages.trial_result import picture_of, result_of
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]


@get("/trial/shared", include_in_schema=False)
async def shared(request: AnyRequest) -> Response[str]:
    """Where a file is chosen."""
    return asking(view_of(request))


@post("/trial/shared", status_code=200, request_max_body_size=LARGEST_FORM, include_in_schema=False)
async def look(request: AnyRequest) -> Response[str]:
    """What comes out of the file."""
    view = view_of(request)
    try:
        held = (await request.form()).get("file")
        content = await held.read() if isinstance(held, UploadFile) else b""
        return shown(content, view)
    except (ValueError, ClientException):
        return asking(view, view.gettext("This is no trial of Nattero, or it was changed after it was drawn."))


def asking(view: View, wrong: str = "") -> Response[str]:
    """The form, with what was wrong with the last file."""
    return view.render("trial_shared.html", 422 if wrong else 200, said=None, wrong=wrong)


def shown(content: bytes, view: View) -> Response[str]:
    """The result in a file as it comes out here. Raises ValueError for what is no trial."""
    from nattero.trials.answering import again

    found = read_shared(content)
    made, same = again(found.trial)
    names = arm_names(made, view)
    said = result_of(made, view)
    if said and not same:  # of a file whose numbers are not those of its nights no verdict is given
        said["sentences"] = [each | {"verdict": ""} for each in said.get("sentences", [])]
    return view.render(
        "trial_shared.html",
        same=same,
        said=said,
        side_effect=False,
        title=" / ".join(names[1:]),
        ended=ended_text(made, view) if same else "",
        planned_end=not same or (made.ended is not None and made.ended.why in {"done", "clear"}),
        arms=list(enumerate(names)),
        picture=picture_of(made),
        design={**design_of(found, view), "whole": True},
    )


ROUTES = [shared, look]
