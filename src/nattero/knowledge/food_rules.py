"""What must hold between foods, supplements and the rest of the pack.

In: the rows of the pack. Out: findings: a line about what nobody is asked, and a food full of potassium that warns nobody
with weak kidneys.
"""

from collections.abc import Iterator

from nattero.knowledge.foods import holds_much
from nattero.knowledge.measures import LIMITS
from nattero.knowledge.reading import Reading
from nattero.knowledge.rows import Finding

KIDNEYS = "kidneys"
"""The care that speaks to people who must not have much potassium."""


def unknown_cares(reading: Reading) -> Iterator[Finding]:
    """Name lines of cares and supplements that ask about what is neither a feature nor a limit."""
    known = LIMITS | {row.value.id for row in reading.rows["features"]}
    for name in ("cares", "supplements"):
        for row in reading.rows[name]:
            for asked in sorted(row.value.asks - known):
                message = f"{asked} is neither in features.yaml nor a limit of exercises"
                yield Finding("error", f"{name}.yaml", row.line_of("never"), f"{row.value.id}.never", message)


def potassium_without_care(reading: Reading) -> Iterator[Finding]:
    """Name foods that hold much potassium and do not say who should take care."""
    nutrients = {row.value.id: row.value for row in reading.rows["nutrients"]}
    for row in reading.rows["foods"]:
        rich = "potassium" in nutrients and holds_much(row.value, nutrients["potassium"])
        if rich and KIDNEYS not in row.value.care:
            message = f"a portion holds much potassium, and {KIDNEYS} is not among its cares"
            yield Finding("error", "foods.yaml", row.line_of("care"), f"{row.value.id}.care", message)
