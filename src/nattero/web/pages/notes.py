"""What somebody found wrong or missing in the pages: notes kept in the diary, to copy or mail by oneself.

In: the notes that stand in the diary. Out: a page with each of them as text. Nothing is sent anywhere.
"""

from typing import Any
from urllib.parse import quote

from litestar import Request, Response, get

from nattero import words
from nattero.diary.entry import read
from nattero.diary.payloads import Note
from nattero.web.pages.fields import hide, plain
from nattero.web.pages.known import NOTES
from nattero.web.view import view_of


@get(NOTES, include_in_schema=False)
async def notes(request: Request[Any, Any, Any]) -> Response[str]:
    """The notes, the latest first."""
    view = view_of(request)
    found = []
    for entry in sorted(view.person.entries, key=lambda entry: (entry.recorded_at, entry.id), reverse=True):
        payload = read(entry)
        if isinstance(payload, Note) and payload.text:
            mail = f"mailto:?subject={quote('Nattero')}&body={quote(payload.text)}"
            day = words.short_day(entry.recorded_at.date(), view.lang)
            found.append({"day": day, "text": payload.text, "mail": mail, "id": entry.id})
    fields = {note["id"]: hide(plain("retraction", NOTES, note["id"])) for note in found}
    return view.render("notes.html", notes=found, fields=fields)


ROUTES = [notes]
