"""Ask: a question in the reader's own words, answered from the pack, danger first.

In: the question in the address, so that it works without script and can be gone back to. Out: a page whose every answer
is a text of the pack. The question is neither kept nor written down.
"""

from typing import Any

from litestar import Request, Response, get

from nattero.ask.answer import Answer, ask
from nattero.web.pages.learn import short, urgency_name
from nattero.web.view import View, view_of

LONGEST = 1000


@get("/ask", include_in_schema=False, sync_to_thread=True)
def ask_page(request: Request[Any, Any, Any]) -> Response[str]:
    """The question box, and the answer to what was asked."""
    view = view_of(request)
    question = request.query_params.get("q", "")[:LONGEST].strip()
    answer = ask(question, view.site.questions, view.lang, view.country) if question else None
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
