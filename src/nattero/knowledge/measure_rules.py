"""What must hold between measures and the rest of the pack, so that no plan offers what is no use or not safe.

In: the rows of the pack. Out: findings: a line about what nobody is asked, and an offered measure that its own claim or
its page among the remedies speaks against.
"""

from collections.abc import Iterator

from nattero.knowledge.measures import LIMITS, Measure
from nattero.knowledge.reading import Reading
from nattero.knowledge.rows import Finding, Placed


def unknown_conditions(reading: Reading) -> Iterator[Finding]:
    """Name lines of measures that ask about what is neither a feature nor a limit."""
    known = LIMITS | {row.value.id for row in reading.rows["features"]}
    for row in reading.rows["measures"]:
        for name in sorted(row.value.asks - known):
            yield _finding(row, "never", f"{name} is neither in features.yaml nor a limit of exercises")


def unknown_sources_of_trials(reading: Reading) -> Iterator[Finding]:
    """Name measures whose onset and carry-over come from what is no source of the pack."""
    known = {row.value.id for row in reading.rows["sources"]}
    for row in reading.rows["measures"]:
        source = row.value.trial.source if row.value.trial else None
        if source and source not in known:
            yield _finding(row, "trial", f"{source} is not in sources.yaml")


def offered_against_advice(reading: Reading) -> Iterator[Finding]:
    """Name measures that are offered though their first claim or their remedy says that they are no use or not safe."""
    claims = {row.value.id: row.value.verdict for row in reading.rows["claims"]}
    remedies = {row.value.id: row.value.verdict for row in reading.rows["interventions"]}
    for row in reading.rows["measures"]:
        measure = row.value
        if not measure.offered:
            continue
        if claims.get(measure.claims[0]) in {"contradicted", "unsafe"}:
            yield _finding(row, "claims", f"it is offered, and {measure.claims[0]} is {claims[measure.claims[0]]}")
        if measure.remedy and remedies.get(measure.remedy) in {"no-help", "unsafe"}:
            yield _finding(row, "remedy", f"it is offered, and {measure.remedy} is {remedies[measure.remedy]}")


def _finding(row: Placed[Measure], field: str, message: str) -> Finding:
    """Give an error in one field of a measure."""
    return Finding("error", "measures.yaml", row.line_of(field), f"{row.value.id}.{field}", message)
