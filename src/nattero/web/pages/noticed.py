"""What the diary shows of danger, as cards for the pages about nights.

In: the view. Out: one value a card, the most urgent first; none where the diary shows nothing.
"""

from typing import Any

from nattero.checkup.redflags import ORDER
from nattero.web.view import View

ALERT = frozenset(ORDER[:2])
GRAVE = frozenset(ORDER[:3])


def noticed(view: View) -> list[dict[str, Any]]:
    """Give a card for each danger sign that the diary shows: what was noticed, what to do, and why we say so."""
    pack = view.site.pack
    return [
        {
            "alert": found.urgency in ALERT,
            "grave": found.urgency in GRAVE,
            "what": view.say(f"noticed.{found.rule}"),
            "sign": view.say(f"flag.{found.flag}.sign") if pack.diary_flags[found.rule].flag is None else "",
            "do": view.say(f"flag.{found.flag}.do"),
            "claim": pack.red_flags[found.flag].claim,
        }
        for found in view.person.noticed(pack)
    ]
