"""Danger in what a person writes: rules over the concepts they mention, in any of the four languages.

In: a text as it was heard (`knowledge.hearing`), and the rules of `signs.yaml`. Out: the alarms, the most urgent first.
What is denied ("no fever") does not count. How long, how often and how old are read as numbers (`numbers`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from nattero.checkup.numbers import facts
from nattero.knowledge.hearing import Heard
from nattero.knowledge.lexicon import FACTS, Lexicon
from nattero.knowledge.model import URGENCIES, Id, Row, Urgency
from nattero.knowledge.rows import Finding, PackError, read_rows

FILE = "signs.yaml"
UNDENIABLE = frozenset({"self_harm"})  # who writes of ending their life is told of help, however they put it


class Sign(Row, frozen=True, kw_only=True):
    """A rule: any line of `when` (concepts joined by &) raises it, none of `unless` may be said; what it shows."""

    urgency: Urgency
    when: tuple[str, ...]
    unless: tuple[Id, ...] = ()
    flag: Id | None = None
    claim: Id | None = None

    def __post_init__(self) -> None:
        if (self.flag is None) == (self.claim is None):
            raise ValueError("A sign shows either a `flag` or a `claim`")


@dataclass(frozen=True)
class Alarm:
    """A sign that was raised: which, how urgent, and the danger sign or claim whose words say it."""

    sign: str
    urgency: Urgency
    flag: str | None
    claim: str | None


def read_signs(root: Traversable | Path, lexicon: Lexicon) -> tuple[Sign, ...]:
    """Give the rules of a pack's folder; PackError for the first that is wrong or names an unknown concept."""
    rows, findings = read_rows(root, FILE, Sign)
    for finding in findings:
        raise PackError(finding)
    for row in rows:
        for concept in (*row.value.unless, *(part for line in row.value.when for part in parts(line))):
            if concept not in lexicon.concepts and concept not in FACTS:
                message = f"{concept} is not in lexicon.yaml"
                raise PackError(Finding("error", FILE, row.line_of("when"), f"{row.value.id}.when", message))
    return tuple(row.value for row in rows)


def parts(line: str) -> list[str]:
    """Give the concepts of one line of a rule."""
    return [part.strip() for part in line.split("&")]


def alarms(heard: Heard, signs: tuple[Sign, ...], known: Iterable[str] = ()) -> list[Alarm]:
    """Give the alarms of a text, the most urgent first, and among equals in the order of the file; `known`: facts of others."""
    unsaid = {found.concept for found in heard.mentions} & UNDENIABLE
    said = heard.said() | set(facts(heard)) | set(known) | unsaid
    raised = [sign for sign in signs if any(said.issuperset(parts(line)) for line in sign.when)]
    kept = [sign for sign in raised if said.isdisjoint(sign.unless)]
    kept.sort(key=lambda sign: URGENCIES.index(sign.urgency))
    return [Alarm(sign.id, sign.urgency, sign.flag, sign.claim) for sign in kept]
