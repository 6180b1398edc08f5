"""The page behind the QR code: one button, so that a preview of the link does not use the token up.

In: the token of a link. Out: a cookie for the device; and for a device that has one, a code for the next device.
"""

from typing import Any

import segno
from litestar import Request, Response, get, post
from litestar.response import Redirect

from nattero.web.pages.entry_form import pairs_in
from nattero.web.pairing import COOKIE, PAIR, Pairing, keeping, token_in
from nattero.web.view import view_of

AnyRequest = Request[Any, Any, Any]


def pairing_of(request: AnyRequest) -> Pairing | None:
    """The server's pairing, or None where nobody need pair."""
    found: Pairing | None = request.app.state.get("pairing")
    return found


@get(PAIR, include_in_schema=False)
async def invitation(request: AnyRequest) -> Response[Any]:
    """Offers to pair, when the token is one that would be taken; a device that is paired goes home."""
    pairing = pairing_of(request)
    if pairing is None or pairing.knows(request.cookies.get(COOKIE, "")):
        return Redirect("/", status_code=303)
    token = token_in(request.query_params.get("token", ""))
    fits = pairing.is_open(token)
    return view_of(request).render("pair.html", 200 if fits else 404, token=token, fits=fits)


@post(PAIR, include_in_schema=False, status_code=303)
async def pair(request: AnyRequest) -> Response[Any]:
    """Takes the token and gives the device its cookie."""
    pairing = pairing_of(request)
    sent = dict(pairs_in(await request.body()))
    name = device_name(request.headers.get("user-agent", ""))
    secret = pairing.pair(sent.get("token", ""), name) if pairing else None
    if secret is None:
        return view_of(request).render("pair.html", 404, token="", fits=False)
    return Redirect("/", status_code=303, headers={"set-cookie": keeping(secret)})


@post("/pair/another", include_in_schema=False, status_code=200)
async def another(request: AnyRequest) -> Response[Any]:
    """A code for the next device, on the screen of one that is paired."""
    pairing = pairing_of(request)
    if pairing is None:
        return Redirect("/settings", status_code=303)
    link = pairing.invitation()
    return view_of(request).render("pair_another.html", link=link, code=code_of(link))


def code_of(link: str) -> str:
    """A link as a code to scan, in the theme's colours."""
    drawn = segno.make(link, error="l").svg_inline(
        border=4, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass="ink"
    )
    return str(drawn).replace("<path fill", '<path class="paper" fill', 1)


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


ROUTES = [invitation, pair, another]
