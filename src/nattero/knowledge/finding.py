"""What a finding asks for, read from the one line it is written in.

In: a line such as `fever & red_warm/spreading_skin & age<18`. Out: its parts, all of which must hold; each part is one or
more conditions (joined by `/`), one of which must hold; a condition is a feature that is true, or one compared with a
value. There is no "not": what is unknown or denied can never make a finding hold.
"""

import re
from dataclasses import dataclass
from functools import cache

_CONDITION = re.compile(r"(?P<feature>[a-z][a-z0-9_]*)(?:(?P<sign><=|>=|<|>|=)(?P<value>[a-z0-9_.]+))?")
DERIVED = frozenset({"child", "childbearing", "maybe_child", "postpartum", "second_half"})
"""Conditions that are no features: they follow from several answers (see `knowledge.facts`)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One feature that is true (no `sign`), or compared with a number or a choice."""

    feature: str
    sign: str = ""
    value: str = ""


@cache
def conditions(finding: str) -> tuple[tuple[Condition, ...], ...]:
    """Give a finding as parts of conditions; ValueError for what is not of the form."""
    return tuple(tuple(_condition(text) for text in part.split("/")) for part in finding.split("&"))


def features(finding: str) -> set[str]:
    """Give the features a finding asks about."""
    return {condition.feature for part in conditions(finding) for condition in part} - DERIVED


def _condition(text: str) -> Condition:
    """Read one condition."""
    found = _CONDITION.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text.strip()!r} is not a feature, nor a feature compared with a value")
    if found["sign"] not in {None, "="}:
        float(found["value"])  # a limit must be a number
    return Condition(found["feature"], found["sign"] or "", found["value"] or "")
