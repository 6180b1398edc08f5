"""The page behind the QR code: one button, so that a preview of the link does not use the token up."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from nattero.web.pairing import COOKIE, PAIR, Pairing
from nattero.web.view import view_of

A_YEAR = 31_536_000
AnyRequest = Request[Any, Any, Any]


@get(PAIR, include_in_schema=False)
async def invitation(request: AnyRequest) -> Response[str]:
    """Offers to pair, when the token is one that would be taken."""
    pairing: Pairing | None = request.app.state.pairing
    token = request.query_params.get("token", "")
    fits = pairing is not None and pairing.is_open(token)
    return view_of(request).render("pair.html", 200 if fits else 404, token=token, fits=fits)


@post(PAIR, include_in_schema=False, status_code=303)
async def pair(request: AnyRequest) -> Response[Any]:
    """Takes the token and gives the device its cookie."""
    pairing: Pairing | None = request.app.state.pairing
    form = await request.form()
    name = request.headers.get("user-agent", "")
    secret = pairing.pair(str(form.get("token", "")), device_name(name)) if pairing else None
    if secret is None:
        return view_of(request).render("pair.html", 404, token="", fits=False)
    known = Cookie(
        COOKIE,
        value=secret,
        path="/",
        max_age=A_YEAR,
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="lax",
    )
    return Redirect("/", status_code=303, cookies=[known])


def device_name(agent: str) -> str:
    """What sort of device a browser says it runs on."""
    names = {
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Android": "Android",
        "Macintosh": "Mac",
        "Windows": "Windows",
        "Linux": "Linux",
    }
    return next((name for word, name in names.items() if word in agent), "Browser")


ROUTES = [invitation, pair]
