"""Findings in words: filled in, in every language, never as a cause, and never more than was found."""

from datetime import date

import pytest

from nattero import insights, insights_found
from nattero.diary.summary import NotYet
from nattero.insight.found import Change, Findings, Forecast, Since, Together, Weekday
from nattero.insight.lines import Line
from nattero.plans import Voice
from nattero.web.view import LANGUAGES
from tests import packed

DAY = date(2026, 5, 3)
MORE = Together("exercise", 2.2, 1.4, 3.3, 0.95, 40, 200, 5.0, 2.2, 0.01, 12, found=True)
DRINKS = Together("alcohol", 0.15, 0.05, 0.4, 0.95, 40, 200, 5.0, 2.2, 0.01, 12, found=True)
CHANGE = Change(DAY, DAY, DAY, 2.0, 1.5, 3.0, 0.95, 2.0, 4.0, 60, 70, 0.01, 12)
SINCE = Since(Line(DAY, "medicine", "x"), 0.5, 0.3, 0.8, 0.95, 4.0, 2.0, 60, 70, 0.01, 12, found=True)
FRIDAY = Weekday(4, 1.8, 1.2, 2.6, 0.95, 40, 0.01, 12)
TONIGHT = Forecast(0.43, 0.25, 200, 0.06)


def voice(lang: str) -> Voice:
    return Voice(packed.pack(), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_is_filled_in_in_every_language(lang: str) -> None:
    own = voice(lang)
    found = Findings(365, 12, (MORE, DRINKS), FRIDAY, CHANGE, (SINCE,), TONIGHT, DAY, DAY)
    nothing = Findings(365, 12, (), None, None, (), TONIGHT, DAY, DAY)
    told = [
        *(insights_found.together(each, own) for each in found.together),
        *(insights_found.name(each, own) + insights_found.direction(each, own) for each in found.together),
        *(insights_found.looked_at(each, own) for each in (found, nothing)),
        insights_found.next_look(found, own),
        insights_found.weekday(FRIDAY, own),
        insights_found.change(CHANGE, own),
        insights_found.since(SINCE, own),
        insights_found.tonight(TONIGHT, own),
        insights_found.tried(TONIGHT, own),
        *(
            insights.line(Line(DAY, kind, "warm-bath"), own)
            for kind in ("medicine", "trial", "pregnancy", "plan", "other")
        ),
        *(insights.line(Line(DAY, kind), own) for kind in ("medicine", "plan")),
    ]
    assert all(text and "%(" not in text and "%%" not in text for text in told)


def test_what_was_not_found_is_never_told_as_clear() -> None:
    own = voice("en")
    unclear = Since(SINCE.line, 0.9, 0.5, 1.5, 0.95, 2.2, 2.0, 60, 70, 0.6, 12, found=False)
    assert "chance" in insights_found.since(unclear, own)
    assert "clearly" not in insights_found.since(unclear, own)
    assert "Too few" in insights_found.since(NotYet(3, 14), own)
    assert "none clearly" in insights_found.looked_at(Findings(90, 9, (), None, None, (), TONIGHT, DAY, DAY), own)
    assert insights_found.looked_at(Findings(9, 0, NotYet(9, 90), None, None, (), TONIGHT), own) == ""


def test_numbers_are_no_more_exact_than_they_are_known() -> None:
    own = voice("en")
    assert "about 22 cramps, against 10 in as many other nights (between 14 and 33" in insights_found.together(
        MORE, own
    )
    assert "about 1.5 cramps, against 10 without it (between 0.5 and 4 is" in insights_found.together(DRINKS, own)
    assert (insights.hour(2.86, own), insights.hour(23.95, own)) == ("02:45", "00:00")


def test_what_a_trial_asked_of_its_nights_has_a_name_too() -> None:
    asked = Together("trial", 1.0, 0.5, 2.0, 0.95, 40, 200, 2.0, 2.0, 1.0, 12, found=False)
    other = Together("horoscope", 1.0, 0.5, 2.0, 0.95, 40, 200, 2.0, 2.0, 1.0, 12, found=False)
    assert insights_found.name(asked, voice("en")) == "Done as your trial drew it"
    assert insights_found.name(other, voice("en")) == "horoscope"


def test_what_is_missing_is_said_in_what_it_takes() -> None:
    own = voice("en")
    told = [insights.still(NotYet(20, 21), own), insights.still(NotYet(2, 8, "need_cramps"), own)]
    assert told == ["1 more night", "6 more cramps, noted with their details"]
    assert "two years" in insights.still(NotYet(1, 2, "need_two_years"), own)
    assert "in the morning" in insights.still(NotYet(0, 1, "need_exposures"), own)
