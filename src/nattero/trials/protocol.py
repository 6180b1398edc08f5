"""The protocol and the report of a trial, item by item, from its entry alone: nothing is left open, what does not apply says why.

In: a registered trial. Out: for each item of the checklists the fact that fills it, the numbers for its words, and the trial as a file.
Protocol: SPENT 2019 (Porcino and others, BMJ 2020;368:m122), which keeps the item numbers of SPIRIT 2013 and asks besides, within these
items, why one person, which periods, run-in and wash-out, carry-over and correlation. Report: CENT 2015 (Vohra and others, BMJ
2015;350:h1738; 25 items in 44 parts, of which what is only asked of a series of trials is left out). How far the numbers could be checked
against the papers is in `docs/trials.md`. The words of each fact are the edge's.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

import msgspec

from nattero.diary.payloads import Instant, Trial, TrialRow
from nattero.diary.trials import Tried
from nattero.trials.allocation import ALGORITHM, allocate
from nattero.trials.registered import broken, drawn_order, layout_of, seal
from nattero.trials.running import waiting

Format = Literal["nattero-trial-1"]
FORMAT: Format = "nattero-trial-1"
LAST_NOON = (
    "Etc/GMT+12"  # a file names no zone: late is what was written down after noon wherever on earth it was lived
)

SPENT: tuple[tuple[str, str], ...] = (
    ("1", "title"), ("2a", "registration"), ("2b", "data_set"), ("3", "version"), ("4", "funding"), ("5a", "roles"),
    ("5b", "sponsor"), ("5c", "sponsor_part"), ("5d", "committees"), ("6a", "background"), ("6a", "why_one"), ("6b", "comparators"),
    ("7", "objective"), ("8", "design"), ("8", "sequence"), ("9", "setting"), ("10", "eligibility"), ("11a", "interventions"),
    ("11b", "stopping_rules"), ("11c", "adherence"), ("11d", "concomitant"), ("12", "outcome"), ("13", "schedule"),
    ("14", "size"), ("15", "recruitment"), ("16a", "generation"), ("16b", "concealment"), ("16c", "implementation"),
    ("17a", "blinding"), ("17b", "unblinding"), ("18a", "collection"), ("18b", "retention"), ("19", "management"),
    ("20a", "analysis"), ("20a", "carry_over"), ("20b", "additional"), ("20c", "missing"), ("21a", "monitoring"), ("21b", "interim"),
    ("22", "harms"), ("23", "auditing"), ("24", "ethics"), ("25", "amendments"), ("26a", "consent"), ("26b", "ancillary"),
    ("27", "confidentiality"), ("28", "interests"), ("29", "access"), ("30", "aftercare"), ("31a", "dissemination"), ("31b", "roles"),
    ("31c", "reproduction"), ("32", "consent"), ("33", "specimens"),
)  # fmt: skip
CENT: tuple[tuple[str, str], ...] = (
    ("1a", "title"), ("1b", "summary"), ("2a.1", "background"), ("2a.2", "why_one"), ("2b", "objective"), ("3a", "design"),
    ("3b", "changes"), ("4a", "eligibility"), ("4b", "setting"), ("4c", "ethics"), ("5", "interventions"), ("6a.1", "outcome"),
    ("6a.2", "measuring"), ("6b", "outcome_changes"),
    ("7a", "size"), ("7b", "interim"), ("8a", "generation"), ("8b", "restriction"), ("8c", "sequence_done"),
    ("9", "concealment"), ("10", "implementation"), ("11a", "blinding"), ("11b", "similarity"), ("12a", "analysis"), ("12b", "additional"),
    ("12c", "carry_over"), ("13a", "flow"), ("13b", "losses"), ("14a", "dates"), ("14b", "ended"), ("15", "baseline"),
    ("16", "analysed"), ("17a.1", "periods"), ("17a.2", "result"), ("17b", "absolute"), ("18", "additional_result"), ("19", "harms_seen"),
    ("20", "limitations"), ("21", "generalisable"), ("22", "interpretation"), ("23", "registration"), ("24", "access"), ("25", "funding"),
)  # fmt: skip


class ChangedError(ValueError):
    """A trial that was changed after it was drawn, or after it ended."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """A shared file."""

    format: Format
    registered: Instant
    trial: Trial
    digest: str


def facts(found: Tried) -> dict[str, Any]:
    """Give the numbers that the words of the items need."""
    made = found.trial
    rows = made.result.table if made.result else []
    rate = made.run_in[1] / made.run_in[0] * 7 if len(made.run_in) == 2 and made.run_in[0] else None
    return {
        "nights": made.design.nights,
        "block": made.design.block,
        "washout": made.design.washout,
        "arms": len(made.arms),
        "looks": made.design.looks,
        "least": made.design.least,
        "better": made.design.better,
        "same": made.design.same,
        "number": made.design.number,
        "seed": made.seed,
        "algorithm": made.algorithm,
        "hash": made.hash,
        "whole": broken(made) is None and not found.replaced,
        "run_in": made.run_in[0] if made.run_in else 0,
        "rate": rate,
        "gone": len(rows),
        "recorded": sum(row.cramps is not None for row in rows),
        "waiting": waiting(made, rows),
        "unsaid": sum(row.cramps is not None and row.adhered is None for row in rows),
        "kept": sum(row.adhered is True for row in rows),
        "other": sum(row.adhered is False for row in rows),
        "prior": made.prior,
    }


def own_words_in(made: Trial) -> list[str]:
    """Give what somebody wrote themselves that goes into the shared file: the arms in their own words."""
    return [arm.words for arm in made.arms if arm.words]


def shared(found: Tried, *, without_words: bool = False) -> bytes:
    """Give a trial that is over as a small file: what was fixed before the start, the nights, the numbers.

    No name is put into it; `without_words`: a letter stands for each arm in own words, and the file is sealed as it then is.
    """
    made = wordless(found.trial) if without_words else found.trial
    kept = msgspec.structs.replace(made, note=None)
    value = _File(FORMAT, found.registered, kept, digest(found.registered, kept))
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1)


def digest(registered: datetime, made: Trial) -> str:
    """Give the hash of everything in a file, its nights and its end too: whoever changes a number by hand is seen."""
    held = msgspec.to_builtins([registered, made])
    return sha256(msgspec.json.encode(held, order="deterministic")).hexdigest()


def wordless(made: Trial) -> Trial:
    """Give the trial with a letter for each arm in own words, sealed anew; one that was changed keeps its broken seal."""
    arms = [msgspec.structs.replace(arm, words=arm.id if arm.words else None) for arm in made.arms]
    if broken(made):
        return msgspec.structs.replace(made, arms=arms)
    drawn = allocate(layout_of(arms, made.design), made.seed)
    return msgspec.structs.replace(made, arms=arms, hash=seal(drawn, made.first, arms, made.design, made.prior))


def read_shared(data: bytes) -> Tried:
    """Give the trial of a file, of nobody's diary. Raises ValueError for what is none, and ChangedError for what was changed."""
    try:
        held = msgspec.json.decode(data, type=_File)
    except msgspec.MsgspecError as error:
        raise ValueError("This is no trial of Nattero") from error
    made = held.trial
    if made.algorithm != ALGORITHM or broken(made) or held.digest != digest(held.registered, made):
        raise ChangedError("This trial was changed after it was drawn")
    if made.result and not drawn_so(made, made.result.table):
        raise ChangedError("The nights of this trial are not those that were drawn")
    return Tried("", LAST_NOON, made, held.registered, made.hash)


def drawn_so(made: Trial, rows: list[TrialRow]) -> bool:
    """Whether a table holds the arms of the order, night by night, on nights that come one after the other."""
    order, nights = drawn_order(made), [row.night for row in rows]
    one_by_one = nights == sorted(set(nights)) and all(night >= made.first for night in nights[:1])
    return one_by_one and len(rows) <= len(order) and all(row.arm == arm for row, arm in zip(rows, order, strict=False))
