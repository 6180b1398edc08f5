"""A diary brought back from its file: onto a new computer, or after a mishap.

In: the file that /settings gives, or one of `nattero export`. Out: a page that says how many entries were new, or which lines kept all
of it out. Entries are only ever added: a file that is brought twice changes nothing. A file that has no entry in common with a diary that
has some may be somebody else's; it is taken when the person says that it is theirs.
"""

from io import BytesIO
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException

from nattero import words
from nattero.diary.entry import Entry
from nattero.store import transfer
from nattero.store.errors import NotTextError
from nattero.web.view import View, view_of

LARGEST = 64 * 1024 * 1024  # bytes: some hundred years of diary
MOST_SHOWN = 10  # lines that are wrong


@get("/settings/diary", include_in_schema=False)
async def choose(request: Request[Any, Any, Any]) -> Response[str]:
    """Where the file is chosen."""
    return asking(view_of(request))


@post("/settings/diary", status_code=200, request_max_body_size=LARGEST, include_in_schema=False)
async def bring(request: Request[Any, Any, Any]) -> Response[str]:
    """Adds what is new in the file, or says why nothing was added."""
    view = view_of(request)
    try:
        sent = await request.form()
    except (ValueError, ClientException):
        return asking(view, [view.gettext("Choose the file first.")])
    held = sent.get("file")
    content = await held.read() if isinstance(held, UploadFile) else b""
    if not content.strip():
        return asking(view, [view.gettext("Choose the file first.")])
    try:
        if not sent.get("mine") and strange(content, view):
            return asking(view, unlike=True)
        done = transfer.merge(view.site.journal, BytesIO(content), view.site.clock())
    except NotTextError:
        return asking(view, [view.gettext("This is not the file of a diary.")])
    if done.bad:
        return asking(view, wrong_lines(done, view))
    return view.render("bring.html", done=True, added=added(done, view), wrong=[], unlike=False)


def asking(view: View, wrong: list[str] | None = None, *, unlike: bool = False) -> Response[str]:
    """The form, with what was wrong with the last file."""
    return view.render(
        "bring.html", 422 if wrong or unlike else 200, done=False, wrong=wrong or [], unlike=unlike, added=""
    )


def strange(content: bytes, view: View) -> bool:
    """Whether both the diary and the file hold entries, and none in common."""
    here = {entry.id for entry in view.site.journal.entries()}
    now = view.site.clock()
    found = (transfer.entry_in(line, now) for _, line in transfer.numbered(BytesIO(content)))
    ids = {entry.id for entry in found if isinstance(entry, Entry)}
    return bool(here and ids) and here.isdisjoint(ids)


def wrong_lines(done: transfer.Imported, view: View) -> list[str]:
    """What kept the file out: its first wrong lines, and how many more there are."""
    line = view.gettext("Line {line}:")
    said = [
        f"{line.format(line=one.line)} {words.problem_text(one.problem, view.lang)}" for one in done.bad[:MOST_SHOWN]
    ]
    rest = len(done.bad) + done.more_bad - len(said)
    ngettext = words.translations(view.lang).ngettext
    return [*said, *([ngettext("and {n} more", "and {n} more", rest).format(n=rest)] if rest else [])]


def added(done: transfer.Imported, view: View) -> str:
    """How many entries were new, and how many were there already."""
    ngettext = words.translations(view.lang).ngettext
    there = done.read - done.new
    said = ngettext("{n} new entry.", "{n} new entries.", done.new).format(n=done.new)
    if there:
        said += " " + ngettext("{n} was there already.", "{n} were there already.", there).format(n=there)
    return said


ROUTES = [choose, bring]
