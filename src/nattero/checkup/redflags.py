"""Danger in what a person writes: rules over the concepts they mention, in any of the four languages.

In: a text as it was heard (`knowledge.lexicon`), and the rules of `signs.yaml`. Out: the alarms, the most urgent first.
What is denied ("no fever") does not count. How long and how old are read as numbers; the limits are those of the
danger signs (`pack/red_flags.yaml`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path

from nattero.knowledge.lexicon import Heard, Lexicon
from nattero.knowledge.model import Id, Row, Urgency
from nattero.knowledge.rows import Finding, PackError, read_rows

FILE = "signs.yaml"
ORDER: tuple[Urgency, ...] = ("emergency", "urgent", "soon", "routine", "self-care")
FACTS = frozenset({"over_ten", "over_three", "child_age"})
MINUTES = frozenset(["min", "mins", "minute", "minutes", "minuut", "minuten", "minutt", "minutter", "menit", "mnt"])
HOURS = frozenset(["hour", "hours", "uur", "uren", "time", "timer", "jam", "halfuur"])
YEARS = frozenset(
    ["year", "years", "yr", "yrs", "yo", "jaar", "jarige", "aar", "aarig", "aaring", "tahun", "thn", "th"]
)
AGE_BEFORE = frozenset(["age", "aged", "leeftijd", "alder", "umur", "usia"])
COUNTED = {
    **dict.fromkeys(["four", "vier", "fire", "empat"], 4),
    **dict.fromkeys(["five", "vijf", "fem", "lima"], 5),
    **dict.fromkeys(["six", "zes", "seks", "enam"], 6),
    **dict.fromkeys(["seven", "zeven", "sju", "tujuh"], 7),
    **dict.fromkeys(["eight", "acht", "atte", "delapan"], 8),
    **dict.fromkeys(["nine", "negen", "ni", "sembilan"], 9),
    **dict.fromkeys(["ten", "tien", "ti", "sepuluh"], 10),
    **dict.fromkeys(["fifteen", "vijftien", "femten"], 15),
    **dict.fromkeys(["twenty", "twintig", "tjue"], 20),
    **dict.fromkeys(["thirty", "dertig", "tretti"], 30),
    **dict.fromkeys(["two", "twee", "to", "dua"], 2),
    **dict.fromkeys(["three", "drie", "tre", "tiga"], 3),
}
CHILDHOOD = 16  # years; medicines for children under sixteen are dosed by weight and age
TAKES_TIME = frozenset({"exercise", "stretch", "calf_raise", "bath", "warmth", "ice", "swim", "sitting", "after_rest"})


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


def alarms(heard: Heard, signs: tuple[Sign, ...]) -> list[Alarm]:
    """Give the alarms of a text, the most urgent first, and among equals in the order of the file."""
    said = heard.said() | set(facts(heard))
    raised = [sign for sign in signs if any(said.issuperset(parts(line)) for line in sign.when)]
    kept = [sign for sign in raised if said.isdisjoint(sign.unless)]
    kept.sort(key=lambda sign: ORDER.index(sign.urgency))
    return [Alarm(sign.id, sign.urgency, sign.flag, sign.claim) for sign in kept]


def facts(heard: Heard) -> Iterator[str]:
    """Give what the numbers of a text say: a cramp over three or ten minutes, a child's age."""
    minutes = max(_minutes(heard.words), default=0.0)
    if heard.said().isdisjoint(TAKES_TIME):
        if minutes > 10:
            yield "over_ten"
        if minutes > 3:
            yield "over_three"
    if any(0 < age < CHILDHOOD for age in _ages(heard.words)):
        yield "child_age"


def _number(word: str) -> float | None:
    return float(word) if word.isdigit() and len(word) < 5 else COUNTED.get(word)


def _minutes(words: tuple[str, ...]) -> Iterator[float]:
    """Give the times of a text in minutes; half an hour is thirty."""
    for before, word in pairwise(words):
        number = _number(before)
        if number is not None and word in MINUTES:
            yield number
        elif word in HOURS and (before in {"an", "een", "en", "half", "halv", "setengah"} or number is not None):
            yield 60.0 * (number or 0.5)
    yield from (30.0 for word in words if word == "halfuur")


def _ages(words: tuple[str, ...]) -> Iterator[float]:
    """Give the ages of a text in years."""
    for before, word in pairwise(words):
        first, second = _number(before), _number(word)
        if first is not None and word in YEARS:
            yield first
        if second is not None and before in AGE_BEFORE:
            yield second
