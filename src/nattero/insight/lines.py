"""Dated lines: what began on a day. They stand under a diary, and rates are compared before and after them."""

from datetime import date
from typing import Literal

import msgspec

Kind = Literal["medicine", "trial", "pregnancy", "plan", "other"]


class Line(msgspec.Struct, frozen=True, order=True):
    """A date at which something began: drawn under the diary, and compared before and after. `name`: an id, or own words."""

    date: date
    kind: Kind
    name: str = ""
