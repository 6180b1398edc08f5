"""Forms of a browser without script: what they say becomes an entry, as it would through the outbox.

In: a posted form (see web/forms.py). Out: the entry in the journal and the next page, or the form again with its values
and its problem.
"""

import os
from typing import Any
from urllib.parse import parse_qsl, quote

from litestar import Request, Response, post
from litestar.exceptions import ClientException
from litestar.response import Redirect

from nattero import pen, words
from nattero.diary.entry import Entry, is_zone, new_id
from nattero.diary.payloads import KINDS
from nattero.diary.problems import Problem, examine
from nattero.web import forms
from nattero.web.view import LANGUAGES, View, view_of

LARGEST_FORM = 256 * 1024
MOST_FIELDS = 400
YEAR = 365 * 24 * 3600
INPUTS = {"int": "number", "count": "number", "minutes": "number", "local": "datetime-local", "text": "text"}
CHOSEN = {"payload.side", "payload.muscle"}  # chosen from a few, never mistyped
Pairs = list[tuple[str, str]]


@post("/entries", request_max_body_size=LARGEST_FORM, include_in_schema=False)
async def entry_form(request: Request[Any, Any, Any]) -> Response[Any]:
    """A form that becomes an entry."""
    view = view_of(request)
    pairs = pairs_in(await request.body())
    about = forms.plain(pairs)
    made = entry_in(pairs, about, view)
    if isinstance(made, Problem):
        return again(pairs, made, view)
    view.site.journal.append([made])
    return go_on(about.get("next", "/"), made)


def pairs_in(body: bytes) -> Pairs:
    """The fields of a form in their order. Raises ClientException for what is no form."""
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise ClientException from error


def entry_in(pairs: Pairs, about: dict[str, str], view: View) -> Entry | Problem:
    """The entry that a form makes, or its problem."""
    kind, named = about.get("kind", ""), about.get("zone", "")
    if (kind, 1) not in KINDS:
        return Problem("kind", "unknown" if kind else "missing")
    zone = named if is_zone(named) else view.zone
    now = view.site.clock()
    value = {
        "id": new_id(now, os.urandom(10)),
        "person": view.person.name,
        "recorded_at": now.isoformat(),
        "device": pen.device(view.site.journal),
        "zone": zone,
        "kind": kind,
        "version": 1,
        "supersedes": about.get("supersedes"),
        "payload": forms.payload(pairs, zone),
    }
    return examine(value, now)


def go_on(asked: str, made: Entry) -> Redirect:
    """The next page, when it is one of ours; a chosen language stays with this device."""
    local = asked.startswith("/") and not asked.startswith(("//", "/\\")) and asked.isprintable()
    answer = Redirect(quote(asked, safe="/?=&#%-._~:") if local else "/", status_code=303)
    language = (made.payload.get("answers") or {}).get("language") if made.kind == "answers" else None
    if language in LANGUAGES:
        answer.set_cookie(key="lang", value=language, max_age=YEAR, path="/", samesite="lax")
    return answer


def again(pairs: Pairs, problem: Problem, view: View) -> Response[str]:
    """The form again: every value kept, what can be mended open to be mended, and the problem in words."""
    return view.render(
        "entry_form.html",
        422,
        problem=words.problem_text(problem, view.lang),
        fields=[field(name, value, problem, view) for name, value in pairs],
        back=next((value for name, value in pairs if name == "next" and value.startswith("/")), "/"),
    )


def field(name: str, value: str, problem: Problem, view: View) -> dict[str, Any]:
    """A field as it was posted: shown when it can be mended by hand, carried unseen otherwise."""
    path, _, kind = name.partition(":")
    wrong = problem.field in {path, f"payload.{path}"}
    shown = kind in INPUTS and f"payload.{path}" not in CHOSEN and not path.startswith("answers.")
    return {
        "name": name,
        "value": value,
        "input": INPUTS[kind] if shown and (value or wrong) else "hidden",
        "label": label(path, view),
        "wrong": wrong,
        "long": path in {"note", "text"},
    }


def label(path: str, view: View) -> str:
    """What a field is called; a duration is asked in minutes."""
    if path == "seconds":
        return view.gettext("How many minutes did it last?")
    name = path.removeprefix("exposures.")
    return view.say(f"exposure.{name}") if name in view.site.pack.exposures else words.field_name(path, view.lang)


ROUTES = [entry_form]
