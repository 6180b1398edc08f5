"""What a person chooses to put on the page: which parts, which nights, in which language, for whom.

In: nothing. Out: a `Choice`.
"""

from datetime import date
from typing import Literal

import msgspec

from nattero.report.letter import UNASKED, Part

Audience = Literal["doctor", "me"]
LONGEST_NAME, LONGEST_QUESTION = 80, 600


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted. `lang` is the reader's language; `heard` the one the patient's own words are heard in.

    `first` and `last` are nights, both included; None: as far as the diary goes.
    """

    lang: str
    heard: str = "en"
    country: str = "other"
    audience: Audience = "doctor"
    name: str | None = None
    question: str | None = None
    first: date | None = None
    last: date | None = None
    without: frozenset[Part] = UNASKED

    def wants(self, part: Part) -> bool:
        """Whether a part is on the page."""
        return part not in self.without
