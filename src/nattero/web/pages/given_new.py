"""The physiotherapist's builder: a programme out of the exercise bank, and all the ways to hand it over.

In: the builder's form, which holds the whole draft, so that nothing of it is kept on this computer. Out: the form again, the
preview with link, QR code and code, the file, and the sheet to print. The link carries the code behind its `#`: a browser
sends that part to no server, so none in between, nor its log, ever holds what somebody was given.
"""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from litestar import Request, Response, get, post
from litestar.response import Redirect

from nattero.diary.payloads import Given
from nattero.plan.given import bounds, given_from
from nattero.plan.given_code import NAME, code, file, from_code
from nattero.web.pages.entry_form import pairs_in
from nattero.web.pages.given_form import MOST, Draft, Part, done, draft_in, draft_of, fitting
from nattero.web.pages.given_words import choices, dose_names, drawn, fault_rows, limits, part_row
from nattero.web.pages.pair import code_of
from nattero.web.pages.plan_calendar import own_address
from nattero.web.policy import is_loopback
from nattero.web.view import LANGUAGES, View, view_of

AnyRequest = Request[Any, Any, Any]
NEW, TAKE = "/plan/given/new", "/plan/given"
LONGEST_QR = 1500  # characters: what a phone still reads from a screen or from 6 cm of paper
ADDRESS = re.compile(r"https?://[\w.\-\[\]:]{1,200}", re.ASCII)


@get(NEW, include_in_schema=False)
async def new(request: AnyRequest) -> Response[str]:
    """An empty builder."""
    return builder(Draft(), view_of(request))


@post(NEW, include_in_schema=False, status_code=200)
async def changed(request: AnyRequest) -> Response[str]:
    """The builder after one of its buttons, or the preview."""
    view = view_of(request)
    pairs = pairs_in(await request.body())
    sent = dict(pairs)
    bank, programmes = view.site.pack.exercises, view.site.pack.programmes
    if "code" in sent:
        given = from_code(sent["code"], bank)
        if isinstance(given, list):
            return builder(Draft(), view, fault_rows(given, view))
        return (
            preview(given, view, sent.get("address"))
            if sent.get("do") == "give"
            else builder(draft_of(given, bank), view)
        )
    draft, action = draft_in(pairs), sent.get("do", "")
    if action == "preview":
        given = given_from(draft.value, bank)
        return builder(draft, view, fault_rows(given, view)) if isinstance(given, list) else preview(given, view)
    if action == "start":
        action = f"start:{sent.get('start', '')}"
    name = action.removeprefix("start:")
    title = view.say(f"programme.{name}.title") if name in programmes else ""
    made = done(draft, action, bank, programmes, title)
    return builder(made, view, said=said(draft, made, view))


def builder(draft: Draft, view: View, faults: list[tuple[str, str]] | None = None, said: str = "") -> Response[str]:
    """The builder's page for a draft."""
    bank = view.site.pack.exercises
    known = [part for part in draft.parts if part.get("exercise") in bank]
    programmes = {name: view.say(f"programme.{name}.title") for name in view.site.pack.programmes}
    return view.render(
        "given_new.html",
        422 if faults else 200,
        draft=replace(draft, parts=tuple(known)),
        parts=[part_fields(place, part, view) for place, part in enumerate(known)],
        faults=faults or [],
        wrong={field for field, _ in faults or []},
        said=said,
        choices=choices(view),
        doses=[(name, text, *bounds(name)) for name, text in dose_names(view).items()],
        bank=[bank_row(exercise.id, view) for exercise in fitting(draft, bank)],
        programmes=programmes,
        full=len(known) >= MOST,
    )


def part_fields(place: int, part: Part, view: View) -> dict[str, Any]:
    """One exercise of the draft, to change."""
    exercise = view.site.pack.exercises[part["exercise"]]
    return {
        **part,
        "place": place,
        "name": view.say(f"exercise.{exercise.id}.title"),
        "figure": drawn(exercise, f"part-{place}", view, moving=False),
        "never": limits(exercise.never, view),
    }


def bank_row(name: str, view: View) -> dict[str, str]:
    """One exercise of the bank, to choose."""
    exercise, words = view.site.pack.exercises[name], choices(view)
    about = [words["position"][exercise.position], *(words["muscle"][muscle] for muscle in exercise.muscles)]
    return {
        "id": name,
        "title": view.say(f"exercise.{name}.title"),
        "about": " · ".join([*about, words["kind"][exercise.kind]]),
        "figure": drawn(exercise, f"bank-{name}", view, moving=False),
    }


def said(before: Draft, after: Draft, view: View) -> str:
    """What a button did, for those who do not see it."""
    many = len(after.parts)
    if many == len(before.parts):
        return ""
    return view.ngettext("%(num)s exercise in the programme.", "%(num)s exercises in the programme.", many) % {
        "num": many
    }


def preview(given: Given, view: View, address: str | None = None) -> Response[str]:
    """The programme as its person will see it, and the ways to hand it over."""
    own = own_address(view.request)
    typed = (address or "").strip().rstrip("/")
    there = typed if ADDRESS.fullmatch(typed) else own
    made = code(given)
    link = f"{there}{TAKE}#{made}"
    near = is_loopback(urlsplit(there).hostname or "")
    return view.render(
        "given_preview.html",
        given=given,
        parts=[part_row(place, part, view) for place, part in enumerate(given.parts)],
        code=made,
        link=link,
        near=near,
        address=there,
        refused=bool(typed) and typed != there,
        qr=qr(made if near else link),
        languages=LANGUAGES,
    )


def qr(text: str) -> str:
    """A text as a QR code in the theme's colours; empty when it is too long to be read."""
    return "" if len(text) > LONGEST_QR else code_of(text)


@post("/plan/given/file", include_in_schema=False, status_code=200)
async def as_file(request: AnyRequest) -> Response[Any]:
    """The programme as a file."""
    given = await posted(request)
    if given is None:
        return Redirect(NEW, status_code=303)
    headers = {"content-disposition": f'attachment; filename="{NAME}"', "cache-control": "no-store"}
    return Response(file(given), media_type="application/json", headers=headers)


@post("/plan/given/sheet", include_in_schema=False, status_code=200)
async def sheet(request: AnyRequest) -> Response[Any]:
    """The programme on paper, in the language of who gets it."""
    given, view = await posted(request), view_of(request)
    if given is None:
        return Redirect(NEW, status_code=303)
    sent = dict(pairs_in(await request.body()))
    if sent.get("sheet") in LANGUAGES:
        view.lang = sent["sheet"]
    link = sent.get("link", "")
    made = code(given)
    carries = link if link.endswith(f"{TAKE}#{made}") else made
    return view.render(
        "given_sheet.html",
        given=given,
        parts=[part_row(place, part, view, moving=False) for place, part in enumerate(given.parts)],
        days=range(1, 15),
        qr=qr(carries),
        linked=carries is link,
    )


async def posted(request: AnyRequest) -> Given | None:
    """The programme of a posted code, or None."""
    sent = dict(pairs_in(await request.body()))
    given = from_code(sent.get("code", ""), view_of(request).site.pack.exercises)
    return None if isinstance(given, list) else given


ROUTES = [new, changed, as_file, sheet]
