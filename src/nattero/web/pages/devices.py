"""The devices that may read and write the diary, where pairing is asked of them: who they are, and how to forget one.

In: the server's pairing, None where nobody need pair. Out: rows for the settings page, and the answer to its form.
"""

from typing import Any
from zoneinfo import ZoneInfo

from litestar import Request, post
from litestar.response import Redirect

from nattero import words
from nattero.store.journal import from_micros
from nattero.web.pages.entry_form import pairs_in
from nattero.web.pages.pair import pairing_of
from nattero.web.pairing import COOKIE
from nattero.web.view import View


def devices(view: View) -> list[dict[str, str]] | None:
    """The paired devices, the newest first, with the day each was paired; None where nobody need pair."""
    pairing = pairing_of(view.request)
    if pairing is None:
        return None
    return [
        {"id": device.id, "name": device.name, "since": since(device.created_at, view)} for device in pairing.devices()
    ]


def device_id(request: Request[Any, Any, Any]) -> str | None:
    """The paired device that asks; None where nobody need pair."""
    pairing = pairing_of(request)
    known = pairing.knows(request.cookies.get(COOKIE, "")) if pairing else None
    return known.id if known else None


def since(micros: int, view: View) -> str:
    """The day of an instant in the database, in few letters."""
    return words.short_day(from_micros(micros).astimezone(ZoneInfo(view.zone)).date(), view.lang)


@post("/settings/devices", include_in_schema=False)
async def forget_device(request: Request[Any, Any, Any]) -> Redirect:
    """Forgets a device: from now on it must be paired again."""
    sent = dict(pairs_in(await request.body()))
    pairing = pairing_of(request)
    if pairing is not None:
        pairing.revoke(sent.get("device", ""))
    return Redirect("/settings#devices", status_code=303)


ROUTES = [forget_device]
