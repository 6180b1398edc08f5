"""The numbers of a result as they are kept: its comparisons, and whether they are clear.

In: the numbers of a `TrialResult`. Out: values. Nothing is worked out here.
"""

from collections.abc import Mapping
from typing import Any


def is_clear(found: Mapping[str, Any]) -> bool:
    """Whether every comparison of a trial is clear."""
    parts = found.get("contrasts") or [found]
    return bool(found) and all(part.get("decision", "not-yet-clear") != "not-yet-clear" for part in parts)


def contrasts(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the comparisons of a trial, one or two."""
    return list(found["contrasts"]) if "contrasts" in found else [dict(found)] if found else []
