"""Numbers with what they count: "three nights", "2-3 minutes", "a minute or two", "dua puluh menit".

In: a sentence. Out: quantities: a number, the group of words that is its unit, and where it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nattero.checkup.listening import Sentence

COUNTED = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "nb": "en to tre fire fem seks sju atte ni ti elleve tolv",
    "id": "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
}
MORE: dict[str, float] = {
    **dict.fromkeys(["once", "eenmaal", "se", "sekali"], 1),
    **dict.fromkeys(["twice", "tweemaal"], 2),
    **dict.fromkeys(["couple", "stuk", "par"], 2),
    **dict.fromkeys(["few", "several", "paar", "enkele", "noen", "flere", "beberapa", "sev"], 3),
    **dict.fromkeys(["many", "veel", "mange", "banyak", "berkali"], 5),
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
ARTICLES = {"en": ("a", "an"), "nl": ("een",), "nb": ("en", "ett", "et", "ei", "ein", "eit"), "id": ()}
"""Articles that are one of something, each in its own language: Dutch `en` is "and"."""
CALENDAR = range(1900, 2101)  # years in which something was: they count nothing
NUMBERS: dict[str, dict[str, float]] = {
    lang: MORE
    | dict.fromkeys(ARTICLES[lang], 1.0)
    | {word: float(place) for place, word in enumerate(words.split(), 1)}
    for lang, words in COUNTED.items()
}
TENS = {"puluh": (10.0, 0.0), "belas": (1.0, 10.0)}  # what follows a number in Indonesian
LENGTHS = {"seconds": 1 / 60, "minutes": 1.0, "hours": 60.0}  # in minutes
SPANS = {"days": 1 / 7, "weeks": 1.0, "months": 4.35, "years": 52.2}  # in weeks
NAMED = (("quarter", 15.0, "minutes"), ("half_hour", 30.0, "minutes"))  # lengths that are one word
UNITS = (*LENGTHS, *SPANS, "times", "nights")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what is counted: its unit (a group of words), and where it stands."""

    value: float
    unit: str
    start: int
    end: int


@lru_cache(maxsize=256)
def quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    """Give each number with its unit; "a minute or two" and "2-3 minutes" are their middle."""
    return tuple(_counted(sentence))


def _counted(sentence: Sentence) -> Iterator[Quantity]:
    """Give each quantity, and then those that are one word."""
    units = {start: (name, end) for name in UNITS for start, end in sentence.places.get(f"@{name}", ())}
    joins = {start for start, _ in sentence.places.get("@and", ())}
    at = 0
    while at < len(sentence.words):
        value, end = _number_at(sentence, at)
        if value is None:
            at += 1
            continue
        for place in (end, end + 1, end + 2):
            if place in joins or (place < len(sentence.words) and number(sentence.words[place], sentence.lang)):
                break  # "52 and cramp" counts no cramps, nor does "of 9 wakes twice"
            if place in units and sentence.clauses[place] == sentence.clauses[at]:
                name, stop = units[place]
                yield Quantity(_or_two(value, sentence, stop), name, at, stop)
                end = stop
                break
        at = end
    for group, count, name in (*((f"one_{name}", 1.0, name) for name in UNITS), *NAMED):
        for start, stop in sentence.places.get(f"@{group}", ()):
            yield Quantity(count, name, start, stop)


def _number_at(sentence: Sentence, at: int) -> tuple[float | None, int]:
    """Give the number that begins at a place and where it ends: "two or three", "2-3", "dua puluh", "half an"."""
    value, end = number(sentence.words[at], sentence.lang), at + 1
    if value is None or value in CALENDAR:
        return None, end
    ands = {start for start, _ in sentence.places.get("@and", ())}
    following = [_in_clause(sentence, at, place) for place in (end, end + 1)]
    factor = TENS.get(following[0] or "", (1.0, 0.0))
    if factor != (1.0, 0.0):
        return value * factor[0] + factor[1], end + 1
    first, second = (number(word, sentence.lang) if word else None for word in following)
    if end in ands:
        half = next((place for place in (end + 1, end + 2) if _is_half(sentence, at, place)), None)
        return (
            (value, end) if half is None else (value + 0.5, half + 1)
        )  # "two and a half"; "70 and two" are two numbers
    if _joins(sentence, end) and second is not None:
        return (value + second) / 2, end + 2
    if first is None:
        return value, end
    if first == 0.5 and sentence.lang == "id":
        return value + first, end + 1  # "satu setengah"
    if value <= 1 or first < 1:
        return value * first, end + 1
    tens = value >= 20 and first < 10 and not sentence.words[at].isdigit()
    return (value + first if tens else (value + first) / 2), end + 1


def _is_half(sentence: Sentence, at: int, place: int) -> bool:
    """Tell whether a half stands at a place of a clause."""
    word = _in_clause(sentence, at, place)
    return word is not None and number(word, sentence.lang) == 0.5


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
    if not word[0].isdigit():
        return NUMBERS[lang].get(word)
    whole, mark, part = word.partition("p")
    if mark and whole.isdigit() and part.isdigit() and len(word) < 8:
        return float(f"{whole}.{part}")
    return None


def _joins(sentence: Sentence, place: int) -> bool:
    return any(start == place for start, _ in sentence.places.get("@or", ()))


def _or_two(value: float, sentence: Sentence, end: int) -> float:
    """Give the middle of "a minute or two", and "a minute and a half"."""
    if any(start == end for start, _ in sentence.places.get("@and", ())):
        halves = (place for place in (end + 1, end + 2) if _is_half(sentence, end, place))
        return value + 0.5 if next(halves, None) is not None else value
    after = number(sentence.words[end + 1], sentence.lang) if end + 1 < len(sentence.words) else None
    if end >= len(sentence.words) or not _joins(sentence, end) or not after or value != 1:
        return value
    if sentence.lang == "nl" and after > 2:
        return after  # "een nacht of vier" is about four
    return (value + after) / 2 if after <= 3 else value
