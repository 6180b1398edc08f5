"""How people ask for each claim: question forms in every-day words, only searched and never shown.

In: `asked.yaml` of a pack's folder. Out: by claim and language, the question forms.
"""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from nattero.knowledge.model import Row
from nattero.knowledge.rows import PackError, read_rows

FILE = "asked.yaml"


class Asked(Row, frozen=True, kw_only=True):
    """The question forms that one claim answers, by language; the id is the claim's."""

    asked: dict[str, tuple[str, ...]]


def read_asked(root: Traversable | Path) -> Mapping[str, Asked]:
    """Give the question forms by claim; PackError for the first row that is wrong."""
    rows, findings = read_rows(root, FILE, Asked)
    for finding in findings:
        raise PackError(finding)
    return {row.value.id: row.value for row in rows}
