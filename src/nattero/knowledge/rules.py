"""What a reviewer would ask of the pack's rows: good sources, danger signs on firm ground, no risk, nothing forgotten.

In: a `Reading`. Out: findings. Each rule is a function, so that a new one is one more function in `RULES`.
"""

from collections.abc import Callable, Iterator
from itertools import compress, product
from typing import Any, get_args

from nattero.knowledge.askable import ask_rules, claims_of_signs, placeholder_claims
from nattero.knowledge.exercise_rules import forbidden_parts, limits_of_nothing, missing_substitutes
from nattero.knowledge.explanations import unfit_expectations
from nattero.knowledge.finding import features
from nattero.knowledge.food_rules import potassium_without_care, unknown_cares
from nattero.knowledge.links import unfit
from nattero.knowledge.measure_rules import offered_against_advice, unknown_conditions, unknown_sources_of_trials
from nattero.knowledge.model import MOMENTARY, Muscle
from nattero.knowledge.own_words import FILE, read_own_words
from nattero.knowledge.reading import Reading, dangling, duplicates
from nattero.knowledge.rows import Finding, Placed
from nattero.knowledge.steps import FILES as STEPS

PROCEDURES = tuple(f"R{number:02d}" for number in range(1, 49))
"""The procedures people find elsewhere; each is a step of ours or is said no to."""

_FIRM = frozenset({"guideline", "health-service"})
_STANDING_NEVER = frozenset({"unsteady", "numb_feet"})


def weak_sources(reading: Reading) -> Iterator[Finding]:
    """Name addresses that lead to copies, proxies, bare numbers, blogs."""
    for row in reading.rows["sources"]:
        reason = unfit(row.value.url) if row.value.url else None
        if reason:
            yield _finding("error", "sources", row, "url", f"{row.value.url} {reason}")


def weak_red_flags(reading: Reading) -> Iterator[Finding]:
    """Name urgent danger signs without a guideline or health service behind them, or with a time that does not fit."""
    claims = {row.value.id: row.value for row in reading.rows["claims"]}
    kinds = {row.value.id: row.value.kind for row in reading.rows["sources"]}
    expected = {"emergency": "now", "urgent": "same-day"}
    for row in reading.rows["red_flags"]:
        flag = row.value
        if flag.urgency not in expected:
            continue
        claim = claims.get(flag.claim)
        if claim and _FIRM.isdisjoint(kinds.get(source) for source in claim.sources):
            message = f"{flag.claim} cites no guideline and no health service, and the sign is {flag.urgency}"
            yield _finding("error", "red_flags", row, "claim", message)
        if flag.within != expected[flag.urgency]:
            message = f"{flag.urgency} means {expected[flag.urgency]}, not {flag.within}"
            yield _finding("error", "red_flags", row, "within", message)


def unreadable_findings(reading: Reading) -> Iterator[Finding]:
    """Name rows whose finding cannot be read, or asks about a feature that is no question."""
    known = {row.value.id for row in reading.rows["features"]}
    for name, field in (("red_flags", "finding"), *((name, "when") for name in STEPS if name != "specialties")):
        for row in reading.rows[name]:
            finding = getattr(row.value, field)
            try:
                asked = features(finding) if finding else set()
            except ValueError as error:
                yield _finding("error", name, row, field, str(error))
                continue
            for feature in sorted(asked - known):
                yield _finding("error", name, row, field, f"{feature} is not in features.yaml")


def factors_that_are_conditions(reading: Reading) -> Iterator[Finding]:
    """Name factors said to be conditions that are none."""
    known = {row.value.id for row in reading.rows["conditions"]}
    for row in reading.rows["factors"]:
        if row.value.kind == "condition" and row.value.id not in known:
            yield _finding("error", "factors", row, "kind", f"{row.value.id} is not in conditions.yaml")


def procedures_answered_once(reading: Reading) -> Iterator[Finding]:
    """Name procedures that nobody answers, that are answered twice, and that do not exist."""
    first: dict[str, str] = {}
    for name in ("relief", "rejected"):
        for row in reading.rows[name]:
            for answer in row.value.answers:
                if answer not in PROCEDURES:
                    yield _finding("error", name, row, "answers", f"there is no procedure {answer}")
                elif answer in first:
                    yield _finding("error", name, row, "answers", f"{answer} is already answered by {first[answer]}")
                first.setdefault(answer, row.value.id)
    for procedure in PROCEDURES:
        if procedure not in first:
            message = f"no step and no rejected procedure answers {procedure}"
            yield Finding("error", "relief.yaml", 1, procedure, message)


def unused_rows(reading: Reading) -> Iterator[Finding]:
    """Name sources nobody cites, figures nobody shows, and claims that no page uses and that answer nothing."""
    rows = reading.rows
    citing = ("claims", "countries", "conditions", "interventions", "factors", "supplements")
    cited = {source for name in citing for row in rows[name] for source in row.value.sources}
    cited |= {row.value.source for name in ("trials", "nutrients", "foods") for row in rows[name]}
    cited |= {source for row in rows["supplements"] for source in row.value.authorities}
    cited |= {row.value.trial.source for row in rows["measures"] if row.value.trial}
    cited |= {
        source for name in ("medicines", "interactions") for row in rows.get(name, ()) for source in row.value.sources
    }
    resting = (
        "relief",
        "conditions",
        "situations",
        "interventions",
        "factors",
        "tests",
        "paths",
        "advice",
        "exercises",
        "programmes",
        "measures",
        "nutrients",
        "cares",
        "foods",
        "supplements",
        "looks",
    )
    used = {claim for name in resting for row in rows[name] for claim in row.value.claims}
    used |= {
        row.value.claim
        for name in ("red_flags", "rejected", "exposures", "myths", "rejected_exercises")
        for row in rows[name]
    }
    used |= claims_of_signs(reading)
    if (reading.root / FILE).is_file():
        used |= {claim for row in read_own_words(reading.root).rows.values() for claim in row.claims}
    shown = {row.value.pose for name in ("relief", "exercises") for row in rows[name]}
    shown |= {pose for row in rows["looks"] for pose in row.value.poses}
    for row in rows["sources"]:
        if row.value.id not in cited:
            yield _finding("warning", "sources", row, "id", "nothing cites this source")
    for row in rows["claims"]:
        if row.value.id not in used and not row.value.answers:
            yield _finding("warning", "claims", row, "id", "nothing uses this claim, and it answers nothing")
    told = {trial for row in rows["interventions"] for trial in row.value.trials}
    for row in rows["trials"]:
        if row.value.id not in told:
            yield _finding("error", "trials", row, "id", "no intervention tells of this result")
    for row in rows["poses"]:
        if row.value.get("id") not in shown:
            yield Finding(
                "warning",
                "poses.yaml",
                row.line,
                str(row.value.get("id")),
                "no step, no exercise and no look shows this figure",
            )


def interactions_of_nothing(reading: Reading) -> Iterator[Finding]:
    """Name interactions with a condition that is neither a condition nor a feature of the pack."""
    known = {row.value.id for name in ("conditions", "features") for row in reading.rows[name]}
    for row in reading.rows.get("interactions", ()):
        for condition in sorted(set(row.value.conditions) - known):
            message = f"{condition} is neither in conditions.yaml nor in features.yaml"
            yield _finding("error", "interactions", row, "conditions", message)


def risky_steps(reading: Reading) -> Iterator[Finding]:
    """Name standing steps an unsteady person could get, and muscles without a step that everybody can do."""
    steps = reading.rows["relief"]
    for row in steps:
        step = row.value
        if step.place == "standing" and not (set(step.never) >= _STANDING_NEVER and "stand" in step.needs):
            message = "a standing step needs stand, and is never for unsteady or numb_feet"
            yield _finding("error", "relief", row, "never", message)
    for place in ("bed", "water"):
        for muscle in get_args(Muscle):
            here = [row.value for row in steps if row.value.place == place and muscle in row.value.muscles]
            if not any(not (step.needs or step.unless or step.never or step.helper) for step in here):
                message = f"{muscle} has no step in {place} that everybody can do"
                yield Finding("error", "relief.yaml", 1, f"{place}.{muscle}", message)


def asking_first(reading: Reading) -> Iterator[Finding]:
    """Name first steps that wait for a question, so that another goes before them until it is answered."""
    rows = sorted(reading.rows["relief"], key=lambda row: row.value.order)
    for place, helper, muscle in product(("bed", "water"), (True, False), get_args(Muscle)):
        here = [r.value.place == place and r.value.helper is helper and muscle in r.value.muscles for r in rows]
        first = next(compress(rows, here), None)
        asks = [each for each in first.value.never if each not in MOMENTARY] if first else []
        if first and asks:
            message = f"this would be the first step for {muscle}, and waits for {', '.join(asks)}"
            yield _finding("warning", "relief", first, "never", message)


RULES: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    duplicates,
    dangling,
    weak_sources,
    weak_red_flags,
    unreadable_findings,
    factors_that_are_conditions,
    procedures_answered_once,
    risky_steps,
    asking_first,
    interactions_of_nothing,
    forbidden_parts,
    missing_substitutes,
    limits_of_nothing,
    unknown_conditions,
    unknown_sources_of_trials,
    offered_against_advice,
    unknown_cares,
    potassium_without_care,
    unused_rows,
    ask_rules,
    placeholder_claims,
    unfit_expectations,
)


def _finding(level: Any, name: str, row: Placed[Any], field: str, message: str) -> Finding:
    """Give a finding about one field of one row."""
    return Finding(level, f"{name}.yaml", row.line_of(field), f"{row.value.id}.{field}", message)
