"""The diary for others: choose what is in it, see it, and only then take it as tables, plain lines or FHIR.

In: an address with the parts and days that were chosen; nothing that somebody typed in words travels in it. Out: the page with the first
rows of every table, and the files. What never leaves (device names, other people) is left out by `report.sharing`, for all of them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero import words
from nattero.diary.entry import Entry
from nattero.report import files
from nattero.report.choice import Choice
from nattero.report.fhir import Speech
from nattero.report.fhir_file import fhir_file, listening
from nattero.report.sharing import OFFERED, PARTS, Share, shared
from nattero.report.table_words import headings, table_names
from nattero.report.tables import Table, tables
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]
PAGE = "/report/data"
SHOWN = 5
WORDS_SHOWN = 200  # own words are read whole before they leave
WIDE, NARROW = 30, 12  # letters of a cell that needs room, and of one that stays on one line


@get(PAGE, include_in_schema=False, sync_to_thread=True)
def report_data(request: AnyRequest) -> Response[str]:
    """What there is to choose, and the first rows of what is chosen."""
    view = view_of(request)
    share, wrong = chosen(request)
    speak = speech(view)
    entries = [] if wrong else leaving(view, share)
    found = tables(entries, speak)
    query = urlencode([*(("part", part) for part in PARTS if part in share.parts), *days(share)])
    return view.render(
        "report_data.html",
        parts=[(part, name, part in share.parts) for part, name in names(view).items()],
        first=share.first,
        last=share.last,
        today=view.local.date(),
        wrong=wrong,
        tables=[shown(table, speak, f"{PAGE}/{table.name}.csv?{query}", view) for table in found],
        query=query,
        texts="notes" in share.parts,
    )


@get(PAGE + "/{name:str}", include_in_schema=False, sync_to_thread=True)
def data_file(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """What is chosen as a file: one table, all tables, or plain lines."""
    view = view_of(request)
    share, wrong = chosen(request)
    entries = [] if wrong else leaving(view, share)
    if name == "nattero.jsonl":
        return download(files.json_lines(entries), name, "application/x-ndjson")
    speak = speech(view)
    found = tables(entries, speak)
    if name == "nattero.zip":
        return download(files.zip_of(found, speak, view.lang), name, "application/zip")
    for table in found:
        if name == f"{table.name}.csv":
            return download(files.csv_of(table, speak, view.lang), files.file_name(table, speak), "text/csv")
    raise NotFoundException


@get("/report.fhir.json", include_in_schema=False, sync_to_thread=True)
def fhir_bundle(request: AnyRequest) -> Response[bytes]:
    """What is chosen as a FHIR bundle."""
    view = view_of(request)
    share, wrong = chosen(request)
    entries = [] if wrong else view.site.entries()
    answered = words.known_language(str(view.person.answers.get("language", "")))
    choice = Choice(lang=view.lang, heard=answered or view.lang, country=view.country)
    made = fhir_file(view.person, entries, share, choice, view.site.pack, lambda: view.site.desk)
    return download(made, "nattero.fhir.json", "application/fhir+json")


def chosen(request: AnyRequest) -> tuple[Share, bool]:
    """What an address asks for, and whether its days can be read. Without any part chosen: what is offered."""
    asked = request.query_params
    parts = frozenset(part for part in PARTS if part in asked.getall("part", []))
    try:
        first, last = (date.fromisoformat(text) if (text := asked.get(name)) else None for name in ("first", "last"))
    except ValueError:
        return Share(parts), True
    untouched = "chosen" not in asked and not parts
    return Share(OFFERED if untouched else parts, first, last), bool(first and last and first > last)


def days(share: Share) -> list[tuple[str, str]]:
    """The days of a choice, for an address."""
    both = (("first", share.first), ("last", share.last))
    return [("chosen", "yes"), *((name, day.isoformat()) for name, day in both if day)]


def leaving(view: View, share: Share) -> list[Entry]:
    """The entries that leave."""
    folding = listening(lambda: view.site.desk, view.lang, view.person)
    return shared(view.site.entries(), view.person.name, share, folding)


def speech(view: View) -> Speech:
    """The words of the page's language and the person's country."""
    return Speech(view.site.pack, view.lang, view.country)


def names(view: View) -> Mapping[str, str]:
    """The parts by name, in their order."""
    known = table_names(speech(view))
    return {part: known[part] for part in PARTS}


def shown(table: Table, speak: Speech, href: str, view: View) -> dict[str, Any]:
    """The head of a table: its name, its first rows as they stand in the file, and how many more there are."""
    most = WORDS_SHOWN if table.name == "notes" else SHOWN
    rows = [[cell(files.written(each, view.lang)) for each in table.cells(row)] for row in table.rows[:most]]
    count = len(table.rows)
    return {
        "id": table.name,
        "name": table_names(speak)[table.name],
        "headings": headings(table, speak),
        "rows": rows,
        "more": view.gettext("The first {n} of {count} rows").format(n=most, count=count) if count > most else "",
        "href": href,
    }


def cell(text: str) -> tuple[str, str]:
    """A cell, and how much room it needs."""
    return text, "wide" if len(text) > WIDE else "narrow" if len(text) <= NARROW else ""


def download(body: bytes, name: str, kind: str) -> Response[bytes]:
    """A file to keep."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(body, media_type=kind, headers=headers)


ROUTES = [report_data, data_file, fhir_bundle]
