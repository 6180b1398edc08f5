"""Now and then: how well one sleeps and how much one dreads the night, two questions with a number each.

In: the ratings in the diary. Out: a page with the two questions, and what was said before. Both are our own and untested, so the
page compares a person with nobody but themselves.
"""

from datetime import date
from typing import Any

from litestar import Request, Response, get

from nattero.diary.payloads import Sleep
from nattero.diary.sleeping import ratings
from nattero.draw.nights import bar
from nattero.web.pages.fields import hide, plain
from nattero.web.view import View, view_of

HERE = "/sleep"
MOST = 10
SHOWN = 12


@get(HERE, include_in_schema=False)
async def sleep(request: Request[Any, Any, Any]) -> Response[str]:
    """The two questions, and the answers of the last year."""
    view = view_of(request)
    said, today = ratings(view.person.entries), view.local.date()
    before = next((each for each in said if each[1].date == today), None)
    fields = [*plain("sleep", HERE, before[0] if before else None), ("date:date", today.isoformat())]
    return view.render(
        "sleep.html",
        kept=hide(fields),
        now=before[1] if before else Sleep(date=today),
        answered=before is not None,
        numbers=range(MOST + 1),
        said=[shown(entry, rating, today, view) for entry, rating in reversed(said[-SHOWN:])],
    )


def shown(entry: str, rating: Sleep, today: date, view: View) -> dict[str, Any]:
    """One rating as the page shows it."""
    return {
        "day": view.day(rating.date) if rating.date != today else view.gettext("Today"),
        "well": rating.well,
        "dread": rating.dread,
        "bars": [None if value is None else bar(value, MOST) for value in (rating.well, rating.dread)],
        "retract": hide(plain("retraction", HERE, entry)),
    }


ROUTES = [sleep]
