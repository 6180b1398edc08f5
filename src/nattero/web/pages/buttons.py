"""Buttons in the home: the keys that may log a cramp, each shown once with examples that can be copied as they are.

In: a name. Out: the page, with a new key when one was made. The call itself is web/button_api.
"""

from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Redirect

from nattero.store import tokens
from nattero.store.tokens import Settings
from nattero.web.pages.entry_form import pairs_in
from nattero.web.pages.plan_calendar import moment, own_address
from nattero.web.policy import is_loopback
from nattero.web.view import View, view_of

PAGE, CALL = "/plan/buttons", "/api/cramp-now"
MOST = 20  # keys at a time: more are a mistake
CURL = "curl -X POST {address} -H 'authorization: Bearer {key}' -H 'content-type: application/json'"
HOME_ASSISTANT = """\
rest_command:
  nattero_cramp:
    url: "{address}"
    method: post
    headers:
      authorization: "Bearer {key}"
    content_type: "application/json"
    payload: "{{}}"

automation:
  - alias: "Nattero: a cramp now"
    triggers:
      - trigger: state
        entity_id: event.bedside_button
        not_from: "unavailable"
        not_to: "unavailable"
    actions:
      - action: rest_command.nattero_cramp
"""
AnyRequest = Request[Any, Any, Any]


@get(PAGE, include_in_schema=False)
async def buttons(request: AnyRequest) -> Response[str]:
    """The buttons there are, and a form for another."""
    return page(view_of(request))


@post(PAGE, include_in_schema=False, status_code=200)
async def change(request: AnyRequest) -> Response[Any]:
    """Makes a button's key and shows it, or takes a button out of use."""
    view = view_of(request)
    sent = dict(pairs_in(await request.body()))
    journal, person, now = view.site.journal, view.person.name, view.site.clock()
    if "revoke" in sent:
        tokens.revoke(journal, "button", person, now, sent["revoke"])
        return Redirect(PAGE, status_code=303)
    name = tokens.tidy(sent.get("name", ""))
    if not name or len(tokens.standing(journal, "button", person)) >= MOST:
        return page(view, status=422, wrong=True)
    _, key = tokens.make(journal, "button", person, name, Settings(view.lang, view.zone), now)
    answer = page(view, name=name, key=key)
    answer.headers["cache-control"] = "no-store"
    return answer


def page(view: View, name: str = "", key: str = "", status: int = 200, *, wrong: bool = False) -> Response[str]:
    """The page; with a key, which it then shows for the only time."""
    there = tokens.standing(view.site.journal, "button", view.person.name)
    values = {"address": f"{own_address(view.request)}{CALL}", "key": key}
    return view.render(
        "buttons.html",
        status,
        name=name,
        key=key,
        wrong=wrong,
        full=len(there) >= MOST,
        curl=CURL.format(**values),
        home_assistant=HOME_ASSISTANT.format(**values),
        here_only=is_loopback(view.request.base_url.hostname or ""),
        there=[(one, moment(one.made, view), moment(one.used, view) if one.used else "") for one in there],
    )


ROUTES = [buttons, change]
