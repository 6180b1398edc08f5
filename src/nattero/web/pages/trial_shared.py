"""The small file of somebody else's trial: looked at, worked out again, and never kept.

In: a file. Out: a page with their result as it comes out here, and whether that is what the file says. Nothing is written down.
"""

from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException

from nattero.trial_words import arm_names, changed_file, ended_text
from nattero.trials.protocol import ChangedError, read_shared
from nattero.web.pages.entry_form import LARGEST_FORM
from nattero.web.pages.trial import design_of
from nattero.web.pages.trial_result import keys_of, picture_of, result_of
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
    except ChangedError:
        return asking(view, changed_file(view))
    except (ValueError, ClientException):
        return asking(view, view.gettext("This is no file of a trial of Nattero."))


def asking(view: View, wrong: str = "") -> Response[str]:
    """The form, with what was wrong with the last file."""
    return view.render("trial_shared.html", 422 if wrong else 200, said=None, wrong=wrong)


def shown(content: bytes, view: View) -> Response[str]:
    """The result in a file as it comes out here. Raises ValueError for what is no trial."""
    from nattero.trials.answering import again

    found = read_shared(content)
    made, same = again(found.trial)
    said = result_of(made, view)
    if said and not (same and found.early):  # no sentence of a file whose numbers or dates are not those of its nights
        said["sentences"] = []
    return view.render(
        "trial_shared.html",
        same=same,
        late=not found.early,
        said=said,
        title=" / ".join(arm_names(made, view)[1:]),
        ended=ended_text(made, view) if same else "",
        planned_end=not same or (made.ended is not None and made.ended.why in {"done", "clear"}),
        keys=keys_of(made, view),
        picture=picture_of(made, view),
        design=design_of(found, view),
    )


ROUTES = [shared, look]
