"""Ask: a question in the reader's own words, answered from the pack, danger first.

In: the question in the address, so that it works without script and can be gone back to. Out: a page whose every answer
is a text of the pack. The question is neither kept nor written down.
"""

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get

from nattero.web.pages.learn import short, urgency_name
from nattero.web.pages.noticed import card, open_signs
from nattero.web.view import View, view_of

if TYPE_CHECKING:
    from nattero.ask.answer import Answer

LONGEST = 1000


@get("/ask", include_in_schema=False, sync_to_thread=True)
def ask_page(request: Request[Any, Any, Any]) -> Response[str]:
    """The question box, and the answer to what was asked."""
    from nattero.ask.answer import ask  # as all that hears, only needed once somebody asks

    view = view_of(request)
    question = request.query_params.get("q", "")[:LONGEST].strip()
    standing = [each for each in open_signs(view) if each.today] if question else []
    flags = tuple(each.flag for each in standing)
    answer = ask(question, view.site.questions, view.lang, view.country, flags) if question else None
    noticed = [card(each, view) for each in standing]
    return view.render("ask.html", question=question, answer=answer, noticed=noticed, **_shown(answer, view))


def _shown(answer: "Answer | None", view: View) -> dict[str, Any]:
    """The claims of an answer as they are listed everywhere, its passages with all their words."""
    if answer is None:
        return {"passages": [], "related": [], "urgency": ""}
    claims = view.site.pack.claims
    passages = [{**short(claims[found.claim], view), "text": found.text} for found in answer.passages]
    related = [short(claims[name], view) for name in answer.related]
    urgency = urgency_name(answer.warning.urgency, view) if answer.warning else ""
    return {"passages": passages, "related": related, "urgency": urgency}


ROUTES = [ask_page]
