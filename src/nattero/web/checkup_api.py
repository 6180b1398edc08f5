"""The check-up over the API: a case in, the answer of `nattero checkup --json` out; docs/api.md is its reference.

In: a case as JSON, at most 1 MB. Out: the answer of the contract, or its problems. Nothing is kept: what a person answers
in the pages becomes entries, a case that a program sends does not.
"""

import asyncio
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_400_BAD_REQUEST,
    HTTP_422_UNPROCESSABLE_ENTITY,
)

from nattero.cases import answered
from nattero.web.api import LARGEST_BODY, Complaint, UnreadableError, body_of, complaint
from nattero.web.site import Site
from nattero.web.view import view_of


@post("/api/checkup", request_max_body_size=LARGEST_BODY, tags=["checkup"], include_in_schema=True)
async def checkup(request: Request[Any, Any, Any]) -> Response[Any]:
    """The check-up of one case: 200 with the answer, 422 with its problems, 400 or 413 for what cannot be read."""
    site: Site = request.app.state.site
    try:
        raw = msgspec.json.decode(await body_of(request))
    except UnreadableError as error:
        return refusal(error, request)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return refusal(UnreadableError(HTTP_400_BAD_REQUEST, "body", "malformed"), request)
    found = await asyncio.to_thread(answered, raw, "both", site.desk, view_of(request).lang)
    return Response(found, status_code=HTTP_422_UNPROCESSABLE_ENTITY if "problems" in found else HTTP_200_OK)


def refusal(error: UnreadableError, request: Request[Any, Any, Any]) -> Response[Complaint]:
    """What is wrong with a request that cannot be read."""
    return Response(Complaint(error.field, error.problem, complaint(error, request)), status_code=error.status)


ROUTES = [checkup]
