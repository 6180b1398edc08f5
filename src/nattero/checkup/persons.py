"""Who is spoken of: age, sex and pregnancy as a text says them, and whose history is whose.

In: the sentences of a text. Out: the answers `age`, `sex`, `gestation_weeks`; and whether something is said of a relative
who is not the one with the cramps ("my mother had a clot").
"""

from nattero.checkup.listening import Sentence, Span
from nattero.checkup.quantities import number, quantities

Answer = bool | float | str
OLDEST = 115
DIALECT_MY = "me"  # "me nan", "me moeder"
LATE = 20  # weeks; "week 33" by itself is a pregnancy's
FIRST = 3  # words after which a relative is no longer the one a text is about
VAGUE = frozenset(
    (
        *("half", "halve", "halv", "halvt", "setengah", "par", "paar", "couple", "stuk", "few", "several", "enkele"),
        *("noen", "flere", "beberapa", "many", "veel", "mange", "banyak", "et", "eit", "a", "een", "setahun"),
    )
)
"""Numbers of years that are nobody's age: "a couple of years", "setengah tahun"."""
CLOSE = 7  # words between a relative and what they had


def person(sentences: list[Sentence]) -> dict[str, Answer]:
    """Give the age, the sex and the week of pregnancy that a text says."""
    found: dict[str, Answer] = {}
    for sentence in sentences:
        age = _age(sentence)
        if age is not None:
            found.setdefault("age", age)
        week = _week(sentence)
        if week is not None:
            found.setdefault("gestation_weeks", week)
    sex = _sex(sentences)
    if sex:
        found["sex"] = sex
    return found


def patient_is_relative(sentences: list[Sentence]) -> bool:
    """Tell whether the one with the cramps is a relative of the writer: "my son of 6 limps"."""
    for sentence in sentences:
        kin = sentence.places.get("@kin", ())
        if not kin:
            continue
        first = min(kin)[0]
        own = selves(sentence)
        if first > FIRST or any(place < first for place in own) or not _living(sentence, first):
            return False
        until = next((place for place in own if place > first), len(sentence.words))
        cramps = _around(sentence, "cramp", first, until)
        mine = any(selves(one) and "@cramp" in one.places and "@kin" not in one.places for one in sentences)
        theirs = cramps or (_around(sentence, "complains", first, until) and not mine)
        return theirs or _age(sentence) is not None or not any(selves(one) for one in sentences)
    return False


def selves(sentence: Sentence) -> list[int]:
    """Give where the writer speaks of themselves: `saya` in "ibu saya" is only "my", and so is `me` in "me nan"."""
    kin = sentence.places.get("@kin", ())
    mine = [start for start, _ in sentence.places.get("@self", ())]
    return sorted(place for place in mine if not any(_is_my(sentence, place, one) for one in kin))


def _is_my(sentence: Sentence, place: int, kin: Span) -> bool:
    """Tell whether a word says whose relative it is."""
    start, end = kin
    return start < place <= end or (place == start - 1 and sentence.words[place] == DIALECT_MY)


def _living(sentence: Sentence, kin: int) -> bool:
    """Tell whether a relative may be the one with the cramps: alive, and not one who "also" has them."""
    dead = _around(sentence, "deceased", kin - 2, kin + 4)
    also = (at for at, _ in sentence.places.get("@also", ()) if kin <= at < kin + CLOSE + 3)
    return not dead and not any(sentence.clauses[at] == sentence.clauses[kin] for at in also)


def relative(sentence: Sentence, start: int, sentences: list[Sentence]) -> bool:
    """Tell whether what stands at a place is said of a relative who is not the one with the cramps."""
    near = any(start - CLOSE <= place <= start + 3 for place, _ in sentence.places.get("@kin", ()))
    return near and not patient_is_relative(sentences)


def _age(sentence: Sentence) -> float | None:
    """Give an age: "I am 67", "67 years old", "van 67", or a clause that is nothing but a number."""
    words, clauses = sentence.words, sentence.clauses
    for each in quantities(sentence):
        spoken = each.unit == "years" and 0 < each.value <= OLDEST and words[each.start] not in VAGUE
        while_ = any(
            each.start - 2 <= place < each.start and clauses[place] == clauses[each.start]
            for place, _ in sentence.places.get("@since", ())
        ) or _around(sentence, "ago", each.end, each.end + 2)
        if spoken and not while_ and (sentence.lang != "en" or _around(sentence, "old", each.end, each.end + 1)):
            return each.value
    for at, word in enumerate(words):
        value = number(word, sentence.lang) if word.isdigit() else None
        if value is None or not 0 < value <= OLDEST:
            continue
        unit = any(
            start in (at + 1, at + 2) and clauses[start] == clauses[at]
            for name in (
                "minutes",
                "seconds",
                "hours",
                "days",
                "weeks",
                "months",
                "nights",
                "distance",
                "per_week",
                "per_day",
            )
            for start, _ in sentence.places.get(f"@{name}", ())
        )
        if unit or _around(sentence, "pulse_word", at - 4, at):
            continue
        alone = clauses.count(clauses[at]) == 1 and value >= 3
        ends = at + 1 == len(words) or clauses[at + 1] != clauses[at] or _around(sentence, "or", at + 1, at + 2)
        told = _around(sentence, "aged", at - 2, at) or (_around(sentence, "of_age", at - 2, at) and ends)
        linked = _around(sentence, "of_age", at - 1, at)
        beside = any(_around(sentence, group, at - (3 if linked else 1), at) for group in ("kin", "sexed", "child"))
        if (
            alone
            or told
            or beside
            or _around(sentence, "old", at + 1, at + 2)
            or _around(sentence, "sexed", at + 1, at + 2)
        ):
            return value
    return None


def _week(sentence: Sentence) -> float | None:
    """Give the week of a pregnancy said as "week 30"."""
    for start, end in sentence.places.get("@weeks", ()):
        value = number(sentence.words[end], sentence.lang) if end < len(sentence.words) else None
        told = _around(sentence, "pregnant", start - 5, end + 5) or "@expecting" in sentence.places
        alone = end < len(sentence.words) and sentence.clauses.count(sentence.clauses[end]) == end + 1 - start
        mine = alone or _around(sentence, "i_am", start - 3, start)
        if value and 4 <= value <= 44 and (told or (mine and value >= LATE)):
            return value
    return None


def _sex(sentences: list[Sentence]) -> str | None:
    """Give the sex of the one with the cramps."""
    kin = patient_is_relative(sentences)
    for sentence in sentences:
        for sex in ("female", "male"):
            if any(f"@{group}" in sentence.places for group in (f"{sex}_kin",)) and kin:
                return sex
            if not kin and any(not _is_whose(sentence, place) for place, _ in sentence.places.get(f"@{sex}", ())):
                return sex
    return None


def _is_whose(sentence: Sentence, place: int) -> bool:
    """Tell whether "my" stands before a word: `mijn man` is no man who writes."""
    return any(start == place - 1 for group in ("my", "self") for start, _ in sentence.places.get(f"@{group}", ()))


def _around(sentence: Sentence, group: str, start: int, end: int) -> bool:
    """Tell whether a word of a group stands between two places."""
    return any(start <= place < end for place, _ in sentence.places.get(f"@{group}", ()))
