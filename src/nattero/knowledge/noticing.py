"""What a diary is watched for: one frozen struct for each rule, its limits beside the claim they rest on.

In: rows of `pack/diary_flags.yaml`. Out: validated rules; `checkup.diary_flags` holds a diary against them.
"""

from typing import Annotated, Literal

import msgspec

from nattero.knowledge.model import Id, Row

Count = Annotated[int, msgspec.Meta(ge=1, le=366)]


class DiaryRule(Row, frozen=True, kw_only=True):
    """A rule over nights. `kind` says which: so many `nights` in a row with at least `cramps` each; one cramp of the last
    `nights` longer than `seconds` (and than `times` the usual of at least `earlier` ones); a danger sign touched.

    `flag` is the danger sign whose advice is given; a sign that was touched gives its own.
    """

    kind: Literal["nights_in_a_row", "long_cramp", "touched"]
    flag: Id | None = None
    nights: Count
    cramps: Count = 1
    seconds: Annotated[int, msgspec.Meta(ge=1, le=86400)] | None = None
    times: Annotated[float, msgspec.Meta(gt=1)] | None = None
    earlier: Count = 5
    claim: Id

    def __post_init__(self) -> None:
        if (self.kind == "touched") != (self.flag is None):
            raise ValueError("A rule needs a `flag`, except where a touched sign is its own")
        if (self.kind == "long_cramp") != (self.seconds is not None):
            raise ValueError("A rule over long cramps, and no other, needs `seconds`")
