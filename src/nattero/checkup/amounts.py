"""Numbers in what a person says: how long, how often, since when, how many weeks pregnant.

In: the sentences of a text. Out: answers of the features that are numbers, and of those that follow from numbers (longer
than ten minutes, every day for two weeks). Times of doing something else ("walk ten minutes") are left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from nattero.checkup.listening import Sentence

Answer = bool | float | str
COUNTED = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "nb": "en to tre fire fem seks sju atte ni ti elleve tolv",
    "id": "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
}
MORE: dict[str, float] = {
    **dict.fromkeys(["a", "an", "een", "ett", "et", "en", "ei", "se", "sekali"], 1),
    **dict.fromkeys(["once", "eenmaal"], 1),
    **dict.fromkeys(["twice", "tweemaal"], 2),
    **dict.fromkeys(["couple", "stuk", "par"], 2),
    **dict.fromkeys(["few", "several", "paar", "enkele", "noen", "flere", "beberapa", "sev"], 3),
    **dict.fromkeys(["half", "halve", "halv", "halvt", "setengah"], 0.5),
    **dict.fromkeys(["anderhalf", "anderhalve", "halvannen", "halvannet"], 1.5),
    **dict.fromkeys(["dozen", "dozijn"], 12),
    **dict.fromkeys(["fifteen", "vijftien", "femten"], 15),
    **dict.fromkeys(["twenty", "twintig", "tjue"], 20),
    **dict.fromkeys(["thirty", "dertig", "tretti"], 30),
    **dict.fromkeys(["forty", "veertig", "forti"], 40),
    **dict.fromkeys(["fifty", "vijftig", "femti"], 50),
    **dict.fromkeys(["sixty", "zestig", "seksti"], 60),
    **dict.fromkeys(["seventy", "zeventig", "sytti"], 70),
    **dict.fromkeys(["eighty", "tachtig", "atti"], 80),
    **dict.fromkeys(["ninety", "negentig", "nitti"], 90),
}
TENS = {"puluh": (10.0, 0.0), "belas": (1.0, 10.0)}  # what follows a number in Indonesian
UNITS = {"seconds": 1 / 60, "minutes": 1.0, "hours": 60.0}  # in minutes
SPANS = {"days": 1 / 7, "weeks": 1.0, "months": 4.35, "years": 52.2}  # in weeks
OFTEN = {"per_week": 1.0, "per_day": 7.0, "per_month": 0.25, "per_year": 0.02}  # in a week
MOST_MINUTES, MOST_ATTACKS, MOST_WEEKS = 1440.0, 350.0, 5200.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what is counted: its unit (a group of words), and where it stands."""

    value: float
    unit: str
    start: int
    end: int


def amounts(sentences: list[Sentence]) -> dict[str, Answer]:
    """Give the answers that are numbers, or follow from numbers, in a text."""
    found: dict[str, Answer] = {}
    pregnant = any("@pregnant" in one.places for one in sentences)
    since = max((weeks for one in sentences for weeks in _since(one, list(quantities(one)))), default=0.0)
    often = [count for one in sentences for count in _often(one, list(quantities(one)))]
    several = any("@several_a_day" in one.places for one in sentences) or any(count >= 14 for count in often)
    for sentence in sentences:
        for quantity in quantities(sentence):
            _put(found, sentence, quantity, pregnant)
    long = [minutes for one in sentences for each in quantities(one) for minutes in _lasting(one, each)]
    if long:
        found["duration_min"] = _tidy(min(long[0], MOST_MINUTES))
        found |= {name: True for name, limit in (("longer_3min", 3), ("longer_10min", 10)) if max(long) > limit}
    if often:
        found["attacks_per_week"] = _tidy(min(often[0], MOST_ATTACKS))
    if since:
        found.setdefault("onset_weeks", _tidy(min(since, MOST_WEEKS)))
    if since >= 2 and often and max(often) >= 7:
        found["daily_two_weeks"] = True
    if several and (since >= 1 or any("@all_week" in one.places for one in sentences)):
        found["several_daily_week"] = True
    return found


def quantities(sentence: Sentence) -> Iterator[Quantity]:
    """Give each number with its unit; "a minute or two" and "2-3 minutes" are their middle."""
    units = {start: (name, end) for name in _unit_names() for start, end in sentence.places.get(f"@{name}", ())}
    at = 0
    while at < len(sentence.words):
        value, end = _number_at(sentence, at)
        if value is None:
            at += 1
            continue
        for place in (end, end + 1, end + 2):
            if place in units and sentence.clauses[place] == sentence.clauses[at]:
                name, stop = units[place]
                yield Quantity(_or_two(value, sentence, stop), name, at, stop)
                end = stop
                break
        at = end
    for name in _unit_names():
        for start, stop in sentence.places.get(f"@one_{name}", ()):
            yield Quantity(1.0, name, start, stop)


def _number_at(sentence: Sentence, at: int) -> tuple[float | None, int]:
    """Give the number that begins at a place and where it ends: "two or three", "2-3", "dua puluh", "half an"."""
    value, end = number(sentence.words[at], sentence.lang), at + 1
    if value is None:
        return None, end
    following = [_in_clause(sentence, at, place) for place in (end, end + 1)]
    factor = TENS.get(following[0] or "", (1.0, 0.0))
    if factor != (1.0, 0.0):
        return value * factor[0] + factor[1], end + 1
    first, second = (number(word, sentence.lang) if word else None for word in following)
    if _joins(sentence, end) and second is not None:
        return (value + second) / 2, end + 2
    if first is None:
        return value, end
    if value == 1 or first < 1:
        return value * first, end + 1
    return (value + first if value >= 20 and first < 10 else (value + first) / 2), end + 1


def _in_clause(sentence: Sentence, at: int, place: int) -> str | None:
    """Give the word at a place, where it is in the clause of another."""
    return (
        sentence.words[place]
        if place < len(sentence.words) and sentence.clauses[place] == sentence.clauses[at]
        else None
    )


def number(word: str, lang: str) -> float | None:
    """Give the number a word is: figures, or a word of this language."""
    if word.isdigit():
        return float(word) if len(word) < 6 else None
    whole, mark, part = word.partition("p")
    if mark and whole.isdigit() and part.isdigit() and len(word) < 8:
        return float(f"{whole}.{part}")
    names = COUNTED[lang].split()
    return float(names.index(word) + 1) if word in names else MORE.get(word)


def _unit_names() -> tuple[str, ...]:
    return (*UNITS, *SPANS, "times", "nights")


def _joins(sentence: Sentence, place: int) -> bool:
    return any(start == place for start, _ in sentence.places.get("@or", ()))


def _or_two(value: float, sentence: Sentence, end: int) -> float:
    """Give the middle of "a minute or two"."""
    after = number(sentence.words[end + 1], sentence.lang) if end + 1 < len(sentence.words) else None
    joined = end < len(sentence.words) and _joins(sentence, end)
    return (value + after) / 2 if joined and after and value == 1 and after <= 3 else value


def _near(sentence: Sentence, group: str, start: int, end: int) -> bool:
    """Tell whether a word of a group stands between two places."""
    return any(start <= place < end for place, _ in sentence.places.get(f"@{group}", ()))


def _lasting(sentence: Sentence, each: Quantity) -> Iterator[float]:
    """Give how many minutes an attack lasts, where a quantity says it."""
    if each.unit not in UNITS or _near(sentence, "ago", each.end, each.end + 2):
        return
    lasts = _near(sentence, "lasts", each.start - 6, each.end + 5)
    doing = _near(sentence, "doing", each.start - 4, each.end + 3)
    if lasts or (each.unit != "hours" and not doing and not _near(sentence, "within", each.start - 2, each.start)):
        yield each.value * UNITS[each.unit]


def _often(sentence: Sentence, found: list[Quantity]) -> Iterator[float]:
    """Give how many attacks a week a sentence says: three nights a week, every night, twice a month."""
    if "@frequency_of_else" in sentence.places:
        return
    for each in found:
        for name, factor in OFTEN.items():
            here = _near(sentence, name, each.end, each.end + 3) or _near(sentence, name, each.start - 2, each.start)
            if each.unit in {"times", "nights"} and here:
                yield each.value * factor
                break
    for name, value in (("every_other", 3.5), ("most_nights", 5.0), ("every_night", 7.0), ("every_week", 1.0)):
        if f"@{name}" in sentence.places:
            yield value
            return
    for start, end in sentence.places.get("@counted_times", ()):
        for name, factor in OFTEN.items():
            if _near(sentence, name, end, end + 2) or _near(sentence, name, start - 1, start):
                yield (number(sentence.words[start], sentence.lang) or 1.0) * factor


def _since(sentence: Sentence, found: list[Quantity]) -> Iterator[float]:
    """Give for how many weeks something has been going on."""
    for each in found:
        stomach = each.unit == "days" and not ("@cramp" in sentence.places or "@pain" in sentence.places)
        if each.unit in SPANS and not stomach and not _near(sentence, "ago", each.end, each.end + 2):
            started = _near(sentence, "since", each.start - 3, each.start) or _near(
                sentence, "since", each.end, each.end + 2
            )
            if started and not _near(sentence, "pregnant", each.start - 3, each.end + 2):
                yield each.value * SPANS[each.unit]
    for name in ("weeks", "months", "years"):
        if f"@for_{name}" in sentence.places:
            yield 3 * SPANS[name]


def _put(found: dict[str, Answer], sentence: Sentence, each: Quantity, pregnant: bool) -> None:
    """Put what one quantity says of pregnancy, birth and beginning."""
    ago = _near(sentence, "ago", each.end, each.end + 2) or _near(sentence, "ago", each.start - 2, each.start)
    if each.unit in SPANS:
        weeks = each.value * SPANS[each.unit]
        born = _near(sentence, "birth", each.start - 6, each.end + 6)
        if born and weeks <= 52 and (ago or _near(sentence, "old", each.end, each.end + 2)):
            found.setdefault("postpartum_weeks", _tidy(weeks))
        elif ago and _near(sentence, "began", each.start - 6, each.end + 5):
            found.setdefault("onset_weeks", _tidy(min(weeks, MOST_WEEKS)))
        elif (
            pregnant
            and not ago
            and each.unit in {"weeks", "months"}
            and 4 <= weeks <= 44
            and _near(sentence, "pregnant", each.start - 4, each.end + 4)
        ):
            found.setdefault("gestation_weeks", _tidy(weeks))
    elif each.unit == "times" and _near(sentence, "medicines", each.end, each.end + 2):
        found.setdefault("med_count", each.value)


def _tidy(value: float) -> float:
    """Give a number without figures nobody said."""
    return float(round(value, 2))
