"""What the numbers of a text say: how long, how often, since when, how many weeks pregnant.

In: the sentences of a text. Out: answers of the features that are numbers, and of those that follow from numbers (longer
than ten minutes, every day for two weeks). Times of doing something else ("walk ten minutes") are left alone.
"""

from collections.abc import Iterator

from nattero.checkup.denial import negators
from nattero.checkup.listening import Sentence
from nattero.checkup.quantities import LENGTHS, SPANS, Quantity, number, quantities

Answer = bool | float | str
OFTEN = {"per_week": 1.0, "per_day": 7.0, "per_month": 0.25, "per_year": 0.02}  # in a week
NAMED_OFTEN = (
    ("every_two_weeks", 0.5),
    ("every_other", 3.5),
    ("most_nights", 5.0),
    ("every_night", 7.0),
    ("every_week", 1.0),
)
FELT, LIMBS = ("cramp", "wake", "pain"), ("leg", "foot")
BESIDE = 3  # words between how often something is done and what is done
SOON_OVER = 4  # words between a time and that it is over then
SAYS_LITTLE = 6  # words of a clause that says how often, and of what was said before
EARLY, LATE = 8, 20  # weeks; who is less far along seldom says how far; "35 weeks and ..." is a pregnancy's
YEARS = 2 * 52  # weeks from which on something has gone on for years
COMPLAINT = (
    "cramp",
    "pain",
    "leg",
    "calf",
    "foot",
    "toe",
    "thigh",
    "swollen",
    "numb",
    "tingling",
    "wake",
    "crawly",
    "kicks",
)
ELSE = ("now_drug", "lasting_else", "stood_work", "sat_work", "care_work", "drink_amount", "alcohol", "thyroid")
"""Of what a text says how long: legs and what they do, or a medicine, an illness, work, drink."""
MOST_MINUTES, MOST_ATTACKS, MOST_WEEKS = 1440.0, 350.0, 5200.0


def amounts(sentences: list[Sentence], age: float | None = None) -> dict[str, Answer]:
    """Give the answers that are numbers, or follow from numbers, in a text; years that are the age last nothing."""
    found: dict[str, Answer] = {}
    pregnant = any(group in one.places for one in sentences for group in ("@pregnant", "@expecting"))
    going_on = [one for one in sentences if not {"@once_was", "@resolved"} <= one.places.keys()]
    spans = [span for one in going_on for span in _since(one, quantities(one), age)]
    lasted = [weeks for weeks, of_legs in spans if of_legs] or [weeks for weeks, _ in spans]
    since = max(lasted, default=0.0)
    often = [count for one in sentences for count in _often(one, quantities(one))]
    several = any("@several_a_day" in one.places for one in sentences) or any(count >= 14 for count in often)
    for sentence in sentences:
        for quantity in quantities(sentence):
            _put(found, sentence, quantity, pregnant)
    found |= _durations(sentences)
    if often:
        found["attacks_per_week"] = _tidy(min(often[0], MOST_ATTACKS))
    if since:
        found.setdefault("onset_weeks", _tidy(min(since, MOST_WEEKS)))
    if lasted and min(lasted) >= YEARS and not any("@worse" in one.places for one in sentences):
        found["stable_years"] = True
    if since >= 2 and often and max(often) >= 7:
        found["daily_two_weeks"] = True
    if several and (since >= 1 or any("@all_week" in one.places for one in sentences)):
        found["several_daily_week"] = True
    return found


def _durations(sentences: list[Sentence]) -> dict[str, Answer]:
    """Give how long attacks last, and which limits they pass; "less than fifteen minutes" passes none."""
    long = [
        (minutes, _near(one, "less", each.start - 3, each.start))
        for one in sentences
        for each in quantities(one)
        for minutes in _lasting(one, each)
    ]
    if not long:
        return {}
    most = max((minutes for minutes, less in long if not less), default=0.0)
    passed: dict[str, Answer] = {
        name: True for name, limit in (("longer_3min", 3), ("longer_10min", 10)) if most > limit
    }
    return {"duration_min": _tidy(min(long[0][0], MOST_MINUTES)), **passed}


def _near(sentence: Sentence, group: str, start: int, end: int) -> bool:
    """Tell whether a word of a group stands between two places."""
    return any(start <= place < end for place, _ in sentence.places.get(f"@{group}", ()))


def _lasting(sentence: Sentence, each: Quantity) -> Iterator[float]:
    """Give how many minutes an attack lasts, where a quantity says it."""
    if each.unit not in LENGTHS or _near(sentence, "ago", each.end, each.end + 2):
        return
    if _near(sentence, "afterwards", each.start - 5, each.end + 4):
        return
    if each.unit == "hours" and _near(sentence, "doing", each.start - 3, each.start):
        return  # "drove four hours and had one cramp last night"
    if _seems(sentence, each) or _is_numbness(sentence, each):
        return
    lasts = _near(sentence, "lasts", each.start - 6, each.end + 5)
    within = _near(sentence, "within", each.start - 2, each.start)
    over_then = within and _near(sentence, "gone", each.end, each.end + SOON_OVER)  # "in a minute it has gone"
    over_in = within and _near(sentence, "gone", each.start - SOON_OVER, each.start)  # "gone in a minute"
    reach = (4, -2) if over_then else (6, -2) if over_in else (4, each.end - each.start + 3)
    doing = _near(sentence, "doing", each.start - reach[0], each.start + reach[1])
    if lasts or (each.unit != "hours" and not doing and (over_then or over_in or not within)):
        yield each.value * LENGTHS[each.unit]


def _seems(sentence: Sentence, each: Quantity) -> bool:
    """Tell whether a time only felt so: "felt like forty minutes but the clock said one"."""
    felt = all(_near(sentence, name, each.start - 3, each.start) for name in ("feels_word", "like"))
    return felt and any(place >= each.end for place, _ in sentence.places.get("@turn_back", ()))


def _is_numbness(sentence: Sentence, each: Quantity) -> bool:
    """Tell whether a time is that of numbness, in a sentence without cramp or pain."""
    near = _near(sentence, "numb", each.start - 3, each.end + 3)
    return near and {"@cramp", "@pain"}.isdisjoint(sentence.places)


def _often(sentence: Sentence, found: tuple[Quantity, ...]) -> Iterator[float]:
    """Give how many attacks a week a sentence says: three nights a week, every night, twice a month."""
    if "@frequency_of_else" in sentence.places or "@that_week" in sentence.places:
        return
    pills = {sentence.clauses[start] for start, _ in sentence.places.get("@now_drug", ())}
    sport = {sentence.clauses[start] for start, _ in sentence.places.get("@exercises_often", ())}
    for each in found:
        if _near(sentence, "weeks", each.start - 1, each.start):
            continue  # "week 20 and cramps at night": that is the pregnancy's week
        after = (factor for name, factor in OFTEN.items() if _near(sentence, name, each.end, each.end + 3))
        before = (factor for name, factor in OFTEN.items() if _near(sentence, name, each.start - 2, each.start))
        factor = next(after, None) or next(before, None)
        clause = sentence.clauses[each.start]
        trains = _near(sentence, "exercises_often", each.start - 3, each.start)
        trains = trains and not _near(sentence, "cramp", each.start - 3, each.end + 4)
        other = clause in pills or trains or (clause in sport and not _of_cramps(sentence, each.start))
        if each.unit in {"times", "nights"} and factor and not other:
            yield each.value * factor
    for name, value in NAMED_OFTEN:
        if any(_of_cramps(sentence, place) for place, _ in sentence.places.get(f"@{name}", ())):
            yield value
            return
    for start, end in sentence.places.get("@counted_times", ()):
        for name, factor in OFTEN.items():
            if _near(sentence, name, end, end + 2) or _near(sentence, name, start - 1, start):
                yield (number(sentence.words[start], sentence.lang) or 1.0) * factor


def _of_cramps(sentence: Sentence, place: int) -> bool:
    """Tell whether how often something is may be said of cramps: beside them, or in a clause that says little else."""
    clause = [at for at, one in enumerate(sentence.clauses) if one == sentence.clauses[place]]
    near, limbs = (
        {start for group in groups for start, _ in sentence.places.get(f"@{group}", ())} for groups in (FELT, LIMBS)
    )
    doing = [start for start, _ in sentence.places.get("@doing", ()) if start in clause]
    busy = any(abs(start - place) <= BESIDE for start in doing)  # "I cycle every day and my legs are fine"
    limb = not limbs.isdisjoint(clause) and not busy
    return not near.isdisjoint(clause) or limb or (len(clause) <= SAYS_LITTLE and not doing)


def _since(sentence: Sentence, found: tuple[Quantity, ...], age: float | None) -> Iterator[tuple[float, bool]]:
    """Give for how many weeks something has been going on, and whether it is said of the legs; nothing else counts."""
    for each in found:
        stomach = each.unit == "days" and "@stomach" in sentence.places
        if each.unit in SPANS and not stomach and not _near(sentence, "ago", each.end, each.end + 2):
            started = any(
                each.start - 3 <= place < each.end + 2 and sentence.clauses[place] == sentence.clauses[each.start]
                for place, _ in sentence.places.get("@since", ())
            )
            aged = (each.unit == "years" and each.value == age) or any(
                _near(sentence, name, each.start - 1, each.end) for name in (*OFTEN, "every_week", "every_two_weeks")
            )
            if started and not aged and not _near(sentence, "pregnant", each.start - 3, each.end + 2):
                yield from _of_legs(sentence, each.start, each.value * SPANS[each.unit])
    for name in ("weeks", "months", "years"):
        counted = {place for each in found if each.unit == name for place in range(each.start, each.end)}
        for start, end in sentence.places.get(f"@for_{name}", ()):
            if counted.isdisjoint(range(start, end)):  # "al een maand lang" is one month, not several
                yield from _of_legs(sentence, start, 3 * SPANS[name])


def _of_legs(sentence: Sentence, place: int, weeks: float) -> Iterator[tuple[float, bool]]:
    """Give a span with whether it is said of the legs; none where its clause is about a medicine, an illness or work."""
    clause = sentence.clauses[place]
    here = {
        name: any(sentence.clauses[start] == clause for start, _ in sentence.places.get(f"@{name}", ()))
        for name in (*COMPLAINT, *ELSE)
    }
    of_legs = any(here[name] for name in COMPLAINT)
    if of_legs or not any(here[name] for name in ELSE):
        yield weeks, of_legs


def _put(found: dict[str, Answer], sentence: Sentence, each: Quantity, pregnant: bool) -> None:
    """Put what one quantity says of pregnancy, birth and beginning."""
    ago = any(
        each.start - 2 <= place < each.end + 2 and sentence.clauses[place] == sentence.clauses[each.start]
        for place, _ in sentence.places.get("@ago", ())
    )
    if each.unit in SPANS:
        weeks = each.value * SPANS[each.unit]
        born = _near(sentence, "birth", each.start - 6, each.end + 6)
        if born and weeks <= 52 and (ago or _near(sentence, "old", each.end, each.end + 2)):
            found.setdefault("postpartum_weeks", _tidy(weeks))
        elif ago and _near(sentence, "began", each.start - 6, each.end + 5):
            found.setdefault("onset_weeks", _tidy(min(weeks, MOST_WEEKS)))
        elif not ago and 4 <= weeks <= 44 and each.unit in {"weeks", "months"} and _is_week(sentence, each, pregnant):
            found.setdefault("gestation_weeks", _tidy(weeks))
    elif each.unit == "times" and each.value >= 2 and _counts_medicines(sentence, each):
        found.setdefault("med_count", _tidy(each.value))


def _counts_medicines(sentence: Sentence, each: Quantity) -> bool:
    """Tell whether a number is how many medicines are taken: no age, and none that "no" parts from them."""
    aged = _near(sentence, "aged", each.start - 2, each.start)
    parted = not negators(sentence).isdisjoint(range(each.start, each.end + 1))
    return _near(sentence, "medicines", each.start, each.end + 2) and not aged and not parted


def _is_week(sentence: Sentence, each: Quantity, pregnant: bool) -> bool:
    """Tell whether a number of weeks is that of a pregnancy: it is named beside it, or "36 weeks" stands by itself."""
    if _near(sentence, "pregnant", each.start - 4, each.end + 4):
        return pregnant
    lasting = any(
        _near(sentence, group, each.start - 3, each.end + 2) for group in ("since", "per_week", "lasts", "cramp")
    )
    if lasting or _near(sentence, "old", each.end, each.end + 1) or each.value < EARLY:
        return False
    if each.unit != "weeks" or _near(sentence, "i_am", each.start - 2, each.start):
        return each.unit == "weeks"
    begins = each.start == 0 or sentence.clauses[each.start - 1] != sentence.clauses[each.start]
    return (pregnant and begins) or (each.start == 0 and each.value >= LATE)


def _tidy(value: float) -> float:
    """Give a number without figures nobody said."""
    return float(round(value, 2))
