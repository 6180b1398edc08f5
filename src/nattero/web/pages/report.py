"""The doctor's page in the app: choose what is on it, see it before it leaves, take it as a PDF.

In: a form, or nothing. Out: pages, and the PDF. What is typed here for the page alone (a name, a question) is kept nowhere, and
travels in the body of a form, never in an address.
"""

import asyncio
from datetime import date, timedelta
from typing import Any

from litestar import Request, Response, get, post

from nattero.report.choice import LONGEST_NAME, LONGEST_QUESTION, Choice
from nattero.report.letter import PARTS, UNASKED, Letter, Part
from nattero.report.page import page as page_of
from nattero.report.sheet import Page
from nattero.report.speech import Speech
from nattero.report.top_words import part_names
from nattero.report.writing import letter
from nattero.web.forms import tidy
from nattero.web.pages.entry_form import LARGEST_FORM, pairs_in
from nattero.web.pages.looked import looked_here
from nattero.web.pages.noticed import danger_first, denied_here
from nattero.web.view import LANGUAGES, View, view_of

AnyRequest = Request[Any, Any, Any]
Fields = dict[str, list[str]]
SPANS = {"month": timedelta(days=27), "quarter": timedelta(days=90)}
BEGINNING = date(1990, 1, 1)
OWN_SPAN, WHOLE = "own", "all"


@get("/report", include_in_schema=False)
async def report(request: AnyRequest) -> Response[str]:
    """What may be on the page, to choose from."""
    return form(view_of(request), {})


@post("/report", request_max_body_size=LARGEST_FORM, status_code=200, include_in_schema=False)
async def changed(request: AnyRequest) -> Response[str]:
    """The same, with what was chosen before."""
    return form(view_of(request), fields_in(await request.body()))


@get("/report/preview", include_in_schema=False)
async def preview(request: AnyRequest) -> Response[str]:
    """The page as it is without choosing anything."""
    return previewed(view_of(request), {})


@post("/report/preview", request_max_body_size=LARGEST_FORM, status_code=200, include_in_schema=False)
async def preview_chosen(request: AnyRequest) -> Response[str]:
    """The page as it was chosen, to read before it leaves."""
    return previewed(view_of(request), fields_in(await request.body()))


@get("/report.pdf", include_in_schema=False)
async def paper(request: AnyRequest) -> Response[bytes]:
    """The page as a PDF, without choosing anything."""
    return await printed(view_of(request), {})


@post("/report.pdf", request_max_body_size=LARGEST_FORM, status_code=200, include_in_schema=False)
async def paper_chosen(request: AnyRequest) -> Response[Any]:
    """The page as a PDF, as it was chosen."""
    view, fields = view_of(request), fields_in(await request.body())
    return form(view, fields) if wrong(fields, view) else await printed(view, fields)


async def printed(view: View, fields: Fields) -> Response[bytes]:
    """The PDF, to be saved: not every browser opens one under our content policy. Its name says nothing of what is in it."""
    from nattero.report.pdf import pdf

    choice = choice_of(fields, view)
    found, made = made_for(view, fields)
    body = await asyncio.to_thread(
        pdf, made, view.site.clock(), None, lambda: page_of(found, choice, view.site.pack, terse=True)
    )
    headers = {
        "content-disposition": f'attachment; filename="nattero-{view.local.date()}.pdf"',
        "cache-control": "no-store",
    }
    return Response(body, media_type="application/pdf", headers=headers)


def previewed(view: View, fields: Fields) -> Response[str]:
    """The page to read, or the form again where something in it cannot be."""
    if wrong(fields, view):
        return form(view, fields)
    found, made = made_for(view, fields)
    answer = view.render(
        "report_preview.html",
        page=made,
        noticed=[card for card in danger_first(view) if card["alert"]],
        fields=[(name, text) for name, texts in fields.items() for text in texts],
        empty=found.period is None and found.checkup is None,
    )
    answer.headers["cache-control"] = "no-store"
    return answer


def form(view: View, fields: Fields) -> Response[str]:
    """What may be on the page, with what was chosen."""
    names = part_names(Speech(view.site.pack, Choice(lang=view.lang, audience="me")))
    answer = view.render(
        "report.html",
        noticed=danger_first(view),
        denied=denied_here(view),
        looked=looked_here(view),
        parts=[(part, names[part], wanted(part, fields)) for part in PARTS],
        spans=spans(view),
        span=one("span", fields) or "year",
        first=one("first", fields),
        last=one("last", fields),
        today=view.local.date(),
        lang=one("lang", fields) or view.lang,
        audience=one("audience", fields) or "doctor",
        name=one("name", fields),
        question=one("question", fields),
        longest_name=LONGEST_NAME,
        longest_question=LONGEST_QUESTION,
        wrong=wrong(fields, view),
    )
    answer.headers["cache-control"] = "no-store"
    return answer


def spans(view: View) -> list[tuple[str, str]]:
    """The periods there are to choose from."""
    _ = view.gettext
    return [
        ("month", _("The last 4 weeks")),
        ("quarter", _("The last 3 months")),
        ("year", _("The last year")),
        (WHOLE, _("Everything")),
        (OWN_SPAN, _("From one day to another")),
    ]


def made_for(view: View, fields: Fields) -> tuple[Letter, Page]:
    """The page as data and in words."""
    choice = choice_of(fields, view)
    found = letter(view.person, view.site.entries(), choice, view.site.pack, lambda: view.site.desk)
    return found, page_of(found, choice, view.site.pack)


def choice_of(fields: Fields, view: View) -> Choice:
    """What was chosen; what nobody chose is as it is without choosing."""
    lang, span = one("lang", fields), one("span", fields)
    first, last = None, None
    if span == OWN_SPAN:
        first, last = day(one("first", fields)), day(one("last", fields))
    elif span == WHOLE:
        first = BEGINNING
    elif back := SPANS.get(span):
        first = view.person.last_night - back
    return Choice(
        lang=lang if lang in LANGUAGES else view.lang,
        heard=view.lang,
        country=view.country,
        audience="me" if one("audience", fields) == "me" else "doctor",
        name=one("name", fields) or None,
        question=one("question", fields) or None,
        first=first,
        last=last,
        without=frozenset(part for part in PARTS if not wanted(part, fields)),
    )


def wanted(part: Part, fields: Fields) -> bool:
    """Whether a part is wanted."""
    return part in fields.get("part", []) if "chosen" in fields else part not in UNASKED


def wrong(fields: Fields, view: View) -> str:
    """What is wrong with the days that were typed; nothing where they are right."""
    _ = view.gettext
    if one("span", fields) != OWN_SPAN:
        return ""
    typed = (one("first", fields), one("last", fields))
    first, last = (day(text) for text in typed)
    if any(text and found is None for text, found in zip(typed, (first, last), strict=True)):
        return _("The date is written as year-month-day, for example 2026-11-22.")
    return _("The last day lies before the first one.") if first and last and first > last else ""


def fields_in(body: bytes) -> Fields:
    """The fields of a form, each with all its values."""
    found: Fields = {}
    for name, text in pairs_in(body):
        found.setdefault(name, []).append(tidy(text))
    return found


def one(name: str, fields: Fields) -> str:
    """The value of a field, empty where there is none."""
    return (fields.get(name) or [""])[-1]


def day(text: str) -> date | None:
    """A date as a form sends it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


ROUTES = [report, changed, preview, preview_chosen, paper, paper_chosen]
