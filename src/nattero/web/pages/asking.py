"""Ask: a question in the reader's own words, answered from the pack, danger first.

In: the question in the address, so that it works without script and can be gone back to. Out: a page whose every answer
is a text of the pack. The question is neither kept nor written down.
"""

from functools import lru_cache
from typing import Any

from litestar import Request, Response, get

from nattero.ask.answer import Answer, Desk, ask, open_desk
from nattero.knowledge.pack import Pack
from nattero.web.pages.learn import short, urgency_name
from nattero.web.view import View, view_of

LONGEST = 1000


@lru_cache(maxsize=1)
def _desk(holder: "_Held") -> Desk:
    return open_desk(holder.pack)


class _Held:
    """A pack that is compared by being itself."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.pack is self.pack

    def __hash__(self) -> int:
        return id(self.pack)


@get("/ask", include_in_schema=False, sync_to_thread=True)
def ask_page(request: Request[Any, Any, Any]) -> Response[str]:
    """The question box, and the answer to what was asked."""
    view = view_of(request)
    question = request.query_params.get("q", "")[:LONGEST].strip()
    answer = ask(question, _desk(_Held(view.site.pack)), view.lang, view.country) if question else None
    return view.render("ask.html", question=question, answer=answer, **_shown(answer, view))


def _shown(answer: Answer | None, view: View) -> dict[str, Any]:
    """The claims of an answer as they are listed everywhere, its passages with all their words."""
    if answer is None:
        return {"passages": [], "related": [], "urgency": ""}
    claims = view.site.pack.claims
    passages = [{**short(claims[found.claim], view), "text": found.text} for found in answer.passages]
    related = [short(claims[name], view) for name in answer.related]
    urgency = urgency_name(answer.warning.urgency, view) if answer.warning else ""
    return {"passages": passages, "related": related, "urgency": urgency}


ROUTES = [ask_page]
