"""What the numbers of a text say: how long a cramp lasts, how often it comes, for how many weeks, and how old a child is.

In: a text as it was heard (`knowledge.hearing`). Out: facts that the rules of danger can ask for. The limits are those
of the danger signs (`pack/red_flags.yaml`): more than three and ten minutes, several a day, two weeks.
"""

from collections.abc import Iterator
from itertools import pairwise

from nattero.knowledge.hearing import Heard

MINUTES = frozenset(["min", "mins", "minute", "minutes", "minuut", "minuten", "minutt", "minutter", "menit", "mnt"])
HOURS = frozenset(["hour", "hours", "uur", "uren", "time", "timer", "jam", "halfuur"])
QUARTERS = frozenset(["quarter", "kwartier", "kvarter", "seperempat"])
WEEKS = frozenset(["week", "weeks", "weken", "uke", "uker", "minggu", "mgg", "wk", "wks"])
DAYS = frozenset(["day", "days", "dag", "dagen", "dager", "hari", "night", "nights", "nacht", "nachten", "netter"])
PER_DAY = frozenset(["day", "daily", "dag", "dagen", "daags", "sehari", "hari", "dagleg", "daglig"])
TIMES = frozenset(["times", "time", "x", "keer", "maal", "ganger", "gonger", "kali"])
MANY = frozenset(
    ["several", "many", "meermaals", "meerdere", "vaker", "flere", "mange", "beberapa", "berkali", "multiple"]
)
YEARS = frozenset(
    ["year", "years", "yr", "yrs", "yo", "jaar", "jarige", "aar", "aarig", "aaring", "tahun", "thn", "th"]
)
MONTHS = frozenset(["month", "months", "maanden", "maand", "mnd", "maaneder", "bulan", "bln"])
AGE_BEFORE = frozenset(["age", "aged", "leeftijd", "alder", "umur", "usia"])
HALVES = frozenset({"an", "een", "en", "half", "halv", "setengah"})
MORE = frozenset(["over", "than", "dan", "enn", "dari", "langer", "boven", "mer", "meer", "lebih", "past"])
COUNTED = {
    **dict.fromkeys(["two", "twee", "to", "dua"], 2),
    **dict.fromkeys(["three", "drie", "tre", "tiga"], 3),
    **dict.fromkeys(["four", "vier", "fire", "empat"], 4),
    **dict.fromkeys(["five", "vijf", "fem", "lima"], 5),
    **dict.fromkeys(["six", "zes", "seks", "enam"], 6),
    **dict.fromkeys(["seven", "zeven", "sju", "tujuh"], 7),
    **dict.fromkeys(["eight", "acht", "atte", "delapan"], 8),
    **dict.fromkeys(["nine", "negen", "ni", "sembilan"], 9),
    **dict.fromkeys(["ten", "tien", "ti", "sepuluh"], 10),
    **dict.fromkeys(["fourteen", "veertien", "fjorten"], 14),
    **dict.fromkeys(["fifteen", "vijftien", "femten"], 15),
    **dict.fromkeys(["twenty", "twintig", "tjue"], 20),
    **dict.fromkeys(["thirty", "dertig", "tretti"], 30),
}
CHILDHOOD = 16  # years; medicines for children under sixteen are dosed by weight and age
LONGEST_RUN = 12  # weeks; more are weeks of a pregnancy
COUNTED_OUT = frozenset({"how_many", "may_take"})  # "how many ... may I take" asks for a dose
TAKES_TIME = frozenset({"exercise", "stretch", "calf_raise", "bath", "warmth", "ice", "swim", "sitting", "after_rest"})


def facts(heard: Heard) -> Iterator[str]:
    """Give what the numbers of a text say."""
    longest = max(minutes(heard.words), default=0.0)
    if heard.said() >= COUNTED_OUT:
        yield "dose"
    if heard.said().isdisjoint(TAKES_TIME):
        if longest > 10:
            yield "over_ten"
        if longest > 3:
            yield "over_three"
    if any(0 < age < CHILDHOOD for age in ages(heard.words)):
        yield "child_age"
    if any(times >= 3 for times in times_a_day(heard.words)):
        yield "often_a_day"
    if any(2 <= weeks <= LONGEST_RUN for weeks in weeks_long(heard.words)):
        yield "for_weeks"


def number(word: str) -> float | None:
    """Give the number that a word is, in digits or spelt out."""
    return float(word) if word.isdigit() and len(word) < 5 else COUNTED.get(word)


def minutes(words: tuple[str, ...]) -> Iterator[float]:
    """Give the times of a text in minutes; half an hour is thirty, and more than three is over three."""
    for place, (before, word) in enumerate(pairwise(words)):
        count = number(before)
        if count is not None and word in MINUTES:
            yield count + (0.1 if place and words[place - 1] in MORE else 0.0)
        elif word in HOURS and (before in HALVES or count is not None):
            yield 60.0 * (count or 0.5)
    yield from (30.0 for word in words if word == "halfuur")
    yield from (15.0 for word in words if word in QUARTERS)


def ages(words: tuple[str, ...]) -> Iterator[float]:
    """Give the ages of a text in years."""
    for before, word in pairwise(words):
        first, second = number(before), number(word)
        if first is not None and word in YEARS:
            yield first
        if first is not None and word in MONTHS:
            yield first / 12
        if second is not None and before in AGE_BEFORE:
            yield second


def times_a_day(words: tuple[str, ...]) -> Iterator[float]:
    """Give how many times a day something happens, said in either order: five times a day, sehari bisa 4 kali."""
    for place, word in enumerate(words):
        if word not in TIMES and word not in MANY:
            continue
        near = words[max(0, place - 3) : place + 4]
        if not any(other in PER_DAY for other in near):
            continue
        count = number(words[place - 1]) if place else None
        if word in MANY or (place and words[place - 1] in MANY):
            yield 3.0
        elif count is not None:
            yield count


def weeks_long(words: tuple[str, ...]) -> Iterator[float]:
    """Give for how many weeks something goes on; fourteen days are two."""
    for before, word in pairwise(words):
        count = number(before)
        if count is not None and word in WEEKS:
            yield count
        elif count is not None and word in DAYS and count >= 10:
            yield count / 7 if count >= 14 else 0.0
